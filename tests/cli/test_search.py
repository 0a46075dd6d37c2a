"""`motcua search`: answers in order, bad lines in their place, the installed catalogue when none is named."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.apps.catalogue.finding import Finder
from motcua.cli import search
from motcua.cli.search import run, run_search
from tests.apps.catalogue.rows import load, row

NAMES = {
    "1.001193": "Thủ tục đăng ký khai sinh",
    "1.000894": "Thủ tục đăng ký kết hôn",
    "1.000656": "Thủ tục đăng ký khai tử",
    "1.004873": "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân",
}
ROWS = [row(code, name=name, field="Hộ tịch") for code, name in NAMES.items()]


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder.build(search.record_of_row(one) for one in ROWS)


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "c.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in ROWS), "utf-8")
    return path


def ask(finder, *lines):
    out = io.StringIO()
    code = run_search(finder, [one if isinstance(one, str) else json.dumps(one) for one in lines], out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


GOOD = {"id": "g", "question": "xin giấy độc thân"}


@pytest.mark.parametrize(
    ("bad", "name", "message"),
    [
        ("{", None, "Dòng 2 không phải JSON hợp lệ (cột 2)."),
        ("không phải JSON", None, "Dòng 2 không phải JSON hợp lệ (cột 1)."),
        ("[" * 100_000, None, "Dòng 2 không phải JSON hợp lệ"),
        ('"chữ"', None, "phải là một đối tượng JSON"),
        ([1], None, "phải là một đối tượng JSON"),
        ({"id": "b"}, "b", "thiếu question"),
        ({"id": 5, "question": 7}, 5, "thiếu question"),
        ({"question": None}, None, "thiếu question"),
    ],
)
def test_a_bad_line_is_answered_with_its_error_in_its_place(finder, bad, name, message):
    code, answers = ask(finder, GOOD, bad, "", GOOD)
    assert code == 1
    assert [one.get("codes", [None])[0] for one in answers] == ["1.004873", None, "1.004873"]
    assert set(answers[1]) == {"id", "line", "error"}
    assert (answers[1]["id"], answers[1]["line"]) == (name, 2)
    assert message in answers[1]["error"]


def test_good_lines_alone_leave_with_0_and_an_id_comes_back_as_it_was(finder):
    code, answers = ask(finder, {"id": {"x": 1}, "question": "khai sinh"}, {"question": "xyzxyz"}, "  ")
    assert code == 0
    assert answers[0]["id"] == {"x": 1}
    assert answers[0]["codes"][0] == "1.001193"
    assert answers[1] == {"id": None, "codes": []}


def test_a_catalogue_file_may_be_named(catalogue, tmp_path, capsys):
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"id": 7, "question": "đăng ký kết hôn"}\n{"id": 8}\n', "utf-8")
    assert run([str(questions), "--catalogue", str(catalogue)]) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (answers[0]["id"], answers[0]["codes"][0]) == (7, "1.000894")
    assert (answers[1]["id"], answers[1]["line"]) == (8, 2)


def test_files_that_cannot_be_used_are_said(catalogue, tmp_path, capsys):
    assert run([str(tmp_path / "khong-co"), "--catalogue", str(catalogue)]) == 1
    assert "Kiểm tra đường dẫn" in capsys.readouterr().err
    assert run(["--catalogue", str(tmp_path / "khong-co")]) == 1
    assert "Kiểm tra đường dẫn" in capsys.readouterr().err
    catalogue.write_text("[]\n", "utf-8")
    assert run(["--catalogue", str(catalogue)]) == 1
    assert "sai dạng" in capsys.readouterr().err


@pytest.mark.django_db
def test_without_a_file_the_installed_catalogue_and_standard_input_are_used(monkeypatch, capsys):
    load(*ROWS)
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": 1, "question": "dang ky khai tu"}\n'))
    assert run([]) == 0
    assert json.loads(capsys.readouterr().out)["codes"][0] == "1.000656"


@pytest.mark.django_db
def test_an_empty_catalogue_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"id": 1, "question": "khai tử"}\n'))
    assert run([]) == 1
    told = capsys.readouterr()
    assert "motcua import catalogue" in told.err
    assert told.out == ""


def test_a_reader_that_goes_away_ends_the_command_quietly(catalogue, tmp_path):
    """As `| head -1` does: the pipe is closed while most answers are still to come."""
    questions = tmp_path / "q.jsonl"
    questions.write_text(f"{json.dumps(GOOD)}\n" * 4000, "utf-8")
    command = [sys.executable, "-m", "motcua.cli.main", "search", str(questions), "--catalogue"]
    with subprocess.Popen(
        [*command, str(catalogue)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ.copy()
    ) as running:
        assert running.stdout is not None and running.stderr is not None
        assert b'"codes"' in running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 141
