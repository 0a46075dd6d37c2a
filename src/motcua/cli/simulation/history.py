"""Which days have been played, and playing more of them. A day is one transaction: a crash leaves whole days only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib import import_module
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.ledger import actions as ledger
from motcua.apps.ledger import queries as facts
from motcua.apps.notices import actions as notices
from motcua.apps.office.working_time import calendar_for
from motcua.cli.simulation.day import Day, DayTold
from motcua.cli.simulation.staff import Staff
from motcua.rules.actors import SYSTEM
from motcua.rules.facts import Fact

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SUBJECT = "demo:days"
CLOSING = time(17, 30)


@dataclass(frozen=True, slots=True)
class DemoDayPlayed(Fact):
    """The simulator played a whole day; the next day goes on from here."""

    on: str
    seed: int

    @property
    def subject(self) -> str:
        """All days of the demo together."""
        return SUBJECT


class JobsInHand:
    """The jobs that actions defer while the simulator plays: done by the simulator, at the time of the fact.

    Left to the worker they would be done now, and a hundred thousand of them would hold up real work.
    """

    def __init__(self, queue: InMemoryConnector) -> None:
        self._queue = queue

    def deliver(self, at: datetime) -> None:
        """Let every listener of the facts recorded since the last call hear them, as if it were `at`."""
        while self._queue.jobs:
            jobs, self._queue.jobs = list(self._queue.jobs.values()), {}
            for job in jobs:
                fact = facts.fact(job["args"]["fact_id"])
                for listener in settings.FACT_LISTENERS.get(fact.name, []):
                    module, function = listener.rsplit(".", 1)
                    hears = partial(getattr(import_module(module), function), at=at)
                    ledger.hear(fact, listener, at=at, act=hears)


@contextmanager
def jobs_in_hand() -> Iterator[JobsInHand]:
    """Take the queue's place inside this block, so that nothing simulated is left to the worker."""
    queue = InMemoryConnector()
    with app.replace_connector(queue):
        yield JobsInHand(queue)


def last_played() -> date | None:
    """The last simulated day."""
    found = facts.facts_of(SUBJECT).last()
    return date.fromisoformat(found.payload["on"]) if found else None


def played_days() -> int:
    """How many days have been played."""
    return facts.facts_of(SUBJECT).count()


def play_missing(
    count: int, *, seed: int, now: datetime, jobs: JobsInHand, say: Callable[[str], None]
) -> int:
    """Play until `count` days have been played, the last of them before the day of `now`; how many were played."""
    missing = count - played_days()
    if missing <= 0:
        return 0
    last, today = last_played(), now.astimezone(VIETNAM).date()
    days = working_days_before(today, missing) if last is None else working_days_after(last, missing)
    return len(play([on for on in days if on < today], seed=seed, jobs=jobs, say=say))


def play(days: Sequence[date], *, seed: int, jobs: JobsInHand, say: Callable[[str], None]) -> list[DayTold]:
    """Play these days one after another, each in one transaction; a day before the catalogue's first is left out."""
    told = []
    staff: Staff | None = None
    for on in days:
        if not catalogue.uses_on(on).exists():
            continue
        staff = staff or Staff.on_duty(on)
        told.append(play_one(on, staff=staff, seed=seed, jobs=jobs))
        say(told[-1].sentence)
    return told


@transaction.atomic
def play_one(on: date, *, staff: Staff, seed: int, jobs: JobsInHand) -> DayTold:
    """One day, with its notices sent and the fact that it was played."""
    told = Day(on, staff=staff, seed=seed, after_each=jobs.deliver).play()
    closing = datetime.combine(on, CLOSING, VIETNAM)
    ledger.record(DemoDayPlayed(on=on.isoformat(), seed=seed), actor=SYSTEM, at=closing)
    while notices.send_waiting(settings.MESSAGE_SENDER, at=closing, limit=500):
        pass
    return told


def working_days_before(day: date, count: int) -> list[date]:
    """The last `count` working days before `day`, oldest first."""
    return _working_days(day, count, -1)[::-1]


def working_days_after(day: date, count: int) -> list[date]:
    """The first `count` working days after `day`."""
    return _working_days(day, count, 1)


def _working_days(day: date, count: int, step: int) -> list[date]:
    calendar = calendar_for(None)
    found: list[date] = []
    while len(found) < count:
        day += timedelta(days=step)
        if calendar.is_working(day):
            found.append(day)
    return found
