"""The catalogue in a real browser: axe, telephones, typing, no script."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.apps.catalogue import queries
from tests.apps.catalogue.rows import load, row
from tests.chromium import sideways, violations
from tests.worlds.small import NO_LIMIT, SEVEN_DAYS, SmallOffice, build

Open = Callable[..., Page]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DOUBTFUL = "1.000003"
TODAY = date(2026, 8, 3)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> SmallOffice:
    """The small office and a few procedures with everything that can be doubtful."""
    monkeypatch.setenv("MOTCUA_NOW", "2026-08-03T09:00")
    world = build()
    doubtful = row(
        DOUBTFUL, name="Chứng thực bản sao từ bản chính", value=None, unit="UNSTRUCTURED", conditions="Không"
    )
    for channel in doubtful["channels"]:
        channel["fees"] = [{"amount": 10, "note": "/bản"}, {"amount": 0, "note": "Theo biểu phí " * 30}]
        channel["description"] = "Nộp tại quầy. " * 30
    load(doubtful, row("1.000001", name="Đăng ký khai sinh"))
    load(row("1.000001", name="Đăng ký khai sinh", value=1, decision_no="7/QĐ-THU"))
    return world


def sign_in(page: Page, office: SmallOffice, username: str) -> Page:
    """Put an officer's session into the page's browser, without typing a password."""
    client = Client()
    client.force_login(office.officer(username))
    assert client.session[SESSION_KEY]
    cookie: Any = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}
    page.context.add_cookies([cookie])
    return page


PUBLIC = [
    "/",
    "/thu-tuc",
    "/thu-tuc?q=chung+thuc",
    "/thu-tuc?q=zzz",
    f"/thu-tuc/{DOUBTFUL}",
    "/thu-tuc/1.000001/lich-su",
    "/cong-bo",
]


@pytest.mark.parametrize("width", [1280, 360])
def test_public_pages_are_clean_for_axe_and_fit(office: SmallOffice, open_page: Open, width: int) -> None:
    page = open_page("/", width=width)
    home = page.url.rstrip("/")
    for path in [*PUBLIC, f"/cong-bo/{queries.decisions()[0].pk}"]:
        page.goto(home + path)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        assert sideways(page) == 0, path
    assert page.said == []  # type: ignore[attr-defined]  # put there by open_page


def test_desk_pages_are_clean_for_axe_and_fit(office: SmallOffice, open_page: Open) -> None:
    page = sign_in(open_page("/"), office, "kstt")
    home = page.url.rstrip("/")
    use = next(one for one in queries.uses_page(TODAY)[0] if one.use.procedure.code == NO_LIMIT).use
    paths = ["thu-tuc", "thu-tuc/them", f"thu-tuc/{use.pk}", f"thu-tuc/{use.pk}/thoi-han", f"thu-tuc/{use.pk}/muc-thu",
             f"thu-tuc/{use.pk}/ngung", f"thu-tuc/them/{SEVEN_DAYS}/{use.agency_id}", "cong-bo", "cong-bo/nap",
             "cong-bo/bai-bo"]  # fmt: skip
    for path in paths:
        answer = page.goto(f"{home}/desk/{path}")
        assert answer is not None and answer.status == 200, path
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], path
        assert sideways(page) == 0, path


def test_typing_without_marks_finds_while_one_types(office: SmallOffice, open_page: Open) -> None:
    page = open_page("/thu-tuc")
    page.wait_for_load_state("networkidle")
    page.get_by_label("Tìm bằng lời của bạn").press_sequentially("chung thuc ban sao", delay=10)
    expect(page.locator("#results")).to_contain_text("Chứng thực bản sao từ bản chính")
    expect(page.locator("#results")).not_to_contain_text("Đăng ký khai sinh")


def test_without_script_everything_is_a_plain_form(office: SmallOffice, open_page: Open) -> None:
    page = open_page("/", javascript=False, width=360)
    page.get_by_label("Tìm thủ tục").fill("dang ky khai sinh")
    page.get_by_role("button", name="Tìm").first.click()
    page.get_by_role("link", name="Đăng ký khai sinh").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
    page.get_by_role("link", name="Xem thay đổi").click()
    expect(page.locator("main")).to_contain_text("Trực tiếp: 5 ngày làm việc")
