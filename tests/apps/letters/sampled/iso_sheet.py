"""The ISO 9001 sheet: a process alone as a draft, and a long one with everything a procedure may say."""

from dataclasses import replace
from datetime import date, datetime

from motcua.rules.forms import (
    ChannelLine,
    IsoProcedure,
    IsoSheet,
    IsoSigner,
    IsoStep,
    Letterhead,
    RequiredPaperLine,
)
from tests.apps.letters.sampled.parts import LONG_HEAD, LONG_REASON, LONG_SUBJECT

ISO_SHEET = IsoSheet(
    head=Letterhead("UBND TỈNH TÂN LÂM", "Sở Xây dựng", "Tân Lâm"),
    name="Cấp giấy phép xây dựng",
    code="QT-0A1B2C",
    issued_at=datetime(2026, 3, 2, 9, 0),
    draft=True,
    steps=(
        IsoStep("1", "Thẩm định hồ sơ #1 [*thử*]", "Chuyên viên thụ lý", "2 ngày làm việc", "Dự thảo"),
        IsoStep("1a", "Nơi cư trú", "Công an xã", "1 ngày làm việc", "Văn bản trả lời", beside=True),
        IsoStep("2", "Trả kết quả", "Cán bộ tiếp nhận", ways=("Chưa đạt: trả lại bước 1.",)),
    ),
    total_text="2 ngày làm việc",
    signers=(
        IsoSigner("Soạn thảo"),
        IsoSigner("Xem xét"),
        IsoSigner("Phê duyệt", "Trần Thị Bình", "Giám đốc"),
    ),
)

LONG_ISO_SHEET = replace(
    ISO_SHEET,
    head=LONG_HEAD,
    name=LONG_SUBJECT,
    issue_no=12,
    decision="Quyết định số 57/QĐ-SXD",
    decided_on=date(2026, 3, 1),
    valid_from=date(2026, 3, 15),
    draft=False,
    purpose=LONG_REASON,
    scope=LONG_REASON,
    references="Luật Xây dựng",
    terms="TTHC: thủ tục hành chính",
    records=LONG_REASON,
    procedure=IsoProcedure(
        code="1.009994",
        name=LONG_SUBJECT,
        legal_bases=tuple(f"Nghị định số {at}/2024/NĐ-CP" for at in range(1, 12)),
        papers=tuple(
            RequiredPaperLine(
                f"Giấy tờ thứ {at}", "1", "", f"Mẫu {at}", "Trường hợp xây mới" if at > 5 else ""
            )
            for at in range(1, 25)
        ),
        channels=(ChannelLine("Trực tiếp", "20 ngày làm việc", "chưa xác định"),),
        where="Trung tâm Phục vụ hành chính công",
        results=("Giấy phép xây dựng",),
        conditions=LONG_REASON,
    ),
    steps=tuple(
        IsoStep(
            str(at),
            LONG_SUBJECT,
            "Chuyên viên thụ lý – Phòng Quản lý xây dựng",
            "0,5 ngày làm việc",
            "Tờ trình",
        )
        for at in range(1, 41)
    ),
    forms=tuple(f"Biểu mẫu {at}" for at in range(1, 30)),
)
