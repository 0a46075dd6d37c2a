"""People leave and processes change: a head gives away everything of an officer, and moves running dossiers."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import BulkChange, Dossier
from motcua.jobs.changes import work_on_change
from tests.apps.dossiers.process_bodies import LONG, RENAMED
from tests.chromium import sideways, violations
from tests.journeys.counter_desk import Enter, desk, office  # noqa: F401  # fixtures are found by name
from tests.worlds.small import SmallOffice, vn

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
AT = vn("2026-03-02 08:00")
MISSING = {1: actions.Judgement("MISSING", "Thiếu chữ ký"), 2: actions.Judgement("OK")}


def holders() -> dict[str, str]:
    """Who holds which dossier (empty: nobody)."""
    return {number: name or "" for number, name in Dossier.objects.values_list("number", "holder__username")}


def work() -> int:
    """What the worker does meanwhile."""
    change = BulkChange.objects.latest("pk")
    work_on_change(change.pk)
    return change.pk


def clean(page: Page) -> None:
    """Nothing for axe, nothing on the console, nothing sideways."""
    assert violations(page) == []
    said = page.said  # type: ignore[attr-defined]  # noted by the fixture
    assert [line for line in said if "422" not in line] == []  # the browser notes a refused form by itself
    page.set_viewport_size({"width": 320, "height": 700})
    assert sideways(page) == 0


def three_of_one_officer(office: SmallOffice) -> tuple[list[str], str]:  # noqa: F811
    """Two dossiers on the desk of «chuyenvien», and one of which he asks for papers while the page is open."""
    numbers = [str(office.examined_by(AT)) for _ in range(3)]
    actions.judge_papers(numbers[2], MISSING, actor=office.actor("chuyenvien"), at=AT)
    return numbers[:2], numbers[2]


def goes_to_the_applicant(office: SmallOffice, number: str) -> None:  # noqa: F811
    """The officer asks for papers: nobody in the unit holds the dossier any more."""
    actions.ask_supplement(
        number, reason="Thiếu", due_on=vn("2026-03-20 00:00").date(), actor=office.actor("chuyenvien"), at=AT
    )


def test_a_head_gives_away_all_of_an_absent_officer_one_is_refused_and_he_takes_it_back(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
) -> None:
    given, refused = three_of_one_officer(office)
    head = desk("/desk/ho-so?thu-tuc=1.999001", who="truongphong")
    head.get_by_role("link", name="Giao lại tất cả hồ sơ khớp bộ lọc này").click()
    expect(head.locator("h1")).to_contain_text("Giao lại hồ sơ")
    head.get_by_label("Chỉ hồ sơ của").select_option("Hoàng Văn Chuyên")
    head.get_by_role("button", name="Lọc").click()
    expect(head.get_by_label("Tất cả 3 hồ sơ khớp bộ lọc")).to_be_checked()
    head.get_by_label("Đỗ Thị Viên").check()
    head.get_by_role("button", name="Giao lại hồ sơ").click()
    expect(head.locator(".govuk-error-summary")).to_contain_text("Hãy ghi lý do")
    expect(head.get_by_label("Đỗ Thị Viên")).to_be_checked()
    clean(head)
    head.set_viewport_size({"width": 1280, "height": 900})
    head.get_by_label("Lý do").fill("Anh Chuyên nghỉ phép")
    head.get_by_role("button", name="Giao lại hồ sơ").click()
    head.wait_for_url("**/desk/giao-lai/*")
    expect(head.locator("#tien-do")).to_contain_text("0 trên 3 hồ sơ")
    goes_to_the_applicant(office, refused)
    work()
    expect(head.get_by_role("button", name="Hoàn tác 2 hồ sơ")).to_be_visible(timeout=15_000)
    expect(head.locator("main")).to_contain_text("không ai giữ trong đơn vị")
    assert holders() == {given[0]: "chuyenvien2", given[1]: "chuyenvien2", refused: ""}
    clean(head)
    head.set_viewport_size({"width": 1280, "height": 900})
    head.get_by_role("button", name="Hoàn tác 2 hồ sơ").click()
    expect(head.locator("#tien-do")).to_contain_text("Đang hoàn tác")
    work()
    expect(head.locator("#tien-do")).to_contain_text("Đã hoàn tác", timeout=15_000)
    assert holders() == {given[0]: "chuyenvien", given[1]: "chuyenvien", refused: ""}


def test_the_same_on_a_phone_without_scripts(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    numbers = [str(office.examined_by(AT)) for _ in range(2)]
    head = desk("/desk/giao-lai?khay=all", who="truongphong", width=360, javascript=False)
    assert sideways(head) == 0
    head.get_by_label("Chỉ các hồ sơ đánh dấu").check()
    head.get_by_label(f"Chọn {numbers[0]}").check()
    head.get_by_label("Đưa về khay chung").check()
    head.get_by_label("Lý do").fill("Đi học")
    head.get_by_role("button", name="Giao lại hồ sơ").click()
    head.wait_for_url("**/desk/giao-lai/*")
    work()
    head.get_by_role("link", name="Tải lại").click()
    expect(head.locator("main")).to_contain_text("Đã xong")
    assert holders() == {numbers[0]: "", numbers[1]: "chuyenvien"}
    assert sideways(head) == 0
    head.get_by_role("button", name="Hoàn tác 1 hồ sơ").click()
    work()
    head.get_by_role("link", name="Tải lại").click()
    expect(head.locator("main")).to_contain_text("Đã hoàn tác")
    assert holders() == dict.fromkeys(numbers, "chuyenvien")


def test_giving_to_others_by_keys_alone(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    number = str(office.examined_by(AT))
    head = desk("/desk/giao-lai?khay=all", who="truongphong")
    head.locator("#id_officers input").last.focus()
    head.keyboard.press("Space")
    head.locator("#id_reason").focus()
    head.keyboard.type("Nghỉ ốm")
    head.keyboard.press("Tab")
    head.keyboard.press("Enter")
    head.wait_for_url("**/desk/giao-lai/*")
    work()
    assert number in holders()
    expect(head.locator("main")).to_contain_text("Đã xong", timeout=15_000)


def test_running_dossiers_move_to_a_new_version(
    desk: Enter,  # noqa: F811
    office: SmallOffice,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    key = office.published(LONG).definition.key
    office.published(RENAMED, key=key, at=vn("2026-03-03 08:00"))
    numbers = [str(office.examined_by(AT)) for _ in range(2)]
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-03T09:00")
    head = desk(f"/desk/quy-trinh/{key}/chuyen-ho-so", who="truongphong")
    expect(head.locator("main")).to_contain_text("0 trên 2 hồ sơ chuyển được sang bản 2")
    head.get_by_label("Thành bước").select_option("check")
    head.get_by_role("button", name="Xem lại theo bước đã chọn").click()
    expect(head.locator("main")).to_contain_text("2 trên 2 hồ sơ chuyển được sang bản 2")
    expect(head.locator("main")).to_contain_text("Thẩm tra")
    clean(head)
    head.set_viewport_size({"width": 1280, "height": 900})
    head.get_by_label("Lý do").fill("QĐ 60/QĐ-STP")
    head.get_by_role("button", name="Chuyển các hồ sơ").click()
    head.wait_for_url("**/desk/giao-lai/*")
    work()
    expect(head.get_by_role("button", name="Hoàn tác 2 hồ sơ")).to_be_visible(timeout=15_000)
    found = Dossier.objects.filter(number__in=numbers)
    assert set(found.values_list("process_version", "step_key", "holder__username")) == {
        (2, "check", "chuyenvien")
    }
    head.goto(head.url.rsplit("/", 1)[0] + "/da-lam")
    expect(head.locator("main")).to_contain_text("Chuyển sang bản quy trình mới")
    clean(head)
