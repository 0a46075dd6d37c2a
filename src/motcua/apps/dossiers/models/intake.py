"""Before a dossier exists: the counter's draft, and the guidance given when papers are not complete."""

from __future__ import annotations

import uuid

from django.db import models


class IntakeDraft(models.Model):
    """What the counter has typed so far; saved by itself, survives a crash, used up when accepted."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer_id = models.BigIntegerField(db_index=True)
    unit_id = models.BigIntegerField()
    data = models.JSONField(default=dict)
    title = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["officer_id", "-updated_at"], name="draft_of_officer")]


class CounterGuidance(models.Model):
    """T5, T6 at the counter: a person was told what to complete, or where to go; no dossier number is taken."""

    kind = models.CharField(max_length=8, help_text="INSTRUCT (T5) hoặc DECLINE (T6)")
    unit_id = models.BigIntegerField(db_index=True)
    version = models.ForeignKey("catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=200)
    applicant_number = models.CharField(max_length=14, blank=True)
    applicant_phone = models.CharField(max_length=15, blank=True)
    items = models.JSONField(default=list)
    reason = models.CharField(max_length=1000)
    go_to = models.CharField(max_length=300, blank=True)
    slip = models.OneToOneField("dossiers.Slip", on_delete=models.PROTECT, related_name="guidance")
    officer_id = models.BigIntegerField(null=True)
    officer_name = models.CharField(max_length=120)
    at = models.DateTimeField()
