"""The offices at work: six times a day everybody looks into his tray and takes up what he can, soonest due first."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import F

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers import queries
from motcua.cli.simulation import arrivals, examining, finishing
from motcua.cli.simulation.chance import dice
from motcua.rules.actors import Actor, Role
from motcua.rules.lifecycle import State

if TYPE_CHECKING:
    from motcua.cli.simulation.day import Day

STATES = (State.WAITING, State.ACCEPTED, State.PROCESSING, State.SIGNING, State.SEALING, State.READY)
# Which rounds (from 0) an office looks at the questions other offices sent.
QUESTION_ROUNDS = (1, 4)


def plan(day: Day) -> None:
    """Put the rounds of the day into the queue."""
    for order, clock in enumerate(day.rules["rounds"]):
        day.later(day.at(clock), partial(_round, day, clock, order))


def _round(day: Day, clock: str, order: int, at: datetime) -> None:
    found = queries.visible_to(day.staff.supervisor).filter(state__in=[str(state) for state in STATES])
    found = found.select_related("use", "procedure", "settling_unit")
    for dossier in found.order_by(F("due_at").asc(nulls_last=True), "id"):
        if dossier.pk not in day.busy and _taken_up(day, dossier, clock, at):
            day.busy.add(dossier.pk)
    if order in QUESTION_ROUNDS:
        examining.questions(day, at)
    if order == 0:
        finishing.apologies(day, at)


def _taken_up(day: Day, dossier: Any, clock: str, at: datetime) -> bool:
    """True when an officer has begun the dossier's next step."""
    if dossier.stands is State.WAITING:
        return arrivals.waiting(day, dossier, at)
    if dossier.stands is State.READY:
        return finishing.tells_early(day, dossier, at)
    if dossier.stands is State.ACCEPTED:
        return _hand_over(day, dossier, at)
    if dossier.stands is State.SIGNING:
        return finishing.signs(day, dossier, clock, at)
    if dossier.stands is State.SEALING:
        return finishing.seals(day, dossier, at)
    step = {"assign": _assign, "examine": examining.examines, "review": finishing.reviews}
    return step[dossier.step_key](day, dossier, at) if dossier.step_key in step else False


def _hand_over(day: Day, dossier: Any, at: datetime) -> bool:
    counter = day.staff.at(dossier.receiving_unit_id, Role.COUNTER)
    return day.give(counter, at, "transfer", partial(_hands_over, day, dossier))


def _hands_over(day: Day, dossier: Any, who: Actor, at: datetime) -> None:
    if dossier.number and day.chance("correct", dossier):
        phone = f"0599{dice(day.seed, 'phone', dossier).randrange(10**6):06d}"
        reason = "Ghi nhầm số điện thoại khi tiếp nhận"
        dossiers.correct(str(dossier), {"applicant_phone": phone}, reason=reason, actor=who, at=at)
        day.count("correct")
    dossiers.transfer(str(dossier), actor=who, at=at)
    day.count("transfer")
    day.busy.discard(dossier.pk)


def _assign(day: Day, dossier: Any, at: datetime) -> bool:
    heads = day.staff.at(dossier.holder_unit_id, Role.UNIT_HEAD)
    return day.give(heads, at, "assign", partial(_assigns, day, dossier))


def _assigns(day: Day, dossier: Any, who: Actor, at: datetime) -> None:
    """Case officers take turns by the dossier's order number."""
    officers = day.staff.at(dossier.holder_unit_id, Role.CASE_OFFICER)
    chosen = officers[int(dossier.number[-4:]) % len(officers)]
    dossiers.assign(str(dossier), officer_id=chosen.officer_id or 0, actor=who, at=at)
    day.count("assign")
    day.busy.discard(dossier.pk)
