"""To whom an assigning unit head may give a dossier: where the process examines it next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.placing import holder_of_step
from motcua.apps.dossiers.processes import way_on
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office import queries as office
from motcua.rules.process import Step


@dataclass(frozen=True, slots=True)
class Assignment:
    """The unit whose case officers may be chosen; `without` says what happens when none is (empty: one must be)."""

    unit_id: int
    without: str = ""


def assignment_of(dossier: Dossier, step: Step | None, at: datetime) -> Assignment:
    """Where an assignment of the dossier leads now."""
    here = Assignment(dossier.holder_unit_id)
    if step is None or step.take != "assign":
        return here
    try:
        target = way_on(dossier, step).step
    except GuardNotMet:
        return here
    if target is None:
        return here
    unit_id = holder_of_step(dossier, target, at)
    if target.position:
        return Assignment(unit_id, f"Theo quy trình: người có chức danh {target.position}")
    if unit_id == dossier.holder_unit_id:
        return here
    return Assignment(unit_id, f"Khay chung của {office.unit(unit_id).name}, nơi quy trình chuyển đến")
