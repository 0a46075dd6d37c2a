"""SQL statements of the pages, pinned (design §6): session and user are 2 of each, the posts of the officer 1 more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_dossier.desk import act
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db
WHO = ("django_session", "office_officer", "office_posting")


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
        or ('FROM "office_posting"' in sql and "full_name" in sql)
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


STEPS = [
    ("accepted", "quay", "ban-giao", {}),
    ("to_signing", "giamdoc_so", "ky", {}),
]


@pytest.mark.parametrize(("made", "username", "slug", "typed"), STEPS)
def test_a_step_takes_ten(
    office: SmallOffice,
    now: datetime,
    signed_in: SignedIn,
    made: str,
    username: str,
    slug: str,
    typed: dict[str, Any],
) -> None:
    client = signed_in(username)
    act(
        client, str(getattr(office, made)(now)), slug, **typed
    )  # calendars and processes are kept from now on
    number = str(getattr(office, made)(now))
    asked = statements(lambda: client.post(f"/desk/ho-so/{number}/{slug}", {"seen": "", **typed}), 302)
    assert len(asked) <= 10, "\n".join(asked)
