"""The process a dossier is pinned to, the facts its conditions look at, and where it goes next."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import Sum

from motcua.apps.dossiers.models import Answer, Dossier
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.payments.models import Bill, BillKind, BillState
from motcua.apps.processes.queries import process
from motcua.rules.process import END, ChoiceNeeded, GivenMissing, NoWayOn, Process, Step, follow
from motcua.rules.process.givens import ANSWER, Value

__all__ = ["facts_of", "next_step", "process", "process_of"]


def process_of(dossier: Dossier) -> Process:
    """The published version the dossier runs on; it stays on it until somebody moves it (actions.moving)."""
    return process(dossier.process_key, dossier.process_version)


def facts_of(dossier: Dossier, names: frozenset[str]) -> dict[str, Value]:
    """The named facts `names` as they are of the dossier now; only what is wanted is read.

    A fact nobody knows yet (an answer not given) is left out: a condition that needs it says so.
    """
    found: dict[str, Value] = {
        "channel": str(dossier.channel),
        "result_way": str(dossier.result_way),
        "sets": Decimal(dossier.sets),
        "supplements": Decimal(dossier.supplements),
        "extended": dossier.extended,
    }
    if "applicant_kind" in names:
        found["applicant_kind"] = str(dossier.applicant.kind)
    if "procedure" in names:
        found["procedure"] = dossier.procedure.code
    if "papers" in names:
        found["papers"] = Decimal(dossier.papers.count())
    if "fee" in names:
        owed = Bill.objects.filter(owner=f"dossier:{dossier.pk}", kind=BillKind.FEE)
        billed = owed.exclude(state=BillState.CANCELLED).aggregate(total=Sum("amount"))
        found["fee"] = Decimal(billed["total"] or 0)
    if any(name.startswith(ANSWER) for name in names):
        found |= _answers(dossier)
    return {name: value for name, value in found.items() if name in names}


def _answers(dossier: Dossier) -> dict[str, Value]:
    known = process_of(dossier).givens
    rows = Answer.objects.filter(dossier=dossier).values_list("key", "value")
    return {ANSWER + key: known[ANSWER + key].parse(value) for key, value in rows if ANSWER + key in known}


def next_step(
    dossier: Dossier, step: Step, chosen: str = "", answers: Mapping[str, Value] | None = None
) -> Step | None:
    """Where the dossier goes when `step` ends well; None at the end. `answers`: given with this act, by given name.

    Raises GuardNotMet naming the field `outcome` or the answer that is missing.
    """
    order = process_of(dossier)
    try:
        facts = facts_of(dossier, order.looks_at) | dict(answers or {})
        taken = follow(order, step.key, facts, chosen)
    except ChoiceNeeded as needed:
        raise GuardNotMet(str(needed), {"outcome": "Hãy chọn hướng đi tiếp của hồ sơ."}) from needed
    except GivenMissing as missing:
        raise GuardNotMet(str(missing), {missing.given.name: str(missing)}) from missing
    except NoWayOn as stuck:
        raise GuardNotMet(str(stuck)) from stuck
    return None if taken.next == END else order.step(taken.next)
