"""What reading the actions as an adversary found: sequences of legal steps that broke the law or ended in a dead end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.actions import Judgement
from motcua.apps.dossiers.models import Channel, Dossier
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.models import Posting
from motcua.apps.payments.actions import PaymentRefused
from motcua.apps.payments.models import Bill, BillState
from motcua.rules.deadlines import Limit
from motcua.rules.lifecycle import State, StepNotAllowed
from motcua.rules.rights import NotAllowed
from tests.apps.dossiers.stateful_world import seat_everybody
from tests.apps.dossiers.transition_world import assert_follows_from_acts, found
from tests.worlds.small import ON_SPOT, SmallOffice, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")
NEXT = vn("2026-03-03 09:00")


def asked(office: SmallOffice, due_on: date = date(2026, 4, 1), by: str = "chuyenvien") -> str:
    number = str(office.examined_by(AT))
    verdicts = {1: Judgement("OK"), 2: Judgement("MISSING", "Nộp bản sao")}
    actions.judge_papers(number, verdicts, actor=office.actor("chuyenvien"), at=AT)
    actions.ask_supplement(
        number, reason="Thiếu", due_on=due_on, leader_ground="Ý kiến", actor=office.actor(by), at=AT
    )
    return number


def must_pay(office: SmallOffice) -> str:
    number = str(office.examined_by(AT))
    actions.require_payment(
        number, name="Thuế", amount=5000, notice="TB", pay_by=date(2026, 4, 1), actor=office.actor("chuyenvien"), at=AT
    )  # fmt: skip
    return number


def leaves(username: str, last: date = date(2026, 3, 2)) -> None:
    Posting.objects.filter(officer__username=username).update(valid_to=last)


def recalled_and_sealed_again(office: SmallOffice) -> str:
    number = str(office.ready(AT))
    clerk, boss = office.actor("quay"), office.actor("giamdoc_so")
    actions.tell_early(number, actor=clerk, at=AT)
    actions.post_result(number, waybill="VN1", address="Thôn 1", actor=clerk, at=AT)
    limit = Limit.of(5, "WORKING_DAY")
    actions.recall(number, reason="Sai", legal_ground="QĐ", limit=limit, actor=boss, at=AT)
    actions.examine(number, opinion="Đã sửa", actor=office.actor("chuyenvien"), at=AT)
    actions.review(number, actor=office.actor("truongphong"), at=AT)
    actions.sign(number, actor=boss, at=AT)
    file_id = office.result_file(AT)
    actions.seal(
        number,
        result_number="2/GCN",
        summary="Bản đúng",
        file_id=file_id,
        actor=office.actor("vanthu"),
        at=AT,
    )
    return number


def test_a_transfer_reference_pays_one_bill_only(office: SmallOffice) -> None:
    first, second, cashier = must_pay(office), must_pay(office), office.actor("thuquy")
    actions.settle_obligation(first, method="TRANSFER", reference="FT01", actor=cashier, at=NEXT)
    with pytest.raises(PaymentRefused, match="khoản thu khác"):
        actions.settle_obligation(second, method="TRANSFER", reference="FT01", actor=cashier, at=NEXT)
    assert found(second).stands is State.PAYING
    for number in (second, must_pay(office)):  # nothing typed is no reference, twice
        actions.settle_obligation(number, method="CASH", reference=" ", actor=cashier, at=NEXT)


def test_money_for_a_withdrawn_dossier_is_asked_no_more(office: SmallOffice) -> None:
    number = must_pay(office)
    actions.withdraw(number, reason="Thôi", asked_by="Dân", actor=office.actor("quay"), at=NEXT)
    bill = Bill.objects.get(owner=f"dossier:{found(number).pk}")
    assert bill.state == BillState.CANCELLED
    with pytest.raises(StepNotAllowed, match="đã rút"):
        actions.settle_obligation(number, method="CASH", actor=office.actor("thuquy"), at=NEXT)


def test_papers_that_come_after_withdrawal_are_refused_with_a_sentence(office: SmallOffice) -> None:
    number = asked(office)
    actions.withdraw(number, reason="Thôi", asked_by="Dân", actor=office.actor("quay"), at=NEXT)
    with pytest.raises(StepNotAllowed, match="đã rút"):
        actions.receive_supplement(number, {1: True}, actor=office.actor("quay"), at=NEXT)


def test_a_day_to_complete_by_that_is_a_rest_day_ends_on_the_next_working_day(office: SmallOffice) -> None:
    """Điều 148 khoản 5 Bộ luật Dân sự: asked until Sunday 22/03/2026, the whole Monday is still in time."""
    number, clerk = asked(office, date(2026, 3, 22)), office.actor("quay")
    with pytest.raises(GuardNotMet, match="Chưa hết hạn"):
        actions.lapse_supplement(number, actor=clerk, at=vn("2026-03-23 23:59"))
    assert actions.lapse_supplement(number, actor=clerk, at=vn("2026-03-24 00:00")).stands is State.STOPPED


@pytest.mark.parametrize("by", ["truongphong", "giamdoc_so", "chuyenvien"])
def test_papers_come_back_to_the_case_officer_whoever_asked(office: SmallOffice, by: str) -> None:
    number = asked(office, by=by)
    dossier = actions.receive_supplement(number, {1: True}, actor=office.actor("quay"), at=NEXT)
    assert dossier.holder_id == office.officer("chuyenvien").pk


def test_work_for_somebody_who_left_falls_into_the_tray(office: SmallOffice) -> None:
    paying, waiting = must_pay(office), asked(office)
    leaves("chuyenvien")
    clerk, cashier = office.actor("quay"), office.actor("thuquy")
    settled = actions.settle_obligation(paying, method="CASH", actor=cashier, at=NEXT)
    received = actions.receive_supplement(waiting, {1: True}, actor=clerk, at=NEXT)
    assert (settled.holder_id, received.holder_id) == (None, None)
    actions.judge_papers(paying, {1: Judgement("OK")}, actor=office.actor("chuyenvien2"), at=NEXT)


def test_a_draft_sent_back_to_a_signatory_who_left_can_be_signed_by_his_successor(
    office: SmallOffice,
) -> None:
    seat_everybody(office)
    number = str(office.to_signing(AT))
    actions.sign(number, actor=office.actor("giamdoc_so"), at=AT)
    leaves("giamdoc_so")
    clerk, deputy = office.actor("vanthu"), office.actor("pho_giamdoc")
    actions.send_back(number, reason="Thiếu chữ ký nháy", actor=clerk, at=NEXT)
    assert actions.sign(number, actor=deputy, at=NEXT).stands is State.SEALING


def test_nobody_takes_a_draft_back_from_the_desk_it_lies_on(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    office.judged_ok(number, AT)
    actions.examine(number, opinion="Đạt", actor=office.actor("chuyenvien"), at=AT)
    with pytest.raises(NotAllowed, match="Lãnh đạo phòng"):
        actions.send_back(number, reason="Xin lại", actor=office.actor("chuyenvien"), at=AT)
    offered = {
        name: queries.dossier_page(number, office.actor(name), at=AT)
        for name in ("chuyenvien", "truongphong")
    }
    assert [name for name, page in offered.items() if page and "send_back" in page.may] == ["truongphong"]


def test_the_unit_head_notes_silence_when_the_case_officer_left(office: SmallOffice) -> None:
    number, unit = str(office.examined_by(AT)), office.unit("H99.15.PC").pk
    question = actions.consult(
        number, unit_id=unit, question="?", due_at=AT + timedelta(hours=4), actor=office.actor("chuyenvien"), at=AT
    )  # fmt: skip
    head = office.actor("truongphong")
    actions.answer_consultation(number, consultation_id=question.pk, answer="", actor=head, at=NEXT)
    assert found(number).stands is State.PROCESSING


def test_questions_about_a_closed_dossier_leave_the_asked_units_list(office: SmallOffice) -> None:
    number, unit = str(office.examined_by(AT)), office.unit("H99.15.PC").pk
    actions.consult(number, unit_id=unit, question="?", due_at=NEXT, actor=office.actor("chuyenvien"), at=AT)
    assert len(queries.consultations_for(office.actor("phongkhac"))) == 1
    actions.withdraw(number, reason="Thôi", asked_by="Dân", actor=office.actor("quay"), at=AT)
    assert queries.consultations_for(office.actor("phongkhac")) == []


def test_what_was_done_with_a_recalled_result_does_not_count_for_the_new_one(office: SmallOffice) -> None:
    number, clerk = recalled_and_sealed_again(office), office.actor("quay")
    with pytest.raises(GuardNotMet, match="chưa giao cho bưu chính"):
        actions.deliver_by_post(number, receiver_name="Dân", actor=clerk, at=AT)
    assert actions.tell_early(number, actor=clerk, at=AT).stands is State.READY
    assert_follows_from_acts(found(number))


def test_result_numbers_begin_anew_each_year(office: SmallOffice) -> None:
    def seal(day: str) -> None:
        at = vn(f"{day} 09:00")
        number = str(office.to_signing(at))
        actions.sign(number, actor=office.actor("giamdoc_so"), at=at)
        file_id, clerk = office.result_file(at), office.actor("vanthu")
        actions.seal(number, result_number="01/GCN", summary="x", file_id=file_id, actor=clerk, at=at)

    seal("2025-03-03")
    seal("2026-03-02")
    with pytest.raises(GuardNotMet):
        seal("2026-03-03")


def test_a_dossier_settled_on_the_spot_can_be_forwarded_and_goes_on(office: SmallOffice) -> None:
    seat_everybody(office)
    number, clerk = str(office.accepted(AT, procedure=ON_SPOT)), office.actor("quay")
    unit, head = office.unit("H99.15.PC").pk, office.actor("giamdoc_tt")
    Posting.objects.create(
        officer=office.officer("giamdoc_tt"),
        unit=office.unit("H99.TT"),
        role="UNIT_HEAD",
        valid_from=date(2000, 1, 1),
    )
    head = office.actor("giamdoc_tt")
    actions.forward(number, unit_id=unit, reason="Không giải quyết tại chỗ được", actor=head, at=AT)
    assert actions.transfer(number, actor=clerk, at=AT).holder_unit_id == unit
    assert_follows_from_acts(found(number))


def test_a_waiting_dossier_is_accepted_under_the_limit_of_its_own_channel(office: SmallOffice) -> None:
    code = actions.submit(
        office.intake(channel=Channel.MOBILE), actor=office.actor("quay"), at=AT
    ).provisional
    dossier = actions.accept_waiting(code, actor=office.actor("quay"), at=NEXT)
    assert dossier.use is not None and dossier.settling_unit_id == dossier.use.settling_unit_id
    assert_follows_from_acts(found(code))


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("sets", "²"), ("applicant_number", "abc"), ("subject", "x" * 1001), ("applicant_address", "y" * 301),
        ("submitter_phone", "12"),
    ],
)  # fmt: skip
def test_corrections_that_cannot_be_are_refused(office: SmallOffice, field: str, typed: str) -> None:
    number = str(office.accepted(AT))
    with pytest.raises(GuardNotMet) as caught:
        actions.correct(number, {field: typed}, reason="Nhầm", actor=office.actor("quay"), at=AT)
    assert set(caught.value.faults) == {field}


def test_a_corrected_phone_is_kept_as_it_is_searched_for(office: SmallOffice) -> None:
    number = str(office.accepted(AT))
    changes = {"applicant_phone": "0987 654 321", "applicant_name": "Trần  Thị   Mới"}
    dossier = actions.correct(number, changes, reason="Nhầm", actor=office.actor("quay"), at=AT)
    assert (dossier.applicant_phone, dossier.applicant_name) == ("0987654321", "Trần Thị Mới")


def test_too_long_an_opinion_is_refused_with_a_sentence(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    office.judged_ok(number, AT)
    with pytest.raises(GuardNotMet, match="1000 ký tự"):
        actions.examine(number, opinion="x" * 1001, actor=office.actor("chuyenvien"), at=AT)


def test_an_unknown_unit_or_policy_is_refused_with_a_sentence(office: SmallOffice) -> None:
    number, officer = str(office.examined_by(AT)), office.actor("chuyenvien")
    with pytest.raises(GuardNotMet) as caught:
        actions.consult(number, unit_id=0, question="?", due_at=NEXT, actor=officer, at=AT)
    assert set(caught.value.faults) == {"unit_id"}
    with pytest.raises(GuardNotMet) as caught:
        actions.forward(number, unit_id=0, reason="?", actor=office.actor("truongphong"), at=AT)
    assert set(caught.value.faults) == {"unit_id"}
    actions.judge_papers(number, {1: Judgement("OK"), 2: Judgement("WRONG", "Sửa")}, actor=officer, at=AT)
    with pytest.raises(GuardNotMet, match="RESTART"):
        actions.ask_supplement(
            number, reason="Sai", due_on=date(2026, 4, 1), policy="FREEZE", actor=officer, at=AT
        )
    assert Dossier.objects.get(number=number).stands is State.PROCESSING
