"""SQL statements of the pages, pinned (design §6): session and user are 2 of each, the posts of the officer 1 more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.intake_data import FeeIn
from motcua.apps.dossiers.models import Dossier
from tests.web.desk_dossier.conftest import SignedIn
from tests.worlds.small import PDF, SmallOffice

pytestmark = pytest.mark.django_db


def statements(do: Callable[[], Any], expect: int) -> list[str]:
    """What a request asked of the database, beyond who is asking (session, officer, seats) and savepoints."""
    do_once = CaptureQueriesContext(connection)
    with do_once:
        assert do().status_code == expect
    found = [query["sql"] for query in do_once.captured_queries]
    asking = [
        sql
        for sql in found
        if 'FROM "django_session"' in sql
        or ('FROM "office_officer"' in sql and "LIMIT 21" in sql)
        or "FROM lent JOIN office_officer" in sql
        or 'UPDATE "django_session"' in sql
        or "SAVEPOINT" in sql
    ]
    return [sql for sql in found if sql not in asking]


def test_the_work_list_takes_four(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    for _ in range(5):
        office.accepted(now)
    client = signed_in("quay")
    client.get("/desk/")
    asked = statements(lambda: client.get("/desk/"), 200)
    assert len(asked) <= 4, "\n".join(asked)


def test_opening_a_dossier_takes_eight(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.examined_by(now))
    client = signed_in("chuyenvien")
    client.get(f"/desk/ho-so/{number}")
    asked = statements(lambda: client.get(f"/desk/ho-so/{number}"), 200)
    assert len(asked) <= 8, "\n".join(asked)


def test_a_dossier_with_money_and_a_result_opens_with_eight_too(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    fee = FeeIn(how="LATER", lines=(("Lệ phí", Decimal(50_000), "CHARGE"),))
    number = str(office.ready(now, fee=fee))
    client = signed_in("quay")
    client.get(f"/desk/ho-so/{number}")
    asked = statements(lambda: client.get(f"/desk/ho-so/{number}"), 200)
    assert len(asked) <= 8, "\n".join(asked)


def made(office: SmallOffice, at: datetime, stage: str) -> str:
    """A dossier that waits for the step `stage` names."""
    if stage in ("tham-dinh", "phan-cong", "ban-giao"):
        number = str(office.examined_by(at) if stage == "tham-dinh" else office.accepted(at))
        if stage == "phan-cong":
            actions.transfer(number, actor=office.actor("quay"), at=at)
        return number
    if stage == "xem-xet":
        number = str(office.examined_by(at))
        office.judged_ok(number, at)
        actions.examine(number, opinion="Đạt", actor=office.actor("chuyenvien"), at=at)
        return number
    number = str(office.to_signing(at))
    if stage == "phat-hanh":
        actions.sign(number, actor=office.actor("giamdoc_so"), at=at)
    return number


STEPS = [
    ("ban-giao", "quay", {}),
    ("phan-cong", "truongphong", {"officer_id": "chuyenvien"}),
    ("tham-dinh", "chuyenvien", {"verdict_1": "OK", "verdict_2": "OK", "opinion": "Đạt", "do": "trinh"}),
    ("xem-xet", "truongphong", {}),
    ("ky", "giamdoc_so", {}),
    ("phat-hanh", "vanthu", {"result_number": "{place}/GCN", "summary": "Giấy", "file": "pdf"}),
]


@pytest.mark.parametrize(("slug", "username", "typed"), STEPS)
def test_a_step_takes_ten(
    office: SmallOffice, now: datetime, signed_in: SignedIn, slug: str, username: str, typed: dict[str, str]
) -> None:
    client = signed_in(username)
    asked: list[str] = []
    for place in range(2):  # the first one fills the caches of calendars and processes
        number = made(office, now, slug)
        sent: dict[str, Any] = {name: text.format(place=place) for name, text in typed.items()}
        if "officer_id" in sent:
            sent["officer_id"] = office.officer("chuyenvien").pk
        if "file" in sent:
            sent["file"] = SimpleUploadedFile("a.pdf", PDF)
        seen = Dossier.objects.get(number=number).act_count
        path = f"/desk/ho-so/{number}/{slug}"
        asked = statements(
            lambda path=path, sent=sent, seen=seen: client.post(path, {"seen": seen, **sent}), 302
        )
    assert len(asked) <= 10, "\n".join(asked)
