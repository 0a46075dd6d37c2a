"""Accepting: number, clock, receipt, refusals, double clicks (T2, T3, T26)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.intake_data import FeeIn, PaperIn
from motcua.apps.dossiers.models import Acceptance, Dossier, IntakeDraft, Slip
from motcua.apps.dossiers.refusals import IntakeRefused
from motcua.apps.dossiers.secrecy import secret_of
from motcua.apps.people.actions import PersonData
from motcua.rules.lifecycle import State
from motcua.rules.rights import NotAllowed
from tests.worlds.small import COMMUNE, IMMEDIATE, NO_LIMIT, SmallOffice, set_limit, vn

AT = vn("2026-03-02 09:15")


@pytest.mark.django_db
def test_the_number_the_clock_and_the_receipt(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    assert dossier.number == "H99.15-260302-0001"
    assert (dossier.received_at, dossier.start_at, dossier.due_at) == (AT, AT, vn("2026-03-11 09:15"))
    assert dossier.rule_set == "ND118"
    start = Acceptance.objects.get(act__dossier=dossier)
    assert (start.limit_value, start.limit_unit) == (7, "WORKING_DAY")
    receipt = Slip.objects.get(dossier=dossier, kind="RECEIPT")
    assert receipt.version == 1 and receipt.data["number"] == dossier.number
    secret = secret_of(dossier.provisional)
    assert dossier.secret_digest and secret not in dossier.secret_digest and secret not in str(receipt.data)


@pytest.mark.django_db
def test_numbers_follow_agency_and_day(office: SmallOffice) -> None:
    first, second = office.accepted(AT), office.accepted(AT)
    tomorrow = office.accepted(vn("2026-03-03 09:00"))
    commune = office.accepted(AT, procedure=COMMUNE)
    assert [str(d) for d in (first, second, tomorrow, commune)] == [
        "H99.15-260302-0001",
        "H99.15-260302-0002",
        "H99.15-260303-0001",
        "H99.41-260302-0001",
    ]


@pytest.mark.django_db
def test_a_double_click_files_one_dossier(office: SmallOffice) -> None:
    intake = office.intake()
    one = actions.accept(intake, actor=office.actor("quay"), at=AT)
    two = actions.accept(intake, actor=office.actor("quay"), at=AT)
    assert one.pk == two.pk
    assert Dossier.objects.count() == 1


@pytest.mark.django_db
def test_the_draft_is_used_up(office: SmallOffice) -> None:
    intake, actor = office.intake(), office.actor("quay")
    actions.save_draft(intake.token, {"name": "Nguyễn"}, unit_id=intake.unit_id, actor=actor, at=AT)
    actions.accept(intake, actor=actor, at=AT)
    assert not IntakeDraft.objects.exists()


@pytest.mark.django_db
def test_faults_are_told_field_by_field_and_nothing_is_filed(office: SmallOffice) -> None:
    intake = office.intake(
        applicant=PersonData(name=" ", personal_id="123", phone="12"),
        papers=(PaperIn("Tờ khai"),),
        result_way="POST",
        fee=FeeIn(how="EXEMPT"),
    )
    with pytest.raises(IntakeRefused) as caught:
        actions.accept(intake, actor=office.actor("quay"), at=AT)
    assert set(caught.value.faults) == {
        "applicant_name",
        "applicant_personal_id",
        "applicant_phone",
        "paper_1",
        "result_address",
        "fee_exempt_ground",
    }
    assert not Dossier.objects.exists()


@pytest.mark.django_db
def test_a_missing_paper_with_its_reason_is_taken(office: SmallOffice) -> None:
    papers = (PaperIn("Tờ khai", originals=1), PaperIn("Giấy A", missing_reason="Khai thác từ CSDL dân cư"))
    assert office.accepted(AT, papers=papers).number


@pytest.mark.django_db
def test_a_procedure_without_a_limit_waits_for_the_agencys_decision(office: SmallOffice) -> None:
    with pytest.raises(IntakeRefused, match="chưa có thời hạn"):
        office.accepted(AT, procedure=NO_LIMIT)
    set_limit(office, NO_LIMIT, "5")
    assert office.accepted(AT, procedure=NO_LIMIT).due_at == vn("2026-03-09 09:15")


@pytest.mark.django_db
def test_only_the_receiving_counter_may_accept(office: SmallOffice) -> None:
    for username in ("chuyenvien", "xa_motcua", "quantri", "giamdoc_so"):
        with pytest.raises(NotAllowed):
            actions.accept(office.intake(), actor=office.actor(username), at=AT)
    assert not Dossier.objects.exists()


@pytest.mark.django_db
def test_an_immediate_result_is_closed_in_one_visit(office: SmallOffice) -> None:
    dossier = actions.settle_at_once(
        office.intake(IMMEDIATE), outcome="Chứng thực 3 bản", actor=office.actor("quay"), at=AT
    )
    assert dossier.stands is State.DELIVERED
    assert dossier.due_at is None and dossier.finished_at == AT
    assert not Slip.objects.filter(dossier=dossier, kind="RECEIPT").exists()


@pytest.mark.django_db
def test_filed_online_then_accepted_later_counts_from_acceptance(office: SmallOffice) -> None:
    night = vn("2026-03-07 21:40")
    waiting = actions.submit(office.intake(channel="ASSISTED"), actor=office.actor("quay"), at=night)
    assert waiting.stands is State.WAITING and waiting.number is None
    accepted = actions.accept_waiting(
        waiting.provisional, actor=office.actor("quay"), at=vn("2026-03-09 08:00")
    )
    assert accepted.number == "H99.15-260309-0001"
    assert accepted.due_at == vn("2026-03-18 08:00")


@pytest.mark.django_db
def test_a_fee_taken_at_filing_has_its_receipt_number(office: SmallOffice) -> None:
    from decimal import Decimal

    from motcua.apps.payments.models import Payment

    fee = FeeIn(how="NOW", lines=(("Lệ phí cấp giấy", Decimal(50000), "CHARGE"),))
    office.accepted(AT, fee=fee)
    assert Payment.objects.get().amount == 50000


@pytest.mark.django_db
def test_the_submitter_needs_a_name_and_an_authority(office: SmallOffice) -> None:
    intake = replace(office.intake(), submitter_phone="0912345678")
    assert set(intake.faults()) == {"submitter_name", "submitter_authority"}
