"""Papers at the end of a dossier."""

from datetime import date

from motcua.rules.forms import (
    Contact,
    FeeReceipt,
    LossReport,
    Recall,
    ResultDelivery,
    ResultHandover,
    ResultHandoverRow,
    ResultLine,
)
from tests.apps.letters.sampled.parts import (
    AT,
    DIRECTOR,
    DUE,
    NGOC,
    NUMBER,
    OFFICE,
    PAPERS,
    RECEIVED,
    WARD,
)
from tests.apps.letters.sampled.progress import (
    FEES,
)

FEE_RECEIPT = FeeReceipt(
    collecting_unit="Trung tâm Phục vụ hành chính công phường Tân Lâm",
    tax_code="0300588569",
    place="Tân Lâm",
    template_number="01BLP",
    series="AH-26T",
    receipt_number="0000123",
    issued_at=AT,
    procedure_name="Phí thẩm định và lệ phí cấp giấy chứng nhận quyền sử dụng đất",
    payer_name=NGOC.name,
    number=NUMBER,
    address=NGOC.address,
    lines=FEES,
    method_text="Tiền mặt",
    collector_name="Đặng Thị Yến",
)


def result_handover(rows: int) -> ResultHandover:
    return ResultHandover(
        head=OFFICE,
        issued_at=AT,
        settling_unit="Sở Nông nghiệp và Môi trường",
        receiving_unit="Trung tâm Phục vụ hành chính công",
        rows=tuple(
            ResultHandoverRow(
                f"H99.12-260305-{i:04d}",
                "Chuyển mục đích sử dụng đất",
                "Quyết định số 45/QĐ-UBND",
                NGOC.name,
                NGOC.address,
                fee_due=i % 2 == 0,
                by_post=i % 3 == 0,
            )
            for i in range(1, rows + 1)
        ),
        giver_name="Vũ Thị Lan",
    )


DELIVERY = ResultDelivery(
    head=WARD,
    issued_at=DUE,
    number=NUMBER,
    procedure_name="Đăng ký khai sinh",
    owner_name=NGOC.name,
    giver=Contact("Trần Văn Bình", "0226 3888 999"),
    recipient=Contact(NGOC.name, NGOC.phone),
    recipient_id=NGOC.personal_id,
    recipient_capacity="Chủ hồ sơ",
    results=(
        ResultLine("Giấy khai sinh", "45/2026", "Giấy khai sinh của Nguyễn Minh Khôi", date(2026, 3, 12)),
    ),
    returned_papers=PAPERS[1:2],
    way_text="Trực tiếp tại quầy",
    fee_text="Không thu",
    delivered_at=DUE,
)
LOSS = LossReport(
    head=WARD,
    issued_at=AT,
    number=NUMBER,
    owner_name=NGOC.name,
    subject="Đăng ký khai sinh",
    found_at=RECEIVED,
    participants=("Ông Lê Quang Đạo, Giám đốc Trung tâm", "Ông Trần Văn Bình, công chức tiếp nhận"),
    papers=PAPERS[:1],
    circumstances="Giấy tờ bị ướt khi vận chuyển hồ sơ đến Phòng Văn hóa – Xã hội",
    remedy="Trung tâm đề nghị bệnh viện cấp lại giấy chứng sinh và chịu chi phí",
    remedy_by=date(2026, 3, 10),
    signatory=DIRECTOR,
)
RECALL = Recall(
    head=OFFICE,
    slip_number="2/TB-SNNMT",
    issued_at=AT,
    applicant=NGOC,
    number=NUMBER,
    subject="Chuyển mục đích sử dụng đất",
    result=ResultLine("Quyết định", "45/QĐ-UBND", "cho phép chuyển mục đích", date(2026, 3, 2)),
    reason="Ghi sai diện tích thửa đất",
    legal_basis="Điều 101 Luật Đất đai",
    decision="Thu hồi quyết định đã trả, cấp quyết định mới đúng diện tích",
    new_due_at=DUE,
    center_name="Trung tâm Phục vụ hành chính công phường Tân Lâm",
    signatory=DIRECTOR,
)
