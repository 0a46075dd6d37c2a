"""What runs beside the acts while a dossier is processed: answers to a process's questions, nudges, who looks now."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.apps.dossiers.models.dossier import Dossier


class Answer(models.Model):
    """What the officer answered to a question of the process; the latest answer stands, each is in its act's note."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=60)
    value = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "key"], name="answer_once"),
        ]


class NudgeKind(models.TextChoices):
    """Why somebody is nudged. A proposal names a legal act that a person may take; nothing is decided by silence."""

    REMIND = "REMIND", "Nhắc việc"
    ESCALATE = "ESCALATE", "Báo lãnh đạo"
    PROPOSE = "PROPOSE", "Đề xuất"
    CONSULTATION = "CONSULTATION", "Quá hạn cho ý kiến"


class Nudge(models.Model):
    """A timer of a step fired: to an officer, or to everybody of `role` in a unit (officer empty)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="nudges")
    kind = models.CharField(max_length=12, choices=NudgeKind.choices)
    step_key = models.CharField(max_length=60)
    timer_no = models.PositiveSmallIntegerField(default=0)
    step_since = models.DateTimeField(help_text="Lần mở bước mà nhắc việc này thuộc về")
    unit = models.ForeignKey("office.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=14, blank=True)
    officer = models.ForeignKey("office.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    propose = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, help_text="Đã xem, hoặc bước đã qua")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["dossier", "step_key", "step_since", "kind", "timer_no", "unit", "role"],
                name="nudge_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["unit", "-at", "-id"], condition=Q(done_at=None), name="nudge_unit_open"),
            models.Index(fields=["officer", "-at", "-id"], condition=Q(done_at=None), name="nudge_mine_open"),
        ]


class Presence(models.Model):
    """An officer has the dossier's page open now (a heartbeat from the page). Old rows mean nothing."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    officer = models.ForeignKey("office.Officer", on_delete=models.CASCADE, related_name="+")
    doing = models.CharField(max_length=60, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["dossier", "officer"], name="presence_once"),
        ]
