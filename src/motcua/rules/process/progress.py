"""How far a dossier is in its process: the steps its acts passed, and the usual way ahead."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.rules.process.definition import END, Process, Step


def route(process: Process, opened: Iterable[str]) -> tuple[str, ...]:
    """The steps on the way to the last one opened, from `opened` in order of time: work sent back is not passed twice.

    Steps the process does not know (of a version the dossier ran on before) are left out.
    """
    way: list[str] = []
    for key in opened:
        if key in way:
            del way[way.index(key) + 1 :]
        elif process.has(key):
            way.append(key)
    return tuple(way)


def usual_from(process: Process, key: str) -> tuple[Step, ...]:
    """The usual way after step `key` (its outcomes without condition), to the end."""
    way: list[Step] = []
    step = process.after(key)
    while step is not None and step not in way and step.key != key:
        way.append(step)
        step = process.after(step.key)
    return tuple(way)


def most_steps_left(process: Process, key: str) -> int:
    """The most steps that may still come after `key`; it falls with every step forward, whichever way is taken."""
    memory: dict[str, int] = {}

    def left(at: str, above: frozenset[str]) -> int:
        if at == END or at in above or not process.has(at):
            return -1
        if at not in memory:
            memory[at] = 1 + max((left(one, above | {at}) for one in process.step(at).nexts), default=-1)
        return memory[at]

    return max(left(key, frozenset()), 0)


def share_passed(process: Process, key: str) -> float:
    """0 at the first step, 1 at the last; 0 for a step the process does not know."""
    whole = most_steps_left(process, process.first.key)
    if not process.has(key) or not whole:
        return 0.0
    return max(0.0, min(1.0, 1 - most_steps_left(process, key) / whole))
