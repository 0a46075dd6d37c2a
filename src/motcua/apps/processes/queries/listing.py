"""Definitions, drafts and versions for the pages."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from motcua.apps.office.queries import agencies_under
from motcua.apps.processes.models import ProcessDefinition, ProcessDraft, ProcessVersion
from motcua.apps.processes.queries.versions import current_no, pack_processes
from motcua.rules.actors import Actor, Role
from motcua.rules.process import Process

DRAWERS = (Role.UNIT_HEAD, Role.SIGNATORY, Role.TTHC_CONTROL, Role.CENTRE_HEAD)


def _agencies_of(actor: Actor) -> set[int]:
    """Agencies whose processes the actor sees: his own, and for TTHC control all below."""
    supervised = actor.agencies(Role.TTHC_CONTROL)
    return set(actor.agencies()) | set(agencies_under(supervised) if supervised else ())


def definitions_of(actor: Actor, on: date) -> QuerySet[ProcessDefinition]:
    """The processes an actor sees, by name, each with `current` (the version in force on `on` or None)."""
    found = ProcessDefinition.objects.filter(agency__in=_agencies_of(actor)).select_related("agency", "draft")
    return found.annotate(current=current_no(on, "key")).order_by("agency__code", "name", "pk")


def definition(key: str, actor: Actor) -> ProcessDefinition | None:
    """One process the actor may see, with its draft; None otherwise, whichever the cause."""
    found = ProcessDefinition.objects.filter(key=key, agency__in=_agencies_of(actor))
    return found.select_related("agency", "draft", "draft__saved_by").first()


def draft_of(definition: ProcessDefinition) -> ProcessDraft | None:
    """The draft being worked on, if any."""
    return ProcessDraft.objects.filter(definition=definition).select_related("saved_by").first()


def versions_of(definition: ProcessDefinition) -> list[ProcessVersion]:
    """Published versions, newest first."""
    return list(definition.versions.select_related("published_by").order_by("-no"))


def version_row(definition: ProcessDefinition, no: int) -> ProcessVersion | None:
    """One published version."""
    return definition.versions.select_related("published_by").filter(no=no).first()


def models_of_packs() -> list[Process]:
    """The model processes that come with Motcua, by name: a start for an office's own."""
    return sorted(pack_processes().values(), key=lambda one: one.name)


def choices_for(agency_id: int, on: date) -> list[tuple[str, str]]:
    """What a procedure of the agency may run on: its own published processes, then the models, as (key, name)."""
    live = Q(retired_on=None) | Q(retired_on__gt=on)
    own = ProcessDefinition.objects.filter(live, agency=agency_id, versions__isnull=False).distinct()
    rows = [(one.key, one.name) for one in own.order_by("name")]
    return rows + [(one.key, f"{one.name} (quy trình mẫu)") for one in models_of_packs()]
