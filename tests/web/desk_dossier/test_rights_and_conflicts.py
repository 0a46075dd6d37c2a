"""Who sees what, who may do what, two officers at once, and what is kept when something is refused."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from motcua.apps.dossiers.models import Dossier
from motcua.apps.people.models import AccessLine
from motcua.web.desk.steps_nouns import BY_SLUG, OFFERED
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_dossier.desk import act, state, words
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db
OTHERS = ("quay", "thuquy", "giamdoc_tt", "chuyenvien2", "phongkhac", "giamdoc_so", "vanthu", "kstt", "quantri",
          "xa_motcua")  # fmt: skip


@pytest.mark.parametrize(
    ("username", "status"),
    [
        ("quay", 200),
        ("giamdoc_tt", 200),
        ("truongphong", 200),
        ("chuyenvien2", 200),
        ("giamdoc_so", 200),
        ("vanthu", 200),
        ("kstt", 200),
        ("phongkhac", 404),
        ("quantri", 404),
        ("xa_motcua", 404),
        ("xa_chutich", 404),
    ],
)
def test_a_dossier_opens_only_for_those_who_may_see_it(
    office: SmallOffice, now: datetime, signed_in: SignedIn, username: str, status: int
) -> None:
    number = str(office.examined_by(now))
    client = signed_in(username)
    for page in ("", "/nhat-ky", "/phieu-kiem-soat.pdf", "/rut-ho-so"):
        expected = (
            403
            if status == 200 and page == "/rut-ho-so" and username not in ("quay", "giamdoc_tt")
            else status
        )
        assert client.get(f"/desk/ho-so/{number}{page}").status_code == expected, page


def test_a_stranger_is_asked_to_sign_in(office: SmallOffice, now: datetime) -> None:
    number = str(office.accepted(now))
    for path in (
        "/desk/",
        "/desk/tim?q=x",
        f"/desk/ho-so/{number}",
        f"/desk/ho-so/{number}/ban-giao",
        "/desk/lich",
    ):
        assert Client().get(path).status_code == 302, path


def test_nobody_takes_a_step_that_is_not_his(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.examined_by(now))
    for username in OTHERS:
        client = signed_in(username)
        for slug in ("tham-dinh", "ky", "phat-hanh", "phan-cong"):
            sent = {"verdict_1": "OK", "do": "luu", "officer_id": 1, "result_number": "1", "summary": "x"}
            assert act(client, number, slug, **sent).status_code in (403, 404, 409), (username, slug)
    assert state(number) == "PROCESSING"


def test_a_step_that_is_not_open_explains_who_holds_the_dossier(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    answer = signed_in("quay").get(f"/desk/ho-so/{number}/ban-giao")
    assert answer.status_code == 403
    assert "do Hoàng Văn Chuyên giữ" in words(answer)


def test_an_unknown_step_and_an_unknown_number_are_not_found(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    client = signed_in("quay")
    assert client.get(f"/desk/ho-so/{number}/bay").status_code == 404
    assert client.get("/desk/ho-so/H99.15-260302-9999").status_code == 404
    assert client.post("/desk/ho-so/H99.15-260302-9999/ban-giao", {}).status_code == 404


def test_the_slower_of_two_officers_hears_who_was_faster_and_keeps_what_he_typed(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    seen = Dossier.objects.get(number=number).act_count
    first, second = signed_in("quay"), signed_in("quay2")
    assert act(first, number, "ban-giao", seen=seen).status_code == 302
    answer = act(second, number, "ban-giao", seen=seen, note="Đã gọi điện cho phòng")
    page = words(answer)
    assert answer.status_code == 409
    assert "Lê Thị Quầy vừa làm bước «Chuyển hồ sơ đến đơn vị giải quyết»" in page
    assert 'value="Đã gọi điện cho phòng"' in page
    assert 'data-key="1"' not in page  # the step is closed: nothing to send again


def test_after_a_conflict_the_step_may_be_sent_again_if_it_is_still_open(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.to_signing(now))
    seen = Dossier.objects.get(number=number).act_count
    leader = signed_in("giamdoc_so")
    sent = {"new_due_on": "16/03/2026", "new_due_time": "09:00", "reason": "Xác minh"}
    assert act(leader, number, "hen-lai", seen=seen, **sent).status_code == 302
    answer = act(leader, number, "ky", seen=seen, opinion="Đồng ý")
    page = words(answer)
    assert answer.status_code == 409 and "những gì đã nhập còn nguyên" in page
    newer = page.split('name="seen" value="')[1].split('"')[0]
    assert "Hồ sơ bây giờ: «" in page and "đang ở Lãnh đạo Sở Tư pháp" in page
    again = act(leader, number, "ky", **{"seen": newer, "opinion": "Đồng ý", "xung-dot": "1"})
    assert again.status_code == 422 and "đánh dấu vào ô xác nhận" in words(again)
    sure = {"seen": newer, "opinion": "Đồng ý", "xung-dot": "1", "da-xem": "1"}
    assert act(leader, number, "ky", **sure).status_code == 302


def test_reloading_keeps_what_was_typed_and_does_nothing(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.to_signing(now))
    leader = signed_in("giamdoc_so")
    answer = act(leader, number, "ky", **{"seen": 1, "opinion": "Đồng ý cấp", "tai-lai": "1"})
    page = words(answer)
    assert answer.status_code == 409 and "Đồng ý cấp" in page and "Đã tải lại hồ sơ hiện nay" in page
    assert state(number) == "SIGNING"
    assert f'name="seen" value="{Dossier.objects.get(number=number).act_count}"' in page


def test_opening_a_dossier_leaves_a_line_that_supervisors_read(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    dossier = office.accepted(now)
    signed_in("quay").get(f"/desk/ho-so/{dossier}")
    line = AccessLine.objects.get(subject=f"dossier:{dossier.pk}")
    assert (line.officer_name, line.purpose, line.at) == ("Lê Thị Quầy", "Mở trang hồ sơ", now)
    assert "Mở trang hồ sơ" in words(signed_in("kstt").get(f"/desk/ho-so/{dossier}/nhat-ky"))
    assert "Ai đã mở hồ sơ" not in words(signed_in("quay").get(f"/desk/ho-so/{dossier}/nhat-ky"))


def test_every_step_offered_has_its_own_address_and_a_title() -> None:
    assert len(BY_SLUG) == len(OFFERED)
    assert all(step.title and step.button and step.done and step.verb for step in OFFERED)


def test_rubbish_never_breaks_a_step(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    clients = {name: signed_in(name) for name in ("quay", "chuyenvien", "giamdoc_so")}
    for slug, step in BY_SLUG.items():
        rubbish = dict.fromkeys(step.base_fields, "x" * 3000)
        number = str(office.examined_by(now))
        for sent in (rubbish, {"seen": "99999999999999999999"}, {}):
            for username, client in clients.items():
                answer = client.post(f"/desk/ho-so/{number}/{slug}", sent)
                assert answer.status_code in (302, 403, 409, 422), (slug, username, sent)
