"""The pages of processes over HTTP: list, editor, publishing, versions; rights and refusals."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.test import Client

from motcua.apps.processes import actions, queries
from motcua.apps.processes.models import ProcessDefinition, ProcessDraft, ProcessVersion
from tests.worlds.small import SmallOffice, build, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")


@pytest.fixture
def office() -> SmallOffice:
    return build()


def signed_in(office: SmallOffice, username: str) -> Client:
    client = Client()
    client.force_login(office.officer(username))
    return client


def drawn(office: SmallOffice, model: str = "default") -> ProcessDefinition:
    actor = office.actor("giamdoc_so")
    return actions.create(
        "Cấp bản sao trích lục", agency_id=office.agency().pk, model=model, actor=actor, at=AT
    )


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would post from the editor's form, without any button."""
    form = page[page.index('id="soan"') :]
    form = form[: form.index("</form>")]
    found: dict[str, list[str]] = {}
    import html

    for tag in re.finditer(
        r'<input [^>]*?name="([^"]+)"[^>]*>|<textarea [^>]*?name="([^"]+)"[^>]*>(.*?)</textarea>'
        r'|<select [^>]*?name="([^"]+)"[^>]*>(.*?)</select>',
        form,
        re.S,
    ):
        if tag[1]:
            value = re.search(r'value="([^"]*)"', tag[0])
            found.setdefault(tag[1], []).append(html.unescape(value[1] if value else ""))
        elif tag[2]:
            found.setdefault(tag[2], []).append(html.unescape(tag[3]))
        else:
            chosen = re.search(r'value="([^"]*)" selected', tag[5]) or re.search(r'value="([^"]*)"', tag[5])
            found.setdefault(tag[4], []).append(html.unescape(chosen[1] if chosen else ""))
    return found


def text(response) -> str:
    return response.content.decode()


def edit(row: ProcessDefinition) -> str:
    return f"/desk/quy-trinh/{row.key}/soan"


def names(row: ProcessDefinition) -> list[str]:
    return [step["name"] for step in ProcessDraft.objects.get(definition=row).body["steps"]]


def test_the_list_begins_with_what_to_do(office):
    page = text(signed_in(office, "giamdoc_so").get("/desk/quy-trinh"))
    assert "Cơ quan chưa có quy trình nào của mình" in page
    assert "Soạn từ mẫu này" in page


def test_saving_what_was_shown_changes_nothing(office):
    row = drawn(office)
    before = ProcessDraft.objects.get(definition=row).body
    client = signed_in(office, "giamdoc_so")
    posted = fields_of(text(client.get(edit(row))))
    answer = client.post(edit(row), posted | {"op": "save"})
    assert answer.status_code == 302, text(answer)
    assert ProcessDraft.objects.get(definition=row).body == before


def test_new_from_a_model_then_the_editor(office):
    client = signed_in(office, "truongphong")
    page = client.get("/desk/quy-trinh/them")
    assert page.status_code == 200
    answer = client.post("/desk/quy-trinh/them", {"name": "Quy trình B", "start": "mau:commune"})
    row = ProcessDefinition.objects.get()
    assert answer["Location"] == edit(row)
    assert len(names(row)) == 5
    from_file = client.post("/desk/quy-trinh/them", {"name": "Từ tệp", "start": "tep"})
    taken_in = ProcessDefinition.objects.get(name="Từ tệp")
    assert from_file["Location"] == f"/desk/quy-trinh/{taken_in.key}/nhap-tep"
    assert client.get(from_file["Location"]).status_code == 200
    copied = client.post("/desk/quy-trinh/them", {"name": "C", "start": f"chep:{row.key}"})
    assert copied.status_code == 302
    assert client.get("/desk/quy-trinh/mau/commune").status_code == 200
    assert client.get("/desk/quy-trinh/mau/khong").status_code == 302


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": "", "start": "mau:commune"}, "Hãy ghi tên quy trình."),
        ({"name": "B", "start": "mau:khong"}, "Chọn một cách bắt đầu trong danh sách."),
        ({"name": "B" * 301, "start": "trong"}, "300"),
        ({"name": "B", "start": "trong", "agency": "999999"}, "Chọn cơ quan trong danh sách."),
    ],
)
def test_a_new_process_is_refused_with_what_was_typed(office, typed, words):
    answer = signed_in(office, "truongphong").post("/desk/quy-trinh/them", typed)
    assert answer.status_code == 422
    assert words in text(answer)
    assert typed["name"] in text(answer)
    assert not ProcessDefinition.objects.exists()


