"""A list as an Excel workbook, written row by row so that its size does not matter."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from typing import IO

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]
) -> IO[bytes]:
    """A temporary file, at its beginning, that holds one sheet `title`; `widths` are the columns', in characters.

    Every cell is text: a cell that begins like a formula stays what was typed. Whoever sends the file closes it.
    """
    target = tempfile.TemporaryFile()  # noqa: SIM115  # handed on open; FileResponse closes it
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.write_row(0, 0, heads, book.add_format({"bold": True, "text_wrap": True}))
    for place, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(place, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, 0, len(heads) - 1)
    book.close()
    target.seek(0)
    return target
