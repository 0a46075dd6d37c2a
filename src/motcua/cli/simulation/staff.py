"""Who sits where on the days that are played, as actors of the product's own rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from motcua.apps.office import queries as office
from motcua.rules.actors import Actor, Role

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class Centre:
    """A one-stop centre: its unit, whom it serves, where its people live."""

    unit_id: int
    code: str
    agency_id: int
    place: str
    serves_province: bool


@dataclass(frozen=True, slots=True)
class Staff:
    """The officers by unit and role, and the places of the province."""

    seats: Mapping[tuple[int, Role], tuple[Actor, ...]]
    signatories: Mapping[int, tuple[Actor, ...]]
    centres: tuple[Centre, ...]
    unit_ids: Mapping[str, int]
    agency_codes: Mapping[int, str]
    supervisor: Actor

    @classmethod
    def on_duty(cls, on: date) -> Staff:
        """Read the office as it is on `on`. Raises LookupError when nobody controls procedures (not a demo office)."""
        at = datetime.combine(on, time(8), VIETNAM)
        seats: dict[tuple[int, Role], tuple[Actor, ...]] = {}
        units = list(office.units(on))
        actors: dict[int, Actor] = {}
        for unit in units:
            for officer in office.officers_of(unit.pk, on):
                found = actors.get(officer.pk) or office.actor_for(officer.pk, at)
                if found is None:
                    continue
                actors[officer.pk] = found
                for role in {Role(seat.role) for seat in found.seats if seat.unit_id == unit.pk}:
                    seats[unit.pk, role] = (*seats.get((unit.pk, role), ()), found)
        control = next((who for who in actors.values() if who.has_role(Role.TTHC_CONTROL)), None)
        if control is None:
            raise LookupError("Tỉnh mẫu chưa có công chức kiểm soát thủ tục hành chính.")
        return cls(
            seats={key: tuple(sorted(who, key=lambda a: a.officer_id or 0)) for key, who in seats.items()},
            signatories=_signatories(actors.values()),
            centres=_centres(on),
            unit_ids={unit.code: unit.pk for unit in units},
            agency_codes={unit.agency_id: unit.agency.code for unit in units},
            supervisor=control,
        )

    def at(self, unit_id: int, *roles: Role) -> tuple[Actor, ...]:
        """The officers who hold one of `roles` in a unit."""
        return tuple(dict.fromkeys(who for role in roles for who in self.seats.get((unit_id, role), ())))


def _signatories(actors: Iterable[Actor]) -> dict[int, tuple[Actor, ...]]:
    found: dict[int, tuple[Actor, ...]] = {}
    for who in actors:
        for agency_id in who.agencies(Role.SIGNATORY):
            found[agency_id] = (*found.get(agency_id, ()), who)
    return found


def _centres(on: date) -> tuple[Centre, ...]:
    return tuple(
        Centre(
            unit_id=center.unit_id,
            code=center.unit.code,
            agency_id=center.unit.agency_id,
            place=center.unit.agency.place,
            serves_province=center.serves_province,
        )
        for center in office.centers(on)
    )
