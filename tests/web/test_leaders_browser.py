"""The report pages in a real browser: axe, no script, narrow."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.chromium import sideways, violations
from tests.web.test_leaders import FEBRUARY, fill
from tests.worlds.small import build

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def leader(open_page, live_server, monkeypatch):
    """Opens a page as the officer of TTHC control."""
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")
    office = build()
    fill(office)
    client = Client()
    client.force_login(office.officer("kstt"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}

    def go(path: str, **how):
        return open_page(path, storage_state={"cookies": [cookie_for(cookie)], "origins": []}, **how)

    return go


def cookie_for(cookie: dict) -> dict:
    host = cookie["url"].split("//")[1].split(":")[0]
    return {"name": "sessionid", "value": cookie["value"], "domain": host, "path": "/", "expires": -1,
            "httpOnly": True, "secure": False, "sameSite": "Lax"}  # fmt: skip


def test_a_leader_reads_a_figure_down_to_its_dossiers_and_issues_the_report(leader, tmp_path):
    page = leader(f"/bao-cao/?{FEBRUARY}")
    assert violations(page) == []
    assert sideways(page) == 0
    page.screenshot(path=str(tmp_path / "bao-cao.png"), full_page=True)
    page.get_by_text("Cách tính", exact=True).click()
    assert violations(page) == []
    page.get_by_role("link", name="Tổng cộng, cột 3").click()
    assert violations(page) == []
    page.screenshot(path=str(tmp_path / "o.png"), full_page=True)
    page.get_by_role("link", name="Quay lại").click()
    page.get_by_role("button", name="Phát hành").click()
    assert "Đã phát hành báo cáo" in page.content()
    assert violations(page) == []
    page.screenshot(path=str(tmp_path / "da-phat-hanh.png"), full_page=True)
    page.goto(page.url.split("/bao-cao")[0] + "/bao-cao/so-theo-doi?ky=15-14.thang-2026-2&don_vi=H99.TT")
    assert violations(page) == []
    page.screenshot(path=str(tmp_path / "so.png"), full_page=True)
    page.goto(page.url.split("/bao-cao")[0] + "/bao-cao/da-phat-hanh")
    assert violations(page) == []
    assert [line for line in page.said if "favicon" not in line] == []


def test_without_script_and_on_a_narrow_screen(leader):
    page = leader(f"/bao-cao/?{FEBRUARY}", javascript=False)
    page.get_by_label("Kỳ báo cáo").select_option("duong-lich.thang-2026-2")
    page.get_by_role("button", name="Xem").click()
    assert "Tháng 02/2026 (từ ngày 01/02/2026 đến ngày 28/02/2026)" in page.content()
    page.get_by_role("link", name="Tổng cộng, cột 3").click()
    assert "hồ sơ" in page.content()
    narrow = leader(f"/bao-cao/?{FEBRUARY}", width=360)
    assert sideways(narrow) == 0
