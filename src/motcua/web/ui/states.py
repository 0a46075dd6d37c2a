"""The state chip: the words of `rules.lifecycle` and a colour per national status code (domain.md §2.2)."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.rules.lifecycle import State

TONES: dict[int, str] = {
    1: "new",
    2: "taken",
    3: "refused",
    4: "running",
    5: "waiting",
    6: "waiting",
    7: "quiet",
    8: "refused",
    9: "done",
    10: "closed",
}


@dataclass(frozen=True, slots=True)
class StateChip:
    """The words (empty when only a code was given) and the colour."""

    label: str
    tone: str


def state_chip(state: State | str = "", code: int | str = "") -> StateChip:
    """From a lifecycle state, or from a national code 1–10. ValueError for a state the table does not know."""
    if state:
        known = State(state)
        return StateChip(known.label, TONES[known.national_code])
    return StateChip("", TONES.get(int(code or 0), "quiet"))
