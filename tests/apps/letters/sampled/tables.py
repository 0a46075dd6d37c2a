"""Papers that are mostly a table, and the posting sheet."""

from datetime import date

from motcua.rules.forms import (
    ChannelLine,
    Column,
    Counts06a,
    Logbook,
    LogbookRow,
    Posting,
    Report06a,
    RequiredPaperLine,
    Row06a,
    TablePaper,
)
from tests.apps.letters.sampled.parts import (
    AT,
    COMPANY,
    DIRECTOR,
    DUE,
    LONG_REASON,
    LONG_SUBJECT,
    NGOC,
    RECEIVED,
    WARD,
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
