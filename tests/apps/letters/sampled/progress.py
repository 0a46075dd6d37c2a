"""Papers written while a dossier is being settled."""

from datetime import date, datetime

from motcua.rules.forms import (
    Apology,
    ConsultationSlip,
    ControlLeg,
    ControlSlip,
    FeeLine,
    HandoverRow,
    HandoverSlip,
    PaymentNotice,
    StopNotice,
)
from tests.apps.letters.sampled.parts import (
    AT,
    DEPUTY,
    DIRECTOR,
    DUE,
    NGOC,
    NUMBER,
    OFFICE,
    RECEIVED,
    WARD,
)

APOLOGY = Apology(
    head=OFFICE,
    slip_number="15/PXL-SNNMT",
    issued_at=AT,
    applicant=NGOC,
    field_text="Đất đai",
    subject="Đăng ký biến động đất đai",
    number=NUMBER,
    received_at=RECEIVED,
    due_at=DUE,
    reason="Cần xác minh thêm ranh giới thửa đất",
    new_due_at=datetime(2026, 3, 20, 16, 30),
    center_name="Trung tâm Phục vụ hành chính công phường Tân Lâm",
    signatory=DIRECTOR,
)
STOP = StopNotice(
    head=OFFICE,
    slip_number="3/TB-SNNMT",
    issued_at=AT,
    number=NUMBER,
    applicant=NGOC,
    subject="Đăng ký biến động đất đai",
    received_at=RECEIVED,
    requested_at=AT,
    request_text="Xin dừng giải quyết vì đã thỏa thuận lại với bên mua",
    stage="Đang thẩm định tại Phòng Đăng ký",
    decision="Dừng giải quyết hồ sơ kể từ ngày 05/03/2026",
    fees_paid=500_000,
    fees_refunded=350_000,
    papers_text="trả lại toàn bộ bản chính tại Trung tâm",
    center_name="Trung tâm Phục vụ hành chính công phường Tân Lâm",
    signatory=DEPUTY,
)
LEGS = (
    ControlLeg(
        "Trung tâm Phục vụ hành chính công phường Tân Lâm",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        AT,
        "Trần Văn Bình",
        "Vũ Thị Lan",
        "Đúng hạn",
    ),
    ControlLeg(
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "Lãnh đạo UBND phường",
        DUE,
        "Vũ Thị Lan",
        "Đỗ Mạnh Hà",
        "Trước hạn",
    ),
)


def control_slip(legs: int) -> ControlSlip:
    return ControlSlip(
        head=WARD,
        issued_at=AT,
        owner_name=NGOC.name,
        number=NUMBER,
        subject="Đăng ký biến động đất đai",
        received_at=RECEIVED,
        due_at=DUE,
        settling_unit="Phòng Kinh tế, Hạ tầng và Đô thị",
        cooperating_units=("Chi nhánh Văn phòng đăng ký đất đai", "Thuế cơ sở 3"),
        legs=tuple(LEGS[i % 2] for i in range(legs)),
        blank_legs=2,
    )


def handover(rows: int) -> HandoverSlip:
    return HandoverSlip(
        head=WARD,
        issued_at=AT,
        giving_unit="Trung tâm Phục vụ hành chính công phường Tân Lâm",
        receiving_unit="Phòng Kinh tế, Hạ tầng và Đô thị",
        rows=tuple(
            HandoverRow(
                number=f"H99.12-260305-{i:04d}",
                subject="Đăng ký biến động đất đai",
                owner_name=NGOC.name,
                received_at=RECEIVED,
                due_at=DUE,
                task="Thẩm định",
                task_due_at=DUE,
            )
            for i in range(1, rows + 1)
        ),
        giver_name="Trần Văn Bình",
        receiver_name="Vũ Thị Lan",
    )


CONSULTATION = ConsultationSlip(
    head=OFFICE,
    slip_number="21/SNNMT-ĐĐ",
    issued_at=AT,
    to_agency="Sở Xây dựng",
    number=NUMBER,
    owner_name=NGOC.name,
    subject="Chuyển mục đích sử dụng đất",
    questions=(
        "Thửa đất có phù hợp quy hoạch chung đô thị không?",
        "Chỉ giới đường đỏ và khoảng lùi áp dụng.",
    ),
    attachments=("Đơn đề nghị (bản sao)", "Trích lục bản đồ địa chính"),
    reply_by=DUE,
    due_at=datetime(2026, 3, 20, 16, 30),
    signatory=DEPUTY,
)
FEES = (FeeLine("Phí thẩm định hồ sơ", 1_200_000), FeeLine("Lệ phí cấp giấy chứng nhận", 34_567, charge=True))
PAYMENT = PaymentNotice(
    head=OFFICE,
    slip_number="9/TB-SNNMT",
    issued_at=AT,
    applicant=NGOC,
    number=NUMBER,
    subject="Chuyển mục đích sử dụng đất",
    lines=FEES,
    pay_by=date(2026, 4, 4),
    ways=("Trực tuyến trên Cổng Dịch vụ công quốc gia", "Tại quầy thu phí của Trung tâm"),
    clock_text="Thời hạn giải quyết tạm dừng từ ngày thông báo đến khi nộp xong",
    signatory=DIRECTOR,
)
