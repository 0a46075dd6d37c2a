"""The papers at the end: result handed over, money received, losses, results called back."""

from __future__ import annotations

from motcua.apps.dossiers.models import Delivery, Dossier, Result, ResultWay
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.slips import heads, parts
from motcua.apps.dossiers.slips.occasion import Occasion
from motcua.apps.dossiers.slips.refusals import SlipNotReady
from motcua.apps.payments.models import BillKind, PaymentMethod
from motcua.apps.payments.queries import unpaid
from motcua.rules.folding import fold
from motcua.rules.forms import (
    Contact,
    FeeReceipt,
    LossReport,
    Missing,
    Recall,
    ResultDelivery,
    ResultHandover,
    ResultHandoverRow,
    ResultLine,
)

DELIVERY_TITLE = "Giấy biên nhận trả kết quả"


def result_delivery(it: Occasion) -> ResultDelivery:
    """Giấy biên nhận trả kết quả (T20–T22): who handed what to whom, and the originals given back."""
    dossier, center = it.dossier, heads.centre(it.dossier.receiving_unit_id)
    given = Delivery.objects.filter(act=it.last_act).first()
    if given is None:
        raise SlipNotReady(DELIVERY_TITLE, (Missing("recipient", "Người nhận kết quả"),))
    return ResultDelivery(
        head=center.head,
        issued_at=it.moment,
        number=dossier.number or "",
        procedure_name=dossier.version.name,
        owner_name=dossier.applicant_name,
        giver=heads.contact(it.actor, center),
        recipient=_recipient(dossier, it.told.get("receiver", "") or given.receiver_name),
        recipient_id=given.receiver_number,
        recipient_capacity=_capacity(given, dossier),
        results=_results(dossier),
        returned_papers=tuple(parts.paper_line(p) for p in dossier.papers.filter(returned_at=it.at)),
        way_text=str(ResultWay(given.way).label),
        waybill=given.waybill,
        fee_text=parts.fee_text(parts.bills_of(dossier)),
        delivered_at=it.moment,
    )


def _recipient(dossier: Dossier, name: str) -> Contact:
    known = {
        dossier.applicant_name: dossier.applicant_phone,
        dossier.submitter_name: dossier.submitter_phone,
    }
    return Contact(name, known.get(name, ""))


def _capacity(given: Delivery, dossier: Dossier) -> str:
    if given.way == ResultWay.POST:
        return "Người ký nhận với bưu chính"
    if given.shown == "AUTHORITY":
        return f"Người được ủy quyền ({given.authority})"
    if given.shown == "RECEIPT":
        return "Người xuất trình giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    is_submitter = fold(given.receiver_name) == fold(dossier.submitter_name) != fold(dossier.applicant_name)
    return "Người nộp hồ sơ" if is_submitter else "Chủ hồ sơ"


def newest_result(dossier: Dossier) -> Result | None:
    """The result in force: the last one sealed."""
    return Result.objects.filter(act__dossier=dossier).order_by("-act__seq").first()


def _line(dossier: Dossier, result: Result) -> ResultLine:
    """The kind is what the published procedure calls its result, when it names exactly one."""
    names = [row["name"] for row in dossier.version.results if row.get("name")]
    kind = names[0] if len(names) == 1 else "Kết quả giải quyết thủ tục hành chính"
    return ResultLine(kind, result.number, result.summary, result.issued_on)


def _results(dossier: Dossier) -> tuple[ResultLine, ...]:
    result = newest_result(dossier)
    return (_line(dossier, result),) if result else ()


def result_handover(it: Occasion) -> ResultHandover:
    """Phiếu bàn giao kết quả to the post, with the waybill (T21)."""
    dossier, center = it.dossier, heads.centre(it.dossier.receiving_unit_id)
    result = newest_result(dossier)
    waybill = it.told.get("waybill", "").strip()
    row = ResultHandoverRow(
        number=dossier.number or "",
        subject=dossier.subject,
        result=f"{result.number} – {result.summary}" if result else "",
        owner_name=dossier.applicant_name,
        address=dossier.result_address or dossier.applicant_address,
        fee_due=bool(unpaid(f"dossier:{dossier.pk}", BillKind.FEE)),
        by_post=True,
    )
    return ResultHandover(
        head=center.head,
        issued_at=it.moment,
        settling_unit=heads.agency(dossier).name,
        receiving_unit=f"Bưu chính công ích (số hiệu bưu gửi {waybill})" if waybill else "Bưu chính công ích",
        rows=(row,),
        giver_name=it.actor.name,
        receiver_name=it.told.get("receiver", ""),
    )


def fee_receipt(it: Occasion) -> FeeReceipt:
    """Biên lai of the newest payment of a bill; its number is the cashier's, not a slip's."""
    dossier, center, bill = it.dossier, heads.centre(it.dossier.receiving_unit_id), it.told.get("bill")
    payment = bill.payments.order_by("-pk").first() if bill else None
    if bill is None or payment is None:
        raise SlipNotReady("Biên lai thu tiền", (Missing("receipt_number", "Khoản tiền đã thu"),))
    return FeeReceipt(
        collecting_unit=center.name,
        place=center.head.place,
        receipt_number=payment.receipt_number,
        issued_at=civil(payment.at),
        procedure_name=dossier.subject,
        payer_name=bill.payer,
        number=dossier.number or "",
        address=dossier.applicant_address,
        lines=parts.fee_lines(bill),
        method_text=str(PaymentMethod(payment.method).label),
        collector_name=payment.officer_name,
    )


def loss_report(it: Occasion) -> LossReport:
    """Biên bản về giấy tờ bị mất, hỏng (T25, NĐ 61/2018 Đ.21). Told: papers (ordinals), remedy, remedy_by."""
    dossier, center = it.dossier, heads.centre(it.dossier.receiving_unit_id)
    officer = heads.receiving_officer(it.actor, "Người lập biên bản")
    lost = dossier.papers.filter(ordinal__in=it.told.get("papers", ()))
    return LossReport(
        head=center.head,
        issued_at=it.moment,
        number=dossier.number or "",
        owner_name=dossier.applicant_name,
        subject=dossier.subject,
        found_at=it.moment,
        participants=(f"{officer.name}, {officer.position}",),
        papers=tuple(parts.paper_line(paper) for paper in lost),
        circumstances=it.reason,
        remedy=it.told.get("remedy", "").strip(),
        remedy_by=it.told.get("remedy_by"),
        signatory=officer,
    )


def recall(it: Occasion) -> Recall:
    """Thông báo thu hồi kết quả sai (T27), with the apology and the new appointment. Told: legal_ground."""
    dossier, issuer = it.dossier, heads.agency(it.dossier)
    result = newest_result(dossier)
    if result is None:
        raise SlipNotReady("Thông báo thu hồi kết quả", (Missing("result", "Kết quả bị thu hồi"),))
    return Recall(
        head=issuer.head,
        issued_at=it.moment,
        applicant=parts.owner(dossier),
        number=dossier.number or "",
        subject=dossier.subject,
        result=_line(dossier, result),
        reason=it.reason,
        legal_basis=it.told.get("legal_ground", "").strip(),
        decision="Thu hồi kết quả nêu trên và giải quyết lại hồ sơ",
        new_due_at=parts.shown(dossier.due_at),
        center_name=heads.centre(dossier.receiving_unit_id).name,
        signatory=heads.signatory(it),
    )
