"""The working calendar: rows, scopes, sessions, seasons, closures (domain.md §3.3)."""

from datetime import date, datetime

import pytest

from clock_calendars import PACK, SATURDAY_INTAKE, STANDARD, closed_on
from motcua.rules.calendar_rows import InvalidRow, calendar_from_pack, closures, day_rows
from motcua.rules.deadlines import Limit, NoWorkingDay, due, start
from motcua.rules.sessions import (
    STANDARD_HOURS,
    InvalidSessions,
    OfficeHours,
    Session,
    clock_text,
    office_week,
    parse_day,
    parse_week,
)
from motcua.rules.workdays import Calendar, DayKind, DayRow, Scope

OFFICIAL_SWAPS = [  # domain.md §3.3, table of PM decisions
    ("2018-12-31", "2019-01-05"),
    ("2019-04-29", "2019-05-04"),
    ("2024-04-29", "2024-05-04"),
    ("2025-05-02", "2025-04-26"),
    ("2026-01-02", "2026-01-10"),
    ("2026-08-31", "2026-08-22"),
]


@pytest.mark.parametrize(("off", "made_up"), OFFICIAL_SWAPS)
def test_swapped_days_and_their_made_up_saturdays(off: str, made_up: str) -> None:
    assert not STANDARD.is_working(date.fromisoformat(off))
    assert date.fromisoformat(made_up).weekday() == 5
    assert STANDARD.day(date.fromisoformat(made_up)).working_minutes == 480


def test_swaps_do_not_bind_a_body_that_works_on_saturdays() -> None:
    week = office_week("07:30-11:30, 13:00-17:00", saturday="07:30-11:30")
    free = calendar_from_pack(PACK, hours=(week,), bound_by_swaps=False)
    assert free.day(date(2026, 1, 2)).working_minutes == 480
    assert free.day(date(2026, 1, 10)).working_minutes == 240
    assert not free.is_working(date(2026, 1, 1)), "public holidays bind everybody"


def test_every_row_of_the_pack_is_said_with_its_reason_and_basis() -> None:
    for row in PACK["rows"]:
        if "switch" in row:
            continue
        day = STANDARD.day(date.fromisoformat(row["date"]))
        assert (day.working_minutes > 0) == (row["kind"] == "made_up")
        assert day.why and day.basis


def test_2025_and_2026_have_the_days_off_that_were_announced() -> None:
    def off(year: int) -> int:
        days = (
            date.fromordinal(o) for o in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
        )
        return sum(1 for day in days if day.weekday() < 5 and not STANDARD.is_working(day))

    assert off(2025) == 1 + 5 + 1 + 3 + 2  # 1/1; Tết 27–31/1; 7/4; 30/4, 1/5, 2/5; 1–2/9
    assert off(2026) == 2 + 5 + 1 + 2 + 3  # 1–2/1; Tết 16–20/2; 27/4; 30/4, 1/5; 31/8, 1–2/9


def test_the_narrower_scope_prevails_whatever_the_order() -> None:
    unit = DayRow(date(2026, 3, 3), DayKind.WORK, "trực", Scope.UNIT, parse_day("08:00-09:00"))
    province = DayRow(date(2026, 3, 3), DayKind.REST, "ngày hội của tỉnh", Scope.PROVINCE)
    assert Calendar("a", (unit, province)).day(date(2026, 3, 3)).working_minutes == 60
    day = Calendar("b", (province,)).day(date(2026, 3, 3))
    assert (day.working_minutes, day.why) == (0, "ngày nghỉ (ngày hội của tỉnh)")
    assert Calendar("c", (DayRow(date(2026, 3, 3), DayKind.REST),)).day(date(2026, 3, 3)).why == "ngày nghỉ"


def test_a_row_may_give_the_day_its_own_sessions_or_the_ordinary_ones() -> None:
    sunday = date(2026, 3, 8)
    rows = day_rows([{"date": "2026-03-08", "kind": "work", "name": "trực bầu cử", "scope": "unit"}])
    day = Calendar("v", rows).day(sunday)
    assert (day.working_minutes, day.why) == (480, "ngày làm việc: trực bầu cử")
    rows = day_rows([{"date": "2026-03-08", "kind": "made_up", "sessions": ["07:30-11:30"]}])
    assert Calendar("v", rows).day(sunday).working_minutes == 240


