"""Where a step of a diagram leads: gateways become outcomes with conditions, choices of the officer, and sending back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from motcua.rules.folding import fold
from motcua.rules.process.bpmn_blocks import Tangled, passed
from motcua.rules.process.bpmn_graph import Arrow, Graph
from motcua.rules.process.bpmn_parsing import own
from motcua.rules.process.bpmn_words import CHOICE, OURS, printable
from motcua.rules.process.conditions import Clause, ConditionFault, parse, say, source
from motcua.rules.process.definition import BACK, END
from motcua.rules.process.givens import Given

_CHOSEN = re.compile(rf'^{CHOICE}\s*==?\s*"([^"]*)"$')
_BACK_WORDS = (
    "tra lai",
    "khong dat",
    "chua dat",
    "khong dong y",
    "lam lai",
    "yeu cau sua",
    "khong duyet",
    "khong dong",
    "hoan thien lai",
)


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of a step, to the entry of another block or END. `chosen`: opened by the officer's choice."""

    target: str
    key: str = ""
    label: str = ""
    when: tuple[Clause, ...] = ()
    chosen: bool = False
    back: bool = False
    place: int = 10_000


def ways(graph: Graph, start: str, known: Mapping[str, Given], used: set[str]) -> list[Way]:
    """The ways out of the node where a step ends. Adds the gateways on them to `used`. Raises Tangled."""
    flows = graph.out[start]
    here = graph.shapes[start]
    if not flows:
        raise Tangled(f"«{here.words}» chưa nối tới đâu. Hãy nối tới việc tiếp theo hoặc sự kiện kết thúc.")
    if len(flows) > 1:
        raise Tangled(f"«{here.words}» có nhiều mũi tên đi ra. Hãy đặt một cổng loại trừ sau việc ấy.")
    if flows[0].condition:
        raise Tangled(
            f"Mũi tên sau «{here.words}» có điều kiện nhưng không đi từ cổng. Hãy đặt một cổng loại trừ."
        )
    return _through(graph, flows[0], known, used, _plain(flows[0]))


def _plain(arrow: Arrow) -> Way:
    extension = own(arrow.element, "way") if arrow.element is not None else None
    if extension is None:
        return Way("", label=arrow.name.strip())
    place = extension.get("place", "")
    return Way(
        "",
        extension.get("key", ""),
        extension.get("label", "") or "",
        place=int(place) if place.isascii() and place.isdigit() and len(place) < 5 else 10_000,
    )


def _through(
    graph: Graph, arrow: Arrow, known: Mapping[str, Given], used: set[str], so_far: Way
) -> list[Way]:
    """Follows one flow to the next block, dividing at gateways."""
    node = passed(graph, arrow.target)
    shape = graph.shapes[node]
    if shape.tag == "endEvent":
        used.add(node)
        return [replace(so_far, target=END)]
    if shape.tag != "exclusiveGateway":
        return [replace(so_far, target=node)]
    if node in used:
        raise Tangled(
            f"Cổng «{shape.words}» nhận nhiều luồng rồi mới rẽ. Hãy vẽ riêng một cổng rẽ cho mỗi việc."
        )
    used.add(node)
    return _divide(graph, node, known, used, so_far)


def _divide(graph: Graph, node: str, known: Mapping[str, Given], used: set[str], so_far: Way) -> list[Way]:
    flows, words = graph.out[node], graph.shapes[node].words
    if not flows:
        raise Tangled(f"Cổng «{words}» chưa nối tới đâu. Hãy nối tới việc tiếp theo.")
    several = sum(1 for arrow in flows if not arrow.condition) > 1
    found: list[Way] = []
    for arrow in flows:
        one = _opened(arrow, known, several)
        if so_far.when and (one.chosen or one.back) or so_far.chosen and (one.when or one.chosen or one.back):
            raise Tangled(
                f"Cổng «{words}» đứng ngay sau một cổng khác mà lẫn điều kiện với lựa chọn của người làm. Hãy gộp hai cổng, "
                "hoặc thêm một việc ở giữa."
            )
        both = replace(one, when=(*so_far.when, *one.when), chosen=so_far.chosen or one.chosen)
        if so_far.chosen or not (one.key or one.label):
            both = replace(both, key=so_far.key or one.key, label=so_far.label or one.label)
        found += _through(graph, arrow, known, used, both)
    return found


def _opened(arrow: Arrow, known: Mapping[str, Given], several: bool) -> Way:
    """What opens one flow of a gateway."""
    way = _plain(arrow)
    ours = arrow.element is not None and own(arrow.element, "way") is not None
    if arrow.element is not None and own(arrow.element, "back") is not None:
        return replace(way, back=True, key=BACK)
    if arrow.condition is None:
        return _named(arrow, replace(way, chosen=several), way.label if ours else "")
    if found := _CHOSEN.match(arrow.condition):
        if found[1] == BACK:
            return replace(way, back=True, key=BACK)
        return _named(arrow, replace(way, chosen=True, key=found[1]), way.label if ours else "")
    when = conditions(arrow, known)
    shown = say(when, known)
    label = way.label if ours else "" if arrow.name.strip() == shown else way.label
    if ours and printable(arrow.name) != printable(label or shown):
        label = arrow.name  # renamed in another tool
    return replace(way, when=when, label=label)


def _named(arrow: Arrow, way: Way, label: str) -> Way:
    """The label that is written on the flow; ours too, for it may have been changed in another tool."""
    return way if printable(label) == arrow.name else replace(way, label=arrow.name)


def conditions(arrow: Arrow, known: Mapping[str, Given]) -> tuple[Clause, ...]:
    """The clauses of a flow: ours exactly while their text is unchanged, else its text. Raises Tangled."""
    text = arrow.condition or ""
    extension = arrow.element.findall(f".//{{{OURS}}}clause") if arrow.element is not None else []
    exact = tuple(Clause(one.get("given", ""), one.get("op", ""), one.get("value", "")) for one in extension)
    if exact and " ".join(printable(source(exact)).split()) == " ".join(text.split()):
        if fault := next(filter(None, (clause.fault(known) for clause in exact)), ""):
            raise Tangled(f"Mũi tên «{arrow.name or arrow.id}»: {fault}")
        return exact
    try:
        found = parse(text, known)
    except ConditionFault as wrong:
        raise Tangled(f"Mũi tên «{arrow.name or arrow.id}»: {wrong}") from None
    if not found:
        raise Tangled(f"Mũi tên «{arrow.name or arrow.id}» có điều kiện trống. Hãy ghi điều kiện hoặc bỏ đi.")
    return found


def sends_back(way: Way) -> bool:
    """True when the words of a way say that it sends back."""
    return any(word in fold(way.label) for word in _BACK_WORDS)
