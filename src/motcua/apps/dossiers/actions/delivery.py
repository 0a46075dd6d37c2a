"""Handing the result to the applicant: at the counter (T20), by post (T21), online (T22); telling early (T23)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.actions.acting import act, lock, tell
from motcua.apps.dossiers.actions.obligation import owner_of
from motcua.apps.dossiers.models import Act, Delivery, Dossier, Paper, Result, ResultWay
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.payments import queries as bills
from motcua.rules.actors import Actor
from motcua.rules.facts import EarlyResultTold, ResultDelivered
from motcua.rules.folding import fold
from motcua.rules.forms import FormKind
from motcua.rules.identity import id_fault

SHOWN = {
    "IDENTITY": "Căn cước của chủ hồ sơ hoặc người nộp",
    "RECEIPT": "Giấy tiếp nhận và hẹn trả",
    "AUTHORITY": "Giấy ủy quyền",
}


@transaction.atomic
def deliver_at_counter(
    number: str,
    *,
    receiver_name: str,
    receiver_number: str = "",
    shown: str,
    authority: str = "",
    originals_returned: bool = False,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Give the result to the right person (T20, NĐ 61/2018 Đ.6, Đ.20): paper shown, fee paid, originals back."""
    dossier = lock(number, actor=actor, verb="deliver_at_counter", seen=seen)
    has_originals = dossier.papers.filter(originals__gt=0, returned_at=None).exists()
    faults = _receiver_faults(receiver_name, receiver_number, shown, authority)
    faults = faults or _stranger_faults(dossier, receiver_name, receiver_number, shown)
    if has_originals and not originals_returned:
        faults["originals_returned"] = "Hồ sơ có bản chính: hãy trả lại và đánh dấu đã trả."
    faults |= _fee_faults(dossier)
    if faults:
        raise GuardNotMet("Chưa trả được kết quả. Hãy sửa các mục báo đỏ.", faults)
    if has_originals:
        Paper.objects.filter(dossier=dossier, originals__gt=0, returned_at=None).update(returned_at=at)
    _deliver(
        dossier,
        "deliver_at_counter",
        Delivery(
            way="COUNTER",
            receiver_name=receiver_name.strip(),
            receiver_number=receiver_number,
            shown=shown,
            authority=authority.strip(),
            originals_returned=has_originals,
        ),
        actor=actor,
        at=at,
    )
    slips.issue(dossier, FormKind.RESULT_DELIVERY, actor=actor, at=at, receiver=receiver_name.strip())
    return dossier


def _receiver_faults(receiver_name: str, receiver_number: str, shown: str, authority: str) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not receiver_name.strip():
        faults["receiver_name"] = "Hãy ghi họ tên người nhận."
    if fault := id_fault(receiver_number):
        faults["receiver_number"] = fault
    if shown not in SHOWN:
        faults["shown"] = "Hãy chọn giấy tờ người nhận đã xuất trình."
    if shown == "AUTHORITY" and not authority.strip():
        faults["authority"] = "Hãy ghi số, ngày giấy ủy quyền."
    return faults


def _stranger_faults(dossier: Dossier, name: str, number: str, shown: str) -> dict[str, str]:
    """The result goes to the applicant or who filed for him; anybody else needs an authority, and is written down."""
    known = [
        (fold(dossier.applicant_name), dossier.applicant_number),
        (fold(dossier.submitter_name), dossier.submitter_number),
    ]
    is_known = any(
        fold(name) == who and (not number or not theirs or number == theirs) for who, theirs in known
    )
    if shown == "IDENTITY" and not is_known:
        return {
            "receiver_name": "Người nhận không phải chủ hồ sơ hay người nộp. "
            "Nếu nhận thay, hãy chọn «Giấy ủy quyền» và ghi số giấy."
        }
    if not is_known and not number:
        return {"receiver_number": "Người nhận không phải chủ hồ sơ: hãy ghi số căn cước của người nhận."}
    return {}


def _fee_faults(dossier: Dossier) -> dict[str, str]:
    owed = sum(bill.amount for bill in bills.unpaid(owner_of(dossier)))
    if not owed:
        return {}
    amount = f"{owed:,}".replace(",", ".")
    return {"fee": f"Còn {amount} đồng phí, lệ phí chưa thu. Hãy thu trước khi trả kết quả."}


