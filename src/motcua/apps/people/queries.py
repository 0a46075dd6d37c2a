"""Finding people at the counter."""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.apps.people.models import AccessLine, Person
from motcua.rules import identity
from motcua.rules.folding import fold


def find(text: str, limit: int = 8) -> list[Person]:
    """People by exact number, exact phone, or the beginning of the name without marks (at least 3 letters)."""
    typed = text.strip()
    digits = identity.fold_phone(typed)
    if digits.isdigit():
        return list(Person.objects.filter(personal_id=digits)[:limit]) or list(
            Person.objects.filter(phone=digits).order_by("-id")[:limit]
        )
    folded = fold(typed)
    if len(folded) < 3:
        return []
    return list(Person.objects.filter(folded_name__startswith=folded).order_by("folded_name", "-id")[:limit])


def by_number(personal_id: str) -> Person | None:
    """The person with exactly this number."""
    return Person.objects.filter(personal_id=personal_id).first() if personal_id else None


def accesses(subject: str) -> QuerySet[AccessLine]:
    """Who has read the data of `subject`, newest first."""
    return AccessLine.objects.filter(subject=subject).order_by("-at")
