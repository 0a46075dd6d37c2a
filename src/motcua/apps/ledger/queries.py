"""Reading the book of facts."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.apps.ledger.models import RecordedFact

__all__ = ["RecordedFact", "fact", "facts_of"]
"""`RecordedFact` is given out as the type that listeners hear."""


def fact(fact_id: int) -> RecordedFact:
    """One fact by id; raises `RecordedFact.DoesNotExist`."""
    return RecordedFact.objects.get(pk=fact_id)


def facts_of(subject: str) -> QuerySet[RecordedFact]:
    """The facts of one subject, oldest first."""
    return RecordedFact.objects.filter(subject=subject).order_by("id")
