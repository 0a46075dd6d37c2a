"""Putting procedures onto a process: many at once, each with its own result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from motcua.apps.catalogue import actions as catalogue
from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.processes.models import ProcessDefinition
from motcua.apps.processes.queries.office import shortest_days
from motcua.apps.processes.queries.versions import in_force, is_model
from motcua.rules.actors import Actor
from motcua.rules.procedure_use import UseNotReady
from motcua.rules.process import Process, lint


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of one procedure: `sentence` is empty when it now runs on the process."""

    use: ProcedureUse
    sentence: str = ""


def run_procedures_on(
    key: str, use_ids: Iterable[int], *, valid_from: date, actor: Actor, at: datetime
) -> list[Assigned]:
    """From `valid_from`, new dossiers of these procedures run on process `key`; each is refused for itself when its
    agency does not own the process or its limit is shorter than the steps. Raises NotAllowed, NoSuchProcess."""
    process = in_force(key, valid_from)
    owner = None if is_model(key) else ProcessDefinition.objects.get(key=key).agency_id
    return [_one(use, key, process, owner, valid_from, actor, at) for use in _uses(use_ids)]


def _uses(use_ids: Iterable[int]) -> list[ProcedureUse]:
    return list(ProcedureUse.objects.filter(pk__in=list(use_ids)).select_related("procedure", "agency"))


def _one(
    use: ProcedureUse, key: str, process: Process, owner: int | None, day: date, actor: Actor, at: datetime
) -> Assigned:
    if owner is not None and use.agency_id != owner:
        return Assigned(
            use, "Quy trình thuộc cơ quan khác. Hãy chép quy trình về cơ quan của thủ tục rồi gán."
        )
    over = [fault for fault in lint(process, shortest_days(use, day)) if fault.column == "limit_days"]
    if over:
        return Assigned(use, str(over[0]))
    if use.process_key == key:
        return Assigned(use, "Thủ tục đang dùng quy trình này rồi.")
    try:
        catalogue.set_process(use, key, valid_from=day, actor=actor, at=at)
    except UseNotReady as refused:
        return Assigned(use, str(refused))
    return Assigned(use)
