"""An Excel file somebody sent, as cells of text: measured before it is opened, so that no file can fill the memory.

A cell far away (XFD1048576) makes every reader lay out the whole sheet, and a megabyte of zip may be a gigabyte of XML:
both are refused from the file's own bytes before the reader sees it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import python_calamine as calamine

from motcua.apps.processes.refusals import ProcessRefused

LARGEST = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, LONGEST_CELL = 2000, 100, 20, 4000
_OLD = b"\xd0\xcf\x11\xe0"
_CELL = re.compile(rb"""\br\s*=\s*["']\s*([A-Za-z]{1,9})(\d{1,12})\s*["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["']\s*()(\d{1,12})\s*["']""")


class SheetRefused(ProcessRefused):
    """The file is not a workbook that can be read here."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as text from its first row; `carried` are the values of vertically merged cells below their first."""

    name: str
    rows: list[list[str]]
    carried: Mapping[tuple[int, int], str]


def cells_of(data: bytes) -> list[Sheet]:
    """Every visible sheet of an .xlsx as text, formulas as the values Excel kept. Raises SheetRefused."""
    _measure(data)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [meta.name for meta in book.sheets_metadata if "Visible" in str(meta.visible)][:MOST_SHEETS]
        return [_sheet(book.get_sheet_by_name(name), name) for name in shown]
    except calamine.CalamineError as broken:
        raise SheetRefused(
            "Không mở được tệp Excel này: tệp hỏng hoặc có mật khẩu. "
            "Hãy mở bằng Excel, bỏ mật khẩu, lưu lại dạng .xlsx rồi nạp lại."
        ) from broken


def _measure(data: bytes) -> None:
    if not data:
        raise SheetRefused("Tệp trống. Hãy chọn lại tệp.")
    if len(data) > LARGEST:
        raise SheetRefused(
            "Tệp lớn hơn 2 MB. Bảng các bước chỉ có chữ: hãy bỏ hình, bỏ các trang không cần rồi nạp lại."
        )
    if data.startswith(_OLD):
        raise SheetRefused(
            "Đây là tệp Excel kiểu cũ (.xls) hoặc tệp có mật khẩu. Hãy mở ra, lưu lại dạng .xlsx rồi nạp lại."
        )
    if not data.startswith(b"PK"):
        raise SheetRefused(
            "Tệp này không phải là tệp Excel .xlsx. Hãy chọn đúng tệp, hoặc tải tệp mẫu về điền."
        )
    for part in _parts(data):
        _measure_part(part)


def _parts(data: bytes) -> Iterator[bytes]:
    """The XML of the workbook, unpacked here with a limit: the sizes a zip states of itself may be lies."""
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.infolist()
            if len(names) > 500 or not any(info.filename.startswith("xl/") for info in names):
                raise SheetRefused(
                    "Tệp này không phải là tệp Excel .xlsx. Hãy chọn đúng tệp, hoặc tải tệp mẫu về điền."
                )
            for info in names:
                part = _unpacked(data, info, left)
                left -= len(part)
                if left <= 0:
                    raise SheetRefused(
                        "Tệp này khi mở ra quá lớn. Hãy chép riêng bảng các bước sang tệp mới rồi nạp lại."
                    )
                if info.filename.casefold().endswith(".xml"):
                    yield part
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, OSError) as broken:
        raise SheetRefused(
            "Tệp Excel này bị hỏng, không đọc được. Hãy mở và lưu lại dạng .xlsx rồi nạp lại."
        ) from broken


def _unpacked(data: bytes, info: zipfile.ZipInfo, most: int) -> bytes:
    name_length, extra_length = struct.unpack_from("<HH", data, info.header_offset + 26)
    start = info.header_offset + 30 + name_length + extra_length
    if info.compress_type == zipfile.ZIP_STORED:
        return data[start : start + info.compress_size][:most]
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("nén kiểu lạ")
    return zlib.decompressobj(-15).decompress(data[start : start + info.compress_size], most)


def _measure_part(part: bytes) -> None:
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise SheetRefused(
            "Tệp Excel này được ghi theo kiểu lạ. Hãy mở bằng Excel, lưu lại dạng .xlsx rồi nạp lại."
        )
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise SheetRefused(
            "Tệp Excel này có phần khai báo lạ nên không được nhận. Hãy chép bảng sang tệp mới rồi nạp lại."
        )
    if b"sheetData" not in part:
        return
    for pattern in (_ROW, _CELL):
        for found in pattern.finditer(part):
            _measure_place(found[1], found[2])


def _measure_place(letters: bytes, digits: bytes) -> None:
    if int(digits) > MOST_ROWS:
        raise SheetRefused(
            f"Tệp có ô ở dòng {int(digits)}; bảng các bước nhiều nhất {MOST_ROWS} dòng. "
            "Hãy chép riêng bảng sang tệp mới rồi nạp lại."
        )
    if _column(letters) > MOST_COLUMNS:
        raise SheetRefused(
            f"Tệp có ô ở cột {letters.decode().upper()}; bảng các bước nhiều nhất {MOST_COLUMNS} cột. "
            "Hãy chép riêng bảng sang tệp mới rồi nạp lại."
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _sheet(sheet: calamine.CalamineSheet, name: str) -> Sheet:
    rows = [
        [_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    ]
    carried: dict[tuple[int, int], str] = {}
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        # Only downwards: a cell merged over columns is a heading.
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in range(top + 1, min(bottom, len(rows) - 1) + 1):
            carried[row, left] = value
    return Sheet(name, rows, carried)


def _text(value: Any) -> str:
    """A cell as a person reads it: 3.0 is 3; a date is told as a date, so that the reader can say what Excel did."""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value)[:LONGEST_CELL]
