"""Importing a catalogue file: bad rows are reported one by one, good ones become versions, or nothing does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from motcua.apps.catalogue.actions.indexing import rebuild_index
from motcua.apps.catalogue.actions.moves import MoveDays, plan_move
from motcua.apps.catalogue.actions.plans import Known, Outcome, Plan, RowRefused, known
from motcua.apps.catalogue.actions.publishing import ensure_control
from motcua.apps.catalogue.actions.records import Dating, plan_record
from motcua.apps.catalogue.actions.writing import Provenance, lock_catalogue, write
from motcua.rules.actors import Actor
from motcua.rules.catalogue_files import Reading
from motcua.rules.procedure_moves import MoveRow
from motcua.rules.procedure_records import RecordRow
from motcua.rules.record_reader import Problem

NO_PROVENANCE = Provenance()
Mode = Literal["good", "all_or_nothing"]
Row = TypeVar("Row", RecordRow, MoveRow)


@dataclass(frozen=True, slots=True)
class SourceDays:
    """When each known source was collected: our best knowledge of the first day, where the source gives none."""

    records: Mapping[str, date]
    before: date
    after: date

    @classmethod
    def from_pack(cls, path: Path | None = None) -> SourceDays:
        """Read `packs/catalogue/sources.json`."""
        rows = json.loads((path or Path(settings.PACKS) / "catalogue" / "sources.json").read_text("utf-8"))
        records = {source: date.fromisoformat(day) for source, day in rows["records"].items()}
        days = rows["changes"]
        return cls(records, date.fromisoformat(days["before"]), date.fromisoformat(days["after"]))


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. When `applied` is false nothing was written and the counts say what would have been.

    `notes` are doubts of rows that were taken.
    """

    sha256: str
    lines: int
    new: int
    amended: int
    unchanged: int
    abolished: int
    refused: tuple[Problem, ...]
    applied: bool
    notes: tuple[Problem, ...] = ()

    @property
    def refused_lines(self) -> int:
        """How many rows were refused (a row may have several faults)."""
        return len({problem.line for problem in self.refused})

    @property
    def went_well(self) -> bool:
        """True when every row was taken."""
        return self.applied and not self.refused


def import_catalogue(
    reading: Reading,
    *,
    provenance: Provenance = NO_PROVENANCE,
    mode: Mode = "good",
    source_days: SourceDays | None = None,
    actor: Actor,
    at: datetime,
) -> ImportReport:
    """Take the rows of a file into the catalogue: one transaction, one fact per decision, the search index renewed.

    `provenance.effective_on`, when known, is the first day in force of every row. mode "good" takes the good rows and
    reports the bad; "all_or_nothing" writes nothing when one row is bad. The same file twice changes nothing.
    Raises NotAllowed unless the actor holds TTHC_CONTROL or is the system.
    """
    ensure_control(actor)
    with transaction.atomic():
        lock_catalogue()
        plan, refused = _plan(reading, provenance, source_days or SourceDays.from_pack(), localdate(at))
        problems = tuple(sorted((*reading.problems, *refused), key=lambda one: one.line))
        applied = not (problems and mode == "all_or_nothing")
        if applied and (plan.versions or plan.abolish):
            write(plan, provenance, actor=actor, at=at)
            rebuild_index(at=at)
    return _report(reading, plan, problems, applied)


def _plan(
    reading: Reading, provenance: Provenance, days: SourceDays, today: date
) -> tuple[Plan, list[Problem]]:
    plan = Plan()
    dating = Dating(today, provenance.effective_on, days.records)
    refused = _each(
        reading.records,
        known(row.code for row in reading.records),
        lambda row, held: plan_record(plan, row, held, dating),
    )
    moved = MoveDays(days.before, provenance.effective_on or days.after, today)
    refused += _each(
        reading.moves,
        known((row.code for row in reading.moves), whole=True),
        lambda row, held: plan_move(plan, row, held, moved),
    )
    return plan, refused


def _each(
    rows: tuple[Row, ...], held: dict[str, Known], step: Callable[[Row, Known | None], None]
) -> list[Problem]:
    refused = []
    for row in rows:
        try:
            step(row, held.get(row.code))
        except RowRefused as refusal:
            refused.append(Problem(row.line, row.code, refusal.part, str(refusal)))
    return refused


def _report(reading: Reading, plan: Plan, problems: tuple[Problem, ...], applied: bool) -> ImportReport:
    return ImportReport(
        sha256=reading.sha256,
        lines=reading.lines,
        new=plan.count(Outcome.NEW),
        amended=plan.count(Outcome.AMENDED),
        unchanged=plan.count(Outcome.UNCHANGED),
        abolished=plan.count(Outcome.ABOLISHED),
        refused=problems,
        applied=applied,
        notes=tuple(note for note in reading.notes if note.line not in {one.line for one in problems}),
    )
