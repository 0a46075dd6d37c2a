"""A process's files on the desk: what is taken away, and a file that is looked at before it replaces the draft."""

import io
import re
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.processes import actions, queries
from motcua.rules.process import sketch
from tests.apps.letters import reading
from tests.worlds.small import SEVEN_DAYS, build, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")
HEAD = ["TT", "Nội dung công việc", "Trách nhiệm", "Thời gian", "Kết quả"]
ROWS = [
    HEAD,
    ["1", "Phân công thụ lý", "Trưởng phòng", "2 giờ", ""],
    ["2", "Thẩm định hồ sơ", "Chuyên viên", "1 ngày", "Dự thảo"],
    ["3", "Ký duyệt", "Giám đốc Sở", "0,5 ngày", "Giấy phép"],
    ["4", "Vào sổ, đóng dấu", "Văn thư", "30 phút", "Giấy phép đã phát hành"],
    ["5", "Trả kết quả", "Bộ phận Một cửa", "", ""],
]


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")


@pytest.fixture
def office():
    return build()


@pytest.fixture
def head(office):
    return signed_in(office, "truongphong")


@pytest.fixture
def key(office):
    actor = office.actor("truongphong", AT)
    row = actions.create("Cấp phép thử", agency_id=office.agency().pk, model="default", actor=actor, at=AT)
    return row.key


def signed_in(office, username):
    client = Client()
    client.force_login(office.officer(username))
    return client


def text(response):
    return response.content.decode()


def excel(rows=ROWS):
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, row in enumerate(rows):
        sheet.write_row(place, 0, row)
    book.close()
    return SimpleUploadedFile("bang buoc.xlsx", target.getvalue())


def body_of(office, key):
    row = queries.definition(key, office.actor("truongphong", AT))
    draft = queries.draft_of(row)
    return draft.body, draft.saves


def published(office, key):
    actor = office.actor("giamdoc_so", AT)
    approval = actions.Approval("57/QĐ-SXD", date(2026, 3, 1), date(2026, 3, 2))
    actions.publish(key, approval, actor=actor, at=AT)


def hidden(page):
    """The hidden fields of the preview."""
    return dict(re.findall(r'<input type="hidden" name="(op|read|saves)" value="([^"]*)"', page))


def read(client, key, upload):
    return client.post(f"/desk/quy-trinh/{key}/nhap-tep", {"file": upload})


