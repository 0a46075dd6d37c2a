"""What the office remembers of dossiers: the index row, the acts nobody edits, papers, slips and drafts."""

from motcua.apps.dossiers.models.acts import (
    Acceptance,
    Act,
    Consultation,
    Correction,
    Decision,
    Delivery,
    Extension,
    Handover,
    Obligation,
    Pause,
    Redating,
    Result,
    SiteVerification,
    SupplementItem,
    SupplementRequest,
    Withdrawal,
)
from motcua.apps.dossiers.models.dossier import (
    Channel,
    Dossier,
    NumberCounter,
    Participation,
    ResultWay,
)
from motcua.apps.dossiers.models.intake import CounterGuidance, IntakeDraft
from motcua.apps.dossiers.models.papers import Paper, PaperVerdict, Slip, SlipCounter

__all__ = [
    "Acceptance",
    "Act",
    "Channel",
    "Consultation",
    "Correction",
    "CounterGuidance",
    "Decision",
    "Delivery",
    "Dossier",
    "Extension",
    "Handover",
    "IntakeDraft",
    "NumberCounter",
    "Obligation",
    "Paper",
    "PaperVerdict",
    "Participation",
    "Pause",
    "Redating",
    "Result",
    "ResultWay",
    "SiteVerification",
    "Slip",
    "SlipCounter",
    "SupplementItem",
    "SupplementRequest",
    "Withdrawal",
]
