"""Changing many dossiers at once: which ones, to whom they can go, how far an order is, what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from motcua.apps.dossiers.models import BulkChange, BulkLine, Dossier
from motcua.apps.dossiers.models.changes import LineState
from motcua.apps.dossiers.queries.visibility import visible_to
from motcua.apps.dossiers.queries.worklists import WorkFilters, narrow, tray
from motcua.apps.office import queries as office
from motcua.apps.office.models import Leave, Officer, Posting, Unit
from motcua.rules import rights
from motcua.rules.actors import Actor, Role
from motcua.rules.lifecycle import OPEN, WAITS_OUTSIDE
from motcua.rules.rights import Where

COUNT_CAP = 10_000
"""Counted exactly up to here for a page; the order itself counts what it fixed."""
PAGE = 50


@dataclass(frozen=True, slots=True)
class ChangeFilters:
    """Which dossiers an order is about: a work list's filters, the holding unit, a version of a process, ticked ones."""

    work: WorkFilters = field(default_factory=lambda: WorkFilters(tray="all"))
    unit_id: int | None = None
    agency_id: int | None = None
    process_key: str = ""
    versions: tuple[int, ...] = ()
    steps: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()


def matching(actor: Actor, verb: str, filters: ChangeFilters, *, at: datetime) -> QuerySet[Dossier]:
    """Dossiers with an open step that the actor may see, that his seats let him `verb`, and that match; no order."""
    found = narrow(tray(actor, filters.work.tray or "all", at), filters.work)
    found = found.filter(pk__in=visible_to(actor).values("pk")) if filters.work.tray != "all" else found
    states = (
        OPEN - WAITS_OUTSIDE if verb == "reassign" else OPEN
    )  # nobody in the unit holds what waits outside
    found = found.filter(state__in=sorted(states)).exclude(step_key="").filter(_within(actor, verb))
    if filters.unit_id:
        found = found.filter(holder_unit=filters.unit_id)
    if filters.agency_id:
        found = found.filter(agency=filters.agency_id)
    if filters.process_key:
        found = found.filter(process_key=filters.process_key)
    if filters.versions:
        found = found.filter(process_version__in=filters.versions)
    if filters.steps:
        found = found.filter(step_key__in=filters.steps)
    return found.filter(number__in=filters.ticked) if filters.ticked else found


def _within(actor: Actor, verb: str) -> Q:
    """The dossiers that the rights table gives to the actor's seats; the action asks again for each one."""
    holds = Q(pk__in=[])
    for role, where in rights.RIGHTS[verb]:
        if where is Where.HOLDER:
            holds |= Q(holder_unit__in=actor.units(role))
        elif where is Where.SETTLING_AGENCY:
            holds |= Q(agency__in=actor.agencies(role))
    return holds


def count_matching(found: QuerySet[Dossier]) -> int:
    """How many match, counted up to COUNT_CAP (one more means «more than»)."""
    return len(found.order_by().values("pk")[: COUNT_CAP + 1])


def first_rows(found: QuerySet[Dossier], most: int = 20) -> list[Dossier]:
    """The first rows for a look, soonest due first."""
    rows = found.select_related("procedure", "holder_unit", "holder", "agency")
    return list(rows.order_by("due_at", "pk")[:most])


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody work can be given to: where he sits, as what, how much he holds, whether he is away today."""

    officer_id: int
    name: str
    unit_name: str
    roles: str
    held: int
    away_until: date | None

    @property
    def hint(self) -> str:
        """The load and leave in words."""
        load = f"{self.unit_name} · {self.roles} · đang giữ {self.held} hồ sơ"
        return f"{load} · NGHỈ đến hết {self.away_until:%d/%m/%Y}" if self.away_until else load


_WORKING = tuple(
    str(role) for role in Role if role not in (Role.ADMINISTRATOR, Role.TTHC_CONTROL, Role.CASHIER)
)


def receivers(found: QuerySet[Dossier], *, on: date, most_units: int = 20) -> list[Receiver]:
    """Officers of the units that hold the matching dossiers, those present and least loaded first. Four statements."""
    units = list(found.order_by("holder_unit").values_list("holder_unit", flat=True).distinct()[:most_units])
    seats = Posting.objects.filter(
        office.in_force(on), unit__in=units, role__in=_WORKING, officer__is_active=True
    )
    rows = list(seats.order_by("id").values_list("officer_id", "officer__full_name", "unit__name", "role"))
    people: dict[int, tuple[str, str, list[str]]] = {}
    for officer_id, name, unit_name, role in rows:
        people.setdefault(officer_id, (name, unit_name, []))[2].append(Role(role).label)
    held, away = loads(people), _away(people, on)
    listed = [
        Receiver(pk, name, unit_name, ", ".join(dict.fromkeys(roles)), held.get(pk, 0), away.get(pk))
        for pk, (name, unit_name, roles) in people.items()
    ]
    return sorted(listed, key=lambda one: (one.away_until is not None, one.held, one.name))


def loads(officer_ids: Iterable[int]) -> dict[int, int]:
    """Open dossiers on each officer's desk."""
    held = Dossier.objects.filter(holder__in=list(officer_ids), state__in=sorted(OPEN))
    return dict(held.order_by().values_list("holder").annotate(n=Count("pk")))


