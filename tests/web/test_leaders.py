"""The report pages: who opens them, what they show, every number a way to its dossiers."""

from __future__ import annotations

import html
import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from motcua.apps.dossiers.models import Dossier
from motcua.apps.people.models import AccessLine
from motcua.apps.reports.models import ReportSnapshot
from tests.worlds.small import COMMUNE, SmallOffice, build, vn

pytestmark = pytest.mark.django_db
FEBRUARY = "ky=15-14.thang-2026-2&don_vi=H99&theo=co-quan"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")


@pytest.fixture
def office() -> SmallOffice:
    world = build()
    fill(world)
    return world


def fill(world: SmallOffice) -> None:
    """Two dossiers of the department, one of the commune, one online, in the period 15/01–14/02."""
    world.accepted(vn("2026-02-02 09:00"))
    world.accepted(vn("2026-02-03 09:00"), channel="ONLINE")
    world.ready(vn("2026-02-03 10:00"), vn("2026-02-05 10:00"))
    world.accepted(vn("2026-02-04 09:00"), COMMUNE)


def signed_in(office, username):
    client = Client()
    client.force_login(office.officer(username))
    return client


def text(response) -> str:
    return html.unescape(b"".join(response).decode() if response.streaming else response.content.decode())


@pytest.mark.parametrize("path", ["/bao-cao/", "/bao-cao/da-phat-hanh", "/bao-cao/so-theo-doi"])
def test_only_those_who_lead_open_them(office, path):
    for username in ("kstt", "giamdoc_tt", "truongphong", "giamdoc_so"):
        assert signed_in(office, username).get(path).status_code == 200, username
    assert signed_in(office, "chuyenvien").get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_the_table_and_its_links_agree(office):
    client = signed_in(office, "kstt")
    page = text(client.get(f"/bao-cao/?{FEBRUARY}"))
    assert "Tháng 02/2026 (từ ngày 15/01/2026 đến ngày 14/02/2026)" in page
    assert "Số liệu tính đến" in page
    assert "Cách tính" in page
    assert "25,0 %" in page  # 1 settled of 4
    cells = re.findall(r'href="(/bao-cao/ho-so\?[^"]+)" aria-label="[^"]+: (\d+) hồ sơ"', page)
    assert len(cells) > 15
    for href, count in cells:
        shown = text(client.get(href))
        assert len(set(re.findall(r">(H99[.\d]*-\d{6}-\d{4})<", shown))) == int(count), href


def test_the_own_agency_and_the_newest_period_stand_ready(office):
    page = text(signed_in(office, "truongphong").get("/bao-cao/"))
    assert "Sở Tư pháp: Tháng 02/2026" in page


def test_any_days_can_be_asked_for(office):
    client = signed_in(office, "kstt")
    page = text(client.get("/bao-cao/?tu=03/02/2026&den=03/02/2026&don_vi=H99&theo=linh-vuc"))
    assert "từ ngày 03/02/2026 đến ngày 03/02/2026" in page
    bad = client.get("/bao-cao/?tu=05/02/2026&den=03/02/2026&don_vi=H99&theo=linh-vuc")
    assert bad.status_code == 422
    assert "đứng trước" in text(bad)
    half = text(client.get("/bao-cao/?tu=05/02/2026&don_vi=H99&theo=linh-vuc"))
    assert "Hãy nhập cả hai ngày" in half
    assert client.get("/bao-cao/?ky=xyz&don_vi=H99").status_code == 422
    assert client.get("/bao-cao/?don_vi=H01").status_code == 422


def test_days_no_report_can_have_are_refused_beside_their_field(office):
    client = signed_in(office, "kstt")
    for words, field in (("tu=01/01/2026&den=31/12/9999", "den"), ("tu=01/01/0001&den=02/03/2026", "tu"),
                         ("tu=31/12/1999&den=02/03/2026", "tu"), ("tu=01/01/2026&den=01/01/2101", "den")):  # fmt: skip
        for page in ("/bao-cao/", "/bao-cao/so-theo-doi"):
            refused = client.get(f"{page}?{words}")
            assert refused.status_code == 422, words
            beside = text(refused).partition(f'id="id_{field}-error"')[2][:300]
            assert re.search("từ 01/01/2000 đến 31/12/2100|từ 1800 đến 2200", beside), words
    assert client.get("/bao-cao/?ky=20260101-99991231").status_code == 422
    edges = client.get("/bao-cao/?tu=01/01/2000&den=31/12/2100&don_vi=H99&theo=linh-vuc")
    assert edges.status_code == 200


