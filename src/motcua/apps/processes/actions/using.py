"""Putting procedures onto a process: many at once, each with its own result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from motcua.apps.catalogue import actions as catalogue
from motcua.apps.catalogue.actions.publishing import ensure_control
from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.processes.models import ProcessDefinition
from motcua.apps.processes.queries.office import LegalTime, legal_times, time_faults
from motcua.apps.processes.queries.versions import in_force, is_model
from motcua.apps.processes.refusals import ProcessRefused
from motcua.rules.actors import Actor
from motcua.rules.procedure_use import UseNotReady
from motcua.rules.process import Process


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of one procedure: `sentence` is empty when it now runs on the process."""

    use: ProcedureUse
    sentence: str = ""


def run_procedures_on(
    key: str, use_ids: Iterable[int], *, valid_from: date, actor: Actor, at: datetime
) -> list[Assigned]:
    """From `valid_from`, new dossiers of these procedures run on process `key`; each is refused for itself when its
    agency does not own the process or its limit is shorter than the steps. Every procedure is a transaction of its
    own. Raises NotAllowed, NoSuchProcess, ProcessRefused (a retired process)."""
    ensure_control(actor)
    process = in_force(key, valid_from)
    owner = None if is_model(key) else _owner(key, valid_from)
    uses = _uses(use_ids)
    times = legal_times(uses, valid_from)
    return [_one(use, key, process, owner, times[use.pk], valid_from, actor, at) for use in uses]


def _owner(key: str, on: date) -> int:
    row = ProcessDefinition.objects.get(key=key)
    if row.retired_on is not None and on > row.retired_on:
        raise ProcessRefused(
            f"Quy trình «{row.name}» chỉ dùng đến hết ngày {row.retired_on:%d/%m/%Y}. Hãy chọn quy trình khác.",
            {"process": "Quy trình này đã ngừng dùng. Hãy chọn quy trình khác."},
        )
    return row.agency_id


def _uses(use_ids: Iterable[int]) -> list[ProcedureUse]:
    found = ProcedureUse.objects.filter(pk__in=list(use_ids)).select_related("procedure", "agency")
    return list(found.order_by("agency__code", "procedure__code", "pk"))


def _one(
    use: ProcedureUse,
    key: str,
    process: Process,
    owner: int | None,
    time: LegalTime,
    day: date,
    actor: Actor,
    at: datetime,
) -> Assigned:
    if owner is not None and use.agency_id != owner:
        return Assigned(
            use, "Quy trình thuộc cơ quan khác. Hãy chép quy trình về cơ quan của thủ tục rồi gán."
        )
    over = [fault for fault in time_faults(process, time) if fault.grave]
    if over:
        return Assigned(use, str(over[0]))
    if use.process_key == key:
        return Assigned(use, "Thủ tục đang dùng quy trình này rồi.")
    try:
        catalogue.set_process(use, key, valid_from=day, actor=actor, at=at)
    except UseNotReady as refused:
        return Assigned(use, str(refused))
    return Assigned(use)
