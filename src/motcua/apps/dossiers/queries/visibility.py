"""The one place that decides which dossiers an actor may see. Lists, search, pages, exports, files all ask here."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.apps.dossiers.models import Dossier, Participation
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

    TTHC control supervises everything; signatories and clerks see their agency's; the others see what their units
    received, hold, settle, or took part in. An administrator keeps the system and sees no dossier; a citizen has
    the tracking page.
    """
    if actor.has_role(Role.TTHC_CONTROL):
        return Dossier.objects.all()
    seen = _condition(actor)
    return Dossier.objects.filter(seen) if seen else Dossier.objects.none()


def may_see(actor: Actor, dossier: Dossier) -> bool:
    """The same question for one dossier already at hand."""
    return visible_to(actor).filter(pk=dossier.pk).exists()


def _condition(actor: Actor) -> Q | None:
    units = actor.units(*UNIT_ROLES)
    agencies = actor.agencies(*_AGENCY_ROLES)
    if not units and not agencies:
        return None
    condition = Q(receiving_unit__in=units) | Q(holder_unit__in=units) | Q(settling_unit__in=units)
    if agencies:
        condition |= Q(agency__in=agencies)
    took_part = Participation.objects.filter(dossier=OuterRef("pk"), unit__in=units)
    return condition | Q(Exists(took_part))
