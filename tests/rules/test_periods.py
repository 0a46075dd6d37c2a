"""Reporting periods: the 15th to the 14th, calendar ones, any days (domain.md §6.2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.periods import (
    PeriodRefused,
    Regime,
    Span,
    between,
    named,
    newest_over,
    parse,
    previous,
    recognised,
)

R, C = Regime.REPORTING, Regime.CALENDAR


@pytest.mark.parametrize(
    ("regime", "span", "year", "ordinal", "name", "first", "last"),
    [
        (R, Span.MONTH, 2026, 2, "Tháng 02/2026", "2026-01-15", "2026-02-14"),
        (R, Span.MONTH, 2026, 1, "Tháng 01/2026", "2025-12-15", "2026-01-14"),
        (R, Span.QUARTER, 2026, 1, "Quý I/2026", "2025-12-15", "2026-03-14"),
        (R, Span.QUARTER, 2026, 4, "Quý IV/2026", "2026-09-15", "2026-12-14"),
        (R, Span.HALF_YEAR, 2026, 1, "6 tháng năm 2026", "2025-12-15", "2026-06-14"),
        (R, Span.NINE_MONTHS, 2026, 1, "9 tháng năm 2026", "2025-12-15", "2026-09-14"),
        (R, Span.YEAR, 2026, 1, "Năm 2026", "2025-12-15", "2026-12-14"),
        (C, Span.MONTH, 2024, 2, "Tháng 02/2024", "2024-02-01", "2024-02-29"),
        (C, Span.QUARTER, 2018, 1, "Quý I/2018", "2018-01-01", "2018-03-31"),
        (C, Span.HALF_YEAR, 2026, 1, "6 tháng năm 2026", "2026-01-01", "2026-06-30"),
        (C, Span.YEAR, 2019, 1, "Năm 2019", "2019-01-01", "2019-12-31"),
    ],
)
def test_days_and_names(regime, span, year, ordinal, name, first, last):
    period = named(regime, span, year, ordinal)
    assert (period.name, f"{period.first}", f"{period.last}") == (name, first, last)
    assert parse(period.key) == period
    assert recognised(period.first, period.last) == period


@given(st.sampled_from([R, C]), st.sampled_from(list(Span)), st.integers(2001, 2100), st.data())
def test_periods_of_a_kind_follow_without_gap_or_overlap(regime, span, year, data):
    ordinal = data.draw(st.integers(1, span.last_ordinal))
    period = named(regime, span, year, ordinal)
    before = previous(period)
    assert parse(before.key) == before
    if span.last_ordinal > 1 or span is Span.YEAR:
        assert before.last + timedelta(days=1) == period.first


def test_any_days():
    period = between(date(2026, 3, 2), date(2026, 3, 8))
    assert period.name == "từ ngày 02/03/2026 đến ngày 08/03/2026" == period.full_name
    assert parse(period.key) == period
    assert previous(period) == between(date(2026, 2, 23), date(2026, 3, 1))
    assert recognised(date(2026, 3, 2), date(2026, 3, 2)) == between(date(2026, 3, 2), date(2026, 3, 2))


def test_full_name_and_over():
    period = named(R, Span.MONTH, 2026, 2)
    assert period.full_name == "Tháng 02/2026 (từ ngày 15/01/2026 đến ngày 14/02/2026)"
    assert not period.is_over(date(2026, 2, 14))
    assert period.is_over(date(2026, 2, 15))


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("15-14.thang-2026-11", "Tháng 11/2026 (15/10–14/11)"),
        ("duong-lich.thang-2026-11", "Tháng 11/2026 (01/11–30/11)"),
        ("15-14.thang-2026-1", "Tháng 01/2026 (15/12/2025–14/01/2026)"),
        ("duong-lich.quy-2026-4", "Quý IV/2026 (01/10–31/12)"),
        ("20261101-20261130", "từ ngày 01/11/2026 đến ngày 30/11/2026"),
    ],
)
def test_the_title_tells_both_regimes_apart(key, title):
    assert parse(key).title == title


def test_a_period_must_have_begun():
    november = named(C, Span.MONTH, 2026, 11)
    november.ensure_begun(date(2026, 11, 1))
    with pytest.raises(PeriodRefused, match=r"chưa bắt đầu .* không muộn hơn ngày 31/10/2026"):
        november.ensure_begun(date(2026, 10, 31))


@pytest.mark.parametrize(
    ("on", "regime", "span", "name"),
    [
        (date(2026, 2, 14), R, Span.MONTH, "Tháng 01/2026"),
        (date(2026, 2, 15), R, Span.MONTH, "Tháng 02/2026"),
        (date(2026, 1, 5), R, Span.QUARTER, "Quý IV/2025"),
        (date(2026, 1, 5), C, Span.YEAR, "Năm 2025"),
        (date(2026, 12, 14), R, Span.YEAR, "Năm 2025"),
        (date(2026, 5, 5), R, Span.HALF_YEAR, "6 tháng năm 2025"),
    ],
)
def test_the_newest_period_that_is_over(on, regime, span, name):
    assert newest_over(regime, span, on).name == name


@pytest.mark.parametrize(
    "key", ["", "thang-2", "19991231-20000101", "20260101-99991231", "15-14.nam-2101",
            "15-14.thang-2026-13", "duong-lich.quy-2026-5", "20260230-20260301", "20260302-20260301",
            "15-14.thang-1999-1"]
)  # fmt: skip
def test_what_is_no_period_is_refused_in_words(key):
    with pytest.raises(PeriodRefused, match="chọn|đổi lại|từ 01/01/2000 đến 31/12/2100"):
        parse(key)
    with pytest.raises(PeriodRefused):
        named(Regime.CUSTOM, Span.MONTH, 2026)
