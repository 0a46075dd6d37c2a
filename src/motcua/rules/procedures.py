"""What a published procedure is made of, as plain values, with the Vietnamese words for each code.

Parts of a procedure: NĐ 63/2010 Điều 8. Time limit and fee hang on the channel, not on the procedure
(domain.md §9.2, LayThuTuc). The texts are kept as published, even where the portal's own text is scrambled.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from motcua.rules.fees import Fee, published_fee
from motcua.rules.folding import fold


class Channel(StrEnum):
    """How an applicant files (cách thức thực hiện)."""

    ONLINE = "ONLINE"
    DIRECT = "DIRECT"
    POSTAL = "POSTAL"

    @property
    def label(self) -> str:
        """The Vietnamese words."""
        return {"ONLINE": "Trực tuyến", "DIRECT": "Trực tiếp", "POSTAL": "Bưu chính"}[self.value]


UNIT_WORDS = {
    "WORKING_DAY": "ngày làm việc",
    "CALENDAR_DAY": "ngày",
    "WORKING_HOUR": "giờ làm việc",
    "HOUR": "giờ làm việc",
    "WEEK": "tuần",
    "MONTH": "tháng",
    "YEAR": "năm",
    "SAME_DAY": "trong ngày",
    "IMMEDIATE": "trả ngay",
}
# Limits that are whole in their word: a number beside it means nothing (domain.md §3.1).
UNITS_WITHOUT_NUMBER = frozenset({"SAME_DAY", "IMMEDIATE"})
PUBLISHED_UNITS = frozenset({"WORKING_DAY", "CALENDAR_DAY", "HOUR", "MONTH", "YEAR", "UNSTRUCTURED"})
LOCAL_UNITS = frozenset(UNIT_WORDS)
NO_LIMIT_WORDS = "Cổng công bố không ghi thời hạn có cấu trúc (xem phần mô tả và trình tự)"

LEVEL_WORDS = {
    "CENTRAL": "Cấp bộ, trung ương",
    "PROVINCE": "Cấp tỉnh",
    "DISTRICT": "Cấp huyện (đến 30/6/2025)",
    "COMMUNE": "Cấp xã",
    "OTHER": "Cơ quan khác",
}
KIND_WORDS = {
    "DELEGATED_BY_LAW": "TTHC được luật giao quy định chi tiết",
    "NOT_DELEGATED_BY_LAW": "TTHC không được luật giao quy định chi tiết",
    "LOCAL_REGULATION": "TTHC do địa phương quy định",
    "CENTRAL_REGULATION": "TTHC do trung ương quy định",
    "OTHER": "Loại khác",
}
# What the public reads about each flag of the source; the flags are doubts of the published data, not our opinion.
FLAG_WORDS = {
    "no_agency": "Bản công bố không ghi cơ quan thực hiện.",
    "zero_fee_with_note": "Có mức thu ghi 0 đồng nhưng kèm ghi chú về biểu phí: không phải miễn phí.",
    "no_structured_limit": "Bản công bố không ghi thời hạn có cấu trúc: xem mô tả và trình tự, hoặc hỏi cơ quan giải quyết.",
    "name_not_unique": "Có thủ tục khác trùng tên: kiểm tra mã thủ tục và cấp thực hiện.",
    "multi_level": "Thủ tục được thực hiện ở nhiều cấp.",
    "limit_differs_by_channel": "Thời hạn khác nhau theo cách thức nộp hoặc theo trường hợp.",
    "no_legal_basis": "Bản công bố không ghi căn cứ pháp lý.",
    "fee_unit_suspect": "Mức phí cần kiểm tra đơn vị tiền.",
    "no_dossier": "Bản công bố không ghi thành phần hồ sơ.",
    "unit_conflict": "Thời hạn ghi theo ngày nhưng mô tả ghi ngày làm việc: hỏi cơ quan giải quyết.",
    "second_source_only": "Chỉ có trong bản thu thập tháng 6/2026, có thể đã bị bãi bỏ.",
    "limit_missing_on_some_channel": "Có cách thức nộp không ghi thời hạn.",
    "district_remnant": "Nội dung còn nhắc cấp huyện (đã kết thúc hoạt động từ 01/7/2025).",
    "code_irregular": "Mã thủ tục không theo dạng thông thường.",
    "reconstructed_from_change": "Bản này dựng lại từ bảng thay đổi: chỉ tên, lĩnh vực, số quyết định và thời hạn có nguồn; "
    "phần còn lại chép từ bản liền kề.",
}
# What a catalogue file may carry (data README, flags[]). A rebuilt version is our own doing: no file may claim it.
PUBLISHED_FLAGS = frozenset(FLAG_WORDS) - {"reconstructed_from_change"}


@dataclass(frozen=True, slots=True)
class PublishedLimit:
    """A time limit as published. `value` is None exactly when `unit` is UNSTRUCTURED: never one day."""

    value: Decimal | None
    unit: str
    raw: str = ""

    @property
    def is_structured(self) -> bool:
        """False when the portal holds no limit that can be counted."""
        return self.value is not None

    @property
    def words(self) -> str:
        """`3,5 ngày làm việc`, `trong ngày`, or the sentence that no limit is published."""
        if self.value is None:
            return NO_LIMIT_WORDS
        if self.unit in UNITS_WITHOUT_NUMBER:
            return UNIT_WORDS[self.unit]
        return f"{number_words(self.value)} {UNIT_WORDS[self.unit]}"


@dataclass(frozen=True, slots=True)
class ChannelTerms:
    """Limit and fees of one published way of filing. A channel may come several times, one per case."""

    ordinal: int
    channel: Channel
    limit: PublishedLimit
    fees: tuple[Fee, ...]
    description: str = ""


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    """One paper of the dossier, or a NOTE between the papers (0 originals and 0 copies)."""

    case: str
    ordinal: int
    name: str
    originals: int
    copies: int
    kind: str = "DOCUMENT"
    form_files: tuple[str, ...] = ()

    @property
    def is_paper(self) -> bool:
        """False for a note."""
        return self.kind == "DOCUMENT"


@dataclass(frozen=True, slots=True)
class Content:
    """Everything one version of a procedure says. Two equal contents have equal digests (`procedure_records.digest`)."""

    name: str
    field: str
    level: str | None = None
    levels: tuple[str, ...] = ()
    decision_no: str = ""
    issuer: str = ""
    kind: str = ""
    agencies: tuple[str, ...] = ()
    competent_agency: str = ""
    delegated_agency: str = ""
    cooperating_agency: str = ""
    reception_address: str = ""
    applicants: tuple[str, ...] = ()
    steps: str = ""
    conditions: str = ""
    keywords: str = ""
    online_offered: bool | None = None
    channels: tuple[dict[str, Any], ...] = ()
    papers: tuple[dict[str, Any], ...] = ()
    results: tuple[dict[str, Any], ...] = ()
    legal_basis: tuple[dict[str, Any], ...] = ()
    flags: tuple[str, ...] = ()


def terms_of(channels: list[dict[str, Any]], flags: list[str]) -> tuple[ChannelTerms, ...]:
    """The typed terms of stored channel rows; `flags` are the version's, for the doubts of its fees."""
    flagged = "zero_fee_with_note" in flags
    return tuple(_terms(ordinal, row, flagged) for ordinal, row in enumerate(channels, start=1))


