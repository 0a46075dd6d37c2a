"""An office takes its table of steps in from Excel: looks at what was understood first, then accepts it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.apps.processes import actions, queries
from tests.chromium import sideways, violations
from tests.worlds.small import SmallOffice, build, vn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
AT = vn("2026-03-02 09:00")
GOOD: list[list[Any]] = [
    ["QUY TRÌNH CẤP PHÉP THỬ"],
    ["TT", "Nội dung công việc", "Trách nhiệm", "Thời gian", "Biểu mẫu/Kết quả"],
    [1, "Phân công thụ lý", "Trưởng phòng", "2 giờ", ""],
    [2, "Thẩm định hồ sơ, dự thảo kết quả", "Chuyên viên", "1 ngày", "Dự thảo"],
    [3, "Ký duyệt", "Giám đốc Sở", 0.5, "Giấy phép"],
    [4, "Vào sổ, đóng dấu", "Văn thư", "30 phút", "Giấy phép đã phát hành"],
    [5, "Trả kết quả", "Bộ phận Một cửa", "", ""],
]


def excel(folder: Path, name: str, rows: list[list[Any]]) -> str:
    """A file as the office keeps it."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    path = folder / name
    path.write_bytes(target.getvalue())
    return str(path)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> SmallOffice:
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")
    return build()


@pytest.fixture
def desk(open_page: Open, office: SmallOffice) -> Open:
    """The page with the head of the division signed in."""

    def go(path: str, **options: Any) -> Page:
        page = open_page("/dang-nhap", **options)
        client = Client()
        client.force_login(office.officer("truongphong"))
        cookie: Any = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}
        page.context.add_cookies([cookie])
        page.goto(page.url.replace("/dang-nhap", path))
        return page

    return go


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, False)])
def test_van_phong_nhap_bang_buoc_tu_excel_xem_truoc_roi_nhan(
    desk: Open, office: SmallOffice, tmp_path: Path, width: int, javascript: bool
) -> None:
    """Văn phòng nhập bảng bước từ Excel, xem trước rồi nhận."""
    actor = office.actor("truongphong", AT)
    key = actions.create(
        "Cấp phép thử", agency_id=office.agency().pk, model="default", actor=actor, at=AT
    ).key
    page = desk(f"/desk/quy-trinh/{key}/nhap-tep", width=width, javascript=javascript)

    bad = [*GOOD[:3], [2, "Thẩm định", "Chuyên viên", "vài ngày", ""]]
    page.set_input_files("#file", excel(tmp_path, "sai.xlsx", bad))
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Dòng 4, cột Thời gian «vài ngày»")
    assert sideways(page) == 0
    if javascript:  # axe itself is a script
        assert violations(page) == []

    page.set_input_files("#file", excel(tmp_path, "dung.xlsx", GOOD))
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.locator("h1")).to_contain_text("Xem trước khi nhận")
    expect(page.locator("main")).to_contain_text("Chưa có gì được lưu")
    assert sideways(page) == 0
    if javascript:
        assert violations(page) == []
        page.locator("summary", has_text="chỗ khác với").click()
        expect(page.locator(".pe-changes")).to_be_visible()
    row = queries.definition(key, actor)
    assert row is not None
    assert len(getattr(queries.draft_of(row), "body", {})["steps"]) == 7

    accept = page.get_by_role("button", name="Thay bản nháp bằng bảng này")
    accept.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Đã đưa 5 bước từ tệp vào bản nháp")
    assert page.url.endswith(f"/desk/quy-trinh/{key}/soan")
    assert len(getattr(queries.draft_of(row), "body", {})["steps"]) == 5
    assert [line for line in page.said if "422" not in line] == []  # type: ignore[attr-defined]
