"""The fictional province for the tests of its commands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.worlds import tan_lam


@pytest.fixture(scope="module")
def tan_lam_now(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """One province for a whole module, on 05/10/2026 in the morning, rolled back at its end.

    Ask for the mark `django_db` as well: it makes the test database and rolls back what one test played.
    """
    folder = tmp_path_factory.mktemp("tan-lam")
    with django_db_blocker.unblock(), tan_lam.kept_apart(folder), transaction.atomic():
        tan_lam.build(folder, tan_lam.NOW)
        yield
        transaction.set_rollback(True)
