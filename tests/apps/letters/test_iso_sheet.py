"""The ISO 9001 sheet on paper: every page numbered, a draft says so, the flow diagram on its own page."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.apps.letters.queries import edition_on
from motcua.apps.letters.rendering import render
from motcua.rules.forms import FormKind, IsoSheet
from tests.apps.letters import reading
from tests.apps.letters.sampled.iso_sheet import ISO_SHEET, LONG_ISO_SHEET

ON = date(2026, 3, 2)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="120" viewBox="0 0 {width} 120">'
    '<rect x="10" y="20" width="140" height="80" fill="white" stroke="black"/></svg>'
)


def pages(sheet: IsoSheet) -> list[str]:
    """The text of every page."""
    content = render(FormKind.ISO_SHEET, sheet, on=ON).content
    return [page.extract_text() for page in reading.reader(content).pages]


def test_the_standard_is_data_with_a_date():
    assert edition_on(FormKind.ISO_SHEET, ON).basis == "TCVN ISO 9001:2015"
    assert "TCVN ISO 9001:2015" in pages(ISO_SHEET)[0]


@pytest.mark.parametrize("sheet", [ISO_SHEET, LONG_ISO_SHEET])
def test_every_page_says_which_it_is_of_how_many(sheet):
    found = pages(sheet)
    assert all(f"{number}/{len(found)}" in text for number, text in enumerate(found, 1))
    assert all(sheet.code in text for text in found)


def test_a_draft_says_so_on_every_page_and_an_issued_one_never():
    assert all("BẢN NHÁP" in text for text in pages(replace(ISO_SHEET, purpose="Dài. " * 2000)))
    assert not any("BẢN NHÁP" in text for text in pages(LONG_ISO_SHEET))


def test_the_parts_of_the_sheet_stand_in_their_order():
    text = " ".join(" ".join(pages(LONG_ISO_SHEET)).split())
    parts = ["1. MỤC ĐÍCH", "2. PHẠM VI", "3. TÀI LIỆU VIỆN DẪN", "4. ĐỊNH NGHĨA, VIẾT TẮT", "5. NỘI DUNG", "5.1. Cơ sở pháp lý",
             "5.2. Thành phần hồ sơ", "5.3. Số lượng hồ sơ", "5.4. Thời gian xử lý", "5.5. Nơi tiếp nhận", "Các bước thực hiện",
             "6. BIỂU MẪU", "7. HỒ SƠ LƯU"]  # fmt: skip
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "Quyết định số 57/QĐ-SXD" in text
    assert "12" in text
    for box in ("Soạn thảo", "Xem xét", "Phê duyệt"):
        assert box in text


def test_a_missing_text_is_said_to_be_missing():
    assert "(Chưa ghi.)" in pages(ISO_SHEET)[0]


def test_the_flow_diagram_lies_on_a_page_of_its_own_with_words_for_who_cannot_see_it():
    sheet = replace(
        ISO_SHEET,
        diagram=tuple(PICTURE.format(width=w) for w in (700, 600)),
        diagram_words="Bước 1: Thẩm định.",
    )
    content = render(FormKind.ISO_SHEET, sheet, on=ON).content
    document = reading.reader(content)
    last = document.pages[-1]
    assert "LƯU ĐỒ" in last.extract_text()
    assert float(last.mediabox.width) > float(last.mediabox.height)
    assert "LƯU ĐỒ" not in document.pages[0].extract_text()


def test_the_same_sheet_is_the_same_file():
    assert (
        render(FormKind.ISO_SHEET, ISO_SHEET, on=ON).sha256
        == render(FormKind.ISO_SHEET, ISO_SHEET, on=ON).sha256
    )
