"""T14–T27 of domain.md §2.3, one test a row of the table, through the product's own actions under both decrees."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Delivery, Dossier, Extension, Handover, Redating, Result, Slip
from motcua.apps.dossiers.refusals import IntakeRefused
from motcua.rules.deadlines import Limit
from motcua.rules.forms import FormKind
from motcua.rules.lifecycle import State, StepNotAllowed
from tests.apps.dossiers.transition_world import (
    NEW,
    Taken,
    World,
    found,
    refused_by_guard,
    refused_by_right,
)
from tests.worlds.small import IMMEDIATE

S = State
pytestmark = pytest.mark.django_db


def must_pay(world: World, at: Any) -> str:
    number = str(world.office.examined_by(world.at()))
    actions.require_payment(
        number,
        name="Lệ phí trước bạ",
        amount=1_200_000,
        notice="TB-01",
        pay_by=world.regime.on(30),
        actor=world.by("chuyenvien"),
        at=at,
    )
    return number


def test_t14_require_payment(world: World) -> None:
    number = str(world.office.examined_by(world.at()))
    ask = partial(actions.require_payment, number, at=world.at(1), pay_by=world.regime.on(0))
    refused_by_right(partial(ask, name="Thuế", amount=1, notice="1", actor=world.by("quay")))
    empty = partial(ask, name="", amount=0, notice="", actor=world.by("chuyenvien"))
    refused_by_guard(empty, "name", "amount", "notice", "pay_by")
    number = must_pay(world, world.at(1))
    row = Taken("T14", "require_payment", (S.PROCESSING, S.PAYING), 6, "ObligationRaised")
    world.check(number, replace(row, paper=FormKind.PAYMENT_NOTICE, due=world.due(), paused=True))


def test_t15_settle_obligation(world: World) -> None:
    number = must_pay(world, world.at(1))
    pay = partial(actions.settle_obligation, number, method="CASH", at=world.at(3))
    refused_by_right(partial(pay, actor=world.by("quay")))
    unknown = partial(actions.settle_obligation, number, method="?", at=world.at(3))
    refused_by_guard(partial(unknown, actor=world.by("thuquy")), "method")
    pay(actor=world.by("thuquy"))
    row = Taken("T15", "settle_obligation", (S.PAYING, S.PROCESSING), 4, "ObligationSettled")
    world.check(number, replace(row, paper=FormKind.FEE_RECEIPT, due=world.due(11)))
    with pytest.raises(StepNotAllowed, match="Đang xử lý"):
        pay(actor=world.by("thuquy"))


def test_t16_extend(world: World) -> None:
    number, new = str(world.office.examined_by(world.at())), world.at(18)
    extend = partial(actions.extend, number, new_due_at=new)
    boss = world.by("giamdoc_so")
    refused_by_right(partial(extend, reason="Xác minh", actor=world.by("truongphong"), at=world.at(2)))
    refused_by_guard(partial(extend, reason="", actor=boss, at=world.at(2)), "reason")
    refused_by_guard(partial(extend, reason="Muộn", actor=boss, at=world.at(8, "09:01")), "new_due_at")
    extend(reason="Phải xác minh thêm", actor=boss, at=world.at(8, "09:00"))
    row = Taken("T16", "extend", (S.PROCESSING, S.PROCESSING), 4, "DossierExtended", FormKind.APOLOGY, new)
    act = world.check(number, row)
    detail = Extension.objects.get(act=act)
    assert (detail.old_due_at, detail.due_at) == (world.due(), new)
    assert found(number).due_original_at == world.due()
    again = partial(actions.extend, number, new_due_at=world.at(25), reason="Nữa", actor=boss, at=world.at(9))
    refused_by_guard(again, "new_due_at")


def test_t17_withdraw(world: World) -> None:
    number = str(world.office.examined_by(world.at()))
    take_back = partial(actions.withdraw, number, at=world.at(1))
    refused_by_right(partial(take_back, reason="Đổi ý", asked_by="Dân", actor=world.by("chuyenvien")))
    refused_by_guard(partial(take_back, reason="", asked_by="", actor=world.by("quay")), "reason", "asked_by")
    take_back(reason="Không còn nhu cầu", asked_by="Nguyễn Văn Dân", actor=world.by("quay"))
    paper = FormKind.STOP_NOTICE if world.regime is NEW else FormKind.PAPERS_RETURN
    row = Taken("T17", "withdraw", (S.PROCESSING, S.WITHDRAWN), 7, "DossierWithdrawn", paper)
    world.check(number, replace(row, due=world.due(), finished=True))


def test_t17_not_after_the_decision(world: World) -> None:
    number = str(world.office.to_signing(world.at()))
    actions.sign(number, actor=world.by("giamdoc_so"), at=world.at(1))
    with pytest.raises(StepNotAllowed, match="Chờ vào số"):
        actions.withdraw(number, reason="Đổi ý", asked_by="Dân", actor=world.by("quay"), at=world.at(1))


@pytest.mark.parametrize("kind", ["REFUSE", "STOP"])
def test_t18_refuse(world: World, kind: str) -> None:
    number = str(world.office.to_signing(world.at()))
    refuse = partial(actions.refuse, number, at=world.at(1))
    said = {"reason": "Không đủ điều kiện", "legal_ground": "Điều 5 Nghị định 01/2020/NĐ-CP"}
    refused_by_right(partial(refuse, kind=kind, actor=world.by("truongphong"), **said))
    empty = dict.fromkeys(said, "")
    refused_by_guard(partial(refuse, kind="?", actor=world.by("giamdoc_so"), **empty), "kind", *said)
    refuse(kind=kind, actor=world.by("giamdoc_so"), **said)
    row = Taken("T18", "refuse", (S.SIGNING, S.STOPPED), 8, "DossierRefused", FormKind.REFUSE)
    world.check(number, replace(row, due=world.due(), finished=True))


def test_t19_sign(world: World) -> None:
    number = str(world.office.to_signing(world.at()))
    sign = partial(actions.sign, number, at=world.at(1))
    refused_by_right(partial(sign, actor=world.by("vanthu")))
    sign(actor=world.by("giamdoc_so"))
    world.check(number, Taken("T19", "sign", (S.SIGNING, S.SEALING), 4, "DossierSigned", None, world.due()))


def test_t19_seal(world: World) -> None:
    number = str(world.office.to_signing(world.at()))
    actions.sign(number, actor=world.by("giamdoc_so"), at=world.at(1))
    seal = partial(actions.seal, number, at=world.at(2))
    said: dict[str, Any] = {"result_number": "12/GCN", "summary": "Giấy chứng nhận"}
    file_id = world.office.result_file(world.at(2))
    refused_by_right(partial(seal, file_id=file_id, actor=world.by("giamdoc_so"), **said))
    refused_by_guard(
        partial(seal, result_number="", summary="", file_id=None, actor=world.by("vanthu")),
        "result_number",
        "summary",
        "file",
    )
    seal(file_id=file_id, actor=world.by("vanthu"), **said)
    row = Taken("T19", "seal", (S.SEALING, S.READY), 9, "ResultReady", None, world.due(), finished=True)
    act = world.check(number, row)
    assert Result.objects.get(act=act).signatory_name == "Đặng Thị Giám"
    assert found(number).finished_at == world.at(2), "the clock stops at the result, not when it is collected"


def ready(world: World) -> str:
    return str(world.office.ready(world.at(), world.at(1)))


def test_t20_deliver_at_counter(world: World) -> None:
    number = ready(world)
    give = partial(actions.deliver_at_counter, number, at=world.at(2))
    right: dict[str, Any] = {"receiver_name": "Nguyễn Văn Dân", "shown": "IDENTITY"}
    refused_by_right(partial(give, originals_returned=True, actor=world.by("chuyenvien"), **right))
    refused_by_guard(partial(give, actor=world.by("quay"), **right), "originals_returned")
    nobody = partial(give, receiver_name="", shown="", originals_returned=True, actor=world.by("quay"))
    refused_by_guard(nobody, "receiver_name", "shown")
    give(originals_returned=True, actor=world.by("quay"), **right)
    row = Taken("T20", "deliver_at_counter", (S.READY, S.DELIVERED), 10, "ResultDelivered")
    paper = FormKind.RESULT_DELIVERY
    world.check(number, replace(row, paper=paper, due=world.due(), finished=True))
    assert found(number).delivered_at == world.at(2)


def test_t21_post_result(world: World) -> None:
    number = ready(world)
    post = partial(actions.post_result, number, at=world.at(2))
    refused_by_right(partial(post, waybill="VN1", address="Thôn 1", actor=world.by("vanthu")))
    refused_by_guard(partial(post, waybill="", address="", actor=world.by("quay")), "waybill", "address")
    post(waybill="VN123", address="Thôn 1", actor=world.by("quay"))
    row = Taken("T21", "post_result", (S.READY, S.READY), 9, "", FormKind.RESULT_HANDOVER)
    world.check(number, replace(row, due=world.due(), finished=True))


def test_t21_deliver_by_post(world: World) -> None:
    number = ready(world)
    proof = partial(actions.deliver_by_post, number, receiver_name="Nguyễn Văn Dân", at=world.at(4))
    refused_by_right(partial(proof, actor=world.by("chuyenvien")))
    refused_by_guard(partial(proof, actor=world.by("quay")))
    actions.post_result(number, waybill="VN123", address="Thôn 1", actor=world.by("quay"), at=world.at(2))
    proof(actor=world.by("quay"))
    row = Taken("T21", "deliver_by_post", (S.READY, S.DELIVERED), 10, "ResultDelivered")
    act = world.check(number, replace(row, due=world.due(), finished=True))
    assert Delivery.objects.get(act=act).waybill == "VN123"


def test_t22_deliver_online(world: World) -> None:
    number = ready(world)
    send = partial(actions.deliver_online, number, at=world.at(2))
    refused_by_right(partial(send, actor=world.by("chuyenvien")))
    Dossier.objects.filter(number=number).update(applicant_phone="")
    refused_by_guard(partial(send, actor=world.by("quay")), "contact", "result_way")
    Dossier.objects.filter(number=number).update(applicant_phone="0912345678", result_way="ONLINE")
    send(actor=world.by("quay"))
    row = Taken("T22", "deliver_online", (S.READY, S.DELIVERED), 10, "ResultDelivered")
    world.check(number, replace(row, due=world.due(), finished=True))


def test_t23_tell_early(world: World) -> None:
    number = ready(world)
    tell = partial(actions.tell_early, number)
    refused_by_right(partial(tell, actor=world.by("chuyenvien"), at=world.at(2)))
    refused_by_guard(partial(tell, actor=world.by("quay"), at=world.at(9, "08:00")))
    tell(actor=world.by("quay"), at=world.at(8))
    row = Taken("T23", "tell_early", (S.READY, S.READY), 9, "EarlyResultTold", None, world.due())
    world.check(number, replace(row, finished=True))


def test_t24_forward(world: World) -> None:
    number = str(world.office.accepted(world.at()))
    pass_on = partial(actions.forward, number, at=world.at(0, "15:01"))
    there, here = (world.office.unit(code).pk for code in ("H99.41.VP", "H99.15.HT"))
    refused_by_right(partial(pass_on, unit_id=there, reason="Thuộc xã", actor=world.by("chuyenvien")))
    refused_by_guard(partial(pass_on, unit_id=there, reason="", actor=world.by("quay")), "reason")
    refused_by_guard(partial(pass_on, unit_id=here, reason="Thuộc phòng", actor=world.by("quay")))
    pass_on(unit_id=there, reason="Thuộc thẩm quyền xã", actor=world.by("quay"))
    row = Taken("T24", "forward", (S.ACCEPTED, S.ACCEPTED), 2, "DossierTransferred", None, world.due())
    act = world.check(number, row)
    assert Handover.objects.get(act=act).transfer_by == world.at(1, "07:30"), "the 15:00 rule counts anew"
    assert found(number).agency.code == "H99.41"


def test_t25_report_loss(world: World) -> None:
    number = str(world.office.examined_by(world.at()))
    lost = partial(actions.report_loss, number, at=world.at(1))
    refused_by_right(
        partial(lost, papers=[1], circumstances="Mưa", remedy="Xin cấp lại", actor=world.by("chuyenvien"))
    )
    refused_by_guard(
        partial(lost, papers=[9], circumstances="", remedy="", actor=world.by("quay")),
        "papers",
        "circumstances",
        "remedy",
    )
    lost(papers=[1], circumstances="Mưa ướt", remedy="Xin cấp lại", actor=world.by("quay"))
    row = Taken("T25", "report_loss", (S.PROCESSING, S.PROCESSING), 4, "PapersLost", FormKind.LOSS_REPORT)
    world.check(number, replace(row, due=world.due()))


def test_t26_settle_at_once(world: World) -> None:
    settle = partial(actions.settle_at_once, at=world.at())
    intake = world.office.intake(IMMEDIATE)
    refused_by_right(partial(settle, intake, outcome="Đã chứng thực", actor=world.by("thuquy")))
    with pytest.raises(IntakeRefused):
        settle(world.office.intake(IMMEDIATE), outcome=" ", actor=world.by("quay"))
    with pytest.raises(IntakeRefused):
        settle(world.office.intake(), outcome="Đã trả", actor=world.by("quay"))
    number = str(settle(intake, outcome="Đã chứng thực 2 bản", actor=world.by("quay")))
    dossier = found(number)
    assert (dossier.due_at, dossier.due_on, dossier.finished_at) == (None, None, world.at())
    assert dossier.acts.get().transition == "T26" and dossier.stands.national_code == 10
    assert not Slip.objects.filter(dossier=dossier, kind="RECEIPT").exists(), "form 01 only when asked for"
    wants = settle(
        world.office.intake(IMMEDIATE), outcome="Đã trả", wants_receipt=True, actor=world.by("quay")
    )
    world.check_paper(wants, FormKind.RECEIPT, world.at())


def test_t27_recall(world: World) -> None:
    number = ready(world)
    call_back = partial(actions.recall, number, limit=Limit.of(2, "WORKING_DAY"), at=world.at(3))
    said = {"reason": "Ghi sai năm sinh", "legal_ground": "QĐ 5/QĐ-STP"}
    refused_by_right(partial(call_back, actor=world.by("vanthu"), **said))
    empty = dict.fromkeys(said, "")
    refused_by_guard(partial(call_back, actor=world.by("giamdoc_so"), **empty), *said)
    call_back(actor=world.by("giamdoc_so"), **said)
    row = Taken("T27", "recall", (S.READY, S.PROCESSING), 4, "ResultRecalled", FormKind.RECALL)
    act = world.check(number, replace(row, due=world.due(7)))
    assert Redating.objects.get(act=act).reason == "REOPEN"
    assert found(number).holder_id == world.office.officer("chuyenvien").pk
