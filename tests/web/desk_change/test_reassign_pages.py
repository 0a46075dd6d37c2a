"""Giving many dossiers to others, page by page: what is shown, what is refused beside its field, nothing typed is lost."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import BulkChange, Dossier
from motcua.jobs.changes import work_on_change
from tests.web.desk_dossier.conftest import SignedIn
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 08:00")
PAGE = "/desk/giao-lai"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def words(answer: Any) -> str:
    """The page as it is written, without bold."""
    return re.sub(r"</?strong>", "", unescape(answer.content.decode()))


def order(office: SmallOffice, **changed: Any) -> dict[str, Any]:
    sent = {
        "pham_vi": "tat-ca",
        "cach": "can-bo",
        "officers": [office.officer("chuyenvien2").pk],
        "reason": "Nghỉ ốm",
        "token": "mot-lan",
    }
    return sent | changed


def test_the_page_says_what_how_many_and_to_whom(office: SmallOffice, signed_in: SignedIn) -> None:
    numbers = [str(office.examined_by(AT)) for _ in range(2)]
    holder = office.officer("chuyenvien").pk
    page = words(signed_in("truongphong").get(f"{PAGE}?khay=all&nguoi={holder}&thu-tuc=1.999001"))
    assert all(number in page for number in numbers)
    assert "Tất cả 2 hồ sơ khớp bộ lọc" in page
    assert "Hoàng Văn Chuyên" in page
    assert "1.999001" in page
    assert "Đỗ Thị Viên" in page
    assert "đang giữ 0 hồ sơ" in page


def test_what_waits_for_the_applicant_is_not_counted_nor_are_its_people_offered(
    office: SmallOffice, signed_in: SignedIn
) -> None:
    numbers = [str(office.examined_by(AT)) for _ in range(2)]
    actor = office.actor("chuyenvien")
    verdicts = {1: actions.Judgement("MISSING", "Thiếu chữ ký"), 2: actions.Judgement("OK")}
    actions.judge_papers(numbers[1], verdicts, actor=actor, at=AT)
    due = vn("2026-03-20 00:00").date()
    actions.ask_supplement(numbers[1], reason="Thiếu chữ ký", due_on=due, actor=actor, at=AT)
    page = words(signed_in("truongphong").get(f"{PAGE}?khay=all"))
    assert "Tất cả 1 hồ sơ khớp bộ lọc" in page and numbers[1] not in page
    assert office.officer("quay").full_name not in page


def test_the_page_of_a_dossier_leads_here(office: SmallOffice, signed_in: SignedIn) -> None:
    number = str(office.examined_by(AT))
    link = f"/desk/giao-lai?tim={number}"
    assert link in signed_in("truongphong").get(f"/desk/ho-so/{number}").content.decode()
    assert link not in signed_in("chuyenvien").get(f"/desk/ho-so/{number}").content.decode()
    page = words(signed_in("truongphong").get(link))
    assert "Tất cả 1 hồ sơ khớp bộ lọc" in page and number in page


def test_a_filter_that_finds_nothing_says_what_to_do(office: SmallOffice, signed_in: SignedIn) -> None:
    page = words(
        signed_in("truongphong").get(f"{PAGE}?tim=khong-co-ai&nguoi=abc&don_vi=999999999999999999999")
    )
    assert "Không có hồ sơ nào để giao lại" in page


def test_all_matching_are_given_and_the_page_follows(office: SmallOffice, signed_in: SignedIn) -> None:
    numbers = [str(office.examined_by(AT)) for _ in range(2)]
    client = signed_in("truongphong")
    answer = client.post(f"{PAGE}?khay=all", order(office))
    change = BulkChange.objects.get()
    assert answer.headers["Location"] == f"{PAGE}/{change.pk}"
    waiting = words(client.get(f"{PAGE}/{change.pk}"))
    assert "Chờ chạy" in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "<noscript><meta" in waiting
    work_on_change(change.pk)
    done = words(client.get(f"{PAGE}/{change.pk}"))
    assert "Hoàn tác 2 hồ sơ" in done
    assert "30 phút" in done
    assert "every 2s" not in done
    assert all(number in done for number in numbers)
    assert client.get(f"{PAGE}/{change.pk}", headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "số 1" in words(client.get(f"{PAGE}/da-lam")) or f"số {change.pk}" in words(
        client.get(f"{PAGE}/da-lam")
    )
    client.post(f"{PAGE}/{change.pk}/hoan-tac")
    work_on_change(change.pk)
    assert "Đã hoàn tác" in words(client.get(f"{PAGE}/{change.pk}?kq=UNDONE"))
    assert set(Dossier.objects.values_list("holder__username", flat=True)) == {"chuyenvien"}


def test_only_the_ticked_ones(office: SmallOffice, signed_in: SignedIn) -> None:
    one, other = str(office.examined_by(AT)), str(office.examined_by(AT))
    signed_in("truongphong").post(f"{PAGE}?khay=all", order(office, pham_vi="danh-dau", select=[one]))
    work_on_change(BulkChange.objects.get().pk)
    holders = dict(Dossier.objects.values_list("number", "holder__username"))
    assert holders == {one: "chuyenvien2", other: "chuyenvien"}


def test_a_double_click_is_one_order(office: SmallOffice, signed_in: SignedIn) -> None:
    office.examined_by(AT)
    client = signed_in("truongphong")
    one = client.post(f"{PAGE}?khay=all", order(office))
    two = client.post(f"{PAGE}?khay=all", order(office))
    assert one.headers["Location"] == two.headers["Location"]
    assert BulkChange.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": ""}, "Hãy ghi lý do"),
        ({"reason": "x" * 501}, "dài quá 500 ký tự"),
        ({"officers": []}, "Hãy chọn người nhận"),
        ({"pham_vi": "danh-dau"}, "Chưa đánh dấu hồ sơ nào"),
        ({"officers": ["99999999"]}, "Hãy chọn người nhận trong danh sách"),
        ({"officers": ["x", "1" * 40]}, "Hãy chọn người nhận"),
    ],
)
def test_refused_beside_the_field_and_nothing_typed_is_lost(
    office: SmallOffice, signed_in: SignedIn, changed: dict[str, Any], sentence: str
) -> None:
    office.examined_by(AT)
    answer = signed_in("truongphong").post(
        f"{PAGE}?khay=all", order(office, **{"reason": "Chị Hoa sinh"} | changed)
    )
    assert answer.status_code == 422
    page = words(answer)
    assert sentence in page
    assert "govuk-error-summary" in page
    assert 'value="mot-lan"' in page
    if "reason" not in changed:
        assert "Chị Hoa sinh" in page
    assert not BulkChange.objects.exists()


def test_stopping_and_undoing_too_late_answer_with_a_sentence(
    office: SmallOffice, signed_in: SignedIn, set_now: Any
) -> None:
    office.examined_by(AT)
    client = signed_in("truongphong")
    client.post(f"{PAGE}?khay=all", order(office))
    change = BulkChange.objects.get()
    assert "Đã dừng. 1 hồ sơ" in words(client.post(f"{PAGE}/{change.pk}/dung", follow=True))
    work_on_change(change.pk)
    assert "đã xong nên không dừng được" in words(client.post(f"{PAGE}/{change.pk}/dung", follow=True))
    client.post(f"{PAGE}?khay=all", order(office, token="hai"))
    second = BulkChange.objects.latest("pk")
    work_on_change(second.pk)
    set_now("2026-03-02 09:45")
    assert "hết thời gian hoàn tác" in words(client.post(f"{PAGE}/{second.pk}/hoan-tac", follow=True))


def test_the_results_as_excel(office: SmallOffice, signed_in: SignedIn) -> None:
    number = str(office.examined_by(AT))
    client = signed_in("truongphong")
    client.post(f"{PAGE}?khay=all", order(office))
    change = BulkChange.objects.get()
    work_on_change(change.pk)
    answer = client.get(f"{PAGE}/{change.pk}/ket-qua.xlsx")
    with ZipFile(BytesIO(b"".join(answer.streaming_content))) as book:
        said = book.read("xl/worksheets/sheet1.xml").decode()
    assert all(word in said for word in ("Mã hồ sơ", number, "Đã làm", "Đỗ Thị Viên"))


@pytest.mark.parametrize("who", ["chuyenvien", "quay", "vanthu", "quantri"])
def test_other_roles_have_no_such_page(office: SmallOffice, signed_in: SignedIn, who: str) -> None:
    assert signed_in(who).get(PAGE).status_code == 403
    assert "giao-lai" not in words(signed_in(who).get("/desk/"))


def test_an_order_is_its_givers_alone(office: SmallOffice, signed_in: SignedIn) -> None:
    office.examined_by(AT)
    signed_in("truongphong").post(f"{PAGE}?khay=all", order(office))
    change = BulkChange.objects.get()
    other = signed_in("giamdoc_so")
    assert other.get(f"{PAGE}/{change.pk}").status_code == 404
    assert other.get(f"{PAGE}/{change.pk}/ket-qua.xlsx").status_code == 404
    assert other.post(f"{PAGE}/{change.pk}/hoan-tac").status_code == 404
    assert other.post(f"{PAGE}/{change.pk}/dung").status_code == 404


def test_the_work_list_leads_here_with_its_filter(office: SmallOffice, signed_in: SignedIn) -> None:
    office.examined_by(AT)
    page = words(signed_in("truongphong").get("/desk/ho-so?thu-tuc=1.999001"))
    assert "/desk/giao-lai?khay=all&thu-tuc=1.999001" in page


def test_the_pages_cost_the_same_however_many(office: SmallOffice, signed_in: SignedIn) -> None:
    client = signed_in("truongphong")

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    office.examined_by(AT)
    few = cost(f"{PAGE}?khay=all")
    client.post(f"{PAGE}?khay=all", order(office))
    one = BulkChange.objects.get()
    result = cost(f"{PAGE}/{one.pk}")
    for _ in range(8):
        office.examined_by(AT)
    assert cost(f"{PAGE}?khay=all") <= few
    client.post(f"{PAGE}?khay=all", order(office, token="nhieu"))
    assert cost(f"{PAGE}/{BulkChange.objects.latest('pk').pk}") <= result
