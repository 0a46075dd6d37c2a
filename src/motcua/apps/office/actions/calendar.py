"""Changing the calendar by editions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.apps.ledger import actions as ledger
from motcua.apps.office.models import (
    CalendarDay,
    CalendarEdition,
    CalendarSwitch,
    Closure,
    WorkingWeek,
)
from motcua.rules import rights
from motcua.rules.actors import Actor
from motcua.rules.calendar_rows import day_rows
from motcua.rules.facts import CalendarChanged
from motcua.rules.rights import Standing
from motcua.rules.workdays import DayRow, Scope

NOWHERE = Standing(receiving_unit=0, settling_agency=0)


class CalendarRefused(Exception):
    """The change of the calendar cannot be made; the message says why."""


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """What one edition changes: rows to add, rows (by id) to drop, switches to turn."""

    days: Sequence[CalendarDay] = ()
    weeks: Sequence[WorkingWeek] = ()
    closures: Sequence[Closure] = ()
    drop_days: Sequence[int] = ()
    drop_weeks: Sequence[int] = ()
    drop_closures: Sequence[int] = ()
    switch_on: Sequence[str] = ()
    switch_off: Sequence[str] = ()
    touched: tuple[date, date] | None = field(default=None)
    """First and last day whose working time may change; worked out from the rows when not given."""


@transaction.atomic
def change_calendar(change: CalendarChange, *, reason: str, actor: Actor, at: datetime) -> CalendarEdition:
    """Publish a new edition of the calendar and leave `CalendarChanged`; listeners recompute running dossiers.

    Raises NotAllowed, CalendarRefused (no reason, nothing to change).
    """
    rights.ensure(actor, "change_calendar", NOWHERE)
    if not reason.strip():
        raise CalendarRefused("Hãy ghi lý do và số văn bản làm căn cứ sửa lịch.")
    first, last = change.touched or _touched(change)
    edition = _next_edition(reason, actor, at)
    _apply(change, edition)
    fact = CalendarChanged(edition=edition.no, first_day=first.isoformat(), last_day=last.isoformat())
    ledger.record(fact, actor=actor, at=at)
    return edition


def _next_edition(reason: str, actor: Actor, at: datetime) -> CalendarEdition:
    last = CalendarEdition.objects.select_for_update().order_by("-no").first()
    return CalendarEdition.objects.create(
        no=last.no + 1 if last else 1,
        reason=reason.strip(),
        officer_id=actor.officer_id,
        at=at,
    )


def _touched(change: CalendarChange) -> tuple[date, date]:
    days = [row.on for row in change.days]
    days += [on for row in change.closures for on in (row.first_on, row.last_on)]
    days += list(CalendarDay.objects.filter(pk__in=change.drop_days).values_list("on", flat=True))
    for first, last in Closure.objects.filter(pk__in=change.drop_closures).values_list("first_on", "last_on"):
        days += [first, last]
    days += list(
        CalendarDay.objects.filter(switch__in=[*change.switch_on, *change.switch_off]).values_list(
            "on", flat=True
        )
    )
    if change.weeks or change.drop_weeks:
        return date.min, date.max
    if not days:
        raise CalendarRefused("Chưa có thay đổi nào để lưu.")
    return min(days), max(days)


def _apply(change: CalendarChange, edition: CalendarEdition) -> None:
    rows: list[CalendarDay | WorkingWeek | Closure] = [
        *change.days,
        *change.weeks,
        *change.closures,
    ]
    for row in rows:
        row.added_in = edition
    CalendarDay.objects.bulk_create(change.days)
    WorkingWeek.objects.bulk_create(change.weeks)
    Closure.objects.bulk_create(change.closures)
    CalendarDay.objects.filter(pk__in=change.drop_days, dropped_in=None).update(dropped_in=edition)
    WorkingWeek.objects.filter(pk__in=change.drop_weeks, dropped_in=None).update(dropped_in=edition)
    Closure.objects.filter(pk__in=change.drop_closures, dropped_in=None).update(dropped_in=edition)
    for name in change.switch_on:
        CalendarSwitch.objects.create(name=name, on_from=edition)
    CalendarSwitch.objects.filter(name__in=change.switch_off, off_from=None).update(off_from=edition)


def load_calendar(
    pack: Mapping[str, Any], weeks: Sequence[WorkingWeek], *, actor: Actor, at: datetime
) -> CalendarEdition | None:
    """Bring the national days of a pack into the calendar; None when nothing differs from what is in force.

    Days that wait for a switch (24/11) come in too and apply only once the switch is turned on.
    """
    known = {
        (row.on, row.kind, row.name, row.switch): row
        for row in CalendarDay.objects.filter(unit=None, scope=Scope.NATIONAL, dropped_in=None)
    }
    days = [_national_day(row) for row in day_rows(pack["rows"])]
    wanted = {(row.on, row.kind, row.name, row.switch): row for row in days}
    added = [row for key, row in wanted.items() if key not in known]
    dropped = [row.pk for key, row in known.items() if key not in wanted]
    fresh_weeks = [] if WorkingWeek.objects.filter(unit=None, dropped_in=None).exists() else list(weeks)
    if not (added or dropped or fresh_weeks):
        return None
    change = CalendarChange(days=added, drop_days=dropped, weeks=fresh_weeks)
    return change_calendar(change, reason=f"{pack['title']} ({pack['version']})", actor=actor, at=at)


def _national_day(row: DayRow) -> CalendarDay:
    return CalendarDay(
        on=row.on,
        kind=row.kind,
        name=row.name[:200],
        scope=row.scope,
        basis=row.basis[:300],
        source=row.source[:300],
        expected=row.expected,
        switch=row.switch,
    )
