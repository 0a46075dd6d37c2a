"""The database that comes with the house: starts once, survives kill -9, shows itself to nobody else."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from motcua.config import postgres

pytestmark = [pytest.mark.kill, pytest.mark.xdist_group("kill")]


@pytest.fixture(scope="module")
def home() -> Iterator[dict[str, str]]:
    """A server of our own, so that nobody else's is killed."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-test-"))
    folder.chmod(0o755)  # the service user must be able to enter, as in a checkout
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("DATABASE_URL", "MOTCUA_"))
    }
    environment |= {"MOTCUA_HOME": str(folder), "MOTCUA_DB_NAME": "giet_thu"}
    yield environment
    pg(environment, "stop")
    shutil.rmtree(folder)


def pg(environment: dict[str, str], verb: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "motcua.cli.main", "pg", verb],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def url(environment: dict[str, str]) -> str:
    said = pg(environment, "url")
    assert said.returncode == 0, said.stderr
    return said.stdout.strip()


def postmaster(environment: dict[str, str]) -> int:
    return int(
        (Path(environment["MOTCUA_HOME"]) / "postgres/data/postmaster.pid").read_text().splitlines()[0]
    )


def test_many_processes_that_start_at_once_share_one_server(home):
    with ThreadPoolExecutor(4) as pool:
        urls = set(pool.map(lambda _: url(home), range(4)))
    assert len(urls) == 1
    with psycopg.connect(urls.pop()) as connection:
        assert connection.execute("SELECT lower('ĐƯỜNG')").fetchone() == ("đường",)
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_wrong_password_does_not_open_the_door(home):
    wrong = url(home).replace("motcua:", "motcua:x", 1)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(wrong)


def test_the_socket_is_closed_to_other_users(home):
    url(home)
    assert (Path(home["MOTCUA_HOME"]) / "postgres/socket").stat().st_mode & 0o077 == 0


def test_what_was_committed_before_kill_9_is_there_afterwards(home):
    address = url(home)
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS giu (so integer)")
        connection.execute("INSERT INTO giu VALUES (118)")
    os.kill(postmaster(home), signal.SIGKILL)
    assert url(home) == address
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT so FROM giu").fetchall() == [(118,)]


def test_a_second_start_is_quick():
    postgres.ensure_running()
    began = time.perf_counter()
    postgres.ensure_running()
    assert time.perf_counter() - began < 0.5  # about 10 ms on an idle machine
