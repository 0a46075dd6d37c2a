"""The server's SVG: strict about the content policy, escaped, and it says in words what it shows."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import HealthCheck, given, settings

from motcua.rules.process import Process, read
from motcua.rules.process.bpmn_reading import from_bpmn
from motcua.rules.process.bpmn_writing import to_bpmn
from motcua.rules.process.definition import Ask
from motcua.rules.process.drawing import describe, svg
from tests.rules.process.strategies import processes
from tests.rules.process.test_layout import drafts

BASE = read(json.loads((Path(__file__).parents[3] / "packs/processes/default.json").read_text("utf-8")))
SVG = "{http://www.w3.org/2000/svg}"
MANY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def texts(root: ET.Element) -> str:
    return " ".join("".join(one.itertext()) for one in root.iter(f"{SVG}text"))


def test_it_has_a_title_a_description_and_every_step() -> None:
    root = ET.fromstring(svg(BASE, "sign"))
    assert root[0].tag == f"{SVG}title" and root[0].text == f"Sơ đồ quy trình: {BASE.name}"
    assert (
        "Bước 5: Ký duyệt kết quả, Người có thẩm quyền ký; đang ở bước này; rồi tới Vào số, đóng dấu, phát hành"
        in (root[1].text or "")
    )
    current = [
        one for one in root.iter(f"{SVG}rect") if "mc-diagram__task--current" in (one.get("class") or "")
    ]
    assert len(current) == 1
    assert "đang ở bước này" in svg(BASE, "sign") and "đang ở bước này" not in svg(BASE)
    assert "Trả kết quả" in texts(root)


def test_words_of_a_process_cannot_become_markup() -> None:
    evil = replace(
        BASE, name='<script>"&\x00', steps=(replace(BASE.steps[0], name="</title><script>alert(1)</script>"),)
    )
    drawn = svg(evil)
    assert "<script" not in drawn
    ET.fromstring(drawn)


def test_an_empty_draft_and_one_that_leads_nowhere_are_said() -> None:
    assert describe(replace(BASE, steps=())) == "Quy trình chưa có bước nào."
    lost = replace(BASE, steps=(replace(BASE.steps[0], outcomes=(), back="x"),))
    assert describe(lost).endswith("chưa có bước tiếp theo; có thể trả lại chưa rõ.")
    ET.fromstring(svg(replace(BASE, steps=())))


@MANY
@given(processes() | drafts())
def test_any_process_is_drawn_without_style_or_script(process: Process) -> None:
    drawn = svg(process, process.steps[0].key if process.steps else "")
    root = ET.fromstring(drawn)
    for element in root.iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script")
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_who_is_asked_is_named_not_coded() -> None:
    ask = Ask("law", "P.TP", "Có đúng luật không?", Decimal(1))
    steps = tuple(replace(one, asks=(ask,)) if one.take == "examine" else one for one in BASE.steps)
    process, names = replace(BASE, steps=steps), {"P.TP": "Phòng Tư pháp"}
    assert "lấy ý kiến Phòng Tư pháp" in describe(process, units=names)
    assert 'name="Lấy ý kiến Phòng Tư pháp"' in to_bpmn(process, names)
    assert "P.TP" not in svg(process, units=names)
    back = from_bpmn(to_bpmn(process, names), units=names)
    assert back.process.step("examine").asks == (ask,)
