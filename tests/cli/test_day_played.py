"""Some simulated days: everything that must be true of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection, transaction

from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.dossiers.verifying import verify
from motcua.apps.notices.models import Notice
from motcua.cli.simulation.day import DayTold
from tests.worlds.tan_lam import VIETNAM, play

DAYS = [date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 2)]

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("tan_lam_days")]


@pytest.fixture(scope="module")
def told(tan_lam_now: None) -> Iterator[list[DayTold]]:
    """The days, played once for all tests here, which only look."""
    with transaction.atomic():
        yield play(DAYS)
        transaction.set_rollback(True)


def test_played_days_stand_every_check_and_leave_no_jobs(told: list[DayTold]) -> None:
    assert [one.on for one in told] == DAYS
    assert [one.refused for one in told] == [(), (), ()]
    assert sum(sum(one.done.values()) for one in told) == Act.objects.count() - beside() + guidance(told)
    assert [difference for batch in verify() for difference in batch.differences] == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs")
        assert cursor.fetchone() == (0,)
    assert Notice.objects.exists()
    assert set(Notice.objects.values_list("state", flat=True)) <= {"SENT", "NO_ADDRESS"}


def beside() -> int:
    """Acts that come along with another: the hand-over at one's own desk («5 tại chỗ»)."""
    return Act.objects.filter(verb="transfer", dossier__on_spot=True).count()


def guidance(told: list[DayTold]) -> int:
    """Things done that leave no act because there is no dossier yet."""
    return sum(one.done["instruct"] + one.done["decline_at_counter"] for one in told)


def test_acts_come_in_order_and_within_the_days(told: list[DayTold]) -> None:
    assert {at.astimezone(VIETNAM).date() for at in Act.objects.values_list("at", flat=True)} == set(DAYS)
    at_work = Act.objects.exclude(actor_name="Hệ thống")
    hours = {at.astimezone(VIETNAM).hour for at in at_work.values_list("at", flat=True)}
    assert hours <= {7, 8, 9, 10, 11, 13, 14, 15, 16, 17}
    for dossier in Dossier.objects.all():
        moments = list(dossier.acts.order_by("seq").values_list("at", flat=True))
        assert moments == sorted(moments), str(dossier)


def test_a_day_is_rich(told: list[DayTold]) -> None:
    done = sum((one.done for one in told), start=Counter[str]())
    for verb in (
        "accept",
        "settle_at_once",
        "submit",
        "accept_waiting",
        "transfer",
        "assign",
        "examine",
        "review",
    ):
        assert done[verb], verb
    for verb in ("sign", "seal", "deliver_at_counter", "ask_supplement"):
        assert done[verb], verb
    assert set(Dossier.objects.values_list("channel", flat=True)) >= {"COUNTER", "ONLINE"}
    assert Dossier.objects.filter(on_spot=True, state="DELIVERED").exists()
