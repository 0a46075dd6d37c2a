"""Reading bills."""

from __future__ import annotations

from motcua.apps.payments.models import Bill, BillKind, BillState


def bills_of(owner: str) -> list[Bill]:
    """The bills of an owner with their payments, oldest first."""
    return list(Bill.objects.filter(owner=owner).prefetch_related("payments").order_by("id"))


def unpaid(owner: str, kind: str = BillKind.FEE) -> list[Bill]:
    """Open bills of an owner."""
    return list(Bill.objects.filter(owner=owner, kind=kind, state=BillState.UNPAID).order_by("id"))
