"""Real parallel connections: numbers stay unique, one of two officers wins, a double click files once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.dossiers.refusals import SomebodyWasFaster
from tests.worlds.small import SmallOffice, build, vn

AT = vn("2026-03-02 09:00")
T = TypeVar("T")


@pytest.fixture
def live_office(transactional_db: None) -> SmallOffice:
    """The small office, committed, so that other connections see it."""
    return build()


def _at_once(calls: list[Callable[[], T]]) -> list[T | Exception]:
    def run(call: Callable[[], T]) -> T | Exception:
        try:
            return call()
        except Exception as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_eight_counters_take_forty_different_numbers(live_office: SmallOffice) -> None:
    clerk = live_office.actor("quay")
    batches = [[live_office.intake() for _ in range(5)] for _ in range(8)]

    def counter(batch: list[object]) -> list[str]:
        return [str(actions.accept(intake, actor=clerk, at=AT)) for intake in batch]  # type: ignore[arg-type]  # Intake

    done = _at_once([lambda batch=batch: counter(batch) for batch in batches])  # type: ignore[misc]  # bound default
    numbers = [number for batch in done if isinstance(batch, list) for number in batch]
    assert sorted(numbers) == [f"H99.15-260302-{order:04d}" for order in range(1, 41)]


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_one_wins(live_office: SmallOffice) -> None:
    number = str(live_office.accepted(AT))
    one, two = live_office.actor("quay"), live_office.actor("quay2")
    done = _at_once(
        [
            lambda: actions.transfer(number, actor=one, at=AT, seen=1),
            lambda: actions.transfer(number, actor=two, at=AT, seen=1),
        ]
    )
    kinds = Counter(type(answer).__name__ for answer in done)
    assert kinds == {"Dossier": 1, "SomebodyWasFaster": 1}
    refused = next(answer for answer in done if isinstance(answer, SomebodyWasFaster))
    assert "Hãy xem lại hồ sơ hiện nay" in refused.sentence
    assert Act.objects.filter(verb="transfer").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_two_connections_files_one(live_office: SmallOffice) -> None:
    intake, clerk = live_office.intake(), live_office.actor("quay")
    done = _at_once([lambda: actions.accept(intake, actor=clerk, at=AT) for _ in range(6)])
    assert {str(answer) for answer in done} == {"H99.15-260302-0001"}
    assert Dossier.objects.count() == 1
