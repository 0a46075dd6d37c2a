"""The dictionary of figures: one definition per figure, used by the dashboard, the statutory form and the public page.

A figure is a rate of counts. It names its numerator and denominator, its rounding, its source and since when the
definition applies, so that the same question never has two answers (domain.md §3.7, §6.1). The definitions are data
(`packs/metrics`); this module reads them, refuses faulty ones, and computes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

NO_RATE = "–"
"""Printed where the denominator is 0 (domain.md §3.7): there is nothing to divide."""


class Rounding(StrEnum):
    """How a percentage is shortened. Sources differ, so every printed figure says which one."""

    HALF_UP_1 = "HALF_UP_1"
    HALF_UP_2 = "HALF_UP_2"
    TRUNCATE_1 = "TRUNCATE_1"

    @property
    def label(self) -> str:
        """The rule in Vietnamese."""
        return _ROUNDING_WORDS[self]

    @property
    def places(self) -> int:
        """Digits after the comma."""
        return 2 if self is Rounding.HALF_UP_2 else 1


_ROUNDING_WORDS = {
    Rounding.HALF_UP_1: "làm tròn đến 1 chữ số thập phân (5 làm tròn lên)",
    Rounding.HALF_UP_2: "làm tròn đến 2 chữ số thập phân (5 làm tròn lên)",
    Rounding.TRUNCATE_1: "cắt bớt, giữ 1 chữ số thập phân",
}

MEASURES: dict[str, str] = {
    "received": "tổng số tiếp nhận (cột 3)",
    "online": "tiếp nhận trực tuyến (cột 4)",
    "direct": "tiếp nhận trực tiếp, bưu chính (cột 5)",
    "carried": "từ kỳ trước chuyển sang (cột 6)",
    "settled": "đã giải quyết (cột 7)",
    "early": "giải quyết trước hạn (cột 8)",
    "on_time": "giải quyết đúng hạn (cột 9)",
    "overdue": "giải quyết quá hạn (cột 10)",
    "pending": "đang giải quyết (cột 11)",
    "open_in_time": "đang giải quyết, trong hạn (cột 12)",
    "open_overdue": "đang giải quyết, quá hạn (cột 13)",
}
"""The counts a figure may be made of: the columns of Biểu II.06a (`rules.forms.tables.Counts06a`)."""


class MetricFaulty(ValueError):
    """A definition of the pack cannot be used; the sentence says which and why."""


class UnknownMetric(LookupError):
    """No figure has that key, or it has no definition on that day."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One version of one figure, from `valid_from` on. Numerator and denominator are sums of `MEASURES`."""

    key: str
    name: str
    definition: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    rounding: Rounding
    source: str
    version: int
    valid_from: date

    @property
    def formula(self) -> str:
        """The formula in words: `(a + b) / c`."""
        return f"{_sum_words(self.numerator)} / {_sum_words(self.denominator)}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure computed: the rate with what it was made of, so a reader can check it by hand."""

    metric: Metric
    numerator: int
    denominator: int
    rounding: Rounding

    @property
    def value(self) -> Decimal | None:
        """The percentage, rounded; None when the denominator is 0."""
        return rate(self.numerator, self.denominator, self.rounding)

    @property
    def text(self) -> str:
        """As Vietnamese print writes it: `98,8 %`, or `–`."""
        return percent_text(self.value)


def rate(numerator: int, denominator: int, rounding: Rounding) -> Decimal | None:
    """`numerator` in percent of `denominator`, rounded exactly (no floating point); None when it is 0.

    Raises ValueError on negative counts.
    """
    if numerator < 0 or denominator < 0:
        raise ValueError("Số đếm không được âm.")
    if denominator == 0:
        return None
    scale = 10**rounding.places
    scaled, rest = divmod(numerator * 100 * scale, denominator)
    if rounding is not Rounding.TRUNCATE_1 and 2 * rest >= denominator:
        scaled += 1
    return Decimal(scaled).scaleb(-rounding.places)


