"""Trying a process: the walk on the page, what is asked, cases kept in the draft, refusals that lose nothing."""

from __future__ import annotations

import html
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.apps.processes import actions, queries
from motcua.apps.processes.queries import ProcessDraft
from motcua.apps.processes.refusals import NotPublishable
from tests.worlds.small import SEVEN_DAYS, SmallOffice, build, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")
FEE = [{"given": "fee", "op": ">=", "value": "500000"}]
WAYS = [
    {"next": "r", "when": FEE},
    {"next": "r", "key": "doubt", "label": "Cần xem lại"},
    {"next": "s", "key": "fine", "label": "Đạt"},
]
ASKS = [{"key": "k", "unit": "H99.15.PC", "question": "Có phù hợp không?", "limit_days": "1"}]
TIMERS = [{"kind": "REMIND", "days": "1", "start": "BEFORE_DUE"}]
STEPS: list[dict[str, Any]] = [
    {"key": "t", "name": "Chuyển hồ sơ", "take": "transfer", "by": "COUNTER", "at": "CENTRE", "next": "a"},
    {"key": "a", "name": "Phân công", "take": "assign", "by": "UNIT_HEAD", "at": "UNIT", "next": "e", "limit_days": "0.5"},
    {"key": "e", "name": "Thẩm định", "take": "examine", "by": "CASE_OFFICER", "at": "UNIT", "outcomes": WAYS,
     "limit_days": "2", "asks": ASKS, "timers": TIMERS},
    {"key": "r", "name": "Xem xét", "take": "review", "by": "UNIT_HEAD", "at": "UNIT", "next": "s", "back": "e",
     "limit_days": "1"},
    {"key": "s", "name": "Ký", "take": "sign", "by": "SIGNATORY", "at": "LEADERSHIP", "next": "b", "limit_days": "1"},
    {"key": "b", "name": "Phát hành", "take": "seal", "by": "CLERK", "at": "CLERK_OFFICE", "next": "d",
     "product": "Giấy chứng nhận"},
    {"key": "d", "name": "Trả kết quả", "take": "deliver", "by": "COUNTER", "at": "CENTRE", "next": "end"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")


@pytest.fixture
def office() -> SmallOffice:
    return build()


def begun(office: SmallOffice, steps: list[dict[str, Any]] = STEPS) -> ProcessDraft:
    """A draft drawn by the head of the division."""
    actor = office.actor("truongphong")
    key = actions.create("Cấp giấy thử", agency_id=office.agency().pk, actor=actor, at=AT).key
    return actions.save_draft(key, {"name": "Cấp giấy thử", "steps": steps}, saves=0, actor=actor, at=AT)


def client(office: SmallOffice, username: str = "truongphong") -> Client:
    found = Client()
    found.force_login(office.officer(username))
    return found


def text(response: HttpResponse) -> str:
    return html.unescape(response.content.decode())


def address(draft: ProcessDraft, **query: str) -> str:
    from urllib.parse import urlencode

    named = {name.replace("_", "-"): value for name, value in query.items()}
    return f"/desk/quy-trinh/{draft.definition.key}/thu?" + urlencode(named)


def test_only_the_facts_that_matter_are_asked_and_nothing_is_an_error_yet(office: SmallOffice) -> None:
    page = text(client(office).get(address(begun(office))))
    assert "Tổng phí, lệ phí" in page and "Loại chủ hồ sơ" not in page
    assert 'value="03/03/2026"' in page and 'value="07:30"' in page
    assert "Cần thêm thông tin" in page and "Có chỗ cần sửa" not in page


def test_a_missing_fact_is_asked_beside_its_field(office: SmallOffice) -> None:
    answer = client(office).get(address(begun(office), chay="1", gio="08:15"))
    assert answer.status_code == 422
    assert "Hãy cho biết «Tổng phí, lệ phí»" in text(answer) and 'value="08:15"' in text(answer)


def test_a_choice_is_asked_on_the_same_page(office: SmallOffice) -> None:
    draft = begun(office)
    asked = text(client(office).get(address(draft, chay="1", dk_fee="0")))
    assert "Ở bước «Thẩm định», người làm chọn hướng nào?" in asked and "Hãy chọn hướng đi của hồ sơ" in asked
    chosen = text(client(office).get(address(draft, chay="1", dk_fee="0", chon_e_1="fine")))
    assert "Đi hết quy trình" in chosen and "người làm chọn «Đạt»" in chosen and "4. Ký" in chosen


def test_the_whole_walk_with_people_dates_and_reasons(office: SmallOffice) -> None:
    draft = begun(office)
    page = text(client(office).get(address(draft, chay="1", dk_fee="500.000")))
    walked = text(client(office).get(address(draft, chay="1", dk_fee="500.000") + f"&thu_tuc={SEVEN_DAYS}"))
    assert "vì Tổng phí, lệ phí ≥ 500.000 đồng" in page
    for words in ("Lê Thị Quầy", "Hoàng Văn Chuyên, Đỗ Thị Viên", "Đặng Thị Giám", "Lý Văn Thư"):
        assert words in page
    assert "Hỏi ý kiến Phòng Phổ biến pháp luật: Có phù hợp không?" in page
    assert "nhắc người đang giữ, nếu còn chưa xong" in page
    assert "4,5 ngày" in page and "Kịp hạn" in walked and "Thời hạn 7 ngày làm việc" in walked


def test_too_slow_for_the_procedure_and_nobody_there(office: SmallOffice) -> None:
    slow = [{**step, "limit_days": "9"} if step["key"] == "s" else step for step in STEPS]
    draft = begun(
        office, [{**step, "position": "Phó Giám đốc"} if step["key"] == "s" else step for step in slow]
    )
    page = text(client(office).get(address(draft, chay="1", dk_fee="1e6") + f"&thu_tuc={SEVEN_DAYS}"))
    assert "Quá thời hạn theo quy định" in page
    assert "chưa có ai" in page and "«Ký» (Người có thẩm quyền ký, Phó Giám đốc)" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"ngay": "31/02/2026"}, "Ngày không đúng"),
        ({"gio": "25:00"}, "Giờ không đúng"),
        ({"dk_fee": "nhiều"}, "phải là một số"),
        ({"thu_tuc": "9.999"}, "không áp dụng thủ tục mã này"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_kept(
    office: SmallOffice, query: dict[str, str], words: str
) -> None:
    named = {("thu_tuc" if k == "thu_tuc" else k): v for k, v in query.items()}
    url = address(begun(office), chay="1", **{k: v for k, v in named.items() if k != "thu_tuc"})
    answer = client(office).get(url + (f"&thu_tuc={query['thu_tuc']}" if "thu_tuc" in query else ""))
    assert answer.status_code == 422 and words in text(answer)
    assert f'value="{next(iter(query.values()))}"' in text(answer)


def test_sending_back_walks_round(office: SmallOffice) -> None:
    page = text(client(office).get(address(begun(office), chay="1", dk_fee="600000", chon_r_1="back")))
    assert "«Xem xét» (lần 2) trả lại «Thẩm định»" in page and "6. Xem xét" in page


def kept(office: SmallOffice, draft: ProcessDraft, name: str = "Phí cao", **more: str) -> HttpResponse:
    data = {"truy_van": "dk-fee=500000", "saves": str(draft.saves), "sua": "", "ten": name, **more}
    return client(office).post(f"/desk/quy-trinh/{draft.definition.key}/thu/luu", data)  # type: ignore[return-value]  # Django's test response


def now(draft: ProcessDraft) -> ProcessDraft:
    found = queries.draft_of(draft.definition)
    assert found is not None
    return found


def test_a_trial_becomes_a_case_and_is_shown_as_holding(office: SmallOffice) -> None:
    draft = begun(office)
    answer = kept(office, draft)
    assert answer.status_code == 302
    assert now(draft).body["cases"] == [
        {
            "name": "Phí cao",
            "facts": {"fee": "500000"},
            "choices": {},
            "expect": ["t", "a", "e", "r", "s", "b", "d"],
        }
    ]
    page = text(client(office).get(address(draft)))
    assert "Phí cao" in page and ">Đúng<" in page and "dk-fee=500000" in page


def test_a_case_that_fails_says_why_and_publication_is_refused(office: SmallOffice) -> None:
    draft = begun(office)
    kept(office, draft)
    dearer = [{**FEE[0], "value": "900000"}]
    changed = [
        {**s, "outcomes": [{"next": "r", "when": dearer}, {"next": "s"}]} if s["key"] == "e" else s
        for s in STEPS
    ]
    body = {**now(draft).body, "steps": changed}
    actions.save_draft(draft.definition.key, body, saves=2, actor=office.actor("truongphong"), at=AT)
    page = text(client(office).get(address(draft)))
    assert ">Sai<" in page and "mong đợi Chuyển hồ sơ → Phân công → Thẩm định → Xem xét" in page
    approval = actions.Approval("57/QĐ-UBND", AT.date(), AT.date())
    with pytest.raises(NotPublishable) as refused:
        actions.publish(draft.definition.key, approval, actor=office.actor("giamdoc_so"), at=AT)
    assert refused.value.failed_cases


def test_a_case_is_opened_again_changed_and_taken_out(office: SmallOffice) -> None:
    draft = begun(office)
    kept(office, draft)
    again = kept(office, now(draft), "Phí rất cao", sua="0", truy_van="dk-fee=900000")
    assert again.status_code == 302
    assert [case["name"] for case in now(draft).body["cases"]] == ["Phí rất cao"]
    url = f"/desk/quy-trinh/{draft.definition.key}/thu/xoa"
    client(office).post(url, {"xoa": "0", "saves": str(now(draft).saves)})
    assert "cases" not in now(draft).body
    gone = client(office).post(url, {"xoa": "0", "saves": "9"}, follow=True)
    assert "Tình huống này không còn" in text(gone)


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"ten": " "}, 422, "Hãy đặt tên tình huống"),
        ({"ten": "x" * 201}, 422, "dài nhất 200 ký tự"),
        ({"truy_van": "dk-fee="}, 422, "chưa đi tới hết quy trình"),
        ({"truy_van": "dk-fee=x"}, 422, "còn chỗ phải sửa"),
        ({"saves": "0"}, 409, "vừa lưu quy trình này"),
    ],
)
def test_a_refused_saving_keeps_what_was_typed(
    office: SmallOffice, more: dict[str, str], status: int, words: str
) -> None:
    draft = begun(office)
    answer = kept(office, draft, **{"name": more.pop("ten", "Phí cao")}, **more)
    assert answer.status_code == status and words in text(answer)
    if "truy_van" not in more:
        assert "dk-fee=500000" in text(answer)
    assert "cases" not in now(draft).body


