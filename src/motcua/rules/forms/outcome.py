"""The papers at the end of a dossier: results handed over, fees received, losses and recalls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from motcua.rules.forms.parts import (
    Contact,
    FeeLine,
    Letterhead,
    May,
    Must,
    PaperLine,
    Party,
    ResultLine,
    Signatory,
)
from motcua.rules.words import money_words

FEE_RECEIPT_COPIES = ("Liên 1: Lưu tại cơ quan thu", "Liên 2: Giao cho người nộp tiền", "Liên 3: Lưu nội bộ")
"""The three copies of a fee receipt, one to a page."""


@dataclass(frozen=True, kw_only=True)
class ResultDelivery:
    """Giấy biên nhận trả kết quả (T20–T22): who handed what to whom, with the originals given back."""

    head: Annotated[Letterhead, Must("Nơi trả kết quả")]
    slip_number: Annotated[str, May("Số biên nhận")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập giấy")]
    number: Annotated[str, Must("Mã hồ sơ")]
    procedure_name: Annotated[str, Must("Tên thủ tục hành chính")]
    owner_name: Annotated[str, Must("Chủ hồ sơ")]
    giver: Annotated[Contact, Must("Người trả kết quả")]
    recipient: Annotated[Contact, Must("Người nhận kết quả")]
    recipient_id: Annotated[str, May("Số căn cước của người nhận")] = ""
    recipient_capacity: Annotated[str, Must("Tư cách người nhận")]
    """"Chủ hồ sơ", "Người được ủy quyền theo giấy ủy quyền số …", "Bưu tá"…"""
    results: Annotated[tuple[ResultLine, ...], Must("Kết quả trả")]
    returned_papers: Annotated[tuple[PaperLine, ...], May("Bản chính trả lại")] = ()
    way_text: Annotated[str, Must("Hình thức trả")]
    waybill: Annotated[str, May("Số hiệu bưu gửi")] = ""
    fee_text: Annotated[str, May("Phí, lệ phí")] = ""
    delivered_at: Annotated[datetime, Must("Thời gian trả kết quả")]


@dataclass(frozen=True)
class ResultHandoverRow:
    """One result on its way from the settling unit to the counter."""

    number: Annotated[str, Must("Mã hồ sơ")]
    subject: Annotated[str, Must("Nội dung giải quyết")]
    result: Annotated[str, Must("Kết quả giải quyết")]
    owner_name: Annotated[str, Must("Chủ hồ sơ")]
    address: Annotated[str, May("Địa chỉ")] = ""
    fee_due: bool = False
    by_post: bool = False


@dataclass(frozen=True, kw_only=True)
class ResultHandover:
    """Phiếu bàn giao kết quả giải quyết thủ tục hành chính, settling unit to one-stop."""

    head: Annotated[Letterhead, Must("Cơ quan giao kết quả")]
    slip_number: Annotated[str, May("Số phiếu")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm bàn giao")]
    settling_unit: Annotated[str, Must("Đơn vị chủ trì giải quyết")]
    receiving_unit: Annotated[str, Must("Đơn vị nhận kết quả")]
    rows: Annotated[tuple[ResultHandoverRow, ...], Must("Kết quả bàn giao")]
    giver_name: Annotated[str, Must("Người giao")]
    receiver_name: Annotated[str, May("Người nhận")] = ""


@dataclass(frozen=True, kw_only=True)
class FeeReceipt:
    """Biên lai thu tiền phí, lệ phí: three copies; not a form of the one-stop circulars."""

    collecting_unit: Annotated[str, Must("Đơn vị thu")]
    tax_code: Annotated[str, May("Mã số thuế của đơn vị thu")] = ""
    place: Annotated[str, Must("Địa danh")]
    template_number: Annotated[str, May("Mẫu số biên lai")] = ""
    series: Annotated[str, May("Ký hiệu biên lai")] = ""
    receipt_number: Annotated[str, Must("Số biên lai")]
    issued_at: Annotated[datetime, Must("Thời điểm thu")]
    procedure_name: Annotated[str, Must("Tên loại phí, lệ phí")]
    payer_name: Annotated[str, Must("Người nộp tiền")]
    number: Annotated[str, Must("Mã hồ sơ")]
    address: Annotated[str, May("Địa chỉ")] = ""
    lines: Annotated[tuple[FeeLine, ...], Must("Khoản thu")]
    method_text: Annotated[str, Must("Hình thức thanh toán")]
    collector_name: Annotated[str, Must("Người thu tiền")]
    copies: tuple[str, ...] = FEE_RECEIPT_COPIES

    @property
    def total(self) -> int:
        """Sum of the lines, in đồng."""
        return sum(line.amount for line in self.lines)

    @property
    def total_words(self) -> str:
        """The sum in words, capital first."""
        return money_words(self.total)


@dataclass(frozen=True, kw_only=True)
class LossReport:
    """Biên bản về hồ sơ, giấy tờ bị mất, thất lạc, hư hỏng, with apology and remedy (NĐ 61/2018 Đ.21)."""

    head: Annotated[Letterhead, Must("Cơ quan lập biên bản")]
    slip_number: Annotated[str, May("Số biên bản")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập biên bản")]
    number: Annotated[str, Must("Mã hồ sơ")]
    owner_name: Annotated[str, Must("Chủ hồ sơ")]
    subject: Annotated[str, Must("Nội dung hồ sơ")]
    found_at: Annotated[datetime, Must("Thời điểm phát hiện")]
    participants: Annotated[tuple[str, ...], Must("Thành phần lập biên bản")]
    papers: Annotated[tuple[PaperLine, ...], Must("Giấy tờ bị mất, hư hỏng")]
    circumstances: Annotated[str, Must("Diễn biến, nguyên nhân")]
    responsible: Annotated[str, May("Người, đơn vị chịu trách nhiệm")] = ""
    remedy: Annotated[str, Must("Biện pháp khắc phục")]
    remedy_by: Annotated[date | None, May("Thời hạn khắc phục")] = None
    signatory: Annotated[Signatory, Must("Người ký")]
    witness_name: Annotated[str, May("Người chứng kiến")] = ""


@dataclass(frozen=True, kw_only=True)
class Recall:
    """Thông báo thu hồi, sửa kết quả giải quyết bị sai (T27), with apology and the new clock."""

    head: Annotated[Letterhead, Must("Cơ quan thu hồi")]
    slip_number: Annotated[str, May("Số thông báo")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm thông báo")]
    applicant: Annotated[Party, Must("Kính gửi")]
    number: Annotated[str, Must("Mã hồ sơ")]
    subject: Annotated[str, Must("Nội dung yêu cầu giải quyết")]
    result: Annotated[ResultLine, Must("Kết quả bị thu hồi")]
    reason: Annotated[str, Must("Lý do thu hồi")]
    legal_basis: Annotated[str, Must("Căn cứ")]
    decision: Annotated[str, Must("Nội dung thu hồi, sửa đổi")]
    new_due_at: Annotated[datetime | None, May("Thời gian trả kết quả mới")] = None
    center_name: Annotated[str, May("Nơi trả kết quả")] = ""
    signatory: Annotated[Signatory, Must("Người ký")]
    recipients: tuple[str, ...] = ()
