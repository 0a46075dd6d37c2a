"""Nudges as an officer sees them: his own, and those for his roles in his units; newest first, keyset-paged."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import F, Q, QuerySet

from motcua.apps.dossiers.models import Consultation, Dossier, Nudge, NudgeKind
from motcua.rules.actors import Actor

PAGE = 20


@dataclass(frozen=True, slots=True)
class NudgePage:
    """One page of nudges and the key of the next (empty: none)."""

    rows: list[Nudge]
    after: str


def nudges_open_to(actor: Actor) -> QuerySet[Nudge]:
    """The nudges nobody has seen yet that are for the actor, whose step is still the open one."""
    units = actor.units()
    if not units:
        return Nudge.objects.none()
    stands_for = {actor.officer_id, *(getattr(seat, "for_officer", None) for seat in actor.seats)} - {None}
    mine = Q(officer__in=sorted(one for one in stands_for if one), unit__in=units)
    for_roles = [
        Q(officer=None, unit=seat.unit_id, role__in=("", str(seat.role)))
        for seat in dict.fromkeys(actor.seats)
    ]
    return Nudge.objects.filter(reduce(or_, [mine, *for_roles]), done_at=None).filter(
        dossier__step_key=F("step_key"), dossier__step_since=F("step_since"), dossier__paused_since=None
    )


def nudges_for(actor: Actor, *, after: str = "", size: int = PAGE) -> NudgePage:
    """A page of them with their dossiers, in one statement."""
    found = nudges_open_to(actor).select_related("dossier__procedure", "unit").order_by("-at", "-id")
    rows = list(_beyond(found, after)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return NudgePage(rows, _key(rows[-1]) if more else "")


def nudges_about(dossier: Dossier) -> list[Nudge]:
    """The nudges of the dossier's open step, newest first; a consultation's until it is answered."""
    if dossier.step_since is None:
        return []
    found = Nudge.objects.filter(
        dossier=dossier, step_key=dossier.step_key, step_since=dossier.step_since
    ).select_related("unit", "officer")
    waiting = Consultation.objects.filter(dossier=dossier, answered=None).values("asked__seq")
    return list(
        found.exclude(Q(kind=NudgeKind.CONSULTATION) & ~Q(timer_no__in=waiting)).order_by("-at", "-id")[:50]
    )


def _key(row: Nudge) -> str:
    return base64.urlsafe_b64encode(json.dumps([row.at.isoformat(), row.pk]).encode()).decode()


def _beyond(found: QuerySet[Nudge], key: str) -> QuerySet[Nudge]:
    if not key:
        return found
    try:
        moment, pk = json.loads(base64.urlsafe_b64decode(key))
        at, pk = datetime.fromisoformat(moment), int(pk)
    except (ValueError, TypeError):
        return found
    return found.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
