"""Refusals about people: each a Vietnamese sentence that says what to do next."""

from __future__ import annotations

from collections.abc import Mapping


class PeopleRefused(Exception):
    """A leave, a delegation or a posting cannot be set so; `faults` says it field by field."""

    def __init__(self, sentence: str, faults: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.faults = sentence, dict(faults or {})


class AlreadyEnded(PeopleRefused):
    """Somebody cancelled or ended it a moment ago."""


def at_field(name: str, sentence: str) -> PeopleRefused:
    """The refusal that belongs beside one field."""
    return PeopleRefused(sentence, {name: sentence})
