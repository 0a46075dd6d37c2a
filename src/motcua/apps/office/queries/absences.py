"""Who is away, who acts for whom: leaves and delegations on given days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from motcua.apps.office.models import Delegation, Leave


@dataclass(frozen=True, slots=True)
class Absence:
    """An officer is away until the end of a day; `substitute` is empty when nobody was named, or when the one who was
    named (`substitute_away`) is away himself on these days. A delegate for all processes over the whole leave counts
    as a substitute.
    """

    officer_id: int
    first_on: date
    last_on: date
    substitute_id: int | None
    substitute: str
    substitute_away: str = ""


def _kept_leaves() -> QuerySet[Leave]:
    return Leave.objects.filter(cancelled_at=None).select_related("officer", "substitute")


def absent_now(officer_ids: Iterable[int], on: date, until: date | None = None) -> dict[int, Absence]:
    """Who of `officer_ids` is away on a day (or on some day up to `until`), the soonest leave of each. One statement."""
    span = {"first_on__lte": until or on, "last_on__gte": on}
    both = Leave.objects.filter(officer=OuterRef("substitute"), cancelled_at=None, **span)
    both = both.filter(first_on__lte=OuterRef("last_on"), last_on__gte=OuterRef("first_on"))
    found = _kept_leaves().filter(officer__in=list(officer_ids), **span)
    found = found.annotate(
        both_away=Exists(both), delegate_id=_delegate("delegate"), delegate=_delegate("delegate__full_name")
    )
    away: dict[int, Absence] = {}
    for row in found.order_by("first_on", "id"):
        away.setdefault(row.officer_id, _absence(row, row.both_away, row.delegate_id, row.delegate))
    return away


def _delegate(column: str) -> Subquery:
    """Of the one whom the officer on leave has let act for all processes from its first day to its last."""
    whole = Delegation.objects.filter(
        officer=OuterRef("officer"),
        process_key="",
        cancelled_at=None,
        delegate__is_active=True,
        first_on__lte=OuterRef("first_on"),
        last_on__gte=OuterRef("last_on"),
    )
    return Subquery(whole.order_by("first_on", "id").values(column)[:1])


def _absence(row: Leave, both_away: bool, delegate_id: int | None, delegate: str | None) -> Absence:
    if delegate_id and (both_away or row.substitute is None):
        return Absence(row.officer_id, row.first_on, row.last_on, delegate_id, delegate or "")
    name = row.substitute.full_name if row.substitute and row.substitute.is_active else ""
    if both_away:
        return Absence(row.officer_id, row.first_on, row.last_on, None, "", name)
    return Absence(row.officer_id, row.first_on, row.last_on, row.substitute_id if name else None, name)


def stood_in_for(officer_id: int, first: date, last: date) -> list[Leave]:
    """Leaves of others on these days in which this officer is to act: whoever sets his leave is told of them."""
    found = _kept_leaves().filter(substitute=officer_id, first_on__lte=last, last_on__gte=first)
    return list(found.order_by("first_on", "id"))


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
