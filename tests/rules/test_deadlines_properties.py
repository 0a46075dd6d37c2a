"""What must hold for every calendar, moment and limit."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from clock_calendars import STANDARD
from motcua.rules.deadlines import (
    ClockEvent,
    Happening,
    Leg,
    Limit,
    Unit,
    chain,
    due,
    explain,
    plan,
    resume,
    run,
    start,
)
from motcua.rules.sessions import OfficeHours
from motcua.rules.workdays import Calendar
from test_deadlines_naive_twin import MOMENTS, TWIN, WEEKS, Place, end, places, session_tuple

WORKING = st.sampled_from([Unit.WORKING_DAY, Unit.WORKING_HOUR])
UNITS = st.sampled_from(list(Unit))


def is_working_moment(at: datetime, calendar: Calendar) -> bool:
    """Inside a session, both ends; a session that ends at 24:00 ends at 00:00 of the next date."""
    eve = calendar.day((at - timedelta(minutes=1)).date())
    day, minute = calendar.day(at.date()), at.hour * 60 + at.minute
    return any(opens <= minute <= closes for opens, closes in day.pieces) or (
        minute == 0 and eve.closes == 1440
    )


@TWIN
@given(places(), MOMENTS, st.integers(0, 200), WORKING)
def test_never_due_on_a_moment_that_is_not_working(
    place: Place, received: datetime, value: int, unit: Unit
) -> None:
    found = due(received, Limit(Decimal(value) / 8, unit), place.calendar)
    assert is_working_moment(end(found), place.calendar)
    assert is_working_moment(found.start_at, place.calendar)
    assert found.start_at >= received


@TWIN
@given(places(), st.lists(MOMENTS, min_size=2, max_size=6), st.integers(0, 90), UNITS)
def test_later_receipt_is_never_due_earlier(
    place: Place, moments: list[datetime], value: int, unit: Unit
) -> None:
    limit = Limit.of(Decimal(value) / 4 if unit.counts_working_time else value % 12, unit)
    found = [due(received, limit, place.calendar) for received in sorted(moments)]
    if unit in (Unit.IMMEDIATE, Unit.UNSTRUCTURED):
        assert all(one.at is None and one.on is None for one in found)
        return
    assert [end(one) for one in found] == sorted(end(one) for one in found)
    assert [one.on for one in found] == sorted(one.on for one in found if one.on)


@TWIN
@given(places(), MOMENTS, st.lists(st.integers(0, 160), min_size=2, max_size=6), UNITS)
def test_longer_limit_is_never_due_earlier(
    place: Place, received: datetime, values: list[int], unit: Unit
) -> None:
    if not unit.has_value:
        return
    found = [end(due(received, Limit(Decimal(value) / 8, unit), place.calendar)) for value in sorted(values)]
    assert found == sorted(found)


@TWIN
@given(places(), MOMENTS, st.integers(0, 20), st.integers(0, 20 * 1440), UNITS)
def test_a_pause_of_no_minute_changes_nothing(
    place: Place, received: datetime, value: int, after: int, unit: Unit
) -> None:
    before = due(received, Limit.of(value, unit), place.calendar)
    moment = received + timedelta(minutes=after)
    same = resume(before, moment, moment, place.calendar)
    assert (same.at, same.on, same.nominal_on, same.budget) == (
        before.at,
        before.on,
        before.nominal_on,
        before.budget,
    )


@TWIN
@given(places(), MOMENTS, st.integers(0, 20), st.integers(0, 9000), st.integers(0, 9000), UNITS)
def test_a_pause_never_brings_the_due_moment_forward_where_days_are_alike(
    place: Place, received: datetime, value: int, after: int, length: int, unit: Unit
) -> None:
    calendar = STANDARD  # eight hours every working day; unequal days are the twin's business
    before = due(received, Limit.of(value, unit), calendar)
    paused = received + timedelta(minutes=after)
    later = resume(before, paused, paused + timedelta(minutes=length), calendar)
    if before.at is not None:
        assert end(later) >= before.at
        assert later.on >= before.on


@TWIN
@given(st.integers(1, 20), st.integers(0, 7000), st.lists(st.integers(1, 4000), min_size=2, max_size=6))
def test_several_pauses_give_back_exactly_the_working_minutes_lost(
    days: int, first: int, gaps: list[int]
) -> None:
    """In minutes of an eight-hour calendar: due moves by the working minutes that were paused."""
    begun = datetime(2026, 3, 2, 9)
    events = [ClockEvent(Happening.STARTED, begun, Limit.of(days, Unit.WORKING_DAY))]
    original = due(begun, Limit.of(days, Unit.WORKING_DAY), STANDARD)
    at, lost = begun + timedelta(minutes=first), 0
    for pause, running in zip(gaps[::2], gaps[1::2], strict=False):
        if at >= end(run(events, STANDARD).due):
            break
        back = at + timedelta(minutes=pause)
        events += [ClockEvent(Happening.PAUSED, at), ClockEvent(Happening.RESUMED, back)]
        lost += STANDARD.minutes_between(at, back)
        at = back + timedelta(minutes=running)
    state = run(events, STANDARD)
    assert STANDARD.minutes_between(begun, end(state.due)) == days * 480 + lost
    assert STANDARD.minutes_between(begun, end(original)) == days * 480
    assert state.due_original.at == original.at


@TWIN
@given(places(), MOMENTS, st.integers(0, 160), UNITS)
def test_the_passport_adds_up(place: Place, received: datetime, value: int, unit: Unit) -> None:
    """Totals never fall, minutes sum to the total, counted days are in order, the last one is the due day."""
    found = due(received, Limit(Decimal(value) / 8, unit), place.calendar)
    lines = found.trace
    assert [line.on for line in lines] == sorted(line.on for line in lines)
    assert [line.total for line in lines] == sorted(line.total for line in lines)
    capped = lines[-1].why.startswith("không muộn hơn")
    assert sum(line.minutes for line in lines) == lines[-1].total or capped
    assert all(line.minutes == 0 for line in lines if not line.counted)
    if found.on is not None and lines[-1].counted:
        assert lines[-1].on == found.on
    if unit is Unit.WORKING_HOUR:
        assert lines[-1].total == found.budget
    sentences = explain(found)
    assert len(sentences) >= 3
    assert all(sentence.endswith(".") for sentence in sentences)


@TWIN
@given(WEEKS, MOMENTS, st.lists(st.integers(0, 9), min_size=1, max_size=5))
def test_chained_whole_days_end_like_their_sum(
    week: list[list[tuple[int, int]]], received: datetime, days: list[int]
) -> None:
    alike = OfficeHours(tuple(session_tuple(week[0]) or (session_tuple([(480, 960)])) for _ in week))
    calendar = Calendar("đều", hours=(alike,))
    legs = chain(received, [Limit.of(count, Unit.WORKING_DAY) for count in days], calendar)
    assert legs[-1].at == end(due(received, Limit.of(sum(days), Unit.WORKING_DAY), calendar))


@TWIN
@given(MOMENTS, st.lists(st.integers(0, 9), min_size=1, max_size=5), st.integers(0, 5))
def test_parallel_legs_wait_for_the_slowest(received: datetime, days: list[int], last: int) -> None:
    legs = [Leg(str(place), Limit.of(count, Unit.WORKING_DAY)) for place, count in enumerate(days)]
    legs.insert(0, Leg("cuối", Limit.of(last, Unit.WORKING_DAY), tuple(leg.name for leg in legs)))
    found = plan(received, legs, STANDARD)
    assert found.whole.at == end(due(received, Limit.of(max(days) + last, Unit.WORKING_DAY), STANDARD))
    assert list(found.legs) == [leg.name for leg in legs]


@TWIN
@given(places(), MOMENTS)
def test_starting_twice_is_starting_once(place: Place, received: datetime) -> None:
    once = start(received, place.calendar)
    assert start(once, place.calendar) == once
