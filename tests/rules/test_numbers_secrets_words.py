"""Dossier numbers, tracking secrets, text without marks, facts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules import facts, numbering, tracking
from motcua.rules.folding import fold, sort_key

KEY = b"a server key"


def test_a_number_says_agency_day_and_order() -> None:
    assert numbering.dossier_number("H60.15", date(2026, 11, 22), 7) == "H60.15-261122-0007"
    assert numbering.dossier_number("H60.15", date(2026, 11, 22), 12345) == "H60.15-261122-12345"
    with pytest.raises(ValueError, match="từ 1"):
        numbering.dossier_number("H60.15", date(2026, 11, 22), 0)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("H60.15-261122-0007", True),
        (" h60.15-261122-0007 ", True),
        ("000.00.15.H60-261122-0007", True),
        ("G09.20-20260609-0092637", True),
        ("Nguyễn Văn An", False),
        ("0912345678", False),
    ],
)
def test_shapes_of_numbers(text: str, is_one: bool) -> None:
    assert numbering.looks_like_number(text) is is_one


def test_folding_and_slip_numbers() -> None:
    assert numbering.fold_number(" h60.15 -261122-0007") == "H60.15-261122-0007"
    assert numbering.slip_number(7, "TTPVHCC", "PBS") == "07/PBS-TTPVHCC"
    assert numbering.slip_number(120, "TTPVHCC") == "120/TTPVHCC"


@given(st.text(alphabet="H0123456789.-", min_size=5, max_size=30))
def test_a_secret_opens_its_own_number_only(number: str) -> None:
    secret = tracking.make(KEY, number)
    stored = tracking.digest(KEY, number, secret)
    assert len(secret) == tracking.LENGTH and set(secret) <= set(tracking.ALPHABET)
    assert tracking.matches(KEY, number, secret.lower(), stored)
    assert not tracking.matches(KEY, number + "1", secret, stored)
    assert not tracking.matches(b"another key", number, secret, stored)
    assert secret not in stored


def test_typed_secrets_are_forgiven_look_alike_letters() -> None:
    assert tracking.fold("ol-i u 9") == "011V9"


def test_text_without_marks() -> None:
    assert fold("Đăng ký  KẾT HÔN") == "dang ky ket hon"
    assert fold("Nguye\u0302\u0303n Ưng") == "nguyen ung"


def test_vietnamese_order() -> None:
    words = ["Đức", "Dũng", "Ân", "Ăn", "An", "Ấm", "Bé", "Bê"]
    assert sorted(words, key=sort_key) == ["An", "Ăn", "Ấm", "Ân", "Bé", "Bê", "Dũng", "Đức"]


def test_facts_carry_names_subjects_and_plain_payloads() -> None:
    fact = facts.DossierAccepted(dossier_id=5, number="H60-260101-0001", act=1, due_at="2026-01-09")
    assert (fact.name, fact.subject) == ("DossierAccepted", "dossier:5")
    assert fact.payload() == {"dossier_id": 5, "number": "H60-260101-0001", "act": 1, "due_at": "2026-01-09"}
    assert facts.BillSettled(1, "dossier:5", 100).subject == "dossier:5"
    assert facts.CalendarChanged(2, "2026-01-01", "2026-01-02").subject == "calendar:2"
    assert facts.CataloguePublished(3, 1, 2, 3).subject == "decision:3"
    assert facts.ReportIssued(4, "II.06a").subject == "report:4"
    assert set(facts.every_fact()) >= {"DossierAccepted", "ReportIssued"} and "Fact" not in facts.every_fact()
    with pytest.raises(NotImplementedError):
        _ = facts.Fact().subject
