"""The printed papers as data: which form (kinds), what stands on it (one dataclass each), what is missing."""

from motcua.rules.forms.intake import PapersReturn, Receipt, Refusal, Supplement, SupplementItem
from motcua.rules.forms.iso_sheet import IsoProcedure, IsoSheet, IsoSigner, IsoStep
from motcua.rules.forms.kinds import FormEdition, FormKind, NoSuchForm, Paper, edition_for
from motcua.rules.forms.outcome import (
    FEE_RECEIPT_COPIES,
    FeeReceipt,
    LossReport,
    Recall,
    ResultDelivery,
    ResultHandover,
    ResultHandoverRow,
)
from motcua.rules.forms.parts import (
    Contact,
    FeeLine,
    Letterhead,
    Missing,
    PaperLine,
    Party,
    ResultLine,
    Signatory,
    missing,
)
from motcua.rules.forms.posting import ChannelLine, Posting, RequiredPaperLine
from motcua.rules.forms.progress import (
    Apology,
    ConsultationSlip,
    ControlLeg,
    ControlSlip,
    HandoverRow,
    HandoverSlip,
    PaymentNotice,
    StopNotice,
)
from motcua.rules.forms.tables import Column, Counts06a, Logbook, LogbookRow, Report06a, Row06a, TablePaper

TYPE_OF_CONTEXT: dict[FormKind, type] = {
    FormKind.RECEIPT: Receipt,
    FormKind.SUPPLEMENT: Supplement,
    FormKind.DECLINE: Refusal,
    FormKind.REFUSE: Refusal,
    FormKind.APOLOGY: Apology,
    FormKind.STOP_NOTICE: StopNotice,
    FormKind.CONTROL_SLIP: ControlSlip,
    FormKind.LOGBOOK: Logbook,
    FormKind.PAPERS_RETURN: PapersReturn,
    FormKind.HANDOVER: HandoverSlip,
    FormKind.CONSULTATION: ConsultationSlip,
    FormKind.PAYMENT_NOTICE: PaymentNotice,
    FormKind.FEE_RECEIPT: FeeReceipt,
    FormKind.RESULT_HANDOVER: ResultHandover,
    FormKind.RESULT_DELIVERY: ResultDelivery,
    FormKind.LOSS_REPORT: LossReport,
    FormKind.RECALL: Recall,
    FormKind.POSTING: Posting,
    FormKind.REPORT_06A: Report06a,
    FormKind.TABLE: TablePaper,
    FormKind.ISO_SHEET: IsoSheet,
}
"""Which dataclass each form takes; a paper cannot be rendered from another one's context."""

Context = (
    Receipt
    | Supplement
    | Refusal
    | Apology
    | StopNotice
    | ControlSlip
    | Logbook
    | PapersReturn
    | HandoverSlip
    | ConsultationSlip
    | PaymentNotice
    | FeeReceipt
    | ResultHandover
    | ResultDelivery
    | LossReport
    | Recall
    | Posting
    | Report06a
    | TablePaper
    | IsoSheet
)

__all__ = [
    "FEE_RECEIPT_COPIES",
    "TYPE_OF_CONTEXT",
    "Apology",
    "ChannelLine",
    "Column",
    "ConsultationSlip",
    "Contact",
    "Context",
    "ControlLeg",
    "ControlSlip",
    "Counts06a",
    "FeeLine",
    "FeeReceipt",
    "FormEdition",
    "FormKind",
    "HandoverRow",
    "HandoverSlip",
    "IsoProcedure",
    "IsoSheet",
    "IsoSigner",
    "IsoStep",
    "Letterhead",
    "Logbook",
    "LogbookRow",
    "LossReport",
    "Missing",
    "NoSuchForm",
    "Paper",
    "PaperLine",
    "PapersReturn",
    "Party",
    "PaymentNotice",
    "Posting",
    "Recall",
    "Receipt",
    "Refusal",
    "Report06a",
    "RequiredPaperLine",
    "ResultDelivery",
    "ResultHandover",
    "ResultHandoverRow",
    "ResultLine",
    "Row06a",
    "Signatory",
    "StopNotice",
    "Supplement",
    "SupplementItem",
    "TablePaper",
    "edition_for",
    "missing",
]