@transaction.atomic
def post_result(
    number: str, *, waybill: str, address: str, actor: Actor, at: datetime, seen: int | None = None
) -> Dossier:
    """Give the result to the post with a waybill (T21); it is delivered when the post proves it."""
    dossier = lock(number, actor=actor, verb="post_result", seen=seen)
    faults = _fee_faults(dossier)
    if not waybill.strip():
        faults["waybill"] = "Hãy ghi số vận đơn của bưu chính."
    if not address.strip():
        faults["address"] = "Hãy ghi địa chỉ nhận kết quả."
    if faults:
        raise GuardNotMet("Chưa giao được cho bưu chính. Hãy sửa các mục báo đỏ.", faults)
    dossier.result_address = address.strip()
    note = {"waybill": waybill.strip()}
    act(dossier, "post_result", actor=actor, at=at, ground=f"Vận đơn {waybill.strip()}", note=note)
    slips.issue(dossier, FormKind.RESULT_HANDOVER, actor=actor, at=at, waybill=waybill.strip())
    return dossier


@transaction.atomic
def deliver_by_post(
    number: str, *, receiver_name: str, actor: Actor, at: datetime, seen: int | None = None
) -> Dossier:
    """The post has proof of delivery (T21)."""
    dossier = lock(number, actor=actor, verb="deliver_by_post", seen=seen)
    posted = _since_the_result(dossier).filter(verb="post_result").order_by("-seq").first()
    if posted is None:
        raise GuardNotMet("Kết quả chưa giao cho bưu chính. Hãy ghi số vận đơn trước.")
    if not receiver_name.strip():
        raise GuardNotMet(
            "Hãy ghi người nhận.", {"receiver_name": "Hãy ghi họ tên người ký nhận với bưu chính."}
        )
    detail = Delivery(way="POST", receiver_name=receiver_name.strip(), waybill=posted.note["waybill"])
    _deliver(dossier, "deliver_by_post", detail, actor=actor, at=at)
    return dossier


@transaction.atomic
def deliver_online(number: str, *, actor: Actor, at: datetime, seen: int | None = None) -> Dossier:
    """Give the electronic result: the file is there and the applicant can be told (T22, NĐ 224/2026)."""
    dossier = lock(number, actor=actor, verb="deliver_online", seen=seen)
    faults = _fee_faults(dossier)
    if not Result.objects.filter(act__dossier=dossier, file__isnull=False).exists():
        faults["file"] = "Chưa có tệp kết quả điện tử."
    if dossier.result_way != ResultWay.ONLINE:
        faults["result_way"] = (
            "Người nộp chưa chọn nhận kết quả trực tuyến. "
            "Nếu người nộp yêu cầu, hãy đính chính cách nhận kết quả rồi trả."
        )
    if not (dossier.applicant_phone or dossier.applicant_email):
        faults["contact"] = (
            "Người nộp không có số điện thoại hoặc thư điện tử. Hãy trả tại quầy hoặc qua bưu chính."
        )
    if faults:
        raise GuardNotMet("Chưa trả trực tuyến được. " + " ".join(faults.values()), faults)
    detail = Delivery(
        way="ONLINE", receiver_name=dossier.applicant_name, receiver_number=dossier.applicant_number
    )
    _deliver(dossier, "deliver_online", detail, actor=actor, at=at)
    return dossier


@transaction.atomic
def tell_early(number: str, *, actor: Actor, at: datetime) -> Dossier:
    """Tell the applicant that the result is ready before its day (T23, NĐ 61/2018 Đ.20)."""
    dossier = lock(number, actor=actor, verb="tell_early")
    if dossier.due_on is None or civil(at).date() >= dossier.due_on:
        raise GuardNotMet("Kết quả không sớm hơn ngày hẹn nên không cần báo sớm.")
    if _since_the_result(dossier).filter(verb="tell_early").exists():
        raise GuardNotMet("Đã báo người nộp có kết quả sớm.")
    made = act(dossier, "tell_early", actor=actor, at=at)
    tell(EarlyResultTold, dossier, made, actor=actor, at=at)
    return dossier


def _since_the_result(dossier: Dossier) -> QuerySet[Act]:
    """The acts after the newest sealing: what was done with a result that was recalled does not count."""
    sealed = dossier.acts.filter(verb="seal").order_by("-seq").values_list("seq", flat=True).first() or 0
    return dossier.acts.filter(seq__gt=sealed)


def _deliver(dossier: Dossier, verb: str, detail: Delivery, *, actor: Actor, at: datetime) -> None:
    dossier.delivered_at = at
    dossier.step_key = ""
    made = act(dossier, verb, actor=actor, at=at, ground=detail.receiver_name)
    detail.act = made
    detail.save(force_insert=True)
    tell(ResultDelivered, dossier, made, actor=actor, at=at)
