"""The editor without Django: what is posted becomes rows, rows a body; what the buttons do. Nothing typed is lost."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.rules.process import Fault, lint, read, sketch, written
from motcua.web.desk.process_editor_form import MOST_ROWS, body_of, read_sheet
from motcua.web.desk.process_editor_rows import apply, put_back
from motcua.web.desk.process_editor_sheet import GUARDED, HEADS, LISTS, Sheet, sheet_of
from motcua.web.desk.process_editor_view import found_of

UNITS = {"H99.15.PC": "Phòng Phổ biến pháp luật", "H99.41.VP": "Văn phòng HĐND và UBND xã – UBND xã Đông Hòa"}
PACKS = Path(__file__).parents[2] / "packs" / "processes"
RICH: dict[str, Any] = {
    "key": "qt-rich",
    "name": "Quy trình đủ thứ",
    "purpose": "Để thử\nhai dòng",
    "steps": [
        {"key": "t", "name": "Chuyển", "take": "transfer", "by": "COUNTER", "at": "CENTRE", "next": "e"},
        {
            "key": "e", "name": "Thẩm định", "take": "examine", "by": "CASE_OFFICER", "at": "UNIT", "limit_days": "2.5",
            "unit": "H99.15.PC", "position": "Chuyên viên", "product": "Dự thảo",
            "outcomes": [
                {"next": "s", "key": "w0", "when": [{"given": "fee", "op": ">=", "value": "500000"},
                                                    {"given": "answer.q1", "op": "=", "value": "c2"}]},
                {"next": "r", "key": "w1", "label": "Cần xem xét"},
                {"next": "s", "key": "w2", "label": "Đạt"},
            ],
            "asks": [{"key": "a1", "unit": "H99.15.PC", "question": "Ý kiến?", "limit_days": "1",
                      "when": [{"given": "channel", "op": "!=", "value": "POST"}]}],
            "timers": [{"kind": "PROPOSE", "days": "0", "start": "AFTER_DUE", "propose": "extend"}],
            "questions": [{"key": "q1", "label": "Loại việc", "kind": "CHOICE",
                           "choices": [["c1", "Dễ"], ["c2", "Khó"]]}],
        },
        {"key": "r", "name": "Xem xét", "take": "review", "by": "UNIT_HEAD", "at": "UNIT", "next": "s", "back": "e"},
        {"key": "s", "name": "Ký", "take": "sign", "by": "SIGNATORY", "at": "LEADERSHIP", "next": "v", "back": "e"},
        {"key": "v", "name": "Vào sổ", "take": "seal", "by": "CLERK", "at": "CLERK_OFFICE", "next": "d", "product": "GCN"},
        {"key": "d", "name": "Trả", "take": "deliver", "by": "COUNTER", "at": "CENTRE", "next": "end"},
    ],
}  # fmt: skip


def keys():
    count = itertools.count(1)
    return lambda: f"n{next(count)}"


def posted(sheet: Sheet) -> tuple[dict[str, str], list[str]]:
    """What a browser sends of the sheet."""
    sent = {name: sheet.texts[name] for name in HEADS}
    for row in sheet.rows:
        at = f"s.{row['key']}"
        sent |= {f"{at}.{name}": value for name, value in row.items() if isinstance(value, str)}
        for name in LISTS:
            for place, one in enumerate(row[name]):
                sent |= {f"{at}.{name}.{place}.{f}": v for f, v in one.items() if isinstance(v, str)}
                for number, clause in enumerate(one["when"] if name in GUARDED else ()):
                    sent |= {f"{at}.{name}.{place}.when.{number}.{f}": v for f, v in clause.items()}
    return sent, [row["key"] for row in sheet.rows]


def sheet(body: dict[str, Any] = RICH) -> Sheet:
    return sheet_of(written(sketch(body)), UNITS)


def body(of: Sheet) -> dict[str, Any]:
    reading = body_of(of, UNITS, keys())
    assert reading.faults == {}
    return written(sketch(reading.body | {"key": "qt-rich"}))


def again(of: Sheet) -> Sheet:
    """The sheet after the browser has sent it."""
    return read_sheet(*posted(of))


@pytest.mark.parametrize("path", [None, *sorted(PACKS.glob("*.json"))], ids=lambda p: p.stem if p else "rich")
def test_showing_and_sending_changes_nothing(path):
    data = written(sketch(json.loads(path.read_text("utf-8")))) if path else written(sketch(RICH))
    shown = sheet_of(data, UNITS)
    reading = body_of(again(shown), UNITS, keys())
    assert reading.faults == {}
    kept = {name: data[name] for name in ("key", "version", "cases") if name in data}
    assert written(sketch(reading.body | kept)) == data


def nexts(data: dict[str, Any]) -> dict[str, list[str]]:
    return {step["key"]: [one["next"] for one in step["outcomes"]] for step in data["steps"]}


def test_a_new_row_stands_between_and_the_ordinary_way_goes_through_it():
    one = sheet()
    effect = apply(one, "add:s", keys())
    assert [row["key"] for row in one.rows] == ["t", "e", "r", "s", "n1", "v", "d"]
    assert (effect.row, effect.field) == ("n1", "name")
    assert nexts(body(one))["s"] == ["n1"]
    assert nexts(body(one))["n1"] == ["v"]


def test_moving_a_row_relinks_what_is_ordinary_and_leaves_jumps_with_their_rows():
    one = sheet()
    apply(one, "up:v", keys())
    data = body(one)
    assert [step["key"] for step in data["steps"]] == ["t", "e", "r", "v", "s", "d"]
    assert nexts(data)["r"] == ["v"]
    assert nexts(data)["v"] == ["s"]
    assert nexts(data)["s"] == ["d"]
    assert nexts(data)["e"] == ["s", "r", "s"]
    apply(one, "down:v", keys())
    assert body(one) == written(sketch(RICH))


def test_the_delivery_ends_wherever_it_stands():
    one = sheet()
    apply(one, "up:d", keys())
    data = body(one)
    assert nexts(data)["d"] == ["end"]
    assert nexts(data)["v"] == ["end"]
    apply(one, "down:d", keys())
    assert body(one) == written(sketch(RICH))


def test_moving_past_the_ends_changes_nothing():
    one = sheet()
    apply(one, "up:t", keys())
    apply(one, "down:d", keys())
    assert body(one) == written(sketch(RICH))


@pytest.mark.parametrize("key", ["t", "e", "r", "s", "v", "d"])
def test_a_removed_row_comes_back_as_it_was(key):
    one = sheet()
    effect = apply(one, f"del:{key}", keys())
    assert effect.removed is not None
    assert one.at(key) < 0
    reading = body_of(one, UNITS, keys())
    assert reading.faults == {}
    assert key not in {aim for aims in nexts(reading.body).values() for aim in aims}
    kept = json.loads(json.dumps(effect.removed))
    back = again(sheet_of(written(sketch(reading.body | {"key": "x"})), UNITS))
    put_back(back, kept)
    assert body(back) == written(sketch(RICH))


def test_what_was_changed_after_a_removal_stays_changed():
    one = sheet()
    removed = apply(one, "del:s", keys()).removed
    assert removed is not None
    one.rows[one.at("e")]["ways"][0]["next"] = "d"
    put_back(one, removed)
    assert nexts(body(one))["e"] == ["d", "r", "s"]


def test_a_row_cannot_come_back_twice():
    one = sheet()
    removed = apply(one, "del:s", keys()).removed
    assert removed is not None
    put_back(one, removed)
    put_back(one, removed)
    assert [row["key"] for row in one.rows].count("s") == 1


def test_an_empty_sheet_grows_into_a_sound_process():
    one = Sheet(dict.fromkeys(HEADS, "") | {"name": "Mới"})
    fresh, last = keys(), ""
    for name in (
        "Tiếp nhận, chuyển hồ sơ",
        "Phân công chuyên viên",
        "Thẩm định hồ sơ, dự thảo kết quả",
        "Trưởng phòng xem xét",
        "Ký duyệt kết quả",
        "Vào sổ, đóng dấu, phát hành",
        "Trả kết quả cho công dân",
    ):
        last = apply(one, f"add:{last}", fresh).row
        one.rows[-1]["name"] = name
        one = again(one)
    data = body(one)
    assert [step["take"] for step in data["steps"]] == [
        "transfer", "assign", "examine", "review", "sign", "seal", "deliver",
    ]  # fmt: skip
    assert [fault.sentence for fault in lint(sketch(data)) if fault.grave] == []
    assert read(data)


def test_a_name_says_the_work_only_while_nobody_has_chosen():
    one = Sheet(dict.fromkeys(HEADS, "") | {"name": "Mới"})
    key = apply(one, "add:", keys()).row
    one.rows[0] |= {"name": "Ký duyệt", "by": "UNIT_HEAD"}
    assert again(one).rows[0]["take"] == "examine"
    one.rows[0] |= {"by": "CASE_OFFICER"}
    assert (again(one).rows[0]["take"], again(one).rows[0]["by"]) == ("sign", "SIGNATORY")
    one.rows[0]["fresh"] = ""
    assert again(one).rows[0]["take"] == "examine"
    assert one.at(key) == 0


def test_ways_conditions_asks_timers_questions_are_added_and_dropped():
    one, fresh = sheet(), keys()
    for op, field in (
        ("way_if:r", "ways.0.when.0.given"),
        ("when:r:ways:0", "ways.0.when.1.given"),
        ("way_pick:r", "ways.2.label"),
        ("ask:r", "asks.0.unit"),
        ("when:r:asks:0", "asks.0.when.0.given"),
        ("timer:r", "timers.0.kind"),
        ("question:r", "questions.0.label"),
    ):
        assert apply(one, op, fresh).field == field
        one = again(one)
    row = body(one)["steps"][2]
    assert [bool(way.get("when")) for way in row["outcomes"]] == [True, False, False]
    assert len({way["key"] for way in row["outcomes"] if not way.get("when")}) == 2
    for op in ("drop:r:ways:0:when:1", "drop:r:ways:0", "drop:r:ways:1", "drop:r:asks:0:when:0", "drop:r:asks:0",
               "drop:r:timers:0", "drop:r:questions:0"):  # fmt: skip
        apply(one, op, fresh)
        one = again(one)
    assert "asks" not in body(one)["steps"][2]
    assert len(one.rows[2]["ways"]) == 1
    assert "ít nhất một hướng" in apply(one, "drop:r:ways:0", fresh).sentence
    assert len(one.rows[2]["ways"]) == 1


@pytest.mark.parametrize(
    "op",
    ["", "x", "up:", "up:khong", "drop:e", "drop:e:ways", "drop:e:ways:99", "drop:e:ways:-1", "drop:e:ways:0:when:9",
     "drop:e:ways:9:when:0", "drop:e:nope:0", "when:e", "when:e:ways:x", "when:e:timers:0", "drop:e:name:0"],
)  # fmt: skip
def test_a_button_that_does_not_exist_changes_nothing(op):
    one = sheet()
    apply(one, op, keys())
    assert body(one) == written(sketch(RICH))


def test_a_process_has_an_end_of_rows():
    one, fresh = sheet(), keys()
    for _ in range(MOST_ROWS + 5):
        said = apply(one, "add:", fresh).sentence
    assert len(one.rows) == MOST_ROWS
    assert f"{MOST_ROWS} bước" in said


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("s.e.days", "ba ngày rưỡi", "ví dụ"),
        ("s.e.days", "-1", "ví dụ"),
        ("s.e.take", "bay", "chọn một mục"),
        ("s.e.by", "VUA", "chọn một mục"),
        ("s.e.back", "khong-co", "không còn"),
        ("s.e.ways.1.next", "khong-co", "không còn"),
        ("s.e.ways.0.when.0.value", "nhiều", "phải là một số"),
        ("s.e.ways.0.when.1.value", "Vừa", "không có giá trị «Vừa»"),
        ("s.e.ways.0.when.1.op", ">", "bằng hoặc khác"),
        ("s.e.asks.0.unit", "Sở Bay", "Không có đơn vị «Sở Bay»"),
        ("s.e.asks.0.days", "", "phải trả lời"),
        ("s.e.timers.0.days", "mai", "ví dụ"),
        ("s.e.name", "a" * 301, "300 ký tự"),
        ("name", " ", "tên quy trình"),
        ("purpose", "a" * 5001, "5000 ký tự"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_stays_typed(field, typed, words):
    sent, order = posted(sheet())
    sent[field] = typed
    one = read_sheet(sent, order)
    reading = body_of(one, UNITS, keys())
    assert words in reading.faults[field]
    assert list(reading.faults) == [field]
    shown, _ = posted(one)
    assert shown[field].strip() == typed.strip()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("3", "3"),
        ("0,5", "0.5"),
        ("1.5", "1.5"),
        ("4 giờ", "0.5"),
        ("2 giờ", "0.25"),
        ("2 ngày", "2"),
        ("", None),
    ],
)
def test_times_as_people_write_them(typed, stored):
    sent, order = posted(sheet())
    sent["s.e.days"] = typed
    step = body(read_sheet(sent, order))["steps"][1]
    assert step.get("limit_days") == stored


def test_another_fact_takes_another_value_with_it():
    sent, order = posted(sheet())
    at = "s.e.ways.0.when.0"
    sent[f"{at}.given"] = "applicant_kind"
    clause = body(read_sheet(sent, order))["steps"][1]["outcomes"][0]["when"][0]
    assert clause == {"given": "applicant_kind", "op": "=", "value": "CITIZEN"}
    sent[f"{at}.given"], sent[f"{at}.value"] = "applicant_kind", "Doanh nghiệp, hộ kinh doanh"
    clause = body(read_sheet(sent, order))["steps"][1]["outcomes"][0]["when"][0]
    assert clause["value"] == "ENTERPRISE"


def test_units_are_found_by_name_or_part_of_it():
    sent, order = posted(sheet())
    for typed in ("Phòng Phổ biến pháp luật", "phong pho bien", "H99.15.PC"):
        sent["s.e.asks.0.unit"] = typed
        assert body(read_sheet(sent, order))["steps"][1]["asks"][0]["unit"] == "H99.15.PC"


def test_a_choice_keeps_its_value_when_its_words_change():
    sent, order = posted(sheet())
    at = "s.e.questions.0.choices"
    sent[at] = "Đơn giản\nPhức tạp"
    assert body(read_sheet(sent, order))["steps"][1]["questions"][0]["choices"] == [
        ["c1", "Đơn giản"],
        ["c2", "Phức tạp"],
    ]
    sent[at] = "Khó\nDễ\nVừa"
    assert body(read_sheet(sent, order))["steps"][1]["questions"][0]["choices"] == [
        ["c2", "Khó"],
        ["c1", "Dễ"],
        ["c3", "Vừa"],
    ]


def test_faults_are_listed_grave_first_each_with_its_field():
    light = Fault("nhẹ", "e", "product", grave=False)
    listed = found_of([light, Fault("nặng", "e", "limit_days"), Fault("chung")])
    assert [(one.sentence, one.href) for one in listed] == [
        ("nặng", "#s-e-days"),
        ("chung", "#bang"),
        ("nhẹ", "#s-e-product"),
    ]


OPS = st.sampled_from(
    [f"{verb}:{key}" for verb in ("add", "up", "down", "del", "way_if", "way_pick", "ask", "timer", "question")
     for key in ("t", "e", "r", "s", "v", "d", "n1", "n2")]
    + ["add:", "add:first", "drop:e:ways:0", "drop:e:asks:0", "when:e:ways:1", "drop:r:ways:0", "undo"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(ops=st.lists(OPS, max_size=14))
def test_whatever_the_buttons_do_the_draft_can_be_stored_and_no_row_is_lost(ops):
    one, fresh, removed = sheet(), keys(), None
    there = {row["key"] for row in one.rows}
    for op in ops:
        if op == "undo":
            if removed:
                there.add(put_back(one, removed).row)
                removed = None
        else:
            before = {row["key"] for row in one.rows}
            effect = apply(one, op, fresh)
            after = {row["key"] for row in one.rows}
            there = (there | (after - before)) - (before - after)
            removed = effect.removed or removed
        reading = body_of(again(one), UNITS, fresh)
        assert reading.faults == {}
        one = sheet_of(written(sketch(reading.body | {"key": "x"})), UNITS)
        assert {row["key"] for row in one.rows} == there
        aims = {aim for found in nexts(reading.body).values() for aim in found}
        assert aims <= there | {"end"}


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(max_size=20), st.text(max_size=30), max_size=8), st.lists(st.text(max_size=5)))
def test_any_posted_text_is_read_without_a_crash(sent, order):
    reading = body_of(read_sheet(sent, order), UNITS, keys())
    sketch(reading.body | {"key": "x"})
