"""Which way a dossier goes on: the token engine. One token; the way is decided by facts, or by the officer's choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from motcua.rules.process.conditions import all_hold
from motcua.rules.process.definition import BACK, END, Ask, Outcome, Process, Step
from motcua.rules.process.givens import Value

MOST_VISITS = 200


class NoWayOn(Exception):
    """No outcome of the step is open: the process has a dead end (a linter's fault)."""


class ChoiceNeeded(Exception):
    """Several outcomes are open; the officer has to choose one of `outcomes`."""

    def __init__(self, step: Step, outcomes: tuple[Outcome, ...]) -> None:
        self.step, self.outcomes = step, outcomes
        listed = "; ".join(one.label or one.next for one in outcomes)
        super().__init__(f"Sau bước «{step.name}» có nhiều hướng. Hãy chọn một: {listed}.")


def ways(process: Process, key: str, facts: Mapping[str, Value]) -> tuple[Outcome, ...]:
    """The outcomes open now: the first whose condition holds, else all without condition.

    Raises GivenMissing when a condition looks at an answer nobody gave.
    """
    known = process.givens
    step = process.step(key)
    for outcome in step.outcomes:
        if outcome.when and all_hold(outcome.when, known, facts):
            return (outcome,)
    return tuple(outcome for outcome in step.outcomes if not outcome.when)


def follow(process: Process, key: str, facts: Mapping[str, Value], chosen: str = "") -> Outcome:
    """The outcome taken when step `key` ends well. `chosen` is the key of an outcome.

    Raises ChoiceNeeded (also for a choice that is not open), NoWayOn, GivenMissing.
    """
    step, found = process.step(key), ways(process, key, facts)
    if not found:
        raise NoWayOn(f"Bước «{step.name}» không có hướng đi tiếp. Hãy báo người quản lý quy trình.")
    picked = [one for one in found if one.key == chosen] if chosen else list(found)
    if len(picked) != 1:
        raise ChoiceNeeded(step, found)
    return picked[0]


def asks_of(process: Process, key: str, facts: Mapping[str, Value]) -> tuple[Ask, ...]:
    """The side consultations the step wants for these facts. Raises GivenMissing."""
    known = process.givens
    return tuple(ask for ask in process.step(key).asks if all_hold(ask.when, known, facts))


@dataclass(frozen=True, slots=True)
class Token:
    """Where a dossier stands in its process: the open step (END when done) and the asks not yet answered."""

    step: str
    pending: frozenset[str] = frozenset()

    @property
    def ready(self) -> frozenset[str]:
        """Everything somebody can work on now: the step itself and its open asks (as «step/ask»)."""
        if self.step == END:
            return frozenset()
        return frozenset({self.step}) | {f"{self.step}/{ask}" for ask in self.pending}


def enter(process: Process, key: str, facts: Mapping[str, Value]) -> Token:
    """The token on arriving at step `key`."""
    if key == END:
        return Token(END)
    return Token(key, frozenset(ask.key for ask in asks_of(process, key, facts)))


def answered(token: Token, ask: str) -> Token:
    """The token after one ask was answered."""
    return Token(token.step, token.pending - {ask})


def done(process: Process, token: Token, facts: Mapping[str, Value], chosen: str = "") -> Token:
    """The token after the open step was done. `chosen` may be BACK. Raises as `follow`; NoWayOn while asks are open.

    Sending back needs no answers: the work is to be done again anyway.
    """
    if chosen == BACK:
        return enter(process, process.rework(token.step).key, facts)
    if token.pending:
        raise NoWayOn(f"Bước «{process.step(token.step).name}» còn chờ ý kiến các đơn vị được hỏi.")
    return enter(process, follow(process, token.step, facts, chosen).next, facts)


@dataclass(frozen=True, slots=True)
class Visit:
    """One stop of a simulated walk: the step, who was asked beside it, which outcome was taken (BACK: sent back)."""

    step: Step
    asks: tuple[Ask, ...]
    outcome: Outcome
    sent_back: bool = False


def walk(
    process: Process, facts: Mapping[str, Value], choices: Mapping[str, Iterable[str]] | None = None
) -> tuple[Visit, ...]:
    """The whole way of a dossier with these facts, from the first step to the end.

    `choices` gives for a step the outcome key (or BACK) of each visit in turn. Raises ChoiceNeeded, GivenMissing,
    NoWayOn (also after MOST_VISITS steps, and for BACK where the step may not send back).
    """
    left = {key: list(picked) for key, picked in (choices or {}).items()}
    visits: list[Visit] = []
    key = process.first.key
    while key != END:
        if len(visits) >= MOST_VISITS:
            raise NoWayOn("Đi quá nhiều bước mà chưa kết thúc. Hãy xem lại các lựa chọn trả lại.")
        visit = _visit(process, key, facts, left)
        visits.append(visit)
        key = visit.outcome.next
    return tuple(visits)


def _visit(process: Process, key: str, facts: Mapping[str, Value], left: dict[str, list[str]]) -> Visit:
    step = process.step(key)
    chosen = left[key].pop(0) if left.get(key) else ""
    asks = asks_of(process, key, facts)
    if chosen != BACK:
        return Visit(step, asks, follow(process, key, facts, chosen))
    if not step.back:
        raise NoWayOn(f"Bước «{step.name}» không được trả lại.")
    return Visit(step, asks, Outcome(step.back, BACK, "Trả lại"), sent_back=True)


def longest_days(process: Process) -> tuple[float, tuple[str, ...]]:
    """The most working days the steps' own limits may take along one way, and that way's step keys.

    Needs a process without forward circles (the linter refuses them); circles are cut where they close.
    """
    memory: dict[str, tuple[float, tuple[str, ...]]] = {}

    def from_step(key: str, seen: frozenset[str]) -> tuple[float, tuple[str, ...]]:
        if key == END or key in seen or not process.has(key):
            return 0.0, ()
        if key not in memory:
            step = process.step(key)
            beyond = [from_step(following, seen | {key}) for following in step.nexts]
            days, way = max(beyond, key=lambda one: one[0], default=(0.0, ()))
            memory[key] = (days + float(step.limit_days or 0), (key, *way))
        return memory[key]

    return from_step(process.first.key, frozenset()) if process.steps else (0.0, ())
