"""The people, offices and moments the samples share; all fictional."""

from datetime import date, datetime

from motcua.rules.forms import Letterhead, PaperLine, Party, Signatory

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
