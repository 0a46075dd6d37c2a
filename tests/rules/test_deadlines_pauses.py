"""Pause, resume, restart, extend, and the fold of a dossier's clock (domain.md §3.5; T11–T17, T27)."""

from datetime import date, datetime, timedelta

import pytest

from clock_calendars import STANDARD, WITH_CULTURE_DAY
from motcua.rules.deadlines import (
    ND61,
    ClockEvent,
    ClockOutOfOrder,
    ClockState,
    ExtensionNotAllowed,
    Happening,
    Limit,
    PauseOutOfOrder,
    Policy,
    Unit,
    due,
    explain,
    extend,
    last_apology_moment,
    restart,
    resume,
    run,
)

BEGUN = datetime(2026, 3, 2, 9)


def march(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute)


def begin(value: object, unit: Unit = Unit.WORKING_DAY) -> ClockEvent:
    return ClockEvent(Happening.STARTED, BEGUN, Limit.of(str(value), unit))


def pause(day: int, hour: int = 9, minute: int = 0) -> ClockEvent:
    return ClockEvent(Happening.PAUSED, march(day, hour, minute), why="bổ sung giấy tờ")


def back(day: int, hour: int = 9, minute: int = 0) -> ClockEvent:
    return ClockEvent(Happening.RESUMED, march(day, hour, minute))


def clock(*events: ClockEvent) -> ClockState:
    return run(events, STANDARD)


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (15, Unit.CALENDAR_DAY, datetime(2026, 3, 24)),  # 17/03 + 5 days = Sun 22/03 → Mon 23/03, 24:00
        (2, Unit.WEEK, datetime(2026, 3, 24)),  # 16/03 + 5 days = Sat 21/03 → Mon 23/03, 24:00
        (1, Unit.MONTH, datetime(2026, 4, 8)),  # 02/04 + 5 days = Tue 07/04, 24:00
        (100, Unit.HOUR, datetime(2026, 3, 11, 18)),  # Fri 06/03 13:00 + 125 h
    ],
)
def test_a_pause_from_thursday_morning_to_tuesday_afternoon(
    value: int, unit: Unit, expected: datetime
) -> None:
    state = clock(begin(value, unit), pause(5), back(10, 14))
    assert state.due.at == expected


def test_working_hours_keep_their_remaining_minutes() -> None:
    """20 h from Mon 09:00; 6,5 h used on Monday and 7 h on Tuesday by 16:00, so 6,5 h are left."""
    begun, asked = begin(20, Unit.WORKING_HOUR), pause(3, 16)
    assert clock(begun).due.at == march(4, 14, 30)
    assert clock(begun, asked, back(10, 15)).due.at == march(11, 13, 30)
    assert clock(begun, asked, back(4, 7)).due.at == march(4, 15, 30)


def test_same_day_keeps_its_remaining_minutes() -> None:
    state = clock(begin(0, Unit.SAME_DAY), pause(2, 16), back(3, 10))
    assert state.due.at == march(3, 11)
    assert state.used_minutes == 330


def test_no_due_date_is_never_paused_into_one() -> None:
    before = due(BEGUN, Limit.of(None, Unit.UNSTRUCTURED), STANDARD)
    assert resume(before, march(3), march(4), STANDARD) is before


def test_a_limit_already_over_stays_over() -> None:
    state = clock(begin(1), pause(5), back(10))
    assert state.due.at == march(3)
    assert state.due.trace[-1].why == "thời hạn đã hết trước khi tạm dừng, không đổi"


def test_a_pause_over_the_weekend_changes_nothing_but_is_written_down() -> None:
    before = due(BEGUN, Limit.of(7, Unit.WORKING_DAY), STANDARD)
    after = resume(before, march(6, 17), march(9, 7), STANDARD, "chờ nộp thuế")
    assert after.at == before.at
    assert "tạm dừng từ 17:00: chờ nộp thuế, đã dùng 4 ngày làm việc 6 giờ 30 phút" in [
        line.why for line in after.trace
    ]


def test_resuming_before_pausing_is_refused() -> None:
    before = due(BEGUN, Limit.of(7, Unit.WORKING_DAY), STANDARD)
    with pytest.raises(PauseOutOfOrder, match="phải sau thời điểm tạm dừng"):
        resume(before, march(6), march(5), STANDARD)


def test_two_pauses_keep_both_remainders() -> None:
    state = clock(begin(7), pause(5), back(10, 15), pause(11, 15), back(12, 15))
    assert state.due.at == march(17, 15)
    assert [change.what for change in state.history] == [
        Happening.STARTED,
        Happening.RESUMED,
        Happening.RESUMED,
    ]
    assert state.due_original.at == march(11)
    assert state.used_minutes == 4 * 480
    assert state.used_at(march(13, 15), STANDARD) == 5 * 480


def test_used_minutes_of_a_clock_that_never_moved() -> None:
    assert clock(begin(7), pause(6, 17), back(9, 7), pause(9, 8)).used_minutes == 4 * 480 + 390 + 30
    state = clock(begin(7), ClockEvent(Happening.STOPPED, march(3)))
    assert (state.used_minutes, state.used_at(march(9), STANDARD)) == (480, 480)
    assert clock(begin(1), ClockEvent(Happening.STOPPED, march(20))).used_minutes == 480, (
        "never more than the limit"
    )
    assert clock(begin(9, Unit.CALENDAR_DAY), pause(5)).used_minutes == 0