def percent_text(value: Decimal | None) -> str:
    """A percentage as print writes it, with a decimal comma; `–` for None."""
    return NO_RATE if value is None else f"{value} %".replace(".", ",")


def points(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The change between two percentages in percentage points (75.56 after 26.80 is +48.76), None when unknown."""
    return None if now is None or before is None else now - before


def figure(metric: Metric, counts: Mapping[str, int], rounding: Rounding | None = None) -> Figure:
    """The figure for some counts; `rounding` replaces the metric's own to repeat a source that rounds otherwise.

    Raises KeyError when `counts` lacks a measure.
    """
    return Figure(
        metric,
        sum(counts[name] for name in metric.numerator),
        sum(counts[name] for name in metric.denominator),
        rounding or metric.rounding,
    )


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Every version of every figure, in the pack's order."""

    metrics: tuple[Metric, ...]

    def on(self, key: str, day: date) -> Metric:
        """The version of `key` that applies to a period ending on `day`. Raises UnknownMetric."""
        known = [m for m in self.metrics if m.key == key and m.valid_from <= day]
        if not known:
            raise UnknownMetric(f"Không có định nghĩa chỉ tiêu «{key}» áp dụng ngày {day:%d/%m/%Y}.")
        return max(known, key=lambda m: m.valid_from)

    def all_on(self, day: date) -> tuple[Metric, ...]:
        """One version of each figure defined by `day`."""
        keys = dict.fromkeys(m.key for m in self.metrics if m.valid_from <= day)
        return tuple(self.on(key, day) for key in keys)


def read(rows: Iterable[Mapping[str, Any]]) -> Dictionary:
    """The dictionary from its pack. Raises MetricFaulty naming the figure and the fault."""
    metrics = tuple(_metric(row) for row in rows)
    marks = [(m.key, m.valid_from) for m in metrics]
    for mark in marks:
        if marks.count(mark) > 1:
            raise MetricFaulty(f"Chỉ tiêu «{mark[0]}» có hai định nghĩa cùng từ ngày {mark[1]:%d/%m/%Y}.")
    return Dictionary(metrics)


def _metric(row: Mapping[str, Any]) -> Metric:
    key = str(row.get("key", ""))
    try:
        metric = Metric(
            key=key,
            name=str(row["name"]),
            definition=str(row["definition"]),
            numerator=tuple(row["numerator"]),
            denominator=tuple(row["denominator"]),
            rounding=Rounding(row["rounding"]),
            source=str(row["source"]),
            version=int(row["version"]),
            valid_from=date.fromisoformat(row["valid_from"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise MetricFaulty(f"Chỉ tiêu «{key}» thiếu hoặc sai mục: {fault}.") from fault
    for name in (*metric.numerator, *metric.denominator):
        if name not in MEASURES:
            raise MetricFaulty(f"Chỉ tiêu «{key}» dùng số đếm không có: «{name}». Có: {', '.join(MEASURES)}.")
    if not (key and metric.name and metric.definition and metric.numerator and metric.denominator):
        raise MetricFaulty(f"Chỉ tiêu «{key}» phải có khóa, tên, định nghĩa, tử số và mẫu số.")
    return metric


def _sum_words(names: tuple[str, ...]) -> str:
    words = " + ".join(MEASURES[name] for name in names)
    return f"({words})" if len(names) > 1 else words


INVARIANTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("3 = 4 + 5 + 6", "received", ("online", "direct", "carried")),
    ("7 = 8 + 9 + 10", "settled", ("early", "on_time", "overdue")),
    ("11 = 12 + 13", "pending", ("open_in_time", "open_overdue")),
    ("3 = 7 + 11", "received", ("settled", "pending")),
)
"""The four balances of Biểu II.06a (domain.md §6.1): a total and the columns it must equal."""


def imbalances(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The balances of Biểu II.06a that do not hold, in words; empty when all do. Totals must be counted on their own."""
    return tuple(
        f"{words}: {counts[total]} ≠ {sum(counts[name] for name in parts)}"
        for words, total, parts in INVARIANTS
        if counts[total] != sum(counts[name] for name in parts)
    )
