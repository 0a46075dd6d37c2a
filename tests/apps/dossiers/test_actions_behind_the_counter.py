"""Supplement, consultation, obligation, extension, refusal, withdrawal, delivery, correction, loss, recall."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions import Judgement, Wanted
from motcua.apps.dossiers.models import Consultation, Dossier, Paper, Redating, Slip
from motcua.apps.dossiers.refusals import GuardNotMet, SomebodyWasFaster
from motcua.rules.deadlines import Limit
from motcua.rules.lifecycle import State, StepNotAllowed
from motcua.rules.rights import NotAllowed
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 09:00")


def _ask(office: SmallOffice, number: str, when: str, **more: object) -> Dossier:
    at = vn(when)
    actor = office.actor("chuyenvien", at)
    verdicts = {1: Judgement("OK"), 2: Judgement("MISSING", "Nộp bản sao căn cước")}
    actions.judge_papers(number, verdicts, actor=actor, at=at)
    return actions.ask_supplement(
        number,
        reason="Thiếu giấy tờ",
        due_on=date(2026, 4, 1),
        actor=actor,
        at=at,
        **more,  # type: ignore[arg-type]  # policy text
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "policy", "due"),
    [
        ("2026-03-05 09:00", "PAUSE", "2026-03-16 15:00"),
        ("2026-03-05 09:00", "RESTART", "2026-03-19 15:00"),
    ],
    ids=["case 28: pause", "case 30: restart"],
)
def test_supplement_moves_the_due_date_as_the_rule_says(
    office: SmallOffice, asked: str, policy: str, due: str
) -> None:
    number = str(office.examined_by(AT))
    _ask(office, number, asked, policy=policy)
    back = vn("2026-03-10 15:00")
    dossier = actions.receive_supplement(number, {1: True}, actor=office.actor("quay", back), at=back)
    assert dossier.due_at == vn(due)
    assert dossier.due_original_at == vn("2026-03-11 09:00")
    assert dossier.holder.username == "chuyenvien"
    assert Redating.objects.get(act__dossier=dossier).old_due_at == vn("2026-03-11 09:00")
    assert Paper.objects.get(dossier=dossier, ordinal=2).verdict == ""


@pytest.mark.django_db
def test_every_paper_must_be_judged_before_asking(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    with pytest.raises(GuardNotMet, match="chưa đánh giá"):
        actions.ask_supplement(
            number,
            reason="x",
            due_on=date(2026, 4, 1),
            actor=office.actor("chuyenvien"),
            at=vn("2026-03-03 09:00"),
        )


@pytest.mark.django_db
def test_a_second_request_needs_the_leaders_ground(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    _ask(office, number, "2026-03-03 09:00")
    back = vn("2026-03-04 09:00")
    actions.receive_supplement(number, {1: True}, actor=office.actor("quay", back), at=back)
    with pytest.raises(GuardNotMet) as caught:
        _ask(office, number, "2026-03-05 09:00")
    assert set(caught.value.faults) == {"leader_ground"}
    head = office.actor("truongphong")
    dossier = actions.ask_supplement(
        number,
        reason="Vẫn sai",
        due_on=date(2026, 4, 1),
        leader_ground="Ý kiến Trưởng phòng ngày 05/3",
        actor=head,
        at=vn("2026-03-05 10:00"),
    )
    assert dossier.supplements == 2


@pytest.mark.django_db
def test_a_supplement_that_never_came(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    _ask(office, number, "2026-03-03 09:00")
    with pytest.raises(GuardNotMet, match="Chưa hết hạn"):
        actions.lapse_supplement(number, actor=office.actor("quay"), at=vn("2026-04-01 16:00"))
    late = vn("2026-04-02 08:00")
    assert actions.lapse_supplement(number, actor=office.actor("quay", late), at=late).stands is State.STOPPED


@pytest.mark.django_db
def test_before_acceptance_the_clock_has_not_started(office: SmallOffice) -> None:
    waiting = actions.submit(office.intake(channel="POST"), actor=office.actor("quay"), at=AT)
    code = waiting.provisional
    wanted = [Wanted("Tờ khai", "Ký tên", "WRONG", 1)]
    asked = actions.ask_before_acceptance(
        code,
        wanted,
        reason="Chưa ký",
        due_on=date(2026, 3, 20),
        actor=office.actor("quay"),
        at=vn("2026-03-02 10:00"),
    )
    assert asked.stands is State.SUPPLEMENTING and asked.due_at is None
    back = actions.receive_supplement(code, {1: True}, actor=office.actor("quay"), at=vn("2026-03-05 10:00"))
    assert back.stands is State.WAITING
    assert actions.accept_waiting(code, actor=office.actor("quay"), at=vn("2026-03-05 10:05")).number


@pytest.mark.django_db
def test_a_financial_obligation_pauses_and_resumes(office: SmallOffice) -> None:
    """The shape of case 31 on a limit of 7 days: 4 used, paid on Wednesday night, 3 left from Thursday 07:30."""
    number = str(office.examined_by(vn("2026-03-02 10:00")))
    asked = vn("2026-03-06 10:00")
    actions.require_payment(
        number,
        name="Thuế",
        amount=1_200_000,
        notice="TB-01",
        pay_by=date(2026, 4, 1),
        actor=office.actor("chuyenvien"),
        at=asked,
    )
    paid = vn("2026-03-18 20:30")
    dossier = actions.settle_obligation(number, method="TRANSFER", actor=office.actor("thuquy"), at=paid)
    assert dossier.due_at == vn("2026-03-24 07:30")
    assert dossier.stands is State.PROCESSING


@pytest.mark.django_db
def test_consultation_keeps_the_clock_running(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    other = office.unit("H99.15.PC")
    asked = actions.consult(
        number,
        unit_id=other.pk,
        question="Có vướng không?",
        due_at=vn("2026-03-04 17:00"),
        actor=office.actor("chuyenvien"),
        at=vn("2026-03-02 10:00"),
    )
    assert Dossier.objects.get(number=number).stands is State.CONSULTING
    with pytest.raises(NotAllowed):
        actions.answer_consultation(
            number, consultation_id=asked.pk, answer="", actor=office.actor("quay"), at=vn("2026-03-05 10:00")
        )
    actions.answer_consultation(
        number,
        consultation_id=asked.pk,
        answer="Không",
        actor=office.actor("phongkhac"),
        at=vn("2026-03-03 10:00"),
    )
    dossier = Dossier.objects.get(number=number)
    assert dossier.stands is State.PROCESSING and dossier.due_at == vn("2026-03-11 09:00")
    assert Consultation.objects.get().answer == "Không"


@pytest.mark.django_db
def test_silence_is_noted_only_after_its_time(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    asked = actions.consult(
        number,
        unit_id=office.unit("H99.15.PC").pk,
        question="?",
        due_at=vn("2026-03-04 17:00"),
        actor=office.actor("chuyenvien"),
        at=AT,
    )
    officer = office.actor("chuyenvien")
    with pytest.raises(GuardNotMet):
        actions.answer_consultation(
            number, consultation_id=asked.pk, answer="", actor=officer, at=vn("2026-03-04 16:00")
        )
    actions.answer_consultation(
        number, consultation_id=asked.pk, answer="", actor=officer, at=vn("2026-03-05 08:00")
    )
    assert Consultation.objects.get().silent


@pytest.mark.django_db
def test_extension_once_and_at_least_a_day_before(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    boss = office.actor("giamdoc_so")
    with pytest.raises(GuardNotMet, match="muộn"):
        actions.extend(
            number,
            new_due_at=vn("2026-03-20 09:00"),
            reason="Xác minh",
            actor=boss,
            at=vn("2026-03-10 16:00"),
        )
    dossier = actions.extend(
        number, new_due_at=vn("2026-03-20 09:00"), reason="Xác minh", actor=boss, at=vn("2026-03-09 16:00")
    )
    assert dossier.due_at == vn("2026-03-20 09:00") and dossier.due_original_at == vn("2026-03-11 09:00")
    with pytest.raises(GuardNotMet, match="lần"):
        actions.extend(
            number, new_due_at=vn("2026-03-25 09:00"), reason="Nữa", actor=boss, at=vn("2026-03-12 09:00")
        )
    assert Slip.objects.filter(dossier=dossier, kind="APOLOGY").count() == 1


@pytest.mark.django_db
def test_refusal_needs_reason_and_legal_ground(office: SmallOffice) -> None:
    number = str(office.to_signing(AT))
    boss = office.actor("giamdoc_so")
    with pytest.raises(GuardNotMet) as caught:
        actions.refuse(number, kind="REFUSE", reason="", legal_ground="", actor=boss, at=AT)
    assert set(caught.value.faults) == {"reason", "legal_ground"}
    dossier = actions.refuse(
        number, kind="REFUSE", reason="Không đủ điều kiện", legal_ground="Đ.5", actor=boss, at=AT
    )
    assert dossier.stands is State.STOPPED and dossier.finished_at == AT


@pytest.mark.django_db
def test_withdrawal_before_a_decision_only(office: SmallOffice) -> None:
    number = str(office.ready(AT))
    with pytest.raises(StepNotAllowed, match="Đã có kết quả"):
        actions.withdraw(number, reason="x", asked_by="y", actor=office.actor("quay"), at=AT)
    other = str(office.examined_by(AT))
    assert (
        actions.withdraw(other, reason="Đổi ý", asked_by="Dân", actor=office.actor("quay"), at=AT).stands
        is State.WITHDRAWN
    )


@pytest.mark.django_db
def test_two_officers_one_wins_the_other_reads_why(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    number, seen = str(dossier), Dossier.objects.get(pk=dossier.pk).act_count
    actions.transfer(number, actor=office.actor("quay"), at=vn("2026-03-02 09:30"), seen=seen)
    with pytest.raises(
        SomebodyWasFaster, match="Lê Thị Quầy vừa làm bước «Chuyển hồ sơ.*09:30 ngày 02/03/2026"
    ):
        actions.withdraw(number, reason="x", asked_by="y", actor=office.actor("quay2"), at=AT, seen=seen)


@pytest.mark.django_db
def test_send_back_returns_to_the_case_officer(office: SmallOffice) -> None:
    number = str(office.to_signing(AT))
    boss = office.actor("giamdoc_so")
    with pytest.raises(GuardNotMet):
        actions.send_back(number, reason=" ", actor=boss, at=AT)
    dossier = actions.send_back(number, reason="Sửa dự thảo", actor=boss, at=AT)
    assert dossier.stands is State.PROCESSING and dossier.holder.username == "chuyenvien"
    assert dossier.step_key == "examine"


@pytest.mark.django_db
def test_reassign_to_a_colleague(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    head = office.actor("truongphong")
    dossier = actions.assign(number, officer_id=office.officer("chuyenvien2").pk, actor=head, at=AT)
    assert dossier.holder.username == "chuyenvien2"
    with pytest.raises(GuardNotMet):
        actions.assign(number, officer_id=office.officer("phongkhac").pk, actor=head, at=AT)
    with pytest.raises(NotAllowed):
        actions.examine(number, opinion="x", actor=office.actor("chuyenvien"), at=AT)


@pytest.mark.django_db
def test_delivery_checks_person_originals_and_fee(office: SmallOffice) -> None:
    number = str(office.ready(AT))
    with pytest.raises(GuardNotMet) as caught:
        actions.deliver_at_counter(
            number,
            receiver_name="",
            shown="AUTHORITY",
            receiver_number="12",
            actor=office.actor("quay"),
            at=AT,
        )
    assert set(caught.value.faults) == {"receiver_name", "receiver_number", "authority", "originals_returned"}


@pytest.mark.django_db
def test_by_post_only_after_the_waybill(office: SmallOffice) -> None:
    number = str(office.ready(AT))
    clerk = office.actor("quay")
    with pytest.raises(GuardNotMet, match="vận đơn"):
        actions.deliver_by_post(number, receiver_name="Dân", actor=clerk, at=AT)
    actions.post_result(number, waybill="VN123", address="Thôn 1", actor=clerk, at=AT)
    assert actions.deliver_by_post(number, receiver_name="Dân", actor=clerk, at=AT).stands is State.DELIVERED


@pytest.mark.django_db
def test_online_delivery_and_early_news(office: SmallOffice) -> None:
    number = str(office.ready(AT, result_way="ONLINE"))
    clerk = office.actor("quay")
    assert actions.tell_early(number, actor=clerk, at=AT).stands is State.READY
    with pytest.raises(GuardNotMet):
        actions.tell_early(number, actor=clerk, at=AT)
    assert actions.deliver_online(number, actor=clerk, at=AT).stands is State.DELIVERED


@pytest.mark.django_db
def test_correction_reissues_the_receipt(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    number = str(dossier)
    changed = actions.correct(
        number, {"applicant_phone": "0987654321"}, reason="Ghi nhầm số", actor=office.actor("quay"), at=AT
    )
    assert changed.receipt_version == 2
    slips = Slip.objects.filter(dossier=dossier, kind="RECEIPT").order_by("version")
    assert [slip.version for slip in slips] == [1, 2]
    assert slips[1].data["replaces"]
    with pytest.raises(GuardNotMet):
        actions.correct(number, {"channel": "POST"}, reason="x", actor=office.actor("quay"), at=AT)


@pytest.mark.django_db
def test_lost_papers_are_reported_with_a_remedy(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    dossier = actions.report_loss(
        number, papers=[1], circumstances="Mưa ướt", remedy="Xin cấp lại", actor=office.actor("quay"), at=AT
    )
    assert dossier.stands is State.PROCESSING


@pytest.mark.django_db
def test_recall_opens_a_new_clock(office: SmallOffice) -> None:
    number = str(office.ready(AT))
    dossier = actions.recall(
        number,
        reason="Sai tên",
        legal_ground="QĐ 5",
        limit=Limit.of(2, "WORKING_DAY"),
        actor=office.actor("giamdoc_so"),
        at=vn("2026-03-05 09:00"),
    )
    assert dossier.stands is State.PROCESSING and dossier.finished_at is None
    assert dossier.due_at == vn("2026-03-09 09:00")
    assert dossier.holder.username == "chuyenvien"


@pytest.mark.django_db
def test_forward_to_another_authority_keeps_number_and_date(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    moved = actions.forward(
        str(dossier),
        unit_id=office.unit("H99.41.VP").pk,
        reason="Thuộc xã",
        actor=office.actor("quay"),
        at=AT,
    )
    assert moved.number == dossier.number and moved.agency.code == "H99.41"
    assert moved.stands is State.ACCEPTED and moved.due_at == dossier.due_at


@pytest.mark.django_db
def test_on_site_verification_has_its_minutes(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    dossier = actions.verify_on_site(
        number,
        took_place_at=vn("2026-03-02 14:00"),
        place="Thôn 1",
        participants="Ông A",
        outcome="Đúng hiện trạng",
        actor=office.actor("chuyenvien"),
        at=vn("2026-03-02 16:00"),
    )
    assert dossier.stands is State.PROCESSING


@pytest.mark.django_db
def test_guidance_leaves_a_slip_and_no_number(office: SmallOffice) -> None:
    intake = office.intake()
    told = actions.instruct(
        intake.procedure,
        intake.applicant,
        [Wanted("Bản sao giấy tờ tùy thân", "Mang bản sao")],
        reason="Thiếu giấy tờ",
        unit_id=intake.unit_id,
        actor=office.actor("quay"),
        at=AT,
    )
    assert told.slip.kind == "SUPPLEMENT" and not Dossier.objects.exists()
    sent_away = actions.decline_at_counter(
        intake.procedure,
        intake.applicant,
        reason="Không thuộc thẩm quyền",
        go_to="UBND xã Đông Hòa",
        unit_id=intake.unit_id,
        actor=office.actor("quay"),
        at=AT,
    )
    assert sent_away.slip.kind == "DECLINE"
