"""Filling the applicant: from the code on the citizen card, or from a person known to the office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.apps.people import actions as people_actions
from motcua.apps.people import queries as people
from motcua.rules.actors import Actor
from motcua.rules.identity import number_warnings, read_citizen_qr
from motcua.web.desk.intake_sheet import Data, Sheet
from motcua.web.ui.vn_words import date_words

FIELDS = ("name", "personal_id", "old_id", "born_on", "sex", "phone", "email", "address", "kind")


def scanned(data: Data, payload: str, *, actor: Actor, at: datetime) -> Data:
    """The sheet with the applicant of a scanned card. Raises BadCitizenQr. The payload itself is kept nowhere.

    Phone and e-mail come from the office's own record of that number, when there is one.
    """
    card = read_citizen_qr(payload)
    known = people.by_number(card.personal_id)
    read = {
        "kind": "CITIZEN",
        "name": card.name,
        "personal_id": card.personal_id,
        "old_id": card.old_id,
        "born_on": date_words(card.born_on),
        "sex": card.sex,
        "address": card.address,
        "phone": known.phone if known else "",
        "email": known.email if known else "",
    }
    if known:
        _note(known.pk, actor, at)
    return data | {f"applicant_{name}": value for name, value in read.items()}


def known_person(data: Data, text: str, person_id: int, *, actor: Actor, at: datetime) -> Data:
    """The sheet with a person chosen from the answers to `text`; unchanged when he is not among them."""
    found = next((one for one in people.find(text) if one.pk == person_id), None)
    if found is None:
        return data
    _note(found.pk, actor, at)
    read = {name: getattr(found, name) or "" for name in FIELDS}
    read["born_on"] = date_words(found.born_on) if found.born_on else ""
    return data | {f"applicant_{name}": value for name, value in read.items()}


def _note(person_id: int, actor: Actor, at: datetime) -> None:
    people_actions.note_access(
        f"person:{person_id}", actor=actor, at=at, purpose="Điền thông tin người nộp tại quầy"
    )


def warnings(sheet: Sheet) -> list[str]:
    """What looks odd about the applicant, without stopping anything."""
    number: Any = sheet.value("applicant_personal_id") or ""
    if sheet.value("applicant_kind") != "CITIZEN" or len(number) != 12 or not number.isdecimal():
        return []
    return number_warnings(number, sheet.value("applicant_born_on"), sheet.value("applicant_sex") or "")
