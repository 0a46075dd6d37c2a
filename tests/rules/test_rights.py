"""Who may do what: a table of verb × seat, and the sentence of a refusal."""

from __future__ import annotations

import pytest

from motcua.rules.actors import CITIZEN, SYSTEM, Actor, Role, Seat
from motcua.rules.rights import RIGHTS, NotAllowed, Standing, ensure, may

CENTRE, DIVISION, LEADERS, CLERKS, ELSEWHERE = 1, 2, 3, 4, 9
AGENCY, OTHER_AGENCY = 10, 99
AT_CENTRE = Standing(
    receiving_unit=CENTRE, settling_agency=AGENCY, settling_unit=DIVISION, holder_unit=CENTRE
)
WITH_OFFICER = Standing(
    receiving_unit=CENTRE,
    settling_agency=AGENCY,
    settling_unit=DIVISION,
    holder_unit=DIVISION,
    holder_officer=7,
)


def officer(role: Role, unit: int, agency: int = AGENCY, officer_id: int = 7) -> Actor:
    return Actor("Người thử", officer_id, (Seat(role, unit, agency),))


@pytest.mark.parametrize(
    ("verb", "actor", "standing", "expected"),
    [
        ("accept", officer(Role.COUNTER, CENTRE), AT_CENTRE, True),
        ("accept", officer(Role.COUNTER, ELSEWHERE), AT_CENTRE, False),
        ("accept", officer(Role.CASE_OFFICER, CENTRE), AT_CENTRE, False),
        ("accept", officer(Role.CENTRE_HEAD, CENTRE), AT_CENTRE, True),
        ("transfer", officer(Role.COUNTER, CENTRE), AT_CENTRE, True),
        ("examine", officer(Role.CASE_OFFICER, DIVISION), WITH_OFFICER, True),
        ("examine", officer(Role.CASE_OFFICER, DIVISION, officer_id=8), WITH_OFFICER, False),
        ("examine", officer(Role.CASE_OFFICER, ELSEWHERE), WITH_OFFICER, False),
        ("assign", officer(Role.UNIT_HEAD, DIVISION, officer_id=8), WITH_OFFICER, True),
        ("assign", officer(Role.UNIT_HEAD, ELSEWHERE), WITH_OFFICER, False),
        ("extend", officer(Role.SIGNATORY, LEADERS), WITH_OFFICER, True),
        ("extend", officer(Role.SIGNATORY, LEADERS, OTHER_AGENCY), WITH_OFFICER, False),
        ("refuse", officer(Role.UNIT_HEAD, DIVISION), WITH_OFFICER, False),
        ("settle_obligation", officer(Role.CASHIER, CENTRE), WITH_OFFICER, True),
        ("settle_obligation", officer(Role.COUNTER, CENTRE), WITH_OFFICER, False),
        ("publish", officer(Role.TTHC_CONTROL, ELSEWHERE), AT_CENTRE, True),
        ("publish", officer(Role.ADMINISTRATOR, ELSEWHERE), AT_CENTRE, False),
        ("change_calendar", officer(Role.ADMINISTRATOR, ELSEWHERE), AT_CENTRE, True),
        ("deliver_online", SYSTEM, AT_CENTRE, True),
        ("accept", SYSTEM, AT_CENTRE, False),
        ("withdraw", CITIZEN, AT_CENTRE, False),
    ],
)
def test_rights(verb: str, actor: Actor, standing: Standing, expected: bool) -> None:
    assert may(actor, verb, standing) is expected


def test_an_asked_unit_may_answer_and_nobody_else() -> None:
    asked = Standing(
        receiving_unit=CENTRE,
        settling_agency=AGENCY,
        settling_unit=DIVISION,
        holder_unit=DIVISION,
        holder_officer=7,
        asked_units=frozenset({ELSEWHERE}),
    )
    assert may(officer(Role.CASE_OFFICER, ELSEWHERE, OTHER_AGENCY, 20), "answer_consultation", asked)
    assert not may(officer(Role.CASE_OFFICER, CLERKS, OTHER_AGENCY, 21), "answer_consultation", asked)


@pytest.mark.parametrize("verb", sorted(RIGHTS))
def test_an_actor_without_a_seat_may_do_nothing_and_reads_who_may(verb: str) -> None:
    with pytest.raises(NotAllowed, match="Người làm được: .*Hãy chuyển việc"):
        ensure(Actor("Không ghế", 5), verb, AT_CENTRE)


def test_seats_are_asked_by_role_unit_and_agency() -> None:
    actor = Actor("A", 1, (Seat(Role.CLERK, 4, 10), Seat(Role.COUNTER, 1, 11)))
    assert actor.has_role(Role.CLERK) and not actor.has_role(Role.CASHIER)
    assert actor.units() == {1, 4} and actor.units(Role.CLERK) == {4}
    assert actor.agencies() == {10, 11} and actor.agencies(Role.COUNTER) == {11}


def test_every_role_has_a_vietnamese_label() -> None:
    assert all(role.label for role in Role)
