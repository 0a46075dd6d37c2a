"""Messages to people: what, by which channel, sent or not."""

from __future__ import annotations

from django.db import models


class NoticeState(models.TextChoices):
    """Where a notice stands."""

    WAITING = "WAITING", "Chờ gửi"
    SENT = "SENT", "Đã gửi"
    FAILED = "FAILED", "Gửi lỗi, sẽ thử lại"
    NO_ADDRESS = "NO_ADDRESS", "Không có nơi nhận: cán bộ cần gọi hoặc báo tại quầy"


class Notice(models.Model):
    """One notice about a fact, to the applicant or to an officer's unit. A fact gives one notice per receiver."""

    key = models.CharField(max_length=80, unique=True, help_text="Sự kiện và nơi nhận: không gửi hai lần")
    subject = models.CharField(max_length=60, db_index=True)
    channel = models.CharField(max_length=5, help_text="SMS, EMAIL, DESK")
    address = models.CharField(max_length=120, blank=True)
    unit_id = models.BigIntegerField(null=True, db_index=True)
    text = models.CharField(max_length=600)
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    reference = models.CharField(max_length=80, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="notice_to_send")]
