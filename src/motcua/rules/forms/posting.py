"""The public posting of a procedure (niêm yết công khai), NĐ 63/2010 Đ.8 and Đ.17."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from motcua.rules.forms.parts import Letterhead, May, Must


@dataclass(frozen=True)
class ChannelLine:
    """One way of submitting, with its own limit and fee: kept apart as the catalogue keeps them."""

    name: Annotated[str, Must("Hình thức nộp")]
    limit_text: Annotated[str, Must("Thời hạn giải quyết")]
    fee_text: Annotated[str, Must("Phí, lệ phí")]
    note: Annotated[str, May("Mô tả")] = ""


@dataclass(frozen=True)
class RequiredPaperLine:
    """One required paper as the catalogue states it; counts are texts because many are only described."""

    name: Annotated[str, Must("Tên giấy tờ")]
    originals: Annotated[str, May("Bản chính")] = ""
    copies: Annotated[str, May("Bản sao")] = ""
    form_name: Annotated[str, May("Mẫu đơn, tờ khai")] = ""
    case: Annotated[str, May("Trường hợp")] = ""
    """The case of the catalogue the paper belongs to; lines with the same case stand together."""


@dataclass(frozen=True, kw_only=True)
class Posting:
    """Bảng niêm yết thủ tục hành chính: the parts of NĐ 63/2010 Đ.8, the publishing decision and a QR."""

    head: Annotated[Letterhead, Must("Cơ quan niêm yết")]
    issued_at: Annotated[datetime, Must("Ngày niêm yết")]
    code: Annotated[str, Must("Mã thủ tục")]
    name: Annotated[str, Must("Tên thủ tục")]
    field_text: Annotated[str, Must("Lĩnh vực")]
    level_text: Annotated[str, May("Cấp thực hiện")] = ""
    authority: Annotated[str, Must("Cơ quan giải quyết")]
    where: Annotated[str, May("Nơi nộp hồ sơ")] = ""
    steps: Annotated[tuple[str, ...], Must("Trình tự thực hiện")]
    channels: Annotated[tuple[ChannelLine, ...], Must("Cách thức thực hiện")]
    papers: Annotated[tuple[RequiredPaperLine, ...], May("Thành phần hồ sơ")] = ()
    sets_text: Annotated[str, May("Số lượng hồ sơ")] = ""
    applicants: Annotated[tuple[str, ...], May("Đối tượng thực hiện")] = ()
    results: Annotated[tuple[str, ...], May("Kết quả thực hiện")] = ()
    requirements: Annotated[str, May("Yêu cầu, điều kiện")] = ""
    legal_bases: Annotated[tuple[str, ...], May("Căn cứ pháp lý")] = ()
    decision: Annotated[str, Must("Quyết định công bố")]
    effective_on: Annotated[date | None, May("Ngày có hiệu lực")] = None
    version: Annotated[str, May("Phiên bản")] = ""
    url: Annotated[str, Must("Địa chỉ trang thủ tục")]
    feedback_text: Annotated[str, May("Nơi nhận phản ánh, kiến nghị")] = ""
