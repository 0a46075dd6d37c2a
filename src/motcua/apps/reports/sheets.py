"""Reports as XLSX, written row by row: memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from motcua.apps.reports.cells import COLUMNS, GROUPS, HEADINGS, measures
from motcua.apps.reports.papers import figure_notes
from motcua.apps.reports.queries.ii06a import Line, Table06a
from motcua.apps.reports.queries.register import RegisterRow
from motcua.apps.reports.questions import VIETNAM, as_of_text
from motcua.rules.periods import Period

REGISTER_COLUMNS: tuple[tuple[str, float], ...] = (
    ("STT", 7),
    ("Mã hồ sơ", 24),
    ("Tên thủ tục hành chính", 50),
    ("Số bộ", 7),
    ("Tên cá nhân, tổ chức", 28),
    ("Địa chỉ, số điện thoại", 36),
    ("Cơ quan chủ trì giải quyết", 30),
    ("Hình thức nộp", 20),
    ("Tiếp nhận", 17),
    ("Hẹn trả", 17),
    ("Có kết quả", 17),
    ("Trả kết quả", 17),
    ("Phương thức nhận kết quả", 22),
    ("Người nhận", 24),
    ("Trạng thái", 24),
)


def report_06a(path: Path, answer: Table06a, *, title: str, note: str = "") -> None:
    """Biểu II.06a as a workbook of one sheet; column numbers under the headings, figures below the table."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet("II.06a")
    bold, head, text, number = _formats(book)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 46)
    sheet.set_column(2, 12, 11)
    question = answer.question
    for row, words in enumerate(
        (
            title,
            question.scope.name,
            question.period.full_name,
            question.as_of_text,
            note,
        )
    ):
        sheet.write_string(row, 0, words, bold)
    row = _headings(sheet, 6, head)
    for line in answer.lines:
        row = _line(sheet, row, line, bold if line.heading else text, number)
    row = _line(sheet, row, Line("", "", "Tổng cộng", answer.total, heading=True), bold, number)
    for words in figure_notes(answer):
        row += 1
        sheet.write_string(row, 1, words)
    book.close()


def _headings(sheet: Any, row: int, head: Any) -> int:
    """Three lines of headings: groups, columns, column numbers (the printed form has the same)."""
    names = {3: "", **dict.fromkeys(COLUMNS, "")}
    for name, (first, _) in GROUPS.items():
        names[first] = name
    for place, words in enumerate(["TT", "Lĩnh vực, công việc giải quyết theo cấp", *names.values()]):
        sheet.write_string(row, place, words, head)
    for place, words in enumerate(["", "", *HEADINGS.values()]):
        sheet.write_string(row + 1, place, words, head)
    for place in range(13):
        sheet.write_string(row + 2, place, f"({place + 1})", head)
    return row + 3


def _line(sheet: Any, row: int, line: Line, words: Any, number: Any) -> int:
    sheet.write_string(row, 0, line.ordinal, words)
    sheet.write_string(row, 1, line.name, words)
    for place, count in enumerate(measures(line.counts).values(), 2):
        sheet.write_number(row, place, count, number)
    return row + 1


def register(path: Path, rows: Iterable[RegisterRow], *, title: str, period: Period, at: datetime) -> int:
    """The register as a workbook, streamed; the number of rows written."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("Sổ theo dõi")
    bold, head, text, _ = _formats(book)
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "border": 1})
    sheet.set_landscape()
    sheet.freeze_panes(4, 2)
    for place, (_, width) in enumerate(REGISTER_COLUMNS):
        sheet.set_column(place, place, width)
    sheet.write_string(0, 0, title, bold)
    sheet.write_string(1, 0, f"{period.full_name}. {as_of_text(period, at)}")
    for place, (words, _) in enumerate(REGISTER_COLUMNS):
        sheet.write_string(3, place, words, head)
    line = 3
    for line, row in enumerate(rows, 4):  # the last line is the answer
        _register_line(sheet, line, row, text, moment)
    book.close()
    return line - 3


def _register_line(sheet: Any, line: int, row: RegisterRow, text: Any, moment: Any) -> None:
    values: tuple[object, ...] = (
        row.ordinal, row.number, row.procedure_name, row.sets, row.owner_name, row.contact, row.agency_name,
        row.channel_text, row.received_at, row.due_at, row.finished_at, row.delivered_at, row.way_text,
        row.receiver_name, row.state_text,
    )  # fmt: skip
    for place, value in enumerate(values):
        if isinstance(value, datetime):
            sheet.write_datetime(line, place, value.astimezone(VIETNAM).replace(tzinfo=None), moment)
        elif isinstance(value, int):
            sheet.write_number(line, place, value, text)
        else:
            sheet.write_string(line, place, str(value or ""), text)


def _formats(book: Any) -> tuple[Any, Any, Any, Any]:
    bold = book.add_format({"bold": True})
    head = book.add_format(
        {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
    )
    text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    number = book.add_format({"border": 1, "num_format": "#,##0", "valign": "top"})
    return bold, head, text, number
