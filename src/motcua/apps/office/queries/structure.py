"""Reading the office: which agencies, units and centres exist on a day, who sits there."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from motcua.apps.office.models import (
    Agency,
    Counter,
    Officer,
    Posting,
    ServiceCenter,
    Unit,
    UnitKind,
)
from motcua.rules.actors import Role


def in_force(on: date, prefix: str = "") -> Q:
    """The condition that a dated row is in force on a day."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    )


def officer(officer_id: int) -> Officer | None:
    """An officer by id."""
    return Officer.objects.filter(pk=officer_id).first()


def officers_of(unit_id: int, on: date, *roles: Role) -> list[Officer]:
    """Officers who hold one of `roles` (any when none) in the unit on a day, by name."""
    seats = Posting.objects.filter(in_force(on), unit_id=unit_id)
    if roles:
        seats = seats.filter(role__in=[str(role) for role in roles])
    return list(
        Officer.objects.filter(pk__in=seats.values("officer_id"), is_active=True).order_by("full_name")
    )


def holds_seat(officer_id: int, unit_id: int, on: date, *roles: Role) -> bool:
    """True when the officer holds one of `roles` in the unit on the day."""
    return Posting.objects.filter(
        in_force(on),
        officer_id=officer_id,
        unit_id=unit_id,
        role__in=[str(role) for role in roles],
    ).exists()


def demo_officers() -> list[Posting]:
    """The demo log-ins with their seats, for the sign-in page in demo mode."""
    return list(
        Posting.objects.filter(officer__is_demo=True, officer__is_active=True)
        .select_related("officer", "unit__agency")
        .order_by("unit__agency__code", "unit__code", "id")
    )


def agency(agency_id: int) -> Agency:
    """An agency by id; raises Agency.DoesNotExist."""
    return Agency.objects.get(pk=agency_id)


def agency_by_code(code: str) -> Agency | None:
    """An agency by its code."""
    return Agency.objects.filter(code=code).first()


def agencies(on: date) -> QuerySet[Agency]:
    """Agencies in force on a day."""
    return Agency.objects.filter(in_force(on)).order_by("code")


def units(on: date, kind: str | None = None) -> QuerySet[Unit]:
    """Units in force on a day, with their agencies."""
    found = Unit.objects.filter(in_force(on)).select_related("agency").order_by("agency__code", "code")
    return found.filter(kind=kind) if kind else found


def unit(unit_id: int) -> Unit:
    """A unit with its agency; raises Unit.DoesNotExist."""
    return Unit.objects.select_related("agency").get(pk=unit_id)


def unit_of_kind(agency_id: int, kind: str, on: date) -> Unit | None:
    """The agency's first unit of a kind in force on a day (its leadership, its clerk office)."""
    return Unit.objects.filter(in_force(on), agency_id=agency_id, kind=kind).order_by("id").first()


def center(unit_id: int) -> ServiceCenter | None:
    """The centre that is this unit."""
    return ServiceCenter.objects.select_related("unit__agency").filter(unit_id=unit_id).first()


def centers(on: date) -> list[ServiceCenter]:
    """All centres in force on a day."""
    return list(
        ServiceCenter.objects.filter(in_force(on, "unit__"))
        .select_related("unit__agency")
        .order_by("unit__code")
    )


def counter_of(officer_id: int, unit_id: int, on: date) -> Counter | None:
    """The counter an officer sits at in a centre."""
    seat = (
        Posting.objects.filter(in_force(on), officer_id=officer_id, unit_id=unit_id, counter__isnull=False)
        .select_related("counter")
        .first()
    )
    return seat.counter if seat else None


def centre_units() -> QuerySet[Unit]:
    """Units that are one-stop centres."""
    return Unit.objects.filter(kind=UnitKind.CENTRE)
