"""A change of two hundred dossiers is killed (kill -9) in the middle: the next job goes on, every dossier once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from motcua.apps.dossiers.models import Act, BulkChange, BulkLine, Dossier
from motcua.jobs.changes import work_on_change
from tests.apps.dossiers.changing_world import copies, start
from tests.worlds.small import SmallOffice, build, vn

pytestmark = [pytest.mark.kill, pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[2]
AT = vn("2026-03-02 09:00")
N = 200
PATIENCE = 30
WORKER = """
import django; django.setup()
from motcua.jobs.changes import work_on_change
work_on_change({change})
"""


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> SmallOffice:
    """The office, its clock at three in the afternoon of the second day."""
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-03T15:00")
    return build()


def worker(change: BulkChange) -> subprocess.Popen[bytes]:
    """A process of its own that works on the change in the database of this test."""
    name = connection.settings_dict["NAME"]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"MOTCUA_DB_NAME": name, "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
    command = [sys.executable, "-c", WORKER.format(change=change.pk)]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE)


def done(change: BulkChange) -> int:
    """Lines that are written."""
    return BulkLine.objects.filter(change=change, state="DONE").count()


def killed_after(change: BulkChange, wanted: int) -> int:
    """Start a worker, kill it with no warning once so many lines are done; how many there are then."""
    process = worker(change)
    ends = time.monotonic() + PATIENCE
    while done(change) < wanted and time.monotonic() < ends and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.returncode == -signal.SIGKILL, (process.stderr and process.stderr.read() or b"").decode()
    return done(change)


def test_killed_twice_in_the_middle_every_dossier_changes_hands_once(office: SmallOffice) -> None:
    first = office.examined_by(AT)
    copies(first, N - 1)
    change = start(office, "chuyenvien2")
    assert change.total == N
    before = Act.objects.count()
    some = killed_after(change, 20)
    more = killed_after(change, some + 40)
    assert 20 <= some < more < N, "both were in the middle of it"
    assert Act.objects.count() - before == more, "what is not written has left no act"
    work_on_change(change.pk)
    change.refresh_from_db()
    assert (change.state, done(change)) == ("DONE", N)
    made = Act.objects.filter(verb="assign", ground=change.reason)
    assert made.count() == made.values("dossier").distinct().count() == N
    stands = Dossier.objects.values_list("holder__username", "act_count").distinct()
    assert list(stands) == [("chuyenvien2", first.act_count + 1)]
