"""The 30 worked cases of shared/data/calendar/due_date_cases.jsonl (copied to cases/).

Where they and domain.md disagree: these use sessions 07:30–11:30, 13:30–17:30 and read the catalogue's HOUR
as working hours (rule H1, 56 and 176 are days × 8); domain.md §3.1 keeps plain hours apart and its cases use
13:00–17:00. Both are data (``HourReading``, ``OfficeHours``), not code.
"""

import json
from datetime import date, datetime
from typing import Any

import pytest

from clock_calendars import CASES, CATALOGUE
from motcua.rules.deadlines import HourReading, Limit, Unit, due

ROWS = [json.loads(line) for line in (CASES / "due_date_cases.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_case(row: dict[str, Any]) -> None:
    limit = Limit.from_catalogue(row["limit_value"], row["limit_unit"])
    found = due(datetime.fromisoformat(row["received_at"]), limit, CATALOGUE)
    assert found.on == date.fromisoformat(row["due_date"])
    if "due_at" in row:
        assert found.at == datetime.fromisoformat(row["due_at"])
    if "nominal_date" in row:
        assert found.nominal_on == date.fromisoformat(row["nominal_date"])
    assert found.rule_set == ("ND61" if row["received_at"] < "2025-07-01" else "ND118")


def test_there_are_thirty() -> None:
    assert len(ROWS) == 30


def test_the_other_reading_of_hour_runs_through_the_night() -> None:
    limit = Limit.from_catalogue(4, "HOUR", HourReading.CIVIL)
    assert limit.unit is Unit.HOUR
    assert due(datetime(2025, 3, 7, 15), limit, CATALOGUE).at == datetime(2025, 3, 7, 19)
