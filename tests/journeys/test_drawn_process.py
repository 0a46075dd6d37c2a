"""Hồ sơ đi theo quy trình cơ quan tự vẽ: có nhánh, có lấy ý kiến hai đơn vị, được nhắc."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Consultation, Dossier
from motcua.apps.office.models import Posting
from tests.apps.dossiers.drawn import body, line, way
from tests.chromium import sideways, violations
from tests.journeys.counter_desk import Enter, desk, office  # noqa: F401  # fixtures are found by name
from tests.worlds.small import SmallOffice, vn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AT = vn("2026-03-02 08:00")
ASKS = [
    {"key": "law", "unit": "H99.15.PC", "question": "Hồ sơ có vướng quy định nào không?", "limit_days": "1"},
    {
        "key": "commune",
        "unit": "H99.41.VP",
        "question": "Xác nhận hiện trạng tại địa phương.",
        "limit_days": "2",
    },
]


@pytest.fixture
def drawn(office: SmallOffice) -> str:  # noqa: F811
    """A dossier in the trays of a process with a question, two ways, two asks and three timers."""
    council = line("council", "review", "sign", back="examine") | {"name": "Họp hội đồng thẩm định"}
    ways = (
        way("council", answer_area=">= 5000"),
        way("review", "pass", "Đạt, trình lãnh đạo phòng"),
        way("council", "meet", "Cần họp hội đồng"),
    )
    timers = [
        {"kind": "REMIND", "days": "0.5", "start": "BEFORE_DUE"},
        {"kind": "PROPOSE", "days": "0", "start": "AFTER_DUE", "propose": "extend"},
    ]
    examine = line("examine", "examine", *ways, back="assign", limit_days="2", timers=timers, asks=ASKS) | {
        "name": "Thẩm định hồ sơ",
        "questions": [{"key": "area", "label": "Diện tích đất", "kind": "NUMBER", "unit": "m²"}],
    }
    review = line("review", "review", "sign", back="examine") | {"name": "Lãnh đạo phòng xem xét"}
    office.published(body(examine=examine, review=review, council=council))
    Posting.objects.create(
        officer=office.officer("phongkhac"),
        unit=office.unit("H99.41.VP"),
        role="CASE_OFFICER",
        valid_from="2000-01-01",
    )
    return str(office.examined_by(AT))


def seen(page: Page, name: str) -> None:
    """Keep a picture where MOTCUA_SHOTS points."""
    if folder := os.environ.get("MOTCUA_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def fine(page: Page) -> None:
    """Nothing for axe, nothing on the console."""
    assert violations(page) == []
    assert page.said == []  # type: ignore[attr-defined]  # kept by `desk`


def answered(office: SmallOffice) -> None:  # noqa: F811
    """Both units answer."""
    for row in Consultation.objects.filter(answered=None).order_by("id"):
        actions.answer_consultation(
            str(row.dossier),
            consultation_id=row.pk,
            answer="Thống nhất",
            actor=office.actor("phongkhac"),
            at=AT,
        )


def test_asked_branched_and_reminded_by_keys(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
    drawn: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = desk(f"/desk/ho-so/{drawn}", who="chuyenvien")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#cac-buoc")).to_contain_text("hồ sơ có thể rẽ")
    seen(page, "asks_1280")
    fine(page)
    page.keyboard.press("y")
    expect(page.locator(".mc-notice--success").first).to_contain_text(
        "Đã gửi phiếu lấy ý kiến theo quy trình"
    )
    assert Consultation.objects.count() == 2
    seen(page, "asked_1280")

    monkeypatch.setenv("MOTCUA_NOW", "2026-03-04T09:00")
    actions.fire_timers(at=vn("2026-03-04 09:00"))
    work = desk("/desk/", who="chuyenvien")
    nudges = work.locator("#nhac-viec")
    expect(nudges).to_contain_text("quá hạn từ")
    expect(nudges).to_contain_text("chưa trả lời lấy ý kiến")
    seen(work, "work_1280")
    fine(work)
    boss = desk(f"/desk/ho-so/{drawn}", who="giamdoc_so")
    boss.get_by_role("link", name="Mở việc được đề xuất").click()
    expect(boss.locator("h1")).to_have_text("Xin lỗi và hẹn lại ngày trả")
    assert Dossier.objects.get(number=drawn).state == "CONSULTING"
    answered(office)

    page = desk(f"/desk/ho-so/{drawn}", who="chuyenvien")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("d")
    expect(page.locator(".mc-notice--success").first).to_contain_text("Đã lưu đánh giá")
    page.locator("#id_opinion").fill("Đủ điều kiện")
    page.keyboard.press("Escape")
    page.locator("#id_opinion").blur()
    page.keyboard.press("1")
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_contain_text("Hãy trả lời: Diện tích đất")
    expect(page.locator("#id_opinion")).to_have_value("Đủ điều kiện")
    seen(page, "refused_1280")
    assert violations(page) == []
    page.said.clear()  # type: ignore[attr-defined]  # the browser notes the status 422
    page.get_by_label("Diện tích đất").fill("1.250,5")
    page.get_by_label("Cần họp hội đồng").focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(80)
    page.keyboard.press("1")
    expect(page.locator(".mc-notice--success").first).to_contain_text("Đã trình hồ sơ.")
    seen(page, "branched_1280")
    assert Dossier.objects.get(number=drawn).step_key == "council"
    fine(page)


def test_the_same_without_scripts_on_a_phone(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
    drawn: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    where: dict[str, Any] = {"who": "chuyenvien", "width": 360, "javascript": False}
    page = desk(f"/desk/ho-so/{drawn}", **where)
    page.get_by_label("Hỏi Phòng Phổ biến pháp luật").fill("")
    page.get_by_role("button", name="Gửi tất cả phiếu lấy ý kiến").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Hãy ghi rõ nội dung cần lấy ý kiến.")
    page.get_by_label("Hỏi Phòng Phổ biến pháp luật").fill("Có vướng luật không?")
    seen(page, "ask_refused_360")
    page.get_by_role("button", name="Gửi tất cả phiếu lấy ý kiến").click()
    expect(page.locator("main")).to_contain_text("Đã gửi phiếu lấy ý kiến theo quy trình")
    assert sideways(page) == 0

    monkeypatch.setenv("MOTCUA_NOW", "2026-03-04T09:00")
    actions.fire_timers(at=vn("2026-03-04 09:00"))
    work = desk("/desk/", **where)
    work.get_by_role("link", name="nhắc việc").click()
    expect(work.locator("h1")).to_have_text("Nhắc việc")
    seen(work, "nudges_360")
    assert sideways(work) == 0
    work.get_by_role("button", name="Đã xem các nhắc việc đã chọn").click()
    expect(work.locator("main")).to_contain_text("Không có nhắc việc nào")
    answered(office)

    office.judged_ok(drawn, vn("2026-03-04 09:00"))
    page = desk(f"/desk/ho-so/{drawn}/tham-dinh", **where)
    page.get_by_label("Diện tích đất").fill("6000")
    page.get_by_label("Đạt, trình lãnh đạo phòng").check()
    page.get_by_label("Ý kiến thẩm định").fill("Đủ điều kiện")
    seen(page, "examine_360")
    page.get_by_role("button", name="Thẩm định xong, trình").click()
    expect(page.locator("main")).to_contain_text("Đã trình hồ sơ.")
    assert Dossier.objects.get(number=drawn).step_key == "council", "dữ kiện quyết định trước lựa chọn"
