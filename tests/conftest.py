"""What every test may rely on."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections

from motcua.apps.processes import queries as processes
from tests import database
from tests.chromium import chromium, open_page  # noqa: F401  # fixtures, one browser a process for all rooms


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> None:
    """Argon2 is slow on purpose; tests sign in hundreds of times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy the test database from a migrated template; do not wait for the disk at each commit."""
    default = connections["default"].settings_dict
    default["TEST"]["TEMPLATE"] = database.template(default)
    default["OPTIONS"]["options"] = "-c synchronous_commit=off"


@pytest.fixture(autouse=True)
def processes_read_anew() -> None:
    """A server process keeps each published process it has read; every test has its own."""
    processes.forget()


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Empty, after a test with real transactions, the tables that Django's flush does not know (they have no models)."""
    mark = request.node.get_closest_marker("django_db")
    real = bool(mark and mark.kwargs.get("transaction")) or {"live_server", "transactional_db"} & set(
        request.fixturenames
    )
    if not real:
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "TRUNCATE procrastinate_jobs, procrastinate_workers, ui_throttle RESTART IDENTITY CASCADE"
        )
