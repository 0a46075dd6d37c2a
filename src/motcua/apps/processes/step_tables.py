"""The step table as an Excel file: out of a process, an empty one to fill in, and back in again."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from motcua.apps.processes.workbook_guard import MOST_ROWS, SheetRefused, cells_of
from motcua.rules.actors import Role
from motcua.rules.folding import fold
from motcua.rules.process import Place, Process
from motcua.rules.process.definition import TAKE_LABELS
from motcua.rules.process.sheet import ASK_WORDS, SheetRow, table
from motcua.rules.process.sheet_columns import LABELS, head_of
from motcua.rules.process.sheet_reading import Drawn, from_table

__all__ = ["MOST_ROWS", "SheetRefused", "read_file", "template", "workbook"]

TABLE, TEXTS_SHEET, GUIDE, LISTS = "Quy trình", "Thông tin", "Hướng dẫn", "Danh mục"
TEXTS = {
    "name": "Tên quy trình",
    "sheet_code": "Mã hiệu",
    "purpose": "Mục đích",
    "scope": "Phạm vi",
    "references": "Tài liệu viện dẫn",
    "terms": "Định nghĩa, viết tắt",
    "records": "Hồ sơ lưu",
}
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("ordinal", "ordinal", 6),
    ("name", "name", 42),
    ("who", "role", 26),
    ("time", "time", 18),
    ("product", "product", 30),
    ("take", "take", 24),
    ("place", "place", 20),
    ("unit", "unit", 16),
    ("position", "position", 22),
    ("ways", "ways", 34),
    ("back", "back", 9),
    ("timers", "timers", 34),
    ("questions", "questions", 34),
    ("key", "key", 12),
)
"""Kind of the column, the field of SheetRow it holds, its width in letters."""
_PEOPLE = (Role.COUNTER, Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNATORY, Role.CLERK, Role.CENTRE_HEAD)
_HEAD_ROW, _SPARE = 3, 40
_GUIDE = (
    ("STT", "Số thứ tự của bước: 1, 2, 3… Dòng lấy ý kiến nằm ngay dưới bước hỏi, ghi 3a, 3b."),
    ("Trình tự", "Việc phải làm ở bước, ví dụ «Thẩm định hồ sơ, dự thảo kết quả». Ở dòng lấy ý kiến: nội dung hỏi."),
    ("Trách nhiệm", "Ai làm: chọn trong danh sách. Ở dòng lấy ý kiến: tên đơn vị được hỏi."),
    ("Thời gian", "Thời gian làm việc của bước: «0,5 ngày», «4 giờ», «30 phút». Để trống nếu bước không có thời gian riêng."),
    ("Sản phẩm / Biểu mẫu", "Giấy tờ, kết quả của bước. Nhiều thứ thì xuống dòng trong ô (Alt + Enter)."),
    ("Việc", "Loại việc: chọn trong danh sách. Để trống thì Motcua hiểu theo cột Trình tự và Trách nhiệm."),
    ("Nơi", "Hồ sơ nằm ở khay nào: chọn trong danh sách. Để trống thì theo việc."),
    ("Đơn vị", "Mã hoặc tên đơn vị, khi bước luôn do một đơn vị nhất định làm. Xem trang Danh mục."),
    ("Chức danh", "Khi bước luôn do một chức danh nhất định làm, ví dụ «Phó Trưởng phòng»."),
    ("Chuyển tới", "Để trống: sang bước kế tiếp. "
     "Khác thì mỗi hướng một dòng: «5», «5 «Đạt»», «6 nếu Số bộ hồ sơ > 1», «Kết thúc»."),
    ("Trả lại", "Số thứ tự của bước được trả lại khi việc chưa đạt."),
    ("Nhắc việc", "Mỗi dòng một lần: "
     "«nhắc người đang giữ, 0,5 ngày trước hạn của bước», «báo lãnh đạo, 1 ngày sau hạn của bước»."),
    ("Câu hỏi", "Điều người làm phải trả lời, để chọn hướng đi: «Diện tích đất (số, m²)», «Cần họp hội đồng (có hoặc không)»."),
)  # fmt: skip
_EXAMPLE = (
    (
        "1",
        "Chuyển hồ sơ đến phòng chuyên môn",
        "Cán bộ tiếp nhận",
        "2 giờ",
        "Phiếu kiểm soát",
        "Chuyển hồ sơ",
    ),
    ("2", "Phân công thụ lý", "Lãnh đạo phòng", "2 giờ", "", "Phân công"),
    ("3", "Thẩm định hồ sơ, dự thảo kết quả", "Chuyên viên thụ lý", "2 ngày", "Dự thảo kết quả", "Thẩm định"),
    ("3a", "Xác minh nơi cư trú", "Công an xã", "1 ngày", "Văn bản trả lời", ASK_WORDS),
    ("4", "Ký duyệt kết quả", "Người có thẩm quyền ký", "0,5 ngày", "Kết quả đã ký", "Ký duyệt"),
)


def workbook(process: Process, units: Mapping[str, str], *, heading: str, at: datetime) -> bytes:
    """An Excel file with the step table and the texts of a process; `read_file` gives the same process back."""
    texts = {name: process.name if name == "name" else str(getattr(process, name)) for name in TEXTS}
    return _book(table(process, units), texts, units, heading, at, spare=10)


def template(units: Mapping[str, str], *, heading: str, at: datetime) -> bytes:
    """An empty table with drop-downs and a page of instructions."""
    return _book((), dict.fromkeys(TEXTS, ""), units, heading, at, spare=_SPARE)


@dataclass(frozen=True, slots=True)
class _Looks:
    title: Format
    note: Format
    head: Format
    cell: Format
    middle: Format
    beside: Format


def _looks(book: xlsxwriter.Workbook) -> _Looks:
    ground = {"font_name": "Times New Roman", "font_size": 12, "text_wrap": True, "valign": "top"}
    boxed = ground | {"border": 1, "border_color": "#8A94A6"}
    return _Looks(
        title=book.add_format(ground | {"bold": True, "font_size": 15, "text_wrap": False}),
        note=book.add_format(ground | {"italic": True, "font_color": "#44546A", "text_wrap": False}),
        head=book.add_format(boxed | {"bold": True, "bg_color": "#DCE6F2", "align": "center", "valign": "vcenter"}),
        cell=book.add_format(boxed),
        middle=book.add_format(boxed | {"align": "center"}),
        beside=book.add_format(boxed | {"italic": True, "bg_color": "#F5F7FA"}),
    )  # fmt: skip


def _book(
    rows: Sequence[SheetRow],
    texts: Mapping[str, str],
    units: Mapping[str, str],
    heading: str,
    at: datetime,
    spare: int,
) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": heading, "created": at.replace(tzinfo=None)})
    looks = _looks(book)
    sheet = book.add_worksheet(TABLE)
    _table_sheet(sheet, looks, rows, heading)
    _texts_sheet(book.add_worksheet(TEXTS_SHEET), looks, texts)
    _guide_sheet(book.add_worksheet(GUIDE), looks)
    _lists_sheet(book.add_worksheet(LISTS), looks, units)
    _drop_downs(sheet, _HEAD_ROW + 1 + len(rows) + spare, len(units))
    book.close()
    return target.getvalue()


def _table_sheet(sheet: Worksheet, looks: _Looks, rows: Sequence[SheetRow], heading: str) -> None:
    sheet.write_string(0, 0, heading, looks.title)
    sheet.write_string(1, 0, f"Mỗi bước một dòng. Cách ghi từng cột: xem trang «{GUIDE}».", looks.note)
    for column, (kind, _, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width, None, {"hidden": kind == "key"})
        sheet.write_string(_HEAD_ROW, column, LABELS[kind], looks.head)
    for place, row in enumerate(rows, _HEAD_ROW + 1):
        for column, (kind, name, _) in enumerate(COLUMNS):
            ground = looks.beside if row.ask else looks.middle if kind in ("ordinal", "back") else looks.cell
            sheet.write_string(place, column, str(getattr(row, name)), ground)
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEAD_ROW)


def _drop_downs(sheet: Worksheet, last: int, units: int) -> None:
    column = {kind: place for place, (kind, *_) in enumerate(COLUMNS)}

    def offer(kind: str, source: object, words: str, strict: bool) -> None:
        rule = {
            "validate": "list",
            "source": source,
            "error_type": "stop" if strict else "information",
            "error_title": LABELS[kind],
            "error_message": words,
        }
        sheet.data_validation(_HEAD_ROW + 1, column[kind], last, column[kind], rule)

    # Written as a range of the lists' sheet: a list inside the rule may not hold commas, and some labels do.
    offer("take", f"='{LISTS}'!$A$2:$A${1 + len(_takes())}", "Hãy chọn một việc trong danh sách.", True)
    offer(
        "who",
        f"='{LISTS}'!$B$2:$B${1 + len(_PEOPLE)}",
        "Không có trong danh sách: chỉ ghi khác ở dòng lấy ý kiến.",
        False,
    )
    offer("place", f"='{LISTS}'!$C$2:$C${1 + len(Place)}", "Hãy chọn một nơi trong danh sách.", True)
    if units:
        offer("unit", f"='{LISTS}'!$D$2:$D${1 + units}", "Mã này không có trong danh sách đơn vị.", False)


def _takes() -> list[str]:
    return [*TAKE_LABELS.values(), ASK_WORDS]


def _texts_sheet(sheet: Worksheet, looks: _Looks, texts: Mapping[str, str]) -> None:
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    for place, (name, label) in enumerate(TEXTS.items()):
        sheet.write_string(place, 0, label, looks.head)
        sheet.write_string(place, 1, texts.get(name, ""), looks.cell)


def _guide_sheet(sheet: Worksheet, looks: _Looks) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 5, 26)
    sheet.write_string(0, 0, "Cách ghi bảng các bước", looks.title)
    for place, (name, words) in enumerate(_GUIDE, 2):
        sheet.write_string(place, 0, name, looks.head)
        sheet.merge_range(place, 1, place, 5, words, looks.cell)
        sheet.set_row(place, 36)
    start = len(_GUIDE) + 4
    sheet.write_string(start - 1, 0, "Ví dụ", looks.title)
    heads = [LABELS[kind] for kind, *_ in COLUMNS[:6]]
    for place, row in enumerate((heads, *_EXAMPLE), start):
        for column, text in enumerate(row):
            sheet.write_string(place, column, text, looks.head if place == start else looks.cell)


def _lists_sheet(sheet: Worksheet, looks: _Looks, units: Mapping[str, str]) -> None:
    lists: list[tuple[str, Sequence[str]]] = [
        (LABELS["take"], _takes()),
        (LABELS["who"], [role.label for role in _PEOPLE]),
        (LABELS["place"], [place.label for place in Place]),
        ("Mã đơn vị", list(units)),
        ("Tên đơn vị", list(units.values())),
    ]
    for column, (head, values) in enumerate(lists):
        sheet.set_column(column, column, 50 if column == 4 else 28)
        sheet.write_string(0, column, head, looks.head)
        for place, value in enumerate(values, 1):
            sheet.write_string(place, column, value, looks.cell)


def read_file(
    data: bytes,
    *,
    key: str,
    name: str,
    units: Mapping[str, str],
    base: Process | None = None,
) -> Drawn:
    """A process out of an Excel file: the first sheet that has the table, and the sheet «Thông tin» when there is one.

    What the file does not say (texts, cases) stays as in `base`. Raises SheetRefused when the file itself cannot be read.
    """
    sheets = cells_of(data)
    found = max(sheets, key=_wealth, default=None)
    texts = _texts_of([sheet.rows for sheet in sheets if fold(sheet.name) == fold(TEXTS_SHEET)])
    said = texts.pop("name", "") or name
    drawn = from_table(
        found.rows if found else (), key=key, name=said, units=units, base=base, carried=found.carried if found else {}
    )  # fmt: skip
    body: dict[str, Any] = dict(drawn.process_body)
    for text, words in texts.items():
        body[text] = words
        if not words:
            del body[text]
    return replace(drawn, process_body=body)


def _wealth(sheet: Any) -> int:
    head = head_of(sheet.rows)
    # The guide's example has a head too, but fewer columns than the table.
    return len(head[1]) + (1 if fold(sheet.name) == fold(TABLE) else 0) if head else 0


def _texts_of(sheets: Sequence[Sequence[Sequence[str]]]) -> dict[str, str]:
    labels = {fold(label): name for name, label in TEXTS.items()}
    rows = [row for rows in sheets for row in rows if len(row) > 1 and fold(row[0]) in labels]
    return {labels[fold(row[0])]: row[1].strip() for row in rows}
