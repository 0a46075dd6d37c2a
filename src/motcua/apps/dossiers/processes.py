"""The process a dossier is pinned to, the facts its conditions look at, the answers it asks for, and the way it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from motcua.apps.dossiers.models import Answer, Dossier
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.payments.models import Bill, BillKind, BillState
from motcua.apps.processes.queries import process
from motcua.rules.process import (
    END,
    ChoiceNeeded,
    Clause,
    ConditionFault,
    GivenMissing,
    NoWayOn,
    Outcome,
    Process,
    Step,
    follow,
    ways,
)
from motcua.rules.process.conditions import stored
from motcua.rules.process.definition import Ask
from motcua.rules.process.givens import ANSWER, Given, Value
from motcua.rules.process.walking import asks_of

__all__ = [
    "Answers",
    "Way",
    "answers_given",
    "asks_wanted",
    "facts_of",
    "keep_answers",
    "next_step",
    "process",
    "process_of",
    "step_name",
    "way_on",
]

LONGEST_ANSWER = 300
MOST_DIGITS = 18


def process_of(dossier: Dossier) -> Process:
    """The published version the dossier runs on; it stays on it until somebody moves it (actions.moving)."""
    return process(dossier.process_key, dossier.process_version)


def step_name(dossier: Dossier) -> str:
    """The words of the open step; empty when none is open, the key itself when the process does not know it."""
    order = process_of(dossier) if dossier.step_key else None
    return order.step(dossier.step_key).name if order and order.has(dossier.step_key) else dossier.step_key


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered with one act: by question key, as stored text."""

    texts: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Value] = field(default_factory=dict)

    @property
    def note(self) -> dict[str, Any]:
        """The act's note of it; nothing when nothing was answered."""
        return {"answers": dict(self.texts)} if self.texts else {}


@dataclass(frozen=True, slots=True)
class Way:
    """How a dossier goes on from a step: the outcome taken and the step it leads to (None: the end)."""

    outcome: Outcome
    step: Step | None
    is_choice: bool

    @property
    def note(self) -> dict[str, Any]:
        """The act's note of the outcome, when the step has more than one."""
        return {"outcome": self.outcome.key, "outcome_label": self.outcome.label} if self.is_choice else {}


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
        found |= _answered(dossier)
    return {name: value for name, value in found.items() if name in names}


def _answered(dossier: Dossier) -> dict[str, Value]:
    """The answers that stand; one that no longer fits its question (a process drawn anew) counts as not given."""
    known = process_of(dossier).givens
    found: dict[str, Value] = {}
    for key, text in Answer.objects.filter(dossier=dossier).values_list("key", "value"):
        given = known.get(ANSWER + key)
        if given is None:
            continue
        try:
            found[given.name] = given.parse(text)
        except ValueError:
            continue
    return found


def answers_given(dossier: Dossier, step: Step, given: Mapping[str, str] | None, *, all_of: bool) -> Answers:
    """The answers to the step's questions, typed; an empty one falls back to the answer that stands.

    `all_of`: every question must have an answer now. Raises GuardNotMet with a sentence beside each field
    (`answer_<key>`).
    """
    texts = {key: text for key, text in (given or {}).items() if text.strip()}
    wanted = {question.key: question.given for question in step.questions}
    faults = {f"answer_{key}": "Bước này không hỏi mục này." for key in texts if key not in wanted}
    facts: dict[str, Value] = {}
    for key in (key for key in wanted if key in texts):
        try:
            facts[key] = _typed(wanted[key], texts[key])
        except ValueError as wrong:
            faults[f"answer_{key}"] = str(wrong)
    missing = [key for key in wanted if key not in texts] if all_of else []
    if missing:
        stand = set(Answer.objects.filter(dossier=dossier, key__in=missing).values_list("key", flat=True))
        faults |= {
            f"answer_{key}": f"Hãy trả lời: {wanted[key].label}." for key in missing if key not in stand
        }
    if faults:
        raise GuardNotMet("Còn mục quy trình hỏi chưa trả lời đúng. Hãy sửa các mục báo đỏ.", faults)
    return Answers(
        {key: stored(value) for key, value in facts.items()},
        {ANSWER + key: value for key, value in facts.items()},
    )


def _typed(given: Given, text: str) -> Value:
    if len(text.strip()) > LONGEST_ANSWER:
        raise ValueError(f"«{given.label}» dài quá {LONGEST_ANSWER} ký tự. Hãy viết gọn.")
    value = given.parse(text)
    if isinstance(value, Decimal) and value and _digits(value) > MOST_DIGITS:
        raise ValueError(f"«{given.label}» có quá nhiều chữ số. Hãy kiểm tra lại.")
    return value


def _digits(value: Decimal) -> int:
    return max(abs(value.adjusted()), len(value.as_tuple().digits))


def keep_answers(dossier: Dossier, answers: Answers, at: datetime) -> None:
    """Store the answers, the later over the earlier, in one statement."""
    rows = [Answer(dossier=dossier, key=key, value=text, at=at) for key, text in answers.texts.items()]
    if rows:
        Answer.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["dossier", "key"], update_fields=["value", "at"]
        )


def way_on(dossier: Dossier, step: Step, chosen: str = "", answers: Answers | None = None) -> Way:
    """The way the dossier goes when `step` ends well.

    Raises GuardNotMet naming the field `outcome`, or the answer that is missing (`answer_<key>`).
    """
    order = process_of(dossier)
    names = _looked_at(one.when for one in step.outcomes)
    with _refusing():
        facts = facts_of(dossier, names) | dict((answers or Answers()).facts)
        found = ways(order, step.key, facts)
        by_facts = len(found) == 1 and bool(
            found[0].when
        )  # the facts decide; a choice among the others falls away
        taken = follow(order, step.key, facts, "" if by_facts else chosen)
    following = None if taken.next == END else order.step(taken.next)
    return Way(taken, following, len(step.outcomes) > 1)


def next_step(
    dossier: Dossier, step: Step, chosen: str = "", answers: Mapping[str, Value] | None = None
) -> Step | None:
    """Where the dossier goes when `step` ends well; None at the end. `answers`: by given name. Raises GuardNotMet."""
    return way_on(dossier, step, chosen, Answers(facts=answers or {})).step


def asks_wanted(dossier: Dossier, step: Step, answers: Answers | None = None) -> tuple[Ask, ...]:
    """The side consultations the step wants for the dossier's facts now. Raises GuardNotMet for a missing answer."""
    if not step.asks:
        return ()
    order, names = process_of(dossier), _looked_at(ask.when for ask in step.asks)
    with _refusing():
        facts = facts_of(dossier, names) | dict((answers or Answers()).facts)
        wanted = asks_of(order, step.key, facts)
    return wanted  # noqa: RET504 - inside the `with` mypy would miss a return


def _looked_at(guards: Iterable[tuple[Clause, ...]]) -> frozenset[str]:
    return frozenset(clause.given for clauses in guards for clause in clauses)


@contextmanager
def _refusing() -> Iterator[None]:
    """Turns what the token engine cannot decide into a refusal beside the field that decides it."""
    try:
        yield
    except ChoiceNeeded as fault:
        raise GuardNotMet(str(fault), {"outcome": "Hãy chọn hướng đi tiếp của hồ sơ."}) from fault
    except GivenMissing as fault:
        field_name = f"answer_{fault.given.name.removeprefix(ANSWER)}"
        raise GuardNotMet(str(fault), {field_name: str(fault)}) from fault
    except (NoWayOn, ConditionFault) as fault:
        raise GuardNotMet(str(fault)) from fault
