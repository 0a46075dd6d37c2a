"""The due date shown live while the counter types, with its explanation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.apps.dossiers.refusals import IntakeRefused
from motcua.apps.dossiers.settling import Terms, appointment, terms_for
from motcua.rules.deadlines import Due, Unit, explain


@dataclass(frozen=True, slots=True)
class DuePreview:
    """What the receipt would say if the dossier were accepted now. `refusal` is set when it cannot be."""

    terms: Terms | None = None
    due: Due | None = None
    law: Due | None = None
    sentences: tuple[str, ...] = ()
    refusal: str = ""

    @property
    def is_immediate(self) -> bool:
        """True when the result is given at once."""
        return self.terms is not None and self.terms.law.unit is Unit.IMMEDIATE


def preview_due(code: str, agency_id: int, channel: str, case: int | None, at: datetime) -> DuePreview:
    """The appointment for accepting now; a refusal sentence instead of an exception."""
    try:
        terms = terms_for(code, agency_id, channel, case, at)
    except IntakeRefused as fault:
        return DuePreview(refusal=fault.sentence)
    promised = appointment(terms, at)
    return DuePreview(terms, promised.due, promised.law, tuple(explain(promised.due)))
