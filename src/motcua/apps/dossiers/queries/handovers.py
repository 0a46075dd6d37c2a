"""Batches handed over: what waits at the counter, what was handed over together, and the one slip of a batch.

A batch is the transfers one officer made at one moment to one unit; the acts themselves keep it, so its slip can be
printed again at any time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.models import Dossier, Handover
from motcua.apps.dossiers.queries.visibility import UNIT_ROLES, visible_to
from motcua.apps.dossiers.refusals import NoSuchDossier
from motcua.apps.office import queries as office
from motcua.rules.actors import Actor
from motcua.rules.lifecycle import State


@dataclass(frozen=True, slots=True)
class Batch:
    """One hand-over: when, by whom, from which unit to which, how many; `key` (an act) names it in addresses."""

    key: int
    at: datetime
    giver: str
    from_name: str
    to_name: str
    count: int


def to_hand_over(actor: Actor, limit: int = 200) -> list[Dossier]:
    """Accepted dossiers of the actor's units that wait to be transferred, the most pressing first."""
    units = actor.units(*UNIT_ROLES)
    found = Dossier.objects.filter(receiving_unit__in=units, holder_unit__in=units, state=State.ACCEPTED)
    found = found.select_related("procedure", "settling_unit", "agency")
    return list(found.order_by("step_due_at", "id")[:limit])


def batches(actor: Actor, limit: int = 20, *, keys: Sequence[int] = ()) -> list[Batch]:
    """Recent hand-overs from or to the actor's units, newest first; only those of `keys` when given."""
    found = _handovers(actor)
    if keys:
        found = found.filter(pk__in=keys)
    rows = (
        found.values("act__at", "act__actor_name", "from_unit__name", "to_unit__name", "from_unit", "to_unit")
        .annotate(key=Min("act_id"), count=Count("act_id"))
        .order_by("-act__at", "key")[:limit]
    )
    return [
        Batch(
            r["key"], r["act__at"], r["act__actor_name"], r["from_unit__name"], r["to_unit__name"], r["count"]
        )
        for r in rows
    ]


def handover_pdf(key: int, actor: Actor) -> bytes:
    """The slip of the batch that the transfer act `key` belongs to. Raises NoSuchDossier when it may not be seen."""
    one = _handovers(actor).select_related("act").filter(pk=key).first()
    if one is None:
        raise NoSuchDossier("Không tìm thấy lần bàn giao này. Hãy mở lại từ trang Bàn giao.")
    same = Handover.objects.filter(
        act__at=one.act.at,
        act__officer_id=one.act.officer_id,
        act__verb=one.act.verb,
        from_unit=one.from_unit_id,
        to_unit=one.to_unit_id,
    )
    rows = visible_to(actor).filter(pk__in=same.values("act__dossier_id")).order_by("number")
    giver = Actor(name=one.act.actor_name, officer_id=one.act.officer_id)
    from_unit, to_unit = office.unit(one.from_unit_id), office.unit(one.to_unit_id)
    return slips.handover_pdf(slips.handover_slip(rows, from_unit, to_unit, actor=giver, at=one.act.at))


def _handovers(actor: Actor):  # type: ignore[no-untyped-def]  # an annotated QuerySet of this module
    units = actor.units(*UNIT_ROLES)
    mine = Q(from_unit__in=units) | Q(to_unit__in=units)
    return Handover.objects.filter(mine, act__verb__in=("transfer", "forward"))