def test_intake_only_saturday_is_open_but_does_not_count() -> None:
    saturday = date(2026, 3, 7)
    assert not SATURDAY_INTAKE.is_working(saturday)
    assert SATURDAY_INTAKE.is_intake_open(datetime(2026, 3, 7, 9))
    assert not SATURDAY_INTAKE.is_intake_open(datetime(2026, 3, 7, 13))
    assert SATURDAY_INTAKE.day(saturday).why == "chỉ tiếp nhận hồ sơ, không tính giờ làm việc"
    assert SATURDAY_INTAKE.day(date(2026, 8, 22)).working_minutes == 480, "made-up Saturday works all day"


def test_a_closure_stops_intake_and_only_on_request_the_clock() -> None:
    silent, suspending = closed_on("2026-03-12", suspends=False), closed_on("2026-03-12", suspends=True)
    thursday = datetime(2026, 3, 12, 9)
    assert not silent.is_intake_open(thursday)
    assert silent.is_working(thursday.date())
    assert not suspending.is_working(thursday.date())
    assert suspending.day(thursday.date()).basis == "Thông báo 133/TB-UBND"
    assert start(thursday, silent) == datetime(2026, 3, 13, 7, 30)
    found = due(datetime(2026, 3, 11, 18), Limit.of(1, "WORKING_DAY"), silent)
    assert found.at == datetime(2026, 3, 16, 7, 30)
    assert "đơn vị ngừng tiếp nhận theo thông báo" in [line.why for line in found.trace]


def test_seasons_even_over_new_year_and_dated_hours() -> None:
    winter = office_week("08:00-12:00, 13:00-17:00", season=((10, 15), (4, 15)))
    old = office_week("09:00-10:00", valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31))
    calendar = Calendar("mùa", hours=(old, winter, STANDARD_HOURS))
    assert calendar.day(date(2026, 1, 5)).opens == 8 * 60
    assert calendar.day(date(2026, 10, 15)).opens == 8 * 60
    assert calendar.day(date(2026, 4, 16)).opens == 7 * 60 + 30
    assert calendar.day(date(2020, 6, 1)).opens == 9 * 60
    summer = office_week("07:00-11:30, 13:30-17:00", season=((5, 1), (8, 31)))
    assert Calendar("hè", hours=(summer, STANDARD_HOURS)).day(date(2026, 6, 1)).opens == 7 * 60


def test_hours_that_do_not_apply_leave_the_day_empty() -> None:
    calendar = Calendar("trống", hours=(office_week("08:00-09:00", valid_from=date(2026, 3, 3)),))
    assert calendar.day(date(2026, 3, 2)).why == "đơn vị không làm việc theo lịch"
    assert calendar.working_day_from(date(2026, 3, 1)).on == date(2026, 3, 3)
    row = DayRow(date(2026, 3, 1), DayKind.WORK)
    assert Calendar("trống", (row,), calendar.hours).day(date(2026, 3, 1)).working_minutes == 0


@pytest.mark.parametrize("unit", ["WORKING_DAY", "WORKING_HOUR", "SAME_DAY", "CALENDAR_DAY"])
def test_a_calendar_without_working_days_is_refused(unit: str) -> None:
    empty = Calendar("rỗng", hours=(office_week(""),))
    with pytest.raises(NoWorkingDay, match="không có ngày làm việc nào"):
        due(datetime(2026, 3, 2, 9), Limit.of(1, unit), empty)


@pytest.mark.parametrize(("value", "unit"), [(300, "WORKING_DAY"), (2400, "WORKING_HOUR")])
def test_a_calendar_that_ends_in_the_middle_of_the_count_is_refused(value: int, unit: str) -> None:
    ending = Calendar("hết", hours=(office_week("07:30-11:30, 13:00-17:00", valid_to=date(2026, 4, 30)),))
    with pytest.raises(NoWorkingDay):
        due(datetime(2026, 3, 2, 9), Limit.of(value, unit), ending)
    assert OfficeHours(((),) * 7).ordinary_day() == ()


