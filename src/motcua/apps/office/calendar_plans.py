"""A change of the calendar as a page plans it, in plain values: published as one edition, or tried out without writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from motcua.apps.office.actions import CalendarChange, CalendarRefused, change_calendar
from motcua.apps.office.models import CalendarDay, CalendarEdition, CalendarSwitch, Closure
from motcua.apps.office.week_plans import WeekPlan, hours_tried, week_days, week_row
from motcua.rules import workdays
from motcua.rules.actors import Actor
from motcua.rules.workdays import Calendar, DayKind, DayRow, Scope


@dataclass(frozen=True, slots=True)
class DayPlan:
    """A day to add. `unit_id` None: for everybody in the province."""

    on: date
    kind: str
    name: str
    basis: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClosurePlan:
    """A closure to add; running clocks stop only when `suspends`."""

    first_on: date
    last_on: date
    suspends: bool
    notice: str
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What one edition would change; rows to drop by id, switches by name."""

    days: Sequence[DayPlan] = ()
    closures: Sequence[ClosurePlan] = ()
    drop_days: Sequence[int] = ()
    drop_closures: Sequence[int] = ()
    switch_on: Sequence[str] = ()
    switch_off: Sequence[str] = ()
    weeks: Sequence[WeekPlan] = ()
    drop_weeks: Sequence[int] = ()

    @property
    def is_empty(self) -> bool:
        """True when nothing would change."""
        return not (
            self.days
            or self.closures
            or self.drop_days
            or self.drop_closures
            or self.switch_on
            or self.switch_off
            or self.weeks
            or self.drop_weeks
        )

    def span(self) -> tuple[date, date]:
        """First and last day whose working time may change. Raises CalendarRefused when nothing changes."""
        days = [row.on for row in self.days]
        days += [on for row in self.closures for on in (row.first_on, row.last_on)]
        days += CalendarDay.objects.filter(pk__in=self.drop_days).values_list("on", flat=True)
        for pair in Closure.objects.filter(pk__in=self.drop_closures).values_list("first_on", "last_on"):
            days += pair
        names = [*self.switch_on, *self.switch_off]
        days += CalendarDay.objects.filter(switch__in=names, dropped_in=None).values_list("on", flat=True)
        days += week_days(self.weeks, self.drop_weeks)
        if not days:
            raise CalendarRefused("Chưa có thay đổi nào. Hãy thêm, bỏ một ngày hoặc đổi công tắc.")
        return min(days), max(days)


def publish(
    plan: CalendarPlan, *, reason: str, seen: int | None, actor: Actor, at: datetime
) -> CalendarEdition:
    """Publish a plan as the next edition; running dossiers are counted again by whoever hears the fact.

    `seen` is the edition the page showed. Raises NotAllowed, CalendarRefused (nothing to change, no reason, a newer
    edition was published meanwhile).
    """
    newest = edition_in_force()
    if seen is not None and seen != newest:
        raise CalendarRefused(
            f"Vừa có lịch số {newest} được công bố. Việc của bạn chưa được ghi: hãy xem lại các ngày rồi công bố lại."
        )
    change = CalendarChange(
        touched=plan.span(),
        days=[_day(row, reason) for row in plan.days],
        weeks=[week_row(row, reason) for row in plan.weeks],
        drop_weeks=plan.drop_weeks,
        closures=[_closure(row) for row in plan.closures],
        drop_days=plan.drop_days,
        drop_closures=plan.drop_closures,
        switch_on=plan.switch_on,
        switch_off=plan.switch_off,
    )
    return change_calendar(change, reason=reason, actor=actor, at=at)


def edition_in_force() -> int:
    """The number of the newest edition; 0 when none has been published."""
    return CalendarEdition.objects.order_by("-no").values_list("no", flat=True).first() or 0


def _day(row: DayPlan, reason: str) -> CalendarDay:
    return CalendarDay(
        on=row.on,
        kind=row.kind,
        name=row.name,
        basis=row.basis,
        source=reason[:300],
        unit_id=row.unit_id,
        scope=Scope.UNIT if row.unit_id else Scope.PROVINCE,
    )


def _closure(row: ClosurePlan) -> Closure:
    return Closure(
        first_on=row.first_on,
        last_on=row.last_on,
        suspends_clocks=row.suspends,
        source=row.notice,
        unit_id=row.unit_id,
    )


def tried(calendar: Calendar, unit_id: int, plan: CalendarPlan) -> Calendar:
    """The unit's calendar as the plan would make it; nothing is written."""
    gone = {(row.on, row.kind, row.name) for row in CalendarDay.objects.filter(pk__in=plan.drop_days)}
    gone |= {
        (row.on, row.kind, row.name)
        for row in CalendarDay.objects.filter(switch__in=plan.switch_off, dropped_in=None)
    }
    added = [
        DayRow(
            row.on,
            DayKind(row.kind),
            row.name,
            Scope.UNIT if row.unit_id else Scope.PROVINCE,
            basis=row.basis,
        )
        for row in plan.days
        if row.unit_id in (None, unit_id)
    ]
    added += [
        DayRow(row.on, DayKind(row.kind), row.name, Scope(row.scope), basis=row.basis)
        for row in CalendarDay.objects.filter(switch__in=plan.switch_on, dropped_in=None)
    ]
    kept = [row for row in calendar.rows if (row.on, str(row.kind), row.name) not in gone]
    hours = calendar.hours
    if plan.weeks or plan.drop_weeks:
        hours = hours_tried(unit_id, plan.weeks, plan.drop_weeks)
    return replace(
        calendar,
        version=f"{calendar.version}, thử",
        hours=hours,
        rows=(*kept, *added),
        closures=_closures(calendar, unit_id, plan),
    )


def _closures(calendar: Calendar, unit_id: int, plan: CalendarPlan) -> tuple[workdays.Closure, ...]:
    gone = set(Closure.objects.filter(pk__in=plan.drop_closures).values_list("first_on", "last_on", "source"))
    kept = [one for one in calendar.closures if (one.first, one.last, one.notice) not in gone]
    added = [
        workdays.Closure(first=row.first_on, last=row.last_on, suspends=row.suspends, notice=row.notice)
        for row in plan.closures
        if row.unit_id in (None, unit_id)
    ]
    return (*kept, *added)


@dataclass(frozen=True, slots=True)
class Year:
    """What the calendar page shows: the newest edition, a year's days and closures in force, switches, editions."""

    edition: int
    days: list[CalendarDay]
    closures: list[Closure]
    switches: dict[str, bool]
    editions: list[CalendarEdition]


def year(of: int) -> Year:
    """The calendar in force for a year."""
    editions = list(CalendarEdition.objects.select_related("officer").order_by("-no")[:12])
    on = set(CalendarSwitch.objects.filter(off_from=None).values_list("name", flat=True))
    names = CalendarDay.objects.exclude(switch="").filter(dropped_in=None).values_list("switch", flat=True)
    days = CalendarDay.objects.filter(dropped_in=None, on__year=of).select_related("unit")
    closures = Closure.objects.filter(
        dropped_in=None, first_on__lte=date(of, 12, 31), last_on__gte=date(of, 1, 1)
    )
    return Year(
        edition=editions[0].no if editions else 0,
        days=list(days.order_by("on", "id")),
        closures=list(closures.select_related("unit").order_by("first_on", "id")),
        switches={name: name in on for name in sorted(set(names))},
        editions=editions,
    )
