"""What every test may rely on."""

import pytest
from django.conf import settings
from django.db import connections

from tests import database


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
