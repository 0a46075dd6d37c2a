"""Every process there is, linted again today: sound when published is not sound for ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.apps.processes.models import ProcessDefinition
from motcua.apps.processes.queries.office import lint_here, lint_models
from motcua.apps.processes.queries.versions import current_no, pack_processes, process
from motcua.rules.process import Fault, ProcessFaulty, sketch
from motcua.rules.process.cases import failures


@dataclass(frozen=True, slots=True)
class Checked:
    """One process or draft with what is wrong with it. `what` says in Vietnamese which of the two it is."""

    key: str
    name: str
    what: str
    faults: tuple[Fault, ...]
    failed_cases: tuple[str, ...] = ()


def check_all(on: date, key: str = "") -> Iterator[Checked]:
    """The versions in force, the drafts and the packs' models (all, or those of one key), each with its faults.

    A draft's faults are never grave here: it is work in hand, and publishing refuses it anyway.
    """
    rows = ProcessDefinition.objects.select_related("agency", "draft").annotate(current=current_no(on, "key"))
    for row in rows.filter(key=key) if key else rows.order_by("agency__code", "name", "pk"):
        no: int | None = row.current
        if no is not None and (row.retired_on is None or row.retired_on >= on):
            yield _version(row, no, on)
        if hasattr(row, "draft"):
            yield _draft(row, on)
    for name, found in lint_models().items():
        if not key or key == name:
            model = pack_processes()[name]
            yield Checked(name, model.name, "quy trình mẫu", tuple(found), tuple(failures(model)))


def _version(row: ProcessDefinition, no: int, on: date) -> Checked:
    found = process(row.key, no)
    faults = tuple(lint_here(found, row.agency_id, on, row.key))
    return Checked(row.key, row.name, f"bản {no}, {row.agency.short_name}", faults, tuple(failures(found)))


def _draft(row: ProcessDefinition, on: date) -> Checked:
    what = f"bản nháp, {row.agency.short_name}"
    try:
        drawn = sketch({**row.draft.body, "key": row.key})
    except ProcessFaulty as broken:
        return Checked(row.key, row.name, what, (Fault(str(broken), grave=False),))
    faults = [
        Fault(one.sentence, one.step, one.column, grave=False)
        for one in lint_here(drawn, row.agency_id, on, row.key)
    ]
    faults += [Fault(sentence, grave=False) for sentence in failures(drawn)]
    return Checked(row.key, row.name, what, tuple(faults))
