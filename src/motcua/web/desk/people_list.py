"""The people of an agency today: who sits where, who is away, who acts for whom, how many dossiers each holds."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from motcua.apps.dossiers.queries.orphans import open_held
from motcua.apps.office import queries as office
from motcua.apps.office.queries import Absence, Person
from motcua.rules.actors import Actor, Role
from motcua.web.desk.people_place import place_of
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request

ARRANGERS = (
    Role.UNIT_HEAD,
    Role.CENTRE_HEAD,
    Role.SIGNATORY,
    Role.TTHC_CONTROL,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One person as the list shows him."""

    person: Person
    seats: str
    away: Absence | None
    acts_for: tuple[str, ...]
    held: int


@dataclass(frozen=True, slots=True)
class StripRow:
    """One person's days of the month: each (day, what it is: away, weekend or nothing), and the same in words."""

    name: str
    words: str
    days: tuple[tuple[int, str], ...]


@signed_in
def people(request: Request) -> HttpResponse:
    """The list, with the month's leaves as a strip."""
    place, today = place_of(request), localdate(request.at)
    found = office.people_of([place.agency_id], today)
    ids = [one.officer_id for one in found]
    month = _month(request.GET.get("thang", ""), today)
    leaves = office.absences_between(ids, month, _last(month))
    delegations = [row for row in office.delegations_of(ids, today) if row.first_on <= today]
    shown = {
        "place": place,
        "units": _by_unit(found, request.at.date(), delegations),
        "strip": _strip(leaves, month),
        "days": list(range(1, _last(month).day + 1)),
        "month": month,
        "today": today,
        "before": _shifted(month, -1),
        "after": _shifted(month, 1),
        "delegations": delegations,
        "may_arrange": place.arranges,
        "sees_orphans": sees_orphans(request.actor),
    }
    return render(request, "desk/people/list.html", shown)


def sees_orphans(actor: Actor) -> bool:
    """True for those who arrange people: the report of dossiers nobody moves is for them."""
    return actor.has_role(*ARRANGERS)


def _by_unit(found: list[Person], today: date, delegations: list[Any]) -> list[tuple[str, list[Line]]]:
    ids = [one.officer_id for one in found]
    away, held = office.absent_now(ids, today), open_held(ids)
    acts_for: dict[int, list[str]] = {}
    names = {one.officer_id: one.name for one in found}
    for absence in away.values():
        if absence.substitute_id:
            acts_for.setdefault(absence.substitute_id, []).append(names[absence.officer_id])
    for row in delegations:
        acts_for.setdefault(row.delegate_id, []).append(row.officer.full_name)
    lines = [
        (
            one.seats[0].unit,
            Line(
                one,
                ", ".join(dict.fromkeys(seat.role.label for seat in one.seats)),
                away.get(one.officer_id),
                tuple(dict.fromkeys(acts_for.get(one.officer_id, ()))),
                held.get(one.officer_id, 0),
            ),
        )
        for one in found
    ]
    return [(unit, [line for _, line in rows]) for unit, rows in groupby(lines, key=lambda row: row[0])]


def _strip(leaves: list[Any], month: date) -> list[StripRow]:
    last = _last(month)
    rows = []
    for name, group in groupby(leaves, key=lambda row: row.officer.full_name):
        spans = [(max(row.first_on, month), min(row.last_on, last)) for row in group]
        words = "; ".join(f"nghỉ {first:%d/%m} – {end:%d/%m}" for first, end in spans)
        days = tuple((day, _mark(month.replace(day=day), spans)) for day in range(1, last.day + 1))
        rows.append(StripRow(name, words, days))
    return rows


def _mark(day: date, spans: list[tuple[date, date]]) -> str:
    if any(first <= day <= last for first, last in spans):
        return "away"
    return "weekend" if day.weekday() >= 5 else ""


def _month(asked: str, today: date) -> date:
    """`2026-03` of the address; this month when it is not one."""
    try:
        return date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)


def _last(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _shifted(month: date, by: int) -> str:
    place = month.year * 12 + month.month - 1 + by
    return f"{place // 12:04d}-{place % 12 + 1:02d}"
