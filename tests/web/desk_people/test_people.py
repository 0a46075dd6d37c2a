"""The pages of people, as browsers without scripts use them: typed, refused beside the field, kept, done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth import authenticate

from motcua.apps.dossiers import actions
from motcua.apps.office.models import Delegation, Leave, Officer
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_people.reading import said
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db
EVERYBODY = ("quay", "thuquy", "giamdoc_tt", "truongphong", "chuyenvien", "giamdoc_so", "vanthu", "kstt", "quantri",
             "xa_chutich")  # fmt: skip


def leave_of(office: SmallOffice, who: str, **more: Any) -> dict[str, Any]:
    sent = {
        "officer_id": office.officer(who).pk,
        "first_on": "02/03/2026",
        "last_on": "06/03/2026",
        "reason": "Nghỉ phép năm",
        "substitute_id": "",
    } | more
    if sent["substitute_id"]:
        sent["substitute_id"] = office.officer(sent["substitute_id"]).pk
    return sent


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_sees_the_people_of_his_agency(
    office: SmallOffice, now: datetime, signed_in: SignedIn, who: str
) -> None:
    client = signed_in(who)
    for path in ("nhan-su", "nhan-su/nghi", "nhan-su/uy-quyen"):
        assert client.get(f"/desk/{path}").status_code == 200, path
    assert office.officer(who).full_name in said(client.get("/desk/nhan-su"))


def test_a_leave_with_a_substitute_from_the_form_to_the_header(
    office: SmallOffice, now: datetime, signed_in: SignedIn, set_now: Callable[[str], datetime]
) -> None:
    head, officer = signed_in("truongphong"), signed_in("chuyenvien")
    answer = head.post(
        "/desk/nhan-su/nghi", leave_of(office, "truongphong", substitute_id="chuyenvien"), follow=True
    )
    assert (
        "Đã ghi Vũ Thị Trưởng nghỉ từ 02/03/2026 đến hết 06/03/2026. Người thay: Hoàng Văn Chuyên."
        in said(answer)
    )
    page = said(officer.get("/desk/nhan-su"))
    assert "Đang thay: Vũ Thị Trưởng đến hết 06/03/2026" in page
    assert "Nghỉ đến hết 06/03/2026" in page and "nghỉ 02/03 – 06/03" in page
    set_now("2026-03-07 09:00")
    assert "Đang thay" not in said(officer.get("/desk/nhan-su"))
    set_now("2026-03-03 09:00")
    leave = Leave.objects.get()
    answer = head.post(f"/desk/nhan-su/nghi/{leave.pk}/huy", follow=True)
    assert "Đã hủy đợt nghỉ" in said(answer)
    assert "Không cần làm gì thêm" in said(head.post(f"/desk/nhan-su/nghi/{leave.pk}/huy", follow=True))
    assert "Đang thay" not in said(officer.get("/desk/"))


def test_who_is_to_stand_in_goes_away_too_and_is_told_so(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    head, officer = signed_in("truongphong"), signed_in("chuyenvien")
    head.post("/desk/nhan-su/nghi", leave_of(office, "truongphong", substitute_id="chuyenvien"))
    page = said(officer.post("/desk/nhan-su/nghi", leave_of(office, "chuyenvien"), follow=True))
    assert "Hoàng Văn Chuyên đang được cử thay Vũ Thị Trưởng nghỉ từ 02/03/2026 đến hết 06/03/2026" in page
    assert "Người thay Hoàng Văn Chuyên cũng nghỉ" in said(officer.get("/desk/nhan-su"))


def test_what_is_refused_stands_beside_the_field_and_nothing_typed_is_lost(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    client = signed_in("chuyenvien")
    sent = leave_of(office, "chuyenvien", last_on="01/03/2026", reason="Đi học", substitute_id="chuyenvien2")
    answer = client.post("/desk/nhan-su/nghi", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert (
        "Ngày cuối đứng trước ngày đầu" in page and 'value="Đi học"' in page and 'value="01/03/2026"' in page
    )
    assert f'value="{sent["substitute_id"]}" selected' in page
    answer = client.post("/desk/nhan-su/nghi", leave_of(office, "chuyenvien", first_on="hôm nay", reason=""))
    page = said(answer)
    assert answer.status_code == 422 and "Ngày không đúng" in page and "ghi lý do" in page
    assert not Leave.objects.exists()


def test_only_who_arranges_sets_the_leave_of_another(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    sent = leave_of(office, "chuyenvien2")
    answer = signed_in("chuyenvien").post("/desk/nhan-su/nghi", sent)
    assert answer.status_code == 403 and "Người làm được" in said(answer)
    assert signed_in("truongphong").post("/desk/nhan-su/nghi", sent).status_code == 302
    answer = signed_in("truongphong").post("/desk/nhan-su/nghi", sent)
    assert answer.status_code == 422 and "đã có đợt nghỉ" in said(answer)


def test_a_delegation_of_one_process_is_given_and_ended(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    client = signed_in("giamdoc_so")
    sent = {
        "officer_id": office.officer("giamdoc_so").pk,
        "delegate_id": office.officer("truongphong").pk,
        "process_key": "default",
        "first_on": "02/03/2026",
        "last_on": "31/03/2026",
        "basis": "",
    }
    answer = client.post("/desk/nhan-su/uy-quyen", sent)
    assert answer.status_code == 422 and "văn bản" in said(answer)
    answer = client.post("/desk/nhan-su/uy-quyen", sent | {"basis": "QĐ 15", "process_key": "sai"})
    assert answer.status_code == 422 and "quy trình trong danh sách" in said(answer)
    answer = client.post("/desk/nhan-su/uy-quyen", sent | {"basis": "QĐ 15/QĐ-STP"}, follow=True)
    assert "Vũ Thị Trưởng làm thay Đặng Thị Giám" in said(answer)
    made = Delegation.objects.get()
    answer = signed_in("truongphong").post(f"/desk/nhan-su/uy-quyen/{made.pk}/ket-thuc", follow=True)
    assert "Đã kết thúc ủy quyền của Đặng Thị Giám" in said(answer)


def test_a_newcomer_gets_a_password_that_is_shown_once(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    client = signed_in("truongphong")
    sent = {
        "full_name": "Trần Thị B",
        "username": "Tran B",
        "title": "",
        "unit_id": office.unit("H99.15.HT").pk,
        "role": "CASE_OFFICER",
        "first_on": "02/03/2026",
        "last_on": "",
    }
    answer = client.post("/desk/nhan-su/nguoi-moi", sent)
    assert answer.status_code == 422 and 'value="Trần Thị B"' in answer.content.decode()
    answer = client.post("/desk/nhan-su/nguoi-moi", sent | {"username": "tranthib"})
    assert "no-store" in answer.headers["Cache-Control"]
    password = answer.content.decode().split('mc-password">')[1].split("<")[0]
    officer = authenticate(username="tranthib", password=password)
    assert officer is not None
    assert password not in client.get(f"/desk/nhan-su/{officer.pk}").content.decode()
    assert signed_in("chuyenvien").get("/desk/nhan-su/nguoi-moi").status_code == 403


def test_somebody_leaves_and_his_dossiers_are_found_without_an_owner(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    pk, client = office.officer("chuyenvien").pk, signed_in("truongphong")
    page = said(client.get(f"/desk/nhan-su/{pk}"))
    assert "1 hồ sơ chưa xong" in page
    form = {"do": "nghi-viec", "nghi-viec-last_on": "27/02/2026"}
    answer = client.post(f"/desk/nhan-su/{pk}", {**form, "nghi-viec-last_on": "x"})
    assert answer.status_code == 422 and "Ngày không đúng" in said(answer)
    answer = client.post(f"/desk/nhan-su/{pk}", form, follow=True)
    assert "đang giữ 1 hồ sơ chưa xong" in said(answer)
    report = client.get("/desk/nhan-su/ho-so-vo-chu")
    assert (
        "Người giữ hồ sơ đã nghỉ việc" in said(report) and f"giao-lai?nguoi={pk}" in report.content.decode()
    )
    key = report.content.decode().split("?nhom=")[1].split("#")[0]
    assert number in said(client.get(f"/desk/nhan-su/ho-so-vo-chu?nhom={key}"))
    seen = said(signed_in("quantri").get(f"/desk/nhan-su/ho-so-vo-chu?nhom={key}"))
    assert number not in seen and "1 hồ sơ" in seen
    assert not Officer.objects.get(pk=pk).is_active


def test_a_seat_is_given_from_the_persons_page(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    pk, client = office.officer("chuyenvien").pk, signed_in("giamdoc_so")
    sent = {
        "do": "vi-tri",
        "vi-tri-unit_id": office.unit("H99.15.PC").pk,
        "vi-tri-role": "CASE_OFFICER",
        "vi-tri-first_on": "02/03/2026",
        "vi-tri-last_on": "",
    }
    answer = client.post(f"/desk/nhan-su/{pk}", sent | {"vi-tri-role": "SIGNATORY"})
    assert answer.status_code == 422 and "quản trị hệ thống" in said(answer)
    assert "Đã bố trí Hoàng Văn Chuyên vào Phòng Phổ biến pháp luật" in said(
        client.post(f"/desk/nhan-su/{pk}", sent, follow=True)
    )


@pytest.mark.parametrize(
    ("who", "status"), [("chuyenvien2", 200), ("xa_chutich", 404), ("kstt", 200), ("quay", 404)]
)
def test_a_person_is_shown_to_his_agency(
    office: SmallOffice, now: datetime, signed_in: SignedIn, who: str, status: int
) -> None:
    assert signed_in(who).get(f"/desk/nhan-su/{office.officer('chuyenvien').pk}").status_code == status
    assert signed_in(who).get("/desk/nhan-su/99999999").status_code == 404


def test_the_orphan_report_is_for_those_who_arrange(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    for who in ("chuyenvien", "quay", "vanthu"):
        assert signed_in(who).get("/desk/nhan-su/ho-so-vo-chu").status_code == 403
    assert "Không có hồ sơ nào vô chủ" in said(signed_in("truongphong").get("/desk/nhan-su/ho-so-vo-chu"))


def test_work_held_by_who_is_away_is_marked(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.examined_by(now))
    signed_in("chuyenvien").post(
        "/desk/nhan-su/nghi", leave_of(office, "chuyenvien", substitute_id="chuyenvien2")
    )
    page = said(signed_in("chuyenvien2").get("/desk/"))
    assert number in page and "thay Hoàng Văn Chuyên" in page
    other = str(office.accepted(now))
    actions.transfer(other, actor=office.actor("quay"), at=now)
    page = said(signed_in("truongphong").get(f"/desk/ho-so/{other}"))
    assert "ĐANG NGHỈ đến hết 06/03/2026, người thay: Đỗ Thị Viên" in page


def test_rubbish_breaks_nothing(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    client, long = signed_in("truongphong"), "x" * 3000
    pk = office.officer("chuyenvien").pk
    for path, fields in {
        "nghi": ("officer_id", "first_on", "last_on", "reason", "substitute_id"),
        "uy-quyen": ("officer_id", "delegate_id", "process_key", "first_on", "last_on", "basis"),
        "nguoi-moi": ("full_name", "username", "unit_id", "role", "first_on", "last_on", "title"),
        str(pk): ("do", "vi-tri-unit_id", "vi-tri-role", "vi-tri-first_on"),
    }.items():
        for value in (long, "99999999999999999999", "-1", ""):
            sent = dict.fromkeys(fields, value)
            assert client.post(f"/desk/nhan-su/{path}", sent).status_code == 422, (path, value[:20])
    for query in ("?thang=2026-13", "?thang=x", "?co-quan=x", "?nguoi=" + "9" * 40, "?nhom=a-b-c&sau=x"):
        for path in ("", "/nghi", "/ho-so-vo-chu"):
            assert client.get(f"/desk/nhan-su{path}{query}").status_code == 200
    for thang in ("0001-01", "9999-12"):
        assert client.get(f"/desk/nhan-su?thang={thang}").status_code == 200
