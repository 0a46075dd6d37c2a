"""`motcua due`: JSON lines in, JSON lines out, no Django and no database."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from motcua.cli.due import run, run_due

CASES = Path(__file__).parents[1] / "rules" / "cases" / "due_date_cases.jsonl"
STANDARD = "07:30-11:30,13:00-17:00"


def ask(*cases: object) -> tuple[int, list[dict[str, Any]]]:
    out = io.StringIO()
    lines = [case if isinstance(case, str) else json.dumps(case, ensure_ascii=False) for case in cases]
    code = run_due(lines, out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def one(**case: object) -> dict[str, Any]:
    whole = {
        "id": "x",
        "received_at": "2026-03-02T09:00",
        "limit_value": 7,
        "limit_unit": "WORKING_DAY",
    } | case
    return ask(whole)[1][0]


def test_the_thirty_cases_without_any_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(CASES)]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    expected = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    assert [a["id"] for a in answers] == [e["id"] for e in expected]
    for found, wanted in zip(answers, expected, strict=True):
        assert found["due_on"] == wanted["due_date"]
        assert found["due_at"] == wanted.get("due_at", found["due_at"])
        assert found["trace"]


@pytest.mark.parametrize(
    ("received", "value", "unit", "due_at"),
    [
        ("2026-03-02T12:05", 2, "WORKING_DAY", "2026-03-04T13:00"),
        ("2026-03-02T17:01", 1, "WORKING_DAY", "2026-03-04T07:30"),
        ("2026-03-06T15:40", None, "SAME_DAY", "2026-03-09T17:00"),
        ("2026-03-02T14:00", "0,5", "ngày làm việc", "2026-03-03T08:30"),
        ("2026-03-06T10:30", 8, "WORKING_HOUR", "2026-03-09T10:30"),
        ("2026-03-07T10:00", 24, "giờ", "2026-03-08T10:00"),
        ("2026-03-03T10:00", 15, "CALENDAR_DAY", "2026-03-18T24:00"),
        ("2026-03-03T03:00:00Z", 15, "ngày", "2026-03-18T24:00"),
        ("2026-03-03T10:00", None, "IMMEDIATE", None),
        ("2026-03-03T10:00", 1, "UNSTRUCTURED", None),
    ],
)
def test_units_and_sessions_of_domain_md(received: str, value: object, unit: str, due_at: str | None) -> None:
    found = one(received_at=received, limit_value=value, limit_unit=unit, sessions=STANDARD)
    assert found["due_at"] == due_at
    assert found["due_on"] == (due_at[:10] if due_at else None)


def test_the_bare_hour_has_two_readings() -> None:
    case = {"received_at": "2026-03-07T10:00", "limit_value": 24, "limit_unit": "HOUR", "sessions": STANDARD}
    assert one(**case)["due_at"] == "2026-03-11T17:00"
    assert one(**case, hour_reading="civil")["due_at"] == "2026-03-08T10:00"


def test_pauses_by_policy_and_by_reason() -> None:
    pause = {"from": "2026-03-05T09:00", "to": "2026-03-10T15:00"}

    def paused(**more: object) -> str:
        return str(one(sessions=STANDARD, pauses=[pause | more])["due_at"])

    assert paused() == paused(policy="pause") == "2026-03-16T15:00"
    assert paused(policy="RESTART") == paused(reason="supplement") == "2026-03-19T15:00"
    still = one(sessions=STANDARD, pauses=[{"from": "2026-03-05T09:00"}])
    assert (still["paused"], still["due_at"]) == (True, "2026-03-11T09:00")


def test_calendar_sessions_rules_and_another_start() -> None:
    assert one(rules="nd61")["rules"] == "ND61"
    culture = {"received_at": "2026-11-23T10:00", "limit_value": 2, "calendar": {"switches": ["24-11"]}}
    assert one(**culture)["due_on"] == "2026-11-26"
    assert (
        one(calendar=[{"date": "2026-03-03", "kind": "rest", "scope": "province"}])["due_on"] == "2026-03-12"
    )
    closed = {"closures": [{"from": "2026-03-03", "to": "2026-03-03", "suspends": True}], "version": "xã A"}
    assert (one(calendar=closed)["due_on"], one(calendar=closed)["calendar"]) == ("2026-03-12", "xã A")
    assert one(calendar="national")["due_on"] == one()["due_on"] == "2026-03-11"
    saturday = {"weekdays": STANDARD, "sat": ["07:30-11:30"]}
    assert one(sessions=saturday)["due_on"] == "2026-03-10"
    assert one(sessions=[["08:00", "12:00"], ["13:00", "17:00"]])["due_at"] == "2026-03-11T09:00"
    land = one(counts_from="2026-03-03T08:30", counts_from_why="Văn phòng đăng ký đất đai nhận hồ sơ")
    assert (land["due_at"], land["start_at"]) == ("2026-03-12T08:30", "2026-03-03T08:30")
    assert one(received_at="2026-12-30T09:00")["warnings"]


GOOD = {"id": "g", "received_at": "2026-03-02T09:00", "limit_value": 1, "limit_unit": "WORKING_DAY"}


@pytest.mark.parametrize(
    ("case", "message"),
    [
        ("{", "không phải JSON hợp lệ"),
        ([1], "phải là một đối tượng JSON"),
        (GOOD | {"received_at": "2026-03-02"}, "received_at phải là ngày giờ"),
        (GOOD | {"received_at": "2026-13-02T09:00"}, "received_at phải là ngày giờ"),
        (GOOD | {"received_at": None}, "received_at phải là ngày giờ"),
        (GOOD | {"limit_unit": "DAY"}, "Không có đơn vị thời hạn"),
        (GOOD | {"limit_value": None}, "thiếu limit_value"),
        (GOOD | {"limit_value": True}, "không phải là số"),
        (GOOD | {"hour_reading": "x"}, "hour_reading phải là"),
        (GOOD | {"rules": "ND1"}, "Không có bộ quy tắc"),
        (GOOD | {"sessions": "sáng"}, "Không đọc được buổi làm việc"),
        (GOOD | {"sessions": 5}, "Không đọc được giờ làm việc"),
        (GOOD | {"sessions": ""}, "không có ngày làm việc nào"),
        (GOOD | {"calendar": "../national"}, "không có lịch"),
        (GOOD | {"calendar": 5}, "calendar phải là"),
        (GOOD | {"calendar": {"rows": [5]}}, "calendar.rows phải là"),
        (GOOD | {"calendar": {"rows": [{"date": "x"}]}}, "Dòng lịch 1"),
        (GOOD | {"calendar": {"switches": "24-11"}}, "calendar.switches phải là"),
        (GOOD | {"calendar": {"day_minutes": 0}}, "calendar.day_minutes phải là"),
        (GOOD | {"pauses": "x"}, "pauses phải là"),
        (GOOD | {"pauses": [{"from": "2026-03-02T10:00", "to": "2026-03-02T09:30"}]}, "xảy ra trước"),
        (GOOD | {"pauses": [{"from": "2026-03-02T10:00", "to": "2026-03-02T11:00", "policy": "x"}]}, "PAUSE"),
    ],
)
def test_a_bad_line_is_answered_with_its_error_and_the_others_with_their_due_date(
    case: object, message: str
) -> None:
    code, answers = ask(GOOD, case, "", GOOD)
    assert code == 1
    assert [answer.get("due_on") for answer in answers] == ["2026-03-03", None, "2026-03-03"]
    assert message in answers[1]["error"]
    assert answers[1]["line"] == 2
    assert answers[1]["id"] == ("g" if isinstance(case, dict) else None)


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(tmp_path / "không có.jsonl")]) == 1
    assert "Không đọc được tệp" in capsys.readouterr().err


def test_packs_may_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "calendars"
    folder.mkdir()
    pack = {"version": "riêng", "covers": ["2026-01-01", "2026-12-31"], "rows": []}
    (folder / "national.json").write_text(json.dumps(pack), "utf-8")
    monkeypatch.setenv("MOTCUA_PACKS", str(tmp_path))
    assert one()["calendar"] == "riêng"


def test_the_command_starts_without_django() -> None:
    """In its own process, as a script uses it; Django is made impossible to import."""
    code = "import sys; sys.modules['django'] = None; from motcua.cli.main import run; sys.exit(run(['due']))"
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(GOOD), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["due_at"] == "2026-03-03T09:00"