def test_control_chooses_the_agency(office):
    client = signed_in(office, "kstt")
    answer = client.post("/desk/quy-trinh/them", {"name": "B", "start": "trong", "agency": ""})
    assert "Chọn cơ quan dùng quy trình này." in text(answer)
    commune = office.agency("H99.41").pk
    client.post("/desk/quy-trinh/them", {"name": "B", "start": "trong", "agency": commune})
    assert ProcessDefinition.objects.get().agency_id == commune


def press(client: Client, row: ProcessDefinition, op: str, **typed: str):
    """Open the editor, type, press a button, and follow to where it leads."""
    posted = fields_of(text(client.get(edit(row)))) | typed | {"op": op}
    return client.post(edit(row), posted, follow=True)


def test_each_button_saves_and_comes_back_to_its_row(office):
    row, client = drawn(office, "commune"), signed_in(office, "truongphong")
    answer = press(client, row, "add:examine", **{"s.sign.product": "Tờ trình"})
    place = answer.redirect_chain[-1][0]
    new = re.search(r"#s-(b\w+)-name$", place)
    assert new, place
    assert re.search(rf'name="s\.{new[1]}\.name"[^>]*data-focus', text(answer))
    body = ProcessDraft.objects.get(definition=row).body
    assert [step["key"] for step in body["steps"]] == [
        "transfer",
        "examine",
        new[1],
        "sign",
        "seal",
        "deliver",
    ]
    assert body["steps"][3]["product"] == "Tờ trình"
    assert body["steps"][1]["outcomes"][0]["next"] == new[1]
    press(client, row, f"up:{new[1]}")
    assert [step["key"] for step in ProcessDraft.objects.get(definition=row).body["steps"]][1] == new[1]


def test_a_removed_row_is_offered_back_until_it_is_taken(office):
    row, client = drawn(office, "commune"), signed_in(office, "truongphong")
    before = ProcessDraft.objects.get(definition=row).body
    answer = press(client, row, "del:sign")
    assert "Đã xóa bước 3 «Lãnh đạo Ủy ban nhân dân ký»." in text(answer)
    assert len(names(row)) == 4
    press(client, row, "save", purpose="Đã nhập thêm")
    press(client, row, "undo")
    assert ProcessDraft.objects.get(definition=row).body == before | {"purpose": "Đã nhập thêm"}
    press(client, row, "undo")
    assert len(names(row)) == 5


def test_bad_input_is_said_beside_the_field_and_everything_typed_stays(office):
    row, client = drawn(office, "commune"), signed_in(office, "truongphong")
    typed = {"s.examine.days": "mấy hôm", "s.examine.product": "Dự thảo viết dở", "scope": "Toàn xã"}
    answer = press(client, row, "add:examine", **typed)
    page = text(answer)
    assert answer.status_code == 422
    for words in typed.values():
        assert words in page
    assert 'href="#s-examine-days"' in page
    assert 'id="s-examine-days-error"' in page
    assert page.count('name="step"') == 6
    assert ProcessDraft.objects.get(definition=row).saves == 0
    posted = fields_of(page) | {"s.examine.days": "3", "op": "save"}
    assert client.post(edit(row), posted).status_code == 302
    assert len(names(row)) == 6


def test_two_editors_the_second_keeps_his_words_and_may_write_over(office):
    row = drawn(office, "commune")
    one, other = signed_in(office, "truongphong"), signed_in(office, "giamdoc_so")
    first = fields_of(text(one.get(edit(row))))
    second = fields_of(text(other.get(edit(row))))
    assert one.post(edit(row), first | {"purpose": "của một", "op": "save"}).status_code == 302
    answer = other.post(edit(row), second | {"purpose": "của hai", "op": "add:examine"})
    page = text(answer)
    assert answer.status_code == 409
    assert "Vũ Thị Trưởng vừa lưu" in page
    assert "của hai" in page
    assert page.count('name="step"') == 6
    assert ProcessDraft.objects.get(definition=row).body["purpose"] == "của một"
    assert other.post(edit(row), fields_of(page) | {"op": "save"}).status_code == 409
    assert other.post(edit(row), fields_of(page) | {"op": "overwrite"}).status_code == 302
    assert ProcessDraft.objects.get(definition=row).body["purpose"] == "của hai"


