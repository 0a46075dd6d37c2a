"""A financial obligation found while processing: the clock pauses (T14) and goes on when it is paid (T15)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from motcua.apps.dossiers import clock, slips
from motcua.apps.dossiers.actions.acting import Holding, act, ensure_leaves, ensure_step, lock, opened, tell
from motcua.apps.dossiers.actions.redating import note_redating
from motcua.apps.dossiers.models import Dossier, Obligation, Pause
from motcua.apps.dossiers.placing import case_officer_of, civil
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.payments import actions as payments
from motcua.apps.payments import queries as bills
from motcua.apps.payments.actions import BillLine
from motcua.apps.payments.models import BillKind, BillState, PaymentMethod
from motcua.rules.actors import Actor
from motcua.rules.clock import ClockEvent, Happening
from motcua.rules.facts import ObligationRaised, ObligationSettled
from motcua.rules.forms import FormKind


@transaction.atomic
def require_payment(
    number: str,
    *,
    name: str,
    amount: int,
    notice: str,
    pay_by: date,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Ask the applicant to pay `amount` đồng by `pay_by` under notice `notice`; the clock pauses."""
    dossier = lock(number, actor=actor, verb="require_payment", seen=seen)
    ensure_step(dossier, "examine")
    faults: dict[str, str] = {}
    if amount <= 0:
        faults["amount"] = "Số tiền phải lớn hơn 0 đồng."
    if not notice.strip():
        faults["notice"] = "Hãy ghi số thông báo nộp tiền."
    if not name.strip():
        faults["name"] = "Hãy ghi nội dung phải nộp."
    if pay_by < civil(at).date():
        faults["pay_by"] = "Hạn nộp không thể ở quá khứ."
    if faults:
        raise GuardNotMet("Chưa gửi được thông báo nộp tiền. Hãy sửa các mục báo đỏ.", faults)
    bill = payments.raise_bill(
        owner_of(dossier),
        [BillLine(name.strip(), amount)],
        payer=dossier.applicant_name,
        actor=actor,
        at=at,
        kind=BillKind.OBLIGATION,
        notice=notice.strip(),
        due_on=pay_by,
    )
    used = clock.fold(dossier).used_at(civil(at), clock.calendar_of(dossier))
    dossier.paused_since = at
    holding = Holding(dossier.receiving_unit_id)
    made = act(
        dossier,
        "require_payment",
        actor=actor,
        at=at,
        ground=f"{name.strip()} ({notice.strip()})",
        holding=holding,
    )
    Pause.objects.create(act=made, reason="OBLIGATION", used_minutes=used)
    Obligation.objects.create(act=made, bill_id=bill.pk, amount=amount, notice=notice.strip(), pay_by=pay_by)
    slips.issue(dossier, FormKind.PAYMENT_NOTICE, actor=actor, at=at, bill=bill)
    tell(ObligationRaised, dossier, made, actor=actor, at=at)
    return dossier


@transaction.atomic
def settle_obligation(
    number: str,
    *,
    method: str,
    actor: Actor,
    at: datetime,
    reference: str | None = None,
    seen: int | None = None,
) -> Dossier:
    """The cashier (or the gateway) received the money: the clock goes on with what remained."""
    dossier = lock(number, actor=actor, verb="settle_obligation", seen=seen)
    ensure_leaves(dossier, "settle_obligation")
    open_bills = bills.unpaid(owner_of(dossier), BillKind.OBLIGATION)
    if not open_bills:
        raise GuardNotMet("Hồ sơ không có nghĩa vụ tài chính nào chờ nộp.")
    bill = open_bills[0]
    if method not in PaymentMethod.values:
        raise GuardNotMet("Chưa ghi được khoản thu.", {"method": "Hãy chọn cách nộp tiền."})
    payments.take_payment(
        bill.pk,
        amount=bill.amount,
        method=method,
        unit_id=dossier.receiving_unit_id,
        actor=actor,
        at=at,
        reference=(reference or "").strip() or None,
    )
    state = clock.fold(dossier, also=[ClockEvent(Happening.RESUMED, civil(at))])
    before = dossier.due_at
    clock.write_due(dossier, state.due)
    dossier.paused_since = None
    step = process_of(dossier).step(dossier.step_key)
    holding = opened(dossier, step, at=at, officer_id=case_officer_of(dossier, step, at))
    made = act(dossier, "settle_obligation", actor=actor, at=at, holding=holding)
    note_redating(made, "RESUME", before, dossier)
    slips.issue(dossier, FormKind.FEE_RECEIPT, actor=actor, at=at, bill=bill)
    due_text = dossier.due_at.isoformat() if dossier.due_at else ""
    tell(ObligationSettled, dossier, made, actor=actor, at=at, due_at=due_text)
    return dossier


def drop_obligations(dossier: Dossier, *, ground: str, actor: Actor, at: datetime) -> None:
    """Cancel what is still to be paid of a dossier that ends without a result: nobody may take that money now."""
    for bill in bills.unpaid(owner_of(dossier), BillKind.OBLIGATION):
        payments.settle_otherwise(bill.pk, state=BillState.CANCELLED, ground=ground, actor=actor, at=at)


def owner_of(dossier: Dossier) -> str:
    """The name under which payments and the access log know a dossier."""
    return f"dossier:{dossier.pk}"
