"""What a paper is made from besides the dossier: who issues it, when, and what the action said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol

from motcua.apps.dossiers.models import Act, Consultation, Dossier
from motcua.apps.dossiers.placing import civil
from motcua.apps.payments.models import Bill
from motcua.rules.actors import Actor


class Asked(Protocol):
    """One thing to complete (`actions.supplement.Wanted`): its name, what to do, MISSING or WRONG."""

    @property
    def name(self) -> str:
        """The paper or matter."""

    @property
    def what(self) -> str:
        """What the applicant has to do."""

    @property
    def verdict(self) -> str:
        """A `PaperVerdict`."""


@dataclass(frozen=True)
class Occasion:
    """One issuing of one paper. `more` holds what only one kind of paper needs."""

    dossier: Dossier
    actor: Actor
    at: datetime
    reason: str = ""
    consultation: Consultation | None = None
    bill: Bill | None = None
    receiver: str = ""
    waybill: str = ""
    old_due_at: datetime | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def moment(self) -> datetime:
        """When, in civil time of Vietnam."""
        return civil(self.at)

    @property
    def on(self) -> date:
        """The day that chooses the regulation: of receipt; of issue for a dossier not accepted."""
        return civil(self.dossier.received_at or self.at).date()

    @cached_property
    def last_act(self) -> Act | None:
        """The act this paper documents: the newest one of the dossier."""
        return Act.objects.filter(dossier=self.dossier).order_by("-seq").first()

    def said(self, name: str) -> str:
        """A text among `more`, trimmed; empty when it was not given."""
        return str(self.more.get(name) or "").strip()
