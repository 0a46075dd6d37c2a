"""Conditions and the token engine: what is not known never counts as true; one token; asks are joined before going on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.rules.process import (
    END,
    Ask,
    ChoiceNeeded,
    Clause,
    ConditionFault,
    Given,
    GivenKind,
    GivenMissing,
    NoWayOn,
    Outcome,
    Place,
    Process,
    Question,
    Step,
    TimerKind,
    TimerStart,
    follow,
    state_of,
    ways,
)
from motcua.rules.process.cases import failure, failures, typed
from motcua.rules.process.conditions import all_hold, parse, say, source
from motcua.rules.process.definition import BACK, ProcessCase
from motcua.rules.process.givens import GIVENS, named
from motcua.rules.process.walking import Token, answered, asks_of, done, enter, longest_days, walk
from tests.rules.process.strategies import AT, BY, clauses, facts_of, processes

KNOWN = named()
MANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize(
    ("text", "facts", "holds"),
    [
        ("fee = 10", {"fee": Decimal(10)}, True),
        ("fee != 10", {"fee": Decimal(10)}, False),
        ("fee ≠ 10", {"fee": Decimal(9)}, True),
        ("fee >= 10", {"fee": Decimal(10)}, True),
        ("fee ≥ 10", {"fee": Decimal(9)}, False),
        ("fee > 10", {"fee": Decimal(10)}, False),
        ("fee <= 10", {"fee": Decimal(10)}, True),
        ("fee ≤ 10", {"fee": Decimal(11)}, False),
        ("fee < 10", {"fee": Decimal("9.5")}, True),
        ("Tổng phí, lệ phí >= 1.250.000,5 đồng", {"fee": Decimal("1250000.5")}, True),
        ("applicant_kind == CITIZEN", {"applicant_kind": "CITIZEN"}, True),
        ("Loại chủ hồ sơ = công dân", {"applicant_kind": "CITIZEN"}, True),
        ('Loại chủ hồ sơ ≠ "Công dân"', {"applicant_kind": "CITIZEN"}, False),
        ("extended = có", {"extended": True}, True),
        ("Đã gia hạn = không", {"extended": True}, False),
        ('procedure = "1.001 và hơn; nữa"', {"procedure": "1.001 và hơn; nữa"}, True),
        (
            "fee > 1 và sets < 3; extended = no",
            {"fee": Decimal(2), "sets": Decimal(2), "extended": False},
            True,
        ),
        ("fee > 1 and sets < 3", {"fee": Decimal(2), "sets": Decimal(3)}, False),
        ("", {}, True),
    ],
)
def test_conditions(text: str, facts: dict[str, Any], holds: bool) -> None:
    assert all_hold(parse(text, KNOWN), KNOWN, facts) is holds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nonsense", "Không hiểu điều kiện «nonsense»"),
        ("area > 5", "Không có dữ kiện «area»"),
        ("applicant_kind > CITIZEN", "chỉ so sánh bằng hoặc khác"),
        ("applicant_kind = ALIEN", "không có giá trị «ALIEN»"),
        ("fee = nhiều", "phải là một số"),
        ("fee = NaN", "phải là một số"),
        ("extended = có lẽ", "hãy chọn Có hoặc Không"),
        ('procedure = ""', "hãy nhập giá trị"),
    ],
)
def test_what_cannot_be_understood_is_refused(text: str, words: str) -> None:
    with pytest.raises(ConditionFault, match=words):
        parse(text, KNOWN)


@pytest.mark.parametrize("op", ["=", "!=", ">=", "<"])
def test_an_unknown_or_missing_given_is_never_true(op: str) -> None:
    with pytest.raises(ConditionFault, match="Không có dữ kiện «lạ»"):
        Clause("lạ", op, "1").holds(KNOWN, {"lạ": Decimal(1)})
    with pytest.raises(GivenMissing, match="Chưa có dữ kiện «Tổng phí, lệ phí»"):
        Clause("fee", op, "1").holds(KNOWN, {})


@MANY
@given(clauses(list(GIVENS)))
def test_the_text_of_a_condition_is_read_back(found: tuple[Clause, ...]) -> None:
    assert parse(source(found), KNOWN) == found
    assert say(found, KNOWN)


def test_conditions_in_words() -> None:
    said = say(parse("fee >= 500000 and extended = yes and applicant_kind != CITIZEN", KNOWN), KNOWN)
    assert said.split(" và ")[1:] == ["Đã gia hạn = có", "Loại chủ hồ sơ ≠ Công dân"]
    assert Clause("lạ", "<", "5").say(KNOWN) == "lạ < 5"


def test_words_of_the_small_kinds() -> None:
    assert GivenKind.NUMBER.label == "số"
    assert [kind.label for kind in TimerKind] == [
        "nhắc người đang giữ",
        "báo lãnh đạo",
        "đề xuất việc cần làm",
    ]
    assert [start.label for start in TimerStart] == [
        "sau khi mở bước",
        "trước hạn của bước",
        "sau hạn của bước",
    ]
    assert Place.CENTRE.label == "Bộ phận Một cửa"
    assert Question("dt", "Diện tích", GivenKind.NUMBER).given == Given(
        "answer.dt", "Diện tích", GivenKind.NUMBER
    )
    assert [state_of(take).value for take in ("transfer", "review", "deliver")] == [
        "ACCEPTED",
        "PROCESSING",
        "READY",
    ]


def step(key: str, take: str, *outcomes: Outcome, **more: Any) -> Step:
    return Step(key, f"Bước {key}", take, BY[take], AT[take], outcomes, **more)


RICH = (Clause("fee", ">=", "100"),)
ASKS = (Ask("x", "P.XD", "?", Decimal(1)), Ask("y", "CA", "?", Decimal(1), RICH))
PROCESS = Process("p", "P", 1, (
    step("e", "examine", Outcome("s", when=RICH), Outcome("r", "on", "Đạt"), Outcome("s", "fast", "Nhanh"), asks=ASKS,
         limit_days=Decimal(3)),
    step("r", "review", Outcome("s"), back="e", limit_days=Decimal("0.5")),
    step("s", "sign", Outcome(END), back="e", limit_days=Decimal(1)),
))  # fmt: skip
POOR_FACTS, RICH_FACTS = {"fee": Decimal(1)}, {"fee": Decimal(100)}


def test_ways_and_choices() -> None:
    assert [one.next for one in ways(PROCESS, "e", RICH_FACTS)] == ["s"]
    assert follow(PROCESS, "e", RICH_FACTS).next == "s"
    with pytest.raises(ChoiceNeeded, match="Hãy chọn một: Đạt; Nhanh") as needed:
        follow(PROCESS, "e", POOR_FACTS)
    assert [one.key for one in needed.value.outcomes] == ["on", "fast"]
    with pytest.raises(ChoiceNeeded):
        follow(PROCESS, "e", RICH_FACTS, "on")
    assert follow(PROCESS, "e", POOR_FACTS, "fast").next == "s"
    with pytest.raises(GivenMissing):
        follow(PROCESS, "e", {})
    dead = replace(PROCESS, steps=(step("e", "examine", Outcome("s", when=RICH)),))
    with pytest.raises(NoWayOn, match="không có hướng đi tiếp"):
        follow(dead, "e", POOR_FACTS)


def test_the_token_waits_for_its_asks() -> None:
    token = enter(PROCESS, "e", RICH_FACTS)
    assert token.ready == {"e", "e/x", "e/y"}
    with pytest.raises(NoWayOn, match="còn chờ ý kiến"):
        done(PROCESS, token, RICH_FACTS)
    token = answered(answered(token, "x"), "y")
    token = done(PROCESS, token, RICH_FACTS)
    assert token == Token("s")
    assert done(PROCESS, token, RICH_FACTS, BACK).ready == {"e", "e/x", "e/y"}
    assert done(PROCESS, token, RICH_FACTS) == Token(END)
    assert Token(END).ready == frozenset()
    assert [ask.key for ask in asks_of(PROCESS, "e", POOR_FACTS)] == ["x"]


def test_walking_the_whole_way() -> None:
    visits = walk(PROCESS, POOR_FACTS, {"e": ["on", "fast"], "r": [BACK]})
    assert [(visit.step.key, visit.sent_back) for visit in visits] == [
        ("e", False),
        ("r", True),
        ("e", False),
        ("s", False),
    ]
    assert [ask.key for ask in visits[0].asks] == ["x"]
    with pytest.raises(NoWayOn, match="không được trả lại"):
        walk(PROCESS, POOR_FACTS, {"e": [BACK]})
    with pytest.raises(NoWayOn, match="quá nhiều bước"):
        walk(PROCESS, RICH_FACTS, {"s": [BACK] * 300})


def test_the_longest_way_counts_each_step_once() -> None:
    assert longest_days(PROCESS) == (4.5, ("e", "r", "s"))
    assert longest_days(replace(PROCESS, steps=())) == (0.0, ())


@MANY
@given(st.data())
def test_every_sound_process_ends(data: st.DataObject) -> None:
    process = data.draw(processes())
    facts = data.draw(facts_of(process))
    choices = {one.key: [next((o.key for o in one.outcomes if not o.when), "")] for one in process.steps
               if len([o for o in one.outcomes if not o.when]) > 1 and len(ways(process, one.key, facts)) > 1}  # fmt: skip
    visits = walk(process, facts, choices)
    assert visits[-1].outcome.next == END
    assert len({visit.step.key for visit in visits}) == len(visits)


def test_what_a_process_says_of_itself() -> None:
    assert [one.key for one in PROCESS.usual] == ["e", "r", "s"]
    assert PROCESS.looks_at == {"fee"}
    assert PROCESS.step("e").nexts == ("s", "r")
    assert PROCESS.after("s") is None
    assert replace(PROCESS, steps=()).usual == ()
    assert step("x", "sign").next == ""
    lost = replace(PROCESS, steps=(step("e", "examine", Outcome("nowhere")),))
    assert lost.after("e") is None and [one.key for one in lost.usual] == ["e"]
    circle = replace(PROCESS, steps=(step("e", "examine", Outcome("e")),))
    assert [one.key for one in circle.usual] == ["e"]


def test_cases_of_a_process() -> None:
    good = ProcessCase("Hồ sơ lớn", (("fee", "500.000,5"),), (("s", (BACK, "")),), ("e", "s", "e", "s"))
    assert failures(replace(PROCESS, cases=(good,))) == []
    wrong = replace(good, expect=("e", "s"))
    assert failure(PROCESS, wrong) == (
        "Tình huống «Hồ sơ lớn»: mong đợi Bước e → Bước s; thực tế Bước e → Bước s → Bước e → Bước s."
    )
    gone = failure(PROCESS, replace(good, expect=("e", "lạ")))
    assert gone.startswith("Tình huống «Hồ sơ lớn» mong đợi 1 bước đã bị xóa.")
    assert "không bước nào" in failure(PROCESS, replace(good, expect=()))
    assert "Không có dữ kiện «lạ»" in failure(PROCESS, replace(good, facts=(("lạ", "1"),)))
    assert "phải là một số" in failure(PROCESS, replace(good, facts=(("fee", "nhiều"),)))
    assert "Chưa có dữ kiện" in failure(PROCESS, replace(good, facts=()))
    with pytest.raises(ConditionFault):
        typed((("fee", "x"),), KNOWN)
