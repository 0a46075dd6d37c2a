"""Moving a dossier between people and units: transfer (T7), assign and reassign, send back (T8), forward (T24)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.apps.dossiers.actions.acting import (
    Holding,
    act,
    current_step,
    ensure_step,
    lock,
    opened,
    tell,
)
from motcua.apps.dossiers.filed import KEY as FILED
from motcua.apps.dossiers.filed import filed
from motcua.apps.dossiers.models import Act, Dossier, Handover
from motcua.apps.dossiers.placing import case_officer_of, civil
from motcua.apps.dossiers.processes import Way, process, process_of, way_on
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office import queries as office
from motcua.apps.office.models import Unit
from motcua.rules.actors import Actor, Role
from motcua.rules.facts import DossierMoved, DossierTransferred
from motcua.rules.lifecycle import State
from motcua.rules.process import Step, state_of
from motcua.rules.rights import NotAllowed


@transaction.atomic
def transfer(number: str, *, actor: Actor, at: datetime, note: str = "", seen: int | None = None) -> Dossier:
    """Hand the accepted dossier over to the settling unit (T7, NĐ 61/2018 Đ.18)."""
    dossier = lock(number, actor=actor, verb="transfer", seen=seen)
    step = ensure_step(dossier, "transfer")
    way, target = _next(dossier, step)
    made = _hand_over(dossier, "transfer", target, actor=actor, at=at, ground=note, note=way.note)
    tell(DossierTransferred, dossier, made, actor=actor, at=at)
    return dossier


@transaction.atomic
def assign(
    number: str,
    *,
    officer_id: int | None,
    actor: Actor,
    at: datetime,
    note: str = "",
    seen: int | None = None,
) -> Dossier:
    """Give the dossier to a case officer of the unit that examines it next, or to another one (T8).

    `officer_id` may be None only where the process leads to another unit or names a title: the step then opens in
    that unit's tray, or on the desk of the officer who has the title.
    Raises GuardNotMet when the officer has no case-officer seat there, or holds it already.
    """
    dossier = lock(number, actor=actor, verb="assign", seen=seen)
    step = current_step(dossier)
    way, target = _next(dossier, step) if step.take == "assign" else (None, step)
    if target.take != "examine":
        raise GuardNotMet(
            f"Hồ sơ đang ở bước «{step.name}», không phải bước thụ lý nên không phân công được."
        )
    if step is target and dossier.holder_id == officer_id:
        raise GuardNotMet("Người này đang thụ lý hồ sơ. Hãy chọn người khác.")
    before = dossier.holder_unit_id
    holding = opened(dossier, target, at=at, officer_id=officer_id)
    if officer_id is not None:
        _ensure_case_officer(officer_id, holding.unit_id, at)
    elif holding.unit_id == before and holding.officer_id is None:
        raise GuardNotMet(
            "Chưa chọn người thụ lý.", {"officer_id": "Hãy chọn chuyên viên của đơn vị đang giữ hồ sơ."}
        )
    made = _write_move(
        dossier, "assign", holding, actor=actor, at=at, ground=note, note=way.note if way else None
    )
    tell(DossierMoved, dossier, made, actor=actor, at=at, step=dossier.step_key)
    return dossier


@transaction.atomic
def send_back(number: str, *, reason: str, actor: Actor, at: datetime, seen: int | None = None) -> Dossier:
    """Return the dossier to the step its process names, to be done again (T8). Needs a reason."""
    dossier = lock(number, actor=actor, verb="send_back", seen=seen)
    step = current_step(dossier)
    if dossier.holder_unit_id not in actor.units(step.by, Role.UNIT_HEAD, process=dossier.process_key):
        raise NotAllowed(
            f"Bước «{step.name}» do {step.by.label} làm; chỉ người đó trả lại được hồ sơ từ bước này."
        )
    if not reason.strip():
        raise GuardNotMet(
            "Hãy ghi lý do trả lại.", {"reason": "Hãy ghi lý do trả lại để người nhận biết phải làm gì."}
        )
    if not step.back:
        raise GuardNotMet(f"Quy trình không cho trả lại từ bước «{step.name}».")
    target = process_of(dossier).rework(step.key)
    officer = case_officer_of(dossier, target, at) if target.take in ("examine", "sign") else None
    holding = opened(dossier, target, at=at, officer_id=officer)
    made = _write_move(dossier, "send_back", holding, actor=actor, at=at, ground=reason, to=state_at(target))
    tell(DossierMoved, dossier, made, actor=actor, at=at, step=dossier.step_key)
    return dossier


@transaction.atomic
def forward(
    number: str, *, unit_id: int, reason: str, actor: Actor, at: datetime, seen: int | None = None
) -> Dossier:
    """Pass a dossier of another authority on to that authority's unit (T24, NĐ 61/2018 Đ.18.3).

    The dossier keeps its number and due date; the settling agency and unit change; it waits to be transferred.
    """
    dossier = lock(number, actor=actor, verb="forward", seen=seen)
    if not reason.strip():
        raise GuardNotMet(
            "Hãy ghi lý do chuyển.", {"reason": "Hãy ghi vì sao hồ sơ thuộc thẩm quyền nơi khác."}
        )
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise GuardNotMet("Không có đơn vị này.", {"unit_id": "Hãy chọn đơn vị trong danh sách."})
    if unit.pk == dossier.settling_unit_id:
        raise GuardNotMet("Hồ sơ đã thuộc đơn vị này. Hãy chọn đơn vị khác.")
    before = dossier.holder_unit_id
    dossier.agency_id, dossier.settling_unit_id = unit.agency_id, unit.pk
    if process_of(dossier).first.take != "transfer":  # «5 tại chỗ» was the first authority's own way
        dossier.process_key, dossier.process_version = process("").key, process("").version
    first = process_of(dossier).first
    holding = opened(dossier, first, at=at)
    note = {FILED: filed(dossier)}
    made = act(dossier, "forward", actor=actor, at=at, ground=reason, holding=holding, note=note)
    Handover.objects.create(
        act=made, from_unit_id=before, to_unit_id=unit.pk, transfer_by=dossier.step_due_at
    )
    tell(DossierTransferred, dossier, made, actor=actor, at=at)
    return dossier


def begin_on_spot(dossier: Dossier, *, actor: Actor, at: datetime) -> None:
    """For a process whose first step is not a transfer («5 tại chỗ»): the hand-over happens at the same desk."""
    _hand_over(
        dossier,
        "transfer",
        process_of(dossier).first,
        actor=actor,
        at=at,
        ground="Giải quyết tại chỗ",
    )


def _next(dossier: Dossier, step: Step) -> tuple[Way, Step]:
    way = way_on(dossier, step)
    if way.step is None:
        raise GuardNotMet("Quy trình không còn bước nào sau bước này.")
    return way, way.step


def state_at(step: Step) -> State:
    """The lifecycle state a dossier has while `step` is open."""
    return state_of(step.take)


def _hand_over(
    dossier: Dossier,
    verb: str,
    target: Step,
    *,
    actor: Actor,
    at: datetime,
    ground: str,
    note: Mapping[str, Any] | None = None,
) -> Act:
    transfer_by = dossier.step_due_at
    before = dossier.holder_unit_id
    holding = opened(dossier, target, at=at)
    made = act(dossier, verb, actor=actor, at=at, ground=ground, holding=holding, note=note)
    Handover.objects.create(
        act=made,
        from_unit_id=before,
        to_unit_id=holding.unit_id,
        to_officer_id=holding.officer_id,
        transfer_by=transfer_by,
    )
    return made


def _write_move(
    dossier: Dossier,
    verb: str,
    holding: Holding,
    *,
    actor: Actor,
    at: datetime,
    ground: str,
    to: State | None = None,
    note: Mapping[str, Any] | None = None,
) -> Act:
    before = dossier.holder_unit_id
    made = act(dossier, verb, actor=actor, at=at, ground=ground, holding=holding, to=to, note=note)
    Handover.objects.create(
        act=made, from_unit_id=before, to_unit_id=holding.unit_id, to_officer_id=holding.officer_id
    )
    return made


def _ensure_case_officer(officer_id: int, unit_id: int, at: datetime) -> None:
    if not office.holds_seat(officer_id, unit_id, civil(at).date(), Role.CASE_OFFICER):
        raise GuardNotMet(
            "Người được chọn không phải chuyên viên thụ lý của đơn vị. Hãy chọn trong danh sách.",
            {"officer_id": "Hãy chọn chuyên viên của đơn vị đang giữ hồ sơ."},
        )