# -- taken away ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("bpmn", "application/xml; charset=utf-8", "so-do-cap-phep-thu-ban-nhap.bpmn"),
        ("bang-buoc", "application/vnd.openxmlformats", "bang-buoc-cap-phep-thu-ban-nhap.xlsx"),
        ("phieu-iso", "application/pdf", "quy-trinh-iso-cap-phep-thu-ban-nhap.pdf"),
    ],
)
def test_every_file_has_its_type_and_a_name_without_marks(head, key, path, kind, name):
    answer = head.get(f"/desk/quy-trinh/{key}/{path}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(kind)
    assert f'filename="{name}"' in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_number_the_draft_is_given_and_with_one_that_version(office, head, key):
    published(office, key)
    assert (
        head.get(f"/desk/quy-trinh/{key}/bpmn?ban=1").headers["Content-Disposition"].endswith('ban-1.bpmn"')
    )
    actions.open_draft(key, actor=office.actor("truongphong", AT), at=AT)
    assert head.get(f"/desk/quy-trinh/{key}/bpmn").headers["Content-Disposition"].endswith('ban-nhap.bpmn"')
    for path in ("bang-buoc", "phieu-iso"):
        assert "-ban-1." in head.get(f"/desk/quy-trinh/{key}/{path}").headers["Content-Disposition"]
        assert (
            "-ban-nhap." in head.get(f"/desk/quy-trinh/{key}/{path}?ban=nhap").headers["Content-Disposition"]
        )
    assert head.get(f"/desk/quy-trinh/{key}/bpmn?ban=9").status_code == 404
    assert head.get(f"/desk/quy-trinh/{key}/bpmn?ban=x").status_code == 404


def test_a_model_process_gives_its_files_too(head):
    assert "mau.xlsx" in head.get("/desk/quy-trinh/default/bang-buoc").headers["Content-Disposition"]
    assert head.get("/desk/quy-trinh/default/bpmn").status_code == 200
    assert (
        "BẢN NHÁP"
        in reading.reader(head.get("/desk/quy-trinh/default/phieu-iso").content).pages[0].extract_text()
    )


def test_the_template_is_for_every_officer(office):
    answer = signed_in(office, "quay").get("/desk/quy-trinh/tep-mau")
    assert answer.status_code == 200
    assert 'filename="mau-bang-buoc.xlsx"' in answer.headers["Content-Disposition"]


def test_another_agency_s_process_is_not_found(office, key):
    stranger = signed_in(office, "xa_motcua")
    for path in ("bpmn", "bang-buoc", "phieu-iso"):
        assert stranger.get(f"/desk/quy-trinh/{key}/{path}").status_code == 404
    assert Client().get(f"/desk/quy-trinh/{key}/bpmn").status_code == 302


def test_the_sheet_of_a_published_version_names_its_decision(office, head, key):
    assert (
        "BẢN NHÁP"
        in reading.reader(head.get(f"/desk/quy-trinh/{key}/phieu-iso").content).pages[0].extract_text()
    )
    published(office, key)
    document = reading.reader(head.get(f"/desk/quy-trinh/{key}/phieu-iso?ban=1").content)
    said = " ".join(document.pages[0].extract_text().split())
    assert "57/QĐ-SXD" in said
    assert "BẢN NHÁP" not in said
    assert "01/03/2026" in said
    assert len(document.pages) >= 2


def test_the_sheet_with_a_procedure_brings_the_catalogue_s_texts(office, head):
    use = catalogue.use_for(SEVEN_DAYS, office.agency(), AT.date())
    assert use is not None
    ProcedureUse.objects.filter(pk=use.pk).update(fee_when="AT_FILING", local_fees_ground="")
    answer = head.get(f"/desk/quy-trinh/default/phieu-iso?thu-tuc={use.pk}")
    said = " ".join(" ".join(page.extract_text() for page in reading.reader(answer.content).pages).split())
    assert SEVEN_DAYS in said
    assert "5.2. Thành phần hồ sơ" in said
    assert "Tờ khai theo mẫu" in said
    assert "chưa xác định" in said
    assert "7 ngày làm việc" in said
    assert head.get("/desk/quy-trinh/default/phieu-iso?thu-tuc=999999").status_code == 404
    assert head.get("/desk/quy-trinh/default/phieu-iso?thu-tuc=abc").status_code == 404


def test_an_empty_draft_is_not_printed_but_its_table_is_given(office, head):
    actor = office.actor("truongphong", AT)
    empty = actions.create("Mới", agency_id=office.agency().pk, actor=actor, at=AT).key
    assert head.get(f"/desk/quy-trinh/{empty}/phieu-iso").status_code == 404
    assert head.get(f"/desk/quy-trinh/{empty}/bang-buoc").status_code == 200
    assert head.get(f"/desk/quy-trinh/{empty}/bpmn").status_code == 200


# -- taken in -----------------------------------------------------------------------------------------------------------


def test_only_who_may_draw_opens_the_import(office, head, key):
    assert head.get(f"/desk/quy-trinh/{key}/nhap-tep").status_code == 200
    assert signed_in(office, "chuyenvien").get(f"/desk/quy-trinh/{key}/nhap-tep").status_code == 403
    assert head.get("/desk/quy-trinh/khong-co/nhap-tep").status_code == 404


def test_a_file_is_shown_first_and_taken_in_by_a_second_post(office, head, key):
    before = body_of(office, key)
    page = text(read(head, key, excel()))
    assert "Chưa có gì được lưu" in page
    assert "Thẩm định hồ sơ" in page
    assert "được hiểu theo lời ghi trong bảng" in page
    assert body_of(office, key) == before
    answer = head.post(f"/desk/quy-trinh/{key}/nhap-tep", hidden(page))
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/quy-trinh/{key}/soan")
    body, saves = body_of(office, key)
    assert saves == before[1] + 1
    assert [step.take for step in sketch(body).steps] == ["assign", "examine", "sign", "seal", "deliver"]


def test_what_was_taken_away_and_taken_in_again_is_the_same(office, head, key):
    before, _ = body_of(office, key)
    data = head.get(f"/desk/quy-trinh/{key}/bang-buoc").content
    page = text(read(head, key, SimpleUploadedFile("a.xlsx", data)))
    assert "chỗ khác với" not in page
    head.post(f"/desk/quy-trinh/{key}/nhap-tep", hidden(page))
    assert body_of(office, key)[0] == before


def test_the_preview_shows_no_keys_and_calls_light_faults_light(office, head, key):
    body, saves = body_of(office, key)
    step = next(one for one in body["steps"] if one["take"] == "examine")
    onward = step["outcomes"][0]["next"]
    ways = [{"next": onward, "key": "w1", "label": "Đạt"}, {"next": onward, "key": "w2", "label": "Cần họp"}]
    ask = {"key": "q1", "label": "Có vướng mắc không?", "kind": "YES_NO"}
    timer = {"kind": "REMIND", "days": "0", "start": "OPENED"}
    drawn = step | {"outcomes": ways, "questions": [ask], "timers": [timer]}
    changed = [drawn if one is step else one for one in body["steps"]]
    actor = office.actor("truongphong", AT)
    actions.save_draft(key, body | {"steps": changed}, saves=saves, actor=actor, at=AT)
    data = head.get(f"/desk/quy-trinh/{key}/bang-buoc").content
    page = text(read(head, key, SimpleUploadedFile("a.xlsx", data)))
    assert "Chọn «Cần họp»" in page
    assert "#w2" not in page and "[q1]" not in page
    assert "ngay khi mở bước" in page
    assert "phải sửa trước khi ban hành" not in page


def test_a_process_in_force_without_a_draft_gets_one_from_the_file(office, head, key):
    published(office, key)
    page = text(read(head, key, excel()))
    assert head.post(f"/desk/quy-trinh/{key}/nhap-tep", hidden(page)).status_code == 302
    assert len(body_of(office, key)[0]["steps"]) == 5


def test_every_reason_is_said_and_nothing_is_offered(office, head, key):
    before = body_of(office, key)
    rows = [
        *ROWS[:2],
        ["2", "Thẩm định", "Chuyên viên", "vài ngày", ""],
        ["3", "Uống trà", "Khách", "mãi", ""],
    ]
    answer = read(head, key, excel(rows))
    page = text(answer)
    assert answer.status_code == 422
    assert "còn 3 chỗ phải sửa" in page
    assert "Dòng 3, cột Thời gian «vài ngày»" in page
    assert "Dòng 4, cột Trình tự «Uống trà»" in page
    assert 'name="read"' not in page
    assert "Những dòng đã hiểu được" in page
    assert body_of(office, key) == before


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (None, "Chưa chọn tệp"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.4"), "không phải là bảng Excel"),
        (SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0" + b"0" * 90), "lưu lại dạng .xlsx"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04"), "bị hỏng"),
        (SimpleUploadedFile("a.xlsx", b"PK" + b"0" * (2 * 1024 * 1024 + 1)), "lớn hơn 2 MB"),
        (SimpleUploadedFile("a.xlsx", b""), "Tệp trống"),
    ],
    ids=["none", "pdf", "old", "broken", "large", "empty"],
)
def test_a_wrong_file_is_refused_beside_the_field(head, key, upload, said):
    answer = head.post(f"/desk/quy-trinh/{key}/nhap-tep", {"file": upload} if upload else {})
    assert answer.status_code == 422
    assert said in text(answer)


