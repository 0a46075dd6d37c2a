"""The papers of reception: forms 01, 02, 03 and the slip that returns papers (TT 01/2018, TT 03/2025).

Fields stand in the order of the forms (reference: domain §5.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from motcua.rules.forms.parts import Contact, Letterhead, May, Must, PaperLine, Party, Signatory


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Form 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả.

    `due_at` is None for results given at once or fixed by law in other words; then `due_text` must say so.
    """

    head: Annotated[Letterhead, Must("Cơ quan tiếp nhận")]
    slip_number: Annotated[str, May("Số giấy tiếp nhận")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập giấy")]
    number: Annotated[str, Must("Mã hồ sơ")]
    submitter: Annotated[Party, Must("Người nộp hồ sơ")]
    owner_name: Annotated[str, Must("Chủ hồ sơ")]
    owner_address: Annotated[str, May("Địa chỉ chủ hồ sơ")] = ""
    subject: Annotated[str, Must("Nội dung yêu cầu giải quyết")]
    papers: Annotated[tuple[PaperLine, ...], Must("Thành phần hồ sơ")]
    sets: Annotated[int, Must("Số lượng hồ sơ")] = 1
    limit_text: Annotated[str, Must("Thời gian giải quyết hồ sơ theo quy định")]
    received_at: Annotated[datetime, Must("Thời gian nhận hồ sơ")]
    due_at: Annotated[datetime | None, Must("Thời gian trả kết quả", unless="due_text")]
    due_text: Annotated[str, May("Cách tính hạn trả")] = ""
    """How the due time was reached, or what replaces it ("Trả kết quả ngay trong ngày làm việc")."""
    result_place: Annotated[str, Must("Đăng ký nhận kết quả tại")]
    book: Annotated[str, May("Sổ theo dõi hồ sơ")] = ""
    volume: Annotated[str, May("Quyển số")] = ""
    ordinal: Annotated[str, May("Số thứ tự")] = ""
    channel_text: Annotated[str, May("Hình thức nộp")] = ""
    fee_text: Annotated[str, May("Phí, lệ phí")] = ""
    receiver: Annotated[Signatory, Must("Người tiếp nhận hồ sơ")]
    online: bool = False
    """Submitted online: the receiver alone signs (TT 01/2018, form 01)."""
    tracking_url: Annotated[str, May("Địa chỉ tra cứu")] = ""
    tracking_secret: Annotated[str, May("Mã tra cứu")] = ""
    version: int = 1
    replaces: Annotated[str, May("Thay thế giấy")] = ""
    """Said on a re-issued receipt: which one it replaces and why."""
    copy_label: Annotated[str, May("Liên")] = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SupplementItem:
    """One thing to complete: the paper, what is wrong (thiếu, sai, không hợp lệ), and what to do."""

    name: Annotated[str, Must("Tên giấy tờ, nội dung")]
    defect: Annotated[str, May("Tình trạng")] = ""
    request: Annotated[str, May("Nội dung cần hoàn thiện")] = ""


@dataclass(frozen=True, kw_only=True)
class Supplement:
    """Form 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: one complete list, asked once."""

    head: Annotated[Letterhead, Must("Cơ quan hướng dẫn")]
    slip_number: Annotated[str, May("Số phiếu")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập phiếu")]
    number: Annotated[str, May("Mã hồ sơ")] = ""
    """Empty at the counter before acceptance: the dossier has no number yet (T5)."""
    applicant: Annotated[Party, Must("Hồ sơ của")]
    subject: Annotated[str, Must("Nội dung yêu cầu giải quyết")]
    items: Annotated[tuple[SupplementItem, ...], Must("Nội dung cần bổ sung, hoàn thiện")]
    reason: Annotated[str, Must("Lý do")]
    legal_basis: Annotated[str, May("Căn cứ")] = ""
    deadline: Annotated[date | None, May("Thời hạn bổ sung")] = None
    clock_text: Annotated[str, May("Ảnh hưởng đến thời hạn giải quyết")] = ""
    request_ordinal: int = 1
    repeat_ground: Annotated[str, May("Căn cứ yêu cầu bổ sung lần nữa")] = ""
    contact: Annotated[Contact, Must("Người hướng dẫn, giải đáp")]
    officer: Annotated[Signatory, Must("Người hướng dẫn")]
    online: bool = False
    tracking_url: Annotated[str, May("Địa chỉ tra cứu")] = ""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Form 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ: at reception (DECLINE) or on the merits (REFUSE)."""

    head: Annotated[Letterhead, Must("Cơ quan từ chối")]
    slip_number: Annotated[str, May("Số phiếu")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập phiếu")]
    applicant: Annotated[Party, Must("Hồ sơ của")]
    number: Annotated[str, May("Mã hồ sơ")] = ""
    submitted_at: Annotated[datetime | None, May("Thời gian nộp")] = None
    subject: Annotated[str, Must("Nội dung yêu cầu giải quyết")]
    reason: Annotated[str, Must("Lý do cụ thể")]
    legal_basis: Annotated[str, May("Căn cứ")] = ""
    right_place: Annotated[str, May("Nơi có thẩm quyền giải quyết")] = ""
    contact: Annotated[Contact, Must("Người giải đáp")]
    signatory: Annotated[Signatory, Must("Người từ chối")]
    online: bool = False


@dataclass(frozen=True, kw_only=True)
class PapersReturn:
    """Phiếu trả lại hồ sơ: on withdrawal under TT 01/2018, or when a supplement never came (T13, T17)."""

    head: Annotated[Letterhead, Must("Cơ quan trả hồ sơ")]
    slip_number: Annotated[str, May("Số phiếu")] = ""
    issued_at: Annotated[datetime, Must("Thời điểm lập phiếu")]
    number: Annotated[str, May("Mã hồ sơ")] = ""
    applicant: Annotated[Party, Must("Hồ sơ của")]
    subject: Annotated[str, Must("Nội dung yêu cầu giải quyết")]
    received_at: Annotated[datetime | None, May("Thời gian nhận hồ sơ")] = None
    reason: Annotated[str, Must("Lý do trả lại")]
    papers: Annotated[tuple[PaperLine, ...], Must("Giấy tờ trả lại")]
    fees_text: Annotated[str, May("Phí, lệ phí đã nộp")] = ""
    officer: Annotated[Signatory, Must("Người trả hồ sơ")]
    receiver_name: Annotated[str, Must("Người nhận lại hồ sơ")]
