"""What has happened: one small frozen class per fact. Names are past tense and never change once recorded."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """The ground of all facts; the class name is the name stored in the ledger."""

    @property
    def name(self) -> str:
        """Name under which the fact is stored."""
        return type(self).__name__

    @property
    def subject(self) -> str:
        """What the fact is about, e.g. `dossier:12`."""
        raise NotImplementedError

    def payload(self) -> dict[str, Any]:
        """The fact's own fields, ready for JSON."""
        return dataclasses.asdict(self)


@dataclass(frozen=True, slots=True)
class DossierFact(Fact):
    """A fact about one dossier. No personal data: only ids, numbers and dates travel in facts."""

    dossier_id: int
    number: str
    act: int

    @property
    def subject(self) -> str:
        """`dossier:<id>`."""
        return f"dossier:{self.dossier_id}"


@dataclass(frozen=True, slots=True)
class DossierSubmitted(DossierFact):
    """T1: filed online, by post or on behalf; waits for acceptance."""


@dataclass(frozen=True, slots=True)
class DossierAccepted(DossierFact):
    """T2, T3: accepted, numbered; the clock runs."""

    due_at: str = ""


@dataclass(frozen=True, slots=True)
class DossierDeclined(DossierFact):
    """T6, T13: not accepted."""


@dataclass(frozen=True, slots=True)
class DossierTransferred(DossierFact):
    """T7, T24: handed over to the settling unit."""


@dataclass(frozen=True, slots=True)
class DossierMoved(DossierFact):
    """T8: a step inside the settling agency was done."""

    step: str = ""


@dataclass(frozen=True, slots=True)
class ConsultationAsked(DossierFact):
    """T9: another unit was asked."""


@dataclass(frozen=True, slots=True)
class ConsultationAnswered(DossierFact):
    """T9: the other unit answered, or its silence was noted."""


@dataclass(frozen=True, slots=True)
class SiteVerified(DossierFact):
    """T10: an on-site verification was recorded."""


@dataclass(frozen=True, slots=True)
class SupplementAsked(DossierFact):
    """T4, T11: the applicant was asked to complete the dossier."""


@dataclass(frozen=True, slots=True)
class SupplementReceived(DossierFact):
    """T12: the dossier was completed."""

    due_at: str = ""


@dataclass(frozen=True, slots=True)
class SupplementLapsed(DossierFact):
    """T13: the applicant let the time pass."""


@dataclass(frozen=True, slots=True)
class ObligationRaised(DossierFact):
    """T14: a financial obligation pauses the clock."""


@dataclass(frozen=True, slots=True)
class ObligationSettled(DossierFact):
    """T15: it was paid; the clock runs again."""

    due_at: str = ""


@dataclass(frozen=True, slots=True)
class DossierExtended(DossierFact):
    """T16: apology and new date."""

    old_due_at: str = ""
    due_at: str = ""


@dataclass(frozen=True, slots=True)
class DossierWithdrawn(DossierFact):
    """T17: the applicant took it back."""


@dataclass(frozen=True, slots=True)
class DossierRefused(DossierFact):
    """T18: settlement refused or stopped."""


@dataclass(frozen=True, slots=True)
class DossierSigned(DossierFact):
    """T19: the authority signed."""


@dataclass(frozen=True, slots=True)
class ResultReady(DossierFact):
    """T19: numbered, sealed; the clock stops."""


@dataclass(frozen=True, slots=True)
class ResultDelivered(DossierFact):
    """T20–T22, T26: the applicant has the result."""


@dataclass(frozen=True, slots=True)
class EarlyResultTold(DossierFact):
    """T23: told before the due date."""


@dataclass(frozen=True, slots=True)
class PapersLost(DossierFact):
    """T25: papers were lost or damaged."""


@dataclass(frozen=True, slots=True)
class ResultRecalled(DossierFact):
    """T27: a wrong result was called back."""

    due_at: str = ""


@dataclass(frozen=True, slots=True)
class DossierCorrected(DossierFact):
    """A mistake at intake was corrected; the receipt has a new version."""


@dataclass(frozen=True, slots=True)
class DossierRedated(DossierFact):
    """A change of calendar moved the due date."""

    old_due_at: str = ""
    due_at: str = ""


