"""`motcua import catalogue`: what is printed, the exit codes, what becomes of bad and doubtful rows."""

import gzip
import json

import pytest

from motcua.apps.catalogue import queries
from motcua.cli.import_ import run
from tests.apps.catalogue.rows import row

pytestmark = pytest.mark.django_db
NAMELESS = [{"case": None, "items": [{"name": "Tờ khai"}, {"name": "", "originals": 1, "kind": "DOCUMENT"}]}]


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setenv("MOTCUA_NOW", "2026-08-03T09:00")


@pytest.fixture
def take(tmp_path, capsys):
    """Import these rows; returns the exit code and what was printed."""

    def _take(*rows, options=(), name="danh-muc.jsonl"):
        data = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in rows).encode()
        path = tmp_path / name
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return run(["catalogue", str(path), *options]), capsys.readouterr().out

    return _take


def as_json(take, *rows, options=()):
    code, printed = take(*rows, options=[*options, "--json"])
    return code, json.loads(printed)


@pytest.mark.parametrize("name", ["danh-muc.jsonl", "danh-muc.jsonl.gz"])
def test_good_rows_are_counted_and_the_same_file_changes_nothing(take, name):
    code, printed = take(row(), row("1.000002"), name=name)
    assert code == 0
    assert printed == (
        "Đã nhập: 2 thủ tục mới, 0 thủ tục sửa đổi, 0 không đổi, 0 bãi bỏ; 0 dòng bị từ chối trên 2 dòng.\n"
    )
    code, printed = take(row(), row("1.000002"), name=name)
    assert code == 0
    assert "0 thủ tục mới, 0 thủ tục sửa đổi, 2 không đổi" in printed


def test_a_bad_row_is_told_with_line_field_and_reason_and_the_good_ones_are_taken(take):
    code, printed = take(row(), "hỏng", row("1.000002", value=-1))
    assert code == 1
    assert "2 dòng bị từ chối trên 3 dòng" in printed
    assert "  Dòng 2: không phải JSON hợp lệ (sai ở cột 1)" in printed
    assert "  Dòng 3 (1.000002), mục channels[0].time_value: số -1 ngoài khoảng" in printed
    assert queries.procedure("1.000001") is not None
    assert queries.procedure("1.000002") is None


def test_all_or_nothing_takes_nothing_when_one_row_is_bad(take):
    code, found = as_json(take, row(), row("1.000002", flags=["no_such_flag"]), options=["--all-or-nothing"])
    assert code == 1
    assert (found["applied"], found["new"], found["refused"]) == (False, 1, 1)
    assert queries.procedure("1.000001") is None
    assert take(row(), options=["--all-or-nothing"])[0] == 0
    assert queries.procedure("1.000001") is not None


def test_all_or_nothing_says_that_nothing_was_taken(take):
    assert "Không nhập gì (có dòng lỗi)" in take(row(), "hỏng", options=["--all-or-nothing"])[1]


def test_json_has_every_part_of_the_report(take):
    code, found = as_json(take, row(), row("1.000002", flags=["no_such_flag"]))
    assert code == 1
    problems, sha256 = found.pop("problems"), found.pop("sha256")
    assert found == {
        "applied": True,
        "lines": 2,
        "new": 1,
        "amended": 0,
        "unchanged": 0,
        "abolished": 0,
        "refused": 1,
        "notes": [],
    }
    assert [(one["line"], one["code"], one["field"]) for one in problems] == [(2, "1.000002", "flags")]
    assert "“no_such_flag” không biết" in problems[0]["reason"]
    assert len(sha256) == 64


def test_an_unknown_flag_and_a_nameless_paper_are_refused_an_odd_code_is_flagged(take):
    own_file = row("1.000003", dossier=NAMELESS)
    del own_file["sources"]
    code, found = as_json(take, row("abc"), row("1.000002", flags=["no_such_flag"]), own_file)
    assert code == 1
    assert [(one["line"], one["field"]) for one in found["problems"]] == [
        (2, "flags"),
        (3, "dossier[0].items[1].name"),
    ]
    kept = queries.procedure("abc")
    assert kept is not None and kept.current_version is not None
    assert "code_irregular" in kept.current_version.flags
    assert queries.procedure("1.000002") is None
    assert queries.procedure("1.000003") is None


def test_a_nameless_paper_of_a_crawl_is_taken_and_told(take):
    code, found = as_json(take, row(dossier=NAMELESS))
    assert code == 0
    assert [(one["line"], one["field"]) for one in found["notes"]] == [(1, "dossier[0].items[1].name")]
    code, printed = take(row(dossier=NAMELESS))
    assert "Đã nhận nhưng cần xem lại 1 chỗ:\n  Dòng 1 (1.000001), mục dossier[0].items[1].name: " in printed


def test_the_first_day_in_force_may_be_given(take):
    assert take(row(), options=["--effective", "2026-07-01"])[0] == 0
    kept = queries.procedure("1.000001")
    assert kept is not None and kept.current_version is not None
    assert kept.current_version.valid_from.isoformat() == "2026-07-01"


def test_a_file_that_cannot_be_read_or_is_empty(take, tmp_path, capsys):
    assert run(["catalogue", str(tmp_path / "không-có.jsonl")]) == 1
    assert "Không đọc được tệp" in capsys.readouterr().err
    code, printed = take("")
    assert code == 1
    assert "Tệp: tệp không có dòng nào" in printed


@pytest.mark.parametrize(
    "line", [["procedures", "x"], ["catalogue"], ["catalogue", "x", "--effective", "hôm nay"]]
)
def test_a_wrong_command_line_leaves_with_2(line, capsys):
    with pytest.raises(SystemExit) as leaving:
        run(line)
    assert leaving.value.code == 2
    assert "usage" in capsys.readouterr().err
