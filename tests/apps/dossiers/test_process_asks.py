"""Side consultations a process wants: all sent at once, all answered (or their silence noted) before the step is done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Act, Consultation, Dossier
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.models import Unit
from motcua.rules.rights import NotAllowed
from tests.apps.dossiers.drawn import AT, body, differences, line, stands, take, to_examine, way
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db


def ask(key: str, unit: str, days: str = "1", **when: str) -> dict[str, Any]:
    """One ask of the body."""
    row = {"key": key, "unit": unit, "question": f"Cho ý kiến ({key})", "limit_days": days}
    return row | ({"when": way("x", **when)["when"]} if when else {})


ASKS = [ask("law", "H99.15.PC"), ask("commune", "H99.41.VP", "2")]


@pytest.fixture
def asking(office: SmallOffice) -> str:
    """A dossier at a step that wants two units' opinions."""
    office.published(body(examine=line("examine", "examine", "review", back="assign", asks=ASKS)))
    return to_examine(office)


def answer(office: SmallOffice, key: str, who: str, words: str = "Đồng ý", at: Any = AT) -> None:
    """The asked unit answers the newest slip of an ask."""
    row = Consultation.objects.filter(ask_key=key).order_by("-id")[0]
    number = str(row.dossier)
    actions.answer_consultation(number, consultation_id=row.pk, answer=words, actor=office.actor(who), at=at)


def commune_officer(office: SmallOffice) -> None:
    """Somebody sits in the commune's office."""
    from motcua.apps.office.models import Posting

    Posting.objects.create(
        officer=office.officer("phongkhac"),
        unit=office.unit("H99.41.VP"),
        role="CASE_OFFICER",
        valid_from="2000-01-01",
    )


def test_both_are_asked_at_once_and_both_are_awaited(office: SmallOffice, asking: str) -> None:
    officer = office.actor("chuyenvien")
    with pytest.raises(GuardNotMet, match="Quy trình yêu cầu ý kiến của Phòng Phổ biến pháp luật, Văn phòng"):
        take(office, asking)
    sent = actions.consult_by_process(asking, questions={"law": "Có vướng luật không?"}, actor=officer, at=AT)
    assert [(one.ask_key, one.step_key, one.question) for one in sent] == [
        ("law", "examine", "Có vướng luật không?"),
        ("commune", "examine", "Cho ý kiến (commune)"),
    ]
    assert [str(one.due_at.astimezone(AT.tzinfo)) for one in sent] == [
        "2026-03-03 08:00:00+07:00",
        "2026-03-04 08:00:00+07:00",
    ]
    assert Act.objects.filter(dossier__number=asking, verb="consult").count() == 2
    assert stands(asking) == ("examine", "CONSULTING")
    with pytest.raises(GuardNotMet, match="không còn đơn vị nào phải hỏi"):
        actions.consult_by_process(asking, actor=officer, at=AT)
    commune_officer(office)
    answer(office, "law", "phongkhac")
    assert stands(asking) == ("examine", "CONSULTING")
    answer(office, "commune", "phongkhac")
    assert stands(asking) == ("examine", "PROCESSING")
    take(office, asking)
    assert stands(asking)[0] == "review"
    assert differences() == []


def test_silence_past_the_time_is_noted_by_a_person_and_counts(office: SmallOffice, asking: str) -> None:
    officer = office.actor("chuyenvien")
    actions.consult_by_process(asking, actor=officer, at=AT)
    late = AT + timedelta(days=4)
    answer(office, "law", "phongkhac")
    with pytest.raises(GuardNotMet, match="Chưa hết hạn trả lời"):
        answer(office, "commune", "chuyenvien", "", AT)
    answer(office, "commune", "chuyenvien", "", late)
    assert Consultation.objects.get(ask_key="commune").silent
    take(office, asking, late)
    assert stands(asking)[0] == "review"


def test_coming_back_asks_again_but_a_reassignment_does_not(office: SmallOffice, asking: str) -> None:
    commune_officer(office)
    for again in (False, True):
        officer = office.actor("chuyenvien")
        assert len(actions.consult_by_process(asking, actor=officer, at=AT)) == 2
        answer(office, "law", "phongkhac")
        answer(office, "commune", "phongkhac")
        if not again:
            head = office.actor("truongphong")
            for who in ("chuyenvien2", "chuyenvien"):
                actions.assign(asking, officer_id=office.officer(who).pk, actor=head, at=AT)
        take(office, asking)
        if not again:
            actions.send_back(asking, reason="Hỏi lại", actor=office.actor("truongphong"), at=AT)
            with pytest.raises(GuardNotMet, match="Quy trình yêu cầu ý kiến"):
                take(office, asking)
    assert Consultation.objects.filter(ask_key="law").count() == 2
    assert stands(asking)[0] == "review"
    assert differences() == []


def test_an_ask_with_a_condition_waits_for_the_answer_that_decides(office: SmallOffice) -> None:
    questions = [{"key": "area", "label": "Diện tích", "kind": "NUMBER"}]
    asks = [ask("law", "H99.15.PC", answer_area=">= 500")]
    examine = line("examine", "examine", "review", back="assign", asks=asks, questions=questions)
    office.published(body(examine=examine))
    officer = office.actor("chuyenvien")
    small, large = to_examine(office), to_examine(office)
    take(office, small, answers={"area": "499"})
    assert stands(small)[0] == "review"
    with pytest.raises(GuardNotMet) as refused:
        actions.consult_by_process(large, actor=officer, at=AT)
    assert "answer_area" in refused.value.faults
    with pytest.raises(GuardNotMet, match="Phòng Phổ biến pháp luật"):
        take(office, large, answers={"area": "500"})
    actions.consult_by_process(large, answers={"area": "500"}, actor=officer, at=AT)
    answer(office, "law", "phongkhac")
    take(office, large)
    assert stands(large)[0] == "review"
    assert differences() == []


def test_a_unit_that_ended_and_the_holder_itself_hold_nothing_up(office: SmallOffice) -> None:
    asks = [ask("gone", "H99.15.PC"), ask("self", "H99.15.HT")]
    office.published(body(examine=line("examine", "examine", "review", back="assign", asks=asks)))
    Unit.objects.filter(code="H99.15.PC").update(valid_to="2026-01-01")
    number = to_examine(office)
    take(office, number)
    note = Act.objects.get(dossier__number=number, verb="examine").note
    assert "không còn hoạt động" in note["not_asked"]["gone"]
    assert "đang giữ hồ sơ" in note["not_asked"]["self"]


def test_all_or_none_and_only_by_who_may(office: SmallOffice, asking: str) -> None:
    with pytest.raises(GuardNotMet) as refused:
        actions.consult_by_process(
            asking, questions={"commune": "  ", "law": "x" * 2001}, actor=office.actor("chuyenvien"), at=AT
        )
    assert set(refused.value.faults) == {"question_commune", "question_law"}
    with pytest.raises(NotAllowed):
        actions.consult_by_process(asking, actor=office.actor("phongkhac"), at=AT)
    assert not Consultation.objects.exists()
    assert Dossier.objects.get(number=asking).state == "PROCESSING"
