"""Who would do a step at an agency on a day: the seats of its units and of the centres that serve it, read at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.office import queries as office
from motcua.apps.office.models import Posting, Unit, UnitKind
from motcua.rules.actors import Role
from motcua.rules.folding import fold
from motcua.rules.process import Place, Step

_TRAYS = {Place.LEADERSHIP: UnitKind.LEADERSHIP, Place.CLERK_OFFICE: UnitKind.CLERK_OFFICE}
_WORKING = (UnitKind.DIVISION, UnitKind.CENTRE)
_COVERS = {Role.COUNTER: (Role.COUNTER, Role.CENTRE_HEAD)}
"""The head of a centre may do what its counter does (rules.rights)."""


@dataclass(frozen=True, slots=True)
class SeatAt:
    """One officer's seat in force: who, as what, with which title, in which unit."""

    name: str
    title: str
    role: Role
    unit_id: int
    unit_code: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats an agency's process can count on. `units` are its units in force by id: (code, kind)."""

    units: dict[int, tuple[str, str]]
    centres: frozenset[int]
    rows: tuple[SeatAt, ...]

    def trays(self, step: Step, settling_unit: int | None = None) -> frozenset[int]:
        """Units in whose tray the step may lie. As `placing.holder_of_step`: an agency without a leaders' or clerk's
        unit keeps these steps in the settling unit (any working unit when that is not known)."""
        if step.unit:
            return frozenset(row.unit_id for row in self.rows if row.unit_code == step.unit)
        if step.at is Place.CENTRE:
            return self.centres
        if kind := _TRAYS.get(step.at):
            of_kind = [unit_id for unit_id, (_, have) in self.units.items() if have == kind]
            if of_kind:
                return frozenset({min(of_kind)})
        if settling_unit:
            return frozenset({settling_unit})
        return frozenset(unit_id for unit_id, (_, kind) in self.units.items() if kind in _WORKING)

    def holders(self, step: Step, settling_unit: int | None = None) -> tuple[SeatAt, ...]:
        """The seats of those who may do the step, each officer once a unit, by name."""
        wanted, trays = _COVERS.get(step.by, (step.by,)), self.trays(step, settling_unit)
        found = {
            (row.name, row.unit_id): row
            for row in self.rows
            if row.role in wanted
            and row.unit_id in trays
            and (not step.position or fold(row.title) == fold(step.position))
        }
        return tuple(found[key] for key in sorted(found))


def seats_at(agency_id: int, on: date) -> Seats:
    """All seats of active officers in units in force, at the agency and at the centres serving it. Three statements."""
    centres = frozenset(center.unit_id for center in catalogue.centers_serving(agency_id, on))
    units = Unit.objects.filter(office.in_force(on), agency_id=agency_id).values_list("pk", "code", "kind")
    own = {pk: (code, kind) for pk, code, kind in units}
    held = Posting.objects.filter(
        office.in_force(on), office.in_force(on, "unit__"), unit__in={*own, *centres}, officer__is_active=True
    )
    columns = held.values_list(
        "officer__full_name", "officer__title", "role", "unit_id", "unit__code", "unit__name"
    )
    return Seats(own, centres, tuple(SeatAt(n, t, Role(r), u, c, w) for n, t, r, u, c, w in columns))


def staffed_at(agency_id: int, on: date) -> Callable[[Step], bool]:
    """Tells of a step whether somebody of the agency (or of the centres that serve it) holds its role there."""
    seats = seats_at(agency_id, on)
    return lambda step: bool(seats.holders(step))


def names_of(rows: Iterable[SeatAt]) -> tuple[str, ...]:
    """Names with their units: «Hoàng Văn Chuyên (Phòng Hành chính tư pháp)»."""
    return tuple(f"{row.name} ({row.unit_name})" for row in rows)
