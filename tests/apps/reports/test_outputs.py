"""The register, workbooks, PDFs and the command line say what the table says."""

from __future__ import annotations

import json
from datetime import date

import pypdf
import pytest
from django.db import transaction
from python_calamine import CalamineWorkbook

from motcua.apps.office.models import ServiceCenter
from motcua.apps.reports import papers, sheets
from motcua.apps.reports.cells import measures
from motcua.apps.reports.queries import register
from motcua.apps.reports.queries.ii06a import table
from motcua.cli import report as command
from motcua.rules.periods import Regime, Span, between, named
from tests.apps.reports.history import NOW
from tests.apps.reports.test_ii06a import FEBRUARY, ask, control
from tests.apps.reports.test_issuing import issue

QUARTER = named(Regime.REPORTING, Span.QUARTER, 2026, 1)
ARGUMENTS = [
    "ii06a",
    "--from",
    "2026-01-15",
    "--to",
    "2026-02-14",
    "--unit",
    "H99",
    "--at",
    "2026-06-01T08:00",
]


def words_of(pdf, tmp_path) -> str:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf.content)
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)


def test_the_register_counts_its_ordinals_by_year(people):
    unit = people.unit("H99.TT")
    rows = list(register.stream(unit.pk, QUARTER, actor=control()))
    assert len(rows) > 50
    assert rows == sorted(rows, key=lambda row: (row.received_at, row.dossier_id))
    january = [row for row in rows if row.received_at.astimezone(NOW.tzinfo).year == 2026]
    assert [row.ordinal for row in january] == list(range(1, len(january) + 1))
    december = [row for row in rows if row not in january]
    assert december[0].ordinal > 1  # received before the period, in the same year, already in the book
    assert [row.ordinal - december[0].ordinal for row in december] == list(range(len(december)))


def test_pages_of_the_register_follow_each_other(people):
    unit = people.unit("H99.TT")
    whole = list(register.stream(unit.pk, QUARTER, actor=control()))
    pages, after = [], ""
    while True:
        page = register.page(unit.pk, QUARTER, actor=control(), after=after, size=7)
        pages += page.rows
        after = page.next_after
        if not after:
            break
    assert pages == whole


def test_another_centres_register_is_closed(people):
    with pytest.raises(register.RegisterClosed, match="nơi mình làm việc"):
        register.page(people.unit("H99.TT").pk, QUARTER, actor=people.actor("xa_motcua"))
    own = register.page(people.unit("H99.41.TT").pk, QUARTER, actor=people.actor("xa_motcua"))
    assert own.rows


def test_the_workbooks_hold_the_table_and_the_register(people, tmp_path):
    answer = table(ask())
    sheets.report_06a(tmp_path / "06a.xlsx", answer, title="Biểu II.06a")
    rows = CalamineWorkbook.from_path(tmp_path / "06a.xlsx").get_sheet_by_index(0).to_python()
    total = next(row for row in rows if row[1] == "Tổng cộng")
    assert [int(cell) for cell in total[2:13]] == list(measures(answer.total).values())
    assert ["(1)", "(13)"] == [rows[8][0], rows[8][12]]
    unit = people.unit("H99.TT")
    count = sheets.register(
        tmp_path / "so.xlsx",
        register.stream(unit.pk, QUARTER, actor=control()),
        title="Sổ",
        period=QUARTER,
        at=NOW,
    )
    rows = CalamineWorkbook.from_path(tmp_path / "so.xlsx").get_sheet_by_index(0).to_python()
    assert len(rows) == count + 4
    assert rows[4][1].startswith("H99.15-")


def test_an_empty_register_is_still_a_register(people, tmp_path):
    nothing = between(date(2030, 1, 1), date(2030, 1, 2))
    unit = people.unit("H99.TT")
    assert sheets.register(
        tmp_path / "so.xlsx", register.stream(unit.pk, nothing, actor=control()), title="Sổ", period=nothing, at=NOW
    ) == 0  # fmt: skip


def test_the_papers_print(people, tmp_path):
    answer = table(ask())
    words = words_of(papers.report_06a(answer, at=NOW), tmp_path)
    assert "II.06a" in words
    assert str(answer.total.received) in words
    with transaction.atomic():
        report = issue()
        issued = words_of(papers.report_06a(answer, at=NOW, snapshot=report), tmp_path)
        transaction.set_rollback(True)
    assert report.number in issued
    center = ServiceCenter.objects.get(unit__code="H99.TT")
    rows = list(register.stream(center.unit_id, FEBRUARY, actor=control()))
    words = words_of(papers.logbook(center, FEBRUARY, rows, at=NOW), tmp_path)
    assert rows[0].number in words.replace(" ", "").replace("\u200b", "")  # long numbers break over lines
    with pytest.raises(papers.TooLongToPrint, match="kỳ ngắn hơn"):
        papers.logbook(center, FEBRUARY, rows * 2000, at=NOW)


def test_the_command_prints_the_table(history, capsys):
    assert command.run(ARGUMENTS) == 0
    printed = capsys.readouterr().out
    total = next(line for line in printed.splitlines() if "Tổng cộng" in line)
    assert [int(cell) for cell in total.split()[2:]] == list(measures(table(ask()).total).values())
    assert "Tháng 02/2026 (từ ngày 15/01/2026 đến ngày 14/02/2026)" in printed
    assert "làm tròn đến 1 chữ số" in printed


def test_the_command_speaks_json_and_writes_workbooks(history, capsys, tmp_path):
    assert command.run([*ARGUMENTS, "--json", "--by", "unit", "--rounding", "TRUNCATE_1"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    total = next(line for line in lines if line.get("total"))
    assert {name: total[name] for name in measures(table(ask()).total)} == measures(table(ask()).total)
    assert {line["rounding"] for line in lines if "metric" in line} == {"TRUNCATE_1"}
    path = tmp_path / "bao-cao.xlsx"
    assert command.run([*ARGUMENTS, "--xlsx", str(path)]) == 0
    assert path.stat().st_size > 4000


def test_the_command_says_that_the_period_still_runs_and_refuses_one_ahead(history, capsys):
    arguments = [*ARGUMENTS[:-1], "2026-02-10T08:00"]
    assert command.run(arguments) == 0
    assert "Kỳ chưa kết thúc: số liệu tính đến 08:00 ngày 10/02/2026" in capsys.readouterr().out
    assert command.run([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["running"] is True
    assert command.run([*ARGUMENTS[:-1], "2026-01-14T23:59"]) == 1
    refused = capsys.readouterr()
    assert "chưa bắt đầu nên chưa có số liệu" in refused.err
    assert refused.out == ""


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--unit": "H01"}, "Không có cơ quan"),
        ({"--from": "15/01/2026"}, "không phải là ngày"),
        ({"--to": "2026-01-01"}, "đứng trước"),
        ({"--to": "9999-12-31"}, "đến 31/12/2100"),
        ({"--at": "hôm qua"}, "không phải là thời điểm"),
    ],
)
def test_the_command_says_what_is_wrong_in_vietnamese(history, capsys, change, words):
    arguments = list(ARGUMENTS)
    for option, value in change.items():
        arguments[arguments.index(option) + 1] = value
    assert command.run(arguments) == 1
    assert words in capsys.readouterr().err
