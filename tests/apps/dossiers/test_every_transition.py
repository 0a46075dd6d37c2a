"""T1–T13 of domain.md §2.3, one test a row of the table, through the product's own actions under both decrees.

T14–T27 are in `test_every_transition_to_the_end.py`; the last test here fails when a row of the table has none.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions import Judgement, Wanted
from motcua.apps.dossiers.intake_data import PaperIn
from motcua.apps.dossiers.models import CounterGuidance, Dossier, Handover, Redating, Slip
from motcua.apps.dossiers.refusals import IntakeRefused
from motcua.rules.forms import FormKind
from motcua.rules.lifecycle import TABLE, State
from tests.apps.dossiers.transition_world import Taken, World, found, refused_by_guard, refused_by_right

S = State
pytestmark = pytest.mark.django_db

NOT_BROUGHT = PaperIn("Tờ khai theo mẫu")
"""A required paper that did not come, with no reason given."""


def submitted(world: World) -> str:
    actor = world.office.actor("quay", world.at())
    return actions.submit(world.office.intake(channel="POST"), actor=actor, at=world.at()).provisional


def test_t01_submit(world: World) -> None:
    intake = world.office.intake(channel="POST")
    refused_by_right(partial(actions.submit, intake, actor=world.by("chuyenvien"), at=world.at()))
    incomplete = world.office.intake(channel="POST", papers=(NOT_BROUGHT,))
    with pytest.raises(IntakeRefused) as caught:
        actions.submit(incomplete, actor=world.by("quay"), at=world.at())
    assert "paper_1" in caught.value.faults
    code = actions.submit(intake, actor=world.by("quay"), at=world.at()).provisional
    world.check(code, Taken("T1", "submit", (None, S.WAITING), 1, "DossierSubmitted"))
    assert found(code).number is None and not Slip.objects.filter(dossier=found(code)).exists()


def test_t02_accept_waiting(world: World) -> None:
    code, late = submitted(world), world.at(1)
    take = partial(actions.accept_waiting, code)
    refused_by_right(partial(take, actor=world.by("chuyenvien"), at=late))
    number = take(actor=world.by("quay"), at=late).number
    assert number is not None
    row = Taken("T2", "accept_waiting", (S.WAITING, S.ACCEPTED), 2, "DossierAccepted", FormKind.RECEIPT)
    world.check(number, replace(row, due=world.due(10)))
    assert found(number).received_at == late, "the limit counts from acceptance, not from submission"
    refused_by_guard(partial(take, actor=world.by("quay"), at=late))


def test_t03_accept(world: World) -> None:
    intake = world.office.intake()
    refused_by_right(partial(actions.accept, intake, actor=world.by("thuquy"), at=world.at()))
    bad = world.office.intake(papers=(NOT_BROUGHT,))
    with pytest.raises(IntakeRefused):
        actions.accept(bad, actor=world.by("quay"), at=world.at())
    number = str(actions.accept(intake, actor=world.by("quay"), at=world.at()))
    row = Taken("T3", "accept", (None, S.ACCEPTED), 2, "DossierAccepted", FormKind.RECEIPT, world.due())
    world.check(number, row)
    assert re.fullmatch(r"(000\.00\.15\.H99|H99\.15)-\d{6}-\d{4,}", number)


def test_t04_ask_before_acceptance(world: World) -> None:
    code, wanted = submitted(world), [Wanted("Tờ khai theo mẫu", "Ký tên", "WRONG", 1)]
    ask = partial(actions.ask_before_acceptance, code, at=world.at(1))
    told: dict[str, Any] = {"reason": "Tờ khai chưa ký", "due_on": world.regime.on(20)}
    refused_by_right(partial(ask, wanted, actor=world.by("truongphong"), **told))
    refused_by_guard(
        partial(ask, [], actor=world.by("quay"), reason="", due_on=world.regime.on(1)),
        "papers",
        "reason",
        "due_on",
    )
    ask(wanted, actor=world.by("quay"), **told)
    row = Taken("T4", "ask_before_acceptance", (S.WAITING, S.SUPPLEMENTING), 5, "SupplementAsked")
    world.check(code, replace(row, paper=FormKind.SUPPLEMENT))
    refused_by_guard(partial(ask, wanted, actor=world.by("quay2"), **told), "papers")


def test_t04_once_only(world: World) -> None:
    code, wanted = submitted(world), [Wanted("Tờ khai theo mẫu", "Ký tên", "WRONG", 1)]
    told: dict[str, Any] = {"reason": "Chưa ký", "due_on": world.regime.on(20), "actor": world.by("quay")}
    actions.ask_before_acceptance(code, wanted, at=world.at(1), **told)
    actions.receive_supplement(code, {1: True}, actor=world.by("quay"), at=world.at(2))
    refused_by_guard(partial(actions.ask_before_acceptance, code, wanted, at=world.at(3), **told), "papers")


def test_t05_instruct(world: World) -> None:
    intake, before = world.office.intake(), Dossier.objects.count()
    tell = partial(actions.instruct, intake.procedure, intake.applicant, at=world.at())
    wanted, more = [Wanted("Bản sao giấy tờ tùy thân", "Mang bản sao")], {"unit_id": intake.unit_id}
    refused_by_right(partial(tell, wanted, reason="Thiếu", actor=world.by("chuyenvien"), **more))
    refused_by_guard(partial(tell, [], reason="Thiếu", actor=world.by("quay"), **more), "papers")
    told = tell(wanted, reason="Thiếu giấy tờ", actor=world.by("quay"), **more)
    assert CounterGuidance.objects.get(pk=told.pk).items == [
        {"name": "Bản sao giấy tờ tùy thân", "what": "Mang bản sao"}
    ]
    assert world.check_paper(None, FormKind.SUPPLEMENT, world.at()).pk == told.slip_id
    assert Dossier.objects.count() == before, "no number, no dossier"


def test_t06_decline(world: World) -> None:
    code = submitted(world)
    decline = partial(actions.decline, code, go_to="UBND xã nơi cư trú", at=world.at(1))
    refused_by_right(partial(decline, reason="Sai nơi", actor=world.by("giamdoc_so")))
    refused_by_guard(partial(decline, reason=" ", actor=world.by("quay")), "reason")
    decline(reason="Không thuộc thẩm quyền", actor=world.by("quay"))
    row = Taken("T6", "decline", (S.WAITING, S.DECLINED), 3, "DossierDeclined", FormKind.DECLINE)
    world.check(code, replace(row, finished=True))


def test_t06_decline_at_counter(world: World) -> None:
    intake = world.office.intake()
    decline = partial(actions.decline_at_counter, intake.procedure, intake.applicant, at=world.at())
    more = {"go_to": "UBND xã", "unit_id": intake.unit_id}
    refused_by_guard(partial(decline, reason="", actor=world.by("quay"), **more), "reason")
    told = decline(reason="Không thuộc thẩm quyền", actor=world.by("quay"), **more)
    assert world.check_paper(None, FormKind.DECLINE, world.at()).pk == told.slip_id


def test_t07_transfer(world: World) -> None:
    number = str(world.office.accepted(world.at(0, "15:30")))
    move = partial(actions.transfer, number, at=world.at(1, "07:30"))
    refused_by_right(partial(move, actor=world.by("chuyenvien")))
    move(actor=world.by("quay"))
    row = Taken("T7", "transfer", (S.ACCEPTED, S.PROCESSING), 4, "DossierTransferred")
    act = world.check(number, replace(row, due=world.due(9, "15:30")))
    after_three = Handover.objects.get(act=act)
    assert after_three.transfer_by == world.at(1, "07:30"), "received after 15:00: opening of the next day"
    assert found(number).holder_unit.code == "H99.15.HT"
    refused_by_guard(partial(move, actor=world.by("quay")))


def test_t07_received_by_three_goes_the_same_day(world: World) -> None:
    number = str(world.office.accepted(world.at(0, "15:00")))
    actions.transfer(number, actor=world.by("quay"), at=world.at(0, "16:00"))
    assert Handover.objects.get(act__dossier__number=number).transfer_by == world.at(0, "17:00")


def test_t08_assign(world: World) -> None:
    number = str(world.office.accepted(world.at()))
    actions.transfer(number, actor=world.by("quay"), at=world.at())
    give = partial(actions.assign, number, at=world.at())
    officer, stranger = (world.office.officer(name).pk for name in ("chuyenvien", "phongkhac"))
    refused_by_right(partial(give, officer_id=officer, actor=world.by("chuyenvien")))
    refused_by_guard(partial(give, officer_id=stranger, actor=world.by("truongphong")), "officer_id")
    give(officer_id=officer, actor=world.by("truongphong"))
    row = Taken("T8", "assign", (S.PROCESSING, S.PROCESSING), 4, "DossierMoved", None, world.due())
    world.check(number, row)
    assert found(number).holder_id == officer


def test_t08_examine(world: World) -> None:
    number = str(world.office.examined_by(world.at()))
    present = partial(actions.examine, number, at=world.at(1))
    refused_by_right(partial(present, opinion="Đạt", actor=world.by("chuyenvien2")))
    refused_by_guard(partial(present, opinion="Đạt", actor=world.by("chuyenvien")), "papers")
    world.office.judged_ok(number, world.at(1))
    refused_by_guard(partial(present, opinion=" ", actor=world.by("chuyenvien")), "opinion")
    present(opinion="Đạt", actor=world.by("chuyenvien"))
    row = Taken("T8", "examine", (S.PROCESSING, S.PROCESSING), 4, "DossierMoved", None, world.due())
    world.check(number, row)


def test_t08_review(world: World) -> None:
    number = str(world.office.examined_by(world.at()))
    agree = partial(actions.review, number, at=world.at(1))
    refused_by_guard(partial(agree, actor=world.by("truongphong")))
    world.office.judged_ok(number, world.at(1))
    actions.examine(number, opinion="Đạt", actor=world.by("chuyenvien"), at=world.at(1))
    refused_by_right(partial(agree, actor=world.by("chuyenvien")))
    agree(actor=world.by("truongphong"))
    row = Taken("T8", "review", (S.PROCESSING, S.SIGNING), 4, "DossierMoved", None, world.due())
    world.check(number, row)


def test_t08_send_back(world: World) -> None:
    number = str(world.office.to_signing(world.at()))
    back = partial(actions.send_back, number, at=world.at(1))
    refused_by_right(partial(back, reason="Sửa", actor=world.by("truongphong")))
    refused_by_guard(partial(back, reason="", actor=world.by("giamdoc_so")), "reason")
    back(reason="Sửa dự thảo", actor=world.by("giamdoc_so"))
    row = Taken("T8", "send_back", (S.SIGNING, S.PROCESSING), 4, "DossierMoved", None, world.due())
    world.check(number, row)
    assert found(number).holder_id == world.office.officer("chuyenvien").pk


def test_t09_consult(world: World) -> None:
    number = str(world.office.examined_by(world.at()))
    unit, own = world.office.unit("H99.15.PC").pk, world.office.unit("H99.15.HT").pk
    ask = partial(actions.consult, number, at=world.at(1))
    by_then, officer = world.at(3, "17:00"), world.by("chuyenvien")
    refused_by_right(partial(ask, unit_id=unit, question="?", due_at=by_then, actor=world.by("quay")))
    refused_by_guard(
        partial(ask, unit_id=own, question=" ", due_at=world.at(1), actor=officer),
        "question",
        "due_at",
        "unit_id",
    )
    ask(unit_id=unit, question="Có vướng không?", due_at=by_then, actor=officer)
    row = Taken("T9", "consult", (S.PROCESSING, S.CONSULTING), 4, "ConsultationAsked", FormKind.CONSULTATION)
    world.check(number, replace(row, due=world.due()))
    twice = partial(ask, unit_id=unit, question="Nữa?", due_at=by_then, actor=officer)
    refused_by_guard(twice, "unit_id")


def test_t09_answer(world: World) -> None:
    number = str(world.office.examined_by(world.at()))
    asked = actions.consult(
        number,
        unit_id=world.office.unit("H99.15.PC").pk,
        question="Có vướng không?",
        due_at=world.at(3, "17:00"),
        actor=world.by("chuyenvien"),
        at=world.at(1),
    )
    answer = partial(actions.answer_consultation, number, consultation_id=asked.pk, at=world.at(2))
    refused_by_guard(partial(answer, answer="", actor=world.by("phongkhac")), "answer")
    refused_by_guard(partial(answer, answer="", actor=world.by("chuyenvien")))
    late = partial(actions.answer_consultation, number, consultation_id=asked.pk, at=world.at(4))
    refused_by_right(partial(late, answer="Không", actor=world.by("quay")))
    answer(answer="Không vướng", actor=world.by("phongkhac"))
    row = Taken("T9", "answer_consultation", (S.CONSULTING, S.PROCESSING), 4, "ConsultationAnswered")
    world.check(number, replace(row, due=world.due()))
    refused_by_guard(partial(late, answer="Nữa", actor=world.by("phongkhac")))


def test_t10_verify_on_site(world: World) -> None:
    number = str(world.office.examined_by(world.at()))
    check = partial(actions.verify_on_site, number, at=world.at(1, "16:00"))
    said = {"place": "Thôn 1", "participants": "Ông A", "outcome": "Đúng hiện trạng"}
    now, later = world.at(1, "14:00"), world.at(2)
    refused_by_right(partial(check, took_place_at=now, actor=world.by("truongphong"), **said))
    empty = dict.fromkeys(said, " ")
    refused_by_guard(
        partial(check, took_place_at=later, actor=world.by("chuyenvien"), **empty), "took_place_at", *said
    )
    check(took_place_at=now, actor=world.by("chuyenvien"), **said)
    row = Taken("T10", "verify_on_site", (S.PROCESSING, S.PROCESSING), 4, "SiteVerified")
    world.check(number, replace(row, due=world.due()))


def asked(world: World, at: Any, **more: Any) -> str:
    """A dossier whose second paper is asked for at `at`."""
    number, actor = str(world.office.examined_by(world.at())), world.by("chuyenvien")
    verdicts = {1: Judgement("OK"), 2: Judgement("MISSING", "Nộp bản sao căn cước")}
    actions.judge_papers(number, verdicts, actor=actor, at=at)
    told: dict[str, Any] = {"reason": "Thiếu giấy tờ", "due_on": world.regime.on(20), "actor": actor}
    actions.ask_supplement(number, at=at, **(told | more))
    return number


def test_t11_ask_supplement(world: World) -> None:
    number = str(world.office.examined_by(world.at()))
    ask = partial(actions.ask_supplement, number, at=world.at(1), due_on=world.regime.on(20))
    refused_by_right(partial(ask, reason="Thiếu", actor=world.by("quay")))
    refused_by_guard(partial(ask, reason="Thiếu", actor=world.by("chuyenvien")), "papers")
    number = asked(world, world.at(1))
    row = Taken("T11", "ask_supplement", (S.PROCESSING, S.SUPPLEMENTING), 5, "SupplementAsked")
    world.check(number, replace(row, paper=FormKind.SUPPLEMENT, due=world.due(), paused=True))
    assert found(number).holder_unit.code == "H99.TT", "the one-stop asks the applicant"


def test_t11_after_three_working_days_the_leader_asks(world: World) -> None:
    refused_by_guard(partial(asked, world, world.at(3, "09:01")), "leader_ground")
    assert found(asked(world, world.at(3, "09:00"))).stands is S.SUPPLEMENTING


def test_t12_receive_supplement(world: World) -> None:
    number = asked(world, world.at(1))
    receive = partial(actions.receive_supplement, number, at=world.at(3, "10:00"))
    refused_by_right(partial(receive, {1: True}, actor=world.by("chuyenvien")))
    refused_by_guard(partial(receive, {1: False}, actor=world.by("quay")), "items")
    receive({1: True}, actor=world.by("quay"))
    row = Taken("T12", "receive_supplement", (S.SUPPLEMENTING, S.PROCESSING), 4, "SupplementReceived")
    act = world.check(number, replace(row, paper=FormKind.RECEIPT, due=world.due(14, "10:00")))
    assert Redating.objects.get(act=act).old_due_at == world.due(), "counted again from zero (NĐ 61 Đ.19.4)"
    assert found(number).due_original_at == world.due()


def test_t12_resumes_under_a_law_that_pauses(world: World) -> None:
    number = asked(world, world.at(1), policy="PAUSE")
    actions.receive_supplement(number, {1: True}, actor=world.by("quay"), at=world.at(3, "09:00"))
    row = Taken("T12", "receive_supplement", (S.SUPPLEMENTING, S.PROCESSING), 4, "SupplementReceived")
    world.check(number, replace(row, paper=FormKind.RECEIPT, due=world.due(11)))


def test_t13_lapse_supplement(world: World) -> None:
    number = asked(world, world.at(1), due_on=world.regime.on(18))  # a Friday
    lapse = partial(actions.lapse_supplement, number)
    refused_by_right(partial(lapse, actor=world.by("chuyenvien"), at=world.at(21)))
    refused_by_guard(partial(lapse, actor=world.by("quay"), at=world.at(18, "23:59")))
    lapse(actor=world.by("quay"), at=world.at(19, "00:00"))
    row = Taken("T13", "lapse_supplement", (S.SUPPLEMENTING, S.STOPPED), 8, "SupplementLapsed")
    world.check(number, replace(row, paper=FormKind.PAPERS_RETURN, due=world.due(), finished=True))


def test_t13_before_acceptance_it_is_declined(world: World) -> None:
    code = submitted(world)
    wanted = [Wanted("Tờ khai theo mẫu", "Ký tên", "WRONG", 1)]
    told: dict[str, Any] = {"reason": "Chưa ký", "due_on": world.regime.on(4)}
    actions.ask_before_acceptance(code, wanted, actor=world.by("quay"), at=world.at(1), **told)
    actions.lapse_supplement(code, actor=world.by("quay"), at=world.at(7))
    row = Taken("T13", "lapse_supplement", (S.SUPPLEMENTING, S.DECLINED), 3, "SupplementLapsed")
    world.check(code, replace(row, paper=FormKind.PAPERS_RETURN, finished=True))


def test_every_row_and_every_verb_of_the_table_has_its_test() -> None:
    files = sorted(Path(__file__).parent.glob("test_every_transition*.py"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    named = {int(number) for number in re.findall(r"^def test_t(\d\d)_", text, re.MULTILINE)}
    assert named == {int(row.id[1:]) for row in TABLE} == set(range(1, 28))
    silent = {"instruct", "settle_at_once"}
    taken = set(re.findall(r'Taken\("(T\d+)", "(\w+)"', text))
    assert {(row.id, row.verb) for row in TABLE if row.verb not in silent} == taken
