"""The people of an agency: who sits where on a day, in few statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.apps.office.models import Officer, Posting, Unit
from motcua.apps.office.queries.structure import in_force
from motcua.rules.actors import Role


@dataclass(frozen=True, slots=True)
class Seating:
    """One posting, ready to read."""

    posting_id: int
    role: Role
    unit_id: int
    unit: str
    agency_id: int
    agency: str
    first_on: date
    last_on: date | None
    counter: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """An officer with his postings."""

    officer_id: int
    username: str
    name: str
    title: str
    is_active: bool
    seats: tuple[Seating, ...]


def people_of(agency_ids: Iterable[int], on: date, unit_ids: Iterable[int] | None = None) -> list[Person]:
    """Who sits in these agencies (or only in these units of them) on a day, by unit and name. One statement."""
    seats = Posting.objects.filter(in_force(on), unit__agency__in=list(agency_ids), officer__is_active=True)
    if unit_ids is not None:
        seats = seats.filter(unit__in=list(unit_ids))
    rows = seats.select_related("officer", "unit__agency", "counter")
    return _gathered(rows.order_by("unit__agency__code", "unit__code", "officer__full_name", "id"))


def person(officer_id: int) -> Person | None:
    """One officer with all his postings, the present ones first, past ones too. Two statements at most."""
    rows = Posting.objects.filter(officer=officer_id).select_related("officer", "unit__agency", "counter")
    found = _gathered(rows.order_by("-valid_from", "id"))
    if found:
        return found[0]
    one = Officer.objects.filter(pk=officer_id).first()
    return Person(one.pk, one.username, one.full_name, one.title, one.is_active, ()) if one else None


def _gathered(rows: Iterable[Posting]) -> list[Person]:
    officers: dict[int, Officer] = {}
    seats: dict[int, list[Seating]] = {}
    for row in rows:
        officers[row.officer_id] = row.officer
        unit = row.unit
        counter = str(row.counter) if row.counter else ""
        seat = Seating(
            row.pk, Role(row.role), unit.pk, unit.name, unit.agency_id, unit.agency.short_name,
            row.valid_from, row.valid_to, counter,
        )  # fmt: skip
        seats.setdefault(row.officer_id, []).append(seat)
    return [
        Person(one.pk, one.username, one.full_name, one.title, one.is_active, tuple(seats[pk]))
        for pk, one in officers.items()
    ]


def colleagues(agency_ids: Iterable[int], on: date, *, leave_out: int = 0) -> list[tuple[str, str]]:
    """Everybody who sits in these agencies on a day, as (id, «name – seat, unit»), for a list to choose from."""
    found = []
    for one in people_of(agency_ids, on):
        seat = one.seats[0]
        if one.officer_id != leave_out:
            found.append((str(one.officer_id), f"{one.name} – {seat.role.label}, {seat.unit}"))
    return sorted(found, key=lambda row: row[1])


def unit_choices(agency_ids: Iterable[int], on: date) -> list[tuple[str, str]]:
    """Units of these agencies in force on a day, as (id, «unit, agency»)."""
    rows = Unit.objects.filter(in_force(on), agency__in=list(agency_ids)).select_related("agency")
    return [
        (str(row.pk), f"{row.name}, {row.agency.short_name}") for row in rows.order_by("agency__code", "code")
    ]


def seated_in(unit_ids: Iterable[int], on: date) -> set[tuple[int, int, str]]:
    """(unit, officer, role) of everybody who works in these units on a day. One statement."""
    rows = Posting.objects.filter(in_force(on), unit__in=list(unit_ids), officer__is_active=True)
    return set(rows.values_list("unit_id", "officer_id", "role"))