def test_two_cases_do_not_share_a_name(office: SmallOffice) -> None:
    draft = begun(office)
    kept(office, draft)
    assert "Đã có tình huống tên này" in text(kept(office, now(draft)))


def test_a_published_version_is_tried_and_saving_opens_a_draft(office: SmallOffice) -> None:
    plain = [{**s, "outcomes": [{"next": "r"}]} if s["key"] == "e" else s for s in STEPS]
    made = office.published({"name": "Đã ban hành", "steps": plain})
    page = text(client(office).get(f"/desk/quy-trinh/{made.definition.key}/thu"))
    assert "bản 1" in page and "Đi hết quy trình" in page and "không xét dữ kiện nào" in page
    answer = client(office).post(
        f"/desk/quy-trinh/{made.definition.key}/thu/luu",
        {"truy_van": "", "saves": "", "sua": "", "ten": "Thường"},
    )
    assert answer.status_code == 302
    opened = queries.draft_of(made.definition)
    assert opened is not None and opened.body["cases"][0]["expect"] == ["t", "a", "e", "r", "s", "b", "d"]
    assert client(office).get(f"/desk/quy-trinh/{made.definition.key}/thu?ban=7").status_code == 404
    assert "bản 1" in text(client(office).get(f"/desk/quy-trinh/{made.definition.key}/thu?ban=1"))


def test_who_may_see_and_who_may_save(office: SmallOffice) -> None:
    draft = begun(office)
    assert client(office, "xa_motcua").get(address(draft)).status_code == 404
    seen = client(office, "chuyenvien").get(address(draft, chay="1", dk_fee="600000"))
    assert seen.status_code == 200 and "Lưu thành tình huống thử" not in text(seen)
    url = f"/desk/quy-trinh/{draft.definition.key}/thu/luu"
    assert client(office, "chuyenvien").post(url, {"ten": "x"}).status_code == 403
    assert client(office).get(url).status_code == 405


def test_an_empty_draft_says_so(office: SmallOffice) -> None:
    assert "chưa có bước nào" in text(client(office).get(address(begun(office, []), chay="1")))
