"""What only the office knows about a process: which units exist, who sits there, what the law gives as time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.models import ProcedureUse, ProcedureVersion
from motcua.apps.office import queries as office
from motcua.apps.processes.queries.seats import staffed_at
from motcua.apps.processes.queries.versions import pack_processes
from motcua.rules.deadlines import Limit, Unit
from motcua.rules.procedure_use import CaseNeeded, UseNotReady
from motcua.rules.process import Fault, Process, lint
from motcua.rules.process.walking import longest_days

HOURS_A_DAY = Decimal(8)
_SPAN = {
    Unit.CALENDAR_DAY: Decimal(1),
    Unit.WEEK: Decimal(7),
    Unit.MONTH: Decimal(31),
    Unit.YEAR: Decimal(366),
}
"""The most calendar days that one such unit can have: no more working days than that fit into it."""


@dataclass(frozen=True, slots=True)
class LegalTime:
    """The limits that bind a procedure in use over all its channels and cases.

    `days`: the shortest in working days (hours are eighths of a day, «trong ngày» is one). `spans`: those in calendar
    time, shortest first, which cannot be compared with working days one to one.
    """

    days: Decimal | None = None
    spans: tuple[Limit, ...] = ()


def units_of(agency_id: int, on: date) -> dict[str, str]:
    """Units in force on a day that a process of the agency may name, by code: its own first, then all others."""
    rows = sorted(office.units(on), key=lambda unit: (unit.agency_id != agency_id, unit.code))
    return {
        unit.code: unit.name if unit.agency_id == agency_id else f"{unit.name} – {unit.agency.short_name}"
        for unit in rows
    }


def days_of(limit: Limit) -> Decimal | None:
    """A limit in working days; None for one that cannot be compared with the steps' (calendar days, months, none)."""
    if limit.unit is Unit.WORKING_DAY:
        return limit.value
    if limit.unit is Unit.WORKING_HOUR:
        return limit.value / HOURS_A_DAY
    return Decimal(1) if limit.unit is Unit.SAME_DAY else None


def legal_times(uses: Iterable[ProcedureUse], on: date) -> dict[int, LegalTime]:
    """The time each procedure in use has, by the id of the use. One statement for all of them."""
    rows = list(uses)
    versions = {
        one.procedure_id: one
        for one in catalogue.in_force(on).filter(procedure__in={row.procedure_id for row in rows})
    }
    return {row.pk: legal_time(versions.get(row.procedure_id), row) for row in rows}


def legal_time(version: ProcedureVersion | None, use: ProcedureUse) -> LegalTime:
    """The time that binds one procedure in use. Nothing binds one settled at once, or one no longer published."""
    if version is None or use.immediate:
        return LegalTime()
    limits = {limit for channel in use.channels for limit in _limits(version, use, channel)}
    working = [days for days in map(days_of, limits) if days is not None]
    spans = sorted((one for one in limits if one.unit in _SPAN), key=lambda one: one.value * _SPAN[one.unit])
    return LegalTime(min(working, default=None), tuple(spans))


def _limits(version: ProcedureVersion, use: ProcedureUse, channel: str) -> Iterator[Limit]:
    """The law's limit and the promised one; of a procedure with several cases, the limits of all of them."""
    try:
        cases: list[int | None] = [None]
        catalogue.limit_for(version, use, channel)
    except CaseNeeded as needed:
        cases = [one.ordinal for one in needed.options]
    except UseNotReady:
        return
    for case in cases:
        law, committed = catalogue.limit_for(version, use, channel, case)
        yield from (one for one in (law, committed) if one is not None)


def time_faults(process: Process, found: LegalTime) -> list[Fault]:
    """Whether the steps' own limits fit into the time. Calendar days are compared only as far as they can be."""
    total, way = longest_days(process)
    if not total:
        return []
    if found.days is not None and Decimal(str(total)) > found.days:
        return [one for one in lint(process, found.days) if one.column == "limit_days" and not one.step]
    for span in found.spans[:1]:
        if Decimal(str(total)) > span.value * _SPAN[span.unit]:
            return [
                Fault(f"{_sum(process, total, way)}, chắc chắn vượt thời hạn {span.text}.", "", "limit_days")
            ]
        return [
            Fault(
                f"{_sum(process, total, way)}; thời hạn theo quy định là {span.text} (tính cả ngày nghỉ) nên không so "
                "trực tiếp được. Hãy chạy thử với ngày có nghỉ lễ để xem có kịp không.",
                column="limit_days",
                grave=False,
            )
        ]
    return []


def _sum(process: Process, total: float, way: Iterable[str]) -> str:
    names = " → ".join(process.step(key).name for key in way if process.step(key).limit_days)
    return f"Tổng thời hạn các bước là {total:g} ngày làm việc ({names})"


def shortest_days(use: ProcedureUse, on: date) -> Decimal | None:
    """The shortest time, in working days, that binds a procedure in use over its channels; None when none compares."""
    return legal_times([use], on)[use.pk].days


def lint_here(process: Process, agency_id: int, on: date, key: str = "") -> list[Fault]:
    """Every fault of a process at this agency: the rules', an empty role, an ended unit, and for each procedure that
    runs on it (`key`) whether the steps take longer than its limit. Six statements, however many procedures."""
    found = lint(process, staffed=staffed_at(agency_id, on), units=units_of(agency_id, on))
    running = ProcedureUse.objects.filter(office.in_force(on), process_key=key).select_related("procedure")
    uses = list(running.order_by("procedure__code", "pk")) if key else []
    times = legal_times(uses, on) if uses else {}
    known: dict[LegalTime, list[Fault]] = {}
    for use in uses:
        time = times[use.pk]
        if time not in known:
            known[time] = time_faults(process, time)
        for fault in known[time]:
            found.append(
                Fault(f"Thủ tục {use.procedure.code}: {fault}", column="limit_days", grave=fault.grave)
            )
    return found


def lint_models() -> dict[str, list[Fault]]:
    """The faults of the packs' model processes, by key."""
    return {key: lint(one) for key, one in pack_processes().items()}
