"""The offices at work: six times a day everybody looks into his tray and takes up what he can, soonest due first."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers import queries
from motcua.cli.simulation import arrivals, examining, finishing
from motcua.cli.simulation.chance import dice
from motcua.rules.actors import Actor, Role
from motcua.rules.lifecycle import State

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier
    from motcua.cli.simulation.day import Day

HURRIED = (State.ACCEPTED, State.PROCESSING, State.SIGNING, State.SEALING)
STATES = (State.WAITING, *HURRIED)
URGENT = timedelta(hours=26)
# Which rounds (from 0) an office looks at the questions other offices sent.
QUESTION_ROUNDS = (1, 4)


def plan(day: Day) -> None:
    """Put the rounds of the day into the queue."""
    for order, clock in enumerate(day.rules["rounds"]):
        day.later(day.at(clock), partial(_round, day, clock, order))


def _round(day: Day, clock: str, order: int, at: datetime) -> None:
    found = _open(day).filter(state__in=[str(state) for state in STATES])
    for dossier in found.order_by(F("due_at").asc(nulls_last=True), "id"):
        if dossier.pk not in day.busy and _taken_up(day, dossier, clock, at):
            day.busy.add(dossier.pk)
    if order in QUESTION_ROUNDS:
        examining.questions(day, at)
    if order == 0:
        finishing.apologies(day, at)


def hurry(day: Day, dossier: Dossier, at: datetime) -> None:
    """What is due within a day is carried on from desk to desk and waits for nobody's round."""
    if dossier.due_at is None or dossier.due_at > at + URGENT:
        return
    now = _open(day).filter(pk=dossier.pk, state__in=[str(state) for state in HURRIED]).first()
    if now is not None and now.pk not in day.busy and _taken_up(day, now, "", at):
        day.busy.add(now.pk)


def _open(day: Day) -> QuerySet[Dossier]:
    every = queries.visible_to(day.staff.supervisor)
    return every.select_related("use", "procedure", "settling_unit")


def _is_round_of(day: Day, task: str, clock: str) -> bool:
    return not clock or clock in day.rules["rounds_of"][task]


def _taken_up(day: Day, dossier: Dossier, clock: str, at: datetime) -> bool:
    """True when an officer has begun the dossier's next step. `clock` names the round; empty outside the rounds."""
    if dossier.stands is State.WAITING:
        return arrivals.waiting(day, dossier, at)
    if dossier.stands is State.ACCEPTED:
        return _is_round_of(day, "transfer", clock) and _hand_over(day, dossier, at)
    if dossier.step_key == "examine":
        return examining.examines(day, dossier, at)
    step = {"assign": _assign, "review": finishing.reviews, "sign": finishing.signs, "seal": finishing.seals}
    if dossier.step_key not in step or not (dossier.on_spot or _is_round_of(day, dossier.step_key, clock)):
        return False
    return step[dossier.step_key](day, dossier, at)


def _hand_over(day: Day, dossier: Dossier, at: datetime) -> bool:
    counter = day.staff.at(dossier.receiving_unit_id, Role.COUNTER)
    return day.give(counter, at, "transfer", partial(_hands_over, day, dossier))


def _hands_over(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    if dossier.number and day.chance("correct", dossier):
        phone = f"0599{dice(day.seed, 'phone', dossier).randrange(10**6):06d}"
        reason = "Ghi nhầm số điện thoại khi tiếp nhận"
        dossiers.correct(str(dossier), {"applicant_phone": phone}, reason=reason, actor=who, at=at)
        day.count("correct")
    dossiers.transfer(str(dossier), actor=who, at=at)
    day.count("transfer")
    day.finished(dossier, at)


def _assign(day: Day, dossier: Dossier, at: datetime) -> bool:
    heads = day.staff.at(dossier.holder_unit_id, Role.UNIT_HEAD)
    return day.give(heads, at, "assign", partial(_assigns, day, dossier))


def _assigns(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    """Case officers take turns by the dossier's order number."""
    officers = day.staff.at(dossier.holder_unit_id, Role.CASE_OFFICER)
    chosen = officers[int(str(dossier)[-4:]) % len(officers)]
    dossiers.assign(str(dossier), officer_id=chosen.officer_id or 0, actor=who, at=at)
    day.count("assign")
    day.finished(dossier, at)