def test_restart_keeps_the_rule_set_of_the_first_receipt_and_its_history() -> None:
    events = [
        ClockEvent(Happening.STARTED, datetime(2025, 6, 30, 9), Limit.of(7, Unit.WORKING_DAY)),
        ClockEvent(Happening.PAUSED, datetime(2025, 7, 2, 9), why="thiếu bản vẽ"),
        ClockEvent(Happening.RESTARTED, datetime(2025, 7, 7, 9)),
    ]
    state = run(events, STANDARD)
    assert (state.due.rule_set, state.due.received_at) == ("ND61", datetime(2025, 6, 30, 9))
    assert state.due.at == datetime(2025, 7, 16, 9)
    said = "\n".join(explain(state.due))
    assert "tiếp nhận lúc 09:00" in said
    assert "tạm dừng từ 09:00: thiếu bản vẽ" in said
    assert "tính lại từ đầu lúc 09:00 (khoản 4 Điều 19 Nghị định 61/2018/NĐ-CP)" in said
    assert state.used_minutes == 0


def test_a_recalled_result_gets_a_new_clock_by_decision() -> None:
    stopped = ClockEvent(Happening.STOPPED, march(4))
    again = ClockEvent(Happening.RESTARTED, march(9), Limit.of(2, Unit.WORKING_DAY))
    state = clock(begin(5), stopped, again)
    assert (state.due.at, state.running, state.stopped_at) == (march(11), True, None)
    assert restart(state.due, march(16), STANDARD, Policy(ND61)).rule_set == "ND61"


def extension(day: int, new_at: datetime, **more: object) -> ClockEvent:
    return ClockEvent(Happening.EXTENDED, march(day), new_at=new_at, why="chờ ý kiến", **more)  # type: ignore[arg-type]  # kwargs of one test


def test_extension_moves_the_current_date_only_once() -> None:
    state = clock(begin(5), extension(5, march(13)))
    assert (state.due_original.at, state.due.at, state.extensions) == (march(9), march(13), 1)
    assert "xin lỗi và hẹn lại, lý do: chờ ý kiến" in state.due.trace[-1].why
    with pytest.raises(ExtensionNotAllowed, match="đã được hẹn lại 1 lần"):
        clock(begin(5), extension(5, march(13)), extension(6, march(20)))


def test_an_extended_limit_may_pause_and_keeps_the_new_remainder() -> None:
    state = clock(begin(5), extension(5, march(13)), pause(6), back(9))
    assert state.due.at == march(16)
    assert state.used_minutes == 4 * 480
    calendar_days = clock(begin(15, Unit.CALENDAR_DAY), extension(5, march(21, 0), new_on=date(2026, 3, 20)))
    assert (calendar_days.due.on, calendar_days.due.text) == (date(2026, 3, 20), "24:00 ngày 20/03/2026")
    moved = clock(
        begin(15, Unit.CALENDAR_DAY), extension(5, march(21, 0), new_on=date(2026, 3, 20)), pause(6), back(9)
    )
    assert moved.due.on == date(2026, 3, 23)


@pytest.mark.parametrize(
    ("at", "new_at", "message"),
    [(march(8), march(13), "Đã quá muộn"), (march(5), march(9), "phải sau ngày hẹn cũ")],
)
def test_extensions_refused(at: datetime, new_at: datetime, message: str) -> None:
    with pytest.raises(ExtensionNotAllowed, match=message):
        extend(due(BEGUN, Limit.of(5, Unit.WORKING_DAY), STANDARD), at, new_at, STANDARD)


def test_no_due_date_no_extension() -> None:
    never = due(BEGUN, Limit.of(None, Unit.IMMEDIATE), STANDARD)
    assert last_apology_moment(never, STANDARD) is None
    with pytest.raises(ExtensionNotAllowed, match="không có ngày hẹn trả"):
        extend(never, march(3), march(9), STANDARD)


def test_last_apology_moment_of_a_limit_in_days_is_the_close_of_the_day_before() -> None:
    found = due(BEGUN, Limit.of(15, Unit.CALENDAR_DAY), STANDARD)
    assert found.text == "24:00 ngày 17/03/2026"
    assert last_apology_moment(found, STANDARD, ND61) == march(16, 17)


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ([], "Chưa có sự kiện tiếp nhận"),
        ([pause(5)], "Sự kiện đầu tiên"),
        ([ClockEvent(Happening.STARTED, BEGUN)], "kèm thời hạn"),
        ([begin(5), begin(5)], "đã bắt đầu tính rồi"),
        ([begin(5), pause(5), pause(6)], "đang tạm dừng nên không thể tạm dừng"),
        ([begin(5), back(6)], "không đang tạm dừng"),
        ([begin(5), pause(5), pause(4)], "xảy ra trước sự kiện liền trước"),
        ([begin(5), pause(5), extension(6, march(20))], "không thể gia hạn"),
        ([begin(5), ClockEvent(Happening.EXTENDED, march(4))], "kèm ngày hẹn mới"),
        ([begin(5), ClockEvent(Happening.STOPPED, march(4)), pause(5)], "đã dừng nên không thể tạm dừng"),
        ([begin(5)] + [ClockEvent(Happening.STOPPED, march(4))] * 2, "đã dừng rồi"),
    ],
)
def test_events_out_of_order_are_refused(events: list[ClockEvent], message: str) -> None:
    with pytest.raises(ClockOutOfOrder, match=message):
        run(events, STANDARD)


def test_a_late_change_of_the_calendar_is_a_run_with_the_new_calendar() -> None:
    events = [ClockEvent(Happening.STARTED, datetime(2026, 11, 23, 10), Limit.of(2, Unit.WORKING_DAY))]
    assert run(events, WITH_CULTURE_DAY).due.on - run(events, STANDARD).due.on == timedelta(days=1)  # type: ignore[operator]  # both have a date
