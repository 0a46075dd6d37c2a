"""Numbers that name people and organisations, and the QR code of the citizen-ID card (domain.md §4.5).

Only shapes the sources confirm are errors; rules known but without a stored official text are warnings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

PERSONAL_ID = re.compile(r"^\d{12}$")
OLD_ID = re.compile(r"^\d{9}$")
MOBILE = re.compile(r"^0[35789]\d{8}$")
LANDLINE = re.compile(r"^02\d{9}$")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
SEXES = {"nam": "Nam", "nữ": "Nữ", "nu": "Nữ"}


class BadCitizenQr(ValueError):
    """The payload is not one of a citizen-ID card; the message says which part is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """What the QR of a card says. The raw payload is never kept."""

    personal_id: str
    old_id: str
    name: str
    born_on: date
    sex: str
    address: str
    issued_on: date | None
    warnings: tuple[str, ...] = ()


def looks_like_citizen_qr(text: str) -> bool:
    """True for what a scanner reads from a card: no name, number or address has five bars in it."""
    return text.count("|") >= 5


def read_citizen_qr(payload: str) -> CitizenCard:
    """The card behind a scanned payload `số|số cũ|họ tên|ngày sinh|giới tính|nơi thường trú|ngày cấp`.

    Six parts or more are read (older scanners drop the last); parts beyond the seventh are ignored.
    Raises BadCitizenQr.
    """
    text = payload.strip().strip("\ufeff")
    parts = [part.strip() for part in text.split("|")]
    if len(parts) < 6:
        raise BadCitizenQr("Mã QR không phải của thẻ căn cước (thiếu trường). Hãy quét lại hoặc nhập tay.")
    number, old, name, born, sex, address = parts[:6]
    if not PERSONAL_ID.match(number):
        raise BadCitizenQr("Mã QR sai: số định danh phải có đúng 12 chữ số. Hãy quét lại hoặc nhập tay.")
    if old and not OLD_ID.match(old):
        raise BadCitizenQr(
            "Mã QR lệch cột: trường thứ hai không phải số CMND 9 số. Hãy quét lại hoặc nhập tay."
        )
    if not name or any(ch.isdigit() for ch in name):
        raise BadCitizenQr("Mã QR sai: không đọc được họ tên. Hãy quét lại hoặc nhập tay.")
    if sex.casefold() not in SEXES:
        raise BadCitizenQr("Mã QR sai: giới tính phải là Nam hoặc Nữ. Hãy quét lại hoặc nhập tay.")
    born_on = _day(born, "ngày sinh")
    issued_on = _day(parts[6], "ngày cấp") if len(parts) > 6 and parts[6] else None
    card = CitizenCard(number, old, name, born_on, SEXES[sex.casefold()], address, issued_on)
    return CitizenCard(*_fields(card), warnings=tuple(number_warnings(number, born_on, card.sex)))


def _fields(card: CitizenCard) -> tuple[str, str, str, date, str, str, date | None]:
    return (
        card.personal_id,
        card.old_id,
        card.name,
        card.born_on,
        card.sex,
        card.address,
        card.issued_on,
    )


def _day(text: str, what: str) -> date:
    if not re.match(r"^\d{8}$", text):
        raise BadCitizenQr(
            f"Mã QR sai: {what} phải có dạng ngày-tháng-năm 8 chữ số. Hãy quét lại hoặc nhập tay."
        )
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError as fault:
        raise BadCitizenQr(f"Mã QR sai: {what} không có trong lịch. Hãy quét lại hoặc nhập tay.") from fault


def number_warnings(personal_id: str, born_on: date | None, sex: str) -> list[str]:
    """Where a 12-digit number and the birth year or sex disagree. Warnings only: the rule has no stored official text."""
    if not PERSONAL_ID.match(personal_id):
        return ["Số định danh phải có 12 chữ số."]
    mark, year = int(personal_id[3]), int(personal_id[4:6])
    found: list[str] = []
    if born_on and (born_on.year != 1900 + 100 * (mark // 2) + year):
        found.append("Năm sinh không khớp với số định danh; hãy đối chiếu thẻ.")
    if sex and (sex == "Nữ") != bool(mark % 2):
        found.append("Giới tính không khớp với số định danh; hãy đối chiếu thẻ.")
    return found


def is_tax_code(text: str) -> bool:
    """True for a 10-digit tax code with a right check digit, its branches `-001…-999`, or a 12-digit personal one."""
    if PERSONAL_ID.match(text):
        return True
    match = re.match(r"^(\d{10})(?:-(\d{3}))?$", text)
    if not match or match.group(2) == "000":
        return False
    digits = [int(ch) for ch in match.group(1)]
    check = 10 - sum(w * d for w, d in zip(_TAX_WEIGHTS, digits, strict=False)) % 11
    return check == digits[9]


def fold_phone(text: str) -> str:
    """A typed phone number as stored: digits only, +84 turned to 0. Empty stays empty."""
    digits = re.sub(r"[\s.\-()]", "", text)
    return "0" + digits[3:] if digits.startswith("+84") else digits


def phone_fault(text: str) -> str:
    """Why a folded number is not a Vietnamese one; empty when it is (or when it is empty)."""
    if not text or MOBILE.match(text) or LANDLINE.match(text):
        return ""
    return "Số điện thoại phải có 10 chữ số bắt đầu bằng 03, 05, 07, 08, 09 (di động) hoặc 11 chữ số bắt đầu bằng 02."


def id_fault(text: str) -> str:
    """Why a number cannot be a personal id (12 digits) or an old one (9 digits); empty when it can or is empty."""
    if not text or PERSONAL_ID.match(text) or OLD_ID.match(text):
        return ""
    return "Số định danh gồm 12 chữ số (hoặc CMND cũ 9 chữ số). Hãy kiểm tra lại trên thẻ."


def mask(text: str) -> str:
    """A number with its middle hidden: `038099******`→ the first three and last three digits stay."""
    return text if len(text) < 7 else f"{text[:3]}{'•' * (len(text) - 6)}{text[-3:]}"
