"""The deadline passport: a due date with every day that led to it, and why (design §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from motcua.rules.days import ORDINARY_DAY, WEEKDAYS
from motcua.rules.limits import Limit, Unit
from motcua.rules.sessions import MINUTES_OF_WORKING_DAY

CIVIL_CODE_FIRST_DAY = "khoản 2 Điều 147 Bộ luật Dân sự 2015"
CIVIL_CODE_HOUR = "khoản 1 Điều 147 Bộ luật Dân sự 2015"
CIVIL_CODE_END_OF_DAY = "khoản 1 và khoản 6 Điều 148 Bộ luật Dân sự 2015"
CIVIL_CODE_WEEK = "khoản 2 Điều 148 Bộ luật Dân sự 2015"
CIVIL_CODE_MONTH = "khoản 3 Điều 148 Bộ luật Dân sự 2015"
CIVIL_CODE_YEAR = "khoản 4 Điều 148 Bộ luật Dân sự 2015"
CIVIL_CODE_ROLL = "khoản 5 Điều 148 Bộ luật Dân sự 2015"


class TraceLine(NamedTuple):
    """One day or one event of the count.

    ``minutes``: how much of the limit the line uses (a whole working day is the calendar's ``day_minutes``,
    a calendar day 1440); ``total``: used so far. Lines of one date may be several: ``is_event`` marks those that
    tell what happened (received, paused), not how the day counts.
    """

    on: date
    counted: bool
    why: str
    basis: str
    minutes: int
    total: int
    is_event: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit ends, and the whole explanation.

    ``at``: the due moment, naive local time; for units that end with the day it is 00:00 of the day **after**
    ``on`` (24:00 of ``on``, shown so by ``text``). ``on``: the legal date. Both None when there is no due date
    (IMMEDIATE, UNSTRUCTURED). ``nominal_on``: the last day before rolling over rest days.
    ``start_at``: the moment the count begins. ``budget``: minutes of working time left at ``start_at`` (0 for
    calendar units). ``warnings``: sentences about days not yet announced.
    """

    received_at: datetime
    start_at: datetime
    at: datetime | None
    on: date | None
    nominal_on: date | None
    limit: Limit
    budget: int
    calendar_version: str
    rule_set: str
    trace: tuple[TraceLine, ...]
    warnings: tuple[str, ...] = ()
    day_minutes: int = MINUTES_OF_WORKING_DAY

    @property
    def text(self) -> str:
        """The due moment as a slip prints it: ``09:15 ngày 09/03/2026``, ``24:00 ngày 18/03/2026``."""
        if self.at is None or self.on is None:
            return "Trả kết quả ngay" if self.limit.unit is Unit.IMMEDIATE else "Chưa xác định thời hạn"
        return f"{self.clock} ngày {self.on:%d/%m/%Y}"

    @property
    def clock(self) -> str:
        """The clock time of the due moment on its legal day, 24:00 for the end of the day; empty when none."""
        if self.at is None:
            return ""
        return f"{self.at:%H:%M}" if self.at.date() == self.on else "24:00"


def day_text(on: date) -> str:
    """A date with its weekday: ``thứ Hai 02/03/2026``."""
    return f"{WEEKDAYS[on.weekday()]} {on:%d/%m/%Y}"


def moment_text(at: datetime) -> str:
    """A moment with its weekday: ``09:15 thứ Hai 02/03/2026``."""
    return f"{at:%H:%M} {day_text(at.date())}"


def explain(due: Due) -> list[str]:
    """The passport in Vietnamese sentences: one per run of like days, first the limit, last the appointment."""
    lines = [f"Thời hạn: {due.limit.text} (bộ quy tắc {due.rule_set}, lịch {due.calendar_version})."]
    lines.extend(_sentence(run, due) for run in _runs(due.trace))
    lines.append(_conclusion(due))
    lines.extend(f"Lưu ý: {warning}" for warning in due.warnings)
    return lines


def _runs(trace: tuple[TraceLine, ...]) -> list[list[TraceLine]]:
    """Consecutive dates with the same verdict and reason, together."""
    runs = [[line] for line in trace[:1]]
    for before, line in pairwise(trace):
        if line[1:4] == before[1:4] and line.on - before.on == timedelta(days=1):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _sentence(run: list[TraceLine], due: Due) -> str:
    first, last = run[0], run[-1]
    when = day_text(first.on) if len(run) == 1 else f"từ {day_text(first.on)} đến {day_text(last.on)}"
    basis = f" ({first.basis})" if first.basis else ""
    amount = amount_text(sum(line.minutes for line in run), due)
    verdict = first.why
    if not first.counted and not first.is_event:
        verdict = f"không tính, {first.why}"
    elif first.counted and amount:
        verdict = f"tính {amount}" if first.why == ORDINARY_DAY else f"tính {amount}, {first.why}"
    sofar = f"; cộng dồn {amount_text(last.total, due)}" if first.counted and amount else ""
    return f"{when[:1].upper()}{when[1:]}: {verdict}{basis}{sofar}."


def _conclusion(due: Due) -> str:
    if due.at is None or due.on is None:
        return f"{due.text}."
    return f"Hẹn trả kết quả: {due.clock} {day_text(due.on)}."


def amount_text(minutes: int, due: Due) -> str:
    """Minutes of a limit in the words of its unit: ``2 ngày làm việc 4 giờ``, ``10 ngày``, ``1 giờ 30 phút``."""
    if minutes == 0:
        return ""
    day, label = (
        (1440, "ngày") if not due.limit.unit.counts_working_time else (due.day_minutes, "ngày làm việc")
    )
    if due.limit.unit in (Unit.WORKING_HOUR, Unit.HOUR):
        day = minutes + 1  # hours are never gathered into days: 176 giờ is printed as 176 giờ
    days, rest = divmod(minutes, day)
    hours, odd = divmod(rest, 60)
    parts = [f"{days} {label}"] * bool(days) + [f"{hours} giờ"] * bool(hours) + [f"{odd} phút"] * bool(odd)
    return " ".join(parts)
