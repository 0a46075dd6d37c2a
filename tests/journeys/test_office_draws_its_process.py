"""The head of an office draws a process of six steps and publishes it: by keyboard only, without JavaScript, on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from motcua.apps.processes import actions, queries
from motcua.apps.processes.models import ProcessDefinition, ProcessDraft, ProcessVersion
from tests.chromium import sideways, violations
from tests.journeys.counter_desk import Enter, desk, office  # noqa: F401  # fixtures are found by name
from tests.worlds.small import SmallOffice, vn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AT = vn("2026-03-02 09:00")
HEAD = "giamdoc_so"
SIX = [
    "Chuyển hồ sơ đến công chức chuyên môn",
    "Thẩm định hồ sơ, dự thảo kết quả",
    "Lãnh đạo phòng xem xét dự thảo",
    "Lãnh đạo Ủy ban nhân dân ký",
    "Vào sổ, đóng dấu",
    "Trả kết quả",
]


def names() -> list[str]:
    return [step["name"] for step in ProcessDraft.objects.get().body["steps"]]


def tab_to(page: Page, selector: str, most: int = 80) -> None:
    """Press Tab until the element has the focus, as a person without a mouse does."""
    target = page.locator(selector).first
    for _ in range(most):
        if target.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")


def settled(page: Page) -> None:
    expect(page.locator("[data-process-status]")).to_have_attribute("data-state", "saved")


def quiet(page: Page) -> list[str]:
    """What the console said that is no answer we wanted."""
    return [line for line in page.said if "409" not in line and "422" not in line]  # type: ignore[attr-defined]


def test_by_keyboard_only_from_a_model_to_a_published_process(desk: Enter) -> None:  # noqa: F811
    page = desk("/desk/quy-trinh", who=HEAD)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("1")
    expect(page.locator("#id_name")).to_be_focused()
    page.keyboard.type("Cấp bản sao trích lục")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Cấp bản sao trích lục")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".pe-row")).to_have_count(5)
    tab_to(page, "#s-examine-name")
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".pe-row")).to_have_count(6)
    expect(page.locator(".pe-row").nth(2).locator("textarea").first).to_be_focused()
    page.keyboard.type(SIX[2])
    page.keyboard.press("Enter")
    expect(page.locator(".pe-row").nth(2).locator(".pe-more__summary")).to_contain_text("Xem xét")
    expect(page.locator(".pe-row").nth(2).locator("select").first).to_have_value("UNIT_HEAD")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("0,5")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".pe-row").nth(1).locator("textarea").first).to_have_value(SIX[2])
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".pe-row").nth(2).locator("textarea").first).to_have_value(SIX[2])
    page.keyboard.press("Alt+Delete")
    expect(page.locator("#tren")).to_contain_text("Đã xóa bước 3")
    tab_to(page, "[data-op=undo]", most=400)
    page.keyboard.press("Enter")
    expect(page.locator(".pe-row")).to_have_count(6)
    page.keyboard.press("Control+s")
    settled(page)
    assert names() == SIX
    assert ProcessDraft.objects.get().body["steps"][2]["limit_days"] == "0.5"
    expect(page.locator(".pe-row--faulty")).to_have_count(0)
    assert violations(page) == []
    tab_to(page, ".pe-bar a[href$='ban-hanh']", most=400)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Xem lại và ban hành")
    page.wait_for_load_state("networkidle")
    tab_to(page, "#id_decision")
    page.keyboard.type("57/QĐ-STP")
    page.keyboard.press("Tab")
    page.keyboard.type("02032026")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Đã ban hành bản 1")
    made = ProcessVersion.objects.get()
    assert [step["name"] for step in made.body["steps"]] == SIX
    assert (made.decision, made.valid_from) == ("57/QĐ-STP", AT.date())
    assert violations(page) == []
    assert quiet(page) == []


def test_without_javascript_every_button_saves_and_comes_back(desk: Enter) -> None:  # noqa: F811
    page = desk("/desk/quy-trinh/them", who=HEAD, javascript=False)
    page.get_by_label("Tên quy trình").fill("Cấp bản sao trích lục")
    page.get_by_text("Bảng trống, tự ghi từng bước").click()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.locator("main")).to_contain_text("Chưa có bước nào")
    page.get_by_role("button", name="Thêm bước đầu tiên").click()
    for number, name in enumerate(SIX, 1):
        row = page.locator(".pe-row").nth(number - 1)
        row.locator("textarea").first.fill(name)
        if number < len(SIX):
            row.get_by_role("button", name="Thêm bước sau").click()
            expect(page.locator(".pe-row").nth(number).locator("textarea").first).to_be_focused()
    page.get_by_role("button", name="Lưu bản nháp").click()
    assert names() == SIX
    takes = [step["take"] for step in ProcessDraft.objects.get().body["steps"]]
    assert takes == ["transfer", "examine", "review", "sign", "seal", "deliver"]
    page.locator(".pe-row").nth(1).get_by_role("button", name="Xóa").click()
    expect(page.locator("main")).to_contain_text("Đã xóa bước 2 «Thẩm định hồ sơ, dự thảo kết quả».")
    page.get_by_role("button", name="Hoàn lại").click()
    assert names() == SIX
    row = page.locator(".pe-row").nth(1)
    row.locator("summary").click()
    row.get_by_role("button", name="Thêm hướng theo điều kiện").click()
    row = page.locator(".pe-row").nth(1)
    expect(row.get_by_label("Dữ kiện")).to_be_visible()
    row.get_by_label("Dữ kiện").select_option(label="Tổng phí, lệ phí")
    row.get_by_label("Thì chuyển tới").select_option(label="Bước 4. Lãnh đạo Ủy ban nhân dân ký")
    page.locator(".pe-row").nth(1).get_by_role("button", name="Thêm «và» điều kiện").click()
    row = page.locator(".pe-row").nth(1)
    row.get_by_label("So sánh").first.select_option(">=")
    row.get_by_label("Giá trị (đồng)").fill("nhiều lắm")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("phải là một số, không phải «nhiều lắm»")
    row = page.locator(".pe-row").nth(1)
    row.get_by_label("Giá trị (đồng)").fill("500.000,5")
    page.get_by_role("button", name="Lưu bản nháp").click()
    way = ProcessDraft.objects.get().body["steps"][1]["outcomes"][0]
    assert way["when"][0] == {"given": "fee", "op": ">=", "value": "500000.5"}
    page.locator(".pe-bar a[href$='ban-hanh']").click()
    page.get_by_label("Số quyết định phê duyệt").fill("57/QĐ-STP")
    page.get_by_label("Ngày ký").fill("02/03/2026")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.locator("h1")).to_have_text("Đã ban hành bản 1")
    assert ProcessVersion.objects.get().body["steps"][1]["outcomes"][0]["when"][0]["given"] == "fee"


@pytest.fixture
def row(office: SmallOffice) -> ProcessDefinition:  # noqa: F811
    """A draft like the default model."""
    actor = office.actor(HEAD)
    agency = office.agency().pk
    return actions.create("Cấp bản sao trích lục", agency_id=agency, model="default", actor=actor, at=AT)


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_with_everything_unfolded_nothing_is_wrong_at_any_width(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
    row: ProcessDefinition,
    width: int,
) -> None:
    body = ProcessDraft.objects.get().body
    body["steps"][2] |= {
        "asks": [{"key": "a1", "unit": "H99.15.PC", "question": "Có đúng luật không?", "limit_days": "1"}],
        "timers": [{"kind": "PROPOSE", "days": "1", "start": "AFTER_DUE", "propose": "extend"}],
        "questions": [{"key": "q", "label": "Cần họp không?", "kind": "CHOICE", "choices": [["c1", "Có"], ["c2", "Không"]]}],
        "outcomes": [
            {"next": "sign", "when": [{"given": "answer.q", "op": "=", "value": "c2"}]},
            {"next": "review", "key": "w1", "label": "Đạt"},
            {"next": "sign", "key": "w2", "label": "Ký ngay"},
        ],
    }  # fmt: skip
    actions.save_draft(row.key, body, saves=0, actor=office.actor(HEAD), at=AT)
    page = desk(f"/desk/quy-trinh/{row.key}/soan", who=HEAD, width=width)
    page.wait_for_load_state("networkidle")
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert sideways(page) == 0
    assert violations(page) == []
    for path in ("", "/ban-hanh", "/so-sanh", "/bo-ban-nhap"):
        page.goto(re.sub("/soan.*", path, page.url) if "/soan" in page.url else _beside(page.url, row, path))
        expect(page.locator("h1")).to_be_visible()
        assert sideways(page) == 0, path
        assert violations(page) == [], path
    assert quiet(page) == []


def _beside(url: str, row: ProcessDefinition, path: str) -> str:
    return url[: url.index(row.key)] + row.key + path


def test_on_a_phone_a_step_is_added_and_moved(desk: Enter, row: ProcessDefinition) -> None:  # noqa: F811
    page = desk(f"/desk/quy-trinh/{row.key}/soan", who=HEAD, width=360)
    page.wait_for_load_state("networkidle")
    third = page.locator(".pe-row").nth(2)
    third.get_by_role("button", name="Thêm bước sau").click()
    fourth = page.locator(".pe-row").nth(3)
    expect(fourth.locator("textarea").first).to_be_focused()
    fourth.locator("textarea").first.fill("Trưởng phòng soát xét")
    fourth.get_by_label("Thời gian (ngày làm việc)").fill("4 giờ")
    fourth.get_by_role("button", name="Lên").click()
    expect(page.locator(".pe-row").nth(2).locator("textarea").first).to_have_value("Trưởng phòng soát xét")
    settled(page)
    assert names()[2] == "Trưởng phòng soát xét"
    assert ProcessDraft.objects.get().body["steps"][2]["limit_days"] == "0.5"
    assert sideways(page) == 0
    assert violations(page) == []
    assert quiet(page) == []


def test_the_draft_saves_itself_and_says_loudly_when_it_cannot(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
    row: ProcessDefinition,
) -> None:
    page = desk(f"/desk/quy-trinh/{row.key}/soan", who=HEAD)
    page.wait_for_load_state("networkidle")
    status = page.locator("[data-process-status]")
    page.locator("#s-examine-product").fill("Dự thảo kết quả")
    expect(status).to_have_text("Đã lưu nháp lúc 09:00")
    page.locator("#s-examine-name").fill("")
    expect(page.locator("#ket-qua-kiem-tra")).to_contain_text("chưa có tên")
    expect(page.locator("#buoc-examine")).to_have_class(re.compile("pe-row--faulty"))
    page.locator("#ket-qua-kiem-tra a").first.click()
    expect(page.locator("#s-examine-name")).to_be_focused()
    page.keyboard.type("Thẩm định")
    expect(page.locator("#ket-qua-kiem-tra")).not_to_contain_text("chưa có tên")
    page.locator("#s-examine-days").fill("nhiều")
    expect(status).to_contain_text("CHƯA LƯU")
    page.locator("#s-examine-days").fill("2")
    settled(page)
    draft = queries.draft_of(row)
    assert draft is not None
    assert draft.body["steps"][2]["limit_days"] == "2"
    other = draft.body | {"purpose": "của người khác"}
    actions.save_draft(row.key, other, saves=draft.saves, actor=office.actor("truongphong"), at=AT)
    page.locator("#s-examine-product").fill("Bản của tôi")
    expect(status).to_contain_text("Vũ Thị Trưởng vừa lưu")
    page.get_by_role("button", name="Lưu bản nháp").click()
    expect(page.locator("#tren")).to_contain_text("Lưu đè")
    expect(page.locator("#s-examine-product")).to_have_value("Bản của tôi")
    assert violations(page) == []
    page.get_by_role("button", name="Lưu đè").click()
    settled(page)
    assert ProcessDraft.objects.get().body["steps"][2]["product"] == "Bản của tôi"
    page.context.set_offline(True)
    page.locator("#s-examine-product").fill("Mất mạng")
    expect(status).to_contain_text("mất kết nối", timeout=8000)
    page.context.set_offline(False)
    settled(page)
    assert ProcessDraft.objects.get().body["steps"][2]["product"] == "Mất mạng"
