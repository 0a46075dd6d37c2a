"""Rates are exact, say how they were rounded, and come from one dictionary."""

from __future__ import annotations

import json
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.metrics import (
    MEASURES,
    MetricFaulty,
    Rounding,
    UnknownMetric,
    figure,
    imbalances,
    percent_text,
    points,
    rate,
    read,
)

PACK = json.loads((Path(__file__).parents[2] / "packs" / "metrics" / "metrics.json").read_text("utf-8"))
UP1, UP2, CUT = Rounding.HALF_UP_1, Rounding.HALF_UP_2, Rounding.TRUNCATE_1


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounding", "expected"),
    [
        (15_800, 16_000, UP1, "98.8"),  # Đông Hưng 2019: 98.75
        (69_134, 69_245, UP1, "99.8"),  # communes: 99.84
        (924, 956, CUT, "96.6"),  # Sông Lô Q1/2018: 96.65, cut
        (924, 956, UP1, "96.7"),
        (8_669, 8_734, CUT, "99.2"),  # communes: 99.26, cut
        (8_669, 8_734, UP1, "99.3"),
        (672, 956, UP1, "70.3"),
        (252, 956, CUT, "26.3"),
        (19_255, 19_944, UP2, "96.55"),  # Vĩnh Phúc 08/2021, of those due
        (689, 19_944, UP2, "3.45"),
        (4_157, 4_169, UP2, "99.71"),
        (635_593, 643_272, UP2, "98.81"),  # Lâm Đồng Q1/2020
        (0, 5, UP1, "0.0"),
        (5, 5, UP2, "100.00"),
        (1, 2000, UP1, "0.1"),  # exactly 0.05
    ],
)
def test_published_figures(numerator, denominator, rounding, expected):
    assert str(rate(numerator, denominator, rounding)) == expected


def test_nothing_to_divide():
    assert rate(0, 0, UP1) is None
    assert percent_text(None) == "–"
    assert percent_text(Decimal("98.8")) == "98,8 %"
    with pytest.raises(ValueError, match="không được âm"):
        rate(-1, 5, UP1)


@given(st.integers(0, 10**7), st.integers(1, 10**7), st.sampled_from(list(Rounding)))
def test_agrees_with_exact_fractions(numerator, denominator, rounding):
    exact = Fraction(numerator * 100, denominator)
    wide = Decimal(exact.numerator * 10**30 // exact.denominator).scaleb(-30)
    mode = ROUND_DOWN if rounding is CUT else ROUND_HALF_UP
    expected = wide.quantize(Decimal(1).scaleb(-rounding.places), rounding=mode)
    assert rate(numerator, denominator, rounding) == expected


def test_points_not_percent_of_percent():
    assert points(Decimal("75.56"), Decimal("26.80")) == Decimal("48.76")
    assert points(Decimal("94.86"), Decimal("34.54")) == Decimal("60.32")  # the article says 66.15: wrong
    assert points(None, Decimal(1)) is None


def test_the_pack_can_be_read_and_names_what_it_is_made_of():
    dictionary = read(PACK["metrics"])
    assert {m.key for m in dictionary.all_on(date(2026, 2, 14))} >= {
        "settled_rate",
        "timely_of_settled",
        "online_rate",
    }
    assert dictionary.on("timely_of_settled", date(2026, 1, 1)).formula == (
        "(giải quyết trước hạn (cột 8) + giải quyết đúng hạn (cột 9)) / đã giải quyết (cột 7)"
    )
    for metric in dictionary.metrics:
        assert metric.definition.endswith(".")
        assert metric.source


def counts(**given_counts):
    return dict.fromkeys(MEASURES, 0) | given_counts


def test_a_figure_shows_what_it_is_made_of():
    metric = read(PACK["metrics"]).on("timely_of_all", date(2026, 1, 1))
    one = figure(metric, counts(received=956, early=672, on_time=252, open_in_time=20))
    assert (one.numerator, one.denominator, one.text) == (944, 956, "98,74 %")
    assert figure(metric, counts(received=3, early=2), UP1).text == "66,7 %"
    assert figure(metric, counts()).text == "–"


def test_a_definition_changes_by_date_and_the_old_one_stays():
    first = PACK["metrics"][0]
    later = first | {"version": 2, "valid_from": "2027-01-01", "rounding": "HALF_UP_2"}
    dictionary = read([first, later])
    assert dictionary.on("settled_rate", date(2026, 12, 31)).version == 1
    assert dictionary.on("settled_rate", date(2027, 1, 1)).version == 2
    assert len(dictionary.all_on(date(2027, 6, 1))) == 1
    with pytest.raises(UnknownMetric, match="31/12/1999"):
        dictionary.on("settled_rate", date(1999, 12, 31))
    with pytest.raises(UnknownMetric):
        dictionary.on("happiness", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rounding": "UP"}, "settled_rate"),
        ({"numerator": ["happy"]}, "«happy»"),
        ({"denominator": []}, "mẫu số"),
        ({"valid_from": "mai"}, "sai mục"),
        ({"name": ""}, "tên"),
    ],
)
def test_a_faulty_definition_is_refused(change, words):
    with pytest.raises(MetricFaulty, match=words):
        read([PACK["metrics"][0] | change])
    with pytest.raises(MetricFaulty, match="hai định nghĩa"):
        read([PACK["metrics"][0]] * 2)


def test_imbalances_name_the_balance_that_fails():
    good = counts(received=6, online=1, direct=2, carried=3, settled=4, early=1, on_time=1, overdue=2)
    good |= {"pending": 2, "open_in_time": 2}
    assert imbalances(good) == ()
    assert imbalances(good | {"received": 7}) == ("3 = 4 + 5 + 6: 7 ≠ 6", "3 = 7 + 11: 7 ≠ 6")
    assert imbalances(good | {"open_overdue": 1}) == ("11 = 12 + 13: 2 ≠ 3",)
    assert imbalances(good | {"early": 0}) == ("7 = 8 + 9 + 10: 4 ≠ 3",)
