"""Work lists, search, hand-over of a batch, export: the right rows, in the right order, for the right officer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers.intake_data import FeeIn
from motcua.apps.people.actions import PersonData
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_dossier.desk import state, words
from tests.worlds.small import COMMUNE, SmallOffice, vn

pytestmark = pytest.mark.django_db


def person(name: str, number: str = "", phone: str = "") -> PersonData:
    return PersonData(name=name, personal_id=number, phone=phone)


def test_each_role_opens_its_own_work(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    accepted, examined = str(office.accepted(now)), str(office.examined_by(now))
    signing, ready = str(office.to_signing(now)), str(office.ready(now))
    shown = {
        "quay": accepted,
        "chuyenvien": examined,
        "giamdoc_so": signing,
    }
    for username, number in shown.items():
        page = words(signed_in(username).get("/desk/"))
        assert number in page, username
        assert {accepted, examined, signing, ready} & set(page.split('"')) <= {number}
    assert ready in words(signed_in("quay").get("/desk/tra-ket-qua"))
    assert examined not in words(signed_in("chuyenvien2").get("/desk/"))
    assert "Vai trò của bạn không giữ hồ sơ" in words(signed_in("quantri").get("/desk/"))


def test_the_most_pressing_stands_first_with_words_on_its_chip(
    office: SmallOffice, set_now: Callable[[str], datetime], signed_in: SignedIn
) -> None:
    late, later = office.accepted(vn("2026-02-23 09:00")), office.accepted(vn("2026-03-02 09:00"))
    set_now("2026-03-06 10:00")
    page = words(signed_in("quay").get("/desk/"))
    assert page.index(str(late)) < page.index(str(later))
    assert "quá hạn 2 ngày" in page
    assert "còn " in page


def test_trays_are_counted_on_their_tabs(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    for _ in range(3):
        office.accepted(now)
    page = words(signed_in("quay").get("/desk/"))
    assert 'Khay chung của đơn vị <span class="mc-tabs__count">3</span>' in page
    assert 'Chờ bổ sung <span class="mc-tabs__count">0</span>' in page


def test_filters_narrow_and_a_strange_tray_is_not_opened(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    one = str(office.accepted(now, applicant=person("Trần Thị Ánh", "", "0987654321")))
    other = str(office.accepted(now, channel="POST"))
    client = signed_in("quay")
    for query, found, left in (
        ("tim=tran+thi+anh", one, other),
        ("tim=0987654321", one, other),
        ("kenh=POST", other, one),
        (f"tim={other}", other, one),
    ):
        page = words(client.get(f"/desk/?{query}"))
        assert found in page and f">{left}<" not in page, query
    assert "Không có hồ sơ nào khớp bộ lọc" in words(client.get("/desk/?trang-thai=SIGNING"))
    assert "Không có hồ sơ nào khớp bộ lọc" in words(client.get("/desk/?thu-tuc=9.999999"))
    assert one in words(client.get("/desk/?khay=khong-co"))
    assert client.get("/desk/?tim=%01&sau=xyz&truoc=%01").status_code == 200


def test_pages_follow_each_other_without_losing_or_repeating_a_dossier(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    numbers = {str(office.accepted(now)) for _ in range(33)}
    client = signed_in("quay")
    first = client.get("/desk/")
    seen = {n for n in numbers if f">{n}<" in words(first)}
    assert len(seen) == 30
    second = words(
        client.get(
            "/desk/"
            + words(first).split('href="?khay=unit&sau=')[1].join(["?khay=unit&sau=", ""]).split('"')[0]
        )
    )
    rest = {n for n in numbers if f">{n}<" in second}
    assert rest == numbers - seen


def test_a_scanned_number_opens_the_dossier_at_once(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now, applicant=person("Lê Văn Ấm", "001099000111")))
    client = signed_in("quay")
    for typed in (
        number,
        f" {number.lower()} ",
        f"https://motcua.vn/tra-cuu?so={number}&ma=ABCD",
        "001099000111",
    ):
        answer = client.get("/desk/tim", {"q": typed})
        assert (answer.status_code, answer.headers.get("Location")) == (302, f"/desk/ho-so/{number}"), typed
    assert number in words(client.get("/desk/tim", {"q": "le van am"}))


def test_search_finds_only_what_the_officer_may_see(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    for username in ("phongkhac", "quantri", "xa_motcua"):
        client = signed_in(username)
        for typed in (number, "nguyen van dan", "0912345678"):
            assert f"/desk/ho-so/{number}" not in words(client.get("/desk/tim", {"q": typed})), (
                username,
                typed,
            )
    assert signed_in("quay").get("/desk/tim", {"q": ""}).status_code == 200


def test_a_batch_is_handed_over_with_one_slip_and_each_refusal_is_listed(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    numbers = [str(office.accepted(now)) for _ in range(3)]
    gone = str(office.examined_by(vn("2026-02-27 09:00")))
    client = signed_in("quay")
    answer = client.post("/desk/ban-giao", {"select": [*numbers, gone, "H99-khong-co"]})
    page = words(answer)
    assert "Đã bàn giao 3 trên 5 hồ sơ" in page
    assert page.count("Chưa chuyển</") == 2
    assert "Giấy bàn giao 3 hồ sơ" in page
    assert [state(n) for n in numbers] == ["PROCESSING"] * 3
    slip = page.split('href="/desk/ban-giao/')[1].split('"')[0]
    pdf = client.get(f"/desk/ban-giao/{slip}")
    assert pdf.headers["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert signed_in("truongphong").get(f"/desk/ban-giao/{slip}").status_code == 200
    assert signed_in("phongkhac").get(f"/desk/ban-giao/{slip}").status_code == 404
    assert client.post("/desk/ban-giao", {}).status_code == 302
    assert "Chưa chọn hồ sơ nào" in words(client.get("/desk/ban-giao"))


def test_nobody_else_hands_the_counters_dossiers_over(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    assert signed_in("chuyenvien").post("/desk/ban-giao", {"select": [number]}).status_code == 409
    assert signed_in("quantri").post("/desk/ban-giao", {"select": [number]}).status_code == 403
    assert state(number) == "ACCEPTED"


def test_an_export_holds_the_rows_of_the_list_and_nothing_else(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    one = str(office.accepted(now, applicant=person("=HYPERLINK(1)")))
    other = str(office.accepted(now, applicant=person("Phạm Văn Bình")))
    commune = str(office.accepted(now, procedure=COMMUNE))
    client = signed_in("quay")
    table = b"".join(client.get("/desk/danh-sach.tep?dang=csv&khay=all")).decode()
    assert one in table and other in table and commune not in table
    assert "'=HYPERLINK(1)" in table
    narrowed = b"".join(client.get("/desk/danh-sach.tep?dang=csv&khay=all&tim=pham+van")).decode()
    assert other in narrowed and one not in narrowed
    for username in ("phongkhac", "quantri"):
        for tray in ("all", "received", "unit", "late", "mine"):
            rows = b"".join(signed_in(username).get(f"/desk/danh-sach.tep?dang=csv&khay={tray}"))
            assert rows.decode().count("\n") == 1, (username, tray)
    book = b"".join(client.get("/desk/danh-sach.tep?khay=all"))
    sheet = zipfile.ZipFile(io.BytesIO(book)).read("xl/worksheets/sheet1.xml").decode()
    assert one in sheet and commune not in sheet and "<f>" not in sheet


def test_a_dossier_that_waits_leads_to_the_page_where_it_is_accepted(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    waiting = str(dossiers.submit(office.intake(channel="ONLINE"), actor=office.actor("quay"), at=now))
    client = signed_in("quay")
    assert "Chưa cấp mã" in words(client.get("/desk/?khay=waiting"))
    assert f"/desk/cho-tiep-nhan/{waiting}" in words(client.get(f"/desk/ho-so/{waiting}"))


def test_money_still_to_take_is_listed_with_its_step(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    fee = FeeIn(how="LATER", lines=(("Lệ phí cấp giấy", Decimal(50_000), "CHARGE"),))
    number = str(office.accepted(now, fee=fee))
    page = words(signed_in("thuquy").get("/desk/thu-phi"))
    assert f"/desk/ho-so/{number}/thu-phi" in page and "50.000 đồng" in page
    assert number not in words(signed_in("xa_motcua").get("/desk/thu-phi"))
    assert signed_in("chuyenvien").get("/desk/thu-phi").status_code == 403
