"""The wizard that moves running dossiers to another version: the preview, the choices, the order."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import BulkChange, BulkLine, Dossier
from motcua.jobs.changes import work_on_change
from tests.apps.dossiers.process_bodies import LONG, RENAMED, SHORT
from tests.web.desk_dossier.conftest import SignedIn
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 08:00")
pytestmark = pytest.mark.django_db


def words(answer: Any) -> str:
    """The page as it is written, without bold."""
    return re.sub(r"</?strong>", "", unescape(answer.content.decode()))


@pytest.fixture
def key(office: SmallOffice, set_now: Any) -> str:
    """A process with three versions and two dossiers on the first: one examined, one reviewed."""
    key = office.published(LONG).definition.key
    office.published(SHORT, key=key, at=vn("2026-03-03 08:00"))
    office.published(RENAMED, key=key, at=vn("2026-03-03 08:30"))
    office.examined_by(AT)
    second = str(office.examined_by(AT))
    office.judged_ok(second, AT)
    actions.examine(second, opinion="Đủ", actor=office.actor("chuyenvien"), at=AT)
    set_now("2026-03-03 09:00")
    return key


def test_the_preview_tells_each_step(signed_in: SignedIn, key: str) -> None:
    page = words(signed_in("truongphong").get(f"/desk/quy-trinh/{key}/chuyen-ho-so?den=2"))
    assert "Bản 1: 2 hồ sơ" in page
    assert "1 trên 2 hồ sơ chuyển được sang bản 2" in page
    assert "2 ngày làm việc" in page
    assert "Bản mới không có bước «Bước review»" in page


def test_what_maps_is_moved_and_the_rest_is_refused_with_why(signed_in: SignedIn, key: str) -> None:
    client = signed_in("truongphong")
    path = f"/desk/quy-trinh/{key}/chuyen-ho-so?den=2"
    answer = client.post(path, {"lam": "chuyen", "reason": "QĐ 60", "token": "mot"})
    change = BulkChange.objects.get()
    assert answer.headers["Location"] == f"/desk/giao-lai/{change.pk}"
    work_on_change(change.pk)
    assert dict(Dossier.objects.values_list("step_key", "process_version")) == {"examine": 2, "review": 1}
    assert "không có bước" in BulkLine.objects.get(state="REFUSED").sentence


def test_a_choice_for_a_step_that_does_not_map(signed_in: SignedIn, key: str) -> None:
    client = signed_in("truongphong")
    path = f"/desk/quy-trinh/{key}/chuyen-ho-so?den=3"
    look = words(client.post(path, {"lam": "xem", "buoc-1-examine": "check", "reason": "Đổi tên bước"}))
    assert "2 trên 2 hồ sơ chuyển được sang bản 3" in look
    assert "Đổi tên bước" in look
    assert not BulkChange.objects.exists()
    client.post(path, {"lam": "chuyen", "buoc-1-examine": "check", "reason": "Đổi tên bước", "token": "mot"})
    work_on_change(BulkChange.objects.get().pk)
    assert dict(Dossier.objects.values_list("step_key", "process_version")) == {"check": 3, "review": 3}


def test_without_a_reason_it_is_refused_and_choices_stay(signed_in: SignedIn, key: str) -> None:
    path = f"/desk/quy-trinh/{key}/chuyen-ho-so?den=3"
    answer = signed_in("truongphong").post(path, {"lam": "chuyen", "buoc-1-examine": "check", "token": "mot"})
    assert answer.status_code == 422
    page = words(answer)
    assert "Hãy ghi lý do" in page
    assert "2 trên 2 hồ sơ chuyển được" in page


def test_from_the_model_process_to_the_agencys_own(
    office: SmallOffice, signed_in: SignedIn, set_now: Any
) -> None:
    office.examined_by(AT)
    key = office.published(LONG, at=vn("2026-03-03 08:00")).definition.key
    set_now("2026-03-03 09:00")
    client = signed_in("truongphong")
    page = words(client.get(f"/desk/quy-trinh/{key}/chuyen-ho-so?tu=default"))
    assert "Quy trình mặc định" in page
    client.post(
        f"/desk/quy-trinh/{key}/chuyen-ho-so?tu=default", {"lam": "chuyen", "reason": "QĐ", "token": "mot"}
    )
    work_on_change(BulkChange.objects.get().pk)
    assert Dossier.objects.get().process_key == key


@pytest.mark.parametrize(
    "query", ["", "?den=99", "?den=x", "?tu=khong-co", "?ban=7", "?ban=x&ban=1", "?thu-tuc=9.9", "?den=1"]
)
def test_odd_questions_get_a_page(signed_in: SignedIn, key: str, query: str) -> None:
    assert signed_in("truongphong").get(f"/desk/quy-trinh/{key}/chuyen-ho-so{query}").status_code == 200


def test_odd_forms_get_a_page(signed_in: SignedIn, key: str) -> None:
    sent = {"lam": "xem", "buoc-": "x", "buoc-1": "y", "buoc-x-y-z": "w", "buoc-1-examine": "nowhere"}
    assert signed_in("truongphong").post(f"/desk/quy-trinh/{key}/chuyen-ho-so?den=2", sent).status_code == 200


def test_nobody_else_and_nothing_else(signed_in: SignedIn, key: str) -> None:
    path = f"/desk/quy-trinh/{key}/chuyen-ho-so"
    assert signed_in("chuyenvien").get(path).status_code == 403
    assert signed_in("xa_chutich").get(path).status_code == 404
    assert signed_in("truongphong").get("/desk/quy-trinh/khong-co/chuyen-ho-so").status_code == 404
