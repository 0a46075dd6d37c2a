"""Which fact each act leaves in the ledger: bulk loading writes them, `verify` looks for them."""

from __future__ import annotations

FACT_OF: dict[str, str] = {
    "submit": "DossierSubmitted",
    "accept": "DossierAccepted",
    "accept_waiting": "DossierAccepted",
    "ask_before_acceptance": "SupplementAsked",
    "decline": "DossierDeclined",
    "transfer": "DossierTransferred",
    "forward": "DossierTransferred",
    "assign": "DossierMoved",
    "examine": "DossierMoved",
    "review": "DossierMoved",
    "send_back": "DossierMoved",
    "consult": "ConsultationAsked",
    "answer_consultation": "ConsultationAnswered",
    "verify_on_site": "SiteVerified",
    "ask_supplement": "SupplementAsked",
    "receive_supplement": "SupplementReceived",
    "lapse_supplement": "SupplementLapsed",
    "require_payment": "ObligationRaised",
    "settle_obligation": "ObligationSettled",
    "extend": "DossierExtended",
    "withdraw": "DossierWithdrawn",
    "refuse": "DossierRefused",
    "sign": "DossierSigned",
    "seal": "ResultReady",
    "deliver_at_counter": "ResultDelivered",
    "deliver_by_post": "ResultDelivered",
    "deliver_online": "ResultDelivered",
    "tell_early": "EarlyResultTold",
    "report_loss": "PapersLost",
    "settle_at_once": "ResultDelivered",
    "recall": "ResultRecalled",
    "correct": "DossierCorrected",
    "redate": "DossierRedated",
    "reassign": "DossierReassigned",
    "move_process": "ProcessMoved",
}
"""`post_result` leaves none (its slip does); nor does the hand-over at one's own desk («5 tại chỗ»)."""


def leaves_fact(verb: str, *, at_own_desk: bool) -> str:
    """Name of the fact the act must have left; empty when it leaves none."""
    return "" if verb == "transfer" and at_own_desk else FACT_OF.get(verb, "")
