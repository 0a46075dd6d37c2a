"""A dossier behind the counter in real browsers: by keys alone, without scripts, and two officers at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.apps.dossiers.models import Dossier
from tests.chromium import sideways, violations
from tests.journeys.counter_desk import Enter, desk, office  # noqa: F401  # fixtures are found by name
from tests.worlds.small import PDF, SmallOffice, vn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AT = vn("2026-03-02 08:00")


def open_first(page: Page) -> None:
    """From the work list into its first dossier, by keys."""
    page.wait_for_load_state("networkidle")
    page.keyboard.press("j")
    expect(page.locator("tr[data-here]")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/ho-so/**")
    page.wait_for_load_state("networkidle")


def hears(page: Page, words: str) -> None:
    """The message an action leaves on the page it leads to."""
    expect(page.locator(".mc-notice--success").first).to_contain_text(words, timeout=20_000)


def test_from_the_counter_to_the_applicant_by_keys_alone(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    number = str(office.accepted(AT))
    counter = desk("/desk/", who="quay")
    open_first(counter)
    counter.keyboard.press("1")
    hears(counter, f"Hồ sơ {number} đang ở khay Phòng Hành chính tư pháp.")

    head = desk("/desk/", who="truongphong")
    open_first(head)
    head.locator("input[name=officer_id]").first.focus()
    head.keyboard.press("Space")
    head.wait_for_timeout(80)  # fingers are slower than a scanner, which is told apart by its speed
    head.keyboard.press("1")
    hears(head, "Đã phân công.")

    holder = Dossier.objects.get(number=number).holder
    assert holder is not None
    officer = desk("/desk/", who=holder.username)
    open_first(officer)
    officer.keyboard.press("d")
    hears(officer, "Đã lưu đánh giá")
    officer.locator("#id_opinion").focus()
    officer.keyboard.type("Đủ điều kiện cấp")
    officer.keyboard.press("Escape")
    officer.keyboard.press("1")
    hears(officer, "Đã trình hồ sơ.")

    for who, words in (("truongphong", "Đã đồng ý"), ("giamdoc_so", "Đã ký duyệt")):
        page = desk("/desk/", who=who)
        open_first(page)
        page.keyboard.press("1")
        hears(page, words)
    assert Dossier.objects.get(number=number).state == "SEALING"


def test_sealing_and_delivering_without_scripts(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
    tmp_path: Path,
) -> None:
    number = str(office.to_signing(AT))
    leader = desk(f"/desk/ho-so/{number}", who="giamdoc_so", javascript=False)
    leader.get_by_role("button", name="Ký duyệt").click()
    hears(leader, "Đã ký duyệt.")

    file = tmp_path / "giay.pdf"
    file.write_bytes(PDF)
    clerk = desk(f"/desk/ho-so/{number}", who="vanthu", javascript=False)
    clerk.set_input_files("input[type=file]", str(file))
    clerk.get_by_role("button", name="Phát hành kết quả").click()
    expect(clerk.locator(".govuk-error-summary")).to_contain_text("Hãy ghi số, ký hiệu của kết quả.")
    expect(clerk.locator("main")).to_contain_text("Đã nhận tệp giay.pdf")
    clerk.get_by_label("Số, ký hiệu kết quả").fill("125/GCN-STP")
    clerk.get_by_role("button", name="Phát hành kết quả").click()
    hears(clerk, "Đã phát hành kết quả")

    counter = desk(f"/desk/ho-so/{number}", who="quay", javascript=False)
    counter.get_by_label("Căn cước của chủ hồ sơ").check()
    counter.get_by_label("Đã trả lại các bản chính").check()
    counter.get_by_role("button", name="Đã trả kết quả").click()
    hears(counter, "Hồ sơ đã kết thúc.")


def test_two_officers_at_once_the_slower_keeps_what_he_typed(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    number = str(office.accepted(AT))
    first, second = desk(f"/desk/ho-so/{number}", who="quay"), desk(f"/desk/ho-so/{number}", who="quay2")
    second.get_by_label("Ghi chú khi bàn giao").fill("Đã gọi điện cho phòng chuyên môn")
    first.get_by_role("button", name="Chuyển hồ sơ").click()
    hears(first, "Đã chuyển hồ sơ.")
    second.get_by_role("button", name="Chuyển hồ sơ").click()
    alert = second.get_by_role("alert")
    expect(alert).to_contain_text("Lê Thị Quầy vừa làm bước «Chuyển hồ sơ đến đơn vị giải quyết»")
    expect(second.get_by_label("Ghi chú khi bàn giao")).to_have_value("Đã gọi điện cho phòng chuyên môn")
    expect(second.get_by_role("button", name="Chuyển hồ sơ")).to_have_count(0)
    assert Dossier.objects.get(number=number).acts.filter(verb="transfer").count() == 1
    assert violations(second) == []


def test_a_batch_is_handed_over_by_keys(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    for _ in range(3):
        office.accepted(AT)
    page = desk("/desk/ban-giao")
    page.wait_for_load_state("networkidle")
    for key in ("j", "x", "j", "x"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    expect(page.locator("[data-selected-count]")).to_have_text("2")
    page.keyboard.press("1")
    expect(page.locator("h1")).to_have_text("Đã bàn giao 2 trên 2 hồ sơ")
    assert violations(page) == []
    with page.expect_popup() as slip:
        page.get_by_role("link", name="Giấy bàn giao 2 hồ sơ").click()
    slip.value.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_behind_the_counter_are_clean(desk: Enter, office: SmallOffice, width: int) -> None:  # noqa: F811
    number, ready = str(office.examined_by(AT)), str(office.ready(AT))
    pages = {
        "chuyenvien": [
            "/desk/",
            f"/desk/ho-so/{number}",
            f"/desk/ho-so/{number}/bo-sung",
            "/desk/tim?q=nguyen",
        ],
        "quay": [
            f"/desk/ho-so/{ready}",
            f"/desk/ho-so/{ready}/dinh-chinh",
            "/desk/ban-giao",
            "/desk/thu-phi",
        ],
        "kstt": ["/desk/lich", f"/desk/ho-so/{number}/nhat-ky"],
    }
    for who, paths in pages.items():
        page = desk("/desk/", who=who, width=width)
        for path in paths:
            page.goto(page.url.split("/desk/")[0] + path)
            page.wait_for_load_state("networkidle")
            assert violations(page) == [], path
            assert page.said == [], path  # type: ignore[attr-defined]
            page.set_viewport_size({"width": 320, "height": 900})
            assert sideways(page) == 0, path
            page.set_viewport_size({"width": width, "height": 900})
