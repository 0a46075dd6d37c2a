"""What moving running dossiers to another version would do: how many stand at which step, and what becomes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from motcua.apps.dossiers.models import Consultation
from motcua.apps.dossiers.processes import process
from motcua.apps.dossiers.queries.changes import ChangeFilters, matching
from motcua.rules.actors import Actor
from motcua.rules.process import Process, Step
from motcua.rules.process.moving import Moved, Refused, plan_step, targets

StepMaps = Mapping[str, Mapping[str, str]]
"""For each version (as text) which step becomes which."""


@dataclass(frozen=True, slots=True)
class RunningOn:
    """A version that running dossiers the actor may move are on, and how many."""

    key: str
    name: str
    version: int
    count: int


@dataclass(frozen=True, slots=True)
class StepPreview:
    """The dossiers at one step of one version: what becomes of them, and what may be chosen instead."""

    version: int
    step_key: str
    name: str
    count: int
    found: Moved | Refused
    targets: tuple[Step, ...]
    waiting: int
    """Of them, how many wait for an opinion that the new step does not have; these are refused."""

    @property
    def is_moved(self) -> bool:
        """True when the step maps."""
        return isinstance(self.found, Moved)

    @property
    def movable(self) -> int:
        """How many would be moved."""
        return self.count - self.waiting if self.is_moved else 0


def running_on(actor: Actor, agency_id: int, *, at: datetime) -> list[RunningOn]:
    """Versions with running dossiers of the agency that the actor may move, the fullest process first. One statement."""
    found = matching(actor, "move_process", ChangeFilters(agency_id=agency_id), at=at)
    rows = found.order_by("process_key", "process_version").values_list("process_key", "process_version")
    return [RunningOn(key, process(key, no).name, no, n) for key, no, n in rows.annotate(n=Count("pk"))]


def preview(
    actor: Actor, filters: ChangeFilters, new: Process, mapping: StepMaps, *, at: datetime
) -> list[StepPreview]:
    """For each version and step that matching dossiers stand at, what becomes of them. Two statements."""
    found = matching(actor, "move_process", filters, at=at)
    rows = found.order_by("process_version", "step_key").values_list("process_version", "step_key")
    asks = _open_asks(actor, filters, at)
    listed = [
        _step(filters.process_key, version, step_key, count, new, mapping, asks)
        for version, step_key, count in rows.annotate(n=Count("pk"))
    ]
    places = {
        (one.version, one.step_key): _place(process(filters.process_key, one.version), one) for one in listed
    }
    return sorted(listed, key=lambda one: (one.version, places[one.version, one.step_key]))


def _place(order: Process, one: StepPreview) -> int:
    return [step.key for step in order.steps].index(one.step_key)


def _open_asks(actor: Actor, filters: ChangeFilters, at: datetime) -> dict[tuple[int, str], dict[str, int]]:
    found = matching(actor, "move_process", filters, at=at)
    waiting = Consultation.objects.filter(dossier__in=found.order_by().values("pk"), answered=None)
    rows = waiting.exclude(ask_key="").values_list("dossier__process_version", "dossier__step_key", "ask_key")
    asks: dict[tuple[int, str], dict[str, int]] = {}
    for version, step_key, ask, n in rows.annotate(n=Count("dossier", distinct=True)):
        asks.setdefault((version, step_key), {})[ask] = n
    return asks


def _step(
    key: str,
    version: int,
    step_key: str,
    count: int,
    new: Process,
    mapping: StepMaps,
    asks: Mapping[tuple[int, str], Mapping[str, int]],
) -> StepPreview:
    old = process(key, version)
    chosen = mapping.get(str(version), {}).get(step_key, "")
    found = plan_step(old, new, step_key, chosen or step_key, chosen=bool(chosen))
    kept = {ask.key for ask in found.new.asks} if isinstance(found, Moved) else set()
    lost = {ask: n for ask, n in asks.get((version, step_key), {}).items() if ask not in kept}
    step = old.step(step_key)
    return StepPreview(
        version,
        step_key,
        step.name,
        count,
        found,
        targets(new, step),
        min(count, max(lost.values(), default=0)),
    )
