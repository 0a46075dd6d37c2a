"""What goes out as BPMN comes back as the same process."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from motcua.rules.process import Process, read
from motcua.rules.process.bpmn_reading import from_bpmn
from motcua.rules.process.bpmn_words import BPMN, DI
from motcua.rules.process.bpmn_writing import to_bpmn
from tests.rules.process.strategies import UNITS, processes

PACKS = Path(__file__).parents[3] / "packs" / "processes"
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


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
