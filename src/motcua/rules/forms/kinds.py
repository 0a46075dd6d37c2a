"""Which paper, under which regulation, on which day: the key of a template is never its printed number.

The same slip is form 05 of TT 01/2018 and form 06 of TT 03/2025 (domain §5.2), so an edition is found by
kind and by the day the dossier was received. The editions themselves are data (`packs/letters/letters.json`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FormKind(StrEnum):
    """Every paper Motcua prints; the first nine are the numbered forms of the one-stop circulars."""

    RECEIPT = "RECEIPT"
    SUPPLEMENT = "SUPPLEMENT"
    DECLINE = "DECLINE"
    REFUSE = "REFUSE"
    APOLOGY = "APOLOGY"
    STOP_NOTICE = "STOP_NOTICE"
    CONTROL_SLIP = "CONTROL_SLIP"
    LOGBOOK = "LOGBOOK"
    PAPERS_RETURN = "PAPERS_RETURN"
    HANDOVER = "HANDOVER"
    CONSULTATION = "CONSULTATION"
    PAYMENT_NOTICE = "PAYMENT_NOTICE"
    FEE_RECEIPT = "FEE_RECEIPT"
    RESULT_HANDOVER = "RESULT_HANDOVER"
    RESULT_DELIVERY = "RESULT_DELIVERY"
    LOSS_REPORT = "LOSS_REPORT"
    RECALL = "RECALL"
    POSTING = "POSTING"
    REPORT_06A = "REPORT_06A"
    TABLE = "TABLE"
    ISO_SHEET = "ISO_SHEET"


class Paper(StrEnum):
    """Paper sizes of the circulars: A5 148 × 210 mm, A4 210 × 297 mm."""

    A4 = "a4"
    A5 = "a5"


class NoSuchForm(LookupError):
    """No edition of that form was in force on that day; the message says so in Vietnamese."""

    def __init__(self, kind: FormKind, on: date) -> None:
        self.kind, self.on = kind, on
        super().__init__(
            f"Không có biểu mẫu {kind} áp dụng cho ngày {on:%d/%m/%Y}. "
            "Hãy kiểm tra ngày tiếp nhận hồ sơ hoặc bổ sung mẫu trong packs/letters/letters.json."
        )


@dataclass(frozen=True)
class FormEdition:
    """One form as one regulation prints it, from `valid_from` to `valid_to` (both days included)."""

    kind: FormKind
    regulation: str
    """Key of the regulation: "TT01_2018", "TT03_2025", "OFFICE" (no circular gives a layout)…"""
    valid_from: date
    valid_to: date | None
    number: str
    """Number printed as "Mẫu số 01"; empty when the form has none."""
    title: str
    paper: Paper
    landscape: bool
    template: str
    basis: str
    """The regulation in words, printed small and shown to officers."""

    @property
    def key(self) -> str:
        """Stable key of the template: kind, regulation and first day of validity."""
        return f"{self.kind}/{self.regulation}/{self.valid_from.isoformat()}"

    def in_force(self, on: date) -> bool:
        """Whether the edition applies to a dossier received on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def edition_for(editions: Iterable[FormEdition], kind: FormKind, on: date) -> FormEdition:
    """The edition of `kind` for a dossier received on `on`; the latest start wins. Raises NoSuchForm."""
    fitting = [edition for edition in editions if edition.kind is kind and edition.in_force(on)]
    if not fitting:
        raise NoSuchForm(kind, on)
    return max(fitting, key=lambda edition: edition.valid_from)
