"""Office sessions (buổi làm việc): the minutes of a week that count as working time.

A minute of the day is an integer, 0 = 00:00 and 1440 = 24:00, civil time of Vietnam.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

MINUTES_OF_WORKING_DAY = 480
"""Tám giờ là một ngày làm việc (domain.md §3.1; Điều 105 Bộ luật Lao động 2019)."""

_SESSION = re.compile(r"^\s*(\d{1,2})[:hH](\d{2})\s*[-–]\s*(\d{1,2})[:hH](\d{2})\s*(intake)?\s*$")


class InvalidSessions(ValueError):
    """The office hours cannot be read, overlap, or end before they start."""


class SessionKind(StrEnum):
    """WORK counts as working time; INTAKE only means that the counter is open (domain.md §3.8 case 41)."""

    WORK = "work"
    INTAKE = "intake"


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """One sitting of a day, in minutes of the day; both ends belong to it (domain.md §3.4)."""

    opens: int
    closes: int
    kind: SessionKind = SessionKind.WORK

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= 24 * 60:
            raise InvalidSessions(
                f"Buổi làm việc {clock_text(self.opens)}-{clock_text(self.closes)} không hợp lệ: "
                "giờ kết thúc phải sau giờ bắt đầu, trong cùng một ngày."
            )


def clock_text(minute: int) -> str:
    """Minute of the day as HH:MM; 1440 is written 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def parse_session(text: str) -> Session:
    """Read ``07:30-11:30`` or ``07:30-11:30 intake`` (counter open, time not counted).

    Raises InvalidSessions with a sentence saying the expected form.
    """
    match = _SESSION.match(text)
    if match is None or int(match[2]) > 59 or int(match[4]) > 59:
        raise InvalidSessions(f"Không đọc được buổi làm việc “{text}”: hãy ghi dạng 07:30-11:30.")
    kind = SessionKind.INTAKE if match[5] else SessionKind.WORK
    return Session(int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4]), kind)


def parse_day(value: object) -> tuple[Session, ...]:
    """Sessions of one day, in order: ``"07:30-11:30, 13:00-17:00"``, a list of such parts, or of pairs of times.

    Raises InvalidSessions, also when two sessions overlap.
    """
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        raise InvalidSessions(
            f"Không đọc được giờ làm việc “{value}”: hãy ghi dạng 07:30-11:30, 13:00-17:00."
        )
    texts = ["-".join(map(str, part)) if isinstance(part, (list, tuple)) else str(part) for part in parts]
    sessions = tuple(sorted(parse_session(text) for text in texts if text.strip()))
    for earlier, later in pairwise(sessions):
        if later.opens < earlier.closes:
            raise InvalidSessions(f"Hai buổi làm việc chồng nhau lúc {clock_text(later.opens)}: hãy sửa lại.")
    return sessions


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The week of a unit, Monday first, perhaps only for some dates or one season of every year.

    ``season`` is ((month, day), (month, day)), both included; it may run over New Year (mùa đông).
    ``valid_from`` and ``valid_to`` are included dates; None means without bound.
    """

    week: tuple[tuple[Session, ...], ...]
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise InvalidSessions("Giờ làm việc phải ghi đủ bảy ngày, từ thứ Hai đến Chủ nhật.")

    def applies(self, on: date) -> bool:
        """True when these hours are the hours of that date."""
        if self.valid_from is not None and on < self.valid_from:
            return False
        if self.valid_to is not None and on > self.valid_to:
            return False
        if self.season is None:
            return True
        first, last = self.season
        today = (on.month, on.day)
        return first <= today <= last if first <= last else today >= first or today <= last

    def ordinary_day(self) -> tuple[Session, ...]:
        """Sessions of the first weekday that works: what a made-up Saturday (làm bù) uses."""
        for sessions in self.week:
            if any(session.kind is SessionKind.WORK for session in sessions):
                return sessions
        return ()


def office_week(
    weekdays: object,
    saturday: object = (),
    sunday: object = (),
    *,
    season: tuple[tuple[int, int], tuple[int, int]] | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> OfficeHours:
    """Office hours with the same sessions Monday to Friday, and perhaps Saturday and Sunday."""
    day = parse_day(weekdays)
    week = (*([day] * 5), parse_day(saturday), parse_day(sunday))
    return OfficeHours(week, season, valid_from, valid_to)


WEEKDAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def parse_week(value: object) -> OfficeHours:
    """Office hours from the text of one ordinary day (Monday to Friday), or from a day-by-day mapping.

    Keys of the mapping: mon tue wed thu fri sat sun; ``weekdays`` stands for Monday to Friday.
    Raises InvalidSessions for an unknown key.
    """
    if not isinstance(value, Mapping):
        return office_week(value)
    unknown = sorted(set(value) - {*WEEKDAY_KEYS, "weekdays"})
    if unknown:
        raise InvalidSessions(
            f"Không có ngày “{unknown[0]}” trong tuần: dùng weekdays, mon, tue, wed, thu, fri, sat, sun."
        )
    ordinary = value.get("weekdays", ())
    return OfficeHours(
        tuple(
            parse_day(value.get(key, ordinary if place < 5 else ())) for place, key in enumerate(WEEKDAY_KEYS)
        )
    )


STANDARD_HOURS = office_week("07:30-11:30, 13:00-17:00")
"""Sessions of the worked cases of domain.md §3.8: the product's default for a unit."""

CATALOGUE_HOURS = office_week("07:30-11:30, 13:30-17:30")
"""Sessions assumed by shared/data/calendar (rule H1): the default of ``motcua due``."""