def test_a_draft_published_meanwhile_is_not_lost_either(office):
    row, client = drawn(office), signed_in(office, "truongphong")
    posted = fields_of(text(client.get(edit(row)))) | {"purpose": "viết dở"}
    approval = actions.Approval("1/QĐ", AT.date(), AT.date())
    actions.publish(row.key, approval, actor=office.actor("giamdoc_so"), at=AT)
    answer = client.post(edit(row), posted | {"op": "save"})
    assert answer.status_code == 409
    assert "viết dở" in text(answer)
    assert client.post(edit(row), fields_of(text(answer)) | {"op": "overwrite"}).status_code == 302
    assert ProcessDraft.objects.get(definition=row).body["purpose"] == "viết dở"


def test_autosave_counts_on_and_brings_the_faults(office):
    row, client = drawn(office, "commune"), signed_in(office, "truongphong")
    posted = fields_of(text(client.get(edit(row)))) | {"s.examine.name": ""}
    header = {"X-Motcua-Draft": "1"}
    answer = client.post(edit(row), posted, headers=header)
    told = json.loads(answer.content)
    assert (told["saved_at"], told["saves"]) == ("09:00", 1)
    assert "chưa có tên" in told["checks"]
    assert 'href="#s-examine-name"' in told["checks"]
    assert client.post(edit(row), posted, headers=header).status_code == 409
    posted["saves"] = ["1"]
    refused = client.post(edit(row), posted | {"s.sign.days": "x"}, headers=header)
    assert refused.status_code == 422
    assert "s.sign.days" in json.loads(refused.content)["fields"]
    assert client.post(edit(row), posted, headers=header).status_code == 200


def test_the_tests_of_a_process_survive_the_editor(office):
    row, actor = drawn(office, "commune"), office.actor("truongphong")
    draft = queries.draft_of(row)
    cases = [{"name": "Thẳng", "expect": ["transfer"]}]
    actions.save_draft(row.key, draft.body | {"cases": cases}, saves=0, actor=actor, at=AT)
    press(signed_in(office, "truongphong"), row, "save", purpose="x")
    assert ProcessDraft.objects.get(definition=row).body["cases"][0]["name"] == "Thẳng"


def test_deleting_a_step_that_a_case_expects_is_said_at_once(office):
    row, actor = drawn(office, "commune"), office.actor("truongphong")
    draft = queries.draft_of(row)
    cases = [{"name": "Thẳng", "expect": ["transfer", "examine", "sign", "seal", "deliver"]}]
    actions.save_draft(row.key, draft.body | {"cases": cases}, saves=0, actor=actor, at=AT)
    client = signed_in(office, "truongphong")
    assert "Tình huống «Thẳng»" not in text(client.get(edit(row)))
    page = text(press(client, row, "del:examine"))
    assert "Tình huống «Thẳng» mong đợi 1 bước đã bị xóa." in page
    assert f'href="/desk/quy-trinh/{row.key}/thu"' in page


def test_every_link_of_the_faults_leads_to_something_on_the_page(office):
    row, client = drawn(office, "default"), signed_in(office, "giamdoc_so")
    body = ProcessDraft.objects.get(definition=row).body
    for step in body["steps"]:
        step |= {"name": "", "limit_days": "1", "by": "CASHIER", "product": ""}
    body["steps"][2] |= {
        "asks": [{"key": "a", "unit": "", "question": "", "limit_days": "9"}],
        "timers": [{"kind": "REMIND", "days": "5", "start": "BEFORE_DUE"}],
        "questions": [{"key": "q", "label": "", "kind": "CHOICE"}],
        "outcomes": [{"next": "", "when": [{"given": "x", "op": "=", "value": ""}]}],
    }
    actions.save_draft(row.key, body, saves=0, actor=office.actor("giamdoc_so"), at=AT)
    page = text(client.get(edit(row)))
    links = set(re.findall(r'class="govuk-link" href="#([^"]+)"', page))
    assert len(links) > 10
    assert {one for one in links if f'id="{one}"' not in page} == set()


@pytest.mark.parametrize("who", ["quay", "chuyenvien", "vanthu"])
def test_others_of_the_agency_read_and_do_not_draw(office, who):
    row = drawn(office)
    client = signed_in(office, who)
    assert client.get(edit(row)).status_code == 403
    assert client.post(edit(row), {"op": "save"}).status_code == 403
    seen = client.get(f"/desk/quy-trinh/{row.key}")
    assert seen.status_code == (404 if who == "quay" else 200)
    assert "Soạn tiếp bản nháp" not in text(seen)


