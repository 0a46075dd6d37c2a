"""A newcomer gets an account and a seat, somebody leaves: who may, what is refused, what remains."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate

from motcua.apps.office import actions
from motcua.apps.office.models import Leave, Posting
from motcua.apps.office.refusals import PeopleRefused
from motcua.rules.actors import Role
from motcua.rules.rights import NotAllowed
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 09:00")
MON, FRI = date(2026, 3, 2), date(2026, 3, 6)
pytestmark = pytest.mark.django_db


def add(office: SmallOffice, by: str = "truongphong", **more: Any) -> actions.Newcomer:
    given = {
        "username": "tranthib",
        "full_name": "Trần  Thị B",
        "unit_id": office.unit("H99.15.HT").pk,
        "role": "CASE_OFFICER",
        "first_on": MON,
    } | more
    return actions.add_officer(actor=office.actor(by, AT), at=AT, **given)


def test_a_newcomer_signs_in_with_the_password_shown_once(office: SmallOffice) -> None:
    made = add(office)
    assert len(made.password) == 19
    assert authenticate(username="tranthib", password=made.password) == made.officer
    actor = office.actor("tranthib", AT)
    assert actor.name == "Trần Thị B" and actor.units("CASE_OFFICER") == {office.unit("H99.15.HT").pk}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"username": "Trần B"}, "username"),
        ({"username": "chuyenvien"}, "username"),
        ({"full_name": " "}, "full_name"),
        ({"role": "SIGNATORY"}, "role"),
        ({"role": "ADMINISTRATOR"}, "role"),
        ({"role": "sai"}, "role"),
        ({"unit_id": 0}, "unit_id"),
        ({"last_on": date(2026, 3, 1)}, "last_on"),
    ],
)
def test_what_is_refused(office: SmallOffice, more: dict[str, Any], field: str) -> None:
    with pytest.raises(PeopleRefused) as refused:
        add(office, **more)
    assert list(refused.value.faults) == [field] and "Hãy" in refused.value.sentence or field == "username"


def test_seats_are_given_by_whom_they_may(office: SmallOffice) -> None:
    with pytest.raises(NotAllowed):
        add(office, by="chuyenvien")
    with pytest.raises(NotAllowed):
        add(office, by="xa_chutich")
    add(office, by="quantri", role="SIGNATORY", unit_id=office.unit("H99.15.LD").pk)
    with pytest.raises(PeopleRefused, match="không tự bố trí"):
        actions.post(
            office.officer("truongphong").pk,
            unit_id=office.unit("H99.15.PC").pk,
            role="CLERK",
            first_on=MON,
            actor=office.actor("truongphong"),
            at=AT,
        )


def test_the_same_seat_is_not_given_twice(office: SmallOffice) -> None:
    given = {"unit_id": office.unit("H99.15.HT").pk, "first_on": MON, "actor": office.actor("truongphong")}
    with pytest.raises(PeopleRefused, match="đang giữ đúng vị trí này"):
        actions.post(office.officer("chuyenvien").pk, role="CASE_OFFICER", at=AT, **given)
    actions.post(office.officer("chuyenvien").pk, role="CLERK", at=AT, **given)
    assert office.actor("chuyenvien", AT).has_role("CLERK")


def test_who_leaves_has_no_seat_after_his_last_day(office: SmallOffice) -> None:
    pk, head = office.officer("chuyenvien").pk, office.actor("truongphong")
    leave = {"reason": "Nghỉ phép", "substitute_id": pk, "actor": office.actor("chuyenvien2"), "at": AT}
    later = date(2026, 4, 1)
    actions.set_leave(office.officer("chuyenvien2").pk, first_on=later, last_on=later, **leave)
    assert actions.leave_office(pk, last_on=FRI, actor=head, at=AT) == 1
    assert office.actor("chuyenvien", vn("2026-03-06 09:00")).seats
    assert not office.actor("chuyenvien", vn("2026-03-07 09:00")).seats
    assert Leave.objects.get().cancelled_at == AT
    with pytest.raises(PeopleRefused, match="không còn vị trí nào"):
        actions.leave_office(pk, last_on=FRI, actor=head, at=AT)


def test_who_is_seconded_elsewhere_keeps_that_seat(office: SmallOffice) -> None:
    officer = office.officer("chuyenvien")
    actions.post_officer(officer, office.unit("H99.TT"), Role.COUNTER, valid_from=MON)
    given = {"last_on": MON - timedelta(days=3), "at": AT}
    assert actions.leave_office(officer.pk, actor=office.actor("truongphong"), **given) == 1
    officer.refresh_from_db()
    assert officer.is_active
    assert [seat.role for seat in office.actor("chuyenvien", AT).seats] == [Role.COUNTER]
    with pytest.raises(NotAllowed):
        actions.leave_office(officer.pk, actor=office.actor("truongphong"), **given)
    assert actions.leave_office(officer.pk, actor=office.actor("giamdoc_tt"), last_on=MON, at=AT) == 1


def test_which_seats_each_may_give(office: SmallOffice) -> None:
    here = office.agency().pk
    assert Role.UNIT_HEAD not in actions.may_give(office.actor("truongphong"), here)
    assert Role.UNIT_HEAD in actions.may_give(office.actor("giamdoc_so"), here)
    assert actions.may_give(office.actor("quantri"), here) == tuple(Role)
    assert actions.may_give(office.actor("chuyenvien"), here) == ()
    assert actions.may_give(office.actor("giamdoc_so"), office.agency("H99.41").pk) == ()


def test_who_left_before_today_cannot_sign_in(office: SmallOffice) -> None:
    pk = office.officer("chuyenvien").pk
    actions.leave_office(pk, last_on=date(2026, 2, 27), actor=office.actor("truongphong"), at=AT)
    assert not office.officer("chuyenvien").is_active
    assert Posting.objects.get(officer=pk).valid_to == date(2026, 2, 27)


def test_nobody_ends_his_own_service_or_that_of_his_leaders(office: SmallOffice) -> None:
    with pytest.raises(PeopleRefused, match="không tự kết thúc"):
        actions.leave_office(
            office.officer("truongphong").pk, last_on=FRI, actor=office.actor("truongphong"), at=AT
        )
    with pytest.raises(NotAllowed, match="là lãnh đạo cơ quan"):
        actions.leave_office(
            office.officer("giamdoc_so").pk, last_on=FRI, actor=office.actor("truongphong"), at=AT
        )
