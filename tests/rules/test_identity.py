"""Numbers of people and the citizen card's QR (domain.md §4.5; shared/data/cccd)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from motcua.rules import identity
from motcua.rules.identity import BadCitizenQr, read_citizen_qr

SPECIMENS = Path(__file__).parents[3] / "shared" / "data" / "cccd" / "qr_specimens.jsonl"
GOOD = "001099012345|123456789|Nguyễn Văn An|01011999|Nam|Số 1, Phường Bến Nghé, Quận 1|01012021"


@pytest.mark.parametrize(
    "row", [json.loads(line) for line in SPECIMENS.read_text("utf-8").splitlines()], ids=lambda row: row["id"]
)
def test_the_specimens(row: dict[str, str]) -> None:
    if row["kind"] == "wrong":
        with pytest.raises(BadCitizenQr, match="Hãy quét lại hoặc nhập tay"):
            read_citizen_qr(row["payload"])
        return
    card = read_citizen_qr(row["payload"])
    assert card.personal_id == row["payload"].split("|")[0]
    assert (card.issued_on is None) == (row["kind"] == "short")


def test_a_card_is_read_whole() -> None:
    card = read_citizen_qr("\ufeff" + GOOD + "\n")
    assert card.name == "Nguyễn Văn An" and card.born_on == date(1999, 1, 1)
    assert card.sex == "Nam" and card.address.startswith("Số 1") and card.issued_on == date(2021, 1, 1)
    assert card.warnings == ()


def test_newer_cards_append_parts_that_are_ignored() -> None:
    assert read_citizen_qr(GOOD + "|Nguyễn Văn B|Trần Thị C").name == "Nguyễn Văn An"


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ("", "thiếu trường"),
        ("https://example.vn", "thiếu trường"),
        (GOOD.replace("001099012345", "00109901234"), "12 chữ số"),
        (GOOD.replace("123456789|", "12345|"), "lệch cột"),
        (GOOD.replace("Nguyễn Văn An", ""), "họ tên"),
        (GOOD.replace("|Nam|", "|Khác|"), "giới tính"),
        (GOOD.replace("01011999", "1/1/1999"), "ngày sinh"),
        (GOOD.replace("01011999", "31021999"), "không có trong lịch"),
    ],
)
def test_malformed_payloads_are_refused_with_the_reason(payload: str, words: str) -> None:
    with pytest.raises(BadCitizenQr, match=words):
        read_citizen_qr(payload)


@pytest.mark.parametrize(
    ("number", "born", "sex", "count"),
    [
        ("001099012345", date(1999, 5, 1), "Nam", 0),
        ("001199012345", date(1999, 5, 1), "Nữ", 0),
        ("001203012345", date(2003, 5, 1), "Nam", 0),
        ("001099012345", date(1990, 5, 1), "Nam", 1),
        ("001099012345", date(1999, 5, 1), "Nữ", 1),
        ("001099012345", None, "", 0),
        ("12", None, "", 1),
    ],
)
def test_number_rules_only_warn(number: str, born: date | None, sex: str, count: int) -> None:
    assert len(identity.number_warnings(number, born, sex)) == count


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("0300588569", True),
        ("0101248141", True),
        ("0101248142", False),
        ("0101248141-001", True),
        ("0101248141-000", False),
        ("038099012345", True),
        ("abc", False),
    ],
)
def test_tax_codes(text: str, good: bool) -> None:
    assert identity.is_tax_code(text) is good


@pytest.mark.parametrize(
    ("typed", "stored", "good"),
    [
        ("+84 912 345 678", "0912345678", True),
        ("0912.345.678", "0912345678", True),
        ("(0299) 381-1111", "02993811111", True),
        ("0112345678", "0112345678", False),
        ("12", "12", False),
        ("", "", True),
    ],
)
def test_phones(typed: str, stored: str, good: bool) -> None:
    assert identity.fold_phone(typed) == stored
    assert (identity.phone_fault(stored) == "") is good


def test_ids_and_masks() -> None:
    assert identity.id_fault("038099012345") == identity.id_fault("123456789") == identity.id_fault("") == ""
    assert "12 chữ số" in identity.id_fault("1234")
    assert identity.mask("038099012345") == "038••••••345"
    assert identity.mask("1234") == "1234"
