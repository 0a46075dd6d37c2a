"""One short and one very long content for every form, all of it fictional."""

from dataclasses import replace
from datetime import date, datetime

from motcua.rules.forms import (
    Apology,
    ChannelLine,
    Column,
    ConsultationSlip,
    Contact,
    Context,
    ControlLeg,
    ControlSlip,
    Counts06a,
    FeeLine,
    FeeReceipt,
    FormKind,
    HandoverRow,
    HandoverSlip,
    Letterhead,
    Logbook,
    LogbookRow,
    LossReport,
    PaperLine,
    PapersReturn,
    Party,
    PaymentNotice,
    Posting,
    Recall,
    Receipt,
    Refusal,
    Report06a,
    RequiredPaperLine,
    ResultDelivery,
    ResultHandover,
    ResultHandoverRow,
    ResultLine,
    Row06a,
    Signatory,
    StopNotice,
    Supplement,
    SupplementItem,
    TablePaper,
)

UNDER_TT01 = date(2025, 9, 14)
UNDER_TT03 = date(2025, 9, 15)
AT = datetime(2026, 3, 5, 8, 7)
RECEIVED = datetime(2026, 3, 5, 8, 5)
DUE = datetime(2026, 3, 12, 16, 30)
NUMBER = "H99.12-260305-0012"
LONG_NUMBER = "000.99.12.H99-20260305-0092637"

WARD = Letterhead(
    "UBND phường Tân Lâm",
    "Trung tâm Phục vụ hành chính công",
    "Tân Lâm",
    "TTPVHCC",
    "0226 3888 999",
    "dichvucong.gov.vn",
)
LONG_HEAD = Letterhead(
    "Văn phòng Ủy ban nhân dân tỉnh An Hòa",
    "Trung tâm Phục vụ hành chính công tỉnh An Hòa, chi nhánh khu vực Tân Lâm – Đông Hải – Sông Thượng",
    "An Hòa",
    "TTPVHCC",
    "0226 3888 999",
    "dichvucong.gov.vn",
)
OFFICE = Letterhead("UBND tỉnh An Hòa", "Sở Nông nghiệp và Môi trường", "An Hòa", "SNNMT", "0226 3777 888")

NGOC = Party(
    "Nguyễn Thị Hồng Ngọc",
    "Tổ dân phố số 4, phường Tân Lâm, tỉnh An Hòa",
    "0912345678",
    "hongngoc@example.vn",
    "036190001234",
)
COMPANY = Party(
    "Công ty trách nhiệm hữu hạn một thành viên Sản xuất, Thương mại, Dịch vụ và Xuất nhập khẩu Nông lâm "
    "thủy sản Hưng Thịnh Phát Đông Bắc",
    "Số 128/16/7B, ngõ 345, đường Nguyễn Thị Minh Khai kéo dài, khu công nghiệp Tân Lâm mở rộng giai đoạn 2, "
    "phường Tân Lâm, tỉnh An Hòa",
    "02263888777",
    "phong-hanh-chinh.phap-che@hungthinhphat-dongbac.example.vn",
    "0300588569",
)
OFFICER = Signatory("Trần Văn Bình", "Người tiếp nhận hồ sơ")
SIGNED = Signatory("Trần Văn Bình", "Người tiếp nhận hồ sơ", signed_at=AT)
DIRECTOR = Signatory("Lê Quang Đạo", "Giám đốc")
DEPUTY = Signatory("Phạm Thị Thu Hương", "Phó Giám đốc", "KT. Giám đốc", signed_at=AT)

