"""The step table of the ISO sheet: what is written is read back, and what offices write is understood or named."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings

from motcua.rules.actors import Role
from motcua.rules.process import Process, lint, read, sketch
from motcua.rules.process.definition import Ask, Outcome
from motcua.rules.process.sheet import ASK_WORDS, table
from motcua.rules.process.sheet_columns import LABELS
from motcua.rules.process.sheet_reading import Drawn, from_table
from motcua.rules.process.sheet_words import lines, read_time, say_time
from tests.rules.process.strategies import UNITS, processes

PACKS = Path(__file__).parents[3] / "packs" / "processes"
KINDS = {"who": "role"} | {
    kind: kind for kind in LABELS if kind not in ("who", "condition", "asks")
}  # fmt: skip


def cells(process: Process) -> list[list[str]]:
    """The table as the cells of a sheet."""
    head = [LABELS[kind] for kind in KINDS]
    return [head, *([getattr(row, name) for name in KINDS.values()] for row in table(process, UNITS))]


def tame(process: Process) -> Process:
    """Labels and names without the signs of the cells' own grammar; operators and numbers stay."""

    def label(text: str) -> str:
        return " ".join(re.sub(r"[«»;\"#\[\]()=<>!:\n\t]", " ", text).split())

    def step(one):
        return replace(
            one,
            name=label(one.name),
            product=label(one.product),
            outcomes=tuple(replace(way, label=label(way.label)) for way in one.outcomes),
            asks=tuple(replace(ask, question=label(ask.question)) for ask in one.asks),
            questions=tuple(
                replace(
                    question,
                    label=label(question.label),
                    choices=tuple((value, label(words)) for value, words in question.choices),
                )
                for question in one.questions
            ),
        )

    return replace(process, version=1, steps=tuple(map(step, process.steps)))


@settings(max_examples=60, deadline=None)
@given(processes())
def test_what_is_written_is_read_back(process):
    process = tame(process)
    drawn = from_table(cells(process), key=process.key, name=process.name, units=UNITS, base=process)
    assert [str(fault) for fault in drawn.faults] == []
    assert sketch(drawn.process_body) == process


@pytest.mark.parametrize("path", sorted(PACKS.glob("*.json")), ids=lambda path: path.stem)
def test_every_model_process_comes_back(path):
    process = replace(read(json.loads(path.read_text(encoding="utf-8"))), version=1)
    drawn = from_table(cells(process), key=process.key, name=process.name, units=UNITS, base=process)
    assert drawn.faults == ()
    assert sketch(drawn.process_body) == process


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("0,5 ngày", "0.5"),
        ("1/2 ngày", "0.5"),
        ("½ ngày", "0.5"),
        ("nửa ngày", "0.5"),
        ("04 giờ", "0.5"),
        ("02 giờ làm việc", "0.25"),
        ("1 ngày làm việc", "1"),
        ("30 phút", "0.0625"),
        ("Trong ngày", "1"),
        ("1,5", "1.5"),
        ("0.5", "0.5"),
        ("1 ngày 4 giờ", "1.5"),
        ("01 ngày và 02 giờ", "1.25"),
        ("Không quá 02 ngày làm việc", "2"),
        ("Tối đa 3 ngày.", "3"),
        ("01 buổi", "0.5"),
        ("2 ngày (kể từ ngày nhận đủ hồ sơ)", "2"),
    ],
)
def test_times_as_offices_write_them(text, days):
    assert read_time(text) == Decimal(days)


@pytest.mark.parametrize("text", ["", "-", "Giờ hành chính", "Theo giấy hẹn", "Không quy định"])
def test_a_step_may_have_no_time_of_its_own(text):
    assert read_time(text) is None


@pytest.mark.parametrize(
    "text", ["vài ngày", "1-2 ngày", "3 tháng", "sớm", "0 ngày", "1/0 ngày", "01/02/2026", "9" * 40]
)
def test_a_time_that_cannot_be_read_says_what_to_write(text):
    with pytest.raises(ValueError, match="0,5 ngày"):
        read_time(text)


@pytest.mark.parametrize("days", ["0.5", "1", "0.25", "0.0625", "0.125", "1.25", "10", "100"])
def test_times_are_said_so_that_they_are_read_back(days):
    assert read_time(say_time(Decimal(days))) == Decimal(days)


