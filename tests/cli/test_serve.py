"""The process tree of `motcua serve`, with real kills."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections

from tests import database

pytestmark = [pytest.mark.kill, pytest.mark.xdist_group("kill"), pytest.mark.django_db]
PATIENCE = 60


@pytest.fixture(scope="module")
def address(django_db_setup) -> Iterator[str]:
    """A migrated database of our own on the shared server."""
    default = connections["default"].settings_dict
    name = f"motcua_serve_{os.getpid()}"
    with psycopg.connect(database.conninfo(default, "postgres"), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{default["TEST"]["TEMPLATE"]}"')
        yield database.conninfo(default, name)
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("serve")


@pytest.fixture
def serving(address, home) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A running server and where it answers."""
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": address, "MOTCUA_HOME": str(home)}
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "motcua.cli.main", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1"],
            env=environment, stdout=log, stderr=log,
        )  # fmt: skip
    where = f"http://127.0.0.1:{port}"
    try:
        assert eventually(lambda: answers(where)), (home / "log").read_text()[-3000:]
        yield process, where
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port below the range that the kernel hands out to clients, so that nobody takes it in between."""
    for port in range(20_000 + os.getpid() % 10_000, 32_000):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port")


def answers(where: str) -> bool:
    with contextlib.suppress(OSError), urllib.request.urlopen(f"{where}/san-sang", timeout=5) as answer:
        return answer.status == 200
    return False


def eventually(holds) -> bool:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return False


def children(parent: int) -> dict[int, str]:
    """Living children of a process: pid and command line."""
    found = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            fields = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            if fields["PPid"] == str(parent) and not fields["State"].startswith("Z"):
                found[int(fields["Pid"])] = status.with_name("cmdline").read_text().replace("\0", " ")
    return found


def one(parent: int, word: str) -> int:
    return next(pid for pid, command in children(parent).items() if word in command)


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    return False


def test_a_killed_worker_and_a_killed_web_server_come_back(serving):
    process, where = serving
    for word in ("procrastinate", "gunicorn"):
        assert eventually(
            lambda word=word: any(word in command for command in children(process.pid).values())
        )
        first = one(process.pid, word)
        os.kill(first, signal.SIGKILL)
        assert eventually(
            lambda word=word, first=first: any(
                word in command and pid != first for pid, command in children(process.pid).items()
            )
        )
    assert eventually(lambda: answers(where))


def test_it_stops_cleanly_and_takes_its_children_along(serving):
    process, where = serving
    young = list(children(process.pid))
    process.terminate()
    assert process.wait(PATIENCE) == 0
    assert eventually(lambda: not any(alive(pid) for pid in young))
    assert not answers(where)


def test_children_do_not_outlive_a_killed_parent(serving):
    process, where = serving
    young = list(children(process.pid))
    process.kill()
    process.wait()
    assert eventually(lambda: not any(alive(pid) for pid in young))
    assert not answers(where)
