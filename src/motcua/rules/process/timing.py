"""When the timers of an open step come due: working days of the holder's calendar, from the opening or the due moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from motcua.rules import deadlines
from motcua.rules.deadlines import Limit, Unit
from motcua.rules.process.definition import Step, Timer, TimerStart
from motcua.rules.workdays import Calendar, moment

LONGEST_IDLE = 365
"""Days without work after which a calendar is not walked further back."""


def timer_moments(
    step: Step, opened_at: datetime, due_at: datetime | None, calendar: Calendar
) -> tuple[tuple[datetime, int], ...]:
    """Each timer of the step as (naive civil moment, place in `step.timers`), soonest first.

    A timer by the due moment of a step without one never comes; none comes before the step is opened.
    """
    found = []
    for place, timer in enumerate(step.timers):
        at = _moment(timer, opened_at, due_at, calendar)
        if at is not None:
            found.append((max(at, opened_at), place))
    return tuple(sorted(found))


def _moment(
    timer: Timer, opened_at: datetime, due_at: datetime | None, calendar: Calendar
) -> datetime | None:
    if timer.start is TimerStart.OPENED:
        return _later(opened_at, timer.days, calendar)
    if due_at is None:
        return None
    if timer.start is TimerStart.BEFORE_DUE:
        return working_days_before(due_at, timer.days, calendar)
    return _later(due_at, timer.days, calendar)


def _later(at: datetime, days: Decimal, calendar: Calendar) -> datetime:
    if days <= 0:
        return at
    return deadlines.due(at, Limit.of(days, Unit.WORKING_DAY), calendar).at or at


def working_days_before(at: datetime, days: Decimal, calendar: Calendar) -> datetime:
    """The moment from which `days` working days (in session minutes) lead to `at`. Raises NoWorkingDay."""
    left = int((days * calendar.day_minutes).to_integral_value(ROUND_HALF_UP))
    on, minute, idle = at.date(), at.hour * 60 + at.minute, 0
    if left <= 0:
        return at
    while True:
        day = calendar.day(on)
        idle = 0 if day.working_minutes else idle + 1
        for opens, closes in reversed(day.pieces):
            taken = min(left, min(closes, minute) - opens)
            if taken > 0:
                left -= taken
                if not left:
                    return moment(on, min(closes, minute) - taken)
        if idle > LONGEST_IDLE:
            calendar.working_day_from(on, -1)
        on, minute = on - timedelta(days=1), 24 * 60
