"""Leaves and delegations: who may set them, what is refused with which sentence, two at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.ledger.models import RecordedFact
from motcua.apps.office import actions
from motcua.apps.office import queries as office_queries
from motcua.apps.office.models import Delegation, Leave
from motcua.apps.office.refusals import AlreadyEnded, PeopleRefused
from motcua.rules.actors import Role
from motcua.rules.rights import NotAllowed
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 09:00")
MON, FRI, NEXT_MON = date(2026, 3, 2), date(2026, 3, 6), date(2026, 3, 9)
pytestmark = pytest.mark.django_db


def rest(office: SmallOffice, who: str, by: str = "", **more: Any) -> Leave:
    given: dict[str, Any] = {"first_on": MON, "last_on": FRI, "reason": "Nghỉ phép năm"} | more
    if "substitute" in given:
        given["substitute_id"] = office.officer(given.pop("substitute")).pk
    return actions.set_leave(office.officer(who).pk, actor=office.actor(by or who, AT), at=AT, **given)


def lend(office: SmallOffice, giver: str, to: str, by: str = "", **more: Any) -> Delegation:
    given: dict[str, Any] = {"first_on": MON, "last_on": FRI, "basis": "QĐ 15/QĐ-STP"} | more
    return actions.delegate(
        office.officer(giver).pk,
        delegate_id=office.officer(to).pk,
        actor=office.actor(by or giver, AT),
        at=AT,
        **given,
    )


def seats(office: SmallOffice, who: str, on: str) -> set[tuple[Role, str, str]]:
    return {(seat.role, seat.for_name, seat.process) for seat in office.actor(who, vn(f"{on} 08:00")).seats}


def test_a_substitute_has_the_seats_on_these_days_and_not_one_longer(office: SmallOffice) -> None:
    rest(office, "truongphong", substitute="chuyenvien")
    own = (Role.CASE_OFFICER, "", "")
    lent = (Role.UNIT_HEAD, "Vũ Thị Trưởng", "")
    assert seats(office, "chuyenvien", "2026-03-01") == {own}
    assert seats(office, "chuyenvien", "2026-03-02") == {own, lent}
    assert seats(office, "chuyenvien", "2026-03-06") == {own, lent}
    assert seats(office, "chuyenvien", "2026-03-07") == {own}
    late = office_queries.actor_for(office.officer("chuyenvien").pk, vn("2026-03-06 23:59"))
    assert late is not None and late.stands_in[0].until == FRI


def test_seats_are_read_in_one_statement(office: SmallOffice) -> None:
    rest(office, "truongphong", substitute="chuyenvien")
    pk = office.officer("chuyenvien").pk
    with CaptureQueriesContext(connection) as captured:
        office_queries.actor_for(pk, AT)
    assert len(captured) == 1


def test_chains_are_not_followed_and_supervision_is_not_passed_on(office: SmallOffice) -> None:
    rest(office, "truongphong", substitute="chuyenvien")
    lend(office, "chuyenvien", "chuyenvien2")
    assert seats(office, "chuyenvien2", "2026-03-03") == {
        (Role.CASE_OFFICER, "", ""),
        (Role.CASE_OFFICER, "Hoàng Văn Chuyên", ""),
    }
    rest(office, "kstt", substitute="quay")
    rest(office, "quantri", substitute="quay")
    assert seats(office, "quay", "2026-03-03") == {(Role.COUNTER, "", "")}


def test_a_seat_that_ended_is_not_lent(office: SmallOffice) -> None:
    rest(office, "truongphong", substitute="chuyenvien")
    actions.leave_office(office.officer("truongphong").pk, last_on=MON, actor=office.actor("quantri"), at=AT)
    assert len(seats(office, "chuyenvien", "2026-03-02")) == 2
    assert len(seats(office, "chuyenvien", "2026-03-03")) == 1


def test_a_delegation_of_one_process(office: SmallOffice) -> None:
    made = lend(office, "giamdoc_so", "truongphong", process_key="default")
    assert (Role.SIGNATORY, "Đặng Thị Giám", "default") in seats(office, "truongphong", "2026-03-03")
    actions.end_delegation(made.pk, actor=office.actor("truongphong", AT), at=AT)
    assert seats(office, "truongphong", "2026-03-03") == {(Role.UNIT_HEAD, "", "")}
    with pytest.raises(AlreadyEnded, match="đã kết thúc lúc 09:00 ngày 02/03/2026"):
        actions.end_delegation(made.pk, actor=office.actor("giamdoc_so", AT), at=AT)


def test_every_change_leaves_its_fact(office: SmallOffice) -> None:
    leave = rest(office, "chuyenvien", substitute="chuyenvien2")
    actions.cancel_leave(leave.pk, actor=office.actor("chuyenvien"), at=AT)
    given = lend(office, "chuyenvien", "chuyenvien2")
    actions.end_delegation(given.pk, actor=office.actor("chuyenvien"), at=AT)
    subject = f"officer:{office.officer('chuyenvien').pk}"
    names = list(RecordedFact.objects.filter(subject=subject).order_by("pk").values_list("name", flat=True))
    assert names == ["LeaveSet", "LeaveCancelled", "DelegationGiven", "DelegationEnded"]
    assert seats(office, "chuyenvien2", "2026-03-03") == {(Role.CASE_OFFICER, "", "")}
    with pytest.raises(AlreadyEnded, match="đã được hủy lúc"):
        actions.cancel_leave(leave.pk, actor=office.actor("chuyenvien"), at=AT)


@pytest.mark.parametrize(
    ("who", "more", "field", "sentence"),
    [
        ("chuyenvien", {"last_on": date(2026, 3, 1), "first_on": date(2026, 2, 26)}, "last_on", "đã qua"),
        ("chuyenvien", {"first_on": FRI, "last_on": MON}, "last_on", "đứng trước"),
        ("chuyenvien", {"last_on": date(2028, 1, 1)}, "last_on", "dài nhất 366 ngày"),
        ("chuyenvien", {"reason": "  "}, "reason", "ghi lý do"),
        ("chuyenvien", {"substitute": "chuyenvien"}, "substitute_id", "tự thay cho mình"),
        ("chuyenvien", {"substitute": "xa_motcua"}, "substitute_id", "không làm cùng cơ quan"),
        ("chuyenvien", {"substitute_id": 999999}, "substitute_id", "Không tìm thấy người này"),
    ],
)
def test_what_a_leave_may_not_be(
    office: SmallOffice, who: str, more: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(PeopleRefused, match=sentence) as refused:
        rest(office, who, **more)
    assert list(refused.value.faults) == [field]
    assert not Leave.objects.exists()


def test_leaves_of_one_person_do_not_overlap(office: SmallOffice) -> None:
    first = rest(office, "chuyenvien")
    with pytest.raises(PeopleRefused, match="đã có đợt nghỉ 02/03/2026 – 06/03/2026"):
        rest(office, "chuyenvien", first_on=FRI, last_on=NEXT_MON)
    with pytest.raises(PeopleRefused, match="cũng nghỉ 02/03/2026"):
        rest(office, "chuyenvien2", substitute="chuyenvien")
    actions.cancel_leave(first.pk, actor=office.actor("chuyenvien"), at=AT)
    rest(office, "chuyenvien", first_on=FRI, last_on=NEXT_MON)


def test_who_arranges_whom(office: SmallOffice) -> None:
    rest(office, "chuyenvien", by="truongphong", substitute="chuyenvien2")
    rest(office, "chuyenvien2", by="kstt", first_on=NEXT_MON, last_on=NEXT_MON)
    for by in ("chuyenvien2", "quay", "xa_chutich", "giamdoc_tt"):
        with pytest.raises(NotAllowed):
            rest(office, "chuyenvien", by=by, first_on=NEXT_MON, last_on=NEXT_MON)
    with pytest.raises(NotAllowed, match="là lãnh đạo cơ quan"):
        rest(office, "giamdoc_so", by="truongphong", substitute="chuyenvien")
    rest(office, "giamdoc_so", by="kstt", substitute="truongphong")


def test_nobody_makes_himself_the_substitute_of_another(office: SmallOffice) -> None:
    with pytest.raises(PeopleRefused, match="không tự đặt mình"):
        rest(office, "chuyenvien", by="truongphong", substitute="truongphong")
    with pytest.raises(PeopleRefused, match="không tự đặt mình"):
        lend(office, "chuyenvien", "truongphong", by="truongphong")


def test_what_a_delegation_may_not_be(office: SmallOffice) -> None:
    with pytest.raises(PeopleRefused, match="Ủy quyền ký phải có văn bản"):
        lend(office, "giamdoc_so", "truongphong", basis=" ")
    with pytest.raises(PeopleRefused, match="làm căn cứ"):
        lend(office, "chuyenvien", "chuyenvien2", basis="")
    lend(office, "chuyenvien", "chuyenvien2")
    with pytest.raises(PeopleRefused, match="Đã có ủy quyền cho người này"):
        lend(office, "chuyenvien", "chuyenvien2", process_key="default", first_on=FRI, last_on=NEXT_MON)


def test_a_seat_lent_for_one_process_gives_no_say_over_people(office: SmallOffice) -> None:
    lend(office, "giamdoc_so", "truongphong", process_key="default")
    with pytest.raises(NotAllowed, match="là lãnh đạo cơ quan"):
        rest(office, "giamdoc_so", by="truongphong", substitute="chuyenvien")
    with pytest.raises(PeopleRefused, match="lãnh đạo cấp trên bố trí"):
        actions.post(
            office.officer("chuyenvien").pk,
            unit_id=office.unit("H99.15.HT").pk,
            role="UNIT_HEAD",
            first_on=MON,
            actor=office.actor("truongphong", AT),
            at=AT,
        )


def test_a_role_elsewhere_gives_no_say_here(office: SmallOffice) -> None:
    """A head here who signs in another agency is only a head here."""
    head = office.officer("truongphong")
    actions.post_officer(head, office.unit("H99.41.TT"), Role.SIGNATORY, valid_from=MON)
    with pytest.raises(NotAllowed, match="là lãnh đạo cơ quan"):
        rest(office, "giamdoc_so", by="truongphong", substitute="chuyenvien")


def test_a_substitute_who_is_away_himself_stands_in_for_nobody(office: SmallOffice) -> None:
    rest(office, "truongphong", substitute="chuyenvien")
    head, officer = office.officer("truongphong"), office.officer("chuyenvien")
    assert office_queries.absent_now([head.pk], MON)[head.pk].substitute == officer.full_name
    rest(office, "chuyenvien", first_on=FRI, last_on=NEXT_MON)
    assert office_queries.absent_now([head.pk], MON)[head.pk].substitute == officer.full_name
    found = office_queries.absent_now([head.pk], FRI)[head.pk]
    assert (found.substitute, found.substitute_id, found.substitute_away) == ("", None, officer.full_name)
    told = office_queries.stood_in_for(officer.pk, FRI, NEXT_MON)
    assert [row.officer for row in told] == [head]


def test_who_has_lent_all_his_seats_for_the_whole_leave_is_covered(office: SmallOffice) -> None:
    """The orphan report and the assign form ask `absent_now`; a delegate for one process alone is no substitute."""
    head, officer = office.officer("truongphong"), office.officer("chuyenvien")
    rest(office, "truongphong")
    assert office_queries.absent_now([head.pk], MON)[head.pk].substitute_id is None
    for process, covered in (("default", None), ("", officer.pk)):
        lend(office, "truongphong", "chuyenvien", by="giamdoc_so", process_key=process, last_on=NEXT_MON)
        assert office_queries.absent_now([head.pk], MON)[head.pk].substitute_id == covered
