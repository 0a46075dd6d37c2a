"""Vietnamese words of dates, money, identifiers and deadlines."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from motcua.rules.actors import Actor, Role, Seat
from motcua.rules.lifecycle import State
from motcua.web.ui import charts, navigation, passport, vn_words
from motcua.web.ui.clock import VIETNAM
from motcua.web.ui.deadline_chip import deadline_chip, due_moment, due_words
from motcua.web.ui.form_fields import VnDateField, VnMoneyField
from motcua.web.ui.states import state_chip

NOW = dt.datetime(2026, 3, 2, 9, 15, tzinfo=VIETNAM)


def at(day: int, hour: int = 16, minute: int = 30) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, minute, tzinfo=VIETNAM)


def test_dates_and_times_are_those_of_viet_nam() -> None:
    in_utc = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)
    assert vn_words.datetime_words(in_utc) == "06:30, 02/03/2026"
    assert vn_words.date_words(in_utc) == "02/03/2026"
    assert vn_words.datetime_long(NOW) == "09 giờ 15 phút, ngày 02/03/2026"
    assert vn_words.weekday_words(dt.date(2026, 3, 8)) == "Chủ nhật, 08/03/2026"


def test_money_and_numbers_use_dots_for_thousands_and_a_comma_for_decimals() -> None:
    assert vn_words.money_words(1_250_000) == "1.250.000 đồng"
    assert vn_words.money_words(0) == "0 đồng"
    assert vn_words.number_words(98.75, 1) == "98,8"


def test_an_unknown_amount_is_never_shown_as_zero() -> None:
    assert vn_words.money_words(None) == ""


@pytest.mark.parametrize(
    ("whole", "masked"),
    [("001185001234", "001******234"), ("123456789", "123***789"), ("123", "***"), (None, "")],
)
def test_identity_numbers_are_masked_in_the_middle(whole: str | None, masked: str) -> None:
    assert vn_words.mask_id(whole) == masked


@pytest.mark.parametrize(
    ("due_at", "words", "tone"),
    [
        (at(11), "còn 9 ngày", "ok"),
        (at(4), "còn 2 ngày", "soon"),
        (at(3), "đến hạn ngày mai, 16:30", "soon"),
        (at(2), "đến hạn hôm nay, 16:30", "today"),
        (at(2, 9, 15), "đến hạn hôm nay, 09:15", "today"),
        (at(2, 8, 55), "quá hạn 20 phút", "late"),
        (at(2, 7, 0), "quá hạn 2 giờ", "late"),
        (at(1, 17, 0), "quá hạn 1 ngày", "late"),
    ],
)
def test_an_open_dossier_counts_down_then_says_how_late(due_at: dt.datetime, words: str, tone: str) -> None:
    chip = deadline_chip(due_at, NOW)
    assert (chip.words, chip.tone) == (words, tone)
    assert due_words(due_at, NOW) == words


def test_a_limit_that_ends_with_the_day_belongs_to_that_day() -> None:
    end_of_monday = dt.datetime(2026, 3, 3, 0, 0, tzinfo=VIETNAM)
    assert due_words(end_of_monday, NOW) == "đến hạn hôm nay, 24:00"
    assert due_moment(end_of_monday) == "24:00, 02/03/2026"
    assert due_words(end_of_monday, at(3, 0, 30)) == "quá hạn 1 ngày"
    assert deadline_chip(end_of_monday, NOW, finished_at=at(3, 8)).words == "xong trễ 1 ngày"


@pytest.mark.parametrize(
    ("finished", "words"),
    [(at(1), "xong trước hạn 1 ngày"), (at(2, 17, 0), "xong đúng hạn"), (at(5), "xong trễ 3 ngày")],
)
def test_a_finished_dossier_is_compared_by_date(finished: dt.datetime, words: str) -> None:
    assert deadline_chip(at(2), NOW, finished_at=finished).words == words


def test_pause_stop_and_immediate_have_their_own_words() -> None:
    assert deadline_chip(at(1), NOW, paused=True).words == "tạm dừng"
    assert deadline_chip(at(1), NOW, stopped=True).words == "đã dừng"
    assert deadline_chip(None, NOW).words == "không hẹn ngày"


@pytest.mark.parametrize(
    "typed", ["02/03/2026", "2/3/2026", "2-3-2026", "2.3.2026", "02032026", "2026-03-02", " 02/03/2026 "]
)
def test_a_day_may_be_typed_in_every_usual_way(typed: str) -> None:
    assert VnDateField().clean(typed) == dt.date(2026, 3, 2)


@pytest.mark.parametrize("typed", ["31/02/2026", "03/13/2026", "hôm nay", "2/3/26"])
def test_a_wrong_day_is_refused_with_the_expected_form(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"ví dụ 02/03/2026"):
        VnDateField().clean(typed)


@pytest.mark.parametrize("typed", ["1250000", "1.250.000", "1,250,000", "1 250 000 đ", "1.250.000 đồng"])
def test_money_may_be_typed_in_every_usual_way(typed: str) -> None:
    assert VnMoneyField().clean(typed) == 1_250_000


@pytest.mark.parametrize("typed", ["1.25", "12,5", "mười nghìn", "-5"])
def test_money_with_decimals_or_below_zero_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        VnMoneyField().clean(typed)


@pytest.mark.parametrize("state", list(State))
def test_every_state_of_the_lifecycle_has_words_and_a_colour(state: State) -> None:
    chip = state_chip(state)
    assert chip.label == state.label
    assert chip.tone


def test_the_passport_gathers_like_days_and_keeps_the_reason() -> None:
    lines = [
        {
            "on": f"2026-03-0{d}",
            "counted": d < 7,
            "why": "ngày làm việc" if d < 7 else "ngày nghỉ",
            "basis": "Điều 1",
        }
        for d in range(2, 9)
    ]
    counted, skipped = passport.rows(lines=lines)
    assert (counted.days, counted.amount) == ("02/03/2026 – 06/03/2026", "5 ngày")
    assert (skipped.days, skipped.why, skipped.counted) == ("07/03/2026 – 08/03/2026", "ngày nghỉ", False)


def test_bars_are_relative_to_the_largest_and_survive_an_empty_chart() -> None:
    bars = charts.bar_chart([("A", 2000), ("B", 500), ("C", 0)])
    assert [(bar.figure, bar.length) for bar in bars] == [
        ("2.000", "100.0%"),
        ("500", "25.0%"),
        ("0", "0.0%"),
    ]
    assert charts.bar_chart([]) == []
    assert charts.bar_chart([("A", 0)])[0].length == "0.0%"


def test_a_menu_shows_what_the_seat_opens_and_marks_one_current() -> None:
    items = (
        navigation.NavItem("Phong cách", "style"),
        navigation.NavItem("Bàn làm việc", "style_desk", (Role.COUNTER,)),
        navigation.NavItem("Chưa có", "nowhere"),
    )
    clerk = Actor("Lê Thị Mai", 1, (Seat(Role.CLERK, 1, 1),))
    counter = Actor("Trần Văn Phúc", 2, (Seat(Role.COUNTER, 1, 1),))
    assert [link.label for link in navigation.links(items, "/phong-cach", clerk)] == ["Phong cách"]
    seen = navigation.links(items, "/phong-cach/ban-lam-viec", counter)
    assert [(link.label, link.current) for link in seen] == [("Phong cách", False), ("Bàn làm việc", True)]


def test_a_group_of_one_entry_is_that_entry_and_an_open_group_names_its_page() -> None:
    items = (
        navigation.NavItem("Phong cách", "style", alone=True),
        navigation.NavItem("Bàn làm việc", "style_desk", group="Quản lý"),
        navigation.NavItem("Đăng nhập", "sign_in", (Role.COUNTER,), "Quản lý"),
    )
    clerk = Actor("Lê Thị Mai", 1, (Seat(Role.CLERK, 1, 1),))
    counter = Actor("Trần Văn Phúc", 2, (Seat(Role.COUNTER, 1, 1),))
    seen = navigation.menu(items, "/phong-cach/khac", clerk)
    assert [link.label for link in seen.row] == ["Phong cách", "Bàn làm việc"]
    assert (seen.groups, seen.current) == ((), None)
    seen = navigation.menu(items, "/phong-cach/ban-lam-viec", counter)
    assert [link.label for link in seen.row] == ["Phong cách"]
    assert [(group.label, [link.label for link in group.links]) for group in seen.groups] == [
        ("Quản lý", ["Bàn làm việc", "Đăng nhập"])
    ]
    assert seen.current is not None and seen.current.label == "Bàn làm việc"
    assert seen.groups[0].current == seen.current
