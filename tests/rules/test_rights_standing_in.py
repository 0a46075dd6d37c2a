"""What a lent seat gives and what it does not: a table of verb × seat × standing."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.rules.absences import Span, first_meeting, longest_days, seconded_warning, span_faults
from motcua.rules.actors import Actor, Role, Seat
from motcua.rules.rights import Standing, may, seat_for

CENTRE, DIVISION, LEADERS = 1, 2, 3
AGENCY = 10
ME, GIVER, THIRD = 7, 8, 9


def lent(role: Role, unit: int, process: str = "") -> Seat:
    return Seat(role, unit, AGENCY, for_officer=GIVER, for_name="Nguyễn Văn A", process=process)


def on_desk_of(officer: int | None, unit: int = DIVISION, process: str = "gcn") -> Standing:
    return Standing(
        receiving_unit=CENTRE,
        settling_agency=AGENCY,
        settling_unit=DIVISION,
        holder_unit=unit,
        holder_officer=officer,
        process=process,
    )


OWN = Seat(Role.CASE_OFFICER, DIVISION, AGENCY)


@pytest.mark.parametrize(
    ("verb", "seats", "standing", "by"),
    [
        ("examine", (lent(Role.CASE_OFFICER, DIVISION),), on_desk_of(GIVER), GIVER),
        ("examine", (lent(Role.CASE_OFFICER, DIVISION),), on_desk_of(ME), 0),
        ("examine", (lent(Role.CASE_OFFICER, DIVISION),), on_desk_of(THIRD), 0),
        ("examine", (lent(Role.CASE_OFFICER, DIVISION),), on_desk_of(None), GIVER),
        ("examine", (lent(Role.CASE_OFFICER, DIVISION), OWN), on_desk_of(None), None),
        ("examine", (lent(Role.CASE_OFFICER, DIVISION), OWN), on_desk_of(ME), None),
        ("examine", (OWN, lent(Role.CASE_OFFICER, DIVISION)), on_desk_of(GIVER), GIVER),
        ("examine", (lent(Role.CASE_OFFICER, LEADERS),), on_desk_of(GIVER), 0),
        ("examine", (lent(Role.CASE_OFFICER, DIVISION, "gcn"),), on_desk_of(GIVER), GIVER),
        ("examine", (lent(Role.CASE_OFFICER, DIVISION, "khac"),), on_desk_of(GIVER), 0),
        ("sign", (lent(Role.SIGNATORY, LEADERS),), on_desk_of(None, LEADERS), GIVER),
        ("sign", (lent(Role.SIGNATORY, LEADERS, "khac"),), on_desk_of(None, LEADERS), 0),
        ("review", (lent(Role.UNIT_HEAD, DIVISION),), on_desk_of(THIRD), GIVER),
        ("extend", (lent(Role.SIGNATORY, LEADERS),), on_desk_of(THIRD), GIVER),
        ("arrange_people", (lent(Role.UNIT_HEAD, DIVISION, "gcn"),), on_desk_of(None, process=""), 0),
        ("withdraw", (lent(Role.COUNTER, CENTRE),), on_desk_of(THIRD), GIVER),
    ],
)
def test_lent_seats(verb: str, seats: tuple[Seat, ...], standing: Standing, by: int | None) -> None:
    """`by`: whose seat gives the right; None one's own, 0 nobody's."""
    actor = Actor("Trần Thị B", ME, seats)
    found = seat_for(actor, verb, standing)
    assert may(actor, verb, standing) is (by != 0)
    assert (found.for_officer if found else 0) == by


def test_seats_lent_for_one_process_count_only_there() -> None:
    actor = Actor("B", ME, (OWN, lent(Role.UNIT_HEAD, LEADERS, "gcn"), lent(Role.COUNTER, CENTRE)))
    assert actor.units() == {DIVISION, CENTRE}
    assert actor.units(process="gcn") == {DIVISION, CENTRE, LEADERS}
    assert actor.units(Role.UNIT_HEAD) == frozenset() and actor.agencies(Role.UNIT_HEAD) == frozenset()
    assert actor.processes == ("gcn",)
    assert [(seat.for_officer, seat.process) for seat in actor.stands_in] == [(GIVER, "gcn"), (GIVER, "")]


TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), ""),
        (date(2026, 2, 27), date(2026, 3, 2), ""),
        (date(2026, 3, 5), date(2026, 3, 4), "last_on"),
        (date(2026, 2, 2), date(2026, 3, 1), "last_on"),
        (date(2026, 3, 2), date(2027, 3, 2), ""),
        (date(2026, 3, 2), date(2027, 3, 3), "last_on"),
    ],
)
def test_days_of_an_absence(first: date, last: date, field: str) -> None:
    faults = span_faults(Span(first, last), TODAY)
    assert list(faults) == ([field] if field else [])
    assert all("Hãy" in sentence for sentence in faults.values())


def test_spans_meet_on_a_shared_day() -> None:
    span = Span(date(2026, 3, 2), date(2026, 3, 6))
    assert first_meeting(span, [Span(date(2026, 3, 6), date(2026, 3, 9))]) is not None
    assert first_meeting(span, [Span(date(2026, 3, 7), date(2026, 3, 9))]) is None
    assert str(span) == "02/03/2026 – 06/03/2026" and span.days == 5
    assert longest_days(date(2017, 1, 1)) == longest_days(TODAY) == 366


def test_a_short_or_long_secondment_is_remarked() -> None:
    assert seconded_warning(TODAY, None) == "" == seconded_warning(TODAY, date(2027, 3, 1))
    assert "6 đến 24 tháng" in seconded_warning(TODAY, date(2026, 4, 1))
    assert "48 tháng" in seconded_warning(TODAY, date(2030, 3, 2))
