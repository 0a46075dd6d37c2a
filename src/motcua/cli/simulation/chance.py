"""Chance that can be played again: every draw is named, so one more draw elsewhere changes nothing here."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def dice(seed: int, *names: object) -> Random:
    """A generator that depends on nothing but the seed and the names of what is drawn."""
    return Random("|".join(str(name) for name in (seed, *names)))  # noqa: S311  # a play, not a secret


def weighted(random: Random, choices: Sequence[Sequence[T]]) -> T:
    """One of `[value, weight]` pairs by weight."""
    values = [pair[0] for pair in choices]
    weights: list[float] = [float(str(pair[1])) for pair in choices]
    return random.choices(values, weights)[0]
