"""Who stands in for somebody: sight, trays, rights and what the act says; nothing more after the last day."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.models import Act, Dossier, Slip
from motcua.apps.dossiers.queries import WorkFilters
from motcua.apps.office import actions as people
from motcua.apps.office.models import Delegation, Leave
from motcua.rules.rights import NotAllowed
from tests.worlds.small import COMMUNE, SmallOffice, vn

AT = vn("2026-03-02 09:00")
MON, FRI = date(2026, 3, 2), date(2026, 3, 6)
AFTER = vn("2026-03-07 09:00")
pytestmark = pytest.mark.django_db


def away(office: SmallOffice, who: str, substitute: str) -> None:
    people.set_leave(
        office.officer(who).pk,
        first_on=MON,
        last_on=FRI,
        reason="Nghỉ phép",
        substitute_id=office.officer(substitute).pk,
        actor=office.actor(who, AT),
        at=AT,
    )


def lend(office: SmallOffice, giver: str, to: str, process_key: str) -> None:
    people.delegate(
        office.officer(giver).pk,
        delegate_id=office.officer(to).pk,
        process_key=process_key,
        first_on=MON,
        last_on=FRI,
        basis="QĐ 15/QĐ-STP",
        actor=office.actor(giver, AT),
        at=AT,
    )


def seen(office: SmallOffice, who: str, at: object = AT) -> set[int]:
    return set(queries.visible_to(office.actor(who, at)).values_list("pk", flat=True))  # type: ignore[arg-type]  # a moment


def test_a_deputy_signs_for_the_director_and_the_act_says_so(office: SmallOffice) -> None:
    dossier = office.to_signing(AT)
    away(office, "giamdoc_so", "truongphong")
    deputy = office.actor("truongphong", AT)
    page = queries.dossier_page(str(dossier), deputy, at=AT)
    assert page is not None and "sign" in page.may
    actions.sign(str(dossier), actor=deputy, at=AT)
    act = Act.objects.filter(dossier=dossier).latest("seq")
    assert act.actor_name == "Vũ Thị Trưởng (thay Đặng Thị Giám)"
    assert act.note["for"] == {"officer": office.officer("giamdoc_so").pk, "name": "Đặng Thị Giám"}
    assert act.officer_id == deputy.officer_id


@pytest.mark.parametrize(("signs", "mode"), [("truongphong", "TUQ. GIÁM ĐỐC SỞ"), ("giamdoc_so", "")])
def test_a_paper_signed_in_anothers_seat_says_by_whose_order(
    office: SmallOffice, signs: str, mode: str
) -> None:
    number = str(office.to_signing(AT))
    away(office, "giamdoc_so", "truongphong")
    actions.refuse(
        number,
        kind="REFUSE",
        reason="Không đủ điều kiện",
        legal_ground="Đ.5",
        actor=office.actor(signs, AT),
        at=AT,
    )
    printed = Slip.objects.get(dossier__number=number, kind="REFUSE").data["signatory"]
    assert (printed["name"], printed["mode"]) == (office.officer(signs).full_name, mode)
    assert printed["position"] == office.officer(signs).title


def test_a_paper_of_ones_own_seat_names_nobody_else(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    away(office, "giamdoc_so", "chuyenvien")
    officer = office.actor("chuyenvien", AT)
    unit_id = office.unit("H99.15.PC").pk
    actions.consult(
        number, unit_id=unit_id, question="Ý kiến?", due_at=vn("2026-03-04 17:00"), actor=officer, at=AT
    )
    printed = Slip.objects.get(dossier__number=number, kind="CONSULTATION").data["signatory"]
    assert (printed["name"], printed["mode"]) == (officer.name, "")


def test_after_the_last_day_the_right_is_gone(office: SmallOffice) -> None:
    dossier = office.to_signing(AT)
    away(office, "giamdoc_so", "truongphong")
    with pytest.raises(NotAllowed):
        actions.sign(str(dossier), actor=office.actor("truongphong", AFTER), at=AFTER)


def test_an_own_right_is_used_in_the_own_name(office: SmallOffice) -> None:
    away(office, "chuyenvien2", "chuyenvien")
    number = str(office.examined_by(AT))
    office.judged_ok(number, AT)
    actions.examine(number, opinion="Đủ", actor=office.actor("chuyenvien", AT), at=AT)
    act = Act.objects.filter(dossier__number=number).latest("seq")
    assert act.actor_name == "Hoàng Văn Chuyên" and "for" not in act.note


def test_the_dossier_on_the_desk_of_who_is_away(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    away(office, "chuyenvien", "chuyenvien2")
    standin = office.actor("chuyenvien2", AT)
    mine = queries.work_list(standin, WorkFilters(tray="mine"), at=AT).rows
    assert [str(row) for row in mine] == [number]
    assert queries.count_trays(standin, ["mine"], at=AT)["mine"] == "1"
    papers = Dossier.objects.get(number=number).papers.values_list("ordinal", flat=True)
    actions.judge_papers(number, {one: actions.Judgement("OK") for one in papers}, actor=standin, at=AT)
    actions.examine(number, opinion="Đủ", actor=standin, at=AT)
    assert Act.objects.filter(dossier__number=number).latest("seq").note["for"]["name"] == "Hoàng Văn Chuyên"
    later = office.actor("chuyenvien2", AFTER)
    assert queries.work_list(later, WorkFilters(tray="mine"), at=AFTER).rows == []


def test_a_delegation_of_one_process_shows_that_process_alone(office: SmallOffice) -> None:
    one, other = office.accepted(AT), office.accepted(AT)
    for dossier in (one, other):
        actions.transfer(str(dossier), actor=office.actor("quay"), at=AT)
    Dossier.objects.filter(pk=other.pk).update(process_key="commune")
    assert seen(office, "phongkhac") == set()
    lend(office, "truongphong", "phongkhac", "default")
    assert seen(office, "phongkhac") == {one.pk}
    actor = office.actor("phongkhac", AT)
    for tray in ("unit", "all"):
        rows = queries.work_list(actor, WorkFilters(tray=tray), at=AT).rows
        assert [row.pk for row in rows] == [one.pk], tray
    page = queries.dossier_page(str(one), actor, at=AT)
    assert page is not None and "assign" in page.may
    assert queries.dossier_page(str(other), actor, at=AT) is None
    with pytest.raises(NotAllowed):
        actions.send_back(str(other), reason="x", actor=actor, at=AT)
    assert seen(office, "phongkhac", AFTER) == set()


def test_a_substitute_sees_exactly_the_union(office: SmallOffice) -> None:
    """Whoever stands in for whoever: his sight is his own and the other's, supervision apart; then his own again."""
    office.examined_by(AT)
    office.accepted(AT)
    office.accepted(AT, procedure=COMMUNE)
    office.to_signing(AT)
    names = ["quay", "truongphong", "chuyenvien", "phongkhac", "giamdoc_so", "vanthu", "thuquy", "xa_chutich"]
    own = {name: seen(office, name) for name in names}
    chosen = random.Random(20260302)
    for _ in range(12):
        giver, standin = chosen.sample(names, 2)
        row = Leave.objects.create(
            officer=office.officer(giver),
            substitute=office.officer(standin),
            first_on=MON,
            last_on=FRI,
            reason="x",
            set_at=AT,
        )
        assert seen(office, standin) == own[standin] | own[giver], (giver, standin)
        assert seen(office, giver) == own[giver]
        assert seen(office, standin, AFTER) == own[standin]
        assert seen(office, standin, AT - timedelta(days=1)) == own[standin]
        Leave.objects.filter(pk=row.pk).update(cancelled_at=AT)
        assert seen(office, standin) == own[standin]


def test_supervision_is_not_lent(office: SmallOffice) -> None:
    office.accepted(AT, procedure=COMMUNE)
    kstt, quay = office.officer("kstt"), office.officer("quay")
    Delegation.objects.create(
        officer=kstt, delegate=quay, first_on=MON, last_on=FRI, basis="x", set_at=AT, process_key=""
    )
    assert seen(office, "quay") == set()
