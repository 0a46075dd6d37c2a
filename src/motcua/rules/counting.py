"""How a limit moves forward through a calendar, leaving one trace line per day (domain.md §3.1, §3.4).

Each function appends to ``lines`` and returns where the count ends. Callers are ``deadlines`` and ``pauses``.
"""

from __future__ import annotations

import calendar as gregorian
from datetime import date, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

from motcua.rules import trace as basis
from motcua.rules.limits import InvalidLimit, Limit, Unit
from motcua.rules.trace import TraceLine
from motcua.rules.workdays import Calendar, Day, moment

ONE_DAY = timedelta(days=1)


class AwareMoment(ValueError):
    """A datetime with a time zone reached the rules; they speak civil time of Vietnam only."""


def civil_minute(at: datetime) -> datetime:
    """The moment cut to its minute: 17:00:59 is still in the closing minute (domain.md §3.8 case 4).

    Raises AwareMoment: conversion to Vietnamese civil time belongs to the caller.
    """
    if at.tzinfo is not None:
        raise AwareMoment(
            "Thời điểm phải là giờ Việt Nam, không kèm múi giờ: hãy đổi về giờ Việt Nam trước khi tính."
        )
    return at.replace(second=0, microsecond=0)


def start(received_at: datetime, calendar: Calendar) -> datetime:
    """The moment from which the clock runs (domain.md §3.2): itself inside a session (both ends included),
    else the next session of the day, else the opening of the next working day open for intake.
    """
    at = civil_minute(received_at)
    day, minute = calendar.day(at.date()), at.hour * 60 + at.minute
    if day.working_minutes and day.open_intake and minute <= day.closes:
        return moment(day.on, day.fit(minute))
    day = calendar.working_day_from(at.date() + ONE_DAY, open_intake=True)
    return moment(day.on, day.opens)


def limit_minutes(limit: Limit, calendar: Calendar) -> int:
    """Minutes of session time in a limit of working days or working hours, rounded half up."""
    size = calendar.day_minutes if limit.unit is Unit.WORKING_DAY else 60
    return int((limit.value * size).to_integral_value(ROUND_HALF_UP))


def working_days(
    start_at: datetime, minutes: int, calendar: Calendar, lines: list[TraceLine]
) -> tuple[date, int]:
    """Whole working days by the same clock time, then the remainder in session minutes.

    A limit of N days and a part never ends later than N+1 days, even when the next day is a short one.
    Returns the legal date and the minute of that day.
    """
    whole, rest = divmod(minutes, calendar.day_minutes)
    ordinal, minute = _same_clock_time(start_at, whole, calendar, lines)
    if not rest:
        return date.fromordinal(ordinal), minute
    used = whole * calendar.day_minutes
    on, end = working_minutes(date.fromordinal(ordinal), minute, rest, calendar, lines, used)
    longest_on, longest_minute = _same_clock_time(start_at, whole + 1, calendar, [])
    capped = (date.fromordinal(longest_on), longest_minute)
    if (on, end) <= capped:
        return on, end
    lines[:] = [line for line in lines if line.on <= capped[0]]
    why, law = f"không muộn hơn hạn của {whole + 1} ngày làm việc", calendar.day_at(longest_on).counts_by
    lines.append(TraceLine(capped[0], True, why, law, 0, minutes))
    return capped


def _same_clock_time(
    start_at: datetime, whole: int, calendar: Calendar, lines: list[TraceLine]
) -> tuple[int, int]:
    """The ordinal reached after ``whole`` working days, and the clock time kept, fitted into its sessions."""
    ordinal, minute = start_at.date().toordinal(), start_at.hour * 60 + start_at.minute
    size, total, left, idle = calendar.day_minutes, 0, whole, 0
    day_at, append = calendar.day_at, lines.append
    while left:
        ordinal += 1
        day = day_at(ordinal)
        if day.working_minutes:
            left, total, idle = left - 1, total + size, 0
            append(TraceLine(day.on, True, day.why, day.counts_by, size, total))
        else:
            append(TraceLine(day.on, False, day.why, day.basis, 0, total))
            idle += 1
            if idle > 365:
                calendar.working_day_from(day.on)  # raises NoWorkingDay with its sentence
    return ordinal, day_at(ordinal).fit(minute)


def working_minutes(
    on: date, minute: int, minutes: int, calendar: Calendar, lines: list[TraceLine], used: int = 0
) -> tuple[date, int]:
    """Consume session minutes from a moment; a count that ends with a session ends at its closing time."""
    ordinal, left, idle = on.toordinal(), minutes, 0
    while True:
        day = calendar.day_at(ordinal)
        taken, end = _take(day, minute, left)
        left -= taken
        idle = 0 if day.working_minutes else idle + 1
        if taken or not day.working_minutes:
            lines.append(TraceLine(day.on, taken > 0, day.why, day.counts_by, taken, used + minutes - left))
        if not left:
            return day.on, end
        if idle > 365:
            calendar.working_day_from(day.on)  # raises NoWorkingDay with its sentence
        ordinal, minute = ordinal + 1, 0


