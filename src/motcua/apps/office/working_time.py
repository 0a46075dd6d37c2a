"""The calendar of a unit, made of its rows in one edition. Editions never change, so calendars are kept in memory."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Max, Q

from motcua.apps.office.models import (
    CalendarDay,
    CalendarEdition,
    CalendarSwitch,
    Closure,
    EditionedRow,
    WorkingWeek,
)
from motcua.rules import workdays
from motcua.rules.sessions import STANDARD_HOURS, OfficeHours, parse_week
from motcua.rules.workdays import Calendar, DayKind, DayRow, Scope

UNSAVED = 2**63
"""A row not yet saved is made later than every saved one."""


class NoCalendar(Exception):
    """No calendar has been published yet."""


def latest_edition() -> int:
    """The number of the newest edition. Raises NoCalendar with what to do."""
    newest = CalendarEdition.objects.aggregate(no=Max("no"))["no"]
    if newest is None:
        raise NoCalendar("Chưa có lịch làm việc. Hãy nạp lịch bằng lệnh «motcua calendar load».")
    return int(newest)


def calendar_for(unit_id: int | None, edition: int | None = None) -> Calendar:
    """The calendar that binds a unit (None: the national one) in an edition (default: the newest)."""
    return _built(unit_id, edition or latest_edition())


def forget() -> None:
    """Drop the calendars kept in memory (tests that rebuild the tables call this)."""
    _built.cache_clear()


@lru_cache(maxsize=512)
def _built(unit_id: int | None, edition: int) -> Calendar:
    return Calendar(
        version=f"lịch số {edition}",
        rows=_rows(unit_id, edition),
        hours=_hours(unit_id, edition),
        closures=_closures(unit_id, edition),
    )


def _in_edition(model: type[EditionedRow], unit_id: int | None, edition: int) -> list[EditionedRow]:
    scope = Q(unit__isnull=True) | Q(unit_id=unit_id) if unit_id else Q(unit__isnull=True)
    in_force = Q(added_in__no__lte=edition) & (Q(dropped_in__isnull=True) | Q(dropped_in__no__gt=edition))
    return list(model._default_manager.filter(scope & in_force).order_by("id"))


def _rows(unit_id: int | None, edition: int) -> tuple[DayRow, ...]:
    on = Q(on_from__no__lte=edition) & (Q(off_from__isnull=True) | Q(off_from__no__gt=edition))
    switched = set(CalendarSwitch.objects.filter(on).values_list("name", flat=True))
    return tuple(
        DayRow(
            on=row.on,
            kind=DayKind(row.kind),
            name=row.name,
            scope=Scope.UNIT if row.unit_id else Scope(row.scope),
            basis=row.basis,
            source=row.source,
            expected=row.expected,
        )
        for row in _in_edition(CalendarDay, unit_id, edition)
        if isinstance(row, CalendarDay) and (not row.switch or row.switch in switched)
    )


def _hours(unit_id: int | None, edition: int) -> tuple[OfficeHours, ...]:
    return hours_of(row for row in _in_edition(WorkingWeek, unit_id, edition) if isinstance(row, WorkingWeek))


def hours_of(rows: Iterable[WorkingWeek]) -> tuple[OfficeHours, ...]:
    """Rows in the order they are asked, the product's default last; the first that applies on a day gives its hours."""
    return (*(_office_hours(row) for row in sorted(rows, key=rank)), STANDARD_HOURS)


def rank(row: WorkingWeek) -> tuple[bool, bool, int, int]:
    """A unit's own hours before the common ones, a season before the whole year, the latest start, the latest made."""
    start = row.valid_from.toordinal() if row.valid_from else 0
    return (row.unit_id is None, row.season is None, -start, -(row.pk or UNSAVED))


def _office_hours(row: WorkingWeek) -> OfficeHours:
    season = None
    if row.season:
        (first_month, first_day), (last_month, last_day) = row.season
        season = ((first_month, first_day), (last_month, last_day))
    return OfficeHours(parse_week(row.week).week, season, row.valid_from, row.valid_to)


def _closures(unit_id: int | None, edition: int) -> tuple[workdays.Closure, ...]:
    return tuple(
        workdays.Closure(
            first=row.first_on,
            last=row.last_on,
            suspends=row.suspends_clocks,
            notice=row.source,
        )
        for row in _in_edition(Closure, unit_id, edition)
        if isinstance(row, Closure)
    )
