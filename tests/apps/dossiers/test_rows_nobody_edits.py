"""The database itself refuses to change what was recorded."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions import Judgement
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 09:00")
TABLES = ["act", "acceptance", "handover", "result", "slip", "supplementitem", "pause"]


def _refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except (InternalError, ProgrammingError) as fault:
        return "không sửa" in str(fault)
    return False


@pytest.fixture
def full(office: SmallOffice) -> SmallOffice:
    """One dossier with a result, one that waits for a supplement, so that every table has rows."""
    office.ready(AT)
    number = str(office.examined_by(AT))
    at = vn("2026-03-03 09:00")
    case = office.actor("chuyenvien", at)
    verdicts = {1: Judgement("OK"), 2: Judgement("MISSING", "Nộp bản sao")}
    actions.judge_papers(number, verdicts, actor=case, at=at)
    actions.ask_supplement(number, reason="Thiếu", due_on=date(2026, 4, 1), actor=case, at=at)
    return office


@pytest.mark.django_db
def test_no_recorded_row_can_be_changed_or_deleted(full: SmallOffice) -> None:
    columns = {
        "act": "ground = 'x'",
        "slip": "number = 'x'",
        "result": "number = 'x'",
        "pause": "reason = 'x'",
    }
    for table in TABLES:
        change = columns.get(table, "act_id = act_id" if table != "supplementitem" else "wanted = 'x'")
        assert _refused(f"UPDATE dossiers_{table} SET {change}"), table
        assert _refused(f"DELETE FROM dossiers_{table}"), table


@pytest.mark.django_db
def test_a_supplement_request_is_answered_once_and_otherwise_stays(full: SmallOffice) -> None:
    assert _refused("UPDATE dossiers_supplementrequest SET reason = 'x'")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_supplementrequest SET received_at = now()")
    assert _refused("UPDATE dossiers_supplementrequest SET received_at = now()")
