"""Where a dossier stands in its process: steps passed (from the acts), the open one, the usual way ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.dossiers.processes import process_of
from motcua.rules.lifecycle import FINISHED, State
from motcua.rules.process import Step
from motcua.rules.process.progress import route, usual_from


@dataclass(frozen=True, slots=True)
class ProcessPath:
    """The steps done on the way, the open one (None: none is), and those that usually come."""

    passed: tuple[Step, ...]
    now: Step | None
    ahead: tuple[Step, ...]
    by_condition: bool = False
    """True when a condition or a choice may still lead another way than the usual one."""


def path_of(dossier: Dossier, acts: Iterable[Act]) -> ProcessPath:
    """The path of a dossier from its acts, in order of time. No statement of its own."""
    order = process_of(dossier)
    way = [order.step(key) for key in route(order, _opened(dossier, acts))]
    if dossier.step_key:
        if not order.has(dossier.step_key):
            return ProcessPath(tuple(way), None, ())
        ahead = usual_from(order, dossier.step_key)
        now = order.step(dossier.step_key)
        return ProcessPath(tuple(way[:-1]), now, ahead, _may_differ((now, *ahead)))
    if dossier.stands is State.DELIVERED:
        return ProcessPath(tuple(way), None, ())
    if dossier.stands in FINISHED:  # stopped on the way: the step it stood at was not done
        stood = way[-1:]
        return ProcessPath(
            tuple(way[:-1]), None, (*stood, *(usual_from(order, stood[0].key) if stood else ()))
        )
    return ProcessPath((), None, order.usual, _may_differ(order.usual))


def _opened(dossier: Dossier, acts: Iterable[Act]) -> list[str]:
    keys = [act.step_key for act in acts if act.step_key]
    return [*keys, dossier.step_key] if dossier.step_key else keys


def _may_differ(steps: Sequence[Step]) -> bool:
    return any(len(step.outcomes) > 1 for step in steps)
