"""One short and one very long content for every form, all of it fictional."""

from dataclasses import replace

from motcua.rules.forms import Context, FormKind
from tests.apps.letters.sampled.intake import (
    LONG_RECEIPT,
    LONG_REFUSAL,
    LONG_SUPPLEMENT,
    PAPERS_RETURN,
    SUPPLEMENT,
    receipt,
    refusal,
)
from tests.apps.letters.sampled.iso_sheet import ISO_SHEET, LONG_ISO_SHEET
from tests.apps.letters.sampled.outcome import (
    DELIVERY,
    FEE_RECEIPT,
    LOSS,
    RECALL,
    result_handover,
)
from tests.apps.letters.sampled.parts import (
    COMPANY,
    DEPUTY,
    LONG_HEAD,
    LONG_REASON,
    LONG_SUBJECT,
    MANY_PAPERS,
    NGOC,
    SIGNED,
    UNDER_TT01,
    UNDER_TT03,
)
from tests.apps.letters.sampled.progress import (
    APOLOGY,
    CONSULTATION,
    FEES,
    PAYMENT,
    STOP,
    control_slip,
    handover,
)
from tests.apps.letters.sampled.tables import (
    logbook,
    posting,
    report_06a,
    table,
)

__all__ = [
    "FEE_RECEIPT",
    "LONG",
    "LONG_RECEIPT",
    "NGOC",
    "SHORT",
    "SIGNED",
    "STOP",
    "SUPPLEMENT",
    "UNDER_TT01",
    "UNDER_TT03",
    "receipt",
]

SHORT: dict[FormKind, Context] = {
    FormKind.RECEIPT: receipt(),
    FormKind.SUPPLEMENT: SUPPLEMENT,
    FormKind.DECLINE: refusal(),
    FormKind.REFUSE: refusal(DEPUTY),
    FormKind.APOLOGY: APOLOGY,
    FormKind.STOP_NOTICE: STOP,
    FormKind.CONTROL_SLIP: control_slip(2),
    FormKind.LOGBOOK: logbook(5),
    FormKind.PAPERS_RETURN: PAPERS_RETURN,
    FormKind.HANDOVER: handover(3),
    FormKind.CONSULTATION: CONSULTATION,
    FormKind.PAYMENT_NOTICE: PAYMENT,
    FormKind.FEE_RECEIPT: FEE_RECEIPT,
    FormKind.RESULT_HANDOVER: result_handover(3),
    FormKind.RESULT_DELIVERY: DELIVERY,
    FormKind.LOSS_REPORT: LOSS,
    FormKind.RECALL: RECALL,
    FormKind.POSTING: posting(4),
    FormKind.REPORT_06A: report_06a(6),
    FormKind.TABLE: table(4),
    FormKind.ISO_SHEET: ISO_SHEET,
}

LONG: dict[FormKind, Context] = {
    FormKind.RECEIPT: LONG_RECEIPT,
    FormKind.SUPPLEMENT: LONG_SUPPLEMENT,
    FormKind.DECLINE: replace(LONG_REFUSAL, signatory=SIGNED),
    FormKind.REFUSE: LONG_REFUSAL,
    FormKind.APOLOGY: replace(
        APOLOGY, head=LONG_HEAD, applicant=COMPANY, subject=LONG_SUBJECT, reason=LONG_REASON, signatory=DEPUTY
    ),
    FormKind.STOP_NOTICE: replace(
        STOP, head=LONG_HEAD, applicant=COMPANY, subject=LONG_SUBJECT, request_text=LONG_REASON
    ),
    FormKind.CONTROL_SLIP: control_slip(14),
    FormKind.LOGBOOK: logbook(80),
    FormKind.PAPERS_RETURN: replace(PAPERS_RETURN, applicant=COMPANY, papers=MANY_PAPERS),
    FormKind.HANDOVER: handover(60),
    FormKind.CONSULTATION: replace(
        CONSULTATION, subject=LONG_SUBJECT, questions=tuple(LONG_REASON for _ in range(5))
    ),
    FormKind.PAYMENT_NOTICE: replace(
        PAYMENT, applicant=COMPANY, subject=LONG_SUBJECT, lines=tuple(FEES[i % 2] for i in range(30))
    ),
    FormKind.FEE_RECEIPT: replace(
        FEE_RECEIPT, payer_name=COMPANY.name, procedure_name=LONG_SUBJECT, address=COMPANY.address
    ),
    FormKind.RESULT_HANDOVER: result_handover(60),
    FormKind.RESULT_DELIVERY: replace(
        DELIVERY, procedure_name=LONG_SUBJECT, owner_name=COMPANY.name, returned_papers=MANY_PAPERS
    ),
    FormKind.LOSS_REPORT: replace(LOSS, papers=MANY_PAPERS, circumstances=LONG_REASON),
    FormKind.RECALL: replace(RECALL, head=LONG_HEAD, applicant=COMPANY, reason=LONG_REASON),
    FormKind.POSTING: posting(60),
    FormKind.REPORT_06A: report_06a(90),
    FormKind.TABLE: table(120),
    FormKind.ISO_SHEET: LONG_ISO_SHEET,
}
