"""Limits, rule sets, classes, legs and the passport's sentences."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from clock_calendars import CATALOGUE, STANDARD
from motcua.rules import deadlines as clock
from motcua.rules.deadlines import (
    ND61,
    ND118,
    Leg,
    LegsNotOrdered,
    Limit,
    OpenTimeliness,
    Precision,
    SupplementPolicy,
    Timeliness,
    Unit,
    classify,
    due,
    due_soon,
    explain,
    latest_day_before,
    open_class,
    plan,
    promise,
    rule_set_for,
    rule_set_named,
)
from motcua.rules.sessions import office_week
from motcua.rules.timeliness import by_dates
from motcua.rules.workdays import Calendar

MONDAY = datetime(2026, 3, 2, 9, 15)


def working(days: object) -> Limit:
    return Limit.of(str(days), Unit.WORKING_DAY)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("3,5", "WORKING_DAY", "3,5 ngày làm việc"),
        (10, "CALENDAR_DAY", "10 ngày"),
        (Decimal("20.00"), "WORKING_DAY", "20 ngày làm việc"),
        (176, "WORKING_HOUR", "176 giờ làm việc"),
        (None, "SAME_DAY", "trong ngày"),
        (1, "UNSTRUCTURED", "chưa xác định"),
    ],
)
def test_limits_in_words(value: object, unit: str, text: str) -> None:
    assert Limit.of(value, unit).text == text  # type: ignore[arg-type]  # the table mixes types on purpose


@pytest.mark.parametrize(
    ("value", "unit", "message"),
    [
        (-1, "WORKING_DAY", "số không âm"),
        ("Infinity", "HOUR", "số không âm"),
        ("ba", "WORKING_DAY", "không phải là số"),
        (5, "NGAY", "Không có đơn vị thời hạn “NGAY”"),
        (101, "YEAR", "một trăm năm"),
    ],
)
def test_bad_limits(value: object, unit: str, message: str) -> None:
    with pytest.raises(clock.InvalidLimit, match=message):
        Limit.of(value, unit)  # type: ignore[arg-type]  # the table mixes types on purpose


@pytest.mark.parametrize(
    ("value", "unit", "on"),
    [
        ("1,5", Unit.CALENDAR_DAY, date(2026, 3, 4)),  # a part of a day runs to the end of that day
        ("0,5", Unit.WEEK, date(2026, 3, 6)),
        ("1,5", Unit.MONTH, date(2026, 4, 17)),  # half a month is 15 days (Điều 146 khoản 1 BLDS)
        ("0,5", Unit.YEAR, date(2026, 9, 3)),  # half a year is six months; 02/09 is a holiday
        ("1", Unit.YEAR, date(2027, 3, 2)),
    ],
)
def test_fractions_of_calendar_units(value: str, unit: Unit, on: date) -> None:
    assert due(MONDAY, Limit.of(value, unit), STANDARD).on == on


def test_a_leap_day_a_year_later_is_the_last_day_of_february() -> None:
    found = due(datetime(2024, 2, 29, 9), Limit.of(1, Unit.YEAR), STANDARD)
    assert found.on == date(2025, 2, 28)
    assert "không có ngày 29" in " ".join(explain(found))


def test_a_limit_beyond_the_calendar_of_the_world_is_refused() -> None:
    for unit in (Unit.MONTH, Unit.WORKING_DAY, Unit.HOUR, Unit.CALENDAR_DAY):
        with pytest.raises(clock.InvalidLimit, match="vượt quá phạm vi"):
            due(datetime(9999, 12, 30, 9), Limit.of(100, unit), STANDARD)


def test_a_time_zone_is_refused() -> None:
    hanoi = datetime(2026, 3, 2, 9, tzinfo=timezone(timedelta(hours=7)))
    with pytest.raises(clock.AwareMoment, match="giờ Việt Nam"):
        due(hanoi, working(1), STANDARD)


def test_seconds_belong_to_their_minute() -> None:
    assert due(datetime(2026, 3, 2, 17, 0, 59), working(1), STANDARD).at == datetime(2026, 3, 3, 17)


def test_a_part_of_a_day_never_ends_after_the_next_day() -> None:
    """Saturday of one hour: 1,9 days may not be later than 2 days."""
    week = office_week("07:30-11:30, 13:00-17:00", saturday="07:30-08:30")
    short = Calendar("thứ Bảy ngắn", hours=(week,))
    thursday = datetime(2026, 3, 5, 16)
    assert due(thursday, working(2), short).at == datetime(2026, 3, 7, 8, 30)
    found = due(thursday, working("1,9"), short)
    assert found.at == datetime(2026, 3, 7, 8, 30)
    assert found.trace[-1].why == "không muộn hơn hạn của 2 ngày làm việc"


@pytest.mark.parametrize(
    ("received", "key"),
    [("2015-01-01", "ND61"), ("2018-06-21", "ND61"), ("2025-06-30", "ND61"), ("2025-07-01", "ND118")],
)
def test_rule_set_by_day_of_receipt(received: str, key: str) -> None:
    assert rule_set_for(date.fromisoformat(received)).key == key


def test_the_two_rule_sets() -> None:
    assert (ND61.forms, ND118.forms) == ("01/2018/TT-VPCP", "03/2025/TT-VPCP")
    assert ND61.supplement_policy is SupplementPolicy.RESTART
    assert ND118.has_stop_notice and not ND61.has_stop_notice
    assert ND61.in_force_to is not None
    assert ND61.in_force_to + timedelta(days=1) == ND118.in_force_from
    assert rule_set_named("ND118") is ND118
    with pytest.raises(clock.UnknownRuleSet, match="ND61, ND118"):
        rule_set_named("ND2030")


def test_promise_takes_the_earlier_due_date() -> None:
    assert promise(MONDAY, working(5), None, STANDARD).appointment.on == date(2026, 3, 9)
    assert promise(MONDAY, working(5), working(7), STANDARD).appointment.on == date(2026, 3, 9)
    nothing = Limit.of(None, Unit.UNSTRUCTURED)
    assert promise(MONDAY, nothing, working(7), STANDARD).appointment.on == date(2026, 3, 11)
    assert promise(MONDAY, working(5), nothing, STANDARD).appointment.on == date(2026, 3, 9)


DUE = due(MONDAY, working(5), STANDARD)  # Mon 09/03/2026 09:15
NONE = due(MONDAY, Limit.of(None, Unit.IMMEDIATE), STANDARD)


@pytest.mark.parametrize(
    ("finished", "by_date", "by_moment"),
    [
        (datetime(2026, 3, 6, 17), Timeliness.EARLY, Timeliness.EARLY),
        (datetime(2026, 3, 9, 8), Timeliness.ON_TIME, Timeliness.ON_TIME),
        (datetime(2026, 3, 9, 16), Timeliness.ON_TIME, Timeliness.OVERDUE),  # the trap of domain.md §3.6
        (datetime(2026, 3, 10, 8), Timeliness.OVERDUE, Timeliness.OVERDUE),
    ],
)
def test_classes_of_finished_dossiers(finished: datetime, by_date: Timeliness, by_moment: Timeliness) -> None:
    assert classify(finished, DUE) is by_date
    assert classify(finished, DUE, Precision.MOMENT) is by_moment
    assert classify(finished, NONE) is Timeliness.ON_TIME
    assert by_dates(finished.date(), DUE.on) is by_date


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 3, 6, 17), OpenTimeliness.WITHIN),
        (datetime(2026, 3, 8, 9, 15), OpenTimeliness.DUE_SOON),
        (datetime(2026, 3, 9, 16), OpenTimeliness.DUE_SOON),
        (datetime(2026, 3, 10, 0), OpenTimeliness.OVERDUE),
    ],
)
def test_classes_of_open_dossiers(now: datetime, expected: OpenTimeliness) -> None:
    assert open_class(now, DUE) is expected
    assert due_soon(now, DUE) is (expected is OpenTimeliness.DUE_SOON)
    assert open_class(now, NONE) is OpenTimeliness.WITHIN
    assert not due_soon(now, NONE)
    if expected is not OpenTimeliness.OVERDUE:
        assert classify(now, DUE) is not Timeliness.OVERDUE, "one question, one answer"
    assert open_class(datetime(2026, 3, 9, 16), DUE, Precision.MOMENT) is OpenTimeliness.OVERDUE


def test_the_end_of_the_day_is_on_time_until_midnight() -> None:
    found = due(MONDAY, Limit.of(15, Unit.CALENDAR_DAY), STANDARD)
    assert (found.at, found.on) == (datetime(2026, 3, 18), date(2026, 3, 17))
    assert classify(datetime(2026, 3, 17, 23, 59), found) is Timeliness.ON_TIME
    assert classify(datetime(2026, 3, 18, 0, 0), found) is Timeliness.OVERDUE


def test_labels() -> None:
    assert [one.label for one in Timeliness] == ["trước hạn", "đúng hạn", "quá hạn"]
    assert [one.label for one in OpenTimeliness] == ["trong hạn", "sắp đến hạn", "quá hạn"]
    assert NONE.text == "Trả kết quả ngay"
    assert NONE.clock == ""
    assert due(MONDAY, Limit.of(1, Unit.UNSTRUCTURED), STANDARD).text == "Chưa xác định thời hạn"


def test_the_passport_in_sentences() -> None:
    assert explain(due(datetime(2025, 4, 25, 15, 30), working("4,5"), STANDARD)) == [
        "Thời hạn: 4,5 ngày làm việc (bộ quy tắc ND61, lịch VN-2026.11).",
        "Thứ Sáu 25/04/2025: tiếp nhận lúc 15:30.",
        "Thứ Sáu 25/04/2025: không tính, ngày đầu tiên của thời hạn (khoản 2 Điều 147 Bộ luật Dân sự 2015).",
        "Thứ Bảy 26/04/2025: tính 1 ngày làm việc, ngày làm việc bù (thay ngày 02/05/2025) "
        "(Thông báo 6150/TB-BLĐTBXH); cộng dồn 1 ngày làm việc.",
        "Chủ nhật 27/04/2025: không tính, nghỉ hằng tuần (Điều 111 Bộ luật Lao động 2019).",
        "Từ thứ Hai 28/04/2025 đến thứ Ba 29/04/2025: tính 2 ngày làm việc (Điều 1 Quyết định 188/1999/QĐ-TTg); "
        "cộng dồn 3 ngày làm việc.",
        "Thứ Tư 30/04/2025: không tính, nghỉ lễ, tết: Ngày Chiến thắng 30/4 (Điều 112 Bộ luật Lao động 2019).",
        "Thứ Năm 01/05/2025: không tính, nghỉ lễ, tết: Ngày Quốc tế lao động 1/5 (Điều 112 Bộ luật Lao động 2019).",
        "Thứ Sáu 02/05/2025: không tính, nghỉ hoán đổi (làm bù ngày 26/04/2025) (Thông báo 6150/TB-BLĐTBXH).",
        "Từ thứ Bảy 03/05/2025 đến Chủ nhật 04/05/2025: không tính, nghỉ hằng tuần (Điều 111 Bộ luật Lao động 2019).",
        "Thứ Hai 05/05/2025: tính 1 ngày làm việc (Điều 1 Quyết định 188/1999/QĐ-TTg); cộng dồn 4 ngày làm việc.",
        "Từ thứ Hai 05/05/2025 đến thứ Ba 06/05/2025: tính 4 giờ (Điều 1 Quyết định 188/1999/QĐ-TTg); "
        "cộng dồn 4 ngày làm việc 4 giờ.",
        "Hẹn trả kết quả: 10:00 thứ Ba 06/05/2025.",
    ]
    assert explain(NONE)[-2:] == [
        "Thứ Hai 02/03/2026: trả kết quả ngay, không hẹn ngày (Nghị định 118/2025/NĐ-CP).",
        "Trả kết quả ngay.",
    ]
    warned = explain(due(datetime(2026, 12, 28, 9), working(5), STANDARD))
    assert warned[-1].startswith("Lưu ý: Lịch VN-2026.11 chỉ có lịch nghỉ chính thức")


def test_weekly_rest_before_2021_is_under_the_older_labour_code() -> None:
    said = " ".join(explain(due(datetime(2019, 3, 1, 9), working(1), CATALOGUE)))
    assert "Điều 110 Bộ luật Lao động 2012" in said


def test_backwards_only_whole_days() -> None:
    with pytest.raises(clock.InvalidLimit, match="Không đếm lùi được 1 tháng"):
        latest_day_before(date(2026, 7, 1), Limit.of(1, Unit.MONTH), STANDARD)
    with pytest.raises(clock.InvalidLimit, match="phải là số nguyên"):
        latest_day_before(date(2026, 7, 1), working("0,5"), STANDARD)
    found = latest_day_before(date(2026, 7, 1), Limit.of(3, Unit.CALENDAR_DAY), STANDARD)
    assert (found.on, found.working_on) == (date(2026, 6, 28), date(2026, 6, 26))


@pytest.mark.parametrize(
    "legs",
    [
        [],
        [Leg("a", working(1)), Leg("a", working(2))],
        [Leg("a", working(1), ("b",)), Leg("b", working(1), ("a",))],
        [Leg("a", working(1), ("không có",))],
    ],
)
def test_legs_that_cannot_be_ordered(legs: list[Leg]) -> None:
    with pytest.raises(LegsNotOrdered):
        plan(MONDAY, legs, STANDARD)


def test_an_immediate_leg_passes_its_start_on() -> None:
    legs = [Leg("a", Limit.of(None, Unit.IMMEDIATE)), Leg("b", working(2), ("a",))]
    assert plan(MONDAY, legs, STANDARD).whole.at == datetime(2026, 3, 4, 9, 15)


SATURDAY_WORKS = Calendar("thứ Bảy làm việc", hours=(office_week("07:30-11:30, 13:00-17:00", "07:30-11:30"),))


@pytest.mark.parametrize("calendar", [STANDARD, CATALOGUE, SATURDAY_WORKS])
@pytest.mark.parametrize("unit", [unit for unit in Unit if unit.has_value])
def test_every_day_that_counts_cites_a_law(calendar: Calendar, unit: Unit) -> None:
    for received in (datetime(2019, 2, 27, 18), datetime(2026, 2, 10, 16, 40), datetime(2026, 3, 6, 9)):
        counted = [line for line in due(received, Limit.of("7,5", unit), calendar).trace if line.counted]
        assert counted and not [line for line in counted if not line.basis]


def test_the_law_of_a_working_day_is_that_of_the_week_it_belongs_to() -> None:
    cited = {
        day: SATURDAY_WORKS.day(date.fromisoformat(day)).counts_by for day in ("2026-03-06", "2026-03-07")
    }
    assert cited == {
        "2026-03-06": "Điều 1 Quyết định 188/1999/QĐ-TTg",
        "2026-03-07": "khoản 2 Điều 105 Bộ luật Lao động 2019",
    }
    assert SATURDAY_WORKS.day(date(2020, 3, 7)).counts_by == "khoản 2 Điều 104 Bộ luật Lao động 2012"
    assert STANDARD.day(date(2026, 3, 7)).counts_by == "Điều 111 Bộ luật Lao động 2019"


def test_an_event_after_hours_cites_nothing_of_its_own() -> None:
    """The working week says why a day counts, not why the counter was closed that evening."""
    evening = due(datetime(2026, 3, 2, 18), working(1), STANDARD).trace[0]
    assert evening.is_event and "ngoài giờ làm việc" in evening.why and evening.basis == ""


@pytest.mark.parametrize("unit", [Unit.WORKING_DAY, Unit.CALENDAR_DAY])
def test_counting_back_every_day_that_counts_cites_a_law(unit: Unit) -> None:
    lines = latest_day_before(date(2026, 3, 12), Limit.of(5, unit), STANDARD).trace
    assert sum(line.counted for line in lines) == 5 and not [
        line for line in lines if line.counted and not line.basis
    ]