def test_a_running_period_says_so_everywhere(office, tmp_path):
    client = signed_in(office, "kstt")
    asked = "ky=duong-lich.thang-2026-3&don_vi=H99&theo=co-quan"
    said = "Kỳ chưa kết thúc: số liệu tính đến 09:00 ngày 02/03/2026"
    assert said in text(client.get(f"/bao-cao/?{asked}"))
    assert "Kỳ chưa kết thúc" not in text(client.get(f"/bao-cao/?{FEBRUARY}"))
    assert said in printed(client.get(f"/bao-cao/tep/pdf?{asked}"))
    assert "Kỳ chưa kết thúc" not in printed(client.get(f"/bao-cao/tep/pdf?{FEBRUARY}"))
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(b"".join(client.get(f"/bao-cao/tep/xlsx?{asked}").streaming_content))
    assert [said] in [row[:1] for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]
    book = "ky=duong-lich.thang-2026-3&don_vi=H99.TT"
    assert said in text(client.get(f"/bao-cao/so-theo-doi?{book}"))
    assert said in printed(client.get(f"/bao-cao/so-theo-doi/tep/pdf?{book}"))


@pytest.mark.parametrize("ahead", ["ky=duong-lich.thang-2026-4", "tu=03/03/2026&den=05/03/2026"])
def test_a_period_that_has_not_begun_is_refused(office, ahead):
    client = signed_in(office, "kstt")
    for path in ("/bao-cao/", "/bao-cao/so-theo-doi", "/bao-cao/so-theo-doi/tep/pdf"):
        refused = client.get(f"{path}?{ahead}")
        assert refused.status_code == 422
        assert "chưa bắt đầu nên chưa có số liệu" in text(refused)
    back = client.get(f"/bao-cao/tep/pdf?{ahead}", follow=True)
    assert "chưa bắt đầu nên chưa có số liệu" in text(back)


def test_both_regimes_have_their_own_names(office):
    page = text(signed_in(office, "kstt").get("/bao-cao/"))
    assert "Tháng 02/2026 (15/01–14/02)<" in page
    assert "Tháng 02/2026 (01/02–28/02), dương lịch<" in page


def printed(answer) -> str:
    """The words of a PDF, in one line."""
    assert answer.status_code == 200
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split()
    )


def test_the_real_clock_prints_every_file(office, monkeypatch, tmp_path):
    """The wall clock has microseconds, the clock of other tests none; a PDF date holds whole seconds only."""
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00:00.123456")
    client = signed_in(office, "kstt")
    book = "ky=15-14.thang-2026-2&don_vi=H99.TT"
    assert "Tổng cộng" in printed(client.get(f"/bao-cao/tep/pdf?{FEBRUARY}"))
    assert "Tổng số: 3 hồ sơ" in printed(client.get(f"/bao-cao/so-theo-doi/tep/pdf?{book}"))
    client.post("/bao-cao/phat-hanh", {"ky": "15-14.thang-2026-2", "don_vi": "H99", "theo": "linh-vuc"})
    report = ReportSnapshot.objects.get()
    assert report.at.microsecond == 123456
    assert report.period_name == "Tháng 02/2026 (15/01–14/02)"
    assert "Tháng 02/2026 (15/01–14/02)" in text(client.get("/bao-cao/da-phat-hanh"))
    page = text(client.get(f"/bao-cao/da-phat-hanh/{report.pk}"))
    assert "Tháng 02/2026 (từ ngày 15/01/2026 đến ngày 14/02/2026), theo lĩnh vực" in page
    words = printed(client.get(f"/bao-cao/da-phat-hanh/{report.pk}/tep/pdf"))
    assert report.number in words
    assert report.sha256[:16] in words
    path = tmp_path / "chot.xlsx"
    path.write_bytes(b"".join(client.get(f"/bao-cao/da-phat-hanh/{report.pk}/tep/xlsx").streaming_content))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert next(row for row in rows if row[1] == "Tổng cộng")[2] == 4
    assert report.sha256 in str(rows[4][0])


def test_what_may_not_be_seen_is_counted_and_said(office):
    page = text(signed_in(office, "truongphong").get(f"/bao-cao/ho-so?{FEBRUARY}&dong=&cot=3"))
    assert "<strong>4</strong> hồ sơ, trong đó 1 hồ sơ ngoài quyền xem" in page