LONG_SUBJECT = (
    "Thủ tục cấp Giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất lần đầu đối với tổ chức "
    "trong nước đang sử dụng đất, tổ chức nước ngoài có chức năng ngoại giao, người gốc Việt Nam định cư ở nước "
    "ngoài và tổ chức kinh tế có vốn đầu tư nước ngoài"
)
LONG_REASON = " ".join(
    f"Tài liệu thứ {i} chưa thể hiện đầy đủ ranh giới, mốc giới thửa đất và chưa có xác nhận của các chủ sử dụng "
    "đất liền kề theo quy định."
    for i in range(1, 13)
)
PAPERS = (
    PaperLine("Tờ khai đăng ký khai sinh theo mẫu", originals=1),
    PaperLine("Giấy chứng sinh", originals=1),
    PaperLine("Căn cước của cha, mẹ", copies=2),
)
MANY_PAPERS = tuple(
    PaperLine(
        f"Giấy tờ thứ {i}: văn bản chứng minh quyền sử dụng đất, sơ đồ thửa đất, biên bản xác minh ranh giới "
        "và các tài liệu khác có liên quan theo quy định của pháp luật về đất đai",
        originals=1 + i % 2,
        certified=i % 3,
        copies=i % 4,
        electronic=i % 5 == 0,
        note="Trả lại bản chính sau khi đối chiếu" if i % 6 == 0 else "",
    )
    for i in range(1, 41)
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


def logbook(rows: int) -> Logbook:
    return Logbook(
        head=WARD,
        book="Sổ chung",
        volume="01/2026",
        period_text="Từ ngày 01/03/2026 đến ngày 31/03/2026",
        issued_at=AT,
        rows=tuple(
            LogbookRow(
                ordinal=i,
                number=f"H99.12-260305-{i:04d}",
                procedure_name=LONG_SUBJECT if i % 7 == 0 else "Đăng ký khai sinh",
                sets=1,
                owner_name=COMPANY.name if i % 9 == 0 else NGOC.name,
                contact="Tổ dân phố số 4, phường Tân Lâm; 0912345678",
                settling_unit="UBND phường Tân Lâm",
                received_at=RECEIVED,
                due_at=DUE if i % 5 else None,
                delivered_at=DUE if i % 2 else None,
                way_text="Tại quầy",
                signed_by=NGOC.name,
            )
            for i in range(1, rows + 1)
        ),
        closed_by=DIRECTOR,
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


def posting(papers: int) -> Posting:
    return Posting(
        head=WARD,
        issued_at=AT,
        code="1.001193",
        name="Đăng ký khai sinh" if papers < 10 else LONG_SUBJECT,
        field_text="Hộ tịch",
        level_text="Cấp xã",
        authority="Ủy ban nhân dân cấp xã",
        where="Trung tâm Phục vụ hành chính công bất kỳ trong tỉnh",
        steps=(
            "Người yêu cầu nộp hồ sơ.",
            "Công chức kiểm tra, tiếp nhận.",
            "Người yêu cầu nhận giấy khai sinh.",
        ),
        channels=(
            ChannelLine(
                "Trực tiếp", "Ngay trong ngày; sau 15 giờ thì ngày làm việc tiếp theo", "8.000 đồng/bản sao"
            ),
            ChannelLine("Trực tuyến", "Ngay trong ngày", "Không thu", "Nộp trên Cổng Dịch vụ công quốc gia"),
        ),
        papers=tuple(
            RequiredPaperLine(
                f"Giấy tờ số {i} theo quy định", "1", "0", "", "Giấy tờ phải nộp" if i < 3 else ""
            )
            for i in range(1, papers + 1)
        ),
        sets_text="01 bộ",
        applicants=("Công dân Việt Nam", "Người nước ngoài"),
        results=("Giấy khai sinh",),
        requirements="Không có" if papers < 10 else LONG_REASON,
        legal_bases=("Luật Hộ tịch số 60/2014/QH13", "Nghị định số 123/2015/NĐ-CP"),
        decision="Quyết định số 111/QĐ-UBND ngày 05/02/2026",
        effective_on=date(2026, 2, 5),
        version="3",
        url="https://motcua.example.vn/thu-tuc/1.001193",
        feedback_text="Văn phòng UBND phường Tân Lâm, điện thoại 0226 3888 999",
    )


COUNTS = Counts06a(1200, 345, 67, 900, 500, 12, 190, 10)


def report_06a(rows: int) -> Report06a:
    return Report06a(
        unit_name="Trung tâm Phục vụ hành chính công phường Tân Lâm",
        recipient_name="UBND tỉnh An Hòa",
        period_name="Quý I năm 2026",
        period_from=date(2025, 12, 15),
        period_to=date(2026, 3, 14),
        place="Tân Lâm",
        issued_at=AT,
        rows=(
            Row06a("A", "Cấp xã", COUNTS, heading=True),
            *(Row06a(str(i), f"Lĩnh vực {i}: bảo trợ xã hội và trẻ em", COUNTS) for i in range(1, rows + 1)),
        ),
        total=COUNTS,
        as_of=AT,
        snapshot="06a-2026-Q1-7f3c",
        prepared_by="Đặng Thị Yến",
        signatory=DIRECTOR,
    )


def table(rows: int) -> TablePaper:
    return TablePaper(
        head=WARD,
        title="Danh sách hồ sơ sắp đến hạn",
        subtitle="Tính đến 08:00 ngày 05/03/2026",
        issued_at=AT,
        columns=(
            Column("TT", 10, "center"),
            Column("Mã hồ sơ", 42),
            Column("Chủ hồ sơ"),
            Column("Giờ", 15, "center", "Hạn trả"),
            Column("Ngày", 25, "center", "Hạn trả"),
            Column("Phí (đồng)", 28, "right"),
        ),
        rows=tuple(
            (str(i), f"H99.12-260305-{i:04d}", NGOC.name, "16:30", "12/03/2026", "1.234.567")
            for i in range(1, rows + 1)
        ),
        notes=("Lập từ hệ thống Motcua.",),
    )


SHORT: dict[FormKind, Context] = {
    FormKind.RECEIPT: receipt(),
    FormKind.SUPPLEMENT: SUPPLEMENT,
    FormKind.DECLINE: refusal(),
    FormKind.REFUSE: refusal(DEPUTY),
    FormKind.APOLOGY: APOLOGY,
    FormKind.STOP_NOTICE: STOP,
    FormKind.CONTROL_SLIP: control_slip(2),
    FormKind.LOGBOOK: logbook(5),
    FormKind.PAPERS_RETURN: PAPERS_RETURN,
    FormKind.HANDOVER: handover(3),
    FormKind.CONSULTATION: CONSULTATION,
    FormKind.PAYMENT_NOTICE: PAYMENT,
    FormKind.FEE_RECEIPT: FEE_RECEIPT,
    FormKind.RESULT_HANDOVER: result_handover(3),
    FormKind.RESULT_DELIVERY: DELIVERY,
    FormKind.LOSS_REPORT: LOSS,
    FormKind.RECALL: RECALL,
    FormKind.POSTING: posting(4),
    FormKind.REPORT_06A: report_06a(6),
    FormKind.TABLE: table(4),
}

LONG: dict[FormKind, Context] = {
    FormKind.RECEIPT: LONG_RECEIPT,
    FormKind.SUPPLEMENT: LONG_SUPPLEMENT,
    FormKind.DECLINE: replace(LONG_REFUSAL, signatory=SIGNED),
    FormKind.REFUSE: LONG_REFUSAL,
    FormKind.APOLOGY: replace(
        APOLOGY, head=LONG_HEAD, applicant=COMPANY, subject=LONG_SUBJECT, reason=LONG_REASON, signatory=DEPUTY
    ),
    FormKind.STOP_NOTICE: replace(
        STOP, head=LONG_HEAD, applicant=COMPANY, subject=LONG_SUBJECT, request_text=LONG_REASON
    ),
    FormKind.CONTROL_SLIP: control_slip(14),
    FormKind.LOGBOOK: logbook(80),
    FormKind.PAPERS_RETURN: replace(PAPERS_RETURN, applicant=COMPANY, papers=MANY_PAPERS),
    FormKind.HANDOVER: handover(60),
    FormKind.CONSULTATION: replace(
        CONSULTATION, subject=LONG_SUBJECT, questions=tuple(LONG_REASON for _ in range(5))
    ),
    FormKind.PAYMENT_NOTICE: replace(
        PAYMENT, applicant=COMPANY, subject=LONG_SUBJECT, lines=tuple(FEES[i % 2] for i in range(30))
    ),
    FormKind.FEE_RECEIPT: replace(
        FEE_RECEIPT, payer_name=COMPANY.name, procedure_name=LONG_SUBJECT, address=COMPANY.address
    ),
    FormKind.RESULT_HANDOVER: result_handover(60),
    FormKind.RESULT_DELIVERY: replace(
        DELIVERY, procedure_name=LONG_SUBJECT, owner_name=COMPANY.name, returned_papers=MANY_PAPERS
    ),
    FormKind.LOSS_REPORT: replace(LOSS, papers=MANY_PAPERS, circumstances=LONG_REASON),
    FormKind.RECALL: replace(RECALL, head=LONG_HEAD, applicant=COMPANY, reason=LONG_REASON),
    FormKind.POSTING: posting(60),
    FormKind.REPORT_06A: report_06a(90),
    FormKind.TABLE: table(120),
}
