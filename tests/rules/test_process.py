"""Processes as data: the linter's refusals, and the packs that ship."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from motcua.rules.process import Place, lint, read

PACKS = Path(__file__).parents[2] / "packs" / "processes"


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
