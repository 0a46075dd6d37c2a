"""The browser dies in the middle of an intake: what was typed and what was uploaded is there again."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.counter_desk import Enter, desk, office  # noqa: F401  # fixtures are found by name
from tests.worlds.small import PDF, SmallOffice

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_the_draft_is_there_in_a_new_browser(desk: Enter, office: SmallOffice, tmp_path: Path) -> None:  # noqa: F811
    page = desk("/desk/tiep-nhan")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    scanned = tmp_path / "to-khai.pdf"
    scanned.write_bytes(PDF)
    page.locator("#id_p1_file").set_input_files(scanned)
    expect(page.locator("#dong-p1")).to_contain_text("to-khai.pdf")
    page.locator("#id_applicant_name").press_sequentially("Trần Thị Dở Dang")
    page.locator("#id_p2_copies").fill("2")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Đã lưu nháp lúc 09:00", timeout=8000)
    page.context.close()  # no «leave page» of any kind: the process is gone

    again = desk("/desk/tiep-nhan")
    again.get_by_role("link", name="Trần Thị Dở Dang – Cấp giấy chứng nhận thử nghiệm").click()
    expect(again.locator("#id_applicant_name")).to_have_value("Trần Thị Dở Dang")
    expect(again.locator("#id_p2_copies")).to_have_value("2")
    expect(again.locator("#dong-p1")).to_contain_text("to-khai.pdf")