def _away(people: dict[int, tuple[str, str, list[str]]], on: date) -> dict[int, date]:
    found = Leave.objects.filter(
        officer__in=list(people), first_on__lte=on, last_on__gte=on, cancelled_at=None
    )
    return dict(found.order_by("last_on").values_list("officer_id", "last_on"))


def seats_of(officer_ids: Sequence[int], on: date) -> set[tuple[int, int, str]]:
    """The seats of these officers on a day as (officer, unit, role)."""
    found = Posting.objects.filter(office.in_force(on), officer__in=officer_ids, officer__is_active=True)
    return set(found.values_list("officer_id", "unit_id", "role"))


def names_of(officer_ids: Sequence[int]) -> dict[int, str]:
    """Names of officers by id."""
    return dict(Officer.objects.filter(pk__in=officer_ids).values_list("pk", "full_name"))


def unit_name(unit_id: int) -> str:
    """A unit's name; empty when there is none."""
    return Unit.objects.filter(pk=unit_id).values_list("name", flat=True).first() or ""


def my_changes(actor: Actor, *, before: int | None = None, most: int = 20) -> list[BulkChange]:
    """The actor's orders, newest first, older than `before`."""
    found = BulkChange.objects.filter(officer=actor.officer_id or 0)
    if before:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[:most])


def change_of(actor: Actor, change_id: int) -> BulkChange | None:
    """One of the actor's own orders; None for anybody else's, whichever the cause."""
    found = BulkChange.objects.filter(pk=change_id, officer=actor.officer_id or 0)
    return found.select_related("officer").first()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines stand where."""

    waiting: int = 0
    done: int = 0
    refused: int = 0
    undone: int = 0
    kept: int = 0

    @property
    def total(self) -> int:
        """Every line."""
        return self.waiting + self.done + self.refused + self.undone + self.kept

    @property
    def tried(self) -> int:
        """Lines whose dossier was dealt with."""
        return self.total - self.waiting


def counts(change: BulkChange) -> Counts:
    """The lines by state, one statement on the index (change, state)."""
    rows = BulkLine.objects.filter(change=change).order_by().values_list("state").annotate(n=Count("pk"))
    return Counts(**{state.lower(): n for state, n in rows})


@dataclass(frozen=True, slots=True)
class LinePage:
    """One page of results and the keys of its neighbours (None: none)."""

    rows: list[BulkLine]
    after: int | None
    before: int | None


def lines(change: BulkChange, state: str, *, after: int = 0, before: int = 0, size: int = PAGE) -> LinePage:
    """Results in the order of the list, of one state or of all, keyset-paged by the line's id."""
    found = _lines(change, state)
    if before:
        rows = list(found.filter(pk__lt=before).order_by("-pk")[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return LinePage(rows, rows[-1].pk if rows else None, rows[0].pk if more else None)
    rows = list(found.filter(pk__gt=after).order_by("pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return LinePage(rows, rows[-1].pk if more else None, rows[0].pk if after and rows else None)


def all_lines(change: BulkChange) -> Iterator[BulkLine]:
    """Every result for a file, fetched in chunks."""
    return _lines(change, "").order_by("pk").iterator(chunk_size=1000)


def _lines(change: BulkChange, state: str) -> QuerySet[BulkLine]:
    found = BulkLine.objects.filter(change=change).select_related("dossier__holder", "dossier__holder_unit")
    return found.filter(state=state) if state in LineState.values else found
