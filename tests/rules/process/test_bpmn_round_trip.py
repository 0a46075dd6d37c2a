"""What goes out as BPMN comes back as the same process."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.rules.process import Process, lint, read
from motcua.rules.process.bpmn_reading import BpmnRefused, from_bpmn
from motcua.rules.process.bpmn_words import BPMN, DI
from motcua.rules.process.bpmn_writing import to_bpmn
from tests.rules.process.strategies import UNITS, processes

PACKS = Path(__file__).parents[3] / "packs" / "processes"
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("path", sorted(PACKS.glob("*.json")), ids=lambda path: path.stem)
def test_shipped_processes_come_back(path: Path) -> None:
    process = read(json.loads(path.read_text("utf-8")))
    back = from_bpmn(to_bpmn(process), units={})
    assert back.process == process
    assert back.notes == ()


@SLOW
@given(processes())
def test_any_sound_process_comes_back(process: Process) -> None:
    text = to_bpmn(process)
    assert from_bpmn(text, units=UNITS).process == process
    assert from_bpmn(text.encode(), units={}).process == process


@settings(SLOW, max_examples=30)
@given(processes())
def test_every_shape_and_flow_has_its_place_in_the_drawing(process: Process) -> None:
    root = ET.fromstring(to_bpmn(process))
    drawn = {
        one.get("bpmnElement") for kind in ("BPMNShape", "BPMNEdge") for one in root.iter(f"{{{DI}}}{kind}")
    }
    (inside,) = root.findall(f"{{{BPMN}}}process")
    ids = {one.get("id") for one in inside if one.get("id")}
    assert drawn == ids
    for flow in inside.findall(f"{{{BPMN}}}sequenceFlow"):
        assert {flow.get("sourceRef"), flow.get("targetRef")} <= ids


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """One of our files in which a few attributes, texts and elements were changed, taken out or moved."""
    root = ET.fromstring(to_bpmn(draw(processes())))
    (inside,) = root.findall(f"{{{BPMN}}}process")
    ids = [one.get("id", "") for one in inside if one.get("id")] + ["", "nowhere", "🙂"]
    for _ in range(draw(st.integers(1, 4))):
        elements = list(inside.iter())[1:]
        one = draw(st.sampled_from(elements))
        act = draw(st.sampled_from(["attribute", "text", "remove", "tag", "double"]))
        if act == "attribute" and one.attrib:
            one.set(draw(st.sampled_from(sorted(one.attrib))), draw(st.sampled_from(ids)))
        elif act == "text":
            one.text = draw(st.sampled_from([*ids, "fee > 1", 'outcome = "x"', "P1D", "[1]", "{}"]))
        elif act == "tag":
            tags = (
                "userTask",
                "exclusiveGateway",
                "parallelGateway",
                "endEvent",
                "startEvent",
                "boundaryEvent",
                "callActivity",
            )
            one.tag = f"{{{BPMN}}}{draw(st.sampled_from(tags))}"
        else:
            parent = next(each for each in inside.iter() if one in list(each))
            parent.remove(one) if act == "remove" else parent.append(one)
    return ET.tostring(root, encoding="unicode")


@settings(SLOW, max_examples=40)
@given(damaged())
def test_a_damaged_file_comes_in_or_is_refused_in_sentences(text: str) -> None:
    try:
        found = from_bpmn(text, units=UNITS)
    except BpmnRefused:
        return
    # What came in can be looked at by the linter, drawn, and written again.
    lint(found.process)
    assert from_bpmn(to_bpmn(found.process), units=UNITS).process.steps
