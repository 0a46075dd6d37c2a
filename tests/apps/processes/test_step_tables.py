"""The Excel file of the step table: out and in again the same, and no file can hurt."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from motcua.apps.processes.step_tables import read_file, template, workbook
from motcua.apps.processes.workbook_guard import LARGEST, SheetRefused
from motcua.rules.process import Ask, Process, Question, read, sketch
from motcua.rules.process.conditions import Clause
from motcua.rules.process.definition import Outcome, Timer, TimerKind, TimerStart
from motcua.rules.process.givens import GivenKind
from motcua.rules.process.sheet_reading import Drawn

PACKS = Path(__file__).parents[3] / "packs" / "processes"
UNITS = {"P.TP": "Phòng Tư pháp", "CA": "Công an xã"}
AT = datetime(2026, 3, 2, 9, 0)


def model(name: str = "default") -> Process:
    """A model process of the packs, as version 1."""
    return replace(read(json.loads((PACKS / f"{name}.json").read_text(encoding="utf-8"))), version=1)


def rich() -> Process:
    """A process that uses everything a table can say."""
    start = model()
    examine = replace(
        start.steps[2],
        limit_days=Decimal("1.5"),
        unit="P.TP",
        position="Phó Trưởng phòng",
        product="Dự thảo\nTờ trình",
        asks=(Ask("ca", "CA", "Xác minh nơi cư trú", Decimal(2), (Clause("sets", ">", "1"),)),),
        timers=(
            Timer(TimerKind.REMIND, Decimal("0.5"), TimerStart.BEFORE_DUE),
            Timer(TimerKind.PROPOSE, Decimal(1), TimerStart.AFTER_DUE, "extend"),
        ),
        questions=(
            Question("dien_tich", "Diện tích đất", GivenKind.NUMBER, unit="m²"),
            Question("loai", "Loại đất", GivenKind.CHOICE, (("o", "Đất ở"), ("nn", "Đất nông nghiệp"))),
        ),
        outcomes=(
            Outcome("sign", when=(Clause("answer.loai", "=", "o"), Clause("fee", ">=", "500000"))),
            Outcome("review", "dat", "Đạt"),
            Outcome("sign", "hoi-dong", "Hội đồng"),
        ),
    )
    steps = (*start.steps[:2], examine, *start.steps[3:])
    return replace(
        start, steps=steps, purpose="Vì dân.\nĐúng hạn.", records="Lưu 12 tháng", terms="TTHC: thủ tục"
    )


def back(data: bytes, base: Process | None = None) -> Drawn:
    """What the file says."""
    return read_file(data, key="default", name="Tên cũ", units=UNITS, base=base)


@pytest.mark.parametrize("process", [model(), model("commune"), rich()], ids=["default", "commune", "rich"])
def test_out_and_in_again_is_the_same_process(process):
    drawn = read_file(
        workbook(process, UNITS, heading="Thử", at=AT),
        key=process.key,
        name="Tên cũ",
        units=UNITS,
        base=process,
    )
    assert [str(fault) for fault in drawn.faults] == []
    assert sketch(drawn.process_body) == process


def test_without_the_process_it_came_from_it_is_still_the_same():
    drawn = back(workbook(rich(), UNITS, heading="Thử", at=AT))
    assert drawn.faults == ()
    assert sketch(drawn.process_body) == rich()


def test_the_template_offers_choices_and_explains_each_column():
    data = template(UNITS, heading="Bảng mẫu", at=AT)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Quy trình", "Thông tin", "Hướng dẫn", "Danh mục"]
    guide = " ".join(str(cell) for row in book.get_sheet_by_name("Hướng dẫn").to_python() for cell in row)
    for column in ("STT", "Trình tự", "Trách nhiệm", "Thời gian", "Chuyển tới", "Trả lại"):
        assert column in guide
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<dataValidation ") == 4
    assert "chưa có bước nào" in str(back(data).faults[0])


def test_what_looks_like_a_formula_goes_out_as_text():
    process = replace(model(), name="=1+1")
    with zipfile.ZipFile(io.BytesIO(workbook(process, UNITS, heading="=cmd()", at=AT))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml") + archive.read(
            "xl/worksheets/sheet2.xml"
        )


def office_file(rows, merges=(), formulas=()) -> bytes:
    """A file as an office makes it."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("Sheet1")
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(place, column, value)
    for merge in merges:
        sheet.merge_range(*merge)
    for place, column, formula, value in formulas:
        sheet.write_formula(place, column, formula, None, value)
    book.close()
    return target.getvalue()