def test_a_cell_is_parted_outside_marks_only():
    assert lines('5 «a; b»; 6 nếu x = "1;2"\n7 (a; b)') == ["5 «a; b»", '6 nếu x = "1;2"', "7 (a; b)"]


REAL = [
    ["ỦY BAN NHÂN DÂN XÃ TÂN AN", "", "", "", ""],
    ["QUY TRÌNH NỘI BỘ", "", "", "", ""],
    ["", "", "", "", ""],
    ["TT", "Nội dung công việc", "Trách nhiệm", "Thời gian", "Biểu mẫu/Kết quả"],
    ["(1)", "(2)", "(3)", "(4)", "(5)"],
    ["I", "TIẾP NHẬN HỒ SƠ", "", "", ""],
    ["B1", "Tiếp nhận, kiểm tra hồ sơ", "Công chức Bộ phận Một cửa", "02 giờ", "Mẫu số 01"],
    ["B2", "Chuyển hồ sơ về phòng chuyên môn", "Công chức Bộ phận Một cửa", "02 giờ", "Mẫu số 05"],
    ["II", "GIẢI QUYẾT", "", "", ""],
    ["B3", "Phân công thụ lý", "Trưởng phòng Kinh tế", "1/2 ngày", ""],
    ["", "", "", "", ""],
    ["B4", "Thẩm định hồ sơ, dự thảo kết quả", "Chuyên viên phòng Kinh tế", "2 ngày", "Dự thảo văn bản"],
    ["", "", "", "", "Tờ trình"],
    ["B5", "Xem xét dự thảo, trình ký", "Trưởng phòng Kinh tế", "0,5 ngày", ""],
    ["B6", "Ký duyệt", "Chủ tịch UBND xã", "1 ngày làm việc", "Văn bản đã ký"],
    ["B7", "Vào sổ, đóng dấu, phát hành", "Văn thư", "30 phút", "Văn bản đã phát hành"],
    ["B8", "Trả kết quả cho tổ chức, cá nhân", "Công chức Bộ phận Một cửa", "Giờ hành chính", "Sổ theo dõi"],
    ["B9", "Lưu hồ sơ theo quy định", "Công chức", "", ""],
    ["", "Tổng cộng", "", "5 ngày", ""],
    ["", "Người lập biểu", "Chủ tịch", "", ""],
]


def test_an_office_s_own_table_is_understood_without_extra_columns():
    drawn = from_table(REAL, key="qt", name="Thử", units=UNITS)
    process = sketch(drawn.process_body)
    assert drawn.faults == ()
    assert [step.take for step in process.steps] == [
        "transfer",
        "assign",
        "examine",
        "review",
        "sign",
        "seal",
        "deliver",
    ]
    assert [step.by for step in process.steps][1:4] == [Role.UNIT_HEAD, Role.CASE_OFFICER, Role.UNIT_HEAD]
    assert process.steps[0].limit_days == Decimal("0.5")
    assert process.steps[2].product == "Dự thảo văn bản\nTờ trình"
    assert process.steps[-1].limit_days is None
    assert process.records == "Lưu hồ sơ theo quy định"
    assert [fault for fault in lint(process) if fault.grave] == []
    said = " ".join(drawn.notes)
    assert "Dòng 7 và 8" in said
    assert "ghi 5 ngày, cộng các bước được 4,5625 ngày" in said
    assert "bỏ qua 1 dòng dưới dòng tổng" in said
    assert "GIẢI QUYẾT" in said


def test_columns_in_any_order_and_other_words():
    rows = [
        ["Thời hạn", "Người thực hiện", "Bước thực hiện", "Kết quả", "Chuyển tới", "Trả lại"],
        ["1 ngày", "Chuyên viên", "Thẩm định", "Dự thảo", "", ""],
        ["0,5 ngày", "Lãnh đạo Sở", "Ký duyệt", "", "Bước 3", "1"],
        ["", "Văn thư", "Vào sổ, phát hành", "", "4", "2"],
        ["", "Bộ phận Một cửa", "Trả kết quả", "", "Kết thúc", ""],
    ]
    process = sketch(from_table(rows, key="qt", name="Thử", units={}).process_body)
    assert [step.take for step in process.steps] == ["examine", "sign", "seal", "deliver"]
    assert [step.back for step in process.steps] == ["", "examine", "sign", ""]


def row(**cells: str) -> list[str]:
    """One row under HEAD."""
    return [cells.get(kind, "") for kind in LABELS]


