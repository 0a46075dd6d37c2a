"""The one place that decides which dossiers an actor may see. Lists, search, pages, exports, files all ask here."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.apps.dossiers.models import Dossier, Participation
from motcua.apps.office.queries import agencies_under
from motcua.rules.actors import Actor, Role

UNIT_ROLES = (
    Role.COUNTER,
    Role.CASE_OFFICER,
    Role.UNIT_HEAD,
    Role.CASHIER,
    Role.CENTRE_HEAD,
    Role.CLERK,
    Role.SIGNATORY,
)
_AGENCY_ROLES = (Role.SIGNATORY, Role.CLERK)


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Dossiers the actor may see.

    TTHC control supervises its agency and all below it (at the province: everything); signatories and clerks see
    their agency's; the others see what their units received, hold, settle, or took part in. An administrator keeps
    the system and sees no dossier; a citizen has the tracking page. Who stands in for somebody sees what that one's
    seats see while it lasts; seats lent for one process show the dossiers of that process alone.
    """
    conditions = [_supervised(actor), *(_condition(actor, process) for process in ("", *actor.processes))]
    kept = [found for found in conditions if found is not None]
    if not kept:
        return Dossier.objects.none()
    return Dossier.objects.filter(reduce(or_, kept))


def may_see(actor: Actor, dossier: Dossier) -> bool:
    """The same question for one dossier already at hand."""
    return visible_to(actor).filter(pk=dossier.pk).exists()


def _supervised(actor: Actor) -> Q | None:
    agencies = actor.agencies(Role.TTHC_CONTROL)
    if not agencies:
        return None
    below = agencies_under(agencies)
    return Q(agency__in=below) | Q(receiving_unit__agency__in=below)


def _condition(actor: Actor, process: str = "") -> Q | None:
    """What the actor's seats show; with `process`, what those show that somebody lent him for it."""
    lent = {seat for seat in actor.seats if seat.process == process}
    units = frozenset(seat.unit_id for seat in lent if seat.role in UNIT_ROLES)
    agencies = frozenset(seat.agency_id for seat in lent if seat.role in _AGENCY_ROLES)
    if not units and not agencies:
        return None
    condition = Q(receiving_unit__in=units) | Q(holder_unit__in=units) | Q(settling_unit__in=units)
    if agencies:
        condition |= Q(agency__in=agencies)
    took_part = Participation.objects.filter(dossier=OuterRef("pk"), unit__in=units)
    condition |= Q(Exists(took_part))
    return condition & Q(process_key=process) if process else condition
