"""What only the office knows about a process: who sits where, which units exist, what the law gives as time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.office import queries as office
from motcua.apps.office.models import Posting, UnitKind
from motcua.apps.processes.queries.versions import pack_processes
from motcua.rules.actors import Role
from motcua.rules.deadlines import Limit, Unit
from motcua.rules.folding import fold
from motcua.rules.procedure_use import CaseNeeded, UseNotReady
from motcua.rules.process import Fault, Place, Process, Step, lint

HOURS_A_DAY = Decimal(8)
_KINDS = {
    Place.LEADERSHIP: (UnitKind.LEADERSHIP,),
    Place.CLERK_OFFICE: (UnitKind.CLERK_OFFICE,),
    Place.UNIT: (UnitKind.DIVISION, UnitKind.CENTRE),
}
_COVERS = {Role.COUNTER: (Role.COUNTER, Role.CENTRE_HEAD)}


def units_of(agency_id: int, on: date) -> dict[str, str]:
    """Units in force on a day that a process of the agency may name, by code: its own first, then all others."""
    rows = sorted(office.units(on), key=lambda unit: (unit.agency_id != agency_id, unit.code))
    return {
        unit.code: unit.name if unit.agency_id == agency_id else f"{unit.name} – {unit.agency.short_name}"
        for unit in rows
    }


def staffed_at(agency_id: int, on: date) -> Callable[[Step], bool]:
    """Tells of a step whether somebody of the agency (or of the centres that serve it) holds its role there."""
    centres = {center.unit_id for center in catalogue.centers_serving(agency_id, on)}
    seats = [
        (Role(role), unit_id, kind, code, unit_agency, fold(title))
        for role, unit_id, kind, code, unit_agency, title in Posting.objects.filter(
            office.in_force(on), officer__is_active=True
        ).values_list("role", "unit_id", "unit__kind", "unit__code", "unit__agency_id", "officer__title")
    ]

    def staffed(step: Step) -> bool:
        wanted = _COVERS.get(step.by, (step.by,))
        for role, unit_id, kind, code, unit_agency, title in seats:
            if role not in wanted or (step.position and title != fold(step.position)):
                continue
            if step.unit and code != step.unit:
                continue
            at_centre = unit_id in centres
            if step.at is Place.CENTRE and at_centre:
                return True
            if unit_agency == agency_id and (step.unit or kind in _KINDS.get(step.at, ())):
                return True
            # A small agency without a leaders' or clerks' unit keeps them in its one unit (placing.holder_of_step).
            if unit_agency == agency_id and step.at in (Place.LEADERSHIP, Place.CLERK_OFFICE):
                return True
        return False

    return staffed


def days_of(limit: Limit) -> Decimal | None:
    """A limit in working days; None for one that cannot be compared with the steps' (calendar days, months, none)."""
    if limit.unit is Unit.WORKING_DAY:
        return limit.value
    if limit.unit is Unit.WORKING_HOUR and limit.value is not None:
        return limit.value / HOURS_A_DAY
    return None


def shortest_days(use: ProcedureUse, on: date) -> Decimal | None:
    """The shortest time, in working days, that binds a procedure in use over its channels; None when none compares."""
    version = catalogue.version_at(use.procedure.code, on)
    found: list[Decimal] = []
    for channel in use.channels if version else ():
        assert version is not None
        try:
            law, committed = catalogue.limit_for(version, use, channel)
        except (CaseNeeded, UseNotReady):
            continue
        found += [
            days for days in (days_of(law), days_of(committed) if committed else None) if days is not None
        ]
    return min(found, default=None)


def lint_here(process: Process, agency_id: int, on: date, key: str = "") -> list[Fault]:
    """Every fault of a process at this agency: the rules', an empty role, an ended unit, and for each procedure that
    runs on it (`key`) whether the steps take longer than its limit."""
    found = lint(process, staffed=staffed_at(agency_id, on), units=units_of(agency_id, on))
    uses = (
        ProcedureUse.objects.filter(office.in_force(on), process_key=key).select_related("procedure")
        if key
        else ()
    )
    for use in uses:
        limit = shortest_days(use, on)
        over = [fault for fault in lint(process, limit) if fault.column == "limit_days" and not fault.step]
        found += [Fault(f"Thủ tục {use.procedure.code}: {fault}", column="limit_days") for fault in over]
    return found


def lint_models() -> dict[str, list[Fault]]:
    """The faults of the packs' model processes, by key."""
    return {key: lint(one) for key, one in pack_processes().items()}
