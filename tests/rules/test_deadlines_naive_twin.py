"""The clock and its naive twin agree on random calendars, sessions, moments and limits.

Each example is one random office tried at six moments: about 6 500 comparisons a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

import naive_clock as naive
from motcua.rules.deadlines import (
    Due,
    Limit,
    Unit,
    due,
    latest_day_before,
    resume,
    start,
    transfer_by,
)
from motcua.rules.sessions import OfficeHours, Session, SessionKind
from motcua.rules.workdays import Calendar, Closure, DayKind, DayRow

FIRST = date(2026, 1, 1)
SPAN = 75
ORDINARY = [[(450, 690), (780, 1020)]] * 5 + [[], []]
settings.register_profile("twin", max_examples=120, deadline=None, derandomize=True)
TWIN = settings.get_profile("twin")


@dataclass(frozen=True)
class Place:
    """The same random office, once for each implementation."""

    calendar: Calendar
    world: naive.World


@st.composite
def sittings(draw: st.DrawFn) -> list[tuple[int, int]]:
    marks = draw(st.lists(st.integers(0, 1440), min_size=2, max_size=6, unique=True).map(sorted))
    return [(marks[place], marks[place + 1]) for place in range(0, len(marks) - 1, 2)]


WEEKS = st.one_of(
    st.just(ORDINARY),
    st.lists(st.one_of(st.just([]), sittings()), min_size=7, max_size=7).filter(any),
)
OWN_DAYS = st.dictionaries(
    st.integers(0, SPAN).map(lambda days: FIRST + timedelta(days=days)),
    st.one_of(st.just([]), sittings()),
    max_size=12,
)
CLOSED = st.lists(
    st.integers(0, SPAN).map(lambda days: FIRST + timedelta(days=days)), max_size=4, unique=True
)


def session_tuple(parts: list[tuple[int, int]]) -> tuple[Session, ...]:
    return tuple(Session(opens, closes) for opens, closes in parts)


@st.composite
def places(draw: st.DrawFn) -> Place:
    week, own = draw(WEEKS), draw(OWN_DAYS)
    no_intake, suspended = draw(CLOSED), draw(CLOSED)
    intake = draw(st.booleans())
    rows = [
        DayRow(on, DayKind.WORK if parts else DayKind.HOLIDAY, sessions=session_tuple(parts) or None)
        for on, parts in own.items()
    ]
    hours = OfficeHours(
        tuple(
            session_tuple(day) or ((Session(480, 600, SessionKind.INTAKE),) if intake else ()) for day in week
        )
    )
    closures = [Closure(on, on, suspends=True) for on in suspended]
    closures += [Closure(on, on) for on in no_intake if on not in suspended]
    calendar = Calendar("ngẫu nhiên", tuple(rows), (hours,), tuple(closures))
    return Place(calendar, naive.World(week, own, set(no_intake), set(suspended)))


MOMENTS = st.one_of(
    st.integers(0, 45 * 1440),
    st.tuples(st.integers(0, 45), st.sampled_from([449, 450, 690, 691, 780, 900, 901, 1020, 1021])).map(
        lambda parts: parts[0] * 1440 + parts[1]
    ),
).map(lambda minutes: datetime(2026, 1, 1) + timedelta(minutes=minutes))


def end(found: Due) -> datetime:
    assert found.at is not None
    return found.at


SIX = st.lists(MOMENTS, min_size=6, max_size=6)


@TWIN
@given(places(), SIX)
def test_start(place: Place, moments: list[datetime]) -> None:
    for received in moments:
        assert start(received, place.calendar) == naive.start(received, place.world)


@TWIN
@given(places(), SIX, st.integers(0, 25 * 8))
def test_working_days_with_eighths(place: Place, moments: list[datetime], eighths: int) -> None:
    for place_in_list, received in enumerate(moments):
        count = eighths + place_in_list
        expected = naive.working_days(received, Fraction(count, 8), place.world)
        assert end(due(received, Limit(Decimal(count) / 8, Unit.WORKING_DAY), place.calendar)) == expected


@TWIN
@given(places(), SIX, st.integers(0, 40 * 60))
def test_working_hours_to_the_minute(place: Place, moments: list[datetime], minutes: int) -> None:
    limit = Limit(Decimal(minutes) / 60, Unit.WORKING_HOUR)
    for received in moments:
        expected = naive.working_hours(received, Fraction(minutes, 60), place.world)
        assert end(due(received, limit, place.calendar)) == expected


@TWIN
@given(places(), SIX, st.integers(0, 120))
def test_calendar_days(place: Place, moments: list[datetime], days: int) -> None:
    limit = Limit(Decimal(days), Unit.CALENDAR_DAY)
    for received in moments:
        expected = naive.calendar_days(received, days, place.world)
        assert end(due(received, limit, place.calendar)) == expected


@TWIN
@given(places(), SIX, st.integers(0, 40), st.sampled_from([Unit.MONTH, Unit.YEAR, Unit.WEEK]))
def test_weeks_months_years(place: Place, moments: list[datetime], count: int, unit: Unit) -> None:
    for received in moments:
        found = end(due(received, Limit(Decimal(count), unit), place.calendar))
        if unit is Unit.WEEK:
            assert found == naive.calendar_days(received, 7 * count, place.world)
        else:
            assert found == naive.months(received, count * (12 if unit is Unit.YEAR else 1), place.world)


@TWIN
@given(places(), SIX)
def test_same_day_and_transfer(place: Place, moments: list[datetime]) -> None:
    for received in moments:
        found = due(received, Limit.of(None, Unit.SAME_DAY), place.calendar)
        assert end(found) == naive.same_day(received, place.world)
        assert transfer_by(received, place.calendar) == naive.transfer(received, place.world)


@TWIN
@given(places(), SIX, st.integers(0, 12), st.integers(0, 9 * 1440), st.integers(0, 9 * 1440))
def test_pause_and_resume(place: Place, moments: list[datetime], days: int, run: int, wait: int) -> None:
    for received in moments:
        paused = received + timedelta(minutes=run)
        back = paused + timedelta(minutes=wait)
        before = due(received, Limit(Decimal(days), Unit.WORKING_DAY), place.calendar)
        expected = naive.resumed(received, days, paused, back, place.world)
        assert end(resume(before, paused, back, place.calendar)) == expected


@TWIN
@given(places(), st.integers(40, 70), st.integers(0, 25), st.booleans())
def test_backwards(place: Place, offset: int, days: int, working: bool) -> None:
    limit = Limit(Decimal(days), Unit.WORKING_DAY if working else Unit.CALENDAR_DAY)
    for event in (FIRST + timedelta(days=offset + more) for more in range(6)):
        found = latest_day_before(event, limit, place.calendar)
        assert found.on == naive.backwards(event, days, place.world, working=working)
        assert place.world.works(found.working_on)


@TWIN
@given(places(), SIX, st.integers(0, 20 * 1440))
def test_minutes_between(place: Place, moments: list[datetime], length: int) -> None:
    for first in moments:
        last = first + timedelta(minutes=length)
        assert place.calendar.minutes_between(first, last) == naive.worked(first, last, place.world)
