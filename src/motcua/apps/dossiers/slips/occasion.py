"""What a paper is made from besides the dossier: who issues it, when, and what the action said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Protocol, TypedDict

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


class Said(TypedDict, total=False):
    """What an action tells besides who and when; each paper takes what it needs."""

    reason: str
    consultation: Consultation
    bill: Bill
    receiver: str
    waybill: str
    old_due_at: datetime
    go_to: str
    legal_ground: str
    papers: Sequence[int]
    """Ordinals of papers of the dossier."""
    remedy: str
    remedy_by: date | None


@dataclass(frozen=True)
class Occasion:
    """One issuing of one paper."""

    dossier: Dossier
    actor: Actor
    at: datetime
    told: Said = field(default_factory=Said)

    @property
    def moment(self) -> datetime:
        """When, in civil time of Vietnam."""
        return civil(self.at)

    @property
    def on(self) -> date:
        """The day that chooses the regulation: of receipt; of issue for a dossier not accepted."""
        return civil(self.dossier.received_at or self.at).date()

    @property
    def reason(self) -> str:
        """The reason the action gave; empty when there is none."""
        return self.told.get("reason", "").strip()

    @cached_property
    def last_act(self) -> Act | None:
        """The act this paper documents: the newest one of the dossier."""
        return Act.objects.filter(dossier=self.dossier).order_by("-seq").first()
