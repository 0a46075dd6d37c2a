"""Taking a fee that was left for later, or exempting it: the money is booked, the receipt issued, no step is taken."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.actions.acting import lock
from motcua.apps.dossiers.actions.obligation import owner_of
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.payments import actions as payments
from motcua.apps.payments import queries as bills
from motcua.apps.payments.models import Bill, BillState, PaymentMethod
from motcua.rules.actors import Actor
from motcua.rules.forms import FormKind


@transaction.atomic
def collect_fee(
    number: str,
    *,
    bill_id: int,
    method: str,
    actor: Actor,
    at: datetime,
    reference: str | None = None,
    seen: int | None = None,
) -> Dossier:
    """Take the full amount (đồng) of one open fee bill and issue its receipt.

    Raises GuardNotMet: no such open fee, an unknown way of paying, a transfer without its reference.
    """
    dossier = lock(number, actor=actor, verb="collect_fee", seen=seen)
    bill = _open_bill(dossier, bill_id)
    if method not in PaymentMethod.values:
        raise GuardNotMet("Chưa ghi được khoản thu.", {"method": "Hãy chọn cách nộp tiền."})
    if method != PaymentMethod.CASH and not (reference or "").strip():
        raise GuardNotMet("Chưa ghi được khoản thu.", {"reference": "Hãy ghi mã giao dịch chuyển khoản."})
    payments.take_payment(
        bill.pk,
        amount=bill.amount,
        method=method,
        unit_id=dossier.receiving_unit_id,
        actor=actor,
        at=at,
        reference=(reference or "").strip() or None,
    )
    slips.issue(dossier, FormKind.FEE_RECEIPT, actor=actor, at=at, bill=bill)
    return dossier


@transaction.atomic
def exempt_fee(
    number: str, *, bill_id: int, ground: str, actor: Actor, at: datetime, seen: int | None = None
) -> Dossier:
    """Exempt one open fee bill, with its ground. Raises GuardNotMet without one."""
    dossier = lock(number, actor=actor, verb="collect_fee", seen=seen)
    bill = _open_bill(dossier, bill_id)
    if not ground.strip():
        raise GuardNotMet("Chưa miễn được phí.", {"ground": "Hãy ghi căn cứ miễn phí (văn bản, đối tượng)."})
    payments.settle_otherwise(bill.pk, state=BillState.EXEMPT, ground=ground, actor=actor, at=at)
    return dossier


def _open_bill(dossier: Dossier, bill_id: int) -> Bill:
    for bill in bills.unpaid(owner_of(dossier)):
        if bill.pk == bill_id:
            return bill
    raise GuardNotMet("Khoản này đã được thu hoặc không thuộc hồ sơ. Hãy tải lại trang để xem các khoản thu.")
