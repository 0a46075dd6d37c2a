"""Filling the printed forms from a dossier: issued slips are frozen and numbered, views are built fresh each time."""

from motcua.apps.dossiers.slips.control import control_slip, control_slip_pdf, handover_pdf, handover_slip
from motcua.apps.dossiers.slips.freezing import pdf
from motcua.apps.dossiers.slips.issuing import issue, issue_guidance, issue_receipt, issue_supplement
from motcua.apps.dossiers.slips.occasion import Asked
from motcua.apps.dossiers.slips.refusals import SlipNotReady

__all__ = [
    "Asked",
    "SlipNotReady",
    "control_slip",
    "control_slip_pdf",
    "handover_pdf",
    "handover_slip",
    "issue",
    "issue_guidance",
    "issue_receipt",
    "issue_supplement",
    "pdf",
]
