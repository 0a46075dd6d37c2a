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