@dataclass(frozen=True, slots=True)
class DossierReassigned(DossierFact):
    """The open step was given to another officer, or back to the unit's tray; the step and its limit stay."""

    step: str = ""


@dataclass(frozen=True, slots=True)
class ProcessMoved(DossierFact):
    """The running dossier was moved to another published version of a process; its due date stays."""

    process_key: str = ""
    version: int = 0
    step: str = ""


@dataclass(frozen=True, slots=True)
class ProcessDrawn(Fact):
    """An office began to draw a process of its own."""

    process_key: str
    agency_id: int

    @property
    def subject(self) -> str:
        """`process:<key>`."""
        return f"process:{self.process_key}"


@dataclass(frozen=True, slots=True)
class ProcessPublished(Fact):
    """A version of an internal process was approved and published."""

    process_key: str
    version: int
    valid_from: str

    @property
    def subject(self) -> str:
        """`process:<key>`."""
        return f"process:{self.process_key}"


@dataclass(frozen=True, slots=True)
class OfficerFact(Fact):
    """A fact about one officer: no name travels, only ids, days and seats."""

    officer_id: int

    @property
    def subject(self) -> str:
        """`officer:<id>`."""
        return f"officer:{self.officer_id}"


@dataclass(frozen=True, slots=True)
class LeaveSet(OfficerFact):
    """An officer is away on these days; `substitute_id` 0 when nobody stands in."""

    leave_id: int
    first_on: str
    last_on: str
    substitute_id: int


@dataclass(frozen=True, slots=True)
class LeaveCancelled(OfficerFact):
    """A leave was called off before its time."""

    leave_id: int


@dataclass(frozen=True, slots=True)
class DelegationGiven(OfficerFact):
    """An officer lets another act in his seats, for one process or (empty) for all."""

    delegation_id: int
    delegate_id: int
    process_key: str
    first_on: str
    last_on: str


@dataclass(frozen=True, slots=True)
class DelegationEnded(OfficerFact):
    """A delegation was ended before its time."""

    delegation_id: int


@dataclass(frozen=True, slots=True)
class OfficerAdded(OfficerFact):
    """An account was made for a newcomer."""


@dataclass(frozen=True, slots=True)
class OfficerPosted(OfficerFact):
    """An officer got a seat in a unit from a day on."""

    posting_id: int
    unit_id: int
    role: str
    first_on: str


@dataclass(frozen=True, slots=True)
class OfficerLeft(OfficerFact):
    """An officer leaves after a day; his seats ended with it."""

    last_on: str


@dataclass(frozen=True, slots=True)
class CalendarChanged(Fact):
    """The calendar got a new edition."""

    edition: int
    first_day: str
    last_day: str

    @property
    def subject(self) -> str:
        """`calendar:<edition>`."""
        return f"calendar:{self.edition}"


@dataclass(frozen=True, slots=True)
class CataloguePublished(Fact):
    """A publication decision changed the catalogue."""

    decision_id: int
    new: int
    amended: int
    abolished: int

    @property
    def subject(self) -> str:
        """`decision:<id>`."""
        return f"decision:{self.decision_id}"


@dataclass(frozen=True, slots=True)
class ProcedureUseSet(Fact):
    """A procedure was put into use at an agency, its settings there changed, or its use ended."""

    use_id: int
    code: str
    agency_id: int
    valid_from: str
    what: str

    @property
    def subject(self) -> str:
        """`use:<id>`."""
        return f"use:{self.use_id}"


@dataclass(frozen=True, slots=True)
class BillSettled(Fact):
    """A bill was paid in full."""

    bill_id: int
    owner: str
    amount: int

    @property
    def subject(self) -> str:
        """The owner of the bill, e.g. `dossier:12`."""
        return self.owner


@dataclass(frozen=True, slots=True)
class ReportIssued(Fact):
    """A statutory report was frozen as a snapshot."""

    snapshot_id: int
    form: str

    @property
    def subject(self) -> str:
        """`report:<id>`."""
        return f"report:{self.snapshot_id}"


def every_fact() -> dict[str, type[Fact]]:
    """All facts by name; `config/wiring.py` must name the listeners of each."""
    return {
        key: value
        for key, value in globals().items()
        if isinstance(value, type)
        and issubclass(value, Fact)
        and value not in (Fact, DossierFact, OfficerFact)
    }
