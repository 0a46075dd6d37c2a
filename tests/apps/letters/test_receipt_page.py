"""The receipt is one sheet of A5: signatures, QR code and tracking secret on the page the citizen takes home."""

from __future__ import annotations

from dataclasses import replace

import pytest

from motcua.apps.letters.rendering import render
from motcua.rules.forms import FormKind, PaperLine, Party, Receipt
from tests.apps.letters import reading, samples
from tests.apps.letters.sampled.parts import LONG_SUBJECT, MANY_PAPERS, SIGNED, WARD

MAI = Party(
    "Nguyễn Thị Phương Mai",
    "Số 128/16 ngõ 345 đường Nguyễn Thị Minh Khai, tổ dân phố số 7, phường Trung Tâm, tỉnh Tân Lâm",
    "0912345678",
    "nguyenthiphuongmai.tanlam@example.vn",
    "036190001234",
)
NAMES = (
    "Tờ khai cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh theo mẫu quy định",
    "Văn bản ủy quyền theo quy định của pháp luật trong trường hợp ủy quyền thực hiện",
    "Giấy tờ chứng minh nơi cư trú (trường hợp cơ sở dữ liệu chưa kết nối)",
    "Căn cước, hộ chiếu hoặc giấy tờ khác có dán ảnh còn giá trị sử dụng",
    "Giấy chứng nhận kết hôn của cha, mẹ nếu cha, mẹ trẻ có đăng ký kết hôn",
)
FIVE = tuple(PaperLine(name, originals=1, copies=place % 2) for place, name in enumerate(NAMES))
FULL: dict[str, object] = {
    "head": replace(
        WARD, superior="UBND tỉnh Tân Lâm", name="Trung tâm Phục vụ hành chính công tỉnh Tân Lâm"
    ),
    "submitter": MAI,
    "owner_name": MAI.name,
    "papers": FIVE,
    "subject": "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh cho người được đăng ký hộ tịch theo yêu cầu",
    "limit_text": "10 ngày làm việc (cơ quan cam kết 07 ngày làm việc)",
    "due_text": "Tính 07 ngày làm việc từ 08:05 ngày 05/03/2026, theo lịch làm việc của cơ quan",
    "result_place": "Trung tâm Phục vụ hành chính công tỉnh Tân Lâm, số 1 đường Hùng Vương, phường Trung Tâm",
    "fee_text": "1.234.567 đồng, đã nộp",
}
"""All lines that a receipt may have, in the words of the demo province."""
VARIANTS: dict[str, dict[str, object]] = {
    "counter": {},
    "agent": {
        "submitter": replace(MAI, address="", email=""),
        "owner_name": "Công ty trách nhiệm hữu hạn một thành viên Thương mại Hưng Thịnh",
        "owner_address": MAI.address,
    },
    "whole day": {"due_at": None, "due_text": "Hết ngày 12 tháng 3 năm 2026", "subject": LONG_SUBJECT},
    "online": {
        "online": True,
        "channel_text": "Trực tuyến",
        "receiver": SIGNED,
        "result_place": f"Qua bưu chính, đến {MAI.address}",
    },
    "reissued": {
        "version": 2,
        "replaces": "Thay giấy số 12/TTPVHCC lập lúc 08:07 ngày 05/03/2026. Lý do: ghi sai địa chỉ",
        "notes": ("Thời gian trả kết quả ghi trên giấy trước không còn áp dụng.",),
    },
}
SECRET, SIGNS = reading.squeezed("K7QM-4T2P-XW9D"), reading.squeezed("NGƯỜI TIẾP NHẬN HỒ SƠ (Ký")


def pages_of(paper: Receipt) -> list[str]:
    pdf = render(FormKind.RECEIPT, paper, on=samples.UNDER_TT03)
    return [reading.squeezed(page.extract_text()) for page in reading.reader(pdf.content).pages]


@pytest.mark.parametrize("count", [1, 3, 5])
@pytest.mark.parametrize("variant", VARIANTS)
def test_up_to_five_papers_fit_one_page(variant: str, count: int) -> None:
    pages = pages_of(samples.receipt(**(FULL | VARIANTS[variant] | {"papers": FIVE[:count]})))
    assert len(pages) == 1
    assert SECRET in pages[0]
    assert SIGNS in pages[0]


@pytest.mark.parametrize("online", [False, True])
@pytest.mark.parametrize("count", [9, 13, 22, 40])
def test_with_many_papers_the_secret_stays_on_the_first_page_and_signatures_keep_together(
    count: int, online: bool
) -> None:
    pages = pages_of(samples.receipt(**(FULL | {"papers": MANY_PAPERS[:count], "online": online})))
    assert len(pages) > 1
    assert SECRET in pages[0]
    assert "".join(pages).count(SECRET) == 1
    assert SIGNS in pages[-1]
    assert reading.squeezed("Vào Sổ theo dõi hồ sơ") in pages[-1]
