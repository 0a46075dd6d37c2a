"""The fictional province with the part of the catalogue that it uses: the whole one takes longer to read than a test may."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from motcua.apps.office import working_time
from motcua.cli.simulation import history, province
from motcua.cli.simulation.day import DayTold
from motcua.connectors.messages import SimulatedSender

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 10, 5, 9, tzinfo=VIETNAM)
SEED = 7
PASSWORD = "mot-cua-2026"  # the demo's, shown on its sign-in page


def small_catalogue(folder: Path) -> Path:
    """The rows of the shipped catalogue that `packs/demo/uses.json` names."""
    codes = {row["code"] for row in province.pack("uses.json")}
    path = folder / "procedures.jsonl.gz"
    shipped = Path(settings.PACKS) / "catalogue" / "procedures.jsonl.gz"
    with gzip.open(shipped, "rt", encoding="utf-8") as rows, gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(line for line in rows if json.loads(line)["code"] in codes)
    return path


@contextmanager
def kept_apart(folder: Path) -> Iterator[None]:
    """Files and messages of this block go into `folder`; calendars of other tests are forgotten before and after."""
    working_time.forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "FILES_DIR", folder / "files")
        patch.setattr(settings, "MESSAGE_SENDER", SimulatedSender(folder / "messages.jsonl"))
        yield
    working_time.forget()


def build(folder: Path, at: datetime) -> None:
    """Set the province up, without a simulated day."""
    with history.jobs_in_hand() as jobs:
        province.set_up(password=PASSWORD, at=at, say=lambda text: None, source=small_catalogue(folder))
        jobs.deliver(at)


def play(days: Sequence[date], seed: int = SEED) -> list[DayTold]:
    """Play these days in the province that was built."""
    with history.jobs_in_hand() as jobs:
        return history.play(days, seed=seed, jobs=jobs, say=lambda text: None)
