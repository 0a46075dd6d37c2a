"""`verify` finds nothing after honest work, and every kind of tampering."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions.bulk import file_many
from motcua.apps.dossiers.models import Dossier, NumberCounter, Participation
from motcua.apps.dossiers.verifying import verify
from motcua.cli import verify as command
from motcua.rules.actors import SYSTEM
from motcua.rules.limits import Limit
from tests.apps.dossiers.test_bulk import NOW, finished, row
from tests.worlds.small import COMMUNE, IMMEDIATE, ON_SPOT, SmallOffice, vn


def differences(**how):
    return [difference for batch in verify(**how) for difference in batch.differences]


def supplemented(office: SmallOffice, at) -> str:
    number = str(office.examined_by(at))
    verdicts = {1: actions.Judgement("OK"), 2: actions.Judgement("WRONG", "mờ")}
    actions.judge_papers(number, verdicts, actor=office.actor("chuyenvien"), at=at)
    due_on = (at + timedelta(days=20)).date()
    actions.ask_supplement(number, reason="Ảnh mờ", due_on=due_on, actor=office.actor("chuyenvien"), at=at)
    return number


def test_a_day_of_work_leaves_no_difference(office):
    at = vn("2026-03-02 09:00")
    office.accepted(at)
    office.ready(at, vn("2026-03-05 10:00"))
    number = supplemented(office, at)
    supplemented(office, at)
    actions.receive_supplement(number, {1: True}, actor=office.actor("quay"), at=vn("2026-03-06 09:00"))
    withdrawn = str(office.accepted(at))
    actions.withdraw(withdrawn, reason="Đổi ý", asked_by="Dân", actor=office.actor("quay"), at=at)
    signing = str(office.to_signing(at))
    actions.extend(
        signing, new_due_at=vn("2026-03-20 16:00"), reason="Chờ xác minh",
        actor=office.actor("giamdoc_so"), at=vn("2026-03-04 09:00"),
    )  # fmt: skip
    recalled = str(office.ready(at, vn("2026-03-04 10:00")))
    actions.recall(
        recalled, reason="Sai tên", legal_ground="QĐ 5", limit=Limit.of(3, "WORKING_DAY"),
        actor=office.actor("giamdoc_so"), at=vn("2026-03-09 09:00"),
    )  # fmt: skip
    assert differences() == []
    assert sum(batch.dossiers for batch in verify()) == 7


def test_bulk_loading_leaves_no_difference(office):
    rows = [
        *(finished(office, procedure) for procedure in (ON_SPOT, COMMUNE, IMMEDIATE)),
        *(row(office, stage=stage) for stage in ("transfer", "assign", "examine", "review", "sign", "seal")),
        finished(office),
        finished(office, delivered_at=None),
        row(office, finished_at=vn("2026-03-05 09:00"), outcome="WITHDRAWN", reason="Đổi ý"),
        row(
            office,
            finished_at=vn("2026-03-05 09:00"),
            outcome="REFUSED",
            reason="Không đủ",
            legal_ground="Điều 2",
        ),
    ]
    file_many(rows, actor=SYSTEM, at=NOW)
    assert differences() == []


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"state": "DELIVERED"}, "trạng thái"),
        ({"act_count": 9}, "số bước đã ghi"),
        ({"step_key": "sign"}, "bước đang mở"),
        ({"due_on": date(2026, 3, 31)}, "ngày hẹn trả"),
        ({"due_at": vn("2026-03-31 09:00")}, "ngày hẹn trả"),
        ({"due_original_at": vn("2026-03-31 09:00")}, "ngày hẹn đầu tiên"),
        ({"received_at": vn("2026-03-01 09:00")}, "tiếp nhận lúc"),
        ({"finished_at": vn("2026-03-03 09:00")}, "kết thúc lúc"),
        ({"delivered_at": vn("2026-03-03 09:00")}, "trả kết quả lúc"),
        ({"supplements": 1}, "số lần yêu cầu bổ sung"),
        ({"extended": True}, "đã gia hạn"),
        ({"paused_since": vn("2026-03-03 09:00")}, "tạm dừng từ"),
        ({"number": "XYZ"}, "dạng mã hồ sơ"),
        ({"channel": "ONLINE"}, "hình thức nộp"),
        ({"field_id": 999}, "lĩnh vực"),
        ({"process_key": "no_review"}, "quy trình"),
        ({"applicant_name": "Người Khác"}, "chủ hồ sơ"),
        ({"limit_value": 9}, "thời hạn"),
        ({"rule_set": "ND61"}, "bộ quy tắc"),
        ({"start_at": vn("2026-03-01 09:00")}, "bắt đầu tính lúc"),
        ({"due_law_at": vn("2026-03-31 09:00")}, "hạn theo luật"),
        ({"receipt_version": 4}, "phiên bản giấy hẹn"),
    ],
)
def test_a_changed_index_is_found(office, change, what):
    dossier = office.accepted(vn("2026-03-02 09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(**change)
    assert what in {difference.what for difference in differences()}


def test_a_changed_holder_is_found(office):
    dossier = office.accepted(vn("2026-03-02 09:00"))
    Dossier.objects.filter(pk=dossier.pk).update(
        holder_unit=office.unit("H99.15.HT"), holder=office.officer("chuyenvien")
    )
    assert {"đơn vị đang giữ", "người đang giữ"} <= {difference.what for difference in differences()}


def tamper(sql: str) -> None:
    """Change what the triggers guard, as somebody with the database's password could."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("dossiers_act", "ledger_recordedfact"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)
        for table in ("dossiers_act", "ledger_recordedfact"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("UPDATE dossiers_act SET seq = 9 WHERE seq = 2", "thứ tự hành vi"),
        ("UPDATE dossiers_act SET at = '2026-01-01' WHERE seq = 2", "thời điểm hành vi 2"),
        ("UPDATE dossiers_act SET to_state = 'SIGNING' WHERE seq = 1", "hành vi 1 (accept)"),
        ("UPDATE dossiers_act SET transition = 'T9' WHERE seq = 1", "hành vi 1 (accept)"),
        ("UPDATE dossiers_act SET from_state = 'PAYING' WHERE seq = 2", "trạng thái trước hành vi 2"),
        ("DELETE FROM ledger_recordedfact WHERE name = 'DossierTransferred'", "sự việc của hành vi 2"),
    ],
)
def test_changed_acts_and_lost_facts_are_found(office, sql, what):
    office.examined_by(vn("2026-03-02 09:00"))
    assert differences() == []
    tamper(sql)
    assert what in {difference.what for difference in differences()}


def test_a_lost_participation_and_a_counter_set_back_are_found(office):
    office.examined_by(vn("2026-03-02 09:00"))
    Participation.objects.all().delete()
    NumberCounter.objects.update(last=0)
    assert {"đơn vị đã giữ hồ sơ", "bộ đếm mã hồ sơ"} <= {difference.what for difference in differences()}


def test_a_sample_looks_at_fewer(office):
    file_many([finished(office) for _ in range(60)], actor=SYSTEM, at=NOW)
    looked = sum(batch.dossiers for batch in verify(sample=10))
    assert 5 <= looked <= 20


def test_the_command_says_it_and_leaves_with_1(office, capsys):
    office.accepted(vn("2026-03-02 09:00"))
    assert command.run([]) == 0
    assert "không có khác biệt" in capsys.readouterr().out
    Dossier.objects.update(act_count=5)
    assert command.run(["--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0]["what"] == "số bước đã ghi"
    assert lines[-1] == {"dossiers": 1, "acts": 1, "differences": 1}
    assert command.run([]) == 1
    assert "1 khác biệt" in capsys.readouterr().out
    assert command.run(["--sample", "0"]) == 2
