"""Every unit a limit may be decided in has words on the public page, on the posted sheet and at the desk."""

import json
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pypdf import PdfReader

from motcua.apps.catalogue import actions, queries
from motcua.rules.actors import SYSTEM
from motcua.rules.procedure_use import LocalLimit, unit_choices
from motcua.rules.procedures import LOCAL_UNITS, UNITS_WITHOUT_NUMBER
from tests.worlds.small import NO_LIMIT, build, vn

TODAY = date(2026, 3, 2)
WORDS = {
    "WORKING_DAY": "3 ngày làm việc",
    "CALENDAR_DAY": "3 ngày",
    "WORKING_HOUR": "3 giờ làm việc",
    "HOUR": "3 giờ làm việc",
    "WEEK": "3 tuần",
    "MONTH": "3 tháng",
    "YEAR": "3 năm",
    "SAME_DAY": "trong ngày",
    "IMMEDIATE": "trả ngay",
}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")


@pytest.fixture
def office():
    return build()


@pytest.fixture
def control(office):
    client = Client()
    client.force_login(office.officer("kstt"))
    return client


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def use_of(office):
    found = queries.use_for(NO_LIMIT, office.agency(), TODAY)
    assert found is not None
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("unit", sorted(LOCAL_UNITS))
def test_page_sheet_and_desk_say_the_limit_in_every_unit(office, control, unit):
    limit = LocalLimit(Decimal(3), unit, "QĐ 12/QĐ-STP")
    row = actions.set_local_limit(
        use_of(office), limit, valid_from=TODAY, actor=SYSTEM, at=vn("2026-03-02 08:00")
    )
    said = f"{WORDS[unit]} "
    assert said in text(Client().get(f"/thu-tuc/{NO_LIMIT}"))
    assert said in text(control.get(f"/desk/thu-tuc/{row.pk}"))
    sheet = Client().get(f"/thu-tuc/{NO_LIMIT}/niem-yet.pdf")
    assert sheet.status_code == 200
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(sheet.content)).pages)
    assert f"{WORDS[unit]} (QĐ 12/QĐ-STP)" in " ".join(words.split())


@pytest.mark.django_db
@pytest.mark.parametrize("unit", [unit for unit, _ in unit_choices()])
def test_the_desk_form_takes_every_unit_it_offers(office, control, unit):
    path = f"/desk/thu-tuc/{use_of(office).pk}/thoi-han"
    assert f'value="{unit}"' in text(control.get(path))
    value = "" if unit in UNITS_WITHOUT_NUMBER else "3"
    data = {"value": value, "unit": unit, "ground": "QĐ 5/QĐ-STP", "valid_from": "02/03/2026"}
    page = text(control.post(path, data, follow=True))
    assert f"{WORDS[unit]} <span" in page
    assert "Đủ điều kiện nhận hồ sơ" in page
    again = text(control.get(f"/desk/thu-tuc/{use_of(office).pk}/thoi-han"))
    assert f'value="{unit}" selected' in again


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "unit", "fault"),
    [
        ("", "WORKING_DAY", "Nhập thời hạn, ví dụ 3 hoặc 0,5."),
        ("3", "SAME_DAY", "Thời hạn “trong ngày” không đi với số"),
        ("2", "IMMEDIATE", "Thời hạn “trả ngay” không đi với số"),
    ],
)
def test_a_number_goes_with_the_units_that_count(office, control, value, unit, fault):
    data = {"value": value, "unit": unit, "ground": "QĐ 5/QĐ-STP", "valid_from": "02/03/2026"}
    response = control.post(f"/desk/thu-tuc/{use_of(office).pk}/thoi-han", data)
    assert response.status_code == 422
    assert fault in response.content.decode()


@pytest.mark.django_db
def test_a_promise_within_the_day_needs_no_number(office, control):
    chosen = control.get("/desk/thu-tuc/them", {"code": NO_LIMIT, "agency": office.agency().pk})
    path = chosen.url
    data = {"authority": "Giám đốc Sở", "channels": ["DIRECT"], "process_key": "default", "fee_when": "NONE",
            "valid_from": "02/03/2026", "committed_unit": "SAME_DAY", "committed_ground": "QĐ 9/QĐ-STP"}  # fmt: skip
    page = text(control.post(path, data, follow=True))
    assert "trong ngày <span" in page
    assert 'name="committed_value" value="1"' not in text(control.get(path))


def test_hours_are_not_offered_twice_and_the_rest_all_are():
    assert {unit for unit, _ in unit_choices()} == LOCAL_UNITS - {"HOUR"}


def test_every_use_of_the_demo_pack_has_words():
    uses = json.loads((Path(settings.PACKS) / "demo" / "uses.json").read_text("utf-8"))
    limits = [use[key] for use in uses for key in ("limit", "committed") if use.get(key)]
    assert {"SAME_DAY", "WORKING_DAY"} <= {one["unit"] for one in limits}
    for one in limits:
        limit = LocalLimit(Decimal(one["value"]), one["unit"], one["ground"]).check()
        assert limit.words


@pytest.mark.django_db
def test_centres_are_told_apart_by_the_names_of_their_units(office, control):
    page = text(control.get("/desk/thu-tuc"))
    assert "Trung tâm Phục vụ hành chính công tỉnh" in page
    assert "Trung tâm Phục vụ hành chính công xã Đông Hòa" in page
    assert "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG" not in page
