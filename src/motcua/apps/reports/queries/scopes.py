"""From a code to the agencies and units a report covers."""

from __future__ import annotations

from datetime import date

from motcua.apps.office.models import Agency, ServiceCenter, Unit, UnitKind
from motcua.apps.office.queries import agencies_under
from motcua.apps.reports.questions import Scope

__all__ = ["NoSuchUnit", "ServiceCenter", "centers", "choices", "scope_for", "subtree"]


class NoSuchUnit(LookupError):
    """No agency, centre or unit has that code."""


def scope_for(code: str) -> Scope:
    """The scope named by an agency's code (with every agency below it), or by a centre's or a unit's.

    Raises NoSuchUnit. Agencies that have ended stay in: older dossiers are theirs.
    """
    agency = Agency.objects.filter(code=code.strip()).first()
    if agency is not None:
        return Scope(agency.code, agency.name, agency.place, agency_ids=subtree(agency.pk))
    unit = Unit.objects.select_related("agency").filter(code=code.strip()).first()
    if unit is None:
        raise NoSuchUnit(
            f"Không có cơ quan, đơn vị nào mang mã «{code}». Hãy xem mã trong danh sách cơ quan (ví dụ H60.15)."
        )
    name = f"{unit.name}, {unit.agency.name}"
    if unit.kind == UnitKind.CENTRE:
        return Scope(unit.code, name, unit.agency.place, receiving_unit_id=unit.pk)
    return Scope(unit.code, name, unit.agency.place, settling_unit_id=unit.pk)


def subtree(agency_id: int) -> tuple[int, ...]:
    """Ids of an agency and of all below it."""
    return agencies_under([agency_id])


def choices(on: date) -> list[tuple[str, str]]:
    """(code, words) of everything a report may be asked for: agencies with their centres, ended ones marked."""
    centres: dict[int, list[Unit]] = {}
    for unit in Unit.objects.filter(kind=UnitKind.CENTRE).order_by("code"):
        centres.setdefault(unit.agency_id, []).append(unit)
    found: list[tuple[str, str]] = []
    for agency in Agency.objects.order_by("code"):
        ended = agency.valid_to is not None and agency.valid_to < on
        mark = f" (đến {agency.valid_to:%d/%m/%Y})" if ended and agency.valid_to else ""
        found.append((agency.code, f"{agency.code} – {agency.name}{mark}"))
        found += [
            (unit.code, f"{unit.code} – nơi nhận: {unit.name}, {agency.short_name}{mark}")
            for unit in centres.get(agency.pk, [])
        ]
    return found


def centers() -> list[ServiceCenter]:
    """Every centre there is or was: the register of an ended one is still kept."""
    return list(ServiceCenter.objects.select_related("unit__agency").order_by("unit__code"))
