"""Which way a dossier goes on in a drawn process: by facts, by answers, by the officer's choice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.intake_data import FeeIn
from motcua.apps.dossiers.models import Act, Answer, Dossier
from motcua.apps.dossiers.refusals import GuardNotMet
from tests.apps.dossiers.drawn import AT, body, differences, line, stands, take, to_examine, way
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db

SPECIAL = line("special", "review", "sign", back="examine")
QUESTIONS = [
    {"key": "area", "label": "Diện tích đất", "kind": "NUMBER", "unit": "m²"},
    {"key": "dispute", "label": "Đất có tranh chấp", "kind": "YES_NO"},
    {"key": "use", "label": "Mục đích sử dụng", "kind": "CHOICE", "choices": [["farm", "Trồng trọt"], ["home", "Đất ở"]]},
    {"key": "village", "label": "Thôn", "kind": "TEXT"},
]  # fmt: skip
ANSWERS = {"area": "1.250,5", "dispute": "có", "use": "home", "village": "Thôn 1"}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"applicant_kind": "= CITIZEN"}, True),
        ({"applicant_kind": "= ENTERPRISE"}, False),
        ({"channel": "= COUNTER"}, True),
        ({"channel": "!= COUNTER"}, False),
        ({"result_way": "= COUNTER"}, True),
        ({"fee": ">= 500000"}, True),
        ({"fee": "> 600000"}, False),
        ({"sets": "= 2"}, True),
        ({"papers": "= 2"}, True),
        ({"papers": "> 2"}, False),
        ({"supplements": "= 0"}, True),
        ({"extended": "= yes"}, False),
        ({"procedure": "= 1.999001"}, True),
        ({"applicant_kind": "= CITIZEN", "sets": "> 2"}, False),
        ({"answer_area": ">= 1250.5"}, True),
        ({"answer_area": "> 1250.5"}, False),
        ({"answer_dispute": "= yes"}, True),
        ({"answer_use": "= home"}, True),
        ({"answer_use": "= farm"}, False),
        ({"answer_village": "= Thôn 1"}, True),
    ],
    ids=str,
)
def test_a_condition_on_each_kind_of_given(
    office: SmallOffice, condition: dict[str, str], holds: bool
) -> None:
    examine = line("examine", "examine", way("special", **condition), way("review"), back="assign")
    office.published(body(examine=examine | {"questions": QUESTIONS}, special=SPECIAL))
    number = to_examine(
        office, sets=2, fee=FeeIn(how="LATER", lines=(("Phí thẩm định", Decimal(500_000), "CHARGE"),))
    )
    take(office, number, answers=ANSWERS)
    assert stands(number) == ("special" if holds else "review", "PROCESSING")
    assert differences() == []


@pytest.fixture
def choosing(office: SmallOffice) -> str:
    """A dossier whose examining officer has to choose between two ways, after a question."""
    ways = (way("review", "pass", "Đạt"), way("special", "council", "Cần họp hội đồng"))
    examine = line("examine", "examine", *ways, back="assign", questions=QUESTIONS[:1])
    office.published(body(examine=examine, special=SPECIAL))
    return to_examine(office)


def test_the_officer_chooses(office: SmallOffice, choosing: str) -> None:
    take(office, choosing, outcome="council", answers={"area": "12"})
    assert stands(choosing)[0] == "special"
    act = Act.objects.get(dossier__number=choosing, verb="examine")
    assert act.note["outcome"] == "council"
    assert act.note["outcome_label"] == "Cần họp hội đồng"
    assert act.note["answers"] == {"area": "12"}
    assert Answer.objects.get().value == "12"
    assert differences() == []


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"answers": {"area": "12"}}, "outcome", "Hãy chọn hướng đi tiếp"),
        ({"answers": {"area": "12"}, "outcome": "no-such"}, "outcome", "Hãy chọn hướng đi tiếp"),
        ({"outcome": "pass"}, "answer_area", "Hãy trả lời: Diện tích đất"),
        ({"outcome": "pass", "answers": {"area": "   "}}, "answer_area", "Hãy trả lời"),
        ({"outcome": "pass", "answers": {"area": "rộng"}}, "answer_area", "phải là một số"),
        ({"outcome": "pass", "answers": {"area": "9" * 60}}, "answer_area", "quá nhiều chữ số"),
        ({"outcome": "pass", "answers": {"area": "1e999999"}}, "answer_area", "quá nhiều chữ số"),
        ({"outcome": "pass", "answers": {"area": "1" * 400}}, "answer_area", "dài quá 300 ký tự"),
        ({"outcome": "pass", "answers": {"area": "1", "depth": "1"}}, "answer_depth", "không hỏi mục này"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_its_field(
    office: SmallOffice, choosing: str, given: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(GuardNotMet) as refused:
        take(office, choosing, **given)
    assert words in refused.value.faults[field]
    assert stands(choosing)[0] == "examine"
    assert not Answer.objects.exists()


def test_an_answer_stands_until_another_is_given(office: SmallOffice, choosing: str) -> None:
    take(office, choosing, outcome="pass", answers={"area": "12"})
    head = office.actor("truongphong")
    actions.send_back(choosing, reason="Đo lại", actor=head, at=AT)
    take(office, choosing, outcome="pass")
    actions.send_back(choosing, reason="Đo lại nữa", actor=head, at=AT)
    take(office, choosing, outcome="pass", answers={"area": "14,5"})
    assert Answer.objects.get().value == "14.5"
    assert differences() == []


def test_facts_decide_before_the_choice(office: SmallOffice) -> None:
    ways = (
        way("special", applicant_kind="= CITIZEN"),
        way("review", "a", "Đạt"),
        way("sign", "b", "Trình thẳng"),
    )
    office.published(body(examine=line("examine", "examine", *ways, back="assign"), special=SPECIAL))
    number = to_examine(office)
    take(office, number, outcome="b")
    assert stands(number)[0] == "special"
    assert Act.objects.get(dossier__number=number, verb="examine").note["outcome_label"] == ""


def test_a_way_decided_by_facts_at_every_other_step(office: SmallOffice) -> None:
    """Transfer, assign, sign and seal go on by conditions only; to the very end."""
    citizen = {"applicant_kind": "= CITIZEN"}
    office.published(
        body(
            transfer=line("transfer", "transfer", way("assign2", **citizen), way("assign")),
            assign2=line("assign2", "assign", way("examine2", **citizen), way("examine")),
            examine2=line("examine2", "examine", "review", back="assign2"),
            review=line("review", "review", way("sign2", **citizen), way("sign"), back="examine2"),
            sign2=line("sign2", "sign", way("seal2", **citizen), way("seal"), back="examine2"),
            seal2=line("seal2", "seal", way("deliver2", **citizen), way("deliver")),
            deliver2=line("deliver2", "deliver", "end"),
            sign=line("sign", "sign", "seal"),
            examine=line("examine", "examine", "review"),
        )
    )
    number = to_examine(office)
    went = [stands(number)[0]]
    while stands(number)[1] != "DELIVERED":
        take(office, number)
        went.append(stands(number)[0])
    assert went == ["examine2", "review", "sign2", "seal2", "deliver2", ""]
    assert differences() == []


def test_verify_names_a_step_the_process_does_not_lead_to(office: SmallOffice, choosing: str) -> None:
    take(office, choosing, outcome="pass", answers={"area": "12"})
    Answer.objects.update(value="13")
    Dossier.objects.filter(number=choosing).update(process_version=7)
    said = "\n".join(differences())
    assert "trả lời «area»" in said
    assert "bản quy trình" in said
