"""A process as a BPMN 2.0 file with coordinates, for other offices' tools and for the viewer on our pages.

`bpmn_reading.from_bpmn` gives the same process back. Conditions go out as text that our own `conditions.parse` reads;
nothing in the file is a program. Numbers of days are working days, which BPMN cannot say: the durations are for others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from xml.etree import ElementTree as ET  # writes only

from motcua.rules.process.bpmn_words import (
    BPMN,
    CHOICE,
    DC,
    DDI,
    DI,
    OURS,
    PREFIXES,
    XSI,
    duration,
    plain,
    printable,
)
from motcua.rules.process.charting import NO_NAMES, Chart, Flow, Node, NodeKind
from motcua.rules.process.conditions import source
from motcua.rules.process.definition import Ask, Process, Step, Timer, TimerStart
from motcua.rules.process.layout import TIMER, TIMER_DROP, TIMER_END, Box, Layout, Line, lay_out
from motcua.rules.process.reading import TEXTS, written

TAGS = {
    NodeKind.START: "startEvent",
    NodeKind.END: "endEvent",
    NodeKind.STEP: "userTask",
    NodeKind.ASK: "userTask",  # not a send task: that one ends when the question is sent, ours when it is answered
    NodeKind.CHOICE: "exclusiveGateway",
    NodeKind.MERGE: "exclusiveGateway",
    NodeKind.FORK: "parallelGateway",
    NodeKind.JOIN: "parallelGateway",
}


def to_bpmn(process: Process, units: Mapping[str, str] = NO_NAMES) -> str:
    """The process as BPMN 2.0 XML with its drawing. Also a draft with faults: what leads nowhere has no flow."""
    for prefix, uri in PREFIXES.items():
        ET.register_namespace(prefix, uri)
    drawn = lay_out(process, units)
    root = ET.Element(
        f"{{{BPMN}}}definitions", {"id": "definitions", "targetNamespace": OURS, "exporter": "Motcua"}
    )
    _process(
        ET.SubElement(root, f"{{{BPMN}}}process", {"id": "process", "isExecutable": "false"}), drawn.chart
    )
    diagram = ET.SubElement(root, f"{{{DI}}}BPMNDiagram", {"id": "diagram"})
    _plane(ET.SubElement(diagram, f"{{{DI}}}BPMNPlane", {"id": "plane", "bpmnElement": "process"}), drawn)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _own(parent: ET.Element, tag: str, row: Mapping[str, object]) -> ET.Element:
    """An extension element; empty attributes are left out."""
    return ET.SubElement(
        parent, f"{{{OURS}}}{tag}", {k: printable(str(v)) for k, v in row.items() if v not in ("", None)}
    )


def _extension(parent: ET.Element) -> ET.Element:
    return ET.SubElement(parent, f"{{{BPMN}}}extensionElements")


def _process(parent: ET.Element, drawn: Chart) -> None:
    process = drawn.process
    parent.set("name", printable(process.name))
    texts = {name: getattr(process, name) for name in TEXTS}
    own = _own(_extension(parent), "process", {"key": process.key, "version": process.version, **texts})
    for case in written(process).get("cases", ()):
        _own(
            own,
            "case",
            {"name": case["name"], **{name: _json(case[name]) for name in ("facts", "choices", "expect")}},
        )
    for node in drawn.nodes:
        _node(parent, drawn, node)
    for flow in drawn.flows:
        _flow(parent, flow)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _node(parent: ET.Element, drawn: Chart, node: Node) -> None:
    made = ET.SubElement(parent, f"{{{BPMN}}}{TAGS[node.kind]}", {"id": node.id})
    if node.name:
        made.set("name", printable(node.name))
    if node.step is not None:
        _own_words(made, node, node.step)
    for flow in drawn.flows:
        if flow.target == node.id:
            ET.SubElement(made, f"{{{BPMN}}}incoming").text = flow.id
    for flow in drawn.leaving(node.id):
        ET.SubElement(made, f"{{{BPMN}}}outgoing").text = flow.id
        if flow.default:
            made.set("default", flow.id)
    if node.kind is NodeKind.STEP and node.step is not None:
        for number, timer in enumerate(node.step.timers):
            _boundary(parent, node, node.step, number, timer)


def _own_words(made: ET.Element, node: Node, step: Step) -> None:
    if node.ask is not None:
        documentation = ET.SubElement(made, f"{{{BPMN}}}documentation")
        documentation.text = printable(node.ask.question)
        _own(_extension(made), "ask", _ask_row(node.ask))
        return
    days = None if step.limit_days is None else plain(step.limit_days)
    row = {"key": step.key, "take": step.take, "by": step.by, "at": step.at, "limit_days": days}
    row |= {name: getattr(step, name) for name in ("unit", "position", "product")}
    own = _own(_extension(made), "step", row)
    for one in step.questions:
        choices = _json([list(pair) for pair in one.choices]) if one.choices else ""
        _own(
            own,
            "question",
            {"key": one.key, "label": one.label, "kind": one.kind, "choices": choices, "unit": one.unit},
        )


def _ask_row(ask: Ask) -> dict[str, object]:
    return {"key": ask.key, "unit": ask.unit, "question": ask.question, "limit_days": plain(ask.limit_days)}


def _boundary(parent: ET.Element, node: Node, step: Step, number: int, timer: Timer) -> None:
    made = ET.SubElement(parent, f"{{{BPMN}}}boundaryEvent", {
        "id": f"timer_{node.id}_{number}", "attachedToRef": node.id, "cancelActivity": "false"})  # fmt: skip
    words = f"{timer.kind.label}: {plain(timer.days)} ngày làm việc {timer.start.label}"
    ET.SubElement(made, f"{{{BPMN}}}documentation").text = words
    row = {"kind": timer.kind, "days": plain(timer.days), "start": timer.start, "propose": timer.propose}
    _own(_extension(made), "timer", row)
    ET.SubElement(made, f"{{{BPMN}}}outgoing").text = f"timed_{node.id}_{number}"
    definition = ET.SubElement(made, f"{{{BPMN}}}timerEventDefinition", {"id": f"clock_{node.id}_{number}"})
    after = ET.SubElement(definition, f"{{{BPMN}}}timeDuration", {f"{{{XSI}}}type": "bpmn:tFormalExpression"})
    after.text = duration(_from_opening(step, timer))
    end = ET.SubElement(parent, f"{{{BPMN}}}endEvent", {"id": f"noted_{node.id}_{number}"})
    ET.SubElement(end, f"{{{BPMN}}}incoming").text = f"timed_{node.id}_{number}"
    ET.SubElement(parent, f"{{{BPMN}}}sequenceFlow", {
        "id": f"timed_{node.id}_{number}", "sourceRef": made.get("id", ""), "targetRef": end.get("id", "")})  # fmt: skip


def _from_opening(step: Step, timer: Timer) -> Decimal:
    """BPMN counts from the opening of the task; a task without limit has no due moment, there the days alone are said."""
    limit = step.limit_days or Decimal(0)
    if timer.start is TimerStart.OPENED:
        return timer.days
    return max(limit + (timer.days if timer.start is TimerStart.AFTER_DUE else -timer.days), Decimal(0))


def _flow(parent: ET.Element, flow: Flow) -> None:
    made = ET.SubElement(parent, f"{{{BPMN}}}sequenceFlow", {
        "id": flow.id, "sourceRef": flow.source, "targetRef": flow.target})  # fmt: skip
    if flow.name:
        made.set("name", printable(flow.name))
    if flow.back or flow.outcome is not None or flow.when:
        own = _own(_extension(made), "back" if flow.back else "way", _way_row(flow))
        for clause in flow.when:
            _own(own, "clause", {"given": clause.given, "op": clause.op, "value": clause.value})
    text = source(flow.when) or (f'{CHOICE} = "{flow.chosen}"' if flow.chosen else "")
    if text:
        condition = ET.SubElement(
            made, f"{{{BPMN}}}conditionExpression", {f"{{{XSI}}}type": "bpmn:tFormalExpression"}
        )
        condition.text = printable(text)


def _way_row(flow: Flow) -> dict[str, object]:
    """`place`: where the way stands in the table, for conditions come first in the diagram."""
    if flow.outcome is None:
        return {}
    return {"key": flow.outcome.key, "label": flow.outcome.label, "place": flow.id.rsplit("_", 1)[1]}


def _plane(plane: ET.Element, drawn: Layout) -> None:
    for box in drawn.boxes:
        _shape(plane, box.node.id, box.x, box.y, box.w, box.h)
        if box.node.kind is NodeKind.STEP and box.node.step is not None:
            for number in range(len(box.node.step.timers)):
                _timer_shapes(plane, box, number)
    for line in drawn.lines:
        _edge(plane, line)


def _shape(plane: ET.Element, of: str, x: int, y: int, w: int, h: int) -> None:
    row = {"id": f"{of}_di", "bpmnElement": of}
    if of.startswith(("way_", "merge_", "if_", "fi_")):
        row["isMarkerVisible"] = "true"
    _bounds(ET.SubElement(plane, f"{{{DI}}}BPMNShape", row), x, y, w, h)


def _bounds(parent: ET.Element, x: int, y: int, w: int, h: int) -> None:
    ET.SubElement(parent, f"{{{DC}}}Bounds", {"x": str(x), "y": str(y), "width": str(w), "height": str(h)})


def _timer_shapes(plane: ET.Element, box: Box, number: int) -> None:
    x, y = box.timer(number)
    end = y + TIMER_DROP - TIMER_END
    _shape(plane, f"timer_{box.node.id}_{number}", x - TIMER // 2, y - TIMER // 2, TIMER, TIMER)
    _shape(plane, f"noted_{box.node.id}_{number}", x - TIMER_END // 2, end, TIMER_END, TIMER_END)
    _points(plane, f"timed_{box.node.id}_{number}", iter(((x, y + TIMER // 2), (x, end))))


def _points(plane: ET.Element, of: str, points: Iterator[tuple[int, int]]) -> ET.Element:
    edge = ET.SubElement(plane, f"{{{DI}}}BPMNEdge", {"id": f"{of}_di", "bpmnElement": of})
    for x, y in points:
        ET.SubElement(edge, f"{{{DDI}}}waypoint", {"x": str(x), "y": str(y)})
    return edge


def _edge(plane: ET.Element, line: Line) -> None:
    edge = _points(plane, line.flow.id, iter(line.points))
    if line.flow.name:
        x, y, w = line.label
        lines = min(2, -(-len(line.flow.name) * 6 // w))
        _bounds(ET.SubElement(edge, f"{{{DI}}}BPMNLabel"), x, y - 14 * lines - 1, w, 14 * lines)
