"""A head of division tries a process with a sample dossier and keeps it as a case; TTHC control raises the coverage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.processes import queries
from motcua.apps.processes.queries import coverage
from motcua.rules.actors import SYSTEM
from motcua.rules.process import written
from tests.apps.processes.test_lint_at_the_office import ON, drawn
from tests.chromium import sideways, violations
from tests.web.test_process_trial import begun
from tests.worlds.small import IMMEDIATE, ON_SPOT, SEVEN_DAYS, SmallOffice, build

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
COVERAGE = "/desk/quy-trinh/do-phu"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> SmallOffice:
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")
    return build()


@pytest.fixture
def desk(open_page: Open, office: SmallOffice) -> Open:
    """`desk("truongphong", address)`: the page with that officer signed in."""

    def go(username: str, path: str, **options: Any) -> Page:
        page = open_page("/dang-nhap", **options)
        client = Client()
        client.force_login(office.officer(username))
        cookie: Any = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.url}
        page.context.add_cookies([cookie])
        page.goto(page.url.replace("/dang-nhap", path))
        return page

    return go


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus: nothing else moves it."""
    for _ in range(120):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_head_of_a_division_tries_a_process_and_keeps_the_trial_by_keyboard_only(
    desk: Open, office: SmallOffice, javascript: bool
) -> None:
    """Trưởng phòng thử quy trình với hồ sơ mẫu rồi lưu tình huống."""
    draft = begun(office)
    page = desk("truongphong", f"/desk/quy-trinh/{draft.definition.key}/thu", javascript=javascript)
    tab_to(page, "[name=thu_tuc]")
    page.keyboard.type(SEVEN_DAYS)
    tab_to(page, "button[name=chay]")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Tổng phí")
    tab_to(page, "[name=dk-fee]")
    page.keyboard.type("120.000")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-message").first).to_contain_text("Hãy chọn hướng đi")
    expect(page.locator("[name=thu_tuc]")).to_have_value(SEVEN_DAYS)
    tab_to(page, "[name=chon-e-1]")
    page.keyboard.press("Space")
    tab_to(page, "button[name=chay]")
    page.keyboard.press("Enter")
    expect(page.locator("#trial-walk")).to_contain_text("người làm chọn «Cần xem lại»")
    expect(page.locator(".mc-notice").first).to_contain_text("Kịp hạn")
    tab_to(page, "[name=ten]")
    page.keyboard.type("Phí thấp, còn ngờ")
    page.keyboard.press("Enter")
    expect(page.locator("#tinh-huong")).to_contain_text("Phí thấp, còn ngờ")
    expect(page.locator("#tinh-huong")).to_contain_text("Đúng")
    saved = queries.draft_of(draft.definition)
    assert saved is not None
    assert saved.body["cases"][0]["choices"] == {"e": ["doubt"]}
    if javascript:
        assert violations(page) == []
        assert not [said for said in page.said if "422" not in said]  # type: ignore[attr-defined]  # by open_page


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_the_walk_is_read_on_any_screen(desk: Open, office: SmallOffice, width: int) -> None:
    draft = begun(office)
    address = (
        f"/desk/quy-trinh/{draft.definition.key}/thu?chay=1&dk-fee=500000&chon-r-1=back&thu_tuc={SEVEN_DAYS}"
    )
    page = desk("truongphong", address, width=width)
    expect(page.locator("#trial-walk")).to_contain_text("Hoàng Văn Chuyên")
    assert sideways(page) == 0
    assert violations(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_control_officer_raises_the_coverage(desk: Open, office: SmallOffice, javascript: bool) -> None:
    """Cán bộ kiểm soát đưa độ phủ lên."""
    office.published({"name": "Quy trình của Sở", "steps": written(drawn())["steps"]})
    page = desk("kstt", COVERAGE, javascript=javascript)
    expect(page.locator(".mc-figures")).to_contain_text("20,0 %")
    for code in (IMMEDIATE, ON_SPOT):
        use = catalogue.use_for(code, office.agency(), ON)
        assert use is not None
        tab_to(page, f"[name=select][value='{use.pk}']")
        page.keyboard.press("Space")
    tab_to(page, "main form[method=post] button[type=submit]")
    expect(page.locator("[name=select]:checked")).to_have_count(2)
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Chọn quy trình")
    expect(page.locator("[name=select]:checked")).to_have_count(2)
    tab_to(page, "[name=process]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "main form[method=post] button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("#ket-qua")).to_contain_text("Đã gán")
    expect(page.locator(".mc-figures")).to_contain_text("60,0 %")
    assert coverage(SYSTEM, ON).percent == 60
    if javascript:
        assert violations(page) == []
        assert not [said for said in page.said if "422" not in said]  # type: ignore[attr-defined]  # by open_page


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_the_coverage_is_read_on_any_screen(desk: Open, office: SmallOffice, width: int) -> None:
    office.published({"name": "Quy trình của Sở", "steps": written(drawn())["steps"]})
    page = desk("kstt", COVERAGE, width=width)
    assert sideways(page) == 0
    assert violations(page) == []
