"""Every test of dossiers starts in the small office."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.apps.dossiers.transition_world import NEW, OLD, World
from tests.worlds.small import SmallOffice, build


@pytest.fixture
def office(db: None) -> SmallOffice:
    """The small office, freshly built."""
    return build()


@pytest.fixture(scope="module")
def office_of_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[SmallOffice]:
    """The small office, built once for a module inside a transaction that is thrown away.

    Ask for `db` as well: it rolls what one test does back to its savepoint.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(params=[OLD, NEW], ids=["ND61", "ND118"])
def world(request: pytest.FixtureRequest, office_of_module: SmallOffice, db: None) -> World:
    """The office under one decree."""
    return World(office_of_module, request.param)
