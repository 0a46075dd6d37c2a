"""The papers of reception: receipt, supplement request, refusal of reception, papers given back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from motcua.apps.dossiers.models import Channel, Dossier, Paper, PaperVerdict, Slip, SupplementRequest
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.secrecy import secret_of
from motcua.apps.dossiers.slips import heads, parts
from motcua.apps.dossiers.slips.freezing import ADDRESS_PART
from motcua.apps.dossiers.slips.occasion import Asked, Occasion
from motcua.apps.payments.models import Bill
from motcua.rules.forms import PapersReturn, Receipt, Refusal, Supplement, SupplementItem
from motcua.rules.words import short_moment

RECEIPT_TITLE = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"


def receipt(it: Occasion, papers: Sequence[Paper], bills: Sequence[Bill]) -> Receipt:
    """Form 01 in its first version, with the secret that opens the dossier's page to its owner."""
    dossier, center = it.dossier, heads.centre(it.dossier.receiving_unit_id)
    received_at = parts.received(dossier, RECEIPT_TITLE)
    number = dossier.number or ""
    secret = secret_of(dossier.provisional) if number else ""
    due_at = dossier.due_at
    is_whole_day = due_at is not None and parts.is_end_of_day(civil(due_at))
    return Receipt(
        head=center.head,
        issued_at=it.moment,
        number=number,
        submitter=parts.submitter(dossier),
        owner_name=dossier.applicant_name,
        owner_address=dossier.applicant_address if dossier.submitter_name else "",
        subject=dossier.subject,
        papers=parts.handed_in(papers),
        sets=dossier.sets,
        limit_text=parts.limit_text(dossier),
        received_at=received_at,
        due_at=None if is_whole_day or due_at is None else civil(due_at),
        due_text=parts.due_text(dossier),
        result_place=parts.result_place(dossier, center),
        channel_text=str(Channel(dossier.channel).label),
        fee_text=parts.fee_text(bills),
        receiver=heads.receiving_officer(it.actor, "Người tiếp nhận hồ sơ"),
        online=parts.is_online(dossier),
        tracking_url=f"{settings.PUBLIC_URL}/tra-cuu?so={number}{ADDRESS_PART}{secret}" if number else "",
        tracking_secret=secret,
    )


def replaced(old: Slip, dossier: Dossier, why: str) -> tuple[str, tuple[str, ...]]:
    """What a new version of the receipt says: which paper it replaces and why, and the date that no longer holds."""
    words = f"Thay giấy số {old.number} lập lúc {short_moment(civil(old.at))}"
    if why.strip():
        words += f". Lý do: {why.strip()}"
    before, now = old.data.get("due_at"), parts.shown(dossier.due_at)
    if before and (now is None or before != now.isoformat()):
        return words, ("Thời gian trả kết quả ghi trên giấy trước không còn áp dụng.",)
    return words, ()


def supplement(it: Occasion, wanted: Sequence[Asked], due_on: date) -> Supplement:
    """Form 02 for a dossier: one complete list (NĐ 61/2018 Đ.17, Đ.19.4)."""
    dossier, center = it.dossier, heads.centre(it.dossier.receiving_unit_id)
    request = SupplementRequest.objects.filter(act__dossier=dossier).order_by("-act__seq").first()
    return Supplement(
        head=center.head,
        issued_at=it.moment,
        number=dossier.number or "",
        applicant=parts.owner(dossier),
        subject=dossier.subject,
        items=items(wanted),
        reason=it.reason,
        deadline=due_on,
        clock_text=_clock_text(dossier, request.policy if request else ""),
        request_ordinal=max(dossier.supplements, 1),
        repeat_ground=request.leader_ground if request else "",
        contact=heads.contact(it.actor, center),
        officer=heads.receiving_officer(it.actor, "Người hướng dẫn"),
        online=parts.is_online(dossier),
    )


def items(wanted: Sequence[Asked]) -> tuple[SupplementItem, ...]:
    """The list of a supplement request, in the order it was made."""
    return tuple(SupplementItem(item.name, _defect(item.verdict), item.what.strip()) for item in wanted)


def _defect(verdict: str) -> str:
    return str(PaperVerdict(verdict).label) if verdict in (PaperVerdict.MISSING, PaperVerdict.WRONG) else ""


def _clock_text(dossier: Dossier, policy: str) -> str:
    if dossier.received_at is None:
        return "Thời hạn giải quyết tính từ khi hồ sơ được tiếp nhận, sau khi đã bổ sung đủ"
    if policy == "RESTART":
        return "Thời hạn giải quyết được tính lại từ khi nhận đủ giấy tờ bổ sung"
    return "Thời hạn giải quyết tạm dừng, được tính tiếp từ khi nhận đủ giấy tờ bổ sung"


def declined(it: Occasion) -> Refusal:
    """Form 03 at reception: wrong place or missing condition, with the reason and the right place (T6)."""
    dossier, center = it.dossier, heads.centre(it.dossier.receiving_unit_id)
    return Refusal(
        head=center.head,
        issued_at=it.moment,
        applicant=parts.owner(dossier),
        number=dossier.number or "",
        submitted_at=civil(dossier.submitted_at),
        subject=dossier.subject,
        reason=it.reason,
        legal_basis=it.told.get("legal_ground", "").strip(),
        right_place=it.told.get("go_to", "").strip(),
        contact=heads.contact(it.actor, center),
        signatory=heads.receiving_officer(it.actor, "Người tiếp nhận hồ sơ"),
        online=parts.is_online(dossier),
    )


def papers_return(it: Occasion) -> PapersReturn:
    """The slip that goes with papers given back: withdrawn, or a supplement that never came (T13, T17)."""
    dossier, center = it.dossier, heads.centre(it.dossier.receiving_unit_id)
    return PapersReturn(
        head=center.head,
        issued_at=it.moment,
        number=dossier.number or "",
        applicant=parts.owner(dossier),
        subject=dossier.subject,
        received_at=civil(dossier.received_at) if dossier.received_at else None,
        reason=it.reason,
        papers=parts.handed_in(dossier.papers.all()),
        fees_text=parts.fee_text(parts.bills_of(dossier)),
        officer=heads.receiving_officer(it.actor, "Người trả hồ sơ"),
        receiver_name=it.told.get("receiver", "") or _who_takes_back(it),
    )


def _who_takes_back(it: Occasion) -> str:
    """Who asked to withdraw; otherwise who handed the dossier in."""
    asked_by = ""
    if it.last_act is not None and it.last_act.verb == "withdraw":
        asked_by = it.last_act.withdrawal.asked_by
    return asked_by or it.dossier.submitter_name or it.dossier.applicant_name
