"""Fees as the catalogue publishes them: an amount is believed only when nothing about it is doubtful.

Law: phí and lệ phí are two things (Luật Phí và lệ phí 97/2015/QH13, Điều 3); the national portal does not keep
them apart, so the kind is read from the note and is UNKNOWN otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FeeKind(StrEnum):
    """Phí pays for a service, lệ phí for an act of the State."""

    SERVICE = "SERVICE"
    CHARGE = "CHARGE"
    UNKNOWN = "UNKNOWN"

    @property
    def label(self) -> str:
        """The Vietnamese word; both words when the source does not say which."""
        return {"SERVICE": "Phí", "CHARGE": "Lệ phí"}.get(self.value, "Phí, lệ phí")


class FeeDoubt(StrEnum):
    """Why an amount cannot be collected as printed."""

    NONE = "none"
    TARIFF_NOTE = "TARIFF_NOTE"
    UNIT_SUSPECT = "UNIT_SUSPECT"

    @property
    def label(self) -> str:
        """What a person reads beside the amount; empty when nothing is doubtful."""
        return DOUBT_LABELS[self]


DOUBT_LABELS = {
    FeeDoubt.NONE: "",
    FeeDoubt.TARIFF_NOTE: "Mức thu theo biểu phí nêu trong ghi chú; không phải miễn phí",
    FeeDoubt.UNIT_SUSPECT: "Cần kiểm tra đơn vị tiền (có thể là nghìn đồng hoặc đô la Mỹ)",
}

# Below this the crawl printed "VNĐ" for US dollars or thousands (data README, fee_unit_suspect).
SMALLEST_CREDIBLE = Decimal(1000)
FREE_WORDS = re.compile(
    r"[-+\s]*(không|không có|không quy định|không thu|không mất phí|miễn phí|miễn lệ phí|không phải nộp phí"
    r"|không (thu |có )?(phí|lệ phí|phí, lệ phí)|(phí|lệ phí|phí, lệ phí) *: *không( có)?"
    r"|miễn (phí|lệ phí) *\(thông tư số [^()]*\))[.;\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fee:
    """One published line of fee. `amount` is in đồng; None when the source prints no number."""

    kind: FeeKind
    amount: Decimal | None
    note: str = ""
    doubt: FeeDoubt = FeeDoubt.NONE

    @property
    def is_free(self) -> bool:
        """True only for a zero that nothing contradicts."""
        return self.amount == 0 and self.doubt is FeeDoubt.NONE

    @property
    def words(self) -> str:
        """What a person reads as the amount: never "0 đồng" for a tariff, never "đồng" for a doubtful unit."""
        if self.is_free:
            return "Không thu"
        if not self.amount:
            return "Theo biểu phí"
        number = f"{self.amount:,.0f}".replace(",", ".")
        return f"{number} (chưa rõ đơn vị tiền)" if self.doubt is FeeDoubt.UNIT_SUSPECT else f"{number} đồng"

    @property
    def line(self) -> str:
        """The amount with its note, on one line."""
        return f"{self.words} ({self.note})" if self.note else self.words


class FeeState(StrEnum):
    """What the counter may do with the published fees of one channel."""

    FREE = "FREE"
    FIXED = "FIXED"
    CHOICE = "CHOICE"
    DOUBTFUL = "DOUBTFUL"
    NOT_STATED = "NOT_STATED"

    @property
    def label(self) -> str:
        """A short Vietnamese sentence."""
        return STATE_LABELS[self]


STATE_LABELS = {
    FeeState.FREE: "Không thu phí, lệ phí",
    FeeState.FIXED: "Thu theo mức công bố",
    FeeState.CHOICE: "Có nhiều mức: chọn mức đúng với trường hợp của hồ sơ",
    FeeState.DOUBTFUL: "Mức công bố chưa chắc chắn: phải xác nhận mức thu trước khi thu tiền",
    FeeState.NOT_STATED: "Bản công bố không ghi phí, lệ phí: phải xác nhận là không thu hoặc mức thu",
}


@dataclass(frozen=True, slots=True)
class FeeQuote:
    """The fees of one channel: the lines, what state they are in, and the amount when there is exactly one.

    `confirmed` is true when the agency itself decided the lines (then `ground` names the decision).
    """

    lines: tuple[Fee, ...]
    state: FeeState
    amount: Decimal | None
    confirmed: bool = False
    ground: str = ""


def kind_of(note: str) -> FeeKind:
    """The kind the note begins with ("Lệ phí cấp…", "Phí thẩm định…"), else UNKNOWN."""
    words = note.strip().casefold()
    if words.startswith("lệ phí"):
        return FeeKind.CHARGE
    return (
        FeeKind.SERVICE
        if words.startswith("phí") and not words.startswith("phí, lệ phí")
        else FeeKind.UNKNOWN
    )


def says_free(note: str) -> bool:
    """True when the note is nothing but "không", "miễn phí" or the like."""
    return bool(FREE_WORDS.fullmatch(note.strip()))


def published_fee(amount: Decimal | None, note: str, *, tariff_flagged: bool = False) -> Fee:
    """One line of fee as published, with its kind and doubt read from it.

    `tariff_flagged`: the source marked the procedure "zero_fee_with_note"; then a zero with any note is doubtful,
    even when the note sounds free.
    """
    if amount is None or amount == 0:
        note = note.strip()
        sure = not note and amount == 0 or (says_free(note) and not tariff_flagged)
        doubt = FeeDoubt.NONE if sure else FeeDoubt.TARIFF_NOTE
        return Fee(kind_of(note), Decimal(0) if sure else amount, note, doubt)
    return Fee(
        kind_of(note),
        amount,
        note,
        FeeDoubt.UNIT_SUSPECT if amount < SMALLEST_CREDIBLE else FeeDoubt.NONE,
    )


def quote(lines: tuple[Fee, ...], *, confirmed: bool = False, ground: str = "") -> FeeQuote:
    """What can be said of these lines together; several lines are alternatives, never summed."""
    state = _state(lines)
    amount = lines[0].amount if state in (FeeState.FREE, FeeState.FIXED) else None
    return FeeQuote(lines, state, amount, confirmed, ground)


def _state(lines: tuple[Fee, ...]) -> FeeState:
    if not lines:
        return FeeState.NOT_STATED
    if any(line.doubt is not FeeDoubt.NONE for line in lines):
        return FeeState.DOUBTFUL
    if len({line.amount for line in lines}) > 1:
        return FeeState.CHOICE
    return FeeState.FREE if lines[0].amount == 0 else FeeState.FIXED
