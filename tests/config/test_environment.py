"""Settings from the environment, and what is said when one cannot be used."""

import os
import stat

import pytest

from motcua.config.databases import database
from motcua.config.environment import Environment, SettingRefused


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("MOTCUA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MOTCUA_HOME", str(tmp_path))
    return tmp_path


def test_safe_by_default(home):
    environment = Environment.read()
    assert (environment.debug, environment.demo, environment.proxies) == (False, False, 0)
    assert "*" not in environment.hosts


def test_the_secret_is_made_once_and_kept_to_ourselves(home):
    first, second = Environment.read(), Environment.read()
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 50
    assert stat.S_IMODE((home / "secret").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "value"), [("MOTCUA_DEBUG", "có"), ("MOTCUA_DB_POOL", "-1"), ("MOTCUA_UPLOAD_MB", "x")]
)
def test_a_bad_value_is_refused_by_name(home, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingRefused, match=f"{name} phải là"):
        Environment.read()


def test_a_libpq_address_becomes_djangos_settings():
    made = database("postgresql://u:p%40@db.local:6432/motcua?sslmode=require", pool_size=6)
    assert (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"]) == (
        "u", "p@", "db.local", "6432", "motcua",
    )  # fmt: skip
    assert made["OPTIONS"]["sslmode"] == "require"
    assert made["OPTIONS"]["pool"]["max_size"] == 6
    assert "pool" not in database("postgresql:///x", pool_size=0)["OPTIONS"]
