"""The applicant takes the dossier back (T17): before a result decision, confirmed by the counter."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.actions.acting import act, lock, tell
from motcua.apps.dossiers.actions.obligation import drop_obligations
from motcua.apps.dossiers.models import Dossier, Withdrawal
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.rules.actors import Actor
from motcua.rules.facts import DossierWithdrawn
from motcua.rules.forms import FormKind


@transaction.atomic
def withdraw(
    number: str, *, reason: str, asked_by: str, actor: Actor, at: datetime, seen: int | None = None
) -> Dossier:
    """Record the applicant's own request to withdraw; the clock stops, the papers go back."""
    dossier = lock(number, actor=actor, verb="withdraw", seen=seen)
    faults: dict[str, str] = {}
    if not reason.strip():
        faults["reason"] = "Hãy ghi lý do rút theo đơn của người nộp."
    if not asked_by.strip():
        faults["asked_by"] = "Hãy ghi họ tên người yêu cầu rút."
    if faults:
        raise GuardNotMet("Chưa ghi được việc rút hồ sơ. Hãy sửa các mục báo đỏ.", faults)
    dossier.finished_at = at
    dossier.paused_since = dossier.supplement_due_on = None
    dossier.step_key = ""
    made = act(dossier, "withdraw", actor=actor, at=at, ground=reason)
    drop_obligations(dossier, ground="Người nộp rút hồ sơ", actor=actor, at=at)
    Withdrawal.objects.create(act=made, reason=reason.strip(), asked_by=asked_by.strip())
    slips.issue(
        dossier, FormKind.STOP_NOTICE, actor=actor, at=at, reason=f"Người nộp yêu cầu rút: {reason.strip()}"
    )
    tell(DossierWithdrawn, dossier, made, actor=actor, at=at)
    return dossier
