"""The office hours page: what is typed for a week, what a change would move, what is published."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Dossier
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.office.models import CalendarEdition, WorkingWeek
from motcua.apps.office.working_time import calendar_for
from motcua.rules.actors import SYSTEM
from motcua.rules.sessions import SessionKind, clock_text
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_dossier.desk import words
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db
AFTERNOONS = {
    "name": "Giờ mùa hè",
    "valid_from": "03/03/2026",
    "weekdays": "13h đến 17h",
    "reason": "QĐ 45/QĐ-UBND ngày 01/03/2026",
}


def send(client: Any, do: str, **typed: Any) -> Any:
    typed.setdefault("edition", CalendarEdition.objects.order_by("-no").values_list("no", flat=True).first())
    return client.post("/desk/lich/gio-lam-viec", {"do": do, **typed})


def sessions(unit_id: int | None, on: date) -> list[str]:
    """The sessions of a day as they stand in the newest edition; intake hours in brackets."""
    found = calendar_for(unit_id).day(on).sessions
    texts = [(f"{clock_text(one.opens)}-{clock_text(one.closes)}", one.kind) for one in found]
    return [f"({text})" if kind is SessionKind.INTAKE else text for text, kind in texts]


@pytest.mark.parametrize(
    ("username", "status"), [("kstt", 200), ("quantri", 200), ("quay", 403), ("giamdoc_so", 403)]
)
def test_only_those_who_keep_the_calendar_set_hours(
    office: SmallOffice, now: datetime, signed_in: SignedIn, username: str, status: int
) -> None:
    assert signed_in(username).get("/desk/lich/gio-lam-viec").status_code == status
    if status == 403:
        assert send(signed_in(username), "cong-bo", **AFTERNOONS).status_code == 403
        assert WorkingWeek.objects.count() == 1


def test_the_form_starts_with_the_hours_in_force(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    page = words(signed_in("kstt").get("/desk/lich/gio-lam-viec"))
    assert "Thứ Hai đến thứ Sáu: 07:30–11:30, 13:00–17:00" in page
    assert 'name="weekdays" type="text" value="07:30-11:30, 13:00-17:00"' in page
    assert "Giờ nền" in page


def test_a_change_is_tried_out_without_writing_anything(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    before = Dossier.objects.get(number=number).due_at
    answer = send(signed_in("kstt"), "xem", **AFTERNOONS)
    page = words(answer)
    assert answer.status_code == 200
    assert "1 hồ sơ đang giải quyết sẽ đổi ngày hẹn" in page and number in page
    assert 'value="13h đến 17h"' in page
    assert Dossier.objects.get(number=number).due_at == before
    assert WorkingWeek.objects.count() == 1
    later = AFTERNOONS | {"valid_from": "01/01/2027"}
    assert "Không hồ sơ nào đổi ngày hẹn" in words(send(signed_in("kstt"), "xem", **later))


def test_what_was_tried_is_what_happens(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.accepted(now))
    client = signed_in("kstt")
    promised = words(send(client, "xem", **AFTERNOONS)).split("<strong>")[1:]
    answer = send(client, "cong-bo", **AFTERNOONS)
    assert answer.status_code == 302
    assert "Đã công bố lịch số" in words(client.get(answer.headers["Location"]))
    fact = RecordedFact.objects.filter(name="CalendarChanged").latest("pk").payload
    assert (fact["first_day"], fact["last_day"]) == ("2026-03-03", "9999-12-31")
    moved = actions.redate_all(fact["edition"], date(2026, 3, 3), date.max, actor=SYSTEM, at=now)
    due = Dossier.objects.get(number=number).due_at
    assert moved == 1 and due is not None
    shown = f"{due.astimezone(now.tzinfo):%H:%M, %d/%m/%Y}"
    assert any(text.startswith(shown) for text in promised), shown


def test_the_hours_hold_from_their_first_day_on(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    assert send(signed_in("kstt"), "cong-bo", **AFTERNOONS).status_code == 302
    later = {"name": "Lại cả ngày", "valid_from": "06/04/2026", "weekdays": "08:00-12:00; 13h30-17h30"}
    assert send(signed_in("kstt"), "cong-bo", **later, reason="QĐ 46").status_code == 302
    assert sessions(None, date(2026, 3, 2)) == ["07:30-11:30", "13:00-17:00"]
    assert sessions(None, date(2026, 3, 3)) == ["13:00-17:00"]
    assert sessions(None, date(2026, 4, 6)) == ["08:00-12:00", "13:30-17:30"]
    row = WorkingWeek.objects.get(name="Giờ mùa hè")
    assert row.source == AFTERNOONS["reason"]


def test_a_unit_s_saturday_is_open_for_intake_only_and_one_day_is_off(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    unit = office.unit("H99.15.HT")
    own = {
        "week_unit": str(unit.pk),
        "weekdays": "07:30-11:30, 13:00-17:00",
        "sat_intake": "07:30-11:30",
        "wed": "nghỉ",
    }
    client = signed_in("quantri")
    assert send(client, "cong-bo", **(AFTERNOONS | own)).status_code == 302
    assert sessions(unit.pk, date(2026, 3, 7)) == ["(07:30-11:30)"]
    assert sessions(unit.pk, date(2026, 3, 4)) == []
    assert sessions(unit.pk, date(2026, 3, 5)) == ["07:30-11:30", "13:00-17:00"]
    assert sessions(None, date(2026, 3, 7)) == []
    page = words(client.get(f"/desk/lich/gio-lam-viec?don_vi={unit.pk}"))
    assert "Thứ Bảy: 07:30–11:30 (chỉ nhận, trả hồ sơ)" in page
    assert f'<option value="{unit.pk}" selected' in page


def test_a_season_returns_every_year_and_is_dropped_again(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    client = signed_in("kstt")
    summer = AFTERNOONS | {"season_from": "16/4", "season_to": "15/10"}
    assert send(client, "cong-bo", **summer).status_code == 302
    assert sessions(None, date(2026, 4, 15)) == ["07:30-11:30", "13:00-17:00"]
    assert sessions(None, date(2026, 4, 16)) == sessions(None, date(2028, 4, 17)) == ["13:00-17:00"]
    assert "từ 16/04 đến 15/10 hằng năm" in words(client.get("/desk/lich/gio-lam-viec"))
    row = WorkingWeek.objects.get(name="Giờ mùa hè")
    answer = send(client, "cong-bo", drop_weeks=[row.pk], weekdays="07:30-11:30", reason="Bãi bỏ QĐ 45")
    assert answer.status_code == 302
    assert sessions(None, date(2026, 4, 16)) == ["07:30-11:30", "13:00-17:00"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"valid_from": ""}, "Nhập ngày bắt đầu áp dụng giờ mới."),
        ({"valid_from": "32/13/2026"}, "Ngày không đúng."),
        ({"valid_to": "01/03/2026"}, "Ngày cuối không thể trước ngày bắt đầu áp dụng."),
        ({"name": " "}, "Ghi tên gọi, ví dụ: Giờ mùa hè."),
        ({"reason": " "}, "Hãy ghi lý do và số văn bản"),
        ({"edition": "0"}, "Vừa có lịch số"),
        ({"weekdays": "sáng và chiều"}, "Không đọc được buổi làm việc"),
        ({"weekdays": "07:30-11:30, 11:00-17:00"}, "Hai buổi làm việc chồng nhau lúc 11:00"),
        ({"weekdays": "17:00-13:00"}, "giờ kết thúc phải sau giờ bắt đầu"),
        ({"weekdays_intake": "11:00-14:00"}, "Hai buổi làm việc chồng nhau lúc 13:00"),
        ({"weekdays": "", "sat_intake": "07:30-11:30"}, "Ghi ít nhất một buổi làm việc trong tuần"),
        ({"season_from": "16/04"}, "Mùa cần cả ngày bắt đầu và ngày kết thúc."),
        ({"season_from": "31/02", "season_to": "15/10"}, "Nhập ngày và tháng, ví dụ 16/04."),
        ({"week_unit": "999999"}, "Đơn vị này không còn hoạt động."),
    ],
)
def test_hours_that_cannot_be_are_refused_beside_the_field_and_kept(
    office: SmallOffice, now: datetime, signed_in: SignedIn, typed: dict[str, str], sentence: str
) -> None:
    sent = AFTERNOONS | {"sun": "08:00-10:00"} | typed
    if "sat_intake" in typed:
        del sent["sun"]
    answer = send(signed_in("kstt"), "cong-bo", **sent)
    page = words(answer)
    assert answer.status_code == (409 if "edition" in typed else 422)
    assert sentence in page
    for name, value in sent.items():
        if value.strip() and name not in ("reason", "edition", "week_unit"):
            assert f'value="{value}"' in page, name
    assert WorkingWeek.objects.count() == 1


def test_trying_out_costs_the_same_for_one_dossier_and_for_five(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    client = signed_in("kstt")

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert send(client, "xem", **AFTERNOONS, edition=1).status_code == 200
        return len(captured)

    office.accepted(now)
    statements()
    one = statements()
    for _ in range(4):
        office.accepted(now)
    assert statements() == one
    assert one <= 16
