"""Random processes for property tests: sound ones (the linter finds nothing grave), their facts and choices."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from motcua.rules.actors import Role
from motcua.rules.process.conditions import Clause, stored
from motcua.rules.process.definition import (
    END,
    PROPOSABLE,
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
from motcua.rules.process.givens import ANSWER, GIVENS, Given, GivenKind, Value
from motcua.rules.process.linting import lint

BY = {
    "transfer": Role.COUNTER,
    "assign": Role.UNIT_HEAD,
    "examine": Role.CASE_OFFICER,
    "review": Role.UNIT_HEAD,
    "sign": Role.SIGNATORY,
    "seal": Role.CLERK,
    "deliver": Role.COUNTER,
}
AT = {
    "transfer": Place.CENTRE,
    "assign": Place.UNIT,
    "examine": Place.UNIT,
    "review": Place.UNIT,
    "sign": Place.LEADERSHIP,
    "seal": Place.CLERK_OFFICE,
    "deliver": Place.CENTRE,
}
UNITS = {"P.TNMT": "Phòng Tài nguyên", "P.XD": "Phòng Xây dựng", "P.TP": "Phòng Tư pháp", "CA": "Công an xã"}
WORDS = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ếờựỹ0123456789.,;:()<>&\"'/–«»=!\n\t€漢😀"),
    min_size=0,
    max_size=24,
)
"""Words people may type: every letter of Vietnamese, what XML must escape, line breaks, letters beyond the BMP."""
NAMES = WORDS.map(lambda text: "Việc " + text)
DAYS = st.sampled_from([Decimal(text) for text in ("0.5", "1", "1.25", "2", "3", "10", "15")])


@st.composite
def questions(draw: st.DrawFn, number: int) -> Question:
    kind = draw(st.sampled_from(list(GivenKind)))
    choices = ()
    if kind is GivenKind.CHOICE:
        choices = tuple((f"v{at}", f"{draw(WORDS)} {at}") for at in range(draw(st.integers(2, 4))))
    unit = draw(st.sampled_from(["", "m2", "đồng"])) if kind is GivenKind.NUMBER else ""
    return Question(f"q{number}", draw(NAMES), kind, choices, unit)


def values(given: Given) -> st.SearchStrategy[Value]:
    if given.kind is GivenKind.NUMBER:
        return st.sampled_from([Decimal(text) for text in ("0", "1", "1.5", "2", "500000", "1250000.5")])
    if given.kind is GivenKind.YES_NO:
        return st.booleans()
    if given.kind is GivenKind.CHOICE:
        return st.sampled_from([value for value, _ in given.choices])
    return st.sampled_from(
        ["1.001", "đất ở", "x y", "2.002345 và hơn", "a;b", 'thửa "5"', '"a" và "b"', "«a»"]
    )


@st.composite
def clauses(draw: st.DrawFn, known: list[Given]) -> tuple[Clause, ...]:
    picked = draw(st.lists(st.sampled_from(known), min_size=1, max_size=2, unique_by=lambda one: one.name))
    made = []
    for given in picked:
        ops = ["=", "!="] + ([">=", ">", "<=", "<"] if given.kind is GivenKind.NUMBER else [])
        made.append(Clause(given.name, draw(st.sampled_from(ops)), stored(draw(values(given)))))
    return tuple(made)


@st.composite
def timers(draw: st.DrawFn, limit: Decimal | None) -> Timer:
    starts = [TimerStart.OPENED] if limit is None else list(TimerStart)
    start = draw(st.sampled_from(starts))
    days = draw(DAYS) if start is not TimerStart.BEFORE_DUE else limit / 2  # type: ignore[operator]  # has a limit
    kind = draw(st.sampled_from(list(TimerKind)))
    return Timer(
        kind, days, start, draw(st.sampled_from(sorted(PROPOSABLE))) if kind is TimerKind.PROPOSE else ""
    )


@st.composite
def asks(draw: st.DrawFn, limit: Decimal | None, known: list[Given]) -> tuple[Ask, ...]:
    units = draw(st.lists(st.sampled_from(sorted(UNITS)), max_size=3, unique=True))
    days = (
        DAYS.filter(lambda one: limit is None or one <= limit) if limit != Decimal("0.5") else st.just(limit)
    )
    return tuple(
        Ask(f"hoi_{at}", unit, draw(NAMES), draw(days), draw(st.just(()) | clauses(known)))
        for at, unit in enumerate(units)
    )


@st.composite
def outcomes(draw: st.DrawFn, take: str, here: int, last: int, known: list[Given]) -> tuple[Outcome, ...]:
    """Forward only. The spine leads to the following step, so that every step is reached and no circle arises."""
    far = [f"s{at}" for at in range(here + 1, last + 1)]
    guarded = []
    for at in range(draw(st.integers(0, 2))):
        label = draw(st.sampled_from(["", "Đường vòng"]))
        guarded.append(
            Outcome(
                draw(st.sampled_from(far)), draw(st.sampled_from(["", f"g{at}"])), label, draw(clauses(known))
            )
        )
    plain = [Outcome(far[0], draw(st.sampled_from(["", "on"])))]
    if take in ("examine", "review") and draw(st.booleans()):
        plain = [Outcome(far[0], "on", "Đạt")]
        plain += [
            Outcome(draw(st.sampled_from(far)), f"c{at}", draw(NAMES))
            for at in range(draw(st.integers(1, 2)))
        ]
    return (*guarded, *plain)


@st.composite
def processes(draw: st.DrawFn, *, plain: bool = False) -> Process:
    """A process in which the linter finds nothing grave. `plain`: without questions, asks, timers and cases."""
    inner = draw(st.lists(st.sampled_from(["examine", "review", "assign"]), min_size=0, max_size=5))
    takes = ["transfer", *_assigned(inner), "examine", "sign", "seal", "deliver"]
    if draw(st.booleans()):
        takes = takes[1:]
    last = len(takes) - 1
    known = list(GIVENS)
    steps: list[Step] = []
    for at, take in enumerate(takes):
        officers = take in ("examine", "review") and not plain
        own = (
            tuple(draw(questions(at * 2 + more)) for more in range(draw(st.integers(0, 2))))
            if officers
            else ()
        )
        known += [question.given for question in own]
        limit = draw(st.none() | DAYS)
        ways = (Outcome(END),) if at == last else _lawful(takes, at, draw(outcomes(take, at, last, known)))
        steps.append(
            Step(
                key=f"s{at}",
                name=draw(NAMES),
                take=take,
                by=BY[take],
                at=draw(st.sampled_from(list(Place)))
                if take not in ("transfer", "deliver")
                else Place.CENTRE,
                outcomes=ways,
                limit_days=limit,
                unit=draw(st.sampled_from(["", *UNITS])),
                position=draw(st.sampled_from(["", "Phó Trưởng phòng", "Chủ tịch"])),
                product=draw(NAMES) if take == "seal" else draw(WORDS),
                asks=draw(asks(limit, known)) if officers else (),
                timers=() if plain else tuple(draw(st.lists(timers(limit), max_size=2))),
                questions=own,
            )
        )
    process = Process(
        "qt",
        draw(NAMES),
        draw(st.integers(1, 30)),
        tuple(_with_back(draw, takes, _without_unasked(steps))),
        **_texts(draw),
    )
    faults = [str(fault) for fault in lint(process) if fault.grave]
    if any("không bao giờ" in fault for fault in faults):  # a way behind a weaker condition: taken out
        process = Process(
            process.key, process.name, process.version, tuple(map(_unshadowed, process.steps)), **_texts(draw)
        )
        faults = [str(fault) for fault in lint(process) if fault.grave]
    assert not faults, faults
    return process if plain else _with_cases(draw, process)


def _without_unasked(steps: list[Step]) -> list[Step]:
    """Conditions look only at answers that every way to their step has given: the others are taken out with their way."""
    asked = {question.given.name: step.key for step in steps for question in step.questions}
    passed: dict[str, set[str]] = {steps[0].key: set()}
    kept: list[Step] = []
    for step in steps:  # ways lead forward only, so every way to a step is known when it comes
        known = passed.get(step.key, set()) | {step.key}

        def told(clauses: tuple[Clause, ...], known: set[str] = known) -> bool:
            return all(one.given not in asked or asked[one.given] in known for one in clauses)

        ways = tuple(one for one in step.outcomes if told(one.when))
        kept.append(replace(step, outcomes=ways, asks=tuple(ask for ask in step.asks if told(ask.when))))
        for one in ways:
            passed[one.next] = known & passed.get(one.next, known)
    return kept


def _assigned(inner: list[str]) -> list[str]:
    """After an assignment comes an examination."""
    found: list[str] = []
    for take in inner:
        found += ["assign", "examine"] if take == "assign" else [take]
    return found


def _lawful(takes: list[str], at: int, ways: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    """Only ways that the lifecycle knows: sign leads to seal, seal to deliver; assign to examine."""

    def allowed(one: Outcome) -> bool:
        to = takes[int(one.next[1:])]
        if takes[at] in ("transfer", "assign", "sign", "seal"):
            return (
                int(one.next[1:]) == at + 1
                or (takes[at] == "assign" and to == "examine")
                or (takes[at] == "transfer" and to in ("assign", "examine", "review"))
            )
        return to in ("assign", "examine", "review", "sign")

    return tuple(one for one in ways if allowed(one))


def _unshadowed(step: Step) -> Step:
    kept: list[Outcome] = []
    for one in step.outcomes:
        if one.when and any(earlier.when and set(earlier.when) <= set(one.when) for earlier in kept):
            continue
        kept.append(one)
    return Step(**{**{name: getattr(step, name) for name in step.__slots__}, "outcomes": tuple(kept)})


def _with_back(draw: st.DrawFn, takes: list[str], steps: list[Step]) -> list[Step]:
    """Some steps may send back to a step that comes before them on the spine and is worked on in the agency."""
    found = []
    for at, step in enumerate(steps):
        earlier = [k for k in range(at) if takes[k] in ("assign", "examine", "review", "sign")]
        if takes[at] in ("examine", "review", "sign", "seal") and earlier and draw(st.booleans()):
            back = f"s{draw(st.sampled_from(earlier))}"
            step = Step(**{**{name: getattr(step, name) for name in step.__slots__}, "back": back})
        found.append(step)
    return found


def _texts(draw: st.DrawFn) -> dict[str, Any]:
    return {
        name: draw(WORDS) for name in ("sheet_code", "purpose", "scope", "references", "terms", "records")
    }


def _with_cases(draw: st.DrawFn, process: Process) -> Process:
    cases = tuple(
        ProcessCase(
            f"{draw(WORDS)} {at}",
            tuple((given.name, stored(draw(values(given)))) for given in GIVENS[: draw(st.integers(0, 3))]),
            ((process.first.key, tuple(draw(st.lists(st.sampled_from(["on", "back"]), max_size=2)))),),
            tuple(step.key for step in process.usual),
        )
        for at in range(draw(st.integers(0, 2)))
    )
    return Process(**{**{name: getattr(process, name) for name in process.__slots__}, "cases": cases})


@st.composite
def facts_of(draw: st.DrawFn, process: Process) -> dict[str, Value]:
    """A value for every given, so that no condition waits for an answer."""
    return {name: draw(values(given)) for name, given in process.givens.items()}


assert ANSWER == "answer."