def test_what_was_read_is_kept_when_somebody_saved_meanwhile(office, head, key):
    page = text(read(head, key, excel()))
    body, saves = body_of(office, key)
    actions.save_draft(
        key, body | {"purpose": "Mới"}, saves=saves, actor=office.actor("giamdoc_so", AT), at=AT
    )
    answer = head.post(f"/desk/quy-trinh/{key}/nhap-tep", hidden(page))
    again = text(answer)
    assert answer.status_code == 409
    assert "Đặng Thị Giám vừa sửa bản nháp này" in again
    assert "Thẩm định hồ sơ" in again
    assert head.post(f"/desk/quy-trinh/{key}/nhap-tep", hidden(again)).status_code == 302


def test_what_was_read_is_kept_when_the_draft_was_published_meanwhile(office, head, key):
    page = text(read(head, key, excel()))
    published(office, key)
    answer = head.post(f"/desk/quy-trinh/{key}/nhap-tep", hidden(page))
    assert answer.status_code == 409
    assert "vừa được ban hành hoặc bị bỏ" in text(answer)
    assert head.post(f"/desk/quy-trinh/{key}/nhap-tep", hidden(text(answer))).status_code == 302
    assert len(body_of(office, key)[0]["steps"]) == 5


def test_a_preview_that_was_changed_or_is_another_s_is_not_taken(office, head, key):
    page = hidden(text(read(head, key, excel())))
    changed = page | {"read": page["read"][:-3] + "abc"}
    answer = head.post(f"/desk/quy-trinh/{key}/nhap-tep", changed)
    assert answer.status_code == 422
    assert "Hãy chọn lại tệp" in text(answer)
    actor = office.actor("truongphong", AT)
    other = actions.create("Khác", agency_id=office.agency().pk, actor=actor, at=AT).key
    assert head.post(f"/desk/quy-trinh/{other}/nhap-tep", page).status_code == 422
    boss = signed_in(office, "giamdoc_so")
    assert boss.post(f"/desk/quy-trinh/{key}/nhap-tep", page).status_code == 422


def test_a_diagram_made_elsewhere_is_shown_and_taken_in(office, head, key):
    before, _ = body_of(office, key)
    diagram = head.get(f"/desk/quy-trinh/{key}/bpmn").content
    page = text(read(head, key, SimpleUploadedFile("so-do.bpmn", diagram)))
    assert "Chưa có gì được lưu" in page
    assert "chỗ khác với" not in page
    assert head.post(f"/desk/quy-trinh/{key}/nhap-tep", hidden(page)).status_code == 302
    assert body_of(office, key)[0] == before


def test_a_diagram_that_cannot_come_in_says_why(head, key):
    wild = b"""<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p">
    <startEvent id="s"/><scriptTask id="t" name="Chay ma"/><endEvent id="e"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="t"/>
    <sequenceFlow id="b" sourceRef="t" targetRef="e"/></process></definitions>"""
    answer = read(head, key, SimpleUploadedFile("so-do.bpmn", wild))
    assert answer.status_code == 422
    assert "Chưa nhận được tệp" in text(answer)
    assert "Chay ma" in text(answer)
    assert read(head, key, SimpleUploadedFile("so-do.bpmn", b"<html></html>")).status_code == 422
