"""The menu on a telephone, by keyboard and without scripts; setting office hours the same way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.apps.office.models import WorkingWeek
from tests.chromium import sideways, violations
from tests.worlds.every_state import LOOKED_AT
from tests.worlds.small import SmallOffice, build

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SignedIn = Callable[..., Page]
TOP = "document.querySelector('#main-content').getBoundingClientRect().top"


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> SmallOffice:
    monkeypatch.setenv("MOTCUA_NOW", LOOKED_AT.isoformat())
    return build()


@pytest.fixture
def signed_in(open_page: SignedIn, office: SmallOffice) -> SignedIn:
    """`signed_in("kstt", "/desk/lich", width=360)`: a page as an officer sees it."""

    def go(username: str, path: str, **options: Any) -> Page:
        client = Client()
        client.force_login(office.officer(username))
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        state = {"cookies": [_cookie(key)], "origins": []}
        return open_page(path, storage_state=state, **options)

    return go


def _cookie(key: str) -> dict[str, Any]:
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": key,
        "domain": "localhost",
        "path": "/",
        "expires": -1,
        "httpOnly": True,
        "secure": False,
        "sameSite": "Lax",
    }


def test_on_a_telephone_the_menu_is_one_line_opened_by_keyboard_without_scripts(signed_in: SignedIn) -> None:
    page = signed_in("kstt", "/desk/lich", width=360, javascript=False)
    assert page.evaluate(TOP) <= 110
    line = page.locator("summary").filter(has_text="Menu")
    expect(line).to_contain_text("Lịch làm việc")
    expect(line).to_contain_text(page.locator(".mc-menu__officer strong").text_content() or "?")
    expect(page.get_by_role("link", name="Thủ tục", exact=True)).to_have_count(0)
    before = page.evaluate(TOP)
    for _ in range(8):
        page.keyboard.press("Tab")
        if line.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Thủ tục", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    bottom = page.locator(".mc-menu").evaluate("one => one.getBoundingClientRect().bottom")
    assert page.evaluate(TOP) >= bottom > before, "the menu pushes the page down and covers nothing"
    page.get_by_role("link", name="Báo cáo", exact=True).press("Enter")
    page.wait_for_url("**/bao-cao/**")
    expect(page.locator("summary").filter(has_text="Menu")).to_contain_text("Báo cáo")


@pytest.mark.parametrize("width", [320, 360, 640])
def test_narrow_pages_start_high_and_do_not_scroll_sideways(signed_in: SignedIn, width: int) -> None:
    page = signed_in("quay", "/desk/", width=width, javascript=False)
    assert page.evaluate(TOP) <= 110
    assert sideways(page) == 0
    page.emulate_media(media="print")
    expect(page.locator(".mc-menu")).to_be_hidden()


def test_on_a_wide_screen_groups_open_by_key_and_the_group_of_the_page_is_open(signed_in: SignedIn) -> None:
    page = signed_in("kstt", "/desk/lich")
    expect(page.get_by_role("link", name="Thủ tục", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Lịch làm việc", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    figures = page.locator(".mc-nav summary").filter(has_text="Thống kê")
    figures.press("Enter")
    expect(page.get_by_role("link", name="Sổ theo dõi", exact=True)).to_be_visible()
    bottom = page.locator(".mc-nav").evaluate("one => one.getBoundingClientRect().bottom")
    strip = page.locator(".mc-nav__group[open] .mc-nav__strip").last
    assert strip.evaluate("one => one.getBoundingClientRect().bottom") <= bottom <= page.evaluate(TOP)
    assert violations(page) == []


def test_hours_are_set_on_a_telephone_without_scripts(signed_in: SignedIn, office: SmallOffice) -> None:
    page = signed_in("kstt", "/desk/lich", width=360, javascript=False)
    page.get_by_role("link", name="Giờ làm việc", exact=True).click()
    page.get_by_label("Tên gọi").fill("Giờ mùa hè")
    page.get_by_label("Áp dụng từ ngày").fill("16/04/2026")
    saturday = page.get_by_role("group", name="Thứ Bảy")
    saturday.get_by_label("Giờ chỉ nhận, trả hồ sơ").fill("sáng")
    page.get_by_label("Văn bản quy định giờ làm việc").fill("QĐ 45/QĐ-UBND")
    page.get_by_role("button", name="Xem trước ảnh hưởng").click()
    expect(page.get_by_text("Không đọc được buổi làm việc “sáng”").last).to_be_visible()
    expect(page.get_by_label("Tên gọi")).to_have_value("Giờ mùa hè")
    saturday.get_by_label("Giờ chỉ nhận, trả hồ sơ").fill("7h30 đến 11h30")
    page.get_by_role("button", name="Xem trước ảnh hưởng").click()
    expect(page.get_by_text("Chưa có gì được ghi.")).to_be_visible()
    page.get_by_role("button", name="Công bố lịch mới").click()
    expect(page.get_by_text("Thứ Bảy: 07:30–11:30 (chỉ nhận, trả hồ sơ)")).to_be_visible()
    assert sideways(page) == 0
    assert WorkingWeek.objects.get(name="Giờ mùa hè").source == "QĐ 45/QĐ-UBND"
