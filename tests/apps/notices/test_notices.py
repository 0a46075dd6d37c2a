"""Notices: one per fact and receiver, sent once, tried again after a failure, a task for the counter without address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from motcua.apps.ledger.models import RecordedFact
from motcua.apps.notices import actions, queries
from motcua.apps.notices.models import Notice, NoticeState
from motcua.apps.notices.wording import WORDS
from motcua.connectors.messages import FailingSender, SimulatedSender
from motcua.jobs.facts import deliver_fact
from tests.worlds.small import SmallOffice, build, vn

AT = vn("2026-03-02 09:00")


@pytest.fixture
def office(db: None) -> SmallOffice:
    return build()


@pytest.mark.django_db
def test_accepting_tells_the_applicant_once(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    fact = RecordedFact.objects.get(name="DossierAccepted")
    deliver_fact(fact.pk)
    deliver_fact(fact.pk)
    notice = Notice.objects.get()
    assert notice.address == "0912345678" and notice.state == NoticeState.WAITING
    assert (
        notice.text
        == f"Hồ sơ {dossier} đã được tiếp nhận, hẹn trả 09:00 ngày 11/03/2026. Hỏi thêm: 02993811111."
    )
    assert queries.notices_about(f"dossier:{dossier.pk}") == [notice]


@pytest.mark.django_db
def test_a_failure_is_tried_again_and_a_success_is_not(office: SmallOffice, tmp_path: Path) -> None:
    office.accepted(AT)
    actions.tell_applicant(RecordedFact.objects.get(name="DossierAccepted"), at=AT)
    assert actions.send_waiting(FailingSender(), at=AT) == 0
    assert Notice.objects.get().state == NoticeState.FAILED and queries.failing() == 1
    sender = SimulatedSender(tmp_path / "box.jsonl")
    assert actions.send_waiting(sender, at=AT) == 1
    assert actions.send_waiting(sender, at=AT) == 0
    notice = Notice.objects.get()
    assert (notice.state, notice.attempts, notice.sent_at) == (NoticeState.SENT, 2, AT)


@pytest.mark.django_db
def test_without_an_address_it_becomes_the_counters_task(office: SmallOffice) -> None:
    applicant = replace(office.intake().applicant, phone="")
    office.accepted(AT, applicant=applicant)
    actions.tell_applicant(RecordedFact.objects.get(name="DossierAccepted"), at=AT)
    [task] = queries.desk_notices(office.actor("quay"))
    assert task.state == NoticeState.NO_ADDRESS
    assert queries.desk_notices(office.actor("xa_motcua")) == []


@pytest.mark.django_db
def test_every_fact_that_has_words_can_be_said(office: SmallOffice) -> None:
    dossier = office.ready(AT)
    for name, words in WORDS.items():
        sentence = words(dossier)
        assert sentence.endswith(".") and "None" not in sentence, name
