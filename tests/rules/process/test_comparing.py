"""The difference of two versions, in the words of the sheet."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from motcua.rules.actors import Role
from motcua.rules.process import Ask, Clause, Outcome, Place, Process, Question, Timer, TimerKind, read
from motcua.rules.process.comparing import ChangeKind, compare
from motcua.rules.process.definition import ProcessCase
from motcua.rules.process.givens import GivenKind
from tests.rules.process.strategies import processes

PACKS = Path(__file__).parents[3] / "packs" / "processes"
BASE = read(json.loads((PACKS / "default.json").read_text("utf-8")))
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def with_step(process: Process, key: str, **more: object) -> Process:
    return replace(process, steps=tuple(replace(s, **more) if s.key == key else s for s in process.steps))


def only(old: Process, new: Process) -> str:
    (change,) = compare(old, new)
    return change.sentence


def test_the_same_process_has_no_difference_whatever_its_version() -> None:
    assert compare(BASE, replace(BASE, version=9, key="khac")) == ()


def test_each_column_is_said_in_words() -> None:
    said = [
        only(BASE, with_step(BASE, "examine", name="Thẩm định")),
        only(BASE, with_step(BASE, "examine", take="review")),
        only(BASE, with_step(BASE, "examine", by=Role.UNIT_HEAD)),
        only(BASE, with_step(BASE, "examine", at=Place.CENTRE)),
        only(BASE, with_step(BASE, "examine", unit="P.TN")),
        only(BASE, with_step(BASE, "examine", position="Phó Trưởng phòng")),
        only(BASE, with_step(BASE, "assign", limit_days=Decimal("1.50"))),
        only(BASE, with_step(BASE, "examine", product="Tờ trình")),
        only(BASE, with_step(BASE, "examine", back="")),
    ]
    assert said == [
        "Bước «Thẩm định», trình tự: «Thẩm định hồ sơ, dự thảo kết quả» → «Thẩm định».",
        "Bước «Thẩm định hồ sơ, dự thảo kết quả», việc: «Thẩm định» → «Xem xét».",
        "Bước «Thẩm định hồ sơ, dự thảo kết quả», trách nhiệm: «Chuyên viên thụ lý» → «Lãnh đạo phòng».",
        "Bước «Thẩm định hồ sơ, dự thảo kết quả», nơi làm: «Đơn vị giải quyết» → «Bộ phận Một cửa».",
        "Bước «Thẩm định hồ sơ, dự thảo kết quả», đơn vị: để trống → «P.TN».",
        "Bước «Thẩm định hồ sơ, dự thảo kết quả», chức danh: để trống → «Phó Trưởng phòng».",
        "Bước «Phân công thụ lý», thời gian: «0,5 ngày làm việc» → «1,5 ngày làm việc».",
        "Bước «Thẩm định hồ sơ, dự thảo kết quả», sản phẩm: để trống → «Tờ trình».",
        "Bước «Thẩm định hồ sơ, dự thảo kết quả», trả lại: «Phân công thụ lý» → để trống.",
    ]


def test_conditions_consultations_timers_and_questions_are_said_in_words() -> None:
    ways = (Outcome("sign", "k", "Đường ngắn", (Clause("fee", ">=", "500000"),)), Outcome("review"))
    assert (
        "Đường ngắn: nếu Tổng phí, lệ phí ≥ 500.000 đồng thì Ký duyệt kết quả; Lãnh đạo phòng xem xét"
        in only(BASE, with_step(BASE, "examine", outcomes=ways))
    )
    ask = Ask("h", "P.XD", "Quy hoạch?", Decimal("2"), (Clause("extended", "=", "yes"),))
    assert "P.XD (Quy hoạch?; 2 ngày làm việc, nếu Đã gia hạn = có)" in only(
        BASE, with_step(BASE, "examine", asks=(ask,))
    )
    timer = Timer(TimerKind.PROPOSE, Decimal("1"), propose="extend")
    assert (
        "đề xuất việc cần làm: xin lỗi và hẹn lại ngày trả (T16) (1 ngày làm việc sau hạn của bước)"
        in only(BASE, with_step(BASE, "examine", timers=(timer,)))
    )
    question = Question("dt", "Diện tích", GivenKind.NUMBER, unit="m2")
    assert "Diện tích (số, m2)" in only(BASE, with_step(BASE, "examine", questions=(question,)))
    choice = Question("loai", "Loại đất", GivenKind.CHOICE, (("o", "Đất ở"), ("n", "Đất nông nghiệp")))
    assert "Loại đất (chọn một: Đất ở, Đất nông nghiệp)" in only(
        BASE, with_step(BASE, "examine", questions=(choice,))
    )


def test_rows_added_and_taken_out() -> None:
    shorter = replace(BASE, steps=tuple(s for s in BASE.steps if s.key != "review"))
    gone, new = compare(BASE, shorter)[-1], compare(shorter, BASE)
    assert (gone.kind, gone.step, gone.sentence) == (
        ChangeKind.REMOVED, "review", "Bỏ bước «Lãnh đạo phòng xem xét, trình ký».")  # fmt: skip
    assert ChangeKind.ADDED in {change.kind for change in new}


def test_order_texts_and_cases() -> None:
    turned = replace(BASE, steps=(*BASE.steps[:-2], BASE.steps[-1], BASE.steps[-2]))
    assert only(BASE, turned).startswith("Thứ tự các bước: ")
    assert only(BASE, replace(BASE, purpose="Cấp giấy")) == "Mục đích: để trống → «Cấp giấy»."
    case = ProcessCase("Hồ sơ thường", expect=("transfer", "lạ"))
    with_case = replace(BASE, cases=(case,))
    assert only(BASE, with_case) == "Thêm tình huống thử «Hồ sơ thường»."
    assert only(with_case, BASE) == "Bỏ tình huống thử «Hồ sơ thường»."
    assert (
        only(with_case, replace(BASE, cases=(replace(case, expect=()),)))
        == "Sửa tình huống thử «Hồ sơ thường»."
    )


def test_a_change_that_the_words_do_not_show_is_still_said() -> None:
    twin = with_step(with_step(BASE, "review", name="Xem"), "sign", name="Xem")
    ways = (Outcome("sign"),)
    assert "[→review]" in only(twin, with_step(twin, "examine", outcomes=ways))
    question = Question("loai", "Loại", GivenKind.CHOICE, (("o", "Đất ở"), ("n", "Đất khác")))
    one = with_step(BASE, "examine", questions=(question,))
    two = with_step(BASE, "examine", questions=(replace(question, key="kieu"),))
    assert "[loai: o/n]" in only(one, two)
    ask = Ask("h1", "P.XD", "?", Decimal(1))
    asked = with_step(BASE, "examine", asks=(ask,))
    assert "[h1]" in only(asked, with_step(BASE, "examine", asks=(replace(ask, key="h2"),)))
    sent = with_step(twin, "seal", back="review")
    assert "[review]" in only(sent, with_step(sent, "seal", back="sign"))


@SLOW
@given(processes(), processes())
def test_no_difference_means_the_same(old: Process, new: Process) -> None:
    assert compare(old, old) == ()
    if replace(old, version=1) != replace(new, version=1):
        assert compare(old, new)
    for change in compare(old, new):
        assert change.sentence.endswith(".")
        assert change.old != change.new
