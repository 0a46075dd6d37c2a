"""One rule per unit of time: where its count starts and ends (domain.md §3.1–3.4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from motcua.rules import counting
from motcua.rules import trace as basis
from motcua.rules.counting import ONE_DAY, start_traced
from motcua.rules.limits import Limit, Unit
from motcua.rules.rulesets import RuleSet
from motcua.rules.trace import TraceLine
from motcua.rules.workdays import Calendar, moment


class Counted(NamedTuple):
    """Result of a count; the fields are those of Due."""

    start_at: datetime
    at: datetime | None
    on: date | None
    nominal_on: date | None
    budget: int


def _working_day(
    event_at: datetime, limit: Limit, calendar: Calendar, rules: RuleSet, lines: list[TraceLine]
) -> Counted:
    start_at = start_traced(event_at, calendar, lines)
    budget = counting.limit_minutes(limit, calendar)
    if budget >= calendar.day_minutes:
        why = "ngày đầu tiên của thời hạn"
        lines.append(TraceLine(start_at.date(), False, why, basis.CIVIL_CODE_FIRST_DAY, 0, 0))
    on, minute = counting.working_days(start_at, budget, calendar, lines)
    return Counted(start_at, moment(on, minute), on, on, budget)


def _working_hour(
    event_at: datetime, limit: Limit, calendar: Calendar, rules: RuleSet, lines: list[TraceLine]
) -> Counted:
    start_at = start_traced(event_at, calendar, lines)
    budget = counting.limit_minutes(limit, calendar)
    minute = start_at.hour * 60 + start_at.minute
    on, minute = counting.working_minutes(start_at.date(), minute, budget, calendar, lines)
    return Counted(start_at, moment(on, minute), on, on, budget)


def _hour(
    event_at: datetime, limit: Limit, calendar: Calendar, rules: RuleSet, lines: list[TraceLine]
) -> Counted:
    minutes = counting.limit_minutes(limit, calendar)
    at = event_at + timedelta(minutes=minutes)
    why = f"sau {limit.text} liên tục, kể cả ban đêm và ngày nghỉ"
    lines.append(TraceLine(at.date(), True, why, basis.CIVIL_CODE_HOUR, minutes, minutes))
    return Counted(event_at, at, at.date(), at.date(), 0)


def _end_of_day(
    event_at: datetime, limit: Limit, calendar: Calendar, rules: RuleSet, lines: list[TraceLine]
) -> Counted:
    first = event_at.date()
    why = "ngày đầu tiên của thời hạn"
    lines.append(TraceLine(first, False, why, basis.CIVIL_CODE_FIRST_DAY, 0, 0))
    nominal_on = counting.nominal_end(first, limit, lines)
    on = counting.roll(nominal_on, calendar, lines)
    return Counted(event_at, moment(on, 1440), on, nominal_on, 0)


def _same_day(
    event_at: datetime, limit: Limit, calendar: Calendar, rules: RuleSet, lines: list[TraceLine]
) -> Counted:
    start_at = start_traced(event_at, calendar, lines)
    day = calendar.day(start_at.date())
    late = start_at.date() == event_at.date() and event_at.time() > rules.transfer_cutoff
    why = f"tiếp nhận không sau {rules.transfer_cutoff:%H:%M}: trả trong ngày"
    if late:
        why = f"tiếp nhận sau {rules.transfer_cutoff:%H:%M}: trả trong ngày làm việc tiếp theo"
        day = calendar.working_day_from(day.on + ONE_DAY)
    at = moment(day.on, day.closes)
    budget = calendar.minutes_between(start_at, at)
    lines.append(TraceLine(day.on, True, why, rules.transfer_basis, 0, 0))
    return Counted(start_at, at, day.on, day.on, budget)


def _none(
    event_at: datetime, limit: Limit, calendar: Calendar, rules: RuleSet, lines: list[TraceLine]
) -> Counted:
    why, law = "trả kết quả ngay, không hẹn ngày", rules.immediate_basis
    if limit.unit is Unit.UNSTRUCTURED:
        why, law = "danh mục chưa có thời hạn; cơ quan cần quy định thời hạn trước khi hẹn trả", ""
    lines.append(TraceLine(event_at.date(), False, why, law, 0, 0, True))
    return Counted(event_at, None, None, None, 0)


COUNTS: dict[Unit, Callable[[datetime, Limit, Calendar, RuleSet, list[TraceLine]], Counted]] = {
    Unit.WORKING_DAY: _working_day,
    Unit.WORKING_HOUR: _working_hour,
    Unit.HOUR: _hour,
    Unit.CALENDAR_DAY: _end_of_day,
    Unit.WEEK: _end_of_day,
    Unit.MONTH: _end_of_day,
    Unit.YEAR: _end_of_day,
    Unit.SAME_DAY: _same_day,
    Unit.IMMEDIATE: _none,
    Unit.UNSTRUCTURED: _none,
}
