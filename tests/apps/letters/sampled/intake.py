"""Papers of reception."""

from datetime import date

from motcua.rules.forms import (
    Contact,
    PapersReturn,
    Receipt,
    Refusal,
    Signatory,
    Supplement,
    SupplementItem,
)
from tests.apps.letters.sampled.parts import (
    AT,
    COMPANY,
    DEPUTY,
    DUE,
    LONG_HEAD,
    LONG_NUMBER,
    LONG_REASON,
    LONG_SUBJECT,
    MANY_PAPERS,
    NGOC,
    NUMBER,
    OFFICER,
    PAPERS,
    RECEIVED,
    SIGNED,
    WARD,
)


def receipt(**changes: object) -> Receipt:
    """A complete receipt of form 01, with some fields changed."""
    fields: dict[str, object] = {
        "head": WARD,
        "slip_number": "12/TTPVHCC",
        "issued_at": AT,
        "number": NUMBER,
        "submitter": NGOC,
        "owner_name": NGOC.name,
        "subject": "Đăng ký khai sinh",
        "papers": PAPERS,
        "limit_text": "05 ngày làm việc",
        "received_at": RECEIVED,
        "due_at": DUE,
        "due_text": "Tính 05 ngày làm việc từ 08:05 ngày 05/03/2026, không tính thứ Bảy, Chủ nhật",
        "result_place": "Trung tâm Phục vụ hành chính công phường Tân Lâm",
        "book": "Hộ tịch",
        "volume": "01/2026",
        "ordinal": "12",
        "channel_text": "Trực tiếp tại quầy",
        "receiver": OFFICER,
        "tracking_url": f"https://motcua.example.vn/tra-cuu?ma={NUMBER}&khoa=K7QM-4T2P-XW9D",
        "tracking_secret": "K7QM-4T2P-XW9D",
    }
    return Receipt(**(fields | changes))  # type: ignore[arg-type]  # a test builder: values are checked by use


LONG_RECEIPT = receipt(
    head=LONG_HEAD,
    number=LONG_NUMBER,
    submitter=COMPANY,
    owner_name=COMPANY.name,
    owner_address=COMPANY.address,
    subject=LONG_SUBJECT,
    papers=MANY_PAPERS,
    sets=12,
    receiver=SIGNED,
    online=True,
    version=2,
    replaces="Thay thế giấy số 12/TTPVHCC ngày 05/03/2026 do ghi sai địa chỉ",
    fee_text="1.234.567 đồng, nộp trực tuyến qua Cổng Dịch vụ công quốc gia",
    notes=("Mang theo căn cước và giấy này khi nhận kết quả.",),
)

SUPPLEMENT = Supplement(
    head=WARD,
    slip_number="7/TTPVHCC",
    issued_at=AT,
    applicant=NGOC,
    subject="Đăng ký khai sinh",
    items=(
        SupplementItem("Giấy chứng sinh", "thiếu", "nộp 01 bản chính"),
        SupplementItem("Tờ khai đăng ký khai sinh", "sai", "ghi lại ngày sinh bằng chữ và ký tên"),
    ),
    reason="Thành phần hồ sơ chưa đủ theo bản công bố thủ tục",
    deadline=date(2026, 3, 19),
    contact=Contact("Trần Văn Bình", "0226 3888 999"),
    officer=OFFICER,
)
LONG_SUPPLEMENT = Supplement(
    head=LONG_HEAD,
    issued_at=AT,
    number=LONG_NUMBER,
    applicant=COMPANY,
    subject=LONG_SUBJECT,
    items=tuple(
        SupplementItem(p.name, "không hợp lệ", "làm lại và đóng dấu giáp lai") for p in MANY_PAPERS[:25]
    ),
    reason=LONG_REASON,
    legal_basis="khoản 4 Điều 19 Nghị định số 61/2018/NĐ-CP",
    clock_text="Thời hạn giải quyết tạm dừng từ khi gửi phiếu này đến khi nhận đủ giấy tờ bổ sung",
    request_ordinal=2,
    repeat_ground="Tài liệu bổ sung lần đầu phát sinh sai lệch mới về ranh giới thửa đất",
    contact=Contact("Trần Văn Bình", "0226 3888 999"),
    officer=SIGNED,
    online=True,
    tracking_url="https://motcua.example.vn/bo-sung",
)


def refusal(signatory: Signatory = OFFICER) -> Refusal:
    return Refusal(
        head=WARD,
        issued_at=AT,
        applicant=NGOC,
        subject="Đăng ký khai sinh",
        reason="Cha, mẹ không cư trú tại tỉnh An Hòa và trẻ không sinh sống tại phường Tân Lâm",
        legal_basis="Điều 13 Luật Hộ tịch",
        right_place="Trung tâm Phục vụ hành chính công nơi cư trú của cha hoặc mẹ",
        contact=Contact("Trần Văn Bình", "0226 3888 999"),
        signatory=signatory,
    )


LONG_REFUSAL = Refusal(
    head=LONG_HEAD,
    slip_number="45/TTPVHCC",
    issued_at=AT,
    applicant=COMPANY,
    number=LONG_NUMBER,
    submitted_at=RECEIVED,
    subject=LONG_SUBJECT,
    reason=LONG_REASON,
    contact=Contact("Trần Văn Bình", "0226 3888 999"),
    signatory=DEPUTY,
    online=True,
)
PAPERS_RETURN = PapersReturn(
    head=WARD,
    issued_at=AT,
    number=NUMBER,
    applicant=NGOC,
    subject="Đăng ký khai sinh",
    received_at=RECEIVED,
    reason="Người nộp đề nghị rút hồ sơ theo đơn ngày 05/03/2026",
    papers=PAPERS,
    fees_text="Không thu",
    officer=OFFICER,
    receiver_name=NGOC.name,
)
