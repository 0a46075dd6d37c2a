"""Why an action on a dossier is refused. Every message is a Vietnamese sentence that says what to do next."""

from __future__ import annotations

from collections.abc import Mapping


class ActionRefused(Exception):
    """An action was not done. `faults` names the fields at fault, when there are any."""

    def __init__(self, sentence: str, faults: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.faults = dict(faults or {})


class SomebodyWasFaster(ActionRefused):
    """Another officer acted on the dossier since the page was opened."""


class GuardNotMet(ActionRefused):
    """A condition of the step is not fulfilled (a missing reason, a paper not judged, a date that is too late)."""


class IntakeRefused(ActionRefused):
    """What was typed at the counter cannot be accepted; `faults` holds a sentence per field."""


class NoSuchDossier(ActionRefused):
    """No dossier has this number, or the actor may not see it."""
