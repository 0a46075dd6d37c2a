"""Who hears of what: the one place that says which listeners react to which fact.

Each listener is a dotted path to a function `listener(fact, *, at)`. A fact with an empty list is one that nobody
needs to react to, said on purpose; `tests/house` refuses a fact that is not listed here.
"""

FACTS: dict[str, list[str]] = {
    "DossierSubmitted": [],
    "DossierAccepted": [],
    "DossierDeclined": [],
    "DossierTransferred": [],
    "DossierMoved": [],
    "ConsultationAsked": [],
    "ConsultationAnswered": [],
    "SiteVerified": [],
    "SupplementAsked": [],
    "SupplementReceived": [],
    "SupplementLapsed": [],
    "ObligationRaised": [],
    "ObligationSettled": [],
    "DossierExtended": [],
    "DossierWithdrawn": [],
    "DossierRefused": [],
    "DossierSigned": [],
    "ResultReady": [],
    "ResultDelivered": [],
    "EarlyResultTold": [],
    "PapersLost": [],
    "ResultRecalled": [],
    "DossierCorrected": [],
    "DossierRedated": [],
    "CalendarChanged": [],
    "CataloguePublished": [],
    "ProcedureUseSet": [],
    "BillSettled": [],
    "ReportIssued": [],
}
