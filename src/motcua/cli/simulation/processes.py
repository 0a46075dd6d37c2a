"""The province's own internal processes: drawn, approved by decision and put in use through the product's own actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.office import queries as office
from motcua.apps.processes import actions, queries
from motcua.cli.simulation.chance import dice
from motcua.cli.simulation.pack import pack
from motcua.rules.actors import SYSTEM, Actor, Role
from motcua.rules.process import Step
from motcua.rules.process.givens import GivenKind

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier
    from motcua.apps.office.models import Unit

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = time(8)
FIRST_CHOICE = 0.7


def draw_all(at: datetime) -> int:
    """Make the processes of `processes.json` that the province lacks; how many the pack names.

    Each is approved on the first day all its procedures are in use, so that the simulated days run on it. Raises what the
    actions raise, and LookupError when the pack names what the province has not.
    """
    for row in pack("processes.json"):
        _draw(row, at)
    return len(pack("processes.json"))


def _seated(unit: Unit | None, role: Role, at: datetime) -> Actor:
    """The first officer by name who holds the role in the unit."""
    found = office.officers_of(unit.pk, at.date(), role) if unit else []
    actor = office.actor_for(found[0].pk, at) if found else None
    if actor is None:
        raise LookupError(f"packs/demo/processes.json: {unit or 'đơn vị'} không có {role.label}.")
    return actor


def _draw(row: Mapping[str, Any], at: datetime) -> None:
    agency = office.agency_by_code(row["agency"])
    unit = next((one for one in office.units(at.date()) if one.code == row["unit"]), None)
    if agency is None or unit is None:
        raise LookupError(f"packs/demo/processes.json: không có {row['agency']} hoặc {row['unit']}.")
    uses = [catalogue.use_for(code, agency, at.date()) for code in row["procedures"]]
    if None in uses:
        raise LookupError(f"packs/demo/processes.json: {row['agency']} chưa áp dụng đủ {row['procedures']}.")
    day = max((use.valid_from for use in uses if use), default=at.date())
    then = min(datetime.combine(day, MORNING, VIETNAM), at)
    drawer, name = _seated(unit, Role.UNIT_HEAD, then), row["body"]["name"]
    if any(known.name == name for known in queries.definitions_of(drawer, at.date())):
        return
    key = actions.create(name, agency_id=agency.pk, actor=drawer, at=then).key
    draft = actions.save_draft(key, row["body"], saves=0, actor=drawer, at=then)
    if row["decision"]:
        leaders = office.unit_of_kind(agency.pk, "LEADERSHIP", day)
        approval = actions.Approval(row["decision"], day - timedelta(days=3), day)
        actions.publish(
            key, approval, saves=draft.saves, actor=_seated(leaders, Role.SIGNATORY, then), at=then
        )
        _put_on(key, [use.pk for use in uses if use], day, then)


def _put_on(key: str, use_ids: list[int], day: date, at: datetime) -> None:
    for done in actions.run_procedures_on(key, use_ids, valid_from=day, actor=SYSTEM, at=at):
        if done.sentence:
            raise LookupError(f"packs/demo/processes.json: {done.use.procedure.code}: {done.sentence}")


def asked_units() -> set[str]:
    """The codes of the units that the province's processes ask."""
    steps = (step for row in pack("processes.json") for step in row["body"]["steps"])
    return {ask["unit"] for step in steps for ask in step.get("asks", ())}


def step_of(dossier: Dossier) -> Step:
    """The open step of a dossier as its process says."""
    return queries.process(dossier.process_key, dossier.process_version).step(dossier.step_key)


def said_at(dossier: Dossier, step: Step, seed: int) -> dict[str, Any]:
    """What the officer who ends the step says: the way he chooses where he must, and his answers to its questions."""
    plain = [one for one in step.outcomes if not one.when]
    said: dict[str, Any] = {}
    if len(plain) > 1:
        first = dice(seed, "outcome", dossier).random() < FIRST_CHOICE
        said["outcome"] = plain[0 if first else 1].key
    if step.questions:
        said["answers"] = {
            question.key: _answer(question.kind, question.choices, dice(seed, question.key, dossier).random())
            for question in step.questions
        }
    return said


def _answer(kind: GivenKind, choices: tuple[tuple[str, str], ...], fate: float) -> str:
    if kind is GivenKind.YES_NO:
        return "no" if fate < FIRST_CHOICE else "yes"
    if kind is GivenKind.CHOICE:
        return choices[int(fate * len(choices))][0]
    return "1" if kind is GivenKind.NUMBER else "Không"