def test_last_working_moment() -> None:
    def last(*parts: int) -> datetime:
        return STANDARD.last_working_moment(datetime(2026, 3, *parts))

    assert last(15, 9) == datetime(2026, 3, 13, 17)
    assert last(16, 7) == datetime(2026, 3, 13, 17)
    assert last(16, 12) == datetime(2026, 3, 16, 11, 30)
    assert last(16, 9, 5) == datetime(2026, 3, 16, 9, 5)


def test_calendars_are_values() -> None:
    assert calendar_from_pack(PACK) == calendar_from_pack(PACK)
    assert hash(calendar_from_pack(PACK)) == hash(STANDARD)
    assert calendar_from_pack(PACK, switches=["24-11"]).version == "VN-2026.11+24-11"
    assert calendar_from_pack(PACK, version="tỉnh A, 2026").version == "tỉnh A, 2026"


def test_doubts_are_said() -> None:
    days, hours = Limit.of(5, "WORKING_DAY"), Limit.of(1, "WORKING_HOUR")
    assert due(datetime(2026, 12, 1, 9), days, STANDARD).warnings == ()
    warned = due(datetime(2026, 12, 28, 9), days, STANDARD).warnings
    assert len(warned) == 1 and "đến 31/12/2026" in warned[0]
    tet = due(datetime(2027, 2, 3, 16, 30), hours, STANDARD).warnings
    assert len(tet) == 2 and "04/02/2027" in tet[1] and "chưa có thông báo chính thức" in tet[1]
    assert len(due(datetime(2010, 3, 1, 9), days, STANDARD).warnings) == 1


@pytest.mark.parametrize(
    "text",
    ["7h30", "11:30-07:30", "07:60-08:00", "07:30-25:00", "07:30-11:30, 11:00-12:00", 5, [5], [["07:30"]]],
)
def test_bad_sessions_are_refused_in_words(text: object) -> None:
    with pytest.raises(InvalidSessions, match="hãy|phải"):
        parse_day(text)


def test_sessions_are_read() -> None:
    morning, afternoon = Session(450, 690), Session(780, 1020)
    assert parse_day("13:00-17:00, 07h30 – 11h30") == (morning, afternoon)
    assert parse_day([["07:30", "11:30"], ["13:00", "17:00"]]) == (morning, afternoon)
    assert parse_week({"weekdays": "07:30-11:30", "sat": ["08:00-09:00 intake"], "mon": ""}).week[0] == ()
    assert parse_week({"weekdays": "07:30-11:30"}).week[4:] == ((morning,), (), ())
    assert parse_week("07:30-11:30,13:00-17:00") == STANDARD_HOURS
    assert clock_text(1440) == "24:00"
    with pytest.raises(InvalidSessions, match="Không có ngày “t2”"):
        parse_week({"t2": "07:30-11:30"})
    with pytest.raises(InvalidSessions, match="đủ bảy ngày"):
        OfficeHours(((morning,),))


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"date": "2/9/2026", "kind": "holiday"}, "date"),
        ({"kind": "holiday"}, "date"),
        ({"date": "2026-09-02", "kind": "lễ"}, "kind"),
        ({"date": "2026-09-02", "kind": "holiday", "scope": "xã"}, "scope"),
        ({"date": "2026-09-02", "kind": "work", "sessions": "sáng"}, "sessions"),
    ],
)
def test_bad_rows_name_the_line_and_the_field(row: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidRow, match=f"Dòng lịch 2, cột {field}"):
        day_rows([{"date": "2026-09-01", "kind": "holiday"}, row])


def test_a_closure_ends_after_it_begins() -> None:
    with pytest.raises(InvalidRow, match="Dòng lịch 1"):
        closures([{"from": "2026-03-12", "to": "2026-03-11"}])
