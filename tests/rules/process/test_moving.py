"""Which step becomes which when running dossiers move to another version, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from motcua.rules.actors import Role
from motcua.rules.process import Ask, Outcome, Place, Process, Step
from motcua.rules.process.moving import Moved, Refused, plan, plan_step, targets


def step(
    key: str, take: str, by: Role, at: Place, following: str, days: str | None = None, **more: object
) -> Step:
    limit = Decimal(days) if days else None
    made = Step(key, f"Bước {key}", take, by, at, (Outcome(following),), limit_days=limit)
    return replace(made, **more)  # type: ignore[arg-type]  # fields of Step


A = step("a", "assign", Role.UNIT_HEAD, Place.UNIT, "e", "0.5")
E = step("e", "examine", Role.CASE_OFFICER, Place.UNIT, "s", "2")
S = step("s", "sign", Role.SIGNATORY, Place.LEADERSHIP, "d", "1")
D = step("d", "deliver", Role.COUNTER, Place.CENTRE, "end")
OLD = Process("p", "Cũ", 1, (A, E, S, D))


def new(*steps: Step) -> Process:
    return Process("p", "Mới", 2, steps)


def test_the_same_version_changes_nothing() -> None:
    assert plan(OLD, new(A, E, S, D)) == {one.key: Moved(one, one) for one in OLD.steps}


@pytest.mark.parametrize(
    ("becomes", "what", "before", "after"),
    [
        (replace(E, name="Thẩm tra"), "Tên bước", "Bước e", "Thẩm tra"),
        (replace(E, take="review", by=Role.UNIT_HEAD), "Việc", "Thẩm định", "Xem xét"),
        (replace(E, by=Role.UNIT_HEAD), "Người làm", "Chuyên viên thụ lý", "Lãnh đạo phòng"),
        (
            replace(E, position="Tổ trưởng"),
            "Người làm",
            "Chuyên viên thụ lý",
            "Chuyên viên thụ lý (Tổ trưởng)",
        ),
        (replace(E, at=Place.CENTRE), "Nơi làm", "Đơn vị giải quyết", "Bộ phận Một cửa"),
        (replace(E, unit="H99.15.PC"), "Nơi làm", "Đơn vị giải quyết", "đơn vị H99.15.PC"),
        (replace(E, limit_days=Decimal("1.5")), "Thời hạn của bước", "2 ngày làm việc", "1,5 ngày làm việc"),
        (replace(E, limit_days=None), "Thời hạn của bước", "2 ngày làm việc", "không đặt"),
        (replace(E, product="Tờ trình"), "Sản phẩm", "không ghi", "Tờ trình"),
        (
            replace(E, asks=(Ask("q", "H99.15.PC", "?", Decimal(1)),)),
            "Lấy ý kiến",
            "không",
            "đơn vị H99.15.PC",
        ),
        (replace(E, outcomes=(Outcome("d"),)), "Các bước còn lại", "Bước s → Bước d", "Bước d"),
        (replace(E, limit_days=Decimal(5)), "Tổng thời gian còn lại", "3 ngày làm việc", "6 ngày làm việc"),
    ],
)
def test_what_changes_is_said(becomes: Step, what: str, before: str, after: str) -> None:
    found = plan(OLD, new(A, becomes, S, D))["e"]
    assert isinstance(found, Moved)
    assert found.new == becomes
    assert (what, before, after) in {(one.what, one.before, one.after) for one in found.changes}


def test_a_step_that_is_gone_needs_a_choice() -> None:
    target = new(replace(A, outcomes=(Outcome("x"),)), replace(E, key="x"), S, D)
    without = plan(OLD, target)["e"]
    assert isinstance(without, Refused)
    assert without.sentence == "Bản mới không có bước «Bước e». Hãy chọn bước tương ứng để chuyển."
    chosen = plan(OLD, target, {"e": "x"})["e"]
    assert isinstance(chosen, Moved)
    assert chosen.new.key == "x"


def test_an_empty_choice_is_none() -> None:
    assert isinstance(plan(OLD, new(A, E, S, D), {"e": ""})["e"], Moved)


def test_a_chosen_step_must_exist() -> None:
    found = plan(OLD, new(A, E, S, D), {"e": "nowhere"})["e"]
    assert isinstance(found, Refused)
    assert "không có bước «nowhere»" in found.sentence


@pytest.mark.parametrize("to", ["s", "d"])
def test_another_lifecycle_state_is_refused(to: str) -> None:
    found = plan(OLD, new(A, E, S, D), {"e": to})["e"]
    assert isinstance(found, Refused)
    assert "khác trạng thái hồ sơ" in found.sentence


def test_the_same_key_in_another_state_is_refused() -> None:
    found = plan(OLD, new(A, replace(E, take="sign"), S, D))["e"]
    assert isinstance(found, Refused)


def test_an_open_ask_must_be_known_to_the_new_step() -> None:
    asks = (Ask("q", "H99.15.PC", "?", Decimal(1)),)
    old = Process("p", "Cũ", 1, (A, replace(E, asks=asks), S, D))
    lost = plan_step(old, new(A, E, S, D), "e", "e", open_asks=["q"])
    assert isinstance(lost, Refused)
    assert "đang chờ ý kiến" in lost.sentence
    assert isinstance(plan_step(old, new(A, replace(E, asks=asks), S, D), "e", "e", open_asks=["q"]), Moved)
    assert isinstance(plan_step(old, new(A, E, S, D), "e", "e"), Moved)


def test_targets_have_the_same_state() -> None:
    assert [one.key for one in targets(new(A, E, S, D), E)] == ["a", "e"]
    assert [one.key for one in targets(new(A, E, S, D), S)] == ["s"]
