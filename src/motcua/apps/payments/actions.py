"""Billing and taking money. Amounts are whole đồng; a gateway's repeated callback pays once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.apps.ledger import actions as ledger
from motcua.apps.payments.models import (
    Bill,
    BillKind,
    BillState,
    Payment,
    ReceiptCounter,
)
from motcua.rules.actors import Actor
from motcua.rules.facts import BillSettled


class PaymentRefused(Exception):
    """The money cannot be booked; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class BillLine:
    """One item: `kind` SERVICE (phí) or CHARGE (lệ phí), `amount` in đồng."""

    name: str
    amount: int
    kind: str = "CHARGE"


def raise_bill(
    owner: str,
    lines: Sequence[BillLine],
    *,
    payer: str,
    actor: Actor,
    at: datetime,
    kind: str = BillKind.FEE,
    notice: str = "",
    due_on: date | None = None,
) -> Bill:
    """Write a bill for `owner`. Raises PaymentRefused when an amount is negative or the sum is zero."""
    total = sum(line.amount for line in lines)
    if total <= 0 or any(line.amount < 0 for line in lines):
        raise PaymentRefused("Số tiền phải lớn hơn 0. Nếu được miễn, hãy chọn «Miễn phí» và ghi căn cứ.")
    return Bill.objects.create(
        owner=owner,
        kind=kind,
        payer=payer,
        lines=[asdict(line) for line in lines],
        amount=total,
        notice=notice,
        due_on=due_on,
        at=at,
        officer_id=actor.officer_id,
    )


@transaction.atomic
def take_payment(
    bill_id: int,
    *,
    amount: int,
    method: str,
    unit_id: int,
    actor: Actor,
    at: datetime,
    reference: str | None = None,
) -> Payment:
    """Book the full amount of a bill and number its receipt. A known `reference` returns its first payment.

    Raises PaymentRefused when the bill is not open or the amount differs.
    """
    bill = Bill.objects.select_for_update().get(pk=bill_id)
    if reference and (known := Payment.objects.filter(reference=reference).first()):
        if known.bill_id != bill.pk:
            raise PaymentRefused(
                f"Mã giao dịch «{reference}» đã dùng cho khoản thu khác. Hãy kiểm tra lại chứng từ chuyển khoản."
            )
        return known
    if bill.state != BillState.UNPAID:
        raise PaymentRefused(f"Khoản này ở trạng thái «{BillState(bill.state).label}», không thu thêm được.")
    if amount != bill.amount:
        raise PaymentRefused(f"Số tiền phải đúng {bill.amount:,} đồng.".replace(",", "."))
    payment = Payment.objects.create(
        bill=bill,
        amount=amount,
        method=method,
        reference=reference,
        receipt_number=_receipt_number(unit_id, at),
        officer_id=actor.officer_id,
        officer_name=actor.name,
        at=at,
    )
    bill.state = BillState.PAID
    bill.save(update_fields=["state"])
    ledger.record(
        BillSettled(bill_id=bill.pk, owner=bill.owner, amount=amount),
        actor=actor,
        at=at,
    )
    return payment


@transaction.atomic
def settle_otherwise(bill_id: int, *, state: str, ground: str, actor: Actor, at: datetime) -> Bill:
    """Exempt or cancel an open bill, or refund a paid one, with its ground. Raises PaymentRefused."""
    bill = Bill.objects.select_for_update().get(pk=bill_id)
    needed = BillState.PAID if state == BillState.REFUNDED else BillState.UNPAID
    if bill.state != needed:
        raise PaymentRefused(f"Khoản này ở trạng thái «{BillState(bill.state).label}», không chuyển được.")
    if not ground.strip():
        raise PaymentRefused("Hãy ghi căn cứ miễn, hủy hoặc hoàn phí.")
    bill.state, bill.ground = (
        state,
        f"{ground.strip()} ({actor.name}, {at:%d/%m/%Y %H:%M})",
    )
    bill.save(update_fields=["state", "ground"])
    return bill


def _receipt_number(unit_id: int, at: datetime) -> str:
    counter, _ = ReceiptCounter.objects.select_for_update().get_or_create(unit_id=unit_id, year=at.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"BL{at:%y}-{unit_id}-{counter.last:06d}"
