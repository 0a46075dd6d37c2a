"""Moving a running dossier to another version: good path, each refusal, the fact left, two officers at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Act, Consultation, Dossier
from motcua.apps.dossiers.refusals import GuardNotMet, NoSuchDossier, SomebodyWasFaster
from motcua.apps.dossiers.verifying import verify
from motcua.apps.ledger.models import RecordedFact
from motcua.rules.rights import NotAllowed
from tests.apps.dossiers.process_bodies import EXAMINE, LONG, RENAMED, SHORT
from tests.worlds.small import COMMUNE, SmallOffice, vn

AT = vn("2026-03-02 09:00")
LATER = vn("2026-03-03 15:00")


@pytest.fixture
def key(office: SmallOffice) -> str:
    """A process with three versions: all steps; without the review; with a step renamed."""
    first = office.published(LONG)
    key = first.definition.key
    office.published(SHORT, key=key, at=vn("2026-03-03 10:00"))
    office.published(RENAMED, key=key, at=vn("2026-03-03 11:00"))
    return key


def move(
    office: SmallOffice, number: str, key: str, version: int = 2, step: str = "", **more: Any
) -> Dossier:
    given = {"actor": office.actor("truongphong"), "at": LATER, **more}
    return actions.move_process(number, process_key=key, process_version=version, step_key=step, **given)


def differences() -> list[str]:
    return [one.sentence for batch in verify() for one in batch.differences]


def test_the_same_step_of_a_shorter_version(office: SmallOffice, key: str) -> None:
    number = str(office.examined_by(AT))
    before = Dossier.objects.get(number=number)
    assert (before.process_key, before.process_version) == (key, 1)
    after = move(office, number, key, reason="QĐ 60/QĐ-STP")
    assert (after.process_version, after.step_key) == (2, "examine")
    assert (after.holder, after.holder_unit) == (before.holder, before.holder_unit)
    assert (after.due_at, after.due_law_at, after.due_original_at) == (
        before.due_at, before.due_law_at, before.due_original_at)  # fmt: skip
    assert (after.state, after.step_since) == (before.state, before.step_since)
    assert before.step_due_at is not None
    assert after.step_due_at is not None
    assert after.step_due_at < before.step_due_at  # one day instead of two, from the same opening
    act = Act.objects.get(dossier=after, seq=after.act_count)
    assert (act.verb, act.transition, act.from_state, act.to_state) == (
        "move_process",
        "",
        "PROCESSING",
        "PROCESSING",
    )
    assert act.note["filed"] == {"process": key, "process_version": 2}
    assert act.note["moved"] == {"process": key, "version": 1, "step": "examine"}
    fact = RecordedFact.objects.get(name="ProcessMoved")
    assert (fact.payload["process_key"], fact.payload["version"], fact.payload["step"]) == (key, 2, "examine")
    assert differences() == []


def test_the_rest_of_the_way_is_the_new_versions(office: SmallOffice, key: str) -> None:
    number = str(office.examined_by(AT))
    move(office, number, key)
    office.judged_ok(number, LATER)
    actions.examine(number, opinion="Đủ", actor=office.actor("chuyenvien"), at=LATER)
    assert Dossier.objects.get(number=number).step_key == "sign"
    assert differences() == []


def test_a_step_that_is_gone_is_refused_until_one_is_chosen(office: SmallOffice, key: str) -> None:
    number = str(office.examined_by(AT))
    with pytest.raises(GuardNotMet, match="không có bước «Bước examine»") as fault:
        move(office, number, key, 3)
    assert "step" in fault.value.faults
    after = move(office, number, key, 3, "check")
    assert (after.step_key, after.holder) == ("check", office.officer("chuyenvien"))
    assert differences() == []


def test_another_state_is_refused(office: SmallOffice, key: str) -> None:
    number = str(office.examined_by(AT))
    with pytest.raises(GuardNotMet, match="khác trạng thái hồ sơ"):
        move(office, number, key, 2, "sign")


def test_the_holder_changes_only_when_the_step_lies_elsewhere(office: SmallOffice, key: str) -> None:
    elsewhere = {**EXAMINE, "unit": "H99.15.PC"}
    body = {**LONG, "steps": [elsewhere if one["key"] == "examine" else one for one in LONG["steps"]]}
    office.published(body, key=key, at=vn("2026-03-03 11:30"))
    number = str(office.examined_by(AT))
    after = move(office, number, key, 4)
    assert (after.holder_unit.code, after.holder_id, after.step_since) == ("H99.15.PC", None, LATER)
    act = Act.objects.get(dossier=after, seq=after.act_count)
    assert (act.handover.from_unit.code, act.handover.to_unit.code) == ("H99.15.HT", "H99.15.PC")
    assert differences() == []


def test_an_officer_who_cannot_do_the_new_step_gives_it_to_the_tray(office: SmallOffice, key: str) -> None:
    number = str(office.examined_by(AT))
    after = move(office, number, key, 2, "assign")
    assert (after.step_key, after.holder_id) == ("assign", None)
    assert differences() == []


def test_from_a_model_process_to_the_agencys_own(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    made = office.published(LONG, at=vn("2026-03-03 10:00"))
    after = move(office, number, made.definition.key, 1)
    assert after.process_key == made.definition.key
    assert move(office, number, "default", 1).process_key == "default"
    assert differences() == []


def test_another_agencys_process_is_refused(office: SmallOffice, key: str) -> None:
    commune = json.loads((Path(settings.PACKS) / "processes" / "commune.json").read_text("utf-8"))
    made = office.published({"name": "Của xã", "steps": commune["steps"]}, COMMUNE, "H99.41")
    number = str(office.examined_by(AT))
    with pytest.raises(GuardNotMet, match="không phải của cơ quan"):
        move(office, number, made.definition.key, 1)


@pytest.mark.parametrize(("version", "words"), [(1, "đúng bản quy trình này rồi"), (9, "Không có bản số 9")])
def test_versions_that_make_no_sense(office: SmallOffice, key: str, version: int, words: str) -> None:
    number = str(office.examined_by(AT))
    with pytest.raises(GuardNotMet, match=words):
        move(office, number, key, version)


def test_an_open_consultation_of_a_lost_ask_is_refused(office: SmallOffice, key: str) -> None:
    dossier = office.examined_by(AT)
    last = Act.objects.filter(dossier=dossier).latest("seq")
    Consultation.objects.create(
        dossier=dossier, asked=last, unit=office.unit("H99.15.PC"), question="?", due_at=LATER, ask_key="hoi",
        step_key="examine",
    )  # fmt: skip
    with pytest.raises(GuardNotMet, match="đang chờ ý kiến"):
        move(office, str(dossier), key)


def test_a_finished_dossier_is_refused(office: SmallOffice, key: str) -> None:
    number = str(office.examined_by(AT))
    actions.withdraw(
        number, reason="Không cần nữa", asked_by="Nguyễn Văn Dân", actor=office.actor("quay"), at=AT
    )
    with pytest.raises(GuardNotMet, match="đã kết thúc"):
        move(office, number, key)


def test_a_dossier_that_waits_for_papers_keeps_its_place(office: SmallOffice, key: str) -> None:
    number = str(office.examined_by(AT))
    verdicts = {1: actions.Judgement("MISSING", "Thiếu chữ ký"), 2: actions.Judgement("OK")}
    actions.judge_papers(number, verdicts, actor=office.actor("chuyenvien"), at=AT)
    actions.ask_supplement(
        number, reason="Thiếu", due_on=vn("2026-03-20 00:00").date(), actor=office.actor("chuyenvien"), at=AT
    )
    before = Dossier.objects.get(number=number)
    after = move(office, number, key)
    assert (after.holder_unit, after.state) == (before.holder_unit, "SUPPLEMENTING")
    actions.receive_supplement(number, {1: True}, actor=office.actor("quay"), at=LATER)
    assert Dossier.objects.get(number=number).step_key == "examine"
    assert differences() == []


@pytest.mark.parametrize("who", ["chuyenvien", "quay", "quantri", "xa_chutich", "kstt"])
def test_others_may_not(office: SmallOffice, key: str, who: str) -> None:
    number = str(office.examined_by(AT))
    with pytest.raises(NotAllowed):
        move(office, number, key, actor=office.actor(who))


def test_nobody_knows_the_number(office: SmallOffice, key: str) -> None:
    with pytest.raises(NoSuchDossier):
        move(office, "H99.15-260302-9999", key)


def test_somebody_was_faster(office: SmallOffice, key: str) -> None:
    number = str(office.examined_by(AT))
    seen = Dossier.objects.get(number=number).act_count
    move(office, number, key, seen=seen)
    with pytest.raises(SomebodyWasFaster):
        move(office, number, key, 1, seen=seen)
