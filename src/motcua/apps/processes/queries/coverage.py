"""Which procedures in use run on an approved process (Quảng Trị: 100 %), and which do not. Counted in the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.office import queries as office
from motcua.apps.processes.models import ProcessDefinition, ProcessVersion
from motcua.apps.processes.queries.versions import current_no, pack_processes
from motcua.rules.actors import Actor, Role

NONE, MODEL, APPROVED = "1-NONE", "2-MODEL", "3-APPROVED"
"""The standings, in the order in which they want attention: their text order is the list's."""
WORDS = {
    NONE: "Chưa có quy trình có hiệu lực",
    MODEL: "Đang dùng quy trình mẫu, chưa phê duyệt",
    APPROVED: "Có quy trình đã phê duyệt",
}
SHORT = {NONE: "Chưa có", MODEL: "Quy trình mẫu", APPROVED: "Đã phê duyệt"}
PAGE = 50


@dataclass(frozen=True, slots=True)
class CoverageFilters:
    """What the list is narrowed to; empty: everything. `text`: a code, or words of the procedure's name."""

    agency_id: int | None = None
    standing: str = ""
    field_id: int | None = None
    text: str = ""


EVERYTHING = CoverageFilters()


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One procedure in use at one agency, and what it runs on."""

    use: ProcedureUse
    standing: str
    process_name: str
    no: int | None

    @property
    def words(self) -> str:
        """The standing in Vietnamese."""
        return WORDS[self.standing]

    @property
    def short(self) -> str:
        """The standing in as few words as a chip has."""
        return SHORT[self.standing]


@dataclass(frozen=True, slots=True)
class AgencyCoverage:
    """How many procedures in use at one agency stand how."""

    agency_id: int
    name: str
    none: int
    model: int
    approved: int

    @property
    def total(self) -> int:
        """Procedures in use."""
        return self.none + self.model + self.approved

    @property
    def percent(self) -> Decimal | None:
        """Approved in a hundred, as `share`."""
        return share(self.approved, self.total)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The counts of every agency an actor looks after, with the share that is approved."""

    agencies: tuple[AgencyCoverage, ...]

    def count(self, standing: str) -> int:
        """How many stand so."""
        column = {NONE: "none", MODEL: "model", APPROVED: "approved"}[standing]
        return sum(int(getattr(row, column)) for row in self.agencies)

    @property
    def total(self) -> int:
        """Procedures in use."""
        return sum(row.total for row in self.agencies)

    @property
    def percent(self) -> Decimal | None:
        """Approved in a hundred, one decimal; None when nothing is in use."""
        return share(self.count(APPROVED), self.total)