HEAD = list(LABELS.values())
SIGN = row(ordinal="2", name="Ký duyệt", who="Lãnh đạo cơ quan", take="Ký duyệt")
EXAMINE = {"ordinal": "1", "name": "Thẩm định", "take": "Thẩm định", "who": "Chuyên viên thụ lý"}


def drawn_of(*rows: list[str]) -> Drawn:
    """The reading of these rows under Motcua's own heading."""
    return from_table([HEAD, *rows], key="qt", name="Thử", units=UNITS)


@pytest.mark.parametrize(
    ("cells_", "said"),
    [
        ({"time": "vài ngày"}, "Dòng 2, cột Thời gian «vài ngày»: Hãy ghi số ngày"),
        ({"take": "Chụp ảnh"}, "Dòng 2, cột Việc «Chụp ảnh»: Hãy chọn một trong: Chuyển hồ sơ"),
        ({"place": "Ngoài sân"}, "cột Nơi «Ngoài sân»: Hãy chọn một trong: Bộ phận Một cửa"),
        ({"unit": "Phòng Không Có"}, "cột Đơn vị «Phòng Không Có»: Không có đơn vị này"),
        ({"ways": "9"}, "cột Chuyển tới «9»: Không có bước «9»"),
        ({"ways": "2 nếu tuổi = 5"}, "Không có dữ kiện «tuổi»"),
        ({"back": "bước cuối"}, "cột Trả lại «bước cuối»"),
        ({"asks": "Công an"}, "cột Lấy ý kiến «Công an»: Hãy ghi theo mẫu"),
        ({"asks": "Sao Hỏa: có ai không (2 ngày)"}, "Không có đơn vị này"),
        ({"timers": "gọi điện"}, "cột Nhắc việc «gọi điện»"),
        ({"questions": "Diện tích"}, "cột Câu hỏi «Diện tích»"),
        ({"ordinal": "2"}, "cột STT «2»: Trùng số thứ tự với dòng 2"),
    ],
)  # fmt: skip
def test_every_cell_that_cannot_be_read_is_named(cells_, said):
    drawn = drawn_of(row(**(EXAMINE | cells_)), SIGN)
    assert [fault for fault in map(str, drawn.faults) if said in fault], list(map(str, drawn.faults))


def test_all_faults_come_at_once_in_the_order_of_the_lines():
    bad = row(**(EXAMINE | {"time": "lâu", "ways": "9"}))
    drawn = drawn_of(bad, row(ordinal="2", name="Uống trà", time="mãi"))
    assert [fault.line for fault in drawn.faults] == [2, 2, 3, *([3] * (len(drawn.faults) - 3))]
    assert any("Chưa rõ đây là việc gì" in str(fault) for fault in drawn.faults)


def test_consultations_stand_below_their_step_or_in_their_own_column():
    ask = row(
        ordinal="1a",
        name="Nơi cư trú",
        take=ASK_WORDS,
        who="Công an xã",
        time="2 ngày",
        condition="nếu Số bộ hồ sơ > 1",
    )
    drawn = drawn_of(row(**(EXAMINE | {"asks": "Phòng Tư pháp: hộ tịch (1,5 ngày)"})), ask, SIGN)
    assert drawn.faults == ()
    asks = sketch(drawn.process_body).steps[0].asks
    assert [(one.unit, one.question, one.limit_days) for one in asks] == [
        ("P.TP", "hộ tịch", Decimal("1.5")),
        ("CA", "Nơi cư trú", Decimal(2)),
    ]
    assert asks[1].when[0].given == "sets"


def test_a_consultation_lacks_its_unit_and_its_time():
    drawn = drawn_of(row(**EXAMINE), row(ordinal="1a", name="Hỏi", take=ASK_WORDS), SIGN)
    assert [fault.column for fault in drawn.faults] == ["Đơn vị", "Thời gian"]


def test_a_condition_leads_elsewhere_and_the_rest_goes_on():
    cells_ = EXAMINE | {"ways": "3", "condition": "Loại chủ hồ sơ = Công dân"}
    last = row(ordinal="3", name="Trả kết quả", take="Trả kết quả")
    process = sketch(drawn_of(row(**cells_), SIGN, last).process_body)
    assert [one.next for one in process.steps[0].outcomes] == ["deliver", "sign"]
    assert process.steps[0].outcomes[1] == Outcome("sign")


