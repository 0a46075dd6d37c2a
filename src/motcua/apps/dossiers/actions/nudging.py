"""The timers of open steps: they remind, tell the leaders, propose. Nothing here changes a dossier's state.

A sweep reads only dossiers whose next timer has come, by the partial index `dossier_timer_due`, in batches of one
transaction each. A nudge is unique for its opening of the step, so a sweep that died in the middle is simply run again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from motcua.apps.dossiers.actions.acting import WAITING_STATES
from motcua.apps.dossiers.models import Consultation, Dossier, Nudge, NudgeKind
from motcua.apps.dossiers.nudge_rows import Desks, consultation_nudges, nudges_of
from motcua.apps.dossiers.placing import timers_of
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.queries.nudges import nudges_open_to
from motcua.apps.processes.refusals import NoSuchProcess
from motcua.rules.actors import Actor
from motcua.rules.lifecycle import State

BATCH = 1000
READ = (
    "state", "step_key", "step_since", "step_due_at", "timer_at", "timer_no", "process_key", "process_version",
    "agency_id", "holder_unit_id", "holder_id", "extended", "due_at", "calendar_edition", "rule_set",
)  # fmt: skip
"""The columns a sweep reads of a dossier."""


@dataclass(frozen=True, slots=True)
class Fired:
    """What a sweep did: dossiers whose timer came, consultations past their time, nudges written."""

    dossiers: int = 0
    consultations: int = 0
    nudges: int = 0

    def __add__(self, other: Fired) -> Fired:
        return Fired(
            self.dossiers + other.dossiers,
            self.consultations + other.consultations,
            self.nudges + other.nudges,
        )


def fire_timers(*, at: datetime, limit: int | None = None) -> Fired:
    """Fire every timer that has come by `at`, and nudge about consultations past their time; each exactly once.

    `limit`: at most so many dossiers, and as many consultations, in this sweep. A dossier that somebody is working on
    at that very moment is left for the next sweep.
    """
    whole = Fired()
    for batch in (_timers, _consultations):
        left = limit
        while left is None or left > 0:
            size = BATCH if left is None else min(BATCH, left)
            done = batch(at, size)
            whole += done
            read = done.dossiers + done.consultations
            if read < size:
                break
            left = None if left is None else left - read
    return whole


def due_now(at: datetime, size: int) -> QuerySet[Dossier]:
    """The dossiers whose next timer has come, soonest first, at most `size`."""
    return Dossier.objects.filter(timer_at__lte=at).order_by("timer_at", "id").only(*READ)[:size]


@transaction.atomic
def _timers(at: datetime, size: int) -> Fired:
    found = list(due_now(at, size).select_for_update(skip_locked=True, no_key=True))
    if not found:
        return Fired()
    desks = Desks.of(found, at)
    rows: list[Nudge] = []
    for dossier in found:
        rows += _fire(dossier, desks, at)
    written = _write(rows)
    _set_next(found)
    return Fired(dossiers=len(found), nudges=written)


def _fire(dossier: Dossier, desks: Desks, at: datetime) -> list[Nudge]:
    """The nudges of every timer that has come; the index row's next timer is set (not saved here)."""
    dossier.timer_at = None
    try:
        step = process_of(dossier).step(dossier.step_key)
    except (KeyError, NoSuchProcess):  # `motcua verify` names such a dossier; it must not hold up the others
        return []
    if dossier.step_since is None or dossier.stands in WAITING_STATES:
        return []
    moments = timers_of(
        step, dossier.holder_unit_id, dossier.step_since, dossier.step_due_at, dossier.calendar_edition
    )
    come = [moment for moment in moments[dossier.timer_no :] if moment[0] <= at]
    dossier.timer_no += len(come)
    dossier.timer_at = moments[dossier.timer_no][0] if dossier.timer_no < len(moments) else None
    return list(nudges_of(dossier, step, come, desks, at))


def _write(rows: Sequence[Nudge]) -> int:
    Nudge.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return len(rows)


def _set_next(found: Sequence[Dossier]) -> None:
    """The next timer of each dossier, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE dossiers_dossier d SET timer_at = v.timer_at, timer_no = v.timer_no "
            "FROM unnest(%s::bigint[], %s::timestamptz[], %s::smallint[]) AS v(id, timer_at, timer_no) "
            "WHERE d.id = v.id",
            [
                [one.pk for one in found],
                [one.timer_at for one in found],
                [one.timer_no for one in found],
            ],
        )


@transaction.atomic
def _consultations(at: datetime, size: int) -> Fired:
    late = Consultation.objects.filter(answered=None, nudged_at=None, due_at__lte=at).order_by("due_at", "id")
    locked = late.select_for_update(skip_locked=True, of=("self",)).select_related("dossier", "unit", "asked")
    found = list(locked[:size])
    if not found:
        return Fired()
    waiting = [one for one in found if one.dossier.stands is State.CONSULTING and one.dossier.step_since]
    written = _write([row for one in waiting for row in consultation_nudges(one, at)])
    Consultation.objects.filter(pk__in=[one.pk for one in found]).update(nudged_at=at)
    return Fired(consultations=len(found), nudges=written)


@transaction.atomic
def close_passed(*, at: datetime) -> int:
    """Close the open nudges whose step has passed, or whose consultation was answered; how many.

    Pages leave them out already (`queries.nudges`): this only keeps their list short.
    """
    elsewhere = ~Q(dossier__step_key=F("step_key")) | ~Q(dossier__step_since=F("step_since"))
    open_asks = Consultation.objects.filter(
        dossier=OuterRef("dossier"), asked__seq=OuterRef("timer_no"), answered=None
    )
    is_answered = Q(kind=NudgeKind.CONSULTATION) & ~Exists(open_asks)
    passed = Nudge.objects.filter(done_at=None).filter(elsewhere | is_answered)
    return Nudge.objects.filter(pk__in=passed.values("pk")).update(done_at=at)


@transaction.atomic
def see_nudges(keys: Sequence[int], *, actor: Actor, at: datetime) -> int:
    """Note that the officer has seen these of the nudges open to him; how many. Others' are left alone."""
    mine = nudges_open_to(actor).filter(pk__in=list(keys))
    return Nudge.objects.filter(pk__in=mine.values("pk")).update(done_at=at)
