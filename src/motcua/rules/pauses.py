"""Pause, resume, restart, extend (domain.md §3.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from motcua.rules import counting
from motcua.rules.counting import civil_minute, start_traced
from motcua.rules.due_dates import DEFAULT_POLICY, Policy, due
from motcua.rules.limits import Limit, Unit
from motcua.rules.rulesets import RuleSet, rule_set_named
from motcua.rules.trace import Due, TraceLine, amount_text
from motcua.rules.workdays import Calendar, moment


class ExtensionNotAllowed(ValueError):
    """The appointment may not be changed (again, or so late)."""


class PauseOutOfOrder(ValueError):
    """A clock is resumed before it was paused."""


def used_minutes(before: Due, paused_at: datetime, calendar: Calendar) -> int:
    """Working minutes of the current budget used when the clock is paused (480 = one day)."""
    return min(before.budget, calendar.minutes_between(before.start_at, civil_minute(paused_at)))


def resume(before: Due, paused_at: datetime, resumed_at: datetime, calendar: Calendar, why: str = "") -> Due:
    """The due date after a pause: what remained is counted from the moment of resumption.

    Working units keep the remainder in minutes: whole days by the same clock time, then session minutes.
    Calendar units and plain hours move by the length of the pause. A pause without one working minute
    (respectively without a change of date) changes nothing, and a limit already over stays over.
    Raises PauseOutOfOrder. Source: domain.md §3.4–3.5, cases 28, 29, 31.
    """
    paused, resumed = civil_minute(paused_at), civil_minute(resumed_at)
    if resumed < paused:
        raise PauseOutOfOrder("Thời điểm tính tiếp phải sau thời điểm tạm dừng: hãy kiểm tra lại ngày giờ.")
    if before.at is None:
        return before
    lines = _pause_lines(before, paused, resumed, calendar, why)
    if paused >= before.at:
        lines.append(
            TraceLine(resumed.date(), False, "thời hạn đã hết trước khi tạm dừng, không đổi", "", 0, 0, True)
        )
        return replace(before, trace=tuple(lines))
    if not before.limit.unit.counts_working_time:
        return _shifted(before, paused, resumed, calendar, lines)
    if calendar.minutes_between(paused, resumed) == 0:
        return replace(before, trace=tuple(lines))
    return _continued(before, paused, resumed, calendar, lines)


def _pause_lines(
    before: Due, paused: datetime, resumed: datetime, calendar: Calendar, why: str
) -> list[TraceLine]:
    """The days before the pause, then the pause itself."""
    lines = [
        line
        for line in before.trace
        if line.on < paused.date() or line.total == 0 and line.on <= paused.date()
    ]
    used = used_minutes(before, paused, calendar)
    lines.append(_pause_line(paused, why, amount_text(used, before), used))
    lines.append(TraceLine(resumed.date(), False, f"tính tiếp từ {resumed:%H:%M}", "", 0, used, True))
    return lines


def _pause_line(paused: datetime, why: str, done: str, used: int) -> TraceLine:
    reason = f": {why}" if why else ""
    sofar = f", đã dùng {done}" if done else ""
    return TraceLine(paused.date(), False, f"tạm dừng từ {paused:%H:%M}{reason}{sofar}", "", 0, used, True)


def _continued(
    before: Due, paused: datetime, resumed: datetime, calendar: Calendar, lines: list[TraceLine]
) -> Due:
    left = before.budget - used_minutes(before, paused, calendar)
    start_at = start_traced(resumed, calendar, lines)
    counted: list[TraceLine] = []
    if before.limit.unit is Unit.WORKING_DAY:
        on, minute = counting.working_days(start_at, left, calendar, counted)
    else:
        clock = start_at.hour * 60 + start_at.minute
        on, minute = counting.working_minutes(start_at.date(), clock, left, calendar, counted)
    used = lines[-1].total
    lines.extend(line._replace(total=line.total + used) for line in counted)
    return replace(
        before, start_at=start_at, at=moment(on, minute), on=on, nominal_on=on, budget=left,
        trace=tuple(lines), warnings=calendar.doubts(before.received_at.date(), on), calendar_version=calendar.version,
    )  # fmt: skip


def _shifted(
    before: Due, paused: datetime, resumed: datetime, calendar: Calendar, lines: list[TraceLine]
) -> Due:
    """Calendar units: the last day moves by the days of the pause; plain hours: by its minutes."""
    assert before.at is not None and before.nominal_on is not None  # resume() returned already
    if before.limit.unit is Unit.HOUR:
        at = before.at + (resumed - paused)
        lines.append(TraceLine(at.date(), True, "thời hạn lùi bằng thời gian tạm dừng", "", 0, 0))
        return replace(before, at=at, on=at.date(), nominal_on=at.date(), trace=tuple(lines))
    days = (resumed.date() - paused.date()).days
    nominal_on = before.nominal_on + timedelta(days=days)
    lines.append(
        TraceLine(nominal_on, True, f"ngày cuối lùi {days} ngày do tạm dừng", "", 0, lines[-1].total)
    )
    on = counting.roll(nominal_on, calendar, lines)
    return replace(
        before, at=moment(on, 1440), on=on, nominal_on=nominal_on, trace=tuple(lines),
        warnings=calendar.doubts(before.received_at.date(), on), calendar_version=calendar.version,
    )  # fmt: skip


def restart(
    before: Due,
    restarted_at: datetime,
    calendar: Calendar,
    policy: Policy = DEFAULT_POLICY,
    *,
    limit: Limit | None = None,
    paused_at: datetime | None = None,
    why: str = "",
) -> Due:
    """Count the whole limit again from zero, once the supplement is complete (NĐ 61 Đ.19.4, case 30).

    The rule set stays the one of the first receipt. ``limit`` replaces the limit when a decision sets a new
    one (T27). ``paused_at`` and ``why`` tell since when and for what the clock stood still.
    """
    rules = policy.rules or rule_set_named(before.rule_set)
    again = due(restarted_at, limit or before.limit, calendar, Policy(rules=rules))
    first = again.trace[0]
    past = [line._replace(total=0) for line in before.trace if line.is_event and line.on <= first.on]
    if paused_at is not None:
        past.append(_pause_line(civil_minute(paused_at), why, "", 0))
    begun = first._replace(
        why=first.why.replace("tiếp nhận", "tính lại từ đầu", 1), basis=rules.supplement_basis
    )
    return replace(again, received_at=before.received_at, trace=(*past, begun, *again.trace[1:]))


def last_apology_moment(before: Due, calendar: Calendar, rules: RuleSet | None = None) -> datetime | None:
    """The latest working moment to send the apology and the new appointment (T16, case 34).

    One day before the due moment, moved back to working time; None when there is no due date.
    """
    if before.at is None:
        return None
    chosen = rules or rule_set_named(before.rule_set)
    return calendar.last_working_moment(before.at - timedelta(days=chosen.extension_notice_days))


def extend(
    before: Due,
    at: datetime,
    new_at: datetime,
    calendar: Calendar,
    *,
    new_on: date | None = None,
    extensions: int = 0,
    why: str = "",
    rules: RuleSet | None = None,
) -> Due:
    """The new appointment after an apology (T16; NĐ 61 Đ.19.9).

    ``extensions``: how many were granted before; ``new_on``: the legal date when ``new_at`` is 24:00 of it.
    Raises ExtensionNotAllowed: no due date, one extension already, too late, or not later than before.
    """
    decided, new_at = civil_minute(at), civil_minute(new_at)
    chosen = rules or rule_set_named(before.rule_set)
    latest = last_apology_moment(before, calendar, chosen)
    if latest is None or before.at is None:
        raise ExtensionNotAllowed("Hồ sơ không có ngày hẹn trả nên không gia hạn.")
    if extensions >= chosen.max_extensions:
        raise ExtensionNotAllowed(f"Hồ sơ đã được hẹn lại {extensions} lần, không được hẹn lại lần nữa.")
    if decided > latest:
        raise ExtensionNotAllowed(
            f"Đã quá muộn để xin lỗi và hẹn lại: phải gửi chậm nhất lúc {latest:%H:%M ngày %d/%m/%Y}."
        )
    if new_at <= before.at:
        raise ExtensionNotAllowed(f"Ngày hẹn mới phải sau ngày hẹn cũ ({before.text}).")
    reason = f", lý do: {why}" if why else ""
    line = TraceLine(decided.date(), False, f"xin lỗi và hẹn lại{reason}", chosen.extension_basis, 0, 0, True)
    on = new_on or new_at.date()
    return replace(
        before, start_at=decided, at=new_at, on=on, nominal_on=on,
        budget=calendar.minutes_between(decided, new_at) if before.limit.unit.counts_working_time else 0,
        trace=(*before.trace, line),
    )  # fmt: skip
