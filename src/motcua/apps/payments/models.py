"""Bills and payments. A bill belongs to an owner named by text (`dossier:12`), so payments know no dossiers."""

from __future__ import annotations

from django.db import models


class BillState(models.TextChoices):
    """States of domain.md §9.4."""

    UNPAID = "UNPAID", "Chưa thanh toán"
    PAID = "PAID", "Đã thanh toán"
    EXEMPT = "EXEMPT", "Miễn phí"
    REFUNDED = "REFUNDED", "Đã hoàn phí"
    CANCELLED = "CANCELLED", "Hủy"


class BillKind(models.TextChoices):
    """Fees of the procedure, or an obligation found while processing (T14)."""

    FEE = "FEE", "Phí, lệ phí"
    OBLIGATION = "OBLIGATION", "Nghĩa vụ tài chính"


class PaymentMethod(models.TextChoices):
    """How money came in."""

    CASH = "CASH", "Tiền mặt"
    TRANSFER = "TRANSFER", "Chuyển khoản"
    ONLINE = "ONLINE", "Trực tuyến"


class Bill(models.Model):
    """An amount owed, in whole đồng; `lines` keeps phí and lệ phí apart."""

    owner = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=10, choices=BillKind.choices, default=BillKind.FEE)
    payer = models.CharField(max_length=200)
    lines = models.JSONField(default=list, help_text="[{name, kind: SERVICE|CHARGE, amount}]")
    amount = models.PositiveBigIntegerField()
    notice = models.CharField(max_length=60, blank=True, help_text="Số thông báo nộp")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=BillState.choices, default=BillState.UNPAID)
    ground = models.CharField(max_length=300, blank=True, help_text="Căn cứ miễn, hoàn, hủy")
    at = models.DateTimeField()
    officer_id = models.BigIntegerField(null=True)


class Payment(models.Model):
    """Money received against a bill."""

    bill = models.ForeignKey(Bill, on_delete=models.PROTECT, related_name="payments")
    amount = models.PositiveBigIntegerField()
    method = models.CharField(max_length=8, choices=PaymentMethod.choices)
    reference = models.CharField(
        max_length=80,
        null=True,
        unique=True,
        help_text="Mã tham chiếu của cổng thanh toán",
    )
    receipt_number = models.CharField(max_length=40)
    officer_id = models.BigIntegerField(null=True)
    officer_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class ReceiptCounter(models.Model):
    """The order number of fee receipts of a unit in a year; locked while a receipt is made."""

    unit_id = models.BigIntegerField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "year"], name="receipt_counter_once")]