@pytest.mark.parametrize(
    "wrong", ["dong=&cot=2", "dong=x&cot=99", "dong=COMMUNE:999999&cot=3", "dong=&cot=ba"]
)
def test_a_cell_that_is_not_there(office, wrong):
    assert signed_in(office, "kstt").get(f"/bao-cao/ho-so?{FEBRUARY}&{wrong}").status_code == 404


def test_files(office, tmp_path):
    client = signed_in(office, "kstt")
    answer = client.get(f"/bao-cao/tep/xlsx?{FEBRUARY}")
    path = tmp_path / "bao-cao.xlsx"
    path.write_bytes(b"".join(answer.streaming_content))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert next(row for row in rows if row[1] == "Tổng cộng")[2] == 4
    assert client.get(f"/bao-cao/tep/pdf?{FEBRUARY}").content.startswith(b"%PDF")
    assert client.get(f"/bao-cao/tep/doc?{FEBRUARY}").status_code == 404


def test_issue_read_again_correct(office):
    client = signed_in(office, "kstt")
    asked = {"ky": "15-14.thang-2026-2", "don_vi": "H99", "theo": "linh-vuc"}
    done = client.post("/bao-cao/phat-hanh", asked, follow=True)
    assert "Đã phát hành báo cáo II.06a/H99/2026/0001 (bản 1)" in text(done)
    report = ReportSnapshot.objects.get()
    assert report.sha256 in text(done)
    again = client.post("/bao-cao/phat-hanh", asked)
    assert again.status_code == 409
    assert "số liệu không thay đổi" in text(again)
    Dossier.objects.filter(channel="ONLINE").update(channel="COUNTER")
    needs = client.post("/bao-cao/phat-hanh", asked)
    assert needs.status_code == 409
    assert "Lý do điều chỉnh" in text(needs)
    second = client.post("/bao-cao/phat-hanh", asked | {"ly_do": "Ghi nhầm kênh"}, follow=True)
    assert "Thay đổi so với bản trước" in text(second)
    assert "II.06a/H99/2026/0001" in text(client.get("/bao-cao/da-phat-hanh"))
    frozen = text(client.get(f"/bao-cao/da-phat-hanh/{report.pk}/ho-so?dong=&cot=4"))
    assert "<strong>1</strong> hồ sơ" in frozen
    assert client.get(f"/bao-cao/da-phat-hanh/{report.pk}/tep/pdf").content.startswith(b"%PDF")
    assert client.get(f"/bao-cao/da-phat-hanh/{report.pk}/tep/xlsx").status_code == 200
    assert client.get("/bao-cao/da-phat-hanh/999999").status_code == 404


def test_a_running_period_is_not_issued(office):
    client = signed_in(office, "kstt")
    running = {"ky": "20260215-20260314", "don_vi": "H99", "theo": "linh-vuc"}
    assert client.post("/bao-cao/phat-hanh", running).status_code == 409
    assert "chưa phát hành được" in text(client.get("/bao-cao/?tu=15/02/2026&den=14/03/2026&don_vi=H99"))
    assert signed_in(office, "truongphong").post("/bao-cao/phat-hanh", running).status_code == 403
    assert client.get("/bao-cao/phat-hanh").status_code == 405


def test_the_register_is_read_and_noted(office, tmp_path):
    client = signed_in(office, "giamdoc_tt")
    page = text(client.get("/bao-cao/so-theo-doi?ky=15-14.thang-2026-2&don_vi=H99.TT"))
    assert page.count("Nguyễn Văn Dân") >= 3
    assert AccessLine.objects.filter(subject="register:H99.TT").count() == 1
    assert client.get("/bao-cao/so-theo-doi/tep/pdf?ky=15-14.thang-2026-2&don_vi=H99.TT").content.startswith(
        b"%PDF"
    )
    book = client.get("/bao-cao/so-theo-doi/tep/xlsx?ky=15-14.thang-2026-2&don_vi=H99.TT")
    assert len(b"".join(book.streaming_content)) > 4000
    assert AccessLine.objects.filter(subject="register:H99.TT").count() == 3
    closed = client.get("/bao-cao/so-theo-doi?ky=15-14.thang-2026-2&don_vi=H99.41.TT")
    assert closed.status_code == 403
    assert "nơi mình làm việc" in text(closed)
    assert client.get("/bao-cao/so-theo-doi?ky=15-14.thang-2026-2&don_vi=H99.TT&sau=x").status_code == 404
