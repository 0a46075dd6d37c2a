"""One step in a diagram of gateways: the task itself, or a parallel block of the holder's task and consultations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.rules.folding import fold
from motcua.rules.process.bpmn_graph import Arrow, Graph, Shape
from motcua.rules.process.bpmn_parsing import own
from motcua.rules.process.inferring import infer


class Tangled(Exception):
    """The flows do not form a step; the message is the sentence."""


@dataclass
class Branch:
    """One branch of a parallel block: its task, and the condition under which it is sent (None: always)."""

    task: Shape
    condition: Arrow | None = None


@dataclass
class Block:
    """A step as drawn: its task, the consultations beside it, and the node whose flows lead on."""

    entry: str
    task: Shape
    exit: str
    asks: list[Branch] = field(default_factory=list)
    inside: set[str] = field(default_factory=set)


def passed(graph: Graph, node: str) -> str:
    """The first node at or after `node` that means something: points of one flow in, one out, are passed through."""
    seen: set[str] = set()
    while _empty(graph, node) and node not in seen:
        seen.add(node)
        node = graph.out[node][0].target
    if node in seen:
        raise Tangled(
            f"Các cổng quanh «{graph.shapes[node].words}» nối vòng tròn mà không có việc nào. Hãy nối lại."
        )
    return node


def _empty(graph: Graph, node: str) -> bool:
    """A gateway or point through which everything just passes."""
    if len(graph.out[node]) != 1 or graph.out[node][0].condition:
        return False
    tag = graph.shapes[node].tag
    return tag in ("exclusiveGateway", "point") or (tag == "parallelGateway" and len(graph.into[node]) < 2)


def block(graph: Graph, entry: str, units: Mapping[str, str], beside: str) -> Block:
    """The step that begins at `entry`, a task or a fork. `beside`: the lane of the step before. Raises Tangled."""
    shape = graph.shapes[entry]
    if shape.is_task:
        return Block(entry, shape, entry, inside={entry})
    if shape.tag != "parallelGateway" or len(graph.out[entry]) < 2:
        raise Tangled(
            f"Cổng song song «{shape.words}» không khép kín: mỗi cổng tách phải có một cổng gộp tương ứng."
        )
    if len(graph.into[entry]) > 1:
        raise Tangled(
            f"Cổng song song «{shape.words}» vừa gộp vừa tách. Hãy vẽ hai cổng: một cổng gộp, rồi một cổng tách; "
            "luồng trả lại thì nối vào một cổng loại trừ đứng trước."
        )
    ends: list[str] = []
    inside = {entry}
    branches = [_branch(graph, arrow, ends, inside) for arrow in graph.out[entry]]
    join = ends[0]
    if (
        set(ends) != {join}
        or len(graph.into[join]) != len(ends)
        or graph.shapes[join].tag != "parallelGateway"
    ):
        raise Tangled(
            f"Các nhánh của cổng song song «{shape.words}» không cùng về một cổng gộp song song. Hãy nối mọi nhánh về một cổng."
        )
    if len(graph.out[join]) != 1:
        raise Tangled(f"Sau cổng gộp «{graph.shapes[join].words}» phải có đúng một mũi tên.")
    holder = _holder(branches, units, beside, shape)
    asks = [one for one in branches if one is not holder]
    return Block(entry, holder.task, join, asks, inside | {join})


def _branch(graph: Graph, arrow: Arrow, ends: list[str], inside: set[str]) -> Branch:
    node = passed(graph, arrow.target)
    condition = None
    if graph.shapes[node].tag == "exclusiveGateway":
        inside.add(node)
        condition, skip = _sent_or_not(graph, node)
        node, over = passed(graph, condition.target), _until_join(graph, skip.target)
    shape = graph.shapes[node]
    if not shape.is_task:
        raise Tangled(
            f"Trong nhánh song song chỉ được có một việc, không có «{shape.words}». Hãy bỏ hoặc đưa ra ngoài khối."
        )
    inside.add(node)
    if len(graph.out[node]) != 1 or graph.out[node][0].condition:
        raise Tangled(
            f"Sau việc «{shape.words}» trong nhánh song song phải có đúng một mũi tên tới cổng gộp."
        )
    end = _until_join(graph, graph.out[node][0].target)
    if condition is not None and end != over:
        raise Tangled(f"Nhánh có điều kiện của «{shape.words}» không về cùng một cổng gộp. Hãy nối lại.")
    ends.append(end)
    if graph.shapes[end].is_task:
        raise Tangled(
            f"Nhánh của «{shape.words}» có nhiều việc nối nhau. Hãy gộp thành một việc, hoặc vẽ tuần tự ngoài khối."
        )
    return Branch(shape, condition)


def _sent_or_not(graph: Graph, node: str) -> tuple[Arrow, Arrow]:
    """The two flows of the gateway before a conditional consultation: asked, and passed over."""
    flows = graph.out[node]
    sent = [arrow for arrow in flows if arrow.condition]
    skip = [arrow for arrow in flows if not arrow.condition]
    if len(sent) != 1 or len(skip) != 1:
        raise Tangled(
            f"Cổng «{graph.shapes[node].words}» trong nhánh song song phải có một hướng có điều kiện (hỏi) và một hướng "
            "mặc định (không hỏi)."
        )
    return sent[0], skip[0]


def _until_join(graph: Graph, node: str) -> str:
    return passed(graph, node)


def _holder(branches: list[Branch], units: Mapping[str, str], beside: str, fork: Shape) -> Branch:
    """The branch of the one who holds the dossier: marked as ours, else in the lane of the step before, else the only
    one that is no consultation by its words. Raises Tangled."""
    free = [one for one in branches if one.condition is None]
    rules = (
        lambda one: own(one.task.element, "step") is not None,
        lambda one: own(one.task.element, "ask") is None and bool(beside) and one.task.lane == beside,
        lambda one: (
            own(one.task.element, "ask") is None and not unit_of(one.task, units) and not _asking(one.task)
        ),
        lambda one: own(one.task.element, "ask") is None and not _asking(one.task),
    )
    for rule in rules:
        found = [one for one in free if rule(one)]
        if len(found) == 1:
            return found[0]
    names = "; ".join(f"«{one.task.words}»" for one in branches)
    raise Tangled(
        f"Sau cổng song song «{fork.words}» không rõ nhánh nào là của người đang giữ hồ sơ ({names}). Hãy đặt việc ấy cùng làn "
        "với bước trước, các nhánh khác đặt tên «Lấy ý kiến …»."
    )


def _asking(task: Shape) -> bool:
    words = fold(task.name)
    asked = any(word in words for word in ("y kien", "phoi hop", "tham van", "xin y", "gop y"))
    return asked or (task.tag in ("sendTask", "serviceTask") and infer(task.name, task.lane) is None)


def unit_of(task: Shape, units: Mapping[str, str]) -> str:
    """The code of the unit that a consultation names, in its lane or its words; empty when none or several fit."""
    for said in (fold(task.lane), fold(task.name)):
        exact = [code for code, name in units.items() if said and said in (fold(code), fold(name))]
        found = exact or [code for code, name in units.items() if _says(said, code) or _says(said, name)]
        if found:
            longest = max(len(units[code]) for code in found)
            best = [code for code in found if len(units[code]) == longest]
            return best[0] if len(best) == 1 else ""
    return ""


def _says(said: str, name: str) -> bool:
    words = fold(name)
    return bool(words) and f" {words} " in f" {said} "
