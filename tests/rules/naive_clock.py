"""The clock written a second time, from the text of domain.md §3 only: no import from motcua, another algorithm.

It walks minute by minute through a bitmap of each day, and day by day through dates. Slow and plain on purpose.
"""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

Sitting = tuple[int, int]  # minutes of the day, both ends inside
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class World:
    """Weekly sittings (Monday first), dates with their own sittings, days closed for intake or for work."""

    week: list[list[Sitting]]
    own: dict[date, list[Sitting]] = field(default_factory=dict)
    no_intake: set[date] = field(default_factory=set)
    suspended: set[date] = field(default_factory=set)
    _maps: dict[date, bytearray] = field(default_factory=dict)

    def sittings(self, on: date) -> list[Sitting]:
        if on in self.suspended:
            return []
        return self.own.get(on, self.week[on.weekday()])

    def bitmap(self, on: date) -> bytearray:
        """One byte per minute of the day: 1 when the minute that begins there is working time."""
        if on not in self._maps:
            minutes = bytearray(1440)
            for opens, closes in self.sittings(on):
                for minute in range(opens, closes):
                    minutes[minute] = 1
            self._maps[on] = minutes
        return self._maps[on]

    def works(self, on: date) -> bool:
        return any(self.bitmap(on))

    def inside(self, at: datetime) -> bool:
        """Within a sitting, both ends included."""
        minute = at.hour * 60 + at.minute
        bits = self.bitmap(at.date())
        return bool(bits[minute]) or (minute > 0 and bool(bits[minute - 1]))


def start(at: datetime, world: World) -> datetime:
    """Walk forward until the clock may start."""
    while not world.inside(at) or at.date() in world.no_intake or at.date() in world.suspended:
        at += MINUTE
    return at


def same_clock(begin: datetime, days: int, world: World) -> datetime:
    on = begin.date()
    for _ in range(days):
        on += DAY
        while not world.works(on):
            on += DAY
    clock = begin.hour * 60 + begin.minute
    bits = world.bitmap(on)
    ends = [minute + 1 for minute in range(1440) if bits[minute]]
    inside = [m for m in range(1440) if bits[m] or (m > 0 and bits[m - 1])]
    later = [m for m in inside if m >= clock]
    return datetime.combine(on, datetime.min.time()) + MINUTE * (later[0] if later else ends[-1])


def walk(begin: datetime, minutes: int, world: World) -> datetime:
    """Consume working minutes one at a time."""
    at = begin
    while minutes:
        bits, minute = world.bitmap(at.date()), at.hour * 60 + at.minute
        while minute < 1440 and minutes:
            minutes -= bits[minute]
            minute += 1
        at = datetime.combine(at.date(), datetime.min.time()) + MINUTE * minute
    return at


def after_working(begin: datetime, minutes: int, world: World) -> datetime:
    """Whole days of 480 minutes by the clock, the rest in minutes, never later than one more day."""
    days, rest = minutes // 480, minutes % 480
    reached = same_clock(begin, days, world)
    if not rest:
        return reached
    return min(walk(reached, rest, world), same_clock(begin, days + 1, world))


def working_days(received: datetime, value: Fraction, world: World) -> datetime:
    return after_working(start(received, world), math.floor(value * 480 + Fraction(1, 2)), world)


def working_hours(received: datetime, value: Fraction, world: World) -> datetime:
    return walk(start(received, world), math.floor(value * 60 + Fraction(1, 2)), world)


def end_of(on: date, world: World) -> datetime:
    """24:00 of the day, or of the next working day when it is a rest day."""
    while not world.works(on):
        on += DAY
    return datetime.combine(on, datetime.min.time()) + DAY


def calendar_days(received: datetime, days: int, world: World) -> datetime:
    return end_of(received.date() + days * DAY, world)


def months(received: datetime, count: int, world: World) -> datetime:
    year, month, day = received.year, received.month, received.day
    for _ in range(count):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    while day > calendar.monthrange(year, month)[1]:
        day -= 1
    return end_of(date(year, month, day), world)


def same_day(received: datetime, world: World) -> datetime:
    begin = start(received, world)
    on = begin.date()
    if on == received.date() and (received.hour, received.minute) > (15, 0):
        on += DAY
        while not world.works(on):
            on += DAY
    last = max(minute for minute, bit in enumerate(world.bitmap(on)) if bit) + 1
    return datetime.combine(on, datetime.min.time()) + MINUTE * last


def transfer(received: datetime, world: World) -> datetime:
    """Close of the day, or opening of the next working day when received after 15:00."""
    begin = start(received, world)
    if begin.date() != received.date() or (received.hour, received.minute) <= (15, 0):
        return same_day(datetime.combine(begin.date(), datetime.min.time()), world)
    at = datetime.combine(begin.date() + DAY, datetime.min.time())
    while not world.bitmap(at.date())[at.hour * 60 + at.minute]:
        at += MINUTE
    return at


def worked(first: datetime, last: datetime, world: World) -> int:
    """Working minutes between two moments, one by one."""
    count, at = 0, first
    while at < last:
        count += world.bitmap(at.date())[at.hour * 60 + at.minute]
        at += MINUTE
    return count


def resumed(received: datetime, days: int, paused: datetime, back: datetime, world: World) -> datetime:
    """Due after one pause of a limit in working days: 480 minutes a day less the minutes used."""
    first = start(received, world)
    due = same_clock(first, days, world)
    if paused >= due or not worked(paused, back, world):
        return due
    left = max(0, days * 480 - worked(first, paused, world))
    return after_working(start(back, world), left, world)


def backwards(event: date, days: int, world: World, *, working: bool) -> date:
    on = event
    while days:
        on -= DAY
        if not working or world.works(on):
            days -= 1
    return on
