"""The calendar page: who may change it, what a change would move, what is published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Dossier
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.office.models import CalendarDay, CalendarEdition, CalendarSwitch
from motcua.rules.actors import SYSTEM
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_dossier.desk import words
from tests.worlds.small import SmallOffice, vn

pytestmark = pytest.mark.django_db
STORM = {"on": "05/03/2026", "kind": "holiday", "name": "Nghỉ bão", "reason": "QĐ 12/QĐ-UBND"}


def send(client: Any, do: str, **typed: Any) -> Any:
    typed.setdefault("edition", CalendarEdition.objects.order_by("-no").values_list("no", flat=True).first())
    return client.post("/desk/lich?nam=2026", {"do": do, **typed})


@pytest.mark.parametrize(
    ("username", "status"), [("kstt", 200), ("quantri", 200), ("quay", 403), ("giamdoc_so", 403)]
)
def test_only_those_who_keep_the_calendar_open_it(
    office: SmallOffice, now: datetime, signed_in: SignedIn, username: str, status: int
) -> None:
    assert signed_in(username).get("/desk/lich").status_code == status


def test_the_year_shows_its_days_and_the_waiting_switch(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    page = words(signed_in("kstt").get("/desk/lich?nam=2026"))
    assert "Quốc khánh" in page and "24/11/2026" in page
    assert "chờ bật công tắc" in page
    assert signed_in("kstt").get("/desk/lich?nam=9999999").status_code == 200


def test_a_change_is_tried_out_without_writing_anything(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    before = Dossier.objects.get(number=number).due_at
    answer = send(signed_in("kstt"), "xem", **STORM)
    page = words(answer)
    assert answer.status_code == 200
    assert "1 hồ sơ đang giải quyết sẽ đổi ngày hẹn" in page
    assert number in page and "Chưa có gì được ghi." in page
    assert 'value="Nghỉ bão"' in page
    assert Dossier.objects.get(number=number).due_at == before
    assert not CalendarDay.objects.filter(name="Nghỉ bão").exists()
    page = words(send(signed_in("quantri"), "xem", **STORM))
    assert "1 hồ sơ đang giải quyết" in page and number not in page  # an administrator sees no dossier


def test_what_was_tried_is_what_happens(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.accepted(now))
    client = signed_in("kstt")
    page = words(send(client, "xem", **STORM))
    promised = page.split("<strong>")[1:]
    answer = send(client, "cong-bo", **STORM)
    assert answer.status_code == 302
    assert "Đã công bố lịch số" in words(client.get(answer.headers["Location"]))
    fact = RecordedFact.objects.filter(name="CalendarChanged").latest("pk").payload
    moved = actions.redate_all(
        fact["edition"], vn("2026-03-05 00:00").date(), vn("2026-03-05 00:00").date(), actor=SYSTEM, at=now
    )
    due = Dossier.objects.get(number=number).due_at
    assert moved == 1 and due is not None
    shown = f"{due.astimezone(now.tzinfo):%H:%M, %d/%m/%Y}"
    assert any(text.startswith(shown) for text in promised), shown


def test_a_closure_moves_dates_only_when_its_notice_stops_the_clock(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    office.accepted(now)
    client = signed_in("kstt")
    closed = {"first_on": "04/03/2026", "last_on": "05/03/2026", "notice": "TB 5", "reason": "TB 5"}
    closed["closed_unit"] = str(office.unit("H99.15.HT").pk)
    assert "Không hồ sơ nào đổi ngày hẹn" in words(send(client, "xem", **closed))
    assert "1 hồ sơ đang giải quyết" in words(send(client, "xem", **closed, suspends="on"))
    elsewhere = closed | {"closed_unit": str(office.unit("H99.41.VP").pk), "suspends": "on"}
    assert "Không hồ sơ nào đổi ngày hẹn" in words(send(client, "xem", **elsewhere))


def test_days_are_dropped_and_the_switch_is_turned(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    client = signed_in("quantri")
    day = CalendarDay.objects.filter(on__year=2026, switch="", dropped_in=None).first()
    assert day is not None
    answer = send(client, "cong-bo", drop_days=[day.pk], reason="Sai ngày", **{"switch_24-11": "on"})
    assert answer.status_code == 302
    day.refresh_from_db()
    assert day.dropped_in is not None
    assert CalendarSwitch.objects.filter(name="24-11", off_from=None).exists()
    assert "chờ bật công tắc" not in words(client.get("/desk/lich?nam=2026"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": "QĐ 1"}, "Chưa có thay đổi nào."),
        ({**STORM, "reason": " "}, "Hãy ghi lý do và số văn bản"),
        ({**STORM, "kind": "bay"}, "Chọn loại ngày."),
        ({**STORM, "on": "32/13/2026"}, "Ngày không đúng."),
        ({**STORM, "edition": "0"}, "Vừa có lịch số"),
        ({"first_on": "05/03/2026", "reason": "x"}, "Nhập cả ngày đầu và ngày cuối"),
        ({"first_on": "05/03/2026", "last_on": "04/03/2026", "reason": "x"}, "Ngày cuối không thể trước"),
    ],
)
def test_a_change_that_cannot_be_is_refused_and_kept(
    office: SmallOffice, now: datetime, signed_in: SignedIn, typed: dict[str, str], sentence: str
) -> None:
    answer = send(signed_in("kstt"), "cong-bo", **typed)
    page = words(answer)
    assert answer.status_code in (409, 422)
    assert sentence in page
    assert typed.get("name", "") in page
