"""The book of facts: rows are appended, never changed (a database trigger guards it)."""

from __future__ import annotations

from django.db import models


class RecordedFact(models.Model):
    """One fact, as it was recorded in the transaction of the act that made it."""

    name = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    officer_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"], name="fact_subject"),
            models.Index(fields=["name", "at"], name="fact_name_at"),
        ]


class Heard(models.Model):
    """This listener has dealt with this fact: the guard that makes a second delivery harmless."""

    fact = models.ForeignKey(RecordedFact, on_delete=models.CASCADE, related_name="+")
    listener = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "listener"], name="heard_once")]
