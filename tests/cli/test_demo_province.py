"""The fictional province and its simulated days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.db import transaction

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.dossiers.models import Act
from motcua.apps.office import queries as office
from motcua.apps.office.models import Agency, Officer, Posting
from motcua.cli.simulation import history, province
from motcua.rules.actors import Role
from tests.worlds import tan_lam
from tests.worlds.tan_lam import NOW, SEED, play

DAYS = [date(2026, 10, 1), date(2026, 10, 2)]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("tan_lam_now"),
    pytest.mark.xdist_group("tan_lam"),
]


def everything() -> list[tuple[Any, ...]]:
    """Every act with its dossier, who did it and when, without database ids."""
    acts = Act.objects.order_by("at", "dossier__number", "dossier__provisional", "seq")
    return list(
        acts.values_list(
            "dossier__number",
            "dossier__provisional",
            "dossier__applicant_name",
            "dossier__applicant_number",
            "seq",
            "verb",
            "at",
            "actor_name",
            "unit_name",
            "due_at",
            "ground",
        )
    )


def played_once(days: list[date], seed: int) -> list[tuple[Any, ...]]:
    """Play, look, and take it back: database ids go on counting, everything else is as before."""
    with transaction.atomic():
        play(days, seed)
        found = everything()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_days() -> None:
    first, again = played_once(DAYS, SEED), played_once(DAYS, SEED)
    assert len(first) > 60
    assert first == again
    assert played_once(DAYS[:1], SEED + 1)[:20] != first[:20]


def test_days_are_remembered_and_only_missing_ones_are_played() -> None:
    with history.jobs_in_hand() as jobs:
        played = history.play_missing(2, seed=SEED, now=NOW, jobs=jobs, say=lambda text: None)
        again = history.play_missing(2, seed=SEED, now=NOW, jobs=jobs, say=lambda text: None)
        resumed = history.play_missing(
            3, seed=SEED, now=NOW + timedelta(days=1), jobs=jobs, say=lambda text: None
        )
    assert (played, again, resumed) == (2, 0, 1)
    assert history.last_played() == NOW.date()


def test_days_before_the_catalogue_are_left_out() -> None:
    assert play([date(2026, 3, 2)]) == []
    assert not Act.objects.exists()


def test_setting_up_twice_changes_nothing() -> None:
    before = (Officer.objects.count(), Posting.objects.count(), catalogue.uses_on(NOW.date()).count())
    assert province.put_all_into_use(NOW) == before[2]
    assert (Officer.objects.count(), Posting.objects.count(), catalogue.uses_on(NOW.date()).count()) == before


def test_every_procedure_in_use_is_ready() -> None:
    uses = list(catalogue.uses_on(NOW.date()))
    assert len({use.procedure.code for use in uses}) >= 60
    for use in uses:
        version = catalogue.version_at(use.procedure.code, NOW.date())
        assert catalogue.missing(use, version) == [], use.procedure.code
    assert sum(use.five_on_spot for use in uses) and sum(use.immediate for use in uses)
    assert any(use.committed_value for use in uses)


def test_two_levels_now_and_three_before() -> None:
    def levels(on: date) -> dict[str, int]:
        found: dict[str, int] = {}
        for agency in office.agencies(on):
            found[agency.level] = found.get(agency.level, 0) + 1
        return found

    assert levels(date(2025, 6, 30)) == {"PROVINCE": 7, "DISTRICT": 3, "COMMUNE": 9}
    assert levels(date(2025, 7, 1)) == {"PROVINCE": 7, "COMMUNE": 4}
    for ended in Agency.objects.exclude(valid_to=None):
        assert ended.successor is not None and ended.successor.valid_to is None, ended.name


def test_an_officer_for_every_role_can_sign_in() -> None:
    seats = office.demo_officers()
    assert {Role(seat.role) for seat in seats} == set(Role)
    assert 20 <= len({seat.officer_id for seat in seats}) <= 30
    assert authenticate(username="quay1", password=tan_lam.PASSWORD) is not None
    assert not Officer.objects.get(username="yt.giamdoc").has_usable_password()
