"""The tracking page in a real browser: clean for axe, fit for a small telephone, whole without a script, printable."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import sideways, violations
from tests.worlds.every_state import secret

Open = Callable[..., Page]
Numbers = dict[str, str]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_every_page_is_clean_and_narrow(open_page: Open, numbers: Numbers) -> None:
    pages = ["/tra-cuu", "/tra-cuu?so=sai", f"/tra-cuu?so={numbers['READY']}"]
    names = ("SUPPLEMENTING", "PAYING", "READY", "STOPPED", "DELIVERED", "EXTENDED", "AT_ONCE")
    pages += [f"/tra-cuu?so={numbers[name]}&ma={secret(numbers[name])}" for name in names]
    for path in pages:
        page = open_page(path, width=320)
        page.wait_for_load_state("networkidle")
        assert sideways(page) == 0, path
        for closed in page.locator("summary").all():
            closed.click()
        assert sideways(page) == 0, f"{path} with its details open"
        assert violations(page) == [], path
        assert page.said == [] or "sai" in path  # type: ignore[attr-defined]  # 422 is noted by the console


def test_a_telephone_without_scripts_reads_and_asks(open_page: Open, numbers: Numbers) -> None:
    page = open_page("/tra-cuu", width=360, javascript=False)
    page.get_by_label("Số hồ sơ").fill(numbers["SUPPLEMENTING"])
    page.get_by_label("Mã tra cứu").fill(secret(numbers["SUPPLEMENTING"]).lower())
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bạn cần bổ sung giấy tờ")
    assert page.url.endswith("/tra-cuu"), "a typed secret never gets into the address"
    page.get_by_text("Vì sao hẹn ngày này?").click()
    expect(page.get_by_text("ngày đầu tiên của thời hạn")).to_be_visible()
    expect(page.get_by_role("button", name="In trang này")).to_have_count(0)


def test_on_paper_the_explanation_is_there(open_page: Open, numbers: Numbers) -> None:
    page = open_page(f"/tra-cuu?so={numbers['READY']}&ma={secret(numbers['READY'])}")
    page.emulate_media(media="print")
    expect(page.get_by_text("ngày đầu tiên của thời hạn")).to_be_visible()
    expect(page.locator(".mc-nav")).to_be_hidden()
    expect(page.get_by_role("button", name="In trang này")).to_be_hidden()
