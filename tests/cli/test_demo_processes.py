"""The province's own processes: approved before the simulated days, run on by its dossiers, one draft in work."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.apps.dossiers.models import Act, Consultation, Dossier
from motcua.apps.processes import queries
from motcua.apps.processes.queries.checking import check_all
from motcua.apps.processes.queries.coverage import APPROVED
from motcua.cli.simulation import processes
from motcua.rules.actors import SYSTEM
from tests.worlds.tan_lam import NOW, play

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("tan_lam_now"),
    pytest.mark.xdist_group("tan_lam"),
]
DAYS = [date(2026, 9, day) for day in (23, 24, 25, 28, 29, 30)]


def test_the_coverage_of_the_province_is_on_its_way() -> None:
    found = queries.coverage(SYSTEM, NOW.date())
    assert found.count(APPROVED) == 12
    assert found.percent is not None and 0 < found.percent < 100


def test_all_are_sound_and_the_draft_still_has_a_case_that_fails() -> None:
    checked = list(check_all(NOW.date()))
    assert [str(fault) for one in checked for fault in one.faults if fault.grave] == []
    assert [one.name for one in checked if one.what.startswith("bản nháp")] == ["Hộ tịch tại Sở (đang soạn)"]
    assert sum(one.what.startswith("bản 1") for one in checked) == 4


def test_drawing_again_changes_nothing() -> None:
    before = queries.coverage(SYSTEM, NOW.date())
    processes.draw_all(NOW)
    assert queries.coverage(SYSTEM, NOW.date()) == before


def test_dossiers_walk_them_with_choices_answers_and_opinions() -> None:
    play(DAYS)
    own = Dossier.objects.exclude(process_version=0).filter(process_key__startswith="qt-")
    assert own.exists()
    assert Consultation.objects.exclude(ask_key="").exists()
    done = Act.objects.filter(dossier__in=own, verb="sign")
    skipped = [
        one.dossier_id
        for one in done
        if not Act.objects.filter(dossier=one.dossier_id, verb="review").exists()
    ]
    assert done.count() > len(skipped) > 0