def _terms(ordinal: int, row: dict[str, Any], tariff_flagged: bool) -> ChannelTerms:
    value = row["limit_value"]
    limit = PublishedLimit(None if value is None else Decimal(value), row["limit_unit"], row["limit_raw"])
    fees = tuple(
        published_fee(
            None if fee["amount"] is None else Decimal(fee["amount"]),
            fee["note"],
            tariff_flagged=tariff_flagged,
        )
        for fee in row["fees"]
    )
    return ChannelTerms(ordinal, Channel(row["channel"]), limit, fees, row["description"])


def papers_of(papers: list[dict[str, Any]]) -> tuple[RequiredPaper, ...]:
    """The typed papers of stored rows, numbered over all cases so that an ordinal names one paper of the version."""
    return tuple(
        RequiredPaper(
            row["case"],
            ordinal,
            row["name"],
            row["originals"],
            row["copies"],
            row["kind"],
            tuple(row["forms"]),
        )
        for ordinal, row in enumerate(papers, start=1)
    )


def number_words(value: Decimal) -> str:
    """A number as Vietnamese print it: `3,5`, `12`."""
    return format(value.normalize(), "f").replace(".", ",")


def slug(text: str) -> str:
    """A name as a word for addresses: `dat-dai`."""
    return re.sub(r"[^0-9a-z]+", "-", fold(text)).strip("-")[:200]


REGULAR_CODE = re.compile(r"\d\.\d{6}")
LOCAL_CODE = re.compile(r"(\d\.\d{6})(?:\.000\.00\.00)?\.H\d+", re.IGNORECASE)


def is_regular(code: str) -> bool:
    """True for `1.001193` and its provincial variants; others are accepted but flagged `code_irregular`."""
    return bool(REGULAR_CODE.fullmatch(code) or LOCAL_CODE.fullmatch(code))


def national_code(code: str) -> str:
    """The national code of a province's variant (`1.000656.000.00.00.H29`, `2.002622.H56`); others unchanged.

    Source: domain.md §4.1.
    """
    match = LOCAL_CODE.fullmatch(code.strip())
    return match.group(1) if match else code.strip()
