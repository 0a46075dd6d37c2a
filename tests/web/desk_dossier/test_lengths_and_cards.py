"""What is too long for its column, a card scanned into the search, menus without dead lines."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.urls import reverse

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Act, Consultation, Dossier
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.web.ui import navigation
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_dossier.desk import act, state, words
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db
CARD = "038099012345|012345678|Nguyễn Văn Dân|01011999|Nam|Thôn 1, xã Đông Hòa|01012022"


@pytest.mark.parametrize(
    ("slug", "field", "most", "typed"),
    [
        ("bo-sung", "reason", 1000, {"due_on": "20/03/2026"}),
        ("bo-sung", "what_1", 500, {"due_on": "20/03/2026", "reason": "Thiếu", "name_1": "Đơn"}),
        ("lay-y-kien", "question", 2000, {"due_on": "05/03/2026", "due_time": "17:00"}),
        ("tu-choi", "reason", 1000, {"decision": "REFUSE", "legal_ground": "Điều 1"}),
        ("nghia-vu-tai-chinh", "notice", 60, {"name": "Thuế", "amount": "10", "pay_by": "20/03/2026"}),
        ("tham-dinh", "note_1", 500, {"verdict_1": "WRONG", "do": "luu"}),
    ],
)
def test_a_text_longer_than_its_column_is_refused_beside_its_field(
    office: SmallOffice,
    now: datetime,
    signed_in: SignedIn,
    slug: str,
    field: str,
    most: int,
    typed: dict[str, str],
) -> None:
    number = str(office.examined_by(now))
    long = "á" * (most + 1)
    answer = act(signed_in("chuyenvien"), number, slug, **{**typed, field: long})
    page = words(answer)
    assert answer.status_code == 422
    assert f"Viết gọn trong {most} ký tự." in page
    assert long in page
    assert state(number) == "PROCESSING"


@pytest.mark.parametrize(
    ("username", "slug", "field", "most"),
    [
        ("vanthu", "phat-hanh", "result_number", 60),
        ("quay", "giao-buu-chinh", "waybill", 60),
        ("quay", "tra-tai-quay", "receiver_name", 200),
        ("quay", "tra-tai-quay", "authority", 200),
    ],
)
def test_short_columns_have_short_fields(
    office: SmallOffice, now: datetime, signed_in: SignedIn, username: str, slug: str, field: str, most: int
) -> None:
    number = str(office.ready(now))
    answer = act(signed_in(username), number, slug, **{field: "a" * (most + 1)})
    assert answer.status_code == 422
    assert f"Viết gọn trong {most} ký tự." in words(answer)


def test_a_long_question_is_kept_whole_and_shortened_only_in_the_acts(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number, question = str(office.examined_by(now)), "á" * 2000
    unit = office.unit("H99.TT")
    typed = {"unit_id": unit.pk, "question": question, "due_on": "05/03/2026", "due_time": "17:00"}
    assert act(signed_in("chuyenvien"), number, "lay-y-kien", **typed).status_code == 302
    assert Consultation.objects.get().question == question
    assert len(Act.objects.get(verb="consult").ground) == 1000


def test_the_action_itself_refuses_what_its_columns_cannot_hold(office: SmallOffice, now: datetime) -> None:
    number = str(office.examined_by(now))
    office.judged_ok(number, now)
    more = [actions.Wanted("Đơn", "a" * 501)]
    with pytest.raises(GuardNotMet) as refused:
        actions.ask_supplement(
            number,
            reason="a" * 1001,
            due_on=date(2026, 3, 20),
            leader_ground="a" * 501,
            more=more,
            actor=office.actor("chuyenvien"),
            at=now,
        )
    assert set(refused.value.faults) == {"papers", "reason", "leader_ground"}
    assert "500 ký tự" in refused.value.faults["papers"]
    assert Dossier.objects.get(number=number).supplements == 0


@pytest.mark.parametrize(("username", "offered"), [("quay", True), ("chuyenvien", False)])
def test_a_card_scanned_into_the_search_leaves_no_trace(
    office: SmallOffice, now: datetime, signed_in: SignedIn, username: str, offered: bool
) -> None:
    client = signed_in(username)
    answer = client.get("/desk/tim", {"q": CARD})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/desk/tim?the=1"
    page = words(client.get("/desk/tim?the=1"))
    assert "đã được bỏ đi" in page
    assert "Nguyễn Văn Dân" not in page
    assert ("Tiếp nhận với thẻ này" in page) is offered


@pytest.mark.parametrize("item", [*navigation.DESK, *navigation.CITIZEN], ids=lambda one: one.url_name)
def test_every_line_of_a_menu_leads_somewhere(item: navigation.NavItem) -> None:
    assert reverse(item.url_name).startswith("/")


def test_the_filters_are_open_only_when_one_is_set(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    client = signed_in("quay")
    assert '<details class="mc-filter__fold"><summary' in words(client.get("/desk/"))
    assert '<details class="mc-filter__fold" open><summary' in words(client.get("/desk/?tim=a"))
