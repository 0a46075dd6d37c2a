"""Money: the full amount once, a repeated callback pays once, a forged one not at all, grounds for all else."""

from __future__ import annotations

from datetime import datetime

import pytest

from motcua.apps.ledger.models import RecordedFact
from motcua.apps.payments import actions, queries
from motcua.apps.payments.actions import BillLine, PaymentRefused
from motcua.apps.payments.models import Bill, BillState, Payment
from motcua.rules.actors import Actor
from tests.worlds.small import vn

AT = vn("2026-03-02 09:00")
CASHIER = Actor("Ngô Thị Thu", 3)


def bill(owner: str = "dossier:1", amount: int = 50_000) -> Bill:
    return actions.raise_bill(owner, [BillLine("Lệ phí", amount)], payer="Dân", actor=CASHIER, at=AT)


def pay(bill_id: int, amount: int = 50_000, reference: str | None = None, at: datetime = AT) -> Payment:
    return actions.take_payment(
        bill_id, amount=amount, method="ONLINE", unit_id=1, actor=CASHIER, at=at, reference=reference
    )


@pytest.mark.django_db
def test_paid_once_whatever_the_gateway_repeats() -> None:
    owed = bill()
    first, again = pay(owed.pk, reference="GW-1"), pay(owed.pk, reference="GW-1")
    assert first.pk == again.pk and Payment.objects.count() == 1
    assert Bill.objects.get(pk=owed.pk).state == BillState.PAID and queries.unpaid("dossier:1") == []
    assert RecordedFact.objects.filter(name="BillSettled").count() == 1
    with pytest.raises(PaymentRefused, match="Đã thanh toán"):
        pay(owed.pk)


@pytest.mark.django_db
def test_a_reference_of_another_bill_pays_nothing() -> None:
    pay(bill().pk, reference="GW-1")
    other = bill("dossier:2")
    with pytest.raises(PaymentRefused):
        pay(other.pk, reference="GW-1")
    assert Bill.objects.get(pk=other.pk).state == BillState.UNPAID


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [0, 49_999, 50_001])
def test_only_the_exact_amount(amount: int) -> None:
    owed = bill()
    with pytest.raises(PaymentRefused, match="50.000"):
        pay(owed.pk, amount=amount)


@pytest.mark.django_db
def test_receipts_are_numbered_by_unit_and_year() -> None:
    numbers = [pay(bill(f"dossier:{n}").pk).receipt_number for n in (1, 2)]
    numbers.append(pay(bill("dossier:3").pk, at=vn("2027-01-04 09:00")).receipt_number)
    assert numbers == ["BL26-1-000001", "BL26-1-000002", "BL27-1-000001"]


@pytest.mark.django_db
def test_exempting_and_refunding_need_a_ground_and_the_right_state() -> None:
    owed = bill()
    with pytest.raises(PaymentRefused, match="căn cứ"):
        actions.settle_otherwise(owed.pk, state=BillState.EXEMPT, ground=" ", actor=CASHIER, at=AT)
    with pytest.raises(PaymentRefused, match="Chưa thanh toán"):
        actions.settle_otherwise(owed.pk, state=BillState.REFUNDED, ground="x", actor=CASHIER, at=AT)
    done = actions.settle_otherwise(owed.pk, state=BillState.EXEMPT, ground="Hộ nghèo", actor=CASHIER, at=AT)
    assert done.state == BillState.EXEMPT and done.ground.startswith("Hộ nghèo (Ngô Thị Thu")


@pytest.mark.django_db
@pytest.mark.parametrize("amount", [0, -5])
def test_a_bill_of_nothing_is_no_bill(amount: int) -> None:
    with pytest.raises(PaymentRefused, match="lớn hơn 0"):
        bill(amount=amount)
