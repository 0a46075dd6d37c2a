"""Who hears of what: the one place that says which listeners react to which fact.

Each listener is a dotted path to a function `listener(fact, *, at)`. A fact with an empty list is one that nobody
needs to react to, said on purpose; `tests/house` refuses a fact that is not listed here.
"""

from pathlib import Path

from motcua.connectors.messages import SimulatedSender
from motcua.rules.ports.messages import MessageSender

TELL_APPLICANT = "motcua.jobs.reactions.tell_applicant"

FACTS: dict[str, list[str]] = {
    "DossierSubmitted": [],
    "DossierAccepted": [TELL_APPLICANT],
    "DossierDeclined": [TELL_APPLICANT],
    "DossierTransferred": [],
    "DossierMoved": [],
    "ConsultationAsked": [],
    "ConsultationAnswered": [],
    "SiteVerified": [],
    "SupplementAsked": [TELL_APPLICANT],
    "SupplementReceived": [TELL_APPLICANT],
    "SupplementLapsed": [TELL_APPLICANT],
    "ObligationRaised": [TELL_APPLICANT],
    "ObligationSettled": [TELL_APPLICANT],
    "DossierExtended": [TELL_APPLICANT],
    "DossierWithdrawn": [TELL_APPLICANT],
    "DossierRefused": [TELL_APPLICANT],
    "DossierSigned": [],
    "ResultReady": [TELL_APPLICANT],
    "ResultDelivered": [TELL_APPLICANT],
    "EarlyResultTold": [],
    "PapersLost": [TELL_APPLICANT],
    "ResultRecalled": [TELL_APPLICANT],
    "DossierCorrected": [],
    "DossierRedated": [TELL_APPLICANT, "motcua.jobs.reactions.tell_holder"],
    "DossierReassigned": [],
    "ProcessMoved": [],
    "CalendarChanged": ["motcua.jobs.reactions.redate_running"],
    "CataloguePublished": [],
    "ProcedureUseSet": [],
    "ProcessDrawn": [],
    "ProcessPublished": [],
    "LeaveSet": [],
    "LeaveCancelled": [],
    "DelegationGiven": [],
    "DelegationEnded": [],
    "OfficerAdded": [],
    "OfficerPosted": [],
    "OfficerLeft": [],
    "BillSettled": [],
    "ReportIssued": [],
}


def message_sender(box: Path) -> MessageSender:
    """The gateway that messages go through: the simulator until a province plugs its own in here."""
    return SimulatedSender(box)
