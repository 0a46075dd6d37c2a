"""Papers given at the counter to somebody who has no dossier yet: what to complete (T5), where to go (T6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from motcua.apps.catalogue.models import ProcedureVersion
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.slips import heads
from motcua.apps.dossiers.slips.heads import Issuer
from motcua.apps.dossiers.slips.occasion import Asked
from motcua.apps.dossiers.slips.reception import items
from motcua.apps.people.actions import PersonData
from motcua.rules.actors import Actor
from motcua.rules.forms import Party, Refusal, Supplement
from motcua.rules.identity import fold_phone


def applicant(data: PersonData) -> Party:
    """The person as he named himself at the counter."""
    return Party(
        name=" ".join(data.name.split()),
        address=data.address.strip(),
        phone=fold_phone(data.phone),
        email=data.email.strip(),
        personal_id=data.personal_id,
    )


def instruction(
    version: ProcedureVersion,
    person: PersonData,
    wanted: Sequence[Asked],
    *,
    reason: str,
    center: Issuer,
    actor: Actor,
    at: datetime,
) -> Supplement:
    """Form 02 before a dossier exists: no number, no day to complete by (NĐ 61/2018 Đ.15.3)."""
    return Supplement(
        head=center.head,
        issued_at=civil(at),
        applicant=applicant(person),
        subject=version.name,
        items=items(wanted),
        reason=reason.strip(),
        clock_text="Hồ sơ chưa được tiếp nhận; thời hạn giải quyết tính từ khi nộp đủ hồ sơ",
        contact=heads.contact(actor, center),
        officer=heads.receiving_officer(actor, "Người hướng dẫn"),
    )


def refusal(
    version: ProcedureVersion,
    person: PersonData,
    *,
    reason: str,
    go_to: str,
    center: Issuer,
    actor: Actor,
    at: datetime,
) -> Refusal:
    """Form 03 before a dossier exists, with the right place (NĐ 61/2018 Đ.17.1b)."""
    return Refusal(
        head=center.head,
        issued_at=civil(at),
        applicant=applicant(person),
        subject=version.name,
        reason=reason.strip(),
        right_place=go_to.strip(),
        contact=heads.contact(actor, center),
        signatory=heads.receiving_officer(actor, "Người tiếp nhận hồ sơ"),
    )
