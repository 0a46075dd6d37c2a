"""The agency's papers while it settles: refusal, stop, apology, consultation, payment notice."""

from __future__ import annotations

from motcua.apps.dossiers.models import Act, Decision
from motcua.apps.dossiers.slips import heads, parts
from motcua.apps.dossiers.slips.occasion import Occasion
from motcua.apps.dossiers.slips.refusals import SlipNotReady
from motcua.apps.office import queries as office
from motcua.rules.forms import (
    Apology,
    ConsultationSlip,
    Missing,
    PaymentNotice,
    Refusal,
    StopNotice,
)
from motcua.rules.lifecycle import State

STOP_TITLE = "Thông báo dừng giải quyết hồ sơ"
APOLOGY_TITLE = "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"


def refused(it: Occasion) -> Refusal:
    """Form 03 on the merits (T18, NĐ 61/2018 Đ.19.8): reason and ground as the authority wrote them."""
    dossier, issuer = it.dossier, heads.agency(it.dossier)
    decision = _decision(it.last_act)
    reason = decision.reason if decision else it.reason
    if decision is not None and decision.kind == "STOP":
        reason = f"Dừng giải quyết hồ sơ. {reason}"
    return Refusal(
        head=issuer.head,
        issued_at=it.moment,
        applicant=parts.owner(dossier),
        number=dossier.number or "",
        subject=dossier.subject,
        reason=reason,
        legal_basis=decision.legal_ground if decision else it.told.get("legal_ground", "").strip(),
        contact=heads.contact(it.actor, issuer),
        signatory=heads.signatory(it),
        online=parts.is_online(dossier),
    )


def _decision(act: Act | None) -> Decision | None:
    return Decision.objects.filter(act=act).first() if act and act.verb == "refuse" else None


def stop_notice(it: Occasion) -> StopNotice:
    """Form 05 of TT 03/2025: the applicant asked to stop before a decision was made."""
    dossier, issuer = it.dossier, heads.agency(it.dossier)
    bills = parts.bills_of(dossier)
    papers = [
        paper.name for paper in dossier.papers.all() if paper.originals or paper.certified or paper.copies
    ]
    asked = it.last_act.withdrawal if it.last_act and it.last_act.verb == "withdraw" else None
    return StopNotice(
        head=issuer.head,
        issued_at=it.moment,
        number=dossier.number or "",
        applicant=parts.owner(dossier),
        subject=dossier.subject,
        received_at=parts.received(dossier, STOP_TITLE),
        requested_at=it.moment,
        request_text=f"Rút hồ sơ. Lý do: {asked.reason} (người đề nghị: {asked.asked_by})"
        if asked
        else it.reason,
        stage=_stage(it.last_act),
        decision="Dừng giải quyết hồ sơ theo đề nghị, trả lại giấy tờ đã nộp",
        fees_paid=parts.paid(bills) if bills else None,
        fees_refunded=parts.refunded(bills) if bills else None,
        papers_text="; ".join(papers),
        center_name=heads.centre(dossier.receiving_unit_id).name,
        signatory=heads.signatory(it),
    )


def _stage(act: Act | None) -> str:
    return State(act.from_state).label if act and act.from_state else ""


def apology(it: Occasion) -> Apology:
    """Form 04 (T16, NĐ 61/2018 Đ.19.9): the old and the new appointment, with the reason."""
    dossier, issuer = it.dossier, heads.agency(it.dossier)
    center = heads.centre(dossier.receiving_unit_id)
    return Apology(
        head=issuer.head,
        issued_at=it.moment,
        applicant=parts.owner(dossier),
        field_text=dossier.version.field.name,
        subject=dossier.subject,
        number=dossier.number or "",
        received_at=parts.received(dossier, APOLOGY_TITLE),
        due_at=parts.demanded(it.told.get("old_due_at"), APOLOGY_TITLE, "Thời gian hẹn trả kết quả"),
        reason=it.reason,
        new_due_at=parts.demanded(dossier.due_at, APOLOGY_TITLE, "Thời gian hẹn trả kết quả lại"),
        center_name=center.name,
        contact_text=heads.contact_text(it.actor, issuer),
        signatory=heads.signatory(it),
    )


def consultation(it: Occasion) -> ConsultationSlip:
    """Phiếu lấy ý kiến (T9, NĐ 61/2018 Đ.19.5): the question and the time to answer by."""
    dossier, issuer, asked = it.dossier, heads.agency(it.dossier), it.told.get("consultation")
    if asked is None:
        raise SlipNotReady("Phiếu lấy ý kiến", (Missing("questions", "Nội dung lấy ý kiến"),))
    unit = office.unit(asked.unit_id)
    is_ours = unit.agency_id == dossier.agency_id
    return ConsultationSlip(
        head=issuer.head,
        issued_at=it.moment,
        to_agency=unit.name if is_ours else f"{unit.name}, {unit.agency.name}",
        number=dossier.number or "",
        owner_name=dossier.applicant_name,
        subject=dossier.subject,
        questions=tuple(line.strip() for line in asked.question.splitlines() if line.strip()),
        reply_by=parts.demanded(asked.due_at, "Phiếu lấy ý kiến", "Thời hạn trả lời"),
        due_at=parts.shown(dossier.due_at),
        contact_text=heads.contact_text(it.actor, issuer),
        signatory=heads.signatory(it),
    )


def payment_notice(it: Occasion) -> PaymentNotice:
    """Thông báo thực hiện nghĩa vụ tài chính (T14): what to pay, by when, where; the clock pauses."""
    dossier, issuer, bill = it.dossier, heads.agency(it.dossier), it.told.get("bill")
    if bill is None:
        raise SlipNotReady("Thông báo nộp tiền", (Missing("lines", "Khoản phải nộp"),))
    return PaymentNotice(
        head=issuer.head,
        issued_at=it.moment,
        applicant=parts.owner(dossier),
        number=dossier.number or "",
        subject=dossier.subject,
        lines=parts.fee_lines(bill),
        pay_by=bill.due_on,
        ways=(f"Nộp tại {heads.centre(dossier.receiving_unit_id).named_place}",),
        legal_basis=f"Thông báo số {bill.notice}" if bill.notice else "",
        clock_text="Thời hạn giải quyết tạm dừng từ ngày thông báo đến khi nộp xong",
        contact_text=heads.contact_text(it.actor, issuer),
        signatory=heads.signatory(it),
    )
