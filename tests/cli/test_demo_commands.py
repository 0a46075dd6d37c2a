"""`motcua demo`, `motcua day`, `motcua calendar load`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.office import queries as office
from motcua.apps.office.models import CalendarEdition
from motcua.cli import calendar, day, demo
from motcua.cli.simulation import history
from motcua.rules.actors import Role
from tests.worlds import small, tan_lam

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("demo_commands")]


@pytest.fixture
def light_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The shipped packs with a short catalogue, on the morning of 05/10/2026, in demo mode."""
    shipped, light = Path(settings.PACKS), tmp_path / "packs"
    (light / "catalogue").mkdir(parents=True)
    for folder in shipped.iterdir():
        if folder.name != "catalogue":
            (light / folder.name).symlink_to(folder)
    (light / "catalogue" / "sources.json").symlink_to(shipped / "catalogue" / "sources.json")
    tan_lam.small_catalogue(light / "catalogue")
    monkeypatch.setattr(settings, "PACKS", light)
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setenv("MOTCUA_NOW", "2026-10-05T09:00")
    with tan_lam.kept_apart(tmp_path):
        yield


def test_demo_then_a_day(light_packs: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.run(["--days", "1"]) == 0
    told = capsys.readouterr().out
    assert "02/10/2026: tiếp nhận" in told
    assert "quay1" in told and settings.DEMO_PASSWORD in told
    acts = Act.objects.count()
    assert acts > 20

    assert demo.run(["--days", "1", "--if-empty"]) == 0
    assert Act.objects.count() == acts, "a second run plays nothing"
    assert "quay1" in capsys.readouterr().out, "but prints the log-ins again"

    visited = a_visitor_signs_in_and_withdraws()
    assert day.run([]) == 0
    assert "05/10/2026: tiếp nhận" in capsys.readouterr().out
    assert list(visited.acts.values_list("verb", flat=True).order_by("seq"))[-1] == "withdraw"
    assert day.run(["--seed", "3"]) == 0
    assert "MOTCUA_NOW=+1d" in capsys.readouterr().out, "06/10 is ahead of the clock"


def a_visitor_signs_in_and_withdraws() -> Dossier:
    """Somebody tries the demo at nine and takes a dossier back; the day that is played then leaves it alone."""
    dossier = Dossier.objects.filter(state="PROCESSING", on_spot=False).latest("pk")
    counter = office.officers_of(dossier.receiving_unit_id, tan_lam.NOW.date(), Role.COUNTER)[0]
    actor = office.actor_for(counter.pk, tan_lam.NOW)
    assert actor is not None
    return dossiers.withdraw(str(dossier), reason="Thử", asked_by="Người thử", actor=actor, at=tan_lam.NOW)


def test_another_office_is_left_alone(light_packs: None, capsys: pytest.CaptureFixture[str]) -> None:
    small.build()
    small.Agency.objects.filter(code="H99").update(name="Ủy ban nhân dân tỉnh khác")
    officers = small.Officer.objects.count()
    assert demo.run(["--if-empty"]) == 0
    assert demo.run([]) == 1
    assert "cơ quan khác" in capsys.readouterr().err
    assert day.run([]) == 1
    assert "motcua demo" in capsys.readouterr().err
    assert small.Officer.objects.count() == officers


def test_calendar_load(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with tan_lam.kept_apart(tmp_path), history.jobs_in_hand() as jobs:
        assert calendar.run(["load"]) == 0
        assert "lịch số 1" in capsys.readouterr().out
        assert calendar.run(["load"]) == 0
        assert "không có gì thay đổi" in capsys.readouterr().out
        assert CalendarEdition.objects.count() == 1
        jobs.deliver(tan_lam.NOW)


@pytest.mark.parametrize("content", ["not json", "{}", json.dumps({"rows": [{"date": "hôm qua"}]})])
def test_a_bad_calendar_is_refused(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "days.json"
    path.write_text(content, encoding="utf-8")
    assert calendar.run(["load", str(path)]) == 1
    assert "Chưa nạp được lịch" in capsys.readouterr().err
    assert not CalendarEdition.objects.exists()
