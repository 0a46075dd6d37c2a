"""Counting backwards: the last day to do something before an event (domain.md §3.8 case 45)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from motcua.rules.counting import whole_number
from motcua.rules.limits import InvalidLimit, Limit, Unit
from motcua.rules.trace import CIVIL_CODE_END_OF_DAY, CIVIL_CODE_FIRST_DAY, TraceLine
from motcua.rules.workdays import Calendar


@dataclass(frozen=True, slots=True)
class LatestDay:
    """``on``: the last day allowed by the count; ``working_on``: the last working day not after it."""

    on: date
    working_on: date
    trace: tuple[TraceLine, ...]


def latest_day_before(event_on: date, limit: Limit, calendar: Calendar) -> LatestDay:
    """The last day that is at least ``limit`` before the event; the event's own day is not counted.

    Only whole WORKING_DAY and CALENDAR_DAY limits; raises InvalidLimit otherwise. N63 Đ.15 writes "ngày"
    (calendar), the index of QĐ 766 reads working days: the unit of the limit says which.
    """
    if limit.unit not in (Unit.WORKING_DAY, Unit.CALENDAR_DAY):
        raise InvalidLimit(f"Không đếm lùi được {limit.text}: chỉ dùng ngày hoặc ngày làm việc.")
    left, on = whole_number(limit), event_on
    lines = [TraceLine(on, False, "ngày có sự kiện", CIVIL_CODE_FIRST_DAY, 0, 0)]
    size = calendar.day_minutes if limit.unit is Unit.WORKING_DAY else 1440
    while left:
        on -= timedelta(days=1)
        day = calendar.day(on)
        counted = limit.unit is Unit.CALENDAR_DAY or day.working_minutes > 0
        left -= counted
        why, law = day.why, day.counts_by
        if limit.unit is Unit.CALENDAR_DAY:
            why, law = "tính liên tục kể cả ngày nghỉ", CIVIL_CODE_END_OF_DAY
        total = lines[-1].total + size * counted
        lines.append(TraceLine(on, counted, why, law, size * counted, total))
        calendar.working_day_from(on, -1)  # raises NoWorkingDay rather than walk for ever
    return LatestDay(on, calendar.working_day_from(on, -1).on, tuple(lines))
