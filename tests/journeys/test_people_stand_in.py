"""A head goes on leave and her deputy signs for her; two officers meet on one dossier."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.office.models import Leave, Officer
from tests.chromium import sideways, violations
from tests.journeys.counter_desk import Enter, desk, office  # noqa: F401  # fixtures are found by name
from tests.worlds.small import SmallOffice, vn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AT = vn("2026-03-02 09:00")
Typing = Callable[[Page, str, str], None]


def by_keyboard(page: Page, label: str, text: str) -> None:
    """Walk with Tab until the question of that name has the focus, then type."""
    wanted = page.get_by_label(label, exact=True)
    for _ in range(80):
        if wanted.evaluate("box => box === document.activeElement"):
            if wanted.evaluate("box => box.tagName") == "SELECT":
                return arrow_to(page, wanted, text)
            return page.keyboard.type(text)
        page.keyboard.press("Tab")
    raise AssertionError(f"«{label}» is not reached by Tab")


def arrow_to(page: Page, box: Locator, text: str) -> None:
    """Press the arrow until the entry that begins so is chosen."""
    page.keyboard.press("Home")
    for _ in range(40):
        if box.evaluate("box => box.selectedOptions[0].textContent").startswith(text):
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"«{text}» is not in the list")


def by_hand(page: Page, label: str, text: str) -> None:
    """Fill in the box, or choose the entry that begins so."""
    box = page.get_by_label(label, exact=True)
    if box.evaluate("box => box.tagName") == "SELECT":
        found = box.locator("option", has_text=text).first.get_attribute("value")
        box.select_option(found)
    else:
        box.fill(text)


def signed_for(page: Page, number: str) -> None:
    """The deputy finds the dossier among the tray of the leaders and signs it."""
    page.goto(page.url.split("/desk")[0] + f"/desk/ho-so/{number}")
    page.get_by_role("button", name="Ký").first.click()


@pytest.mark.parametrize(("javascript", "typed"), [(True, by_keyboard), (False, by_hand)])
def test_the_director_is_away_the_head_signs_and_when_it_is_over_it_is_over(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    javascript: bool,
    typed: Typing,
) -> None:
    number, later = str(office.to_signing(AT)), str(office.to_signing(AT))
    page = desk("/desk/nhan-su/nghi", who="giamdoc_so", javascript=javascript)
    typed(page, "Người nghỉ", "Đặng Thị Giám")
    typed(page, "Nghỉ từ ngày", "02/03/2026")
    typed(page, "Đến hết ngày", "06/03/2026")
    typed(page, "Lý do", "Nghỉ phép năm")
    typed(page, "Người thay", "Vũ Thị Trưởng")
    if javascript:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Ghi ngày nghỉ").click()
    expect(page.get_by_text("Người thay: Vũ Thị Trưởng.")).to_be_visible()
    assert Leave.objects.get().substitute == office.officer("truongphong")
    assert not javascript or violations(page) == []

    deputy = desk(f"/desk/ho-so/{number}", who="truongphong", javascript=javascript)
    expect(deputy.get_by_text("Đang thay: Đặng Thị Giám đến hết 06/03/2026")).to_be_visible()
    assert not javascript or violations(deputy) == []
    assert deputy.said == []  # type: ignore[attr-defined]  # a note for the test
    if javascript:
        deputy.keyboard.press("1")
    else:
        signed_for(deputy, number)
    expect(deputy.get_by_text("Vũ Thị Trưởng (thay Đặng Thị Giám)").first).to_be_visible()
    assert Act.objects.get(dossier__number=number, verb="sign").note["for"]["name"] == "Đặng Thị Giám"

    monkeypatch.setenv("MOTCUA_NOW", "2026-03-07T09:00")
    after = desk(f"/desk/ho-so/{later}", who="truongphong", javascript=javascript)
    assert after.get_by_text("Đang thay").count() == 0 and after.get_by_role("button", name="Ký").count() == 0
    assert Dossier.objects.get(number=later).state == "SIGNING"


def test_two_browsers_on_one_dossier(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    """The one sees the other; when the other is faster, nothing typed is lost and nothing is sent by accident."""
    number = str(office.to_signing(AT))
    slow = desk(f"/desk/ho-so/{number}/ky", who="giamdoc_so")
    box = slow.locator("textarea, input[type=text]").last
    box.fill("Đồng ý cấp, trả đúng hẹn")
    other = desk(f"/desk/ho-so/{number}", who="truongphong")
    expect(other.get_by_text("Đặng Thị Giám đang mở hồ sơ này")).to_be_visible()
    assert violations(other) == []
    dossiers.extend(
        number,
        new_due_at=vn("2026-03-16 09:00"),
        reason="Xác minh thêm",
        actor=office.actor("giamdoc_so", AT),
        at=AT,
    )
    slow.locator("form.mc-step button[type=submit]").first.click()
    expect(slow.get_by_text("Việc của bạn chưa được ghi; những gì đã nhập còn nguyên")).to_be_visible()
    expect(slow.locator("textarea, input[type=text]").last).to_have_value("Đồng ý cấp, trả đúng hẹn")
    assert violations(slow) == []
    slow.locator("form.mc-step button[type=submit]").first.click()
    expect(slow.get_by_text("Hãy xem lại rồi đánh dấu vào ô xác nhận").first).to_be_visible()
    assert Dossier.objects.get(number=number).state == "SIGNING"
    slow.get_by_label("Tôi đã xem hồ sơ hiện nay và vẫn gửi nội dung này").check()
    slow.locator("form.mc-step button[type=submit]").first.click()
    slow.wait_for_url(f"**/desk/ho-so/{number}")
    assert Dossier.objects.get(number=number).state == "SEALING"


def test_the_page_itself_hears_that_the_dossier_moved(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
) -> None:
    number = str(office.to_signing(AT))
    page = desk(f"/desk/ho-so/{number}/ky", who="giamdoc_so")
    page.clock.install()
    page.reload()
    page.locator("textarea, input[type=text]").last.fill("Đang viết dở")
    dossiers.extend(
        number,
        new_due_at=vn("2026-03-16 09:00"),
        reason="Xác minh thêm",
        actor=office.actor("giamdoc_so", AT),
        at=AT,
    )
    page.clock.fast_forward(31_000)
    again = page.get_by_role("button", name="Tải lại, giữ nội dung tôi đã nhập")
    expect(again).to_be_visible()
    assert violations(page) == []
    again.click()
    expect(page.get_by_text("Đã tải lại hồ sơ hiện nay")).to_be_visible()
    expect(page.locator("textarea, input[type=text]").last).to_have_value("Đang viết dở")
    assert Dossier.objects.get(number=number).state == "SIGNING"


@pytest.mark.parametrize("width", [1280, 360, 320])
def test_the_pages_of_people_at_every_width(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
    width: int,
) -> None:
    office.examined_by(AT)
    gone = office.officer("chuyenvien")
    for who, first, last, instead in (
        ("chuyenvien", "2026-03-02", "2026-03-06", None),
        ("truongphong", "2026-03-11", "2026-03-13", "chuyenvien2"),
    ):
        Leave.objects.create(
            officer=office.officer(who),
            substitute=office.officer(instead) if instead else None,
            first_on=first,
            last_on=last,
            reason="Nghỉ phép năm",
            set_at=AT,
        )
    pages = ["nhan-su", "nhan-su/nghi", "nhan-su/uy-quyen", "nhan-su/ho-so-vo-chu", "nhan-su/nguoi-moi",
             f"nhan-su/{gone.pk}"]  # fmt: skip
    for path in pages:
        page = desk(f"/desk/{path}", who="truongphong", width=width)
        assert violations(page) == [], path
        assert sideways(page) == 0, path
        assert page.said == [], path  # type: ignore[attr-defined]  # a note for the test
    assert Officer.objects.filter(is_active=True).exists()
