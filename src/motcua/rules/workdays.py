"""The working calendar of one unit: which days and minutes count, and why (domain.md §3.3).

A calendar is a value: the same version always gives the same answer. It is built from dated rows
(national, then province, then unit), the office hours of the unit, and its closures.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from motcua.rules.days import WEEKDAYS, Closure, Day, DayKind, DayRow, Scope, moment, reason
from motcua.rules.sessions import MINUTES_OF_WORKING_DAY, STANDARD_HOURS, OfficeHours, Session, SessionKind

__all__ = ["WEEKDAYS", "Calendar", "Closure", "Day", "DayKind", "DayRow", "NoWorkingDay", "Scope", "moment"]

LONGEST_CLOSED_SPELL = 400
"""Days to look ahead for a working day before the calendar is declared unusable."""


class NoWorkingDay(ValueError):
    """The calendar has no working day for more than a year on end."""


@dataclass(frozen=True)
class Calendar:
    """A unit's working calendar. Hashable, immutable; per-day answers are cached inside.

    ``day_minutes``: minutes that make one working day when a fraction or a remainder is counted.
    ``bound_by_swaps``: False for bodies that do not rest on Saturdays, whom hoán đổi does not bind.
    ``covers``: first and last date for which the national table was published; outside, a warning is given.
    """

    version: str
    rows: tuple[DayRow, ...] = ()
    hours: tuple[OfficeHours, ...] = (STANDARD_HOURS,)
    closures: tuple[Closure, ...] = ()
    day_minutes: int = MINUTES_OF_WORKING_DAY
    bound_by_swaps: bool = True
    covers: tuple[date, date] | None = None
    _days: dict[int, Day] = field(default_factory=dict, init=False, repr=False, compare=False)
    _rows: dict[date, DayRow] = field(default_factory=dict, init=False, repr=False, compare=False)
    _expected: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for row in sorted(self.rows, key=lambda row: row.scope):
            self._rows[row.on] = row
        self._expected.extend(sorted(on.toordinal() for on, row in self._rows.items() if row.expected))

    def __hash__(self) -> int:
        return hash((self.version, self.day_minutes, len(self.rows)))

    def day(self, on: date) -> Day:
        """All about one date."""
        return self.day_at(on.toordinal())

    def day_at(self, ordinal: int) -> Day:
        """All about the date with this proleptic ordinal (the fast way through the cache)."""
        day = self._days.get(ordinal)
        if day is None:
            day = self._days[ordinal] = self._build(date.fromordinal(ordinal))
        return day

    def is_working(self, on: date) -> bool:
        """True when at least one minute of the date is working time."""
        return self.day(on).working_minutes > 0

    def is_intake_open(self, at: datetime) -> bool:
        """True when the counter receives at that moment (working or intake-only session, no closure)."""
        day, minute = self.day(at.date()), at.hour * 60 + at.minute
        return day.open_intake and any(s.opens <= minute <= s.closes for s in day.sessions)

    def working_day_from(self, on: date, step: int = 1, *, open_intake: bool = False) -> Day:
        """The first working day at or after ``on`` (``step`` -1: at or before), open for intake if asked.

        Raises NoWorkingDay when there is none for more than a year.
        """
        ordinal = on.toordinal()
        for _ in range(LONGEST_CLOSED_SPELL):
            day = self.day_at(ordinal)
            if day.working_minutes and (day.open_intake or not open_intake):
                return day
            ordinal += step
        raise NoWorkingDay(
            f"Lịch {self.version} không có ngày làm việc nào trong {LONGEST_CLOSED_SPELL} ngày kể từ "
            f"{on:%d/%m/%Y}: hãy kiểm tra giờ làm việc của đơn vị."
        )

    def minutes_between(self, first: datetime, last: datetime) -> int:
        """Working minutes from one moment to a later one; 0 when ``last`` is not later."""
        if last <= first:
            return 0
        start, end = first.date().toordinal(), last.date().toordinal()
        head, tail = first.hour * 60 + first.minute, last.hour * 60 + last.minute
        if start == end:
            return self.day_at(start).minutes_within(head, tail)
        whole = sum(self.day_at(ordinal).working_minutes for ordinal in range(start + 1, end))
        return (
            self.day_at(start).minutes_within(head, 1440) + whole + self.day_at(end).minutes_within(0, tail)
        )

    def last_working_moment(self, at: datetime) -> datetime:
        """The latest moment of working time at or before ``at``."""
        day, minute = self.day(at.date()), at.hour * 60 + at.minute
        if day.working_minutes and minute >= day.opens:
            return moment(
                at.date(), max(min(closes, minute) for opens, closes in day.pieces if opens <= minute)
            )
        previous = self.working_day_from(at.date() - timedelta(days=1), -1)
        return moment(previous.on, previous.closes)

    def doubts(self, first: date, last: date) -> tuple[str, ...]:
        """Warnings for a count from ``first`` to ``last``: days not announced, years not in the table."""
        warnings = []
        if self.covers is not None and (first < self.covers[0] or last > self.covers[1]):
            warnings.append(
                f"Lịch {self.version} chỉ có lịch nghỉ chính thức từ {self.covers[0]:%d/%m/%Y} "
                f"đến {self.covers[1]:%d/%m/%Y}; hạn có thể thay đổi khi lịch nghỉ năm khác được công bố."
            )
        begin = bisect_left(self._expected, first.toordinal())
        if begin < bisect_right(self._expected, last.toordinal()):
            day = self.day_at(self._expected[begin])
            warnings.append(
                f"Ngày {day.on:%d/%m/%Y} ({day.why}) chưa có thông báo chính thức; "
                "hạn có thể thay đổi khi có thông báo."
            )
        return tuple(warnings)

    def _build(self, on: date) -> Day:
        row = self._rows.get(on)
        if row is not None and not self.bound_by_swaps and row.kind in (DayKind.SWAPPED_OFF, DayKind.MADE_UP):
            row = None
        sessions = self._sessions(on, row)
        why, basis = reason(on, row, sessions)
        closures = [c for c in self.closures if c.first <= on <= c.last]
        suspending = next((c for c in closures if c.suspends), None)
        if suspending is not None and any(s.kind is SessionKind.WORK for s in sessions):
            sessions, why, basis = (), "đơn vị tạm nghỉ, thông báo có dừng tính thời hạn", suspending.notice
        return Day(on, sessions, why, basis, open_intake=not closures)

    def _sessions(self, on: date, row: DayRow | None) -> tuple[Session, ...]:
        hours = next((h for h in self.hours if h.applies(on)), None)
        usual = hours.week[on.weekday()] if hours else ()
        if row is None:
            return usual
        if row.kind not in (DayKind.WORK, DayKind.MADE_UP):
            return row.sessions or ()
        if row.sessions is not None:
            return row.sessions
        works = any(session.kind is SessionKind.WORK for session in usual)
        return usual if works or hours is None else hours.ordinary_day()
