"""The printed ISO 9001 sheet of an internal process (domain.md §1.6; TT 01/2018 Đ.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from motcua.rules.forms.parts import Letterhead, May, Must
from motcua.rules.forms.posting import ChannelLine, RequiredPaperLine


@dataclass(frozen=True)
class IsoStep:
    """One row of the table of steps; `beside` for a consultation under its step, `ways` the sentences of where it goes."""

    ordinal: Annotated[str, Must("TT")]
    name: Annotated[str, Must("Trình tự")]
    who: Annotated[str, Must("Trách nhiệm")]
    time: Annotated[str, May("Thời gian")] = ""
    product: Annotated[str, May("Biểu mẫu, kết quả")] = ""
    ways: tuple[str, ...] = ()
    beside: bool = False


@dataclass(frozen=True)
class IsoSigner:
    """One of the boxes Soạn thảo, Xem xét, Phê duyệt; a name that is not known is left to be written."""

    caption: Annotated[str, Must("Ô ký")]
    name: Annotated[str, May("Họ tên")] = ""
    position: Annotated[str, May("Chức vụ")] = ""


@dataclass(frozen=True)
class IsoProcedure:
    """What the sheet says of one procedure: from the catalogue and from how the agency uses it."""

    code: Annotated[str, Must("Mã thủ tục")]
    name: Annotated[str, Must("Tên thủ tục")]
    legal_bases: Annotated[tuple[str, ...], May("Cơ sở pháp lý")] = ()
    papers: Annotated[tuple[RequiredPaperLine, ...], May("Thành phần hồ sơ")] = ()
    sets_text: Annotated[str, May("Số lượng hồ sơ")] = ""
    channels: Annotated[tuple[ChannelLine, ...], May("Thời gian xử lý, lệ phí")] = ()
    where: Annotated[str, May("Nơi tiếp nhận và trả kết quả")] = ""
    results: Annotated[tuple[str, ...], May("Kết quả")] = ()
    conditions: Annotated[str, May("Yêu cầu, điều kiện")] = ""


@dataclass(frozen=True, kw_only=True)
class IsoSheet:
    """Quy trình nội bộ theo TCVN ISO 9001: for a process alone, or with one procedure that runs on it."""

    head: Annotated[Letterhead, Must("Cơ quan ban hành")]
    name: Annotated[str, Must("Tên quy trình")]
    code: Annotated[str, May("Mã hiệu")] = ""
    issue_no: int = 0
    """Lần ban hành: the number of the version; 0 for what is not issued."""
    decision: Annotated[str, May("Quyết định phê duyệt")] = ""
    decided_on: Annotated[date | None, May("Ngày ban hành")] = None
    valid_from: Annotated[date | None, May("Ngày áp dụng")] = None
    issued_at: Annotated[datetime, Must("Thời điểm lập")]
    draft: bool = False
    """Nobody has approved it: the sheet says BẢN NHÁP on every page."""
    purpose: Annotated[str, May("Mục đích")] = ""
    scope: Annotated[str, May("Phạm vi")] = ""
    references: Annotated[str, May("Tài liệu viện dẫn")] = ""
    terms: Annotated[str, May("Định nghĩa, viết tắt")] = ""
    procedure: Annotated[IsoProcedure | None, May("Thủ tục hành chính")] = None
    steps: Annotated[tuple[IsoStep, ...], Must("Các bước")] = ()
    total_text: Annotated[str, May("Tổng thời gian các bước")] = ""
    forms: Annotated[tuple[str, ...], May("Biểu mẫu")] = ()
    records: Annotated[str, May("Hồ sơ lưu")] = ""
    signers: Annotated[tuple[IsoSigner, ...], May("Soạn thảo, xem xét, phê duyệt")] = ()
    diagram: tuple[str, ...] = ()
    """The flow diagram as SVG pictures, one below the other; empty when there is none."""
    diagram_words: str = ""
    """The same in sentences, for who cannot see it."""