def test_another_agency_finds_nothing(office):
    row = drawn(office)
    client = signed_in(office, "xa_chutich")
    for path in ("", "/soan", "/ban-hanh", "/ban/1", "/so-sanh", "/bo-ban-nhap", "/ngung", "/da-ban-hanh/1"):
        assert client.get(f"/desk/quy-trinh/{row.key}{path}").status_code == 404, path
    assert row.name not in text(client.get("/desk/quy-trinh"))


def test_a_head_of_unit_looks_but_the_signatory_publishes(office):
    row = drawn(office)
    path = f"/desk/quy-trinh/{row.key}/ban-hanh"
    page = text(signed_in(office, "truongphong").get(path))
    assert "do người có thẩm quyền ký" in page
    director = signed_in(office, "giamdoc_so")
    bare = director.post(path, {"decision": "", "decided_on": "31/02/2026", "valid_from": "", "saves": "0"})
    assert bare.status_code == 422
    assert "Ngày không đúng" in text(bare)
    typed = {
        "decision": "57/QĐ-STP",
        "decided_on": "03/03/2026",
        "valid_from": "02/03/2026",
        "note": "Ghi",
        "saves": "0",
    }
    future = director.post(path, typed)
    assert "Ngày ký quyết định không thể ở tương lai." in text(future)
    assert "57/QĐ-STP" in text(future)
    done = director.post(path, typed | {"decided_on": "02/03/2026"}, follow=True)
    assert done.redirect_chain[-1][0].endswith("/da-ban-hanh/1")
    assert "Đã ban hành bản 1" in text(done)
    assert director.get(path).status_code == 302


def test_a_faulty_draft_shows_what_refuses_with_links_into_the_editor(office):
    row = drawn(office)
    director = signed_in(office, "giamdoc_so")
    press(director, row, "del:seal")
    path = f"/desk/quy-trinh/{row.key}/ban-hanh"
    page = text(director.get(path))
    assert "Chưa ban hành được" in page
    assert f"/desk/quy-trinh/{row.key}/soan#" in page
    typed = {"decision": "57/QĐ", "decided_on": "02/03/2026", "valid_from": "02/03/2026", "saves": "1"}
    assert director.post(path, typed).status_code == 422
    assert not ProcessVersion.objects.exists()


def test_versions_and_what_changed_between_them(office):
    made = office.published({**ProcessDraft.objects.get(definition=drawn(office)).body, "name": "Có hai bản"})
    key = made.definition.key
    director = signed_in(office, "giamdoc_so")
    office.accepted(vn("2026-03-02 08:00"))
    opened = director.post(f"/desk/quy-trinh/{key}/soan", {"op": "open"})
    assert opened.status_code == 302
    assert "giống hệt bản 1" in text(director.get(f"/desk/quy-trinh/{key}/ban-hanh"))
    press(director, made.definition, "add:examine", **{"s.sign.name": "Giám đốc ký"})
    draft = director.get(f"/desk/quy-trinh/{key}/so-sanh?tu=1&den=nhap")
    assert "Giám đốc ký" in text(draft)
    page = text(director.get(f"/desk/quy-trinh/{key}"))
    assert "Đang có bản nháp chưa ban hành" in page
    assert "57/QĐ-UBND" in page
    assert re.search(r'data-head="Hồ sơ đang chạy">1<', page)
    assert "không sửa được" in text(director.get(f"/desk/quy-trinh/{key}/ban/1"))
    assert director.get(f"/desk/quy-trinh/{key}/ban/9").status_code == 404
    assert "Chọn hai bản" in text(director.get(f"/desk/quy-trinh/{key}/so-sanh?tu=x&den=9"))
    assert "giống hệt nhau" in text(director.get(f"/desk/quy-trinh/{key}/so-sanh?tu=1&den=1"))
    assert "Bản đang áp dụng giữ nguyên" in text(director.get(f"/desk/quy-trinh/{key}/bo-ban-nhap"))
    director.post(f"/desk/quy-trinh/{key}/bo-ban-nhap")
    assert not ProcessDraft.objects.filter(definition=made.definition).exists()
    assert director.get(f"/desk/quy-trinh/{key}/soan").status_code == 302
    assert director.post(f"/desk/quy-trinh/{key}/ngung", {"last_on": "x"}).status_code == 422
    director.post(f"/desk/quy-trinh/{key}/ngung", {"last_on": "31/03/2026"})
    made.definition.refresh_from_db()
    assert made.definition.retired_on == date(2026, 3, 31)
