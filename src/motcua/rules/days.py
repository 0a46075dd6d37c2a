"""What is written of one date: rows, closures, sessions, and the words for why it counts or not (domain.md §3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum

from motcua.rules.sessions import Session, SessionKind

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ORDINARY_DAY = "ngày làm việc"
"""The reason of a day that counts as any other."""

_LABOUR_CODE_2019_FROM = date(2021, 1, 1)


def working_time_basis(on: date) -> str:
    """The article by which an ordinary day is working time.

    Administrative offices work 40 hours in five days (QĐ 188/1999/QĐ-TTg); sessions on a weekend are the unit's own.
    """
    if on.weekday() < 5:
        return "Điều 1 Quyết định 188/1999/QĐ-TTg"
    if on >= _LABOUR_CODE_2019_FROM:
        return "khoản 2 Điều 105 Bộ luật Lao động 2019"
    return "khoản 2 Điều 104 Bộ luật Lao động 2012"


class DayKind(StrEnum):
    """What a dated row says of its day."""

    WORK = "work"
    REST = "rest"
    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAPPED_OFF = "swapped_off"
    MADE_UP = "made_up"


class Scope(IntEnum):
    """Who issued the row; the narrower scope prevails on the same date."""

    NATIONAL = 1
    PROVINCE = 2
    UNIT = 3


@dataclass(frozen=True, slots=True)
class DayRow:
    """One dated line of a calendar.

    ``basis`` is the article shown to people, ``source`` the evidence, ``expected`` marks a day not yet
    announced (Tết of next year), ``switch`` names the switch without which the row does not apply (24/11).
    """

    on: date
    kind: DayKind
    name: str = ""
    scope: Scope = Scope.NATIONAL
    sessions: tuple[Session, ...] | None = None
    basis: str = ""
    source: str = ""
    expected: bool = False
    switch: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """A unit closed by notice, both dates included.

    Intake moves to the reopening. Running clocks go on unless the notice says so: ``suspends``
    (domain.md §3.2 last row, cases 37 and 38).
    """

    first: date
    last: date
    suspends: bool = False
    notice: str = ""


class Day:
    """What the calendar knows of one date; built once and kept.

    ``basis`` says why the day is not an ordinary one (empty when it is); ``counts_by`` is what a line that counts the
    day cites: the same, or the article of the working week.
    """

    __slots__ = (
        "basis",
        "closes",
        "counts_by",
        "on",
        "open_intake",
        "opens",
        "pieces",
        "sessions",
        "why",
        "working_minutes",
    )

    def __init__(
        self, on: date, sessions: tuple[Session, ...], why: str, basis: str, open_intake: bool
    ) -> None:
        self.on = on
        self.sessions = sessions
        self.why = why
        self.basis = basis
        self.open_intake = open_intake
        self.pieces = tuple((s.opens, s.closes) for s in sessions if s.kind is SessionKind.WORK)
        self.working_minutes = sum(closes - opens for opens, closes in self.pieces)
        self.counts_by = basis or (working_time_basis(on) if self.pieces else "")
        self.opens = self.pieces[0][0] if self.pieces else 0
        self.closes = self.pieces[-1][1] if self.pieces else 0

    def fit(self, minute: int) -> int:
        """The same clock time on this working day, moved into its sessions if it falls outside them."""
        for opens, closes in self.pieces:
            if minute < opens:
                return opens
            if minute <= closes:
                return minute
        return self.closes

    def minutes_within(self, first: int, last: int) -> int:
        """Working minutes of the day between two minutes of the day."""
        return sum(max(0, min(closes, last) - max(opens, first)) for opens, closes in self.pieces)


def moment(on: date, minute: int) -> datetime:
    """A date and a minute of the day as a naive local datetime; minute 1440 is 00:00 of the next day."""
    if minute < 1440:
        return datetime(on.year, on.month, on.day, minute // 60, minute % 60)
    return datetime.combine(on, time()) + timedelta(days=1)


_KIND_WORDS = {
    DayKind.REST: "ngày nghỉ",
    DayKind.HOLIDAY: "nghỉ lễ, tết",
    DayKind.COMPENSATORY: "nghỉ bù",
    DayKind.SWAPPED_OFF: "nghỉ hoán đổi",
    DayKind.MADE_UP: "ngày làm việc bù",
}


def _weekly_rest_basis(on: date) -> str:
    if on >= _LABOUR_CODE_2019_FROM:
        return "Điều 111 Bộ luật Lao động 2019"
    return "Điều 110 Bộ luật Lao động 2012"


def reason(on: date, row: DayRow | None, sessions: tuple[Session, ...]) -> tuple[str, str]:
    """Why the day counts or not, in Vietnamese, and the article or document that says so."""
    if row is not None and row.kind is not DayKind.WORK:
        words = _KIND_WORDS[row.kind]
        if not row.name:
            return words, row.basis or row.source
        said = f"{words}: {row.name}" if row.kind is DayKind.HOLIDAY else f"{words} ({row.name})"
        return said, row.basis or row.source
    if any(session.kind is SessionKind.WORK for session in sessions):
        name = f": {row.name}" if row is not None and row.name else ""
        return f"{ORDINARY_DAY}{name}", (row.basis or row.source) if row is not None else ""
    if sessions:
        return "chỉ tiếp nhận hồ sơ, không tính giờ làm việc", _weekly_rest_basis(on)
    if on.weekday() >= 5:
        return "nghỉ hằng tuần", _weekly_rest_basis(on)
    return "đơn vị không làm việc theo lịch", ""
