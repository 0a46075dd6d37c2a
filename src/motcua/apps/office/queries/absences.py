"""Who is away, who acts for whom: leaves and delegations on given days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from motcua.apps.office.models import Delegation, Leave


@dataclass(frozen=True, slots=True)
class Absence:
    """An officer is away until the end of a day; `substitute` is empty when nobody was named."""

    officer_id: int
    first_on: date
    last_on: date
    substitute_id: int | None
    substitute: str


def _kept_leaves() -> QuerySet[Leave]:
    return Leave.objects.filter(cancelled_at=None).select_related("officer", "substitute")


def absent_now(officer_ids: Iterable[int], on: date, until: date | None = None) -> dict[int, Absence]:
    """Who of `officer_ids` is away on a day (or on some day up to `until`), the soonest leave of each. One statement."""
    found = _kept_leaves().filter(officer__in=list(officer_ids), first_on__lte=until or on, last_on__gte=on)
    away: dict[int, Absence] = {}
    for row in found.order_by("first_on", "id"):
        name = row.substitute.full_name if row.substitute and row.substitute.is_active else ""
        one = Absence(row.officer_id, row.first_on, row.last_on, row.substitute_id if name else None, name)
        away.setdefault(row.officer_id, one)
    return away


def absences_between(officer_ids: Iterable[int], first: date, last: date) -> list[Leave]:
    """Leaves in force that share a day with the span, by officer and day."""
    found = _kept_leaves().filter(officer__in=list(officer_ids), first_on__lte=last, last_on__gte=first)
    return list(found.order_by("officer__full_name", "first_on", "id"))


def leaves_of(officer_id: int, limit: int = 20) -> list[Leave]:
    """Leaves of one officer, the latest first, cancelled ones too."""
    found = Leave.objects.filter(officer=officer_id).select_related("substitute", "set_by", "officer")
    return list(found.order_by("-first_on", "-id")[:limit])


def leave(leave_id: int) -> Leave | None:
    """A leave by id, with its people."""
    return Leave.objects.filter(pk=leave_id).select_related("officer", "substitute").first()


def delegations_of(officer_ids: Iterable[int], on: date) -> list[Delegation]:
    """Delegations given by or to these officers that have not ended before the day, soonest first."""
    ids = list(officer_ids)
    kept = Delegation.objects.filter(cancelled_at=None, last_on__gte=on)
    given, got = kept.filter(officer__in=ids), kept.filter(delegate__in=ids)
    return list((given | got).distinct().select_related("officer", "delegate").order_by("first_on", "id"))


def delegation(delegation_id: int) -> Delegation | None:
    """A delegation by id, with its people."""
    return Delegation.objects.filter(pk=delegation_id).select_related("officer", "delegate").first()
