"""The acts a loaded dossier went through: the process walked step by step, each step checked by the lifecycle table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from motcua.apps.dossiers.processes import process
from motcua.rules import lifecycle
from motcua.rules.lifecycle import State
from motcua.rules.process import Process, Step

STATE_OF_STEP = {"sign": State.SIGNING, "seal": State.SEALING, "deliver": State.READY}
DELIVER = "deliver_at_counter"


class PathNotPossible(ValueError):
    """The process does not lead to the wanted outcome; the sentence says why."""


@dataclass(frozen=True, slots=True)
class PathAct:
    """One act: its row of the lifecycle, and the step that is open afterwards (None: none is)."""

    verb: str
    transition: str
    before: State | None
    after: State
    step: Step | None
    moves: bool
    """True when the token was laid down anew (a new step opened), False when it stays where it was."""


@lru_cache(maxsize=256)
def path(process_key: str, process_version: int, outcome: str) -> tuple[PathAct, ...]:
    """The usual acts from acceptance to `outcome`.

    `outcome`: `DELIVERED`, `READY`, `WITHDRAWN`, `REFUSED`, or the `take` of the step that is still open.
    Raises PathNotPossible.
    """
    order = process(process_key, process_version)
    acts = _opening(order)
    if outcome in ("WITHDRAWN", "REFUSED"):
        acts += _until(order, acts[-1], "examine")
        verb = "withdraw" if outcome == "WITHDRAWN" else "refuse"
        acts.append(_act(acts[-1], verb, None, None, moves=False))
    elif outcome in ("DELIVERED", "READY"):
        acts += _until(order, acts[-1], "deliver")
        if outcome == "DELIVERED":
            acts.append(_act(acts[-1], DELIVER, None, None, moves=False))
    else:
        acts += _until(order, acts[-1], outcome)
    return tuple(acts)


@lru_cache(maxsize=1)
def settled_at_once() -> tuple[PathAct, ...]:
    """The single act of a procedure with an immediate result (T26)."""
    row, after = lifecycle.take(None, "settle_at_once")
    return (PathAct(row.verb, row.id, None, after, None, moves=False),)


def _opening(order: Process) -> list[PathAct]:
    row, after = lifecycle.take(None, "accept")
    acts = [PathAct(row.verb, row.id, None, after, order.first, moves=True)]
    if order.first.take != "transfer":  # «5 tại chỗ»: handed over at the same desk
        acts.append(_act(acts[-1], "transfer", None, order.first, moves=True))
    return acts


def _until(order: Process, last: PathAct, take: str) -> list[PathAct]:
    """The acts from the open step to the step that does `take`, which stays open."""
    acts: list[PathAct] = []
    while last.step is not None and last.step.take != take:
        following = order.after(last.step.key)
        if following is None:
            break
        target = STATE_OF_STEP.get(following.take) if last.step.take in ("examine", "review") else None
        wanted = target or (State.PROCESSING if last.step.take in ("examine", "review") else None)
        last = _act(last, last.step.take, wanted, following, moves=True)
        acts.append(last)
    if last.step is None or last.step.take != take:
        raise PathNotPossible(f"Quy trình «{order.name}» không có bước «{take}».")
    return acts


def _act(last: PathAct, verb: str, to: State | None, step: Step | None, *, moves: bool) -> PathAct:
    row, after = lifecycle.take(last.after, verb, to)
    return PathAct(verb, row.id, last.after, after, step, moves)
