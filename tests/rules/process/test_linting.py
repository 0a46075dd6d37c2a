"""Processes as data: the refusals of the linter, one by one, and the packs that ship."""
# ruff: noqa: E501  # one faulty process a line is easier to read across

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from motcua.rules.process import Place, Process, ProcessFaulty, lint, read, sketch, written
from tests.rules.process.strategies import processes

PACKS = Path(__file__).parents[3] / "packs" / "processes"


WHO = {"transfer": "COUNTER", "assign": "UNIT_HEAD", "examine": "CASE_OFFICER", "review": "UNIT_HEAD",
       "sign": "SIGNATORY", "seal": "CLERK", "deliver": "COUNTER"}  # fmt: skip


def step(key: str, take: str, next: str, **more: Any) -> dict[str, Any]:
    by = WHO.get(take, "COUNTER")
    return {
        "key": key,
        "name": key,
        "take": take,
        "by": by,
        "at": "CENTRE",
        "next": next,
        "product": "x",
        **more,
    }


GOOD = [
    step("a", "transfer", "e"),
    step("e", "examine", "s"),
    step("s", "sign", "b"),
    step("b", "seal", "c"),
    step("c", "deliver", "end"),
]


@pytest.mark.parametrize("path", sorted(PACKS.glob("*.json")), ids=lambda path: path.stem)
def test_every_shipped_process_is_sound(path: Path) -> None:
    process = read(json.loads(path.read_text("utf-8")))
    assert process.key == path.stem
    assert process.after(process.steps[-1].key) is None


