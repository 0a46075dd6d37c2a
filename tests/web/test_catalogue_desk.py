"""Officers' catalogue pages: rights, the report of an import, settings and what is missing."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.apps.catalogue import queries
from tests.apps.catalogue.rows import row
from tests.worlds.small import NO_LIMIT, SEVEN_DAYS, build

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")


@pytest.fixture
def office():
    return build()


def signed_in(office, username):
    client = Client()
    client.force_login(office.officer(username))
    return client


@pytest.fixture
def control(office):
    return signed_in(office, "kstt")


def text(response):
    return response.content.decode()


def use_of(office, code):
    found = queries.use_for(code, office.agency(), TODAY)
    assert found is not None
    return found


PAGES = ["/desk/thu-tuc/them", "/desk/cong-bo/nap", "/desk/cong-bo/bai-bo"]


@pytest.mark.parametrize("path", PAGES)
def test_only_tthc_control_opens_the_pages_that_change(office, control, path):
    assert control.get(path).status_code == 200
    assert signed_in(office, "quay").get(path).status_code == 403
    assert Client().get(path).status_code == 302


def test_every_officer_sees_what_is_in_use_and_what_it_lacks(office):
    page = text(signed_in(office, "quay").get("/desk/thu-tuc"))
    assert SEVEN_DAYS in page
    assert "danh mục không có thời hạn" in page
    assert "Đưa thủ tục vào áp dụng" not in page


def test_an_agency_narrows_the_list(office, control):
    page = text(control.get(f"/desk/thu-tuc?co-quan={office.agency('H99.41').pk}"))
    assert SEVEN_DAYS not in page


def test_deciding_a_limit_ends_what_was_missing(office, control):
    use = use_of(office, NO_LIMIT)
    assert "danh mục không có thời hạn" in text(control.get(f"/desk/thu-tuc/{use.pk}"))
    path = f"/desk/thu-tuc/{use.pk}/thoi-han"
    bad = control.post(path, {"value": "0", "unit": "WORKING_DAY", "ground": "", "valid_from": "02/03/2026"})
    assert bad.status_code == 422
    assert "Ghi số, ngày của văn bản" in text(bad)
    good = {"value": "4,5", "unit": "WORKING_DAY", "ground": "QĐ 5/QĐ-STP", "valid_from": "02/03/2026"}
    page = text(control.post(path, good, follow=True))
    assert "4,5 ngày làm việc" in page
    assert "Đủ điều kiện nhận hồ sơ" in page


def test_a_clear_limit_is_not_overridden(office, control):
    use = use_of(office, SEVEN_DAYS)
    data = {"value": "1", "unit": "WORKING_DAY", "ground": "QĐ", "valid_from": "02/03/2026"}
    response = control.post(f"/desk/thu-tuc/{use.pk}/thoi-han", data)
    assert response.status_code == 422
    assert "Danh mục đã có thời hạn rõ ràng" in text(response)


def test_confirming_fees(office, control):
    use = use_of(office, SEVEN_DAYS)
    path = f"/desk/thu-tuc/{use.pk}/muc-thu"
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-kind": "CHARGE", "form-0-amount": "15.000",
            "form-0-note": "mỗi bản", "form-1-kind": "SERVICE", "form-1-amount": "", "form-1-note": "",
            "ground": "NQ 3/NQ-HĐND", "valid_from": "02/03/2026"}  # fmt: skip
    assert "15.000 đồng (mỗi bản)" in text(control.post(path, data, follow=True))
    assert control.post(path, data | {"ground": ""}).status_code == 422


def test_putting_a_procedure_into_use(office, control):
    commune = office.agency("H99.41")
    chosen = control.get("/desk/thu-tuc/them", {"code": SEVEN_DAYS, "agency": commune.pk})
    assert chosen.status_code == 302
    assert "Thiết lập" in text(control.get(chosen.url))
    data = {"authority": "Chủ tịch UBND xã", "channels": ["DIRECT"], "process_key": "default", "fee_when": "NONE",
            "settling_unit": office.unit("H99.41.TT").pk, "valid_from": "02/03/2026"}  # fmt: skip
    page = text(control.post(chosen.url, data, follow=True))
    assert "Chưa chọn Bộ phận Một cửa" in page
    too_long = data | {"committed_value": "9", "committed_unit": "WORKING_DAY", "committed_ground": "QĐ 1"}
    response = control.post(chosen.url, too_long)
    assert response.status_code == 422
    assert "dài hơn" in text(response)
    half = control.post(chosen.url, data | {"committed_value": "2"})
    assert "Cam kết cần đủ" in text(half)


def test_an_unknown_code_is_answered_beside_the_field(control, office):
    page = text(control.get("/desk/thu-tuc/them", {"code": "9.9", "agency": office.agency().pk}))
    assert "Không có thủ tục này đang có hiệu lực" in page


def test_stopping(office, control):
    use = use_of(office, SEVEN_DAYS)
    page = text(control.post(f"/desk/thu-tuc/{use.pk}/ngung", {"last_on": "02/03/2026"}, follow=True))
    assert "Đã ngừng nhận hồ sơ mới" in page
    assert queries.use_for(SEVEN_DAYS, office.agency(), date(2026, 3, 3)) is None


def upload(control, *rows, mode="good"):
    data = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in rows).encode()
    return control.post("/desk/cong-bo/nap", {"file": SimpleUploadedFile("a.jsonl", data), "mode": mode})


def test_an_import_reports_every_bad_row(control):
    page = text(upload(control, row(), "hỏng", row("1.000002", value=-1)))
    assert "2 dòng bị từ chối" in page
    assert "channels[0].time_value" in page
    assert queries.procedure("1.000001") is not None


def test_an_import_tells_what_was_taken_though_doubtful(control):
    nameless = [{"case": None, "items": [{"name": "", "originals": 1, "kind": "DOCUMENT"}]}]
    page = text(upload(control, row(dossier=nameless)))
    assert "Đã nạp tất cả các dòng" in page
    assert "Đã nhận nhưng cần xem lại" in page
    assert "dossier[0].items[0].name" in page
    assert "Dòng bị từ chối" not in page


def test_all_or_nothing_takes_nothing(control):
    assert "Chưa nạp gì vì có dòng lỗi" in text(upload(control, row(), "hỏng", mode="all_or_nothing"))
    assert queries.procedure("1.000001") is None


def test_an_import_needs_a_file(control):
    assert control.post("/desk/cong-bo/nap", {"mode": "good"}).status_code == 422


def test_abolishing_by_decision(office, control):
    data = {"number": "9/QĐ-UBND", "issuer": "UBND tỉnh", "title": "Bãi bỏ", "signed_on": "01/03/2026",
            "effective_on": "05/03/2026", "codes": f"{SEVEN_DAYS}\n"}  # fmt: skip
    assert "9/QĐ-UBND" in text(control.post("/desk/cong-bo/bai-bo", data, follow=True))
    assert queries.version_at(SEVEN_DAYS, date(2026, 3, 4)) is not None
    assert queries.version_at(SEVEN_DAYS, date(2026, 3, 5)) is None
    again = control.post("/desk/cong-bo/bai-bo", data)
    assert again.status_code == 422
    assert "đã được ghi" in text(again)
