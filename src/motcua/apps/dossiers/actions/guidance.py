"""Before a dossier exists: instruct at the counter (T5), decline (T6). A waiting dossier may be declined too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.dossiers import slips
from motcua.apps.dossiers.actions.acting import act, lock, tell
from motcua.apps.dossiers.actions.supplement import Wanted
from motcua.apps.dossiers.models import CounterGuidance, Dossier
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.people.actions import PersonData
from motcua.rules import rights
from motcua.rules.actors import Actor
from motcua.rules.facts import DossierDeclined
from motcua.rules.forms import FormKind
from motcua.rules.rights import Standing


@transaction.atomic
def instruct(
    procedure: str,
    applicant: PersonData,
    wanted: Sequence[Wanted],
    *,
    reason: str,
    unit_id: int,
    actor: Actor,
    at: datetime,
) -> CounterGuidance:
    """One complete list of what to bring, printed and kept (T5, NĐ 61/2018 Đ.15.3); no number is taken."""
    if not wanted:
        raise GuardNotMet(
            "Hãy ghi ít nhất một giấy tờ cần bổ sung.", {"papers": "Chưa có mục nào cần bổ sung."}
        )
    return _guide("INSTRUCT", procedure, applicant, wanted, reason, "", unit_id, actor, at)


@transaction.atomic
def decline_at_counter(
    procedure: str,
    applicant: PersonData,
    *,
    reason: str,
    go_to: str,
    unit_id: int,
    actor: Actor,
    at: datetime,
) -> CounterGuidance:
    """Refuse reception with the reason and the right place (T6, NĐ 61/2018 Đ.17.1b)."""
    return _guide("DECLINE", procedure, applicant, (), reason, go_to, unit_id, actor, at)


@transaction.atomic
def decline(
    number: str, *, reason: str, go_to: str = "", actor: Actor, at: datetime, seen: int | None = None
) -> Dossier:
    """Refuse a dossier that waits for acceptance (T6)."""
    dossier = lock(number, actor=actor, verb="decline", seen=seen)
    if not reason.strip():
        raise GuardNotMet(
            "Hãy ghi lý do từ chối.", {"reason": "Hãy ghi lý do cụ thể; người nộp sẽ đọc nguyên văn."}
        )
    dossier.finished_at = at
    made = act(dossier, "decline", actor=actor, at=at, ground=reason, note={"go_to": go_to.strip()})
    slips.issue(dossier, FormKind.DECLINE, actor=actor, at=at, reason=reason.strip(), go_to=go_to.strip())
    tell(DossierDeclined, dossier, made, actor=actor, at=at)
    return dossier


def _guide(
    kind: str,
    procedure: str,
    applicant: PersonData,
    wanted: Sequence[Wanted],
    reason: str,
    go_to: str,
    unit_id: int,
    actor: Actor,
    at: datetime,
) -> CounterGuidance:
    verb = "instruct" if kind == "INSTRUCT" else "decline"
    rights.ensure(actor, verb, Standing(receiving_unit=unit_id, settling_agency=0))
    version = catalogue.version_at(procedure, civil(at).date())
    faults = {f"applicant_{key}": text for key, text in applicant.faults().items()}
    if version is None:
        faults["procedure"] = "Hãy chọn thủ tục đang có hiệu lực."
    if not reason.strip():
        faults["reason"] = "Hãy ghi lý do."
    if faults or version is None:
        raise GuardNotMet("Chưa in được phiếu. Hãy sửa các mục báo đỏ.", faults)
    slip = slips.issue_guidance(
        version,
        applicant,
        kind=kind,
        wanted=wanted,
        reason=reason.strip(),
        go_to=go_to.strip(),
        unit_id=unit_id,
        actor=actor,
        at=at,
    )
    return CounterGuidance.objects.create(
        kind=kind,
        unit_id=unit_id,
        version=version,
        applicant_name=applicant.name.strip(),
        applicant_number=applicant.personal_id,
        applicant_phone=applicant.phone,
        items=[{"name": item.name, "what": item.what} for item in wanted],
        reason=reason.strip(),
        go_to=go_to.strip(),
        slip=slip,
        officer_id=actor.officer_id,
        officer_name=actor.name,
        at=at,
    )
