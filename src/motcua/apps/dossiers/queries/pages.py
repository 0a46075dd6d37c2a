"""Everything the dossier page shows, in few queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from motcua.apps.dossiers import clock
from motcua.apps.dossiers.asking import AskNow, asks_now
from motcua.apps.dossiers.models import Act, Answer, Consultation, Dossier, Nudge, Paper, Result, Slip
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.queries.nudges import nudges_about
from motcua.apps.dossiers.queries.process_paths import ProcessPath, path_of
from motcua.apps.dossiers.queries.visibility import visible_to
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.payments.models import Bill
from motcua.apps.payments.queries import bills_of
from motcua.rules import lifecycle, rights
from motcua.rules.actors import Actor, Role
from motcua.rules.clock import ClockState, run
from motcua.rules.deadlines import explain
from motcua.rules.lifecycle import FINISHED, OPEN, WAITS_OUTSIDE
from motcua.rules.process import Process, Step
from motcua.rules.rights import Standing


@dataclass(frozen=True, slots=True)
class Passport:
    """Why this date: the clock folded from the acts, and its sentences."""

    state: ClockState | None
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier with its history, papers, slips, bills, and what the actor may do now."""

    dossier: Dossier
    acts: list[Act]
    papers: list[Paper]
    slips: list[Slip]
    bills: list[Bill]
    consultations: list[Consultation]
    process: Process
    step: Step | None
    passport: Passport
    path: ProcessPath
    may: frozenset[str] = field(default_factory=frozenset)
    result: Result | None = None
    answers: dict[str, str] = field(default_factory=dict)
    """What was answered to the open step's questions before, by key."""
    asks: AskPanel | None = None
    """What the process asks of other units at the open step; None when it asks nothing."""
    nudges: list[Nudge] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AskPanel:
    """The open step's side consultations; `unknown` says which answer decides whether there are any."""

    asks: tuple[AskNow, ...] = ()
    unknown: str = ""

    @property
    def to_send(self) -> tuple[AskNow, ...]:
        """Those that wait to be sent."""
        return tuple(one for one in self.asks if one.to_send)


def find_dossier(number: str, actor: Actor) -> Dossier | None:
    """A dossier by number (or provisional code) if the actor may see it; None otherwise, whichever the cause."""
    seen = visible_to(actor).select_related(
        "procedure", "version", "use", "receiving_unit", "agency", "settling_unit", "holder_unit", "holder"
    )
    return seen.filter(number=number).first() or seen.filter(provisional=number).first()


def dossier_page(number: str, actor: Actor, *, at: datetime) -> DossierPage | None:
    """The page of one dossier for one actor; None when it does not exist or may not be seen."""
    dossier = find_dossier(number, actor)
    if dossier is None:
        return None
    acts = clock.acts_of(dossier)
    consultations = _consultations(dossier) if any(act.verb == "consult" for act in acts) else []
    steps = process_of(dossier)
    step = steps.step(dossier.step_key) if dossier.step_key and steps.has(dossier.step_key) else None
    return DossierPage(
        dossier=dossier,
        acts=acts,
        papers=list(dossier.papers.select_related("file")),
        slips=list(Slip.objects.filter(dossier=dossier).defer("data").order_by("-at", "-id")),
        bills=bills_of(f"dossier:{dossier.pk}"),
        consultations=consultations,
        process=steps,
        step=step,
        passport=passport(dossier, acts),
        may=_may(dossier, actor, consultations),
        result=_result(acts),
        path=path_of(dossier, acts),
        answers=_answers(dossier) if step and step.questions else {},
        asks=_asks(dossier, step, at),
        nudges=nudges_about(dossier) if _may_be_nudged(step, consultations) else [],
    )


def _answers(dossier: Dossier) -> dict[str, str]:
    return dict(Answer.objects.filter(dossier=dossier).values_list("key", "value"))


def _asks(dossier: Dossier, step: Step | None, at: datetime) -> AskPanel | None:
    if step is None or not step.asks or dossier.stands in FINISHED:
        return None
    try:
        return AskPanel(tuple(asks_now(dossier, step, at)))
    except GuardNotMet as unknown:
        return AskPanel(unknown=str(unknown))


def _may_be_nudged(step: Step | None, consultations: list[Consultation]) -> bool:
    return step is not None and (bool(step.timers) or any(one.nudged_at for one in consultations))


def _consultations(dossier: Dossier) -> list[Consultation]:
    found = Consultation.objects.filter(dossier=dossier).select_related("unit", "asked", "answered")
    return list(found.order_by("id"))


def _result(acts: list[Act]) -> Result | None:
    sealed = [act.pk for act in acts if act.verb == "seal"]
    return Result.objects.select_related("file").filter(act_id=sealed[-1]).first() if sealed else None


def passport(dossier: Dossier, acts: list[Act] | None = None) -> Passport:
    """The explanation of the due date, counted again from the acts."""
    if dossier.received_at is None:
        return Passport(None, ("Hồ sơ chưa được tiếp nhận nên thời hạn chưa bắt đầu tính.",))
    found = clock.events(dossier, acts if acts is not None else clock.acts_of(dossier))
    state = run(found, clock.calendar_of(dossier), clock.policy_of(dossier))
    return Passport(state, tuple(explain(state.due)))


def _may(dossier: Dossier, actor: Actor, consultations: list[Consultation]) -> frozenset[str]:
    """Verbs open to this actor now: legal in this state, and his by right (and, for step verbs, the open step)."""
    asked = frozenset(c.unit_id for c in consultations if c.answered_id is None)
    place = Standing(
        receiving_unit=dossier.receiving_unit_id,
        settling_agency=dossier.agency_id,
        settling_unit=dossier.settling_unit_id or 0,
        holder_unit=dossier.holder_unit_id,
        holder_officer=dossier.holder_id,
        asked_units=asked,
        process=dossier.process_key,
    )
    legal = {row.verb for row in lifecycle.possible(dossier.stands)} | {"attach", "collect_fee"}
    if dossier.number and dossier.stands not in lifecycle.FINISHED - {lifecycle.State.READY}:
        legal |= {"correct"}
    if dossier.step_key and dossier.stands in OPEN - WAITS_OUTSIDE:
        legal |= {"reassign"}
    return frozenset(
        verb for verb in legal if rights.may(actor, verb, place) and _fits_step(dossier, verb, actor)
    )


_STEP_OF = {
    "transfer": ("transfer",),
    "assign": ("assign", "examine"),
    "examine": ("examine",),
    "ask_supplement": ("examine",),
    "require_payment": ("examine",),
    "review": ("review",),
    "sign": ("sign",),
    "seal": ("seal",),
}


def _fits_step(dossier: Dossier, verb: str, actor: Actor) -> bool:
    if not dossier.step_key:
        return verb not in _STEP_OF
    order = process_of(dossier)
    if not order.has(dossier.step_key):
        return False
    step = order.step(dossier.step_key)
    if verb == "send_back":
        return bool(step.back) and dossier.holder_unit_id in actor.units(
            step.by, Role.UNIT_HEAD, process=dossier.process_key
        )
    return verb not in _STEP_OF or step.take in _STEP_OF[verb]


def person_history(personal_number: str, actor: Actor, limit: int = 10) -> list[Dossier]:
    """A person's dossiers that the actor may see, newest first."""
    if not personal_number:
        return []
    found = visible_to(actor).filter(applicant_number=personal_number).select_related("procedure")
    return list(found.order_by("-id")[:limit])
