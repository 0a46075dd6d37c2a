"""Keeping people's data, and noting every reading of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.apps.people.models import AccessLine, Person, PersonKind
from motcua.rules import identity
from motcua.rules.actors import Actor
from motcua.rules.folding import fold


@dataclass(frozen=True, slots=True)
class PersonData:
    """A person as declared at the counter. `personal_id` may be empty (a foreigner's passport goes to `other_paper`)."""

    name: str
    personal_id: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    kind: str = PersonKind.CITIZEN
    old_id: str = ""
    born_on: date | None = None
    sex: str = ""

    def faults(self) -> dict[str, str]:
        """What is wrong, by field, in Vietnamese; empty when all is well."""
        found: dict[str, str] = {}
        if not self.name.strip():
            found["name"] = "Hãy nhập họ và tên (hoặc tên tổ chức)."
        if self.kind == PersonKind.CITIZEN:
            found["personal_id"] = identity.id_fault(self.personal_id)
        elif self.personal_id and not identity.is_tax_code(self.personal_id):
            found["personal_id"] = "Mã số thuế không đúng (10 chữ số, chi nhánh thêm -001). Hãy kiểm tra lại."
        found["phone"] = identity.phone_fault(identity.fold_phone(self.phone))
        if self.email and ("@" not in self.email or " " in self.email):
            found["email"] = "Thư điện tử phải có dạng ten@noi.vn."
        return {field: fault for field, fault in found.items() if fault}


def remember(data: PersonData) -> Person:
    """The person of `data`, created or brought up to date by number; without a number always a new row.

    Empty fields never erase what is known.
    """
    fields = {
        "kind": data.kind,
        "name": " ".join(data.name.split()),
        "folded_name": fold(data.name),
        "old_id": data.old_id,
        "phone": identity.fold_phone(data.phone),
        "email": data.email.strip(),
        "address": data.address.strip(),
        "born_on": data.born_on,
        "sex": data.sex,
    }
    if not data.personal_id:
        return Person.objects.create(**fields)
    known = [key for key, value in fields.items() if value not in ("", None)]
    person = Person(personal_id=data.personal_id, **fields)
    [kept] = Person.objects.bulk_create(
        [person], update_conflicts=True, unique_fields=["personal_id"], update_fields=known
    )
    return kept


def note_access(subject: str, *, actor: Actor, at: datetime, purpose: str) -> None:
    """Leave a line that `actor` read the personal data of `subject`."""
    AccessLine.objects.create(
        officer_id=actor.officer_id,
        officer_name=actor.name,
        subject=subject,
        purpose=purpose,
        at=at,
    )
