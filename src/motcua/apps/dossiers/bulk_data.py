"""A dossier as an older system (or a seed) remembers it: what it was, and its three dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from motcua.apps.dossiers.intake_data import PaperIn
from motcua.apps.dossiers.models import Channel
from motcua.apps.people.actions import PersonData


@dataclass(frozen=True, slots=True)
class BulkDossier:
    """One dossier with its dates (aware). Without `finished_at` it is open at the step that does `stage`.

    `outcome` says how it finished: RESULT, WITHDRAWN or REFUSED; `reason` (with `legal_ground`) is needed for the last
    two. `delivered_at` only after a result. Suspensions, supplements and extensions are not loaded this way.
    """

    procedure: str
    agency_id: int
    unit_id: int
    applicant: PersonData
    received_at: datetime
    finished_at: datetime | None = None
    delivered_at: datetime | None = None
    outcome: str = "RESULT"
    stage: str = "examine"
    channel: str = Channel.COUNTER
    case: int | None = None
    subject: str = ""
    sets: int = 1
    papers: Sequence[PaperIn] = ()
    reason: str = ""
    legal_ground: str = ""
    result_number: str = ""
    case_officer_id: int | None = None
    token: UUID | None = None