def test_walking_a_process() -> None:
    process = read({"key": "p", "name": "P", "steps": [*GOOD[:2], {**GOOD[2], "back": "e"}, *GOOD[3:]]})
    assert process.first.key == "a"
    assert [s.key for s in (process.after("a"), process.after("b")) if s] == ["e", "c"]
    assert process.rework("s").key == "e"
    assert process.step("a").at is Place.CENTRE
    with pytest.raises(KeyError):
        process.step("x")


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([], "chưa có bước"),
        ([*GOOD, step("a", "sign", "b")], "trùng khóa"),
        ([step("a", "fly", "b"), *GOOD[1:]], "không có việc"),
        ([step("a", "transfer", "x"), *GOOD[1:]], "bước không có"),
        ([step("a", "transfer", "b", back="y"), *GOOD[1:]], "trả lại bước không có"),
        ([*GOOD[:3], step("b", "seal", "e"), GOOD[4]], "quay vòng"),
        ([*GOOD, step("d", "seal", "c")], "Không bao giờ tới"),
        ([step("a", "transfer", "c"), GOOD[4]], "phát hành kết quả"),
        ([*GOOD[:3], step("b", "seal", "end"), GOOD[4]], "Bước cuối phải là trả"),
        ([step("a", "transfer", "b", limit_days=-1), *GOOD[1:]], "lớn hơn 0"),
    ],
)
def test_faulty_processes_are_refused_in_words(steps: list[dict[str, Any]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read({"key": "p", "name": "P", "steps": steps})


def test_a_missing_part_is_named() -> None:
    with pytest.raises(ValueError, match="thiếu hoặc sai"):
        read({"key": "p", "steps": []})


def test_steps_may_not_take_longer_than_the_law() -> None:
    process = read(
        {"key": "p", "name": "P", "steps": [step("a", "transfer", "e", limit_days="3"), *GOOD[1:]]}
    )
    assert lint(process, Decimal(3)) == []
    assert "vượt thời hạn" in str(lint(process, Decimal(2))[0])


def examine(**more: Any) -> list[dict[str, Any]]:
    return [GOOD[0], {**step("e", "examine", "s"), **more}, *GOOD[2:]]


def ways(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return examine(outcomes=list(rows))


FEE = {"given": "fee", "op": ">=", "value": "1"}
KIND = {"given": "applicant_kind", "op": "=", "value": "CITIZEN"}
ASK = {"key": "h", "unit": "P", "question": "?", "limit_days": "1"}
SEVERAL = [{"next": "s", "key": "a", "label": "A"}, {"next": "s", "key": "b", "label": "B"}]
FAULTS = [
    ([step("", "transfer", "e"), *GOOD[1:]], "chữ dành riêng", "name"),
    ([step("end", "transfer", "e"), *GOOD[1:]], "chữ dành riêng", "name"),
    ([step("a", "transfer", "e", name=" "), *GOOD[1:]], "chưa có tên", "name"),
    (examine(by="CLERK"), "phải do Chuyên viên thụ lý làm, không phải Văn thư", "by"),
    ([step("a", "transfer", "e", at="UNIT"), *GOOD[1:]], "phải ở Bộ phận Một cửa", "at"),
    ([step("a", "transfer", "e", asks=[ASK]), *GOOD[1:]], "chỉ lấy ý kiến ở bước thẩm định hoặc xem xét", "asks"),
    (examine(next=""), "chưa có bước tiếp theo", "next"),
    (ways({"next": "s", "when": [FEE]}), "hãy thêm một hướng không điều kiện", "next"),
    (ways(), "chưa có hướng đi khi không điều kiện nào đúng", "next"),
    (ways({"next": "s"}, {"next": "s", "key": "b", "label": "B"}), "mỗi hướng phải có tên", "next"),
    (ways(SEVERAL[0], SEVERAL[0]), "trùng khóa", "next"),
    (ways(SEVERAL[0], {**SEVERAL[1], "key": "back"}), "dành riêng cho việc trả lại", "next"),
    ([*GOOD[:2], step("s", "sign", "b", outcomes=[{**row, "next": "b"} for row in SEVERAL]), *GOOD[3:]], "chỉ bước thẩm định hoặc xem xét mới cho người làm chọn", "next"),
    (ways({"next": "s", "when": [FEE]}, {"next": "s", "when": [FEE, KIND]}, {"next": "s"}), "không bao giờ được chọn", "next"),
    (ways({"next": "s", "when": [{**FEE, "given": "x"}]}, {"next": "s"}), "không có dữ kiện «x»", "next"),
    (ways({"next": "s", "when": [KIND, {**KIND, "value": "OTHER"}]}, {"next": "s"}), "không thể vừa bằng «Công dân» vừa bằng «Tổ chức khác»", "next"),
    (examine(asks=[{**ASK, "unit": ""}]), "hãy chọn đơn vị", "asks"),
    (examine(asks=[{**ASK, "question": " "}]), "nội dung cần lấy ý kiến", "asks"),
    (examine(asks=[{**ASK, "limit_days": 0}]), "thời hạn trả lời ý kiến phải lớn hơn 0", "asks"),
    (examine(asks=[{**ASK, "limit_days": 3}], limit_days=2), "dài hơn thời hạn của bước", "asks"),
    (examine(asks=[ASK, {**ASK, "key": "i"}]), "hỏi một đơn vị hai lần", "asks"),
    (examine(asks=[ASK, {**ASK, "unit": "Q"}]), "trùng khóa", "asks"),
    (examine(asks=[{**ASK, "when": [{**FEE, "op": "~"}]}]), "không có phép so sánh «~»", "asks"),
    (examine(timers=[{"kind": "REMIND", "days": -1, "start": "OPENED"}]), "không được âm", "timers"),
    (examine(timers=[{"kind": "REMIND", "days": 1}]), "bước phải có thời hạn", "timers"),
    (examine(timers=[{"kind": "REMIND", "days": 2, "start": "BEFORE_DUE"}], limit_days=2), "trước cả khi mở bước", "timers"),
    (examine(timers=[{"kind": "PROPOSE", "days": 1, "propose": "sign"}], limit_days=2), "chỉ được đề xuất", "timers"),
    (examine(questions=[{"key": "", "label": "x", "kind": "TEXT"}]), "chưa có khóa", "questions"),
    (examine(questions=[{"key": "k", "label": "x", "kind": "TEXT"}] * 2), "được hỏi ở hai chỗ", "questions"),
    (examine(questions=[{"key": "k", "label": "x", "kind": "CHOICE", "choices": [["a", "A"]]}]), "ít nhất hai lựa chọn", "questions"),
    ([step("a", "transfer", "e", questions=[{"key": "k", "label": "x", "kind": "TEXT"}]), *GOOD[1:]], "chỉ hỏi dữ kiện ở bước", "questions"),
    ([GOOD[0], step("e", "examine", "s", back="b"), *GOOD[2:]], "chỉ được trả lại một bước đứng trước", "back"),
    ([step("a", "transfer", "s"), GOOD[1], *GOOD[2:]], "Không bao giờ tới được bước «e»", "next"),
    ([step("a", "transfer", "s"), *GOOD[2:]], "không thể sang «s»", "next"),
    ([step("a", "transfer", "g"), step("g", "assign", "r"), step("r", "review", "s"), *GOOD[2:]], "Sau phân công phải là bước thẩm định", "next"),
    ([GOOD[0], GOOD[1], step("s", "sign", "b", back="a"), *GOOD[3:]], "không trả lại «a» được", "back"),
    ([*GOOD[:4], step("c", "deliver", "d"), step("d", "deliver", "end")], "không còn bước nào", "next"),
    ([*GOOD[:3], step("b", "seal", "end")], "thiếu bước trả kết quả", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "words", "column"), FAULTS, ids=[f"{words[:30]}-{n}" for n, (_, words, _) in enumerate(FAULTS)]
)
def test_each_fault_is_named_at_its_cell_and_refuses(
    steps: list[dict[str, Any]], words: str, column: str
) -> None:
    found = [
        f
        for f in lint(sketch({"key": "p", "name": "P", "steps": steps}))
        if words.casefold() in str(f).casefold()
    ]
    assert [fault.column for fault in found][:1] == [column]
    assert all(fault.grave and str(fault).endswith(".") for fault in found)
    with pytest.raises(ProcessFaulty, match="(?i)" + re.escape(words)):
        read({"key": "p", "name": "P", "steps": steps})


def test_what_the_office_has_is_asked_of_it() -> None:
    process = read(
        {
            "key": "p",
            "name": "P",
            "steps": examine(unit="X", asks=[{**ASK, "unit": "Y"}], position="Phó phòng"),
        }
    )
    found = lint(process, staffed=lambda one: one.take != "examine", units={"P": "Phòng"})
    assert [(f.column, f.grave) for f in found] == [("unit", True), ("asks", True), ("by", True)]
    assert "không có ai giữ vai trò Chuyên viên thụ lý (Phó phòng) tại X" in str(found[2])
    assert lint(process, staffed=lambda one: True, units={"X": "x", "Y": "y"}) == []


def test_a_seal_without_a_product_is_only_a_hint() -> None:
    process = read(
        {"key": "p", "name": "P", "steps": [*GOOD[:3], step("b", "seal", "c", product=""), GOOD[4]]}
    )
    assert [(f.column, f.grave) for f in lint(process)] == [("product", False)]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(processes())
def test_reading_and_writing_are_the_identity(process: Process) -> None:
    assert sketch(json.loads(json.dumps(written(process)))) == process
    assert read(written(process)) == process


@pytest.mark.parametrize("part", [{"by": "X"}, {"at": "X"}, {"limit_days": "x"}, {"asks": [{}]}, {"timers": [{"kind": "X", "days": 1}]}, {"questions": [{"key": "k", "label": "l", "kind": "X"}]}, {"outcomes": 3}])  # fmt: skip
def test_a_part_of_the_wrong_type_is_named(part: dict[str, Any]) -> None:
    with pytest.raises(ProcessFaulty, match="thiếu hoặc sai mục"):
        sketch({"key": "p", "name": "P", "steps": examine(**part)})


def test_a_condition_sees_only_what_every_way_has_asked() -> None:
    """A dossier that passed by the step that asks could never go on."""
    asks = {"key": "area", "label": "Diện tích", "kind": "NUMBER", "unit": "m2"}
    looks = [{"given": "answer.area", "op": ">", "value": "100"}]
    steps = [
        step("a", "transfer", "e"),
        {**step("e", "examine", ""), "outcomes": [{"next": "s", "when": [FEE]}, {"next": "q"}]},
        {**step("q", "examine", "s"), "questions": [asks]},
        {**step("s", "examine", ""), "outcomes": [{"next": "r", "when": looks}, {"next": "g"}]},
        step("r", "review", "g"),
        step("g", "sign", "b"),
        step("b", "seal", "c"),
        step("c", "deliver", "end"),
    ]
    with pytest.raises(ValueError, match="không qua bước «q»"):
        read({"key": "p", "name": "P", "steps": steps})
    steps[1] = step("e", "examine", "q")
    assert read({"key": "p", "name": "P", "steps": steps})