def share(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in percent, one decimal rounded down: 100 only when it is all. None when `whole` is 0."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_DOWN) if whole else None


def coverage(actor: Actor, on: date) -> Coverage:
    """The counts at the actor's agencies (for TTHC control: and below; for the system: all). One statement beside
    those for the agencies."""
    rows = _uses(actor, on).order_by("agency__code").values("agency_id", "agency__name", "agency__code")
    counts = {
        column: Count("pk", filter=Q(standing=one))
        for column, one in (("none", NONE), ("model", MODEL), ("approved", APPROVED))
    }
    found: list[dict[str, Any]] = [dict(row) for row in rows.annotate(**counts)]
    return Coverage(
        tuple(
            AgencyCoverage(row["agency_id"], row["agency__name"], row["none"], row["model"], row["approved"])
            for row in found
        )
    )


def coverage_page(
    actor: Actor, on: date, filters: CoverageFilters = EVERYTHING, *, after: str = "", size: int = PAGE
) -> tuple[list[CoverageLine], str]:
    """Lines without approved process first, then by agency and code, from just after the key `after`; and the key of
    the next page, empty at the end. Two statements beside those for the agencies."""
    rows = list(_after(_narrowed(actor, on, filters), after)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return _lines(rows), _key(rows[-1]) if more else ""


def coverage_lines(actor: Actor, on: date, filters: CoverageFilters = EVERYTHING) -> Iterator[CoverageLine]:
    """Every line in the order of the page, for a file."""
    yield from _lines(list(_narrowed(actor, on, filters)))


def fields_in_use(actor: Actor, on: date) -> list[tuple[int, str]]:
    """The fields of the procedures in use, by name: what the list may be narrowed to."""
    found = _in_use(actor, on).order_by("procedure__field__sort_key")
    return list(found.values_list("procedure__field_id", "procedure__field__name").distinct())


def _in_use(actor: Actor, on: date) -> QuerySet[ProcedureUse]:
    found = ProcedureUse.objects.filter(office.in_force(on))
    return found if actor.kind == "system" else found.filter(agency__in=_agencies_of(actor))


def _agencies_of(actor: Actor) -> set[int]:
    supervised = actor.agencies(Role.TTHC_CONTROL)
    return {*actor.agencies(), *(office.agencies_under(supervised) if supervised else ())}


def _uses(actor: Actor, on: date) -> QuerySet[ProcedureUse]:
    """The uses with `standing` worked out from one look at the versions in force."""
    published = ProcessVersion.objects.filter(valid_from__lte=on).values("definition__key")
    standing = Case(
        When(process_key__in=published, then=Value(APPROVED)),
        When(process_key__in=list(pack_processes()), then=Value(MODEL)),
        default=Value(NONE),
        output_field=CharField(),
    )
    return _in_use(actor, on).annotate(standing=standing)


def _narrowed(actor: Actor, on: date, filters: CoverageFilters) -> QuerySet[ProcedureUse]:
    found = _uses(actor, on)
    if filters.agency_id is not None:
        found = found.filter(agency=filters.agency_id)
    if filters.standing in WORDS:
        found = found.filter(Q(standing=filters.standing))
    if filters.field_id is not None:
        found = found.filter(procedure__field=filters.field_id)
    for word in filters.text.split():
        found = found.filter(Q(procedure__name__icontains=word) | Q(procedure__code__icontains=word))
    beside = found.select_related("procedure", "procedure__field", "agency").defer("local_fees")
    return beside.annotate(process_no=Coalesce(current_no(on), 0)).order_by(
        F("standing"), "agency__code", "procedure__code", "pk"
    )


def _key(use: ProcedureUse) -> str:
    return f"{use.standing}~{use.agency.code}~{use.procedure.code}~{use.pk}"  # type: ignore[attr-defined]  # annotated


def _after(found: QuerySet[ProcedureUse], key: str) -> QuerySet[ProcedureUse]:
    parts = key.split("~")
    if len(parts) != 4 or not parts[3].isdecimal() or len(parts[3]) > 17:
        return found
    standing, agency, code, pk = parts
    return found.filter(
        Q(standing__gt=standing)
        | Q(standing=standing, agency__code__gt=agency)
        | Q(standing=standing, agency__code=agency, procedure__code__gt=code)
        | Q(standing=standing, agency__code=agency, procedure__code=code, pk__gt=int(pk))
    )


def _lines(rows: list[ProcedureUse]) -> list[CoverageLine]:
    names = _names({row.process_key for row in rows})
    return [_line(row, names) for row in rows]


def _names(keys: Iterable[str]) -> dict[str, str]:
    own = ProcessDefinition.objects.filter(key__in=keys).values_list("key", "name")
    return {key: one.name for key, one in pack_processes().items()} | dict(own)


def _line(use: ProcedureUse, names: dict[str, str]) -> CoverageLine:
    standing, no = getattr(use, "standing", NONE), getattr(use, "process_no", 0)
    return CoverageLine(use, standing, names.get(use.process_key, ""), no or None)


def published_for(actor: Actor, on: date, agency_id: int | None = None) -> list[tuple[str, str, str]]:
    """Processes in force that procedures may be put on, as (key, name, agency's short name), of one agency or all."""
    live = Q(retired_on=None) | Q(retired_on__gte=on)
    published = ProcessVersion.objects.filter(valid_from__lte=on).values("definition")
    found = ProcessDefinition.objects.filter(live, pk__in=published, agency__in=_agencies_of(actor))
    if agency_id is not None:
        found = found.filter(agency=agency_id)
    return list(found.order_by("agency__code", "name").values_list("key", "name", "agency__short_name"))
