"""Reports are tested in the small office, on random histories built once per module and rolled back after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.apps.reports.history import loaded, troubled
from tests.worlds.small import SmallOffice, build


@pytest.fixture
def office(db: None) -> SmallOffice:
    """The small office, freshly built."""
    return build()


@pytest.fixture(scope="module")
def _history_of_module(django_db_setup: None, django_db_blocker) -> Iterator[dict[str, str]]:
    """One transaction around the module: each test's own transaction is a savepoint inside it."""
    with django_db_blocker.unblock(), transaction.atomic():
        office = build()
        loaded(office, 150)
        yield troubled(office)
        transaction.set_rollback(True)


@pytest.fixture
def history(_history_of_module: dict[str, str], db: None) -> dict[str, str]:
    """A random history, and the numbers of the dossiers with a troubled life."""
    return _history_of_module


@pytest.fixture
def people(history: dict[str, str]) -> SmallOffice:
    """The people of the office of `history`."""
    return SmallOffice()
