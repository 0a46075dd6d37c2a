"""What a search answers."""

from __future__ import annotations

from typing import NamedTuple


class Hit(NamedTuple):
    """One procedure found: its code, a score (bigger is better, comparable within one answer), and why."""

    code: str
    score: float
    why: tuple[str, ...] = ()
