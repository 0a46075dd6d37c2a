"""What the linter says: one thing wrong with a process, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: at which step (empty: the whole), in which column of the table, whether it refuses publication."""

    sentence: str
    step: str = ""
    column: str = ""
    grave: bool = True

    def __str__(self) -> str:
        return self.sentence
