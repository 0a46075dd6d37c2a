"""The shared look in a real browser: axe, narrow screens, keys, drafts, no script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import sideways, violations

PAGES = [
    "/phong-cach",
    "/phong-cach?loi",
    "/phong-cach/ban-lam-viec",
    "/phong-cach/ban-lam-viec?loi",
    "/dang-nhap",
]
Open = Callable[..., Page]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_the_content_policy_is_kept(open_page: Open, path: str, width: int) -> None:
    page = open_page(path, width=width)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert page.said == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", PAGES)
def test_at_320_pixels_nothing_scrolls_sideways(open_page: Open, path: str) -> None:
    assert sideways(open_page(path, width=320)) == 0


def test_at_200_percent_zoom_nothing_is_cut(open_page: Open) -> None:
    page = open_page("/phong-cach/ban-lam-viec", width=640, height=450, device_scale_factor=2)
    assert sideways(page) == 0


def test_the_font_is_ours(open_page: Open) -> None:
    page = open_page("/phong-cach")
    page.evaluate("document.fonts.ready")
    families = page.evaluate(
        "[...document.querySelectorAll('main *')].map(e => getComputedStyle(e).fontFamily.split(',')[0].replace(/\"/g, ''))"
    )
    assert set(families) <= {"Be Vietnam Pro", "ui-monospace"}
    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"', 'Ặữ')")


def test_the_desk_works_by_keys_alone(open_page: Open) -> None:
    page = open_page("/phong-cach/ban-lam-viec")
    keys = page.keyboard
    page.wait_for_load_state("networkidle")
    keys.press("j")
    expect(page.locator("tr[data-here]")).to_contain_text("0001")
    keys.press("j")
    expect(page.locator("tr[data-here]")).to_contain_text("0002")
    keys.press("x")
    expect(page.locator("[data-selected-count]")).to_have_text("1")
    keys.press("k")
    expect(page.locator("tr[data-here]")).to_contain_text("0001")
    keys.press("/")
    expect(page.locator("#desk-search")).to_be_focused()
    keys.press("Escape")
    expect(page.locator("#desk-search")).not_to_be_focused()
    keys.press("?")
    expect(page.locator("#keys-help")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#keys-help")).to_be_hidden()
    keys.press("9")
    page.wait_for_url("**/phong-cach")


def test_enter_opens_the_row(open_page: Open) -> None:
    page = open_page("/phong-cach/ban-lam-viec")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    expect(page.locator("tr[data-here]")).to_be_visible()
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    page.wait_for_url("**#bang")
    assert "?" not in page.url, "Enter on a tick box must open the row, not send the form"


def test_a_scan_outside_any_box_lands_in_the_search_box(open_page: Open) -> None:
    page = open_page("/phong-cach/ban-lam-viec")
    page.wait_for_load_state("networkidle")
    page.locator("h1").click()
    page.keyboard.type("j1x9-260302", delay=0)
    expect(page.locator("#desk-search")).to_have_value("j1x9-260302")
    assert page.url.endswith("ban-lam-viec")


def test_all_rows_are_ticked_at_once(open_page: Open) -> None:
    page = open_page("/phong-cach/ban-lam-viec")
    page.wait_for_load_state("networkidle")
    page.locator("[data-select-all]").check()
    expect(page.locator("[data-selected-count]")).to_have_text("5")


def test_a_draft_says_it_is_saved_then_that_it_is_not_and_survives_a_crash(open_page: Open) -> None:
    page = open_page("/phong-cach/ban-lam-viec")
    page.wait_for_load_state("networkidle")
    status = page.locator("[data-autosave-status]")
    page.locator("#id_full_name").fill("Đặng Hữu Nghĩa")
    expect(status).to_contain_text("Đã lưu nháp lúc", timeout=5000)
    page.context.set_offline(True)
    page.locator("#id_full_name").fill("Đặng Hữu Nghĩa và con")
    expect(status).to_have_text("CHƯA LƯU — mất kết nối, đang thử lại", timeout=5000)
    page.context.set_offline(False)
    expect(status).to_contain_text("Đã lưu nháp lúc", timeout=9000)
    page.reload()
    expect(page.locator("#id_full_name")).to_have_value("Nguyễn Thị Hương")
    page.get_by_role("button", name="Dùng bản nháp").click()
    expect(page.locator("#id_full_name")).to_have_value("Đặng Hữu Nghĩa và con")


def test_a_draft_goes_only_when_the_server_has_answered(open_page: Open) -> None:
    page = open_page("/phong-cach/ban-lam-viec")
    form = page.url
    page.wait_for_load_state("networkidle")
    page.locator("#id_full_name").fill("Lò Thị Ựng")
    page.context.set_offline(True)
    with page.expect_event("requestfailed", lambda request: request.is_navigation_request()):
        page.evaluate("document.querySelector('form[data-autosave]').requestSubmit()")
    page.context.set_offline(False)
    page.goto(form)
    page.get_by_role("button", name="Dùng bản nháp").click()
    expect(page.locator("#id_full_name")).to_have_value("Lò Thị Ựng")
    page.evaluate("document.querySelector('form[data-autosave]').requestSubmit()")
    page.wait_for_url("**?loi")
    page.wait_for_load_state("networkidle")
    kept = "Object.keys(localStorage).filter(key => key.startsWith('motcua-draft:')).length"
    assert page.evaluate(kept) == 0


def test_without_javascript_everything_can_be_read_and_sent(open_page: Open) -> None:
    page = open_page("/phong-cach/ban-lam-viec", javascript=False)
    expect(page.get_by_text("quá hạn 2 ngày").first).to_be_visible()
    expect(page.get_by_role("button", name="Phím tắt")).to_have_count(0)
    page.get_by_text("Vì sao cần giấy này?").click()
    expect(page.get_by_text("Vì chưa tra được")).to_be_visible()