@pytest.mark.parametrize("rows", [[], [[]], [["a", "b"]], [["STT", "Trình tự"]], [["", ""]] * 100])
def test_a_sheet_without_the_table_says_which_columns_are_wanted(rows):
    drawn = from_table(rows, key="qt", name="Thử", units={})
    assert "Không thấy dòng tiêu đề" in str(drawn.faults[0])


def test_a_table_without_steps_and_one_with_far_too_many():
    assert "chưa có bước nào" in str(drawn_of().faults[0])
    many = drawn_of(*(row(name=f"Thẩm định {at}", take="Thẩm định") for at in range(150)))
    assert "hơn 100 bước" in str(many.faults[-1])


def test_the_steps_that_stay_keep_their_keys_and_the_texts_stay():
    base = replace(read(json.loads((PACKS / "default.json").read_text(encoding="utf-8"))), purpose="Vì dân")
    base = replace(base, steps=tuple(replace(step, key=f"k{at}") for at, step in enumerate(base.steps)))
    drawn = from_table(
        [
            HEAD,
            row(name="Thẩm định hồ sơ, dự thảo kết quả", take="Thẩm định"),
            row(name="Việc mới", take="Ký duyệt"),
        ],
        key="qt",
        name="Thử",
        units={},
        base=base,
    )
    process = sketch(drawn.process_body)
    assert [step.key for step in process.steps] == ["k2", "sign"]
    assert process.purpose == "Vì dân"


def test_the_table_says_who_where_and_who_is_asked():
    process = read(json.loads((PACKS / "default.json").read_text(encoding="utf-8")))
    steps = list(process.steps)
    steps[2] = replace(
        steps[2], unit="P.XD", asks=(Ask("ca", "CA", "Nơi cư trú", Decimal(2)),), position="Chuyên viên"
    )
    rows = table(replace(process, steps=tuple(steps)), UNITS)
    assert [one.ordinal for one in rows] == ["1", "2", "3", "3a", "4", "5", "6", "7"]
    assert rows[2].who == "Chuyên viên – Phòng Xây dựng"
    assert (rows[3].who, rows[3].time, rows[3].ask) == ("Công an xã", "2 ngày làm việc", True)
    assert rows[1].time == "0,5 ngày làm việc"
    assert rows[4].back == "3"
    assert rows[0].who == "Cán bộ tiếp nhận – Bộ phận Một cửa"


def test_a_district_s_table_with_the_citizen_s_own_step_and_the_archive():
    rows = [
        ["Bước", "Trình tự thực hiện", "Trách nhiệm", "Thời gian", "Biểu mẫu/Kết quả"],
        ["B1", "Nộp hồ sơ", "Tổ chức, cá nhân", "Giờ hành chính", "Theo mục 5.2"],
        ["B2", "Tiếp nhận, kiểm tra hồ sơ; hẹn trả kết quả", "Bộ phận TN&TKQ", "½ ngày", "Giấy tiếp nhận"],
        ["B3", "Duyệt hồ sơ, chuyển cho cán bộ chuyên môn xử lý", "Trưởng phòng", "1/2 ngày", ""],
        ["B4", "Thụ lý hồ sơ: thẩm định, xác minh", "Công chức chuyên môn", "05 ngày làm việc", "Báo cáo"],
        ["B5", "Xem xét hồ sơ, trình lãnh đạo UBND", "Trưởng phòng", "01 ngày làm việc", "Tờ trình"],
        ["B6", "Ký phê duyệt", "Lãnh đạo UBND huyện", "1 ngày", ""],
        ["B7", "Lấy số, đóng dấu, chuyển kết quả", "Văn thư", "½ ngày", "Giấy phép"],
        ["B8", "Trả kết quả cho công dân", "Bộ phận TN&TKQ", "Giờ hành chính", "Sổ theo dõi"],
        ["B9", "Thống kê, theo dõi và lưu hồ sơ", "Công chức chuyên môn", "Thường xuyên", ""],
    ]
    drawn = from_table(rows, key="qt", name="Thử", units={})
    process = sketch(drawn.process_body)
    assert drawn.faults == ()
    assert [step.take for step in process.steps] == [
        "transfer",
        "review",
        "examine",
        "review",
        "sign",
        "seal",
        "deliver",
    ]
    assert [fault for fault in lint(process) if fault.grave] == []
    assert process.records == "Thống kê, theo dõi và lưu hồ sơ"
