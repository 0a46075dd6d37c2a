"""Many dossiers changed at once: what was asked, how far it is, what became of each, and taking it back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from motcua.apps.dossiers.models.dossier import Dossier


class BulkKind(models.TextChoices):
    """What is done to each dossier."""

    REASSIGN = "REASSIGN", "Giao lại hồ sơ"
    MOVE_PROCESS = "MOVE_PROCESS", "Chuyển sang bản quy trình mới"


class BulkState(models.TextChoices):
    """How far the change is."""

    WAITING = "WAITING", "Chờ chạy"
    RUNNING = "RUNNING", "Đang chạy"
    DONE = "DONE", "Đã xong"
    UNDOING = "UNDOING", "Đang hoàn tác"
    UNDONE = "UNDONE", "Đã hoàn tác"


class BulkChange(models.Model):
    """One order to change every dossier of a list. The list is fixed when the order is given."""

    kind = models.CharField(max_length=12, choices=BulkKind.choices)
    agency = models.ForeignKey("office.Agency", null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, help_text="Việc và bộ lọc, bằng lời")
    filter = models.JSONField(help_text="Bộ lọc lúc giao")
    order = models.JSONField(help_text="Tham số: người nhận, bản quy trình, ánh xạ bước")
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=BulkState.choices, default=BulkState.WAITING)
    total = models.PositiveIntegerField()
    officer = models.ForeignKey("office.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undo_until = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["officer", "-id"], name="bulk_mine")]


class LineState(models.TextChoices):
    """What became of one dossier."""

    WAITING = "WAITING", "Chờ"
    DONE = "DONE", "Đã làm"
    REFUSED = "REFUSED", "Không làm được"
    UNDONE = "UNDONE", "Đã hoàn tác"
    KEPT = "KEPT", "Không hoàn tác được"


class BulkLine(models.Model):
    """One dossier of the order: how it stood before, what became of it, and why not."""

    change = models.ForeignKey(BulkChange, on_delete=models.CASCADE, related_name="lines")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=7, choices=LineState.choices, default=LineState.WAITING)
    sentence = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict, help_text="Người giữ, bước, bản quy trình trước khi đổi")
    act_count = models.PositiveIntegerField(default=0, help_text="Số bước của hồ sơ ngay sau khi đổi")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["change", "dossier"], name="bulk_line_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["change", "state", "id"], name="bulk_line_state")
        ]
