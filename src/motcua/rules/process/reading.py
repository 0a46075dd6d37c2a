"""A process from its data and back: packs, drafts and published versions all have this shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.rules.actors import Role
from motcua.rules.process.conditions import Clause
from motcua.rules.process.definition import (
    Ask,
    Outcome,
    Place,
    Process,
    ProcessCase,
    Question,
    Step,
    Timer,
    TimerKind,
    TimerStart,
)
from motcua.rules.process.givens import GivenKind
from motcua.rules.process.linting import lint

TEXTS = ("sheet_code", "purpose", "scope", "references", "terms", "records")


class ProcessFaulty(ValueError):
    """A process that may not be used; one Vietnamese sentence a line."""


def read(data: Mapping[str, Any]) -> Process:
    """A sound process. Raises ProcessFaulty with all grave faults in Vietnamese, one per line."""
    process = sketch(data)
    faults = [str(fault) for fault in lint(process) if fault.grave]
    if faults:
        raise ProcessFaulty("\n".join(faults))
    return process


def sketch(data: Mapping[str, Any]) -> Process:
    """A process as it is being drawn: its shape is right, but it may still have faults for `lint` to name.

    Raises ProcessFaulty when a part is missing or of the wrong type.
    """
    try:
        return Process(
            key=str(data["key"]),
            name=str(data["name"]),
            version=int(data.get("version", 1)),
            steps=tuple(_step(row) for row in data["steps"]),
            cases=tuple(_case(row) for row in data.get("cases", ())),
            **{text: str(data.get(text, "")) for text in TEXTS},
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as fault:
        raise ProcessFaulty(f"Quy trình thiếu hoặc sai mục: {fault}") from fault


def _step(row: Mapping[str, Any]) -> Step:
    limit = row.get("limit_days")
    outcomes = row.get("outcomes")
    return Step(
        key=str(row["key"]),
        name=str(row["name"]),
        take=str(row["take"]),
        by=Role(row["by"]),
        at=Place(row["at"]),
        outcomes=tuple(map(_outcome, outcomes)) if outcomes is not None else (Outcome(str(row["next"])),),
        back=str(row.get("back", "")),
        limit_days=None if limit in (None, "") else Decimal(str(limit)),
        unit=str(row.get("unit", "")),
        position=str(row.get("position", "")),
        product=str(row.get("product", "")),
        asks=tuple(map(_ask, row.get("asks", ()))),
        timers=tuple(map(_timer, row.get("timers", ()))),
        questions=tuple(map(_question, row.get("questions", ()))),
    )


def _clauses(rows: Iterable[Mapping[str, Any]]) -> tuple[Clause, ...]:
    return tuple(Clause(str(row["given"]), str(row["op"]), str(row["value"])) for row in rows)


def _outcome(row: Mapping[str, Any]) -> Outcome:
    return Outcome(
        str(row["next"]), str(row.get("key", "")), str(row.get("label", "")), _clauses(row.get("when", ()))
    )


def _ask(row: Mapping[str, Any]) -> Ask:
    days = Decimal(str(row["limit_days"]))
    return Ask(str(row["key"]), str(row["unit"]), str(row["question"]), days, _clauses(row.get("when", ())))


def _timer(row: Mapping[str, Any]) -> Timer:
    start = TimerStart(row.get("start", TimerStart.AFTER_DUE))
    return Timer(TimerKind(row["kind"]), Decimal(str(row["days"])), start, str(row.get("propose", "")))


def _question(row: Mapping[str, Any]) -> Question:
    choices = tuple((str(value), str(words)) for value, words in row.get("choices", ()))
    return Question(
        str(row["key"]), str(row["label"]), GivenKind(row["kind"]), choices, str(row.get("unit", ""))
    )


def _case(row: Mapping[str, Any]) -> ProcessCase:
    return ProcessCase(
        name=str(row["name"]),
        facts=tuple((str(k), str(v)) for k, v in dict(row.get("facts", {})).items()),
        choices=tuple((str(k), tuple(map(str, v))) for k, v in dict(row.get("choices", {})).items()),
        expect=tuple(map(str, row.get("expect", ()))),
    )


def written(process: Process) -> dict[str, Any]:
    """The data of a process, ready for JSON: `sketch(written(p)) == p`. Empty parts are left out."""
    body: dict[str, Any] = {"key": process.key, "name": process.name, "version": process.version}
    body |= {text: getattr(process, text) for text in TEXTS if getattr(process, text)}
    body["steps"] = [_written_step(step) for step in process.steps]
    if process.cases:
        body["cases"] = [_written_case(case) for case in process.cases]
    return body


def _written_step(step: Step) -> dict[str, Any]:
    row: dict[str, Any] = {
        "key": step.key,
        "name": step.name,
        "take": step.take,
        "by": str(step.by),
        "at": str(step.at),
        "outcomes": [_written_outcome(one) for one in step.outcomes],
    }
    row |= {
        name: getattr(step, name) for name in ("back", "unit", "position", "product") if getattr(step, name)
    }
    if step.limit_days is not None:
        row["limit_days"] = _plain(step.limit_days)
    if step.asks:
        row["asks"] = [_written_ask(ask) for ask in step.asks]
    if step.timers:
        row["timers"] = [_written_timer(timer) for timer in step.timers]
    if step.questions:
        row["questions"] = [_written_question(question) for question in step.questions]
    return row


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _written_clauses(clauses: Iterable[Clause]) -> list[dict[str, str]]:
    return [{"given": one.given, "op": one.op, "value": one.value} for one in clauses]


def _written_outcome(one: Outcome) -> dict[str, Any]:
    row: dict[str, Any] = {"next": one.next}
    row |= {name: getattr(one, name) for name in ("key", "label") if getattr(one, name)}
    return row | ({"when": _written_clauses(one.when)} if one.when else {})


def _written_ask(ask: Ask) -> dict[str, Any]:
    row = {"key": ask.key, "unit": ask.unit, "question": ask.question, "limit_days": _plain(ask.limit_days)}
    return row | ({"when": _written_clauses(ask.when)} if ask.when else {})


def _written_timer(timer: Timer) -> dict[str, Any]:
    row = {"kind": str(timer.kind), "days": _plain(timer.days), "start": str(timer.start)}
    return row | ({"propose": timer.propose} if timer.propose else {})


def _written_question(question: Question) -> dict[str, Any]:
    row: dict[str, Any] = {"key": question.key, "label": question.label, "kind": str(question.kind)}
    if question.choices:
        row["choices"] = [list(pair) for pair in question.choices]
    return row | ({"unit": question.unit} if question.unit else {})


def _written_case(case: ProcessCase) -> dict[str, Any]:
    return {
        "name": case.name,
        "facts": dict(case.facts),
        "choices": {key: list(picked) for key, picked in case.choices},
        "expect": list(case.expect),
    }
