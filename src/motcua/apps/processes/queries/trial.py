"""A trial of a process at its agency: the simulated walk with real people, the real calendar and the legal limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.office import queries as office
from motcua.apps.office.working_time import calendar_for
from motcua.apps.processes.queries.office import LegalTime, legal_times
from motcua.apps.processes.queries.seats import SeatAt, Seats, seats_at
from motcua.rules.deadlines import Calendar, Limit, Unit, due
from motcua.rules.process import Process, Step
from motcua.rules.process.givens import Value
from motcua.rules.process.simulating import Choices, Simulation, Stop, next_working_morning, simulate

MOST_OFFERED = 300


@dataclass(frozen=True, slots=True)
class StaffedStop:
    """A stop of the walk with the officers who would hold it that day; none: «chưa có ai»."""

    stop: Stop
    people: tuple[SeatAt, ...]
    asked: tuple[tuple[str, datetime, str], ...]


@dataclass(frozen=True, slots=True)
class LegalCheck:
    """The walk against the limit of a procedure in use: until when the law or the promise gives time (naive)."""

    limit: Limit
    due_at: datetime
    ends_at: datetime
    days: Decimal

    @property
    def in_time(self) -> bool:
        """True when the slowest walk still ends by the due moment."""
        return self.ends_at <= self.due_at


@dataclass(frozen=True, slots=True)
class Trial:
    """A simulated dossier at an agency. `legal` is None without procedure, or when nothing binds it."""

    simulation: Simulation
    stops: tuple[StaffedStop, ...]
    legal: LegalCheck | None

    @property
    def empty(self) -> tuple[Step, ...]:
        """The steps that nobody would hold, each once."""
        return tuple(dict.fromkeys(one.stop.step for one in self.stops if not one.people))


def procedures_for_trial(agency_id: int, key: str, on: date) -> list[tuple[str, str]]:
    """Procedures in use at the agency as (code, name): those on this process first."""
    found = ProcedureUse.objects.filter(office.in_force(on), agency=agency_id).order_by("procedure__code")
    rows = list(found.values_list("process_key", "procedure__code", "procedure__name"))
    rows.sort(key=lambda row: (row[0] != key, row[1]))
    return [(code, name) for _, code, name in rows[:MOST_OFFERED]]


def morning_for_trial(agency_id: int, at: datetime) -> datetime:
    """The next working morning at the agency, naive civil time; `at` naive too."""
    return next_working_morning(at, calendar_for(_any_unit(agency_id, at.date())))


def _any_unit(agency_id: int, on: date) -> int | None:
    return office.units(on).filter(agency=agency_id).order_by("pk").values_list("pk", flat=True).first()


def use_for_trial(code: str, agency_id: int, on: date) -> ProcedureUse | None:
    """How the agency uses the procedure; None when it does not."""
    return catalogue.use_for(code.strip(), agency_id, on) if code.strip() else None


def try_process(
    process: Process,
    agency_id: int,
    facts: Mapping[str, Value],
    choices: Choices,
    starts_at: datetime,
    use: ProcedureUse | None = None,
) -> Trial:
    """Walk the process from `starts_at` (naive) as dossiers of `use` would go. Steps lie in the trays of the day of
    the start; the calendar is that of the unit holding the step."""
    on = starts_at.date()
    seats = seats_at(agency_id, on)
    settling = use.settling_unit_id if use else None

    def calendar_of(step: Step) -> Calendar:
        return calendar_for(min(seats.trays(step, settling), default=None))

    walked = simulate(process, facts, choices, starts_at, calendar_of)
    names = {unit.code: unit.name for unit in office.units(on)} if any(s.asks for s in walked.stops) else {}
    stops = tuple(_staffed(stop, seats, settling, names) for stop in walked.stops)
    return Trial(walked, stops, _legal(walked, use, starts_at))


def _staffed(stop: Stop, seats: Seats, settling: int | None, names: Mapping[str, str]) -> StaffedStop:
    asked = tuple((names.get(a.ask.unit, a.ask.unit), a.due_at, a.ask.question) for a in stop.asks)
    return StaffedStop(stop, seats.holders(stop.step, settling), asked)


def _legal(walked: Simulation, use: ProcedureUse | None, starts_at: datetime) -> LegalCheck | None:
    if use is None or walked.ends_at is None:
        return None
    calendar = calendar_for(use.settling_unit_id)
    limits = _limits(legal_times([use], starts_at.date())[use.pk])
    ends = [
        (found.at, limit) for limit in limits if (found := due(starts_at, limit, calendar)).at is not None
    ]
    if not ends:
        return None
    due_at, limit = min(ends, key=lambda one: one[0] or starts_at)
    assert due_at is not None
    return LegalCheck(limit, due_at, walked.ends_at, walked.days)


def _limits(found: LegalTime) -> tuple[Limit, ...]:
    working = () if found.days is None else (Limit.of(found.days, Unit.WORKING_DAY),)
    return (*working, *found.spans[:1])
