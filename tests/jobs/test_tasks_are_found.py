"""A worker finds every task: a module of `jobs` it does not import would leave its jobs undone for ever."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from motcua.jobs import changes

JOBS = Path(__file__).parents[2] / "src/motcua/jobs"


def test_every_module_with_a_task_is_imported_by_the_worker() -> None:
    with_tasks = {
        f"motcua.jobs.{file.stem}" for file in JOBS.glob("*.py") if "@app.task(" in file.read_text("utf-8")
    }
    assert with_tasks >= {"motcua.jobs.changes", "motcua.jobs.facts"}
    assert with_tasks - set(settings.PROCRASTINATE_IMPORT_PATHS) == set()


@pytest.mark.django_db
def test_the_look_for_left_changes_runs() -> None:
    changes.look_for_left_changes.func(timestamp=0)
