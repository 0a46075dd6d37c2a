"""The morning's job turns lists to the versions of the day."""

from datetime import date

import pytest

from motcua.apps.catalogue import queries
from motcua.jobs.catalogue import bring_into_force
from tests.apps.catalogue.rows import load, row


@pytest.mark.django_db
def test_a_version_published_for_later_comes_into_force(monkeypatch: pytest.MonkeyPatch) -> None:
    load(row())
    load(row(value=3, name="Tên mới"), effective_on=date(2026, 9, 1))
    monkeypatch.setenv("MOTCUA_NOW", "2026-08-31T23:00")
    bring_into_force(timestamp=0)
    assert queries.browse().rows[0].name != "Tên mới"
    monkeypatch.setenv("MOTCUA_NOW", "2026-09-01T00:05")
    bring_into_force(timestamp=0)
    assert queries.browse().rows[0].name == "Tên mới"
