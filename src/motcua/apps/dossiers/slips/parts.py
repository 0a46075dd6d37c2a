"""The lines many papers share: the applicant, the papers handed in, the limit, the due date, the money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from motcua.apps.dossiers.models import Channel, Dossier, Paper, ResultWay
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.slips.heads import Issuer
from motcua.apps.dossiers.slips.refusals import SlipNotReady
from motcua.apps.payments.models import Bill, BillKind, BillState
from motcua.rules.deadlines import Limit, Unit
from motcua.rules.forms import FeeLine, Missing, PaperLine, Party
from motcua.rules.words import date_text, money_text, short_moment


def owner(dossier: Dossier) -> Party:
    """The owner of the dossier as declared on the day of filing."""
    return Party(
        name=dossier.applicant_name,
        address=dossier.applicant_address,
        phone=dossier.applicant_phone,
        email=dossier.applicant_email,
        personal_id=dossier.applicant_number,
    )


def submitter(dossier: Dossier) -> Party:
    """Who brought the dossier; the owner unless somebody else is named. Another's address was not asked for."""
    if not dossier.submitter_name:
        return owner(dossier)
    return Party(
        name=dossier.submitter_name,
        phone=dossier.submitter_phone,
        personal_id=dossier.submitter_number,
    )


def is_online(dossier: Dossier) -> bool:
    """Filed by the applicant himself online: nobody signs at the counter. Typed in for him, he stands there."""
    return dossier.channel == Channel.ONLINE


def paper_line(paper: Paper) -> PaperLine:
    """One paper with its originals, certified and plain copies."""
    return PaperLine(
        name=paper.name,
        originals=paper.originals,
        certified=paper.certified,
        copies=paper.copies,
        electronic=paper.file_id is not None and not (paper.originals or paper.certified or paper.copies),
        note="Dùng lại giấy tờ đã số hóa" if paper.reused else "",
    )


def handed_in(papers: Iterable[Paper]) -> tuple[PaperLine, ...]:
    """The papers that were handed in, in the order of the list; one line says so when there are none."""
    return tuple(paper_line(paper) for paper in papers if paper.is_in) or (
        PaperLine("Không nộp giấy tờ nào"),
    )


def received(dossier: Dossier, title: str) -> datetime:
    """When the dossier was received. Raises SlipNotReady for one that was not accepted."""
    if dossier.received_at is None:
        raise SlipNotReady(title, (Missing("received_at", "Thời gian nhận hồ sơ"),))
    return civil(dossier.received_at)


def is_end_of_day(at: datetime) -> bool:
    """A limit of whole days ends at 24:00, kept as 00:00 of the next day (Điều 148 Bộ luật Dân sự 2015)."""
    return at.hour == at.minute == 0


def shown(at: datetime | None) -> datetime | None:
    """A due moment as a paper prints it: the end of a day as 23:59 of that day, never as the day after."""
    if at is None:
        return None
    moment = civil(at)
    return moment - timedelta(minutes=1) if is_end_of_day(moment) else moment


def demanded(at: datetime | None, title: str, label: str) -> datetime:
    """A due moment without which the paper makes no sense. Raises SlipNotReady naming `label`."""
    moment = shown(at)
    if moment is None:
        raise SlipNotReady(title, (Missing("due_at", label),))
    return moment


def limit_text(dossier: Dossier) -> str:
    """The limit of the law; the shorter one the office commits to stands behind it."""
    promised = Limit.of(dossier.limit_value, dossier.limit_unit)
    law = Limit.of(dossier.law_limit_value, dossier.law_limit_unit or dossier.limit_unit)
    if dossier.law_limit_unit and law != promised:
        return f"{law.text} (cơ quan cam kết {promised.text})"
    return promised.text


def due_text(dossier: Dossier) -> str:
    """How the appointment was reached, or what stands in its place; empty when neither is known."""
    limit = Limit.of(dossier.limit_value, dossier.limit_unit)
    if dossier.due_at is None:
        known = {Unit.IMMEDIATE: "Trả kết quả ngay", Unit.SAME_DAY: "Trả kết quả trong ngày làm việc"}
        return known.get(limit.unit, "")
    if is_end_of_day(civil(dossier.due_at)) and dossier.due_on:
        return f"Hết {date_text(dossier.due_on)}"
    if dossier.start_at is None or not limit.unit.has_value:
        return ""
    start = short_moment(civil(dossier.start_at))
    calendar = ", theo lịch làm việc của cơ quan" if limit.unit.counts_working_time else ""
    return f"Tính {limit.text} từ {start}{calendar}"


def result_place(dossier: Dossier, center: Issuer) -> str:
    """Where the applicant wants the result."""
    if dossier.result_way == ResultWay.POST:
        return f"Qua bưu chính, đến {dossier.result_address or dossier.applicant_address}".removesuffix(
            ", đến "
        )
    if dossier.result_way == ResultWay.ONLINE:
        return ResultWay.ONLINE.label
    return center.named_place


def bills_of(dossier: Dossier) -> list[Bill]:
    """Everything billed to a dossier, oldest first; its payments are not read."""
    return list(Bill.objects.filter(owner=f"dossier:{dossier.pk}").order_by("pk"))


def fee_lines(bill: Bill) -> tuple[FeeLine, ...]:
    """The items of a bill; lệ phí are marked."""
    return tuple(FeeLine(row["name"], int(row["amount"]), row["kind"] == "CHARGE") for row in bill.lines)


_MONEY_STATES = {
    BillState.UNPAID: "chưa nộp",
    BillState.PAID: "đã nộp",
    BillState.EXEMPT: "được miễn",
    BillState.REFUNDED: "đã hoàn trả",
}


def fee_text(bills: Sequence[Bill]) -> str:
    """The fees of a dossier and whether they are paid; empty when nothing was billed."""
    fees = [bill for bill in bills if bill.kind == BillKind.FEE and bill.state != BillState.CANCELLED]
    return "; ".join(f"{money_text(bill.amount)}, {_MONEY_STATES[BillState(bill.state)]}" for bill in fees)


def paid(bills: Iterable[Bill]) -> int:
    """Đồng paid so far, refunds included."""
    return sum(bill.amount for bill in bills if bill.state in (BillState.PAID, BillState.REFUNDED))


def refunded(bills: Iterable[Bill]) -> int:
    """Đồng given back."""
    return sum(bill.amount for bill in bills if bill.state == BillState.REFUNDED)
