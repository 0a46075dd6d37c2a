"""Everything the dossier page shows, in few queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from motcua.apps.dossiers import clock
from motcua.apps.dossiers.models import Act, Consultation, Dossier, Paper, Result, Slip
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.queries.visibility import visible_to
from motcua.apps.payments.models import Bill
from motcua.apps.payments.queries import bills_of
from motcua.rules import lifecycle, rights
from motcua.rules.actors import Actor, Role
from motcua.rules.clock import ClockState, run
from motcua.rules.deadlines import explain
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
    may: frozenset[str] = field(default_factory=frozenset)
    result: Result | None = None


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
    return DossierPage(
        dossier=dossier,
        acts=acts,
        papers=list(dossier.papers.select_related("file")),
        slips=list(Slip.objects.filter(dossier=dossier).defer("data").order_by("-at", "-id")),
        bills=bills_of(f"dossier:{dossier.pk}"),
        consultations=consultations,
        process=steps,
        step=steps.step(dossier.step_key) if dossier.step_key else None,
        passport=passport(dossier, acts),
        may=_may(dossier, actor, consultations),
        result=_result(acts),
    )


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
    step = process_of(dossier).step(dossier.step_key)
    if verb == "send_back":
        return bool(step.back) and dossier.holder_unit_id in actor.units(step.by, Role.UNIT_HEAD, process=dossier.process_key)
    return verb not in _STEP_OF or step.take in _STEP_OF[verb]


def person_history(personal_number: str, actor: Actor, limit: int = 10) -> list[Dossier]:
    """A person's dossiers that the actor may see, newest first."""
    if not personal_number:
        return []
    found = visible_to(actor).filter(applicant_number=personal_number).select_related("procedure")
    return list(found.order_by("-id")[:limit])
