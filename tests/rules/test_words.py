"""Numbers, money and dates in Vietnamese words."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vn_numberwords import number_to_words

from motcua.rules import words

SPOKEN = {
    0: "không",
    1: "một",
    4: "bốn",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi bốn",
    25: "hai mươi lăm",
    55: "năm mươi lăm",
    100: "một trăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    121: "một trăm hai mươi mốt",
    1000: "một nghìn",
    1001: "một nghìn không trăm linh một",
    1010: "một nghìn không trăm mười",
    1100: "một nghìn một trăm",
    2025: "hai nghìn không trăm hai mươi lăm",
    10_000: "mười nghìn",
    100_005: "một trăm nghìn không trăm linh năm",
    1_000_005: "một triệu không trăm linh năm",
    1_001_000: "một triệu không trăm linh một nghìn",
    1_000_000_000: "một tỷ",
    1_000_000_015: "một tỷ không trăm mười lăm",
    1_200_000_000_000: "một nghìn hai trăm tỷ",
    -15: "âm mười lăm",
}


@pytest.mark.parametrize(("value", "spoken"), SPOKEN.items())
def test_numbers_are_spoken_as_people_say_them(value: int, spoken: str) -> None:
    assert words.number_words(value) == spoken


def spoken_by_the_library(value: int) -> str:
    """The library says "sáu mươi năm" in some numbers (135 565), which nobody does: five after a ten is "lăm"."""
    return number_to_words(value).replace("mươi năm", "mươi lăm").replace("mười năm", "mười lăm")


@given(st.integers(min_value=0, max_value=999_999_999_999))
def test_an_independent_library_says_the_same(value: int) -> None:
    """Up to 10^12; above it the library repeats "tỷ" ("một nghìn tỷ hai trăm tỷ") and we do not."""
    assert words.number_words(value) == spoken_by_the_library(value)


def test_money_starts_with_a_capital_and_ends_with_dong() -> None:
    assert words.money_words(25_000) == "Hai mươi lăm nghìn đồng"
    assert words.money_words(0) == "Không đồng"


def test_money_below_zero_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="chứng từ hoàn trả"):
        words.money_words(-1)


def test_digits_are_grouped_by_dots() -> None:
    assert words.grouped(1_234_567) == "1.234.567"
    assert words.money_text(1_234_567) == "1.234.567\u00a0đồng"


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 1, 1), "ngày 01 tháng 01 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_dates_are_written_as_decree_30_asks_and_never_break(day: date, written: str) -> None:
    assert words.date_text(day) == written.replace(" ", words.NBSP)


def test_a_moment_is_hour_minute_then_date_and_may_break_only_between_them() -> None:
    text = words.moment_text(datetime(2026, 3, 5, 8, 5))
    assert text.replace(words.NBSP, " ") == "08 giờ 05 phút, ngày 05 tháng 3 năm 2026"
    assert text.count(" ") == 1


def test_short_forms_for_tables() -> None:
    assert words.short_date(date(2026, 3, 5)) == "05/03/2026"
    assert words.short_moment(datetime(2026, 3, 5, 8, 5)) == "08:05 05/03/2026"


def test_a_date_fully_in_words_says_thang_tu() -> None:
    assert (
        words.date_words(date(2025, 4, 15)) == "ngày mười lăm tháng tư năm hai nghìn không trăm hai mươi lăm"
    )
