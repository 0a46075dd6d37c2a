"""Giving the open step to another officer, or back to the unit's tray: people leave, fall ill, have too much.

The step and its limit stay: whoever takes over takes the deadline over. A case officer's step given by his head is T8
(NĐ 61/2018 Đ.19.1); every other step is given beside the lifecycle.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers.actions.acting import act, act_beside, current_step, lock, standing, tell
from motcua.apps.dossiers.models import Act, Dossier, Handover, Nudge
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office import queries as office
from motcua.rules import rights
from motcua.rules.actors import Actor, Role
from motcua.rules.facts import DossierMoved, DossierReassigned
from motcua.rules.lifecycle import WAITS_OUTSIDE, State
from motcua.rules.process import Step

TAKERS: dict[Role, tuple[Role, ...]] = {Role.COUNTER: (Role.COUNTER, Role.CENTRE_HEAD)}


def takers(step: Step) -> tuple[Role, ...]:
    """The roles that may hold the step: its own, and at a centre also the head's."""
    return TAKERS.get(step.by, (step.by,))


@transaction.atomic
def reassign(
    number: str,
    *,
    officer_id: int | None,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Give the open step to an officer of the unit that holds it; None puts it back into the unit's tray.

    Raises NotAllowed, NoSuchDossier, SomebodyWasFaster; GuardNotMet without a reason, when no step is open or the
    dossier waits outside, when the officer does not hold the step's role in that unit today, or has it already.
    """
    dossier = lock(number, actor=actor, verb="reassign", seen=seen)
    return give(dossier, officer_id, reason=reason, actor=actor, at=at)


def give(dossier: Dossier, officer_id: int | None, *, reason: str, actor: Actor, at: datetime) -> Dossier:
    """`reassign` for a dossier that is locked already and whose right was checked."""
    step = _ensure_open(dossier, reason)
    _ensure_receiver(dossier, step, officer_id, at)
    before = dossier.holder_id
    may_assign = rights.may(actor, "assign", standing(dossier))
    dossier.holder_id = officer_id
    _take_nudges_over(dossier, before, officer_id)
    note = {"from_officer": before, "to_officer": officer_id}
    by_head = dossier.stands is State.PROCESSING and step.take == "examine" and officer_id is not None
    if by_head and may_assign:
        made = act(dossier, "assign", actor=actor, at=at, ground=reason, note=note)
        _hand_over(dossier, made, officer_id)
        tell(DossierMoved, dossier, made, actor=actor, at=at, step=dossier.step_key)
        return dossier
    made = act_beside(dossier, "reassign", actor=actor, at=at, ground=reason, note=note)
    _hand_over(dossier, made, officer_id)
    tell(DossierReassigned, dossier, made, actor=actor, at=at, step=dossier.step_key)
    return dossier


def _ensure_open(dossier: Dossier, reason: str) -> Step:
    if not reason.strip():
        raise GuardNotMet("Hãy ghi lý do giao lại.", {"reason": "Hãy ghi lý do để người nhận biết vì sao."})
    if dossier.stands in WAITS_OUTSIDE:
        raise GuardNotMet(
            f"Hồ sơ đang «{dossier.stands.label.lower()}», không ai giữ trong đơn vị. "
            "Khi hồ sơ trở lại, hãy giao cho người khác."
        )
    return current_step(dossier)


def _ensure_receiver(dossier: Dossier, step: Step, officer_id: int | None, at: datetime) -> None:
    if officer_id == dossier.holder_id:
        if officer_id is None:
            raise GuardNotMet("Hồ sơ đang ở khay chung của đơn vị, chưa giao cho ai.")
        raise GuardNotMet("Người nhận đang giữ hồ sơ này rồi. Hãy chọn người khác.")
    if officer_id is None:
        return
    fit = office.officers_of(dossier.holder_unit_id, civil(at).date(), *takers(step))
    if all(one.pk != officer_id for one in fit):
        raise GuardNotMet(
            f"Bước «{step.name}» do {step.by.label} của đơn vị đang giữ hồ sơ làm; người nhận không giữ vị trí đó. "
            "Hãy chọn người khác.",
            {"officer_id": "Hãy chọn người giữ vị trí của bước trong đơn vị đang giữ hồ sơ."},
        )


def _take_nudges_over(dossier: Dossier, before: int | None, officer_id: int | None) -> None:
    """Reminders of the open step go with it: to the new holder, or to everybody of the step's role."""
    since = dossier.step_since
    if before is not None and since is not None:
        waiting = Nudge.objects.filter(dossier=dossier, officer=before, step_since=since, done_at=None)
        waiting.update(officer=officer_id)


def _hand_over(dossier: Dossier, made: Act, officer_id: int | None) -> None:
    unit_id = dossier.holder_unit_id
    Handover.objects.create(act=made, from_unit_id=unit_id, to_unit_id=unit_id, to_officer_id=officer_id)
