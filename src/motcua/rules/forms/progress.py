"""The papers written while a dossier is being settled: forms 04, 05, 06 of TT 03/2025 and others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from motcua.rules.forms.parts import FeeLine, Letterhead, May, Must, Party, Signatory
from motcua.rules.words import money_words


@dataclass(frozen=True, kw_only=True)
class Apology:
    """Form 04: phiếu xin lỗi và hẹn lại (TT 01/2018), văn bản xin lỗi và đề nghị gia hạn (TT 03/2025)."""

    head: Annotated[Letterhead, Must("Cơ quan giải quyết")]
    slip_number: Annotated[str, May("Số văn bản")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập văn bản")]
    applicant: Annotated[Party, Must("Kính gửi")]
    field_text: Annotated[str, May("Lĩnh vực")] = ""
    subject: Annotated[str, Must("Nội dung yêu cầu giải quyết")]
    number: Annotated[str, Must("Mã hồ sơ")]
    received_at: Annotated[datetime, Must("Thời gian nhận hồ sơ")]
    due_at: Annotated[datetime, Must("Thời gian hẹn trả kết quả")]
    reason: Annotated[str, Must("Lý do")]
    new_due_at: Annotated[datetime, Must("Thời gian hẹn trả kết quả lại")]
    center_name: Annotated[str, Must("Nơi tiếp nhận hồ sơ")]
    contact_text: Annotated[str, May("Người liên hệ")] = ""
    signatory: Annotated[Signatory, Must("Người ký")]
    recipients: tuple[str, ...] = ()
    """Further lines of "Nơi nhận" beside "Như trên", the center and "Lưu: VT"."""


@dataclass(frozen=True, kw_only=True)
class StopNotice:
    """Form 05 of TT 03/2025, Thông báo dừng giải quyết hồ sơ: on request, before a decision."""

    head: Annotated[Letterhead, Must("Cơ quan giải quyết")]
    slip_number: Annotated[str, May("Số thông báo")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập thông báo")]
    number: Annotated[str, Must("Mã hồ sơ")]
    applicant: Annotated[Party, Must("Kính gửi")]
    subject: Annotated[str, Must("Nội dung yêu cầu giải quyết")]
    received_at: Annotated[datetime, Must("Thời gian nhận hồ sơ")]
    requested_at: Annotated[datetime, Must("Thời điểm đề nghị dừng")]
    request_text: Annotated[str, Must("Nội dung đề nghị dừng")]
    stage: Annotated[str, Must("Giai đoạn giải quyết")]
    decision: Annotated[str, Must("Nội dung quyết định dừng")]
    fees_paid: Annotated[int | None, May("Phí, lệ phí đã nộp")] = None
    """In đồng; None when nothing is known, 0 when nothing was paid."""
    fees_refunded: Annotated[int | None, May("Phí, lệ phí hoàn trả")] = None
    papers_text: Annotated[str, May("Giấy tờ trả lại")] = ""
    center_name: Annotated[str, May("Nơi tiếp nhận hồ sơ")] = ""
    signatory: Annotated[Signatory, Must("Người ký")]
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class ControlLeg:
    """One handing over on the control slip: who gave to whom, when, and how the giver stood in time."""

    giving_unit: Annotated[str, Must("Đơn vị giao")]
    receiving_unit: Annotated[str, Must("Đơn vị nhận")]
    at: Annotated[datetime | None, May("Thời gian giao, nhận")] = None
    giver: Annotated[str, May("Người giao")] = ""
    receiver: Annotated[str, May("Người nhận")] = ""
    outcome: Annotated[str, May("Kết quả")] = ""
    """"Trước hạn", "Đúng hạn", "Quá hạn 2 giờ"…; empty while the leg is still running."""
    note: Annotated[str, May("Ghi chú")] = ""


@dataclass(frozen=True, kw_only=True)
class ControlSlip:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ: form 05 of TT 01/2018, form 06 of TT 03/2025."""

    head: Annotated[Letterhead, Must("Cơ quan tiếp nhận")]
    slip_number: Annotated[str, May("Số phiếu")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập phiếu")]
    owner_name: Annotated[str, Must("Kèm theo hồ sơ của")]
    number: Annotated[str, Must("Mã hồ sơ")]
    subject: Annotated[str, May("Nội dung yêu cầu giải quyết")] = ""
    received_at: Annotated[datetime, Must("Thời gian nhận hồ sơ")]
    due_at: Annotated[datetime | None, May("Thời gian hẹn trả kết quả")] = None
    settling_unit: Annotated[str, Must("Cơ quan (bộ phận) giải quyết")]
    cooperating_units: Annotated[tuple[str, ...], May("Cơ quan phối hợp")] = ()
    book: Annotated[str, May("Sổ theo dõi hồ sơ")] = ""
    volume: Annotated[str, May("Quyển số")] = ""
    ordinal: Annotated[str, May("Số thứ tự")] = ""
    legs: tuple[ControlLeg, ...] = ()
    blank_legs: int = 0
    """Empty rows printed after the legs, to be filled by hand."""


@dataclass(frozen=True)
class HandoverRow:
    """One dossier of a hand-over slip."""

    number: Annotated[str, Must("Mã hồ sơ")]
    subject: Annotated[str, Must("Nội dung hồ sơ")]
    owner_name: Annotated[str, Must("Chủ hồ sơ")]
    sets: int = 1
    received_at: Annotated[datetime | None, May("Thời gian nhận")] = None
    due_at: Annotated[datetime | None, May("Hạn trả kết quả")] = None
    task: Annotated[str, May("Nhiệm vụ")] = ""
    task_due_at: Annotated[datetime | None, May("Hạn của bước")] = None
    note: Annotated[str, May("Ghi chú")] = ""


@dataclass(frozen=True, kw_only=True)
class HandoverSlip:
    """Giấy bàn giao hồ sơ between the one-stop and a unit, or between units (NĐ 61/2018 Đ.18)."""

    head: Annotated[Letterhead, Must("Bên giao")]
    slip_number: Annotated[str, May("Số giấy bàn giao")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm bàn giao")]
    giving_unit: Annotated[str, Must("Đơn vị giao")]
    receiving_unit: Annotated[str, Must("Đơn vị nhận")]
    rows: Annotated[tuple[HandoverRow, ...], Must("Hồ sơ bàn giao")]
    giver_name: Annotated[str, Must("Người giao")]
    receiver_name: Annotated[str, May("Người nhận")] = ""


@dataclass(frozen=True, kw_only=True)
class ConsultationSlip:
    """Phiếu lấy ý kiến sent to a cooperating agency; it has its own time limit (NĐ 61/2018 Đ.19.5)."""

    head: Annotated[Letterhead, Must("Cơ quan lấy ý kiến")]
    slip_number: Annotated[str, May("Số phiếu")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập phiếu")]
    to_agency: Annotated[str, Must("Cơ quan được lấy ý kiến")]
    number: Annotated[str, Must("Mã hồ sơ")]
    owner_name: Annotated[str, Must("Chủ hồ sơ")]
    subject: Annotated[str, Must("Nội dung hồ sơ")]
    questions: Annotated[tuple[str, ...], Must("Nội dung lấy ý kiến")]
    attachments: Annotated[tuple[str, ...], May("Tài liệu gửi kèm")] = ()
    reply_by: Annotated[datetime, Must("Thời hạn trả lời")]
    due_at: Annotated[datetime | None, May("Hạn trả kết quả của hồ sơ")] = None
    contact_text: Annotated[str, May("Người liên hệ")] = ""
    signatory: Annotated[Signatory, Must("Người ký")]
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaymentNotice:
    """Thông báo thực hiện nghĩa vụ tài chính: the clock of the dossier is paused until it is met (T14)."""

    head: Annotated[Letterhead, Must("Cơ quan thông báo")]
    slip_number: Annotated[str, May("Số thông báo")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm thông báo")]
    applicant: Annotated[Party, Must("Kính gửi")]
    number: Annotated[str, Must("Mã hồ sơ")]
    subject: Annotated[str, Must("Nội dung yêu cầu giải quyết")]
    lines: Annotated[tuple[FeeLine, ...], Must("Khoản phải nộp")]
    pay_by: Annotated[date | None, Must("Hạn nộp")]
    ways: Annotated[tuple[str, ...], Must("Cách nộp")]
    legal_basis: Annotated[str, May("Căn cứ")] = ""
    clock_text: Annotated[str, May("Ảnh hưởng đến thời hạn giải quyết")] = ""
    contact_text: Annotated[str, May("Người liên hệ")] = ""
    signatory: Annotated[Signatory, Must("Người ký")]
    recipients: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Sum of the lines, in đồng."""
        return sum(line.amount for line in self.lines)

    @property
    def total_words(self) -> str:
        """The sum in words, capital first."""
        return money_words(self.total)
