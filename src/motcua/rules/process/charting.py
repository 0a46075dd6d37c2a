"""A process as a graph of nodes and flows, the same for the drawing, for BPMN and for the layout.

Beside the steps it has what a diagram needs and the table does not say: start and end, a gateway where a step has
several ways, a fork and a join around a step that asks other units. Draws faulty drafts too: what leads nowhere has no flow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from motcua.rules.process.conditions import Clause, say
from motcua.rules.process.definition import BACK, END, Ask, Outcome, Process, Step


class NodeKind(StrEnum):
    """The shape of a node."""

    START = "START"
    END = "END"
    STEP = "STEP"
    ASK = "ASK"
    CHOICE = "CHOICE"
    MERGE = "MERGE"
    FORK = "FORK"
    JOIN = "JOIN"


@dataclass(frozen=True, slots=True)
class Node:
    """One shape. `block` is the number of the step it belongs to (-1: start and end); `ask` the consultation drawn."""

    id: str
    kind: NodeKind
    name: str = ""
    block: int = -1
    step: Step | None = None
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """One arrow. `outcome`: the way of the step it draws; `back`: it sends back; `chosen`: the officer's choice that
    opens it; `when`: its condition; `default`: taken when no other of its gateway is; `usual`: part of the usual way."""

    id: str
    source: str
    target: str
    name: str = ""
    outcome: Outcome | None = None
    back: bool = False
    chosen: str = ""
    when: tuple[Clause, ...] = ()
    default: bool = False
    usual: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """All nodes and flows, in the order of the sheet; `spine`: the numbers of the steps of the usual way."""

    process: Process
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]
    spine: tuple[int, ...] = ()

    def leaving(self, node_id: str) -> tuple[Flow, ...]:
        """The flows out of a node, in their order."""
        return tuple(flow for flow in self.flows if flow.source == node_id)


NO_NAMES: Mapping[str, str] = MappingProxyType({})


def chart(process: Process, units: Mapping[str, str] = NO_NAMES) -> Chart:
    """The graph of a process, sound or not. `units`: names of units by code, for the words of a consultation."""
    drawer = _Drawer(process, units)
    nodes = [Node("start", NodeKind.START, "Tiếp nhận hồ sơ")]
    flows = [Flow("start_flow", "start", drawer.entry(0), usual=True)] if process.steps else []
    for number in range(len(process.steps)):
        nodes += drawer.nodes(number)
        flows += drawer.inner(number)
        flows += drawer.ways(number)
    return Chart(process, (*nodes, Node("end", NodeKind.END, "Kết thúc")), tuple(flows), drawer.spine)


class _Drawer:
    def __init__(self, process: Process, units: Mapping[str, str]) -> None:
        self.process, self.known, self.units = process, process.givens, units
        self.ids = _ids([step.key for step in process.steps])
        self.places: dict[str, int] = {}
        for number, step in enumerate(process.steps):
            self.places.setdefault(step.key, number)
        leads = [one.next for step in process.steps for one in step.outcomes]
        self.arrivals = Counter([*leads, *(step.back for step in process.steps)])
        self.spine = tuple(self.places[step.key] for step in process.usual)

    def entry(self, number: int) -> str:
        """Where a flow to the step arrives: its merge, its fork or the task itself."""
        key = self.ids[number]
        if not self.process.steps[number].asks:
            return f"step_{key}"
        # A parallel gateway with several flows in would wait for all of them.
        several = self.arrivals[self.process.steps[number].key] + (number == 0) > 1
        return f"merge_{key}" if several else f"fork_{key}"

    def nodes(self, number: int) -> Iterator[Node]:
        step, key = self.process.steps[number], self.ids[number]
        if self.entry(number).startswith("merge_"):
            yield Node(f"merge_{key}", NodeKind.MERGE, block=number)
        if step.asks:
            yield Node(f"fork_{key}", NodeKind.FORK, block=number)
        yield Node(f"step_{key}", NodeKind.STEP, step.name, number, step)
        for place, ask in enumerate(step.asks):
            if ask.when:
                yield Node(f"if_{key}_{place}", NodeKind.CHOICE, block=number)
            yield Node(
                f"ask_{key}_{place}",
                NodeKind.ASK,
                f"Lấy ý kiến {self.units.get(ask.unit, ask.unit)}",
                number,
                step,
                ask,
            )
            if ask.when:
                yield Node(f"fi_{key}_{place}", NodeKind.MERGE, block=number)
        if step.asks:
            yield Node(f"join_{key}", NodeKind.JOIN, block=number)
        if self._divides(number):
            yield Node(f"way_{key}", NodeKind.CHOICE, block=number)

    def inner(self, number: int) -> Iterator[Flow]:
        """The flows inside a step's block."""
        step, key = self.process.steps[number], self.ids[number]
        fork, task, join = f"fork_{key}", f"step_{key}", f"join_{key}"
        if step.asks:
            if self.entry(number) != fork:
                yield Flow(f"in_{key}", self.entry(number), fork, usual=True)
            yield Flow(f"hold_{key}", fork, task, usual=True)
            for place, ask in enumerate(step.asks):
                yield from self._asked(f"{key}_{place}", fork, join, ask)
            yield Flow(f"held_{key}", task, join, usual=True)
        if self._divides(number):
            yield Flow(f"out_{key}", join if step.asks else task, f"way_{key}", usual=True)

    def _asked(self, key: str, fork: str, join: str, ask: Ask) -> Iterator[Flow]:
        task = f"ask_{key}"
        if not ask.when:
            yield Flow(f"send_{key}", fork, task)
            yield Flow(f"sent_{key}", task, join)
            return
        yield Flow(f"split_{key}", fork, f"if_{key}")
        yield Flow(f"send_{key}", f"if_{key}", task, say(ask.when, self.known), when=ask.when)
        yield Flow(f"skip_{key}", f"if_{key}", f"fi_{key}", default=True)
        yield Flow(f"sent_{key}", task, f"fi_{key}")
        yield Flow(f"met_{key}", f"fi_{key}", join)

    def ways(self, number: int) -> Iterator[Flow]:
        """The flows to other steps: sending back first, then conditions in order, then the others."""
        step, key = self.process.steps[number], self.ids[number]
        source = f"way_{key}" if self._divides(number) else f"join_{key}" if step.asks else f"step_{key}"
        plain = [one for one in step.outcomes if not one.when]
        if step.back in self.places:
            back = self.entry(self.places[step.back])
            yield Flow(f"back_{key}", source, back, "Trả lại", back=True, chosen=BACK)
        for place, one in sorted(enumerate(step.outcomes), key=lambda row: not row[1].when):
            if (target := self._target(one)) is None:
                continue
            choice = len(plain) > 1 and not one.when
            yield Flow(
                f"flow_{key}_{place}",
                source,
                target,
                one.label or say(one.when, self.known),
                outcome=one,
                chosen=one.key if choice else "",
                when=one.when,
                default=self._divides(number) and plain == [one],
                usual=bool(plain) and one is plain[0] and self._on_spine(number, one.next),
            )

    def _on_spine(self, number: int, following: str) -> bool:
        if number not in self.spine:
            return False
        place = self.spine.index(number) + 1
        if place == len(self.spine):
            return following == END
        return self.places.get(following) == self.spine[place]

    def _target(self, one: Outcome) -> str | None:
        if one.next == END:
            return "end"
        return self.entry(self.places[one.next]) if one.next in self.places else None

    def _divides(self, number: int) -> bool:
        step = self.process.steps[number]
        return step.back in self.places or len(step.outcomes) > 1 or any(one.when for one in step.outcomes)


def _ids(keys: list[str]) -> list[str]:
    """An XML name for every step: its key where that is one, else with a number; no two alike."""
    found: list[str] = []
    for number, key in enumerate(keys):
        plain = re.sub(r"[^A-Za-z0-9-]", "-", key)
        doubled = plain != key or plain in found or bool(re.search(r"-n\d+$", plain))
        found.append(f"{plain}-n{number}" if doubled else plain)
    return found
