"""Every PDF of the site opens when all moments have microseconds, as those of the wall clock do."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from motcua.apps.dossiers.intake_data import FeeIn
from motcua.apps.dossiers.models import Slip
from motcua.apps.dossiers.queries import batches
from tests.worlds import every_state
from tests.worlds.small import SEVEN_DAYS, SmallOffice, build, vn

SPLIT_SECOND = 123456


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> SmallOffice:
    """The small office whose every act happened within a second."""
    for name in ("MONDAY", "TUESDAY", "WEDNESDAY", "LATE_AT"):
        monkeypatch.setattr(every_state, name, exact(getattr(every_state, name)))
    monkeypatch.setattr(every_state, "vn", lambda text: exact(vn(text)))
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-23T10:00:00.654321")
    office = build()
    every_state.fill(office)
    fee = FeeIn("NOW", (("Lệ phí cấp giấy", Decimal(50_000), "CHARGE"),))
    office.accepted(every_state.MONDAY, fee=fee)
    return office


def exact(moment: datetime) -> datetime:
    return moment.replace(microsecond=SPLIT_SECOND)


def opened(office: SmallOffice, username: str, address: str) -> None:
    client = Client()
    client.force_login(office.officer(username))
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer.content.startswith(b"%PDF"), address


def test_every_slip_the_control_slip_the_hand_over_and_the_posting_open(office: SmallOffice) -> None:
    slips = list(Slip.objects.exclude(dossier=None).select_related("dossier"))
    kinds = {slip.kind for slip in slips}
    assert {"RECEIPT", "FEE_RECEIPT", "SUPPLEMENT", "DECLINE", "STOP_NOTICE", "RESULT_DELIVERY"} <= kinds
    assert {slip.at.microsecond for slip in slips} == {SPLIT_SECOND}
    for kind in sorted(kinds):
        slip = next(slip for slip in slips if slip.kind == kind)
        opened(office, "giamdoc_tt", reverse("desk:slip", args=[slip.pk]))
    receipt = next(slip for slip in slips if slip.kind == "RECEIPT")
    assert receipt.dossier is not None
    opened(office, "quay", reverse("desk:control_slip", args=[receipt.dossier.number]))
    batch = batches(office.actor("quay", exact(every_state.LOOKED_AT)))[0]
    opened(office, "quay", reverse("desk:handover_slip", args=[batch.key]))
    opened(office, "quay", reverse("portal:procedure_posting", args=[SEVEN_DAYS]))
