"""Nothing acknowledged is ever lost: the server, then its database, are killed (kill -9) while dossiers come in."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.journeys.counter_over_http import Desk, Morning

pytestmark = [pytest.mark.kill, pytest.mark.journey, pytest.mark.xdist_group("kill")]
ROOT = Path(__file__).parents[2]
PASSWORD = "mot-cua-thu-nghiem"  # of a sample officer in a database that lives for a minute
OFFICERS = 4
PATIENCE = 60
WORLD = """
import django; django.setup()
from tests.worlds.small import build
office = build()
clerk = office.officer("quay")
clerk.set_password({password!r})
clerk.save()
print(office.agency().pk)
"""


@dataclass
class House:
    """A whole installation of its own, in a folder of its own, with its own PostgreSQL."""

    home: Path
    agency_id: int = 0

    @property
    def environment(self) -> dict[str, str]:
        """What its processes get: nothing of the developer's own database."""
        ours = {
            key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "MOTCUA_DB_NAME")
        }
        told = {"MOTCUA_HOME": str(self.home), "MOTCUA_NOW": "2026-03-02T09:00", "PYTHONPATH": str(ROOT)}
        return {**ours, **told, "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command of ours, to its end."""
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )

    def motcua(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`motcua …`."""
        return self.run("-m", "motcua.cli.main", *arguments)

    @contextlib.contextmanager
    def serving(self) -> Iterator[Serving]:
        """The server, up; whatever is left of it is killed at the end."""
        port = free_port()
        with (self.home / "serve.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "motcua.cli.main", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "2"],
                env=self.environment, cwd=ROOT, stdout=log, stderr=log,
            )  # fmt: skip
        server = Serving(process, f"http://127.0.0.1:{port}")
        try:
            assert eventually(server.answers), (self.home / "serve.log").read_text()[-3000:]
            yield server
        finally:
            server.kill()

    def sql(self, question: str) -> list[tuple[object, ...]]:
        """What the database says, past all our code."""
        url = self.run("-c", "from motcua.config.postgres import ensure_running; print(ensure_running())")
        assert url.returncode == 0, url.stderr
        with psycopg.connect(url.stdout.strip()) as connection:
            return connection.execute(question.encode()).fetchall()

    def postgres(self) -> list[int]:
        """The processes of its PostgreSQL, the postmaster first."""
        postmaster = int((self.home / "postgres/data/postmaster.pid").read_text().split()[0])
        return [postmaster, *children(postmaster)]


@dataclass
class Serving:
    """A running process tree."""

    process: subprocess.Popen[bytes]
    where: str

    def answers(self) -> bool:
        """True when it can serve."""
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{self.where}/san-sang", timeout=5) as answer,
        ):
            return bool(answer.status == 200)
        return False

    def kill(self) -> None:
        """Kill -9 the whole tree at once: the children have process groups of their own."""
        for child in children(self.process.pid):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child, signal.SIGKILL)
        self.process.kill()
        self.process.wait()


def children(parent: int) -> list[int]:
    """The living children of a process."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            text = status.read_text()
            if f"PPid:\t{parent}\n" in text and "State:\tZ" not in text:
                found.append(int(status.parent.name))
    return found


def free_port() -> int:
    """A port below the range that the kernel hands out to clients, so that nobody takes it in between."""
    for port in range(21_000 + os.getpid() % 9_000, 32_000):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port")


def eventually(holds: object) -> bool:
    """Ask again and again, for PATIENCE seconds at most."""
    assert callable(holds)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """Made once, in a folder that the service user of PostgreSQL may enter."""
    home = Path(tempfile.mkdtemp(prefix="motcua-kill-", dir="/tmp"))  # private by its random name
    home.chmod(0o755)
    made = House(home)
    try:
        prepared = made.motcua("serve", "--prepare-only")
        assert prepared.returncode == 0, prepared.stderr
        world = made.run("-c", WORLD.format(password=PASSWORD))
        assert world.returncode == 0, world.stderr
        made.agency_id = int(world.stdout.split()[-1])
        yield made
    finally:
        made.motcua("pg", "stop")
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def seen(house: House) -> set[str]:
    """The numbers given before this test."""
    return {str(number) for (number,) in house.sql("SELECT number FROM dossiers_dossier")}


def sign_in(house: House, server: Serving) -> Desk:
    desk = Desk(server.where, house.agency_id)
    desk.sign_in(PASSWORD)
    return desk


def press_again(desk: Desk, morning: Morning) -> dict[UUID, str]:
    """What every officer does when the server is back: press the button again on every sheet he had sent."""
    return {token: desk.file(token) for token in morning.tried}


def assert_whole(house: House, morning: Morning, final: dict[UUID, str], seen: set[str]) -> None:
    """Every acknowledged number once, no number twice, no gap, one dossier for each sheet, acts and facts agree."""
    rows = {
        str(token): str(number)
        for token, number in house.sql("SELECT provisional, number FROM dossiers_dossier")
    }
    assert {token: final[token] for token in morning.acknowledged} == morning.acknowledged
    assert {str(token): rows[str(token)] for token in final} == {str(k): v for k, v in final.items()}
    new = sorted(set(rows.values()) - seen)
    assert len(new) == len(final) == len(set(final.values())), "one dossier and one number for each sheet"
    orders = sorted(int(number.rsplit("-", 1)[1]) for number in rows.values())
    assert orders == list(range(1, len(rows) + 1)), "numbers without a gap and without a repeat"
    receipts = house.sql(
        "SELECT count(*), count(DISTINCT dossier_id) FROM dossiers_slip WHERE kind = 'RECEIPT'"
    )
    assert receipts == [(len(rows), len(rows))]
    checked = house.motcua("verify", "--json")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    last = json.loads(checked.stdout.splitlines()[-1])
    assert last["dossiers"] == len(rows) and last["differences"] == 0


def test_the_server_is_killed_while_four_officers_file(house: House, seen: set[str]) -> None:
    draft = uuid4()
    with house.serving() as server:
        desk = sign_in(house, server)
        kept = desk.post(f"/desk/tiep-nhan/{draft}/nhap", desk.sheet(applicant_name="Trần Thị Còn Dở"))
        assert kept[0] == 200
        morning = Morning(desk)
        morning.begin(OFFICERS)
        morning.wait_for(16, PATIENCE)
        server.kill()
        morning.end()
    assert len(morning.tried) > len(morning.acknowledged), "somebody was in the middle of it"
    with house.serving() as server:
        desk = sign_in(house, server)
        assert "Trần Thị Còn Dở" in desk.get(f"/desk/tiep-nhan/{draft}")[2], "the draft is intact"
        final = press_again(desk, morning)
        assert_whole(house, morning, final, seen)


def test_the_database_is_killed_while_four_officers_file(house: House, seen: set[str]) -> None:
    draft = uuid4()
    with house.serving() as server:
        desk = sign_in(house, server)
        assert desk.post(f"/desk/tiep-nhan/{draft}/nhap", desk.sheet(applicant_name="Lò Văn Nháp"))[0] == 200
        morning = Morning(desk, patient=True)
        morning.begin(OFFICERS)
        morning.wait_for(10, PATIENCE)
        for process in house.postgres():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        before = len(morning.acknowledged)
        morning.wait_for(before + 10, PATIENCE)
        morning.end()
        assert eventually(server.answers)
        assert "Lò Văn Nháp" in desk.get(f"/desk/tiep-nhan/{draft}")[2], "the draft is intact"
        assert_whole(house, morning, press_again(desk, morning), seen)
