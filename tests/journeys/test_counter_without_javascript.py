"""The counter with scripts switched off: find, scan, tick, upload, accept; every step is a plain form."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from motcua.apps.dossiers.models import CounterGuidance, Dossier
from tests.journeys.counter_desk import CARD, Enter, desk, office  # noqa: F401  # fixtures are found by name
from tests.worlds.small import PDF, SmallOffice

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_dossier_is_taken_in(desk: Enter, office: SmallOffice, tmp_path: Path) -> None:  # noqa: F811
    page = desk("/desk/tiep-nhan", javascript=False)
    page.locator("#id_q").fill("cap giay chung nhan")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Cấp giấy chứng nhận thử nghiệm").click()
    page.locator("#id_scan").fill(CARD)
    page.keyboard.press("Enter")
    expect(page.locator("#id_applicant_name")).to_have_value("Nguyễn Văn Dân")
    page.locator("button[value=all_papers]").click()
    expect(page.locator("#id_p1_originals")).to_have_value("1")
    scanned = tmp_path / "to-khai.pdf"
    scanned.write_bytes(PDF)
    page.locator("#id_p1_file").set_input_files(scanned)
    page.locator("#id_applicant_phone").fill("12")
    page.locator("button[value=accept]").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Số điện thoại phải có 10 chữ số")
    expect(page.locator("#dong-p1")).to_contain_text("to-khai.pdf")
    page.locator("#id_applicant_phone").fill("0912345678")
    page.locator("button[value=accept]").click()
    expect(page.locator("h1")).to_have_text("H99.15-260302-0001")
    assert Dossier.objects.get().papers.get(ordinal=1).file is not None


def test_a_person_is_told_what_to_bring(desk: Enter, office: SmallOffice) -> None:  # noqa: F811
    page = desk("/desk/tiep-nhan", javascript=False)
    page.get_by_role("link", name="Cấp giấy chứng nhận thử nghiệm").click()
    page.locator("#id_applicant_name").fill("Trần Thị Thiếu")
    page.locator("#id_p1_originals").fill("1")
    page.locator("button[value=instruct]").click()
    expect(page.locator("#id_name_1")).to_have_value("Bản sao giấy tờ tùy thân")
    page.locator("button[value=print]").click()
    expect(page.locator("main")).to_contain_text("Đã lập phiếu hướng dẫn")
    assert CounterGuidance.objects.get().applicant_name == "Trần Thị Thiếu"