HEAD = ["TT", "Nội dung công việc", "Trách nhiệm", "Thời gian", "Kết quả"]


def test_an_office_s_file_with_merged_cells_numbers_and_formulas():
    rows = [
        ["QUY TRÌNH CẤP GIẤY PHÉP"],
        HEAD,
        [1, "Thẩm định hồ sơ", None, 0.5, "Dự thảo"],
        [2, "Dự thảo kết quả", None, None, None],
        [3, "Ký duyệt", "Chủ tịch UBND", None, "Giấy phép"],
        [4, "Vào sổ, đóng dấu", "Văn thư", "2 giờ", None],
        [5, "Trả kết quả", "Bộ phận Một cửa", None, None],
    ]
    data = office_file(rows, merges=[(2, 2, 3, 2, "Chuyên viên")], formulas=[(4, 3, "=1+0.5", 1.5)])
    drawn = back(data)
    process = sketch(drawn.process_body)
    assert [str(fault) for fault in drawn.faults] == []
    assert [step.take for step in process.steps] == ["examine", "examine", "sign", "seal", "deliver"]
    assert [step.limit_days for step in process.steps] == [
        Decimal("0.5"),
        None,
        Decimal("1.5"),
        Decimal("0.25"),
        None,
    ]


def test_a_time_that_excel_made_a_date_of_is_named():
    book = io.BytesIO()
    made = xlsxwriter.Workbook(book, {"in_memory": True})
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    sheet.write_row(1, 0, [1, "Thẩm định", "Chuyên viên"])
    sheet.write_datetime(1, 3, datetime(2026, 2, 1), made.add_format({"num_format": "dd/mm"}))
    made.close()
    assert "Excel đã đổi số thành ngày tháng" in str(back(book.getvalue()).faults[0])


def zipped(**parts: bytes) -> bytes:
    """A zip with these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return target.getvalue()


def far_cell(reference: bytes) -> bytes:
    """A sheet with one cell, far away."""
    return zipped(
        xl__worksheets__sheet1_xml=b'<worksheet><sheetData><row><c r="'
        + reference
        + b'"><v>1</v></c></row></sheetData></worksheet>'
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Tệp trống"),
        (b"xin chao", "không phải là tệp Excel"),
        (b"%PDF-1.4", "không phải là tệp Excel"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "lưu lại dạng .xlsx"),
        (b"PK" + b"0" * LARGEST, "lớn hơn 2 MB"),
        (b"PK\x03\x04rac", "bị hỏng"),
        (zipped(word__document_xml=b"<w/>"), "không phải là tệp Excel"),
        (far_cell(b"XFD1048576"), "dòng 1048576"),
        (far_cell(b"A5000"), "nhiều nhất 2000 dòng"),
        (far_cell(b"ZZ3"), "cột ZZ"),
        (zipped(xl__bomb_xml=b"<a>" + b" " * 60_000_000), "quá lớn"),
        (zipped(xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY x "y">]><a/>'), "khai báo lạ"),
        (zipped(xl__workbook_xml=b"<workbook/>"), "Không mở được"),
    ],
    ids=["empty", "words", "pdf", "old", "large", "broken", "word", "far", "rows", "columns", "bomb", "entity", "hollow"],
)  # fmt: skip
def test_a_file_of_another_kind_or_a_bomb_is_refused_with_a_sentence(data, said):
    with pytest.raises(SheetRefused, match=said) as refused:
        back(data)
    assert "hãy" in str(refused.value).casefold()


def test_a_zip_that_lies_of_its_size_is_measured_all_the_same():
    data = bytearray(zipped(xl__bomb_xml=b"<a>" + b" " * 60_000_000))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises(SheetRefused, match="quá lớn"):
        back(bytes(data))
