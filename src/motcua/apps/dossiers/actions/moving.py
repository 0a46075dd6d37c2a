"""Moving a running dossier to another published version of a process (design principle 4: only when somebody says so).

No legal act: the lifecycle state, the legal due date and the clock stay. What changes is the way ahead and, when the new
step lies elsewhere, who holds the dossier.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers.actions.acting import act_beside, current_step, lock, took_part
from motcua.apps.dossiers.actions.reassigning import takers
from motcua.apps.dossiers.filed import KEY as FILED
from motcua.apps.dossiers.models import Act, Consultation, Dossier, Handover
from motcua.apps.dossiers.placing import arm_timers, civil, place_of_step, step_due
from motcua.apps.dossiers.processes import process, process_of
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.ledger import actions as ledger
from motcua.apps.office import queries as office
from motcua.apps.processes.models import ProcessDefinition
from motcua.apps.processes.queries import is_model
from motcua.apps.processes.refusals import NoSuchProcess
from motcua.rules.actors import Actor
from motcua.rules.facts import ProcessMoved
from motcua.rules.lifecycle import WAITS_OUTSIDE
from motcua.rules.process import Process, Step
from motcua.rules.process.moving import Refused, plan_step


@transaction.atomic
def move_process(
    number: str,
    *,
    process_key: str,
    process_version: int,
    step_key: str = "",
    reason: str = "",
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Move one dossier to version `process_version` of `process_key`; its open step becomes `step_key` (default: the
    step with the same key).

    The holder changes only when the new step lies in another unit; the legal due date never does. Raises NotAllowed,
    NoSuchDossier, SomebodyWasFaster; GuardNotMet when no step is open, the version is not the agency's, is the one it
    runs on, or the step cannot be mapped (the sentence says why).
    """
    dossier = lock(number, actor=actor, verb="move_process", seen=seen)
    return move(dossier, process_key, process_version, step_key, reason=reason, actor=actor, at=at)


def move(
    dossier: Dossier,
    process_key: str,
    process_version: int,
    step_key: str = "",
    *,
    reason: str = "",
    actor: Actor,
    at: datetime,
    back_to: int | None = None,
    since: datetime | None = None,
) -> Dossier:
    """`move_process` for a dossier that is locked already and whose right was checked.

    `back_to` and `since`: who had the step before and from when, when a move is taken back.
    """
    target = _target(dossier, process_key, process_version)
    step = _fitting_step(dossier, target, step_key)
    old = (dossier.process_key, dossier.process_version, dossier.step_key)
    before = (dossier.holder_unit_id, dossier.holder_id)
    _place(dossier, step, at, back_to, since)
    dossier.process_key, dossier.process_version = target.key, target.version
    dossier.step_key = step.key
    note = {
        FILED: {"process": target.key, "process_version": target.version},
        "moved": {"process": old[0], "version": old[1], "step": old[2]},
        "to": {"process": target.key, "version": target.version, "step": step.key},
    }
    ground = reason.strip() or f"Chuyển sang {target.name}, bản {target.version}"
    made = act_beside(dossier, "move_process", actor=actor, at=at, ground=ground, note=note)
    if before != (dossier.holder_unit_id, dossier.holder_id):
        _hand_over(dossier, made, before[0])
    fact = ProcessMoved(
        dossier_id=dossier.pk,
        number=str(dossier),
        act=made.seq,
        process_key=target.key,
        version=target.version,
        step=step.key,
    )
    ledger.record(fact, actor=actor, at=at)
    return dossier


def _target(dossier: Dossier, key: str, version: int) -> Process:
    """The version to move to: a model process, or one the settling agency owns. Raises GuardNotMet."""
    try:
        target = process(key, version)
    except NoSuchProcess as none:
        raise GuardNotMet(f"{none} Hãy chọn bản khác.") from none
    if not is_model(key) and not ProcessDefinition.objects.filter(key=key, agency=dossier.agency_id).exists():
        raise GuardNotMet("Quy trình này không phải của cơ quan giải quyết hồ sơ. Hãy chọn quy trình khác.")
    if (target.key, target.version) == (dossier.process_key, dossier.process_version):
        raise GuardNotMet("Hồ sơ đang chạy đúng bản quy trình này rồi.")
    return target


def _fitting_step(dossier: Dossier, target: Process, chosen: str) -> Step:
    step = current_step(dossier)
    waiting = Consultation.objects.filter(dossier=dossier, answered=None).exclude(ask_key="")
    asks = waiting.values_list("ask_key", flat=True)
    to = chosen or step.key
    found = plan_step(process_of(dossier), target, step.key, to, chosen=bool(chosen), open_asks=asks)
    if isinstance(found, Refused):
        raise GuardNotMet(found.sentence, {"step": found.sentence})
    return found.new


def _place(dossier: Dossier, step: Step, at: datetime, back_to: int | None, since: datetime | None) -> None:
    """Who holds the dossier at the new step, and when the step falls due: counted from when the step was opened."""
    if dossier.stands in WAITS_OUTSIDE:
        return  # the applicant's turn; the step opens anew when the dossier comes back
    placed = place_of_step(dossier, step, at, back_to)
    if placed.unit_id != dossier.holder_unit_id:
        if placed.unit_id != dossier.receiving_unit_id:
            took_part(dossier, placed.unit_id, at)
        dossier.holder_unit_id, dossier.holder_id = placed.unit_id, placed.officer_id
        dossier.step_since = at
    elif back_to is not None:
        dossier.holder_id = back_to
    dossier.step_since = since or dossier.step_since or at
    if dossier.holder_id is not None and not _fits(dossier, step, at):
        dossier.holder_id = None
    dossier.step_due_at = step_due(dossier, step, dossier.step_since, placed.unit_id)
    arm_timers(dossier, step, placed.unit_id, dossier.step_since)


def _fits(dossier: Dossier, step: Step, at: datetime) -> bool:
    assert dossier.holder_id is not None
    return office.holds_seat(dossier.holder_id, dossier.holder_unit_id, civil(at).date(), *takers(step))


def _hand_over(dossier: Dossier, made: Act, from_unit: int) -> None:
    Handover.objects.create(
        act=made,
        from_unit_id=from_unit,
        to_unit_id=dossier.holder_unit_id,
        to_officer_id=dossier.holder_id,
    )
