"""`motcua verify`: leaves with 0 after honest work, with 1 and the differences after somebody changed rows by SQL."""

import json

import pytest
from django.db import connection

from motcua.cli.verify import run
from tests.worlds.small import SmallOffice, build, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")
GUARDED = ("dossiers_act", "ledger_recordedfact")


@pytest.fixture
def office() -> SmallOffice:
    return build()


def tamper(sql: str) -> None:
    """Change rows as somebody with the database's password could, triggers and all."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)
        assert cursor.rowcount > 0, "nothing was tampered with"
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_honest_work_leaves_with_0(office, capsys):
    office.ready(AT, vn("2026-03-05 10:00"))
    assert run([]) == 0
    assert capsys.readouterr().out.startswith("Đã phát lại ")
    assert run(["--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert (summary["dossiers"], summary["differences"]) == (1, 0)
    assert summary["acts"] > 5


def test_an_empty_database_has_nothing_to_differ(db, capsys):
    assert run([]) == 0
    assert "0 hành vi của 0 hồ sơ: không có khác biệt" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE dossiers_dossier SET state = 'DELIVERED'", "trạng thái"),
        ("UPDATE dossiers_dossier SET due_on = due_on + 30", "ngày hẹn trả"),
        ("UPDATE dossiers_dossier SET act_count = act_count + 1", "số bước đã ghi"),
        ("UPDATE dossiers_act SET to_state = 'SIGNING' WHERE seq = 1", "hành vi 1 (accept)"),
        ("UPDATE dossiers_act SET at = '2026-01-01' WHERE seq = 2", "thời điểm hành vi 2"),
        ("UPDATE dossiers_act SET seq = 9 WHERE seq = 2", "thứ tự hành vi"),
        ("DELETE FROM ledger_recordedfact WHERE name = 'DossierTransferred'", "sự việc của hành vi 2"),
        ("UPDATE dossiers_numbercounter SET last = 0", "bộ đếm mã hồ sơ"),
    ],
)
def test_tampering_leaves_with_1_and_names_dossier_and_part(office, capsys, sql, what):
    number = str(office.examined_by(AT))
    assert run([]) == 0
    capsys.readouterr()
    tamper(sql)
    assert run(["--json"]) == 1
    *found, summary = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert what in {one["what"] for one in found}
    assert all(set(one) == {"dossier", "what", "index", "acts"} for one in found)
    assert summary["differences"] == len(found)
    assert run([]) == 1
    told = capsys.readouterr().out
    assert what in told and "không sửa tay vào cơ sở dữ liệu" in told
    assert number in told or what == "bộ đếm mã hồ sơ"


def test_a_sample_looks_at_fewer_and_needs_a_size(office, capsys):
    for _ in range(4):
        office.accepted(AT)
    assert run(["--sample", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["dossiers"] == 1
    assert run(["--sample", "0"]) == 2
    assert "từ 1 trở lên" in capsys.readouterr().err