def _take(day: Day, minute: int, left: int) -> tuple[int, int]:
    """Minutes the day gives from ``minute`` on, at most ``left``, and the minute where the taking ends."""
    taken, end = 0, minute
    for opens, closes in day.pieces:
        piece = min(left - taken, closes - max(opens, minute))
        if piece > 0:
            taken += piece
            end = max(opens, minute) + piece
    return taken, end


def calendar_days(first: date, days: int, lines: list[TraceLine]) -> date:
    """Count calendar days; ``first`` itself is not counted (Điều 147 khoản 2 BLDS)."""
    why, law = "tính liên tục kể cả ngày nghỉ", basis.CIVIL_CODE_END_OF_DAY
    lines.extend(
        TraceLine(first + timedelta(days=count), True, why, law, 1440, count * 1440)
        for count in range(1, days + 1)
    )
    return first + timedelta(days=days)


def nominal_end(first: date, limit: Limit, lines: list[TraceLine]) -> date:
    """The last day of a limit in days, weeks, months or years, before rolling over rest days.

    A fraction of a day rounds up to a whole day; half a month is 15 days and half a year six months
    (Điều 146 khoản 1 BLDS).
    """
    if limit.unit is Unit.CALENDAR_DAY:
        return calendar_days(first, _up(limit.value), lines)
    if limit.unit is Unit.WEEK:
        end = first + timedelta(days=_up(limit.value * 7))
        lines.append(TraceLine(end, True, f"cùng thứ, sau {limit.text}", basis.CIVIL_CODE_WEEK, 0, 0))
        return end
    months = limit.value * 12 if limit.unit is Unit.YEAR else limit.value
    return _after_months(first, months, limit, lines)


def _after_months(first: date, months: Decimal, limit: Limit, lines: list[TraceLine]) -> date:
    whole = int(months)
    years, month = divmod(first.month - 1 + whole, 12)
    last_of_month = gregorian.monthrange(first.year + years, month + 1)[1]
    end = date(first.year + years, month + 1, min(first.day, last_of_month))
    law = basis.CIVIL_CODE_YEAR if limit.unit is Unit.YEAR else basis.CIVIL_CODE_MONTH
    why = f"cùng ngày, sau {limit.text}"
    if first.day > last_of_month:
        why = f"sau {limit.text}; tháng này không có ngày {first.day:02d} nên lấy ngày cuối tháng"
    end += timedelta(days=_up((months - whole) * 30))
    lines.append(TraceLine(end, True, why, law, 0, 0))
    return end


def _up(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_CEILING))


def roll(nominal_on: date, calendar: Calendar, lines: list[TraceLine]) -> date:
    """The last day itself, or the next working day when it is a rest day (Điều 148 khoản 5 BLDS)."""
    on = calendar.working_day_from(nominal_on).on
    total = lines[-1].total if lines else 0
    for ordinal in range(nominal_on.toordinal(), on.toordinal()):
        day = calendar.day_at(ordinal)
        why = f"thời hạn không kết thúc, {day.why}"
        lines.append(TraceLine(day.on, False, why, basis.CIVIL_CODE_ROLL, 0, total, True))
    if on != nominal_on:
        lines.append(
            TraceLine(on, True, "kết thúc vào ngày làm việc tiếp theo", basis.CIVIL_CODE_ROLL, 0, total)
        )
    return on


def whole_number(limit: Limit) -> int:
    """The value of a limit that must be a whole number. Raises InvalidLimit."""
    if limit.value != limit.value.to_integral_value():
        raise InvalidLimit(f"Thời hạn “{limit.text}” phải là số nguyên khi đếm lùi.")
    return int(limit.value)


def start_traced(event_at: datetime, calendar: Calendar, lines: list[TraceLine]) -> datetime:
    """``start``, and the trace lines of the days between the event and the start."""
    start_at = start(event_at, calendar)
    if start_at == event_at:
        return start_at
    event = lines[-1]
    day = calendar.day(event_at.date())
    outside = "ngoài giờ làm việc" if day.working_minutes and day.open_intake else _idle_reason(day)
    why = f"{event.why} ({outside}), thời hạn bắt đầu từ {basis.moment_text(start_at)}"
    lines[-1] = event._replace(why=why, basis=event.basis or day.basis)
    for ordinal in range(event_at.date().toordinal() + 1, start_at.date().toordinal()):
        day = calendar.day_at(ordinal)
        lines.append(TraceLine(day.on, False, _idle_reason(day), day.basis, 0, event.total))
    return start_at


def _idle_reason(day: Day) -> str:
    return day.why if day.open_intake or not day.working_minutes else "đơn vị ngừng tiếp nhận theo thông báo"
