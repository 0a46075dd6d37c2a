"""SpiffWorkflow as the oracle: the same random path gives the same set of ready steps at every point, asks included.

Our token engine walks the process; SpiffWorkflow runs the BPMN file that we write of it. Only what the diagram cannot say
is told to it: sending back withdraws the questions still open. Its script engine is replaced (packages.md §3): nothing in
a file is Python. Mutated engines are caught, so the comparison can fail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.util.task import TaskState

from motcua.rules.process import END, Clause, Process, Step, walking
from motcua.rules.process.bpmn_words import CHOICE, DI
from motcua.rules.process.bpmn_writing import to_bpmn
from motcua.rules.process.conditions import all_hold, parse
from motcua.rules.process.definition import BACK, Outcome
from motcua.rules.process.givens import Value
from motcua.rules.process.walking import Token
from tests.rules.process.strategies import AT, BY, facts_of, processes

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
MOST_ACTS = 30
PHASES = [Phase.generate]


class OurConditions(PythonScriptEngine):
    """Conditions of ours and nothing else: a script in a file is an error, an expression never Python."""

    def __init__(self, process: Process, facts: dict[str, Value]) -> None:
        super().__init__()
        self.known, self.facts, self.chosen = process.givens, facts, ""

    def execute(self, task: Any, script: str, external_context: Any = None) -> bool:
        raise AssertionError(f"a script was to be run: {script}")

    def evaluate(self, task: Any, expression: str, external_context: Any = None) -> Any:
        if task.task_spec.__class__.__name__ == "BoundaryEvent":
            return expression  # a duration
        if expression.startswith(f"{CHOICE} = "):
            return expression == f'{CHOICE} = "{self.chosen}"'
        return all_hold(parse(expression, self.known), self.known, self.facts)


class Oracle:
    """SpiffWorkflow at work on our file."""

    def __init__(self, process: Process, facts: dict[str, Value]) -> None:
        parser = BpmnParser()
        # It runs only what says it is executable; ours says it is not, for it is a description.
        text = to_bpmn(process).replace('isExecutable="false"', 'isExecutable="true"')
        root = etree.fromstring(text.encode())
        # It tries a gateway's flows from the top of the drawing down; ours are in the order of the file.
        root.remove(root.find(f"{{{DI}}}BPMNDiagram"))
        parser.add_bpmn_xml(root)
        self.engine = OurConditions(process, facts)
        self.workflow = BpmnWorkflow(parser.get_spec("process"), script_engine=self.engine)
        self.names = {f"step_{step.key}": step.key for step in process.steps} | {
            f"ask_{step.key}_{at}": f"{step.key}/{ask.key}"
            for step in process.steps
            for at, ask in enumerate(step.asks)
        }
        self.workflow.do_engine_steps()

    @property
    def ready(self) -> frozenset[str]:
        tasks = [
            self.names[task.task_spec.bpmn_id] for task in self.workflow.get_tasks(state=TaskState.READY)
        ]
        assert len(set(tasks)) == len(tasks), tasks
        return frozenset(tasks)

    def complete(self, name: str, chosen: str = "") -> None:
        self.engine.chosen = chosen
        (task,) = (
            one
            for one in self.workflow.get_tasks(state=TaskState.READY)
            if self.names[one.task_spec.bpmn_id] == name
        )
        task.run()
        self.workflow.do_engine_steps()


def acts(process: Process, token: Token, facts: dict[str, Value]) -> list[str]:
    """What can be done now: answer an ask, finish the step one of its ways, send back."""
    found = [f"{token.step}/{ask}" for ask in sorted(token.pending)]
    if not token.pending:
        open_ways = walking.ways(process, token.step, facts)
        found += [f"={one.key}" if len(open_ways) > 1 else "=" for one in open_ways]
    return found + ([f"={BACK}"] if process.step(token.step).back else [])


def same_way(process: Process, facts: dict[str, Value], data: st.DataObject) -> None:
    """Walks a random path with both and compares what is ready after each act."""
    oracle = Oracle(process, facts)
    token = walking.enter(process, process.first.key, facts)
    for _ in range(MOST_ACTS):
        assert token.ready == oracle.ready
        if token.step == END:
            break
        act = data.draw(st.sampled_from(acts(process, token, facts)))
        if not act.startswith("="):
            oracle.complete(act)
            token = walking.answered(token, act.split("/", 1)[1])
            continue
        chosen = act[1:]
        for ask in sorted(token.pending):  # sending back withdraws them; the diagram has no word for that
            oracle.complete(f"{token.step}/{ask}")
        oracle.complete(token.step, chosen)
        token = walking.done(process, token, facts, chosen)
    assert oracle.workflow.completed == (token.step == END)


@SETTINGS
@given(st.data())
def test_the_same_path_makes_the_same_steps_ready(data: st.DataObject) -> None:
    process = data.draw(processes())
    same_way(process, data.draw(facts_of(process)), data)


def conditions_forgotten(process: Process, key: str, facts: dict[str, Value]) -> tuple[Outcome, ...]:
    return tuple(one for one in process.step(key).outcomes if not one.when)


def last_condition_first(process: Process, key: str, facts: dict[str, Value]) -> tuple[Outcome, ...]:
    step = process.step(key)
    for outcome in reversed(step.outcomes):
        if outcome.when and all_hold(outcome.when, process.givens, facts):
            return (outcome,)
    return tuple(one for one in step.outcomes if not one.when)


def asks_always(process: Process, key: str, facts: dict[str, Value]) -> tuple[Any, ...]:
    return process.step(key).asks


def asks_not_waited_for(token: Token, ask: str) -> Token:
    return replace(token, pending=frozenset())


def back_to_the_first(process: Process, token: Token, facts: dict[str, Value], chosen: str = "") -> Token:
    if chosen == BACK:
        return walking.enter(process, process.first.key, facts)
    return DONE(process, token, facts, chosen)


DONE = walking.done
LOW, HIGH = (Clause("fee", ">=", "0"),), (Clause("fee", ">=", "1"),)
OVERLAPPING = Process("p", "P", 1, (
    Step("a", "A", "examine", BY["examine"], AT["examine"],
         (Outcome("b", when=HIGH), Outcome("c", when=LOW), Outcome("b"))),
    Step("b", "B", "sign", BY["sign"], AT["sign"], (Outcome("c"),)),
    Step("c", "C", "deliver", BY["deliver"], AT["deliver"], (Outcome(END),)),
))  # fmt: skip


@pytest.mark.parametrize(
    ("name", "mutant"),
    [
        ("ways", conditions_forgotten),
        ("ways", last_condition_first),
        ("asks_of", asks_always),
        ("answered", asks_not_waited_for),
        ("done", back_to_the_first),
    ],
    ids=lambda one: getattr(one, "__name__", one),
)
def test_a_mutated_engine_is_caught(
    monkeypatch: pytest.MonkeyPatch, name: str, mutant: Callable[..., Any]
) -> None:
    monkeypatch.setattr(walking, name, mutant)

    @settings(
        SETTINGS, max_examples=400, database=None, derandomize=True, report_multiple_bugs=False, phases=PHASES
    )
    @given(st.data())
    def walks(data: st.DataObject) -> None:
        process = data.draw(st.just(OVERLAPPING) if mutant is last_condition_first else processes())
        same_way(process, data.draw(facts_of(process)), data)

    with pytest.raises(AssertionError):
        walks()


def test_the_oracle_runs_no_script() -> None:
    engine = OurConditions(Process("p", "P", 1, ()), {})
    with pytest.raises(AssertionError, match="script"):
        engine.execute(None, "import os")
