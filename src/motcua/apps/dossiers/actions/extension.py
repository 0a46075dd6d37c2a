"""Apology and one new appointment (T16, NĐ 61/2018 Đ.19.9): at least a day before, once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from motcua.apps.dossiers import clock, slips
from motcua.apps.dossiers.actions.acting import act, lock, tell
from motcua.apps.dossiers.models import Dossier, Extension
from motcua.apps.dossiers.placing import aware
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.rules.actors import Actor
from motcua.rules.clock import ClockOutOfOrder
from motcua.rules.facts import DossierExtended
from motcua.rules.forms import FormKind
from motcua.rules.pauses import ExtensionNotAllowed

LONGEST = timedelta(days=366)
"""No decree limits the new date; further away than this it is a mistyped year."""


@transaction.atomic
def extend(
    number: str, *, new_due_at: datetime, reason: str, actor: Actor, at: datetime, seen: int | None = None
) -> Dossier:
    """Apologise and set the new date; the first one stays for accountability.

    Raises GuardNotMet: no reason, extended before, less than a day before the due date, or not a later date.
    """
    dossier = lock(number, actor=actor, verb="extend", seen=seen)
    old = dossier.due_at
    faults: dict[str, str] = {}
    if not reason.strip():
        faults["reason"] = "Hãy ghi lý do chậm để xin lỗi người nộp."
    if old is not None and new_due_at > old + LONGEST:
        faults["new_due_at"] = "Ngày hẹn mới cách ngày hẹn cũ hơn một năm. Hãy kiểm tra lại năm."
    if faults:
        raise GuardNotMet("Chưa hẹn lại được. Hãy sửa các mục báo đỏ.", faults)
    event = clock.extension(at, new_due_at, reason.strip())
    try:
        state = clock.fold(dossier, also=[event])
    except (ExtensionNotAllowed, ClockOutOfOrder) as fault:
        raise GuardNotMet(str(fault), {"new_due_at": str(fault)}) from fault
    if old is None:
        raise GuardNotMet("Hồ sơ không có ngày hẹn trả nên không gia hạn.")
    clock.write_due(dossier, state.due)
    dossier.extended = True
    made = act(dossier, "extend", actor=actor, at=at, ground=reason, to=dossier.stands)
    Extension.objects.create(
        act=made, reason=reason.strip(), old_due_at=old, due_at=aware(state.due.at) or new_due_at
    )
    slips.issue(dossier, FormKind.APOLOGY, actor=actor, at=at, reason=reason, old_due_at=old)
    texts = {"old_due_at": old.isoformat(), "due_at": (dossier.due_at or new_due_at).isoformat()}
    tell(DossierExtended, dossier, made, actor=actor, at=at, **texts)
    return dossier
