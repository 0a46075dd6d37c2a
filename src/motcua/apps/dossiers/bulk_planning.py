"""What a loaded dossier is measured by and where it goes: terms, appointment, path, moments, holders."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from motcua.apps.dossiers import bulk_paths
from motcua.apps.dossiers.bulk_data import BulkDossier
from motcua.apps.dossiers.bulk_paths import PathAct
from motcua.apps.dossiers.intake_data import CATALOGUE_CHANNEL
from motcua.apps.dossiers.models import Channel, Dossier
from motcua.apps.dossiers.placing import civil, holder_of_step
from motcua.apps.dossiers.settling import Appointment, Terms, terms_for
from motcua.apps.office import queries as office
from motcua.apps.office.working_time import calendar_for, latest_edition
from motcua.rules import deadlines
from motcua.rules.deadlines import Policy, Unit
from motcua.rules.process import Step

FIRST_STEPS_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A row with everything decided but its ids and number."""

    terms: Terms
    promised: Appointment
    process_key: str
    process_version: int
    settling_unit_id: int | None
    path: tuple[PathAct, ...]
    moments: tuple[datetime, ...]
    holders: tuple[int, ...]
    counter: tuple[str, str]
    transfer_by: datetime | None
    finished_at: datetime | None
    delivered_at: datetime | None


@dataclass(slots=True)
class Planner:
    """Plans rows; versions, uses, holders and agency codes are looked up once per load."""

    edition: int = field(default_factory=latest_edition)
    _terms: dict[tuple[str, int, str, int | None], Terms] = field(default_factory=dict)
    _holders: dict[tuple[str, str, int, int, int], int] = field(default_factory=dict)
    _codes: dict[int, str] = field(default_factory=dict)

    def plan(self, row: BulkDossier) -> Planned:
        """Everything the writer needs. Raises IntakeRefused, InvalidLimit, PathNotPossible."""
        received = civil(row.received_at)
        terms = self._terms_of(row, received.date())
        promised = self._appointment(terms, received)
        use = terms.use
        order = terms.process
        settling = row.unit_id if use.five_on_spot else use.settling_unit_id
        at_once = terms.law.unit is Unit.IMMEDIATE
        path = (
            bulk_paths.settled_at_once()
            if at_once
            else bulk_paths.path(order.key, order.version, _outcome(row))
        )
        finished, delivered = (
            (row.received_at, row.received_at) if at_once else (row.finished_at, row.delivered_at)
        )
        return Planned(
            terms=terms,
            promised=promised,
            process_key=order.key,
            process_version=order.version,
            settling_unit_id=settling,
            path=path,
            moments=_moments(path, row.received_at, finished, delivered),
            holders=self._path_holders(row, path, settling, received.date()),
            counter=(self._code(row.agency_id), received.date().isoformat()),
            transfer_by=self._transfer_by(path, row.unit_id, received, promised.rule_set),
            finished_at=finished,
            delivered_at=delivered,
        )

    def _terms_of(self, row: BulkDossier, on: date) -> Terms:
        """The terms in force on the day: asked anew only when the last ones known do not cover it."""
        channel = CATALOGUE_CHANNEL[Channel(row.channel)]
        key = (row.procedure, row.agency_id, channel, row.case)
        known = self._terms.get(key)
        if known is None or not _covers(known, on):
            known = self._terms[key] = terms_for(
                row.procedure, row.agency_id, channel, row.case, row.received_at
            )
        return known

    def _appointment(self, terms: Terms, received: datetime) -> Appointment:
        calendar = calendar_for(terms.use.settling_unit_id, self.edition)
        rules = deadlines.rule_set_for(received.date())
        promise = deadlines.promise(received, terms.law, terms.committed, calendar, Policy(rules=rules))
        return Appointment(promise.appointment, promise.law, self.edition, rules.key)

    def _transfer_by(
        self, path: tuple[PathAct, ...], unit_id: int, received: datetime, rules: str
    ) -> datetime | None:
        first = path[0].step
        if first is None or first.take != "transfer":
            return None
        calendar = calendar_for(unit_id, self.edition)
        return deadlines.transfer_by(received, calendar, deadlines.rule_set_named(rules))

    def _path_holders(
        self, row: BulkDossier, path: tuple[PathAct, ...], settling: int | None, on: date
    ) -> tuple[int, ...]:
        """In whose tray the dossier lies after each act."""
        found: list[int] = []
        for act in path:
            if act.step is not None and act.moves:
                found.append(self._holder(row, act.step, settling, on))
            else:
                found.append(found[-1] if found else row.unit_id)
        return tuple(found)

    def _holder(self, row: BulkDossier, step: Step, settling: int | None, on: date) -> int:
        key = (f"{step.at} {step.unit}", on.isoformat()[:7], row.agency_id, settling or 0, row.unit_id)
        if key not in self._holders:
            places = Dossier(
                agency_id=row.agency_id, receiving_unit_id=row.unit_id, settling_unit_id=settling
            )
            self._holders[key] = holder_of_step(places, step, row.received_at)
        return self._holders[key]

    def _code(self, agency_id: int) -> str:
        if agency_id not in self._codes:
            self._codes[agency_id] = office.agency(agency_id).code
        return self._codes[agency_id]


def _covers(terms: Terms, on: date) -> bool:
    use = terms.use
    return (
        terms.version.is_in_force(on)
        and use.valid_from <= on
        and (use.valid_to is None or on <= use.valid_to)
    )


def _outcome(row: BulkDossier) -> str:
    if row.finished_at is None:
        return row.stage
    if row.outcome != "RESULT":
        return row.outcome
    return "DELIVERED" if row.delivered_at else "READY"


def _moments(
    path: tuple[PathAct, ...], received: datetime, finished: datetime | None, delivered: datetime | None
) -> tuple[datetime, ...]:
    """When each act was done: known for acceptance, finish and delivery; the ones between are spread evenly.

    Only first and last are known of an older system's history; the note of the first act says it was loaded.
    """
    inner = len(path) - 1 - (1 if delivered and len(path) > 1 else 0)
    end = finished or received + FIRST_STEPS_WITHIN
    step = (end - received) / inner if inner > 0 else timedelta(0)
    found = [received + step * place for place in range(inner)] + [end] if inner > 0 else [received]
    if delivered and len(path) > 1:
        found.append(delivered)
    return tuple(found)
