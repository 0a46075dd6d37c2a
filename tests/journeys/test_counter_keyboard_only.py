"""A whole intake without touching the mouse, counting every key the officer presses after the card is scanned."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers.models import Dossier
from tests.chromium import sideways, violations
from tests.journeys.counter_desk import CARD, Enter, desk, office  # noqa: F401  # fixtures are found by name
from tests.worlds.small import SmallOffice, vn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MOST_KEYS = 12
START = "/desk/tiep-nhan"


class Keys:
    """The officer's fingers."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def scan(self, payload: str) -> None:
        """A scanner types by itself and ends with Enter; the officer presses nothing."""
        self.page.keyboard.type(payload)
        self.page.keyboard.press("Enter")


def test_a_simple_dossier_takes_two_keys_after_the_scan(desk: Enter) -> None:  # noqa: F811
    page = desk(START)
    page.wait_for_load_state("networkidle")
    keys = Keys(page)
    page.keyboard.type("chung nhan")
    expect(page.locator("#ket-qua li")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    keys.press("Enter")
    expect(page.locator("#id_scan")).to_be_focused()
    page.wait_for_load_state("networkidle")
    keys.pressed = 0
    keys.scan(CARD)
    expect(page.locator("#id_applicant_name")).to_have_value("Nguyễn Văn Dân")
    keys.press("F8")
    expect(page.locator("#id_p1_originals")).to_have_value("1")
    expect(page.locator("#id_p2_copies")).to_have_value("1")
    keys.press("F9")
    expect(page.locator("h1")).to_have_text("H99.15-260302-0001")
    assert keys.pressed == 2 <= MOST_KEYS
    assert Dossier.objects.get().applicant_name == "Nguyễn Văn Dân"
    with page.context.expect_page() as slip:
        keys.press("1")
    assert "/desk/phieu/" in slip.value.url
    page.bring_to_front()
    keys.press("2")
    expect(page.locator("#id_q")).to_be_focused()
    assert [line for line in page.said if "422" not in line] == []  # type: ignore[attr-defined]


def test_with_a_new_telephone_number_it_is_still_quick(desk: Enter) -> None:  # noqa: F811
    page = desk(START)
    page.wait_for_load_state("networkidle")
    keys = Keys(page)
    keys.press("ArrowDown", "Enter")
    expect(page.locator("#id_scan")).to_be_focused()
    page.wait_for_load_state("networkidle")
    keys.scan(CARD)
    expect(page.locator("#id_applicant_phone")).to_be_focused()
    page.keyboard.type("0912345678")
    keys.press("F8", "Control+Enter")
    expect(page.locator("h1")).to_have_text("H99.15-260302-0001")
    assert Dossier.objects.get().applicant_phone == "0912345678"


def test_a_known_person_is_chosen_by_digit(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    office.accepted(vn("2026-03-02 08:30"))
    page = desk(START)
    page.wait_for_load_state("networkidle")
    keys = Keys(page)
    keys.press("Enter")
    expect(page.locator("#id_scan")).to_be_focused()
    page.wait_for_load_state("networkidle")
    keys.press("F4")
    page.keyboard.type("nguyen van")
    keys.press("Enter")
    expect(page.locator(".di-person")).to_be_focused()
    keys.press("1")
    expect(page.locator("#id_applicant_phone")).to_have_value("0912345678")
    keys.press("F8", "F9")
    expect(page.locator("h1")).to_have_text("H99.15-260302-0002")


def test_a_card_scanned_into_the_wrong_box_never_reaches_an_address(desk: Enter) -> None:  # noqa: F811
    page = desk(START)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_load_state("networkidle")
    Keys(page).scan(CARD)
    expect(page.locator("#the-quet")).to_contain_text("Hãy chọn thủ tục trước")
    page.keyboard.press("Enter")
    expect(page.locator("#id_scan")).to_be_focused()
    page.wait_for_load_state("networkidle")
    page.locator("#id_applicant_name").focus()
    Keys(page).scan(CARD)
    expect(page.locator("#id_applicant_personal_id")).to_have_value("038099012345")
    assert not [url for url in asked if "038099012345" in url]


def test_the_day_follows_the_way_of_filing_while_typing(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    page = desk(START)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    page.locator("#id_applicant_name").fill("Trần Thị Gõ Dở")
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.ok):
        page.locator("#id_channel").select_option("POST")
    expect(page.locator("#hen-tra")).to_contain_text("11/03/2026")
    expect(page.locator("#id_applicant_name")).to_have_value("Trần Thị Gõ Dở")


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_the_counter(desk: Enter, office: SmallOffice, width: int) -> None:  # noqa: F811
    done = f"/desk/tiep-nhan/xong/{office.accepted(vn('2026-03-02 08:30'))}"
    waiting = dossiers.submit(
        office.intake(channel="POST"), actor=office.actor("quay"), at=vn("2026-03-02 08:40")
    )
    page = desk(START, width=width)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("#id_scan")).to_be_focused()
    page.wait_for_load_state("networkidle")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert violations(page) == []
    page.keyboard.press("F9")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert violations(page) == []
    site, _, rest = page.url.partition("/desk")
    sheet = "/desk" + rest.partition("?")[0]
    one = f"/desk/cho-tiep-nhan/{waiting.provisional}"
    for path in (
        f"{sheet}/huong-dan",
        f"{sheet}/tu-choi",
        done,
        "/desk/huong-dan",
        "/desk/cho-tiep-nhan",
        one,
    ):
        page.goto(site + path)
        expect(page.locator("h1")).to_be_visible()
        assert violations(page) == []
        assert sideways(page) == 0
    assert [line for line in page.said if "422" not in line] == []  # type: ignore[attr-defined]


def test_at_320_pixels_nothing_scrolls_sideways(desk: Enter) -> None:  # noqa: F811
    page = desk(START, width=320)
    page.wait_for_load_state("networkidle")
    assert sideways(page) == 0
    page.keyboard.press("Enter")
    expect(page.locator("#id_scan")).to_be_focused()
    page.wait_for_load_state("networkidle")
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert sideways(page) == 0


def test_a_card_scanned_on_any_page_of_the_desk_never_reaches_an_address(desk: Enter) -> None:  # noqa: F811
    page = desk("/desk/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_load_state("networkidle")
    page.locator("#desk-search").focus()
    Keys(page).scan(CARD)
    expect(page.locator("main")).to_contain_text("Tiếp nhận với thẻ này")
    assert page.url.endswith("/desk/tim?the=1")
    assert not [url for url in asked if "038099012345" in url]


def test_a_file_box_speaks_vietnamese_and_names_the_chosen_file(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    number = str(office.to_signing(vn("2026-03-02 08:30")))
    dossiers.sign(number, actor=office.actor("giamdoc_so"), at=vn("2026-03-02 08:40"))
    page = desk(f"/desk/ho-so/{number}/phat-hanh", who="vanthu")
    face = page.locator(".mc-file__face")
    expect(face).to_contain_text("Chọn tệp Chưa chọn tệp")
    box = page.get_by_label("Tệp kết quả đã ký, đóng dấu")
    box.set_input_files({"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"})
    expect(face).to_contain_text("ket-qua.pdf")
    box.focus()
    assert face.evaluate("face => getComputedStyle(face).outlineStyle") == "solid"
    plain = desk(f"/desk/ho-so/{number}/phat-hanh", who="vanthu", javascript=False)
    expect(plain.locator(".mc-file__face")).to_be_hidden()
