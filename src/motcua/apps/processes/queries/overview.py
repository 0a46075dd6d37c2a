"""The list of an office's processes: for each the version in force, the draft, how many procedures run on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch

from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.office import queries as office
from motcua.apps.office.models import Agency
from motcua.apps.processes.models import ProcessDefinition, ProcessDraft, ProcessVersion
from motcua.apps.processes.queries.listing import DRAWERS, definitions_of
from motcua.rules.actors import Actor, Role


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """One process of the list. `coming` is a published version that is not yet in force."""

    definition: ProcessDefinition
    in_force: ProcessVersion | None
    coming: ProcessVersion | None
    draft: ProcessDraft | None
    procedures: int


def overview(actor: Actor, on: date) -> list[ProcessLine]:
    """The processes the actor sees, by agency and name. Three statements beside those for the agencies."""
    versions = ProcessVersion.objects.defer("body").order_by("-valid_from", "-no")
    found = list(
        definitions_of(actor, on).defer("draft__body").prefetch_related(Prefetch("versions", versions))
    )
    counts = _procedures({one.key for one in found}, on)
    return [_line(one, on, counts.get(one.key, 0)) for one in found]


def _procedures(keys: Iterable[str], on: date) -> dict[str, int]:
    uses = ProcedureUse.objects.filter(office.in_force(on), process_key__in=list(keys))
    return dict(uses.values_list("process_key").annotate(count=Count("pk")).order_by())


def _line(one: ProcessDefinition, on: date, procedures: int) -> ProcessLine:
    versions = list(one.versions.all())
    in_force = next((version for version in versions if version.valid_from <= on), None)
    coming = next((version for version in versions if version.valid_from > on), None)
    return ProcessLine(one, in_force, coming, getattr(one, "draft", None), procedures)


def procedures_on(key: str, on: date) -> list[ProcedureUse]:
    """The procedures in use that run on the process, by agency and code."""
    uses = ProcedureUse.objects.filter(office.in_force(on), process_key=key)
    return list(uses.select_related("procedure", "agency").order_by("agency__code", "procedure__code"))


def agencies_to_draw_for(actor: Actor, on: date) -> list[Agency]:
    """The agencies for which the actor may draw a process: his own first."""
    own = actor.agencies(*DRAWERS)
    control = actor.agencies(Role.TTHC_CONTROL)
    below = set(office.agencies_under(control)) if control else set()
    rows = office.agencies(on).filter(pk__in=own | below)
    return sorted(rows, key=lambda agency: (agency.pk not in own, agency.code))
