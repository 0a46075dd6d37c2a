"""What a step costs above the bare database, and what sweeping timers costs.

    .venv/bin/python bench/steps.py [--steps 200] [--dossiers 100000]

Run on a database of its own (MOTCUA_DB_NAME): the tables are filled here and left.
(a) The same step (a unit head's review of a drawn process with timers) through the action, and as the bare statements
    that the action sent, replayed in one transaction on the same connection, in turn: medians and their ratio.
(b) Open dossiers with timers, loaded in bulk: a sweep in which every one is due, then a sweep in which none is.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")


def median_ms(calls: list[float]) -> float:
    """The median of seconds, in milliseconds."""
    return statistics.median(calls) * 1000


def timed(call: Callable[[], Any]) -> float:
    """Seconds a call takes on the wall."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


class Recorder:
    """Keeps every statement a call sends, with its values, so that it can be sent again bare."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any]] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.sent.append((sql, params))
        return execute(sql, params, many, context)


def step_table(world: Any, count: int) -> None:
    """(a): review through the action against its own statements replayed on a dossier prepared alike."""
    from django.db import connection, transaction

    from motcua.apps.dossiers import actions
    from tests.apps.dossiers.drawn import AT, take, to_examine

    head, through, bare, statements = world.actor("truongphong"), [], [], 0
    for _ in range(count):
        number = to_examine(world)
        take(world, number)
        recorder = Recorder()
        with connection.execute_wrapper(recorder), transaction.atomic():  # what it sends, then undone
            actions.review(number, actor=head, at=AT)
            transaction.set_rollback(True)
        sent = [one for one in recorder.sent if "SAVEPOINT" not in one[0]]
        statements = len(sent)
        through.append(
            timed(lambda number=number: _undone(lambda: actions.review(number, actor=head, at=AT)))
        )
        bare.append(timed(lambda sent=sent: _undone(lambda: _replay(sent))))
    action, plain = median_ms(through), median_ms(bare)
    print("\n| one step (review) | median ms |\n|---|---:|")
    print(f"| through the action ({statements} statements) | {action:.2f} |")
    print(f"| the same statements bare | {plain:.2f} |")
    print(f"| ratio | {action / plain:.2f} |")


def _undone(call: Callable[[], Any]) -> None:
    from django.db import transaction

    with transaction.atomic():
        call()
        transaction.set_rollback(True)


def _replay(sent: list[tuple[str, Any]]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for sql, params in sent:
            cursor.execute(sql, params)
            if cursor.description:
                cursor.fetchall()


def sweep_table(world: Any, count: int) -> None:
    """(b): everything due, then nothing due."""
    from datetime import timedelta

    from django.db import connection

    from motcua.apps.dossiers import actions
    from motcua.apps.dossiers.actions.bulk import file_many
    from motcua.apps.dossiers.bulk_data import BulkDossier
    from motcua.apps.dossiers.models import Dossier, Nudge
    from motcua.apps.people.actions import PersonData
    from motcua.rules.actors import SYSTEM
    from tests.apps.dossiers.drawn import AT

    agency, unit = world.agency().pk, world.unit("H99.TT").pk
    officer = world.officer("chuyenvien").pk
    row: dict[str, Any] = {
        "procedure": "1.999001", "agency_id": agency, "unit_id": unit, "received_at": AT, "stage": "examine",
        "case_officer_id": officer,
    }  # fmt: skip
    rows = [
        BulkDossier(**row, applicant=PersonData(name=f"Người {n}", personal_id=f"0380{n:08d}"))
        for n in range(count)
    ]
    print(f"\nloading {count} dossiers: {timed(lambda: file_many(rows, actor=SYSTEM, at=AT)):.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_dossier SET timer_at = NULL")
        cursor.execute(
            "UPDATE dossiers_dossier SET timer_at = step_due_at, timer_no = 0 WHERE step_key = 'examine'"
        )
        cursor.execute("VACUUM ANALYZE dossiers_dossier")
    later = AT + timedelta(days=3)
    idle_before = [timed(lambda: actions.fire_timers(at=AT - timedelta(days=1))) for _ in range(20)]
    due = Dossier.objects.filter(timer_at__lte=later).count()
    seconds = timed(lambda: actions.fire_timers(at=later))
    idle_after = [timed(lambda: actions.fire_timers(at=later)) for _ in range(20)]
    print("\n| sweep of timers | |\n|---|---:|")
    print(f"| dossiers with a timer that has come | {due} |")
    print(f"| nudges written | {Nudge.objects.count()} |")
    print(f"| seconds | {seconds:.1f} |")
    print(f"| µs a dossier | {seconds / max(due, 1) * 1e6:.0f} |")
    print(f"| idle sweep, all timers ahead (ms, median) | {median_ms(idle_before):.1f} |")
    print(f"| idle sweep, right after (ms, median) | {median_ms(idle_after):.1f} |")


def main() -> None:
    """Fill the database, print both tables."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--steps", type=int, default=200)
    asked.add_argument("--dossiers", type=int, default=100_000)
    given = asked.parse_args()
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    from tests.apps.dossiers.drawn import body, line
    from tests.worlds.small import build

    world = build()
    timers = [{"kind": "REMIND", "days": "0", "start": "AFTER_DUE"}, {"kind": "ESCALATE", "days": "5"}]
    world.published(
        body(
            examine=line("examine", "examine", "review", back="assign", limit_days="2", timers=timers),
            review=line("review", "review", "sign", back="examine", limit_days="1", timers=timers),
            sign=line("sign", "sign", "seal", back="examine", limit_days="1", timers=timers),
        )
    )
    step_table(world, given.steps)
    sweep_table(world, given.dossiers)


if __name__ == "__main__":
    main()
