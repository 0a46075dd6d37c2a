"""Reporting periods as values: what they are called, from which day to which, both included.

The Government's periodic reports run from the 15th to the 14th (NĐ 09/2019/NĐ-CP Đ.12, domain.md §6.2); the index of
QĐ 766/QĐ-TTg and most articles use calendar months, quarters and years.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""Reports know days from 01/01 of the first year to 31/12 of the last one."""


class PeriodRefused(ValueError):
    """The words or the days make no period; the sentence says what to write."""


class Regime(StrEnum):
    """Which days a named period has."""

    REPORTING = "15-14"
    CALENDAR = "duong-lich"
    CUSTOM = "tu-chon"

    @property
    def label(self) -> str:
        """The regime in Vietnamese."""
        return {
            "15-14": "Chế độ báo cáo định kỳ (ngày 15 đến ngày 14)",
            "duong-lich": "Tháng, quý, năm dương lịch",
            "tu-chon": "Từ ngày … đến ngày …",
        }[self]


class Span(StrEnum):
    """How long a named period is; all but months and quarters begin with the year."""

    MONTH = "thang"
    QUARTER = "quy"
    HALF_YEAR = "6-thang"
    NINE_MONTHS = "9-thang"
    YEAR = "nam"

    @property
    def months(self) -> int:
        """Its length in months."""
        return {"thang": 1, "quy": 3, "6-thang": 6, "9-thang": 9, "nam": 12}[self]

    @property
    def last_ordinal(self) -> int:
        """How many of them a year has (1 for those that begin with the year)."""
        return {"thang": 12, "quy": 4}.get(self, 1)

    @property
    def label(self) -> str:
        """The span in Vietnamese."""
        return {"thang": "Tháng", "quy": "Quý", "6-thang": "6 tháng", "9-thang": "9 tháng", "nam": "Năm"}[
            self
        ]


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included. `key` is stable and can be read back by `parse`.

    `name` is that of the form (`Tháng 11/2026`), the same in both regimes; alone, without days, `title` is shown.
    """

    key: str
    name: str
    first: date
    last: date
    regime: Regime

    @property
    def days_text(self) -> str:
        """The days in Vietnamese: `từ ngày 15/01/2026 đến ngày 14/02/2026`."""
        return f"từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"

    @property
    def title(self) -> str:
        """The name that tells both regimes apart: `Tháng 11/2026 (15/10–14/11)`, `Tháng 11/2026 (01/11–30/11)`."""
        if self.regime is Regime.CUSTOM:
            return self.name
        written = "%d/%m" if self.first.year == self.last.year else "%d/%m/%Y"
        return f"{self.name} ({self.first:{written}}–{self.last:{written}})"

    @property
    def full_name(self) -> str:
        """Name and days, as a report prints them."""
        return self.name if self.regime is Regime.CUSTOM else f"{self.name} ({self.days_text})"

    def is_over(self, on: date) -> bool:
        """True when the whole period lies before `on`."""
        return self.last < on

    def ensure_begun(self, on: date) -> None:
        """Raises PeriodRefused when the whole period lies after `on`: there is nothing to count yet."""
        if on < self.first:
            raise PeriodRefused(
                f"Kỳ {self.days_text} chưa bắt đầu nên chưa có số liệu. "
                f"Hãy chọn kỳ bắt đầu không muộn hơn ngày {on:%d/%m/%Y}."
            )


def named(regime: Regime, span: Span, year: int, ordinal: int = 1) -> Period:
    """The `ordinal`-th month or quarter of `year`, or its first 6, 9 or 12 months. Raises PeriodRefused."""
    if regime is Regime.CUSTOM:
        raise PeriodRefused("Kỳ tự chọn phải có từ ngày và đến ngày.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodRefused(f"Năm {year} không hợp lệ: hãy chọn từ {FIRST_YEAR} đến {LAST_YEAR}.")
    if not 1 <= ordinal <= span.last_ordinal:
        raise PeriodRefused(f"{span.label} {ordinal} không có: hãy chọn từ 1 đến {span.last_ordinal}.")
    first_month = (ordinal - 1) * span.months + 1
    last_month = first_month + span.months - 1
    if regime is Regime.REPORTING:
        first, last = _month_before(year, first_month).replace(day=15), date(year, last_month, 14)
    else:
        first = date(year, first_month, 1)
        last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    mark = f"-{ordinal}" if span.last_ordinal > 1 else ""
    return Period(f"{regime}.{span}-{year}{mark}", _name(span, year, ordinal), first, last, regime)


def between(first: date, last: date) -> Period:
    """Any days. Raises PeriodRefused when they stand the wrong way round or outside the known years."""
    for day in (first, last):
        ensure_known(day)
    if last < first:
        raise PeriodRefused(f"Đến ngày {last:%d/%m/%Y} đứng trước từ ngày {first:%d/%m/%Y}: hãy đổi lại.")
    name = f"từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"
    return Period(f"{first:%Y%m%d}-{last:%Y%m%d}", name, first, last, Regime.CUSTOM)


def ensure_known(day: date) -> None:
    """Raises PeriodRefused for a day outside the years that reports know."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise PeriodRefused(
            f"Ngày {day:%d/%m}/{day.year:04d} ngoài phạm vi báo cáo: "
            f"hãy nhập từ 01/01/{FIRST_YEAR} đến 31/12/{LAST_YEAR}."
        )


def recognised(first: date, last: date) -> Period:
    """The named period with exactly these days (the 15–14 regime first), else a custom one. Raises PeriodRefused."""
    for regime in (Regime.REPORTING, Regime.CALENDAR):
        for span in Span:
            for ordinal in range(1, span.last_ordinal + 1):
                if FIRST_YEAR <= last.year <= LAST_YEAR:
                    found = named(regime, span, last.year, ordinal)
                    if (found.first, found.last) == (first, last):
                        return found
    return between(first, last)


_NAMED = re.compile(r"^(15-14|duong-lich)\.(thang|quy|6-thang|9-thang|nam)-(\d{4})(?:-(\d{1,2}))?$")
_CUSTOM = re.compile(r"^(\d{4})(\d\d)(\d\d)-(\d{4})(\d\d)(\d\d)$")


def parse(key: str) -> Period:
    """The period with this key. Raises PeriodRefused."""
    if words := _NAMED.match(key):
        return named(Regime(words[1]), Span(words[2]), int(words[3]), int(words[4] or 1))
    if words := _CUSTOM.match(key):
        try:
            first = date(int(words[1]), int(words[2]), int(words[3]))
            return between(first, date(int(words[4]), int(words[5]), int(words[6])))
        except ValueError as fault:
            raise PeriodRefused(f"Kỳ «{key}» có ngày không tồn tại: hãy chọn lại.") from fault
    raise PeriodRefused(f"Không hiểu kỳ báo cáo «{key}»: hãy chọn kỳ trong danh sách.")


def newest_over(regime: Regime, span: Span, on: date) -> Period:
    """The newest period of that kind that is over on `on`."""
    found = [
        named(regime, span, year, ordinal)
        for year in (on.year - 1, on.year)
        for ordinal in range(1, span.last_ordinal + 1)
    ]
    over = [period for period in found if period.is_over(on)]
    return over[-1] if over else named(regime, span, on.year - 2, span.last_ordinal)


def previous(period: Period) -> Period:
    """The period before: the named one of the same kind, or as many days just before a custom one."""
    words = _NAMED.match(period.key)
    if words is None:
        return between(period.first - (period.last - period.first) - ONE_DAY, period.first - ONE_DAY)
    span, year, ordinal = Span(words[2]), int(words[3]), int(words[4] or 1)
    if span.last_ordinal > 1 and ordinal > 1:
        return named(Regime(words[1]), span, year, ordinal - 1)
    return named(Regime(words[1]), span, year - 1, span.last_ordinal)


def _month_before(year: int, month: int) -> date:
    return date(year - 1, 12, 1) if month == 1 else date(year, month - 1, 1)


_ROMAN = ("", "I", "II", "III", "IV")


def _name(span: Span, year: int, ordinal: int) -> str:
    if span is Span.MONTH:
        return f"Tháng {ordinal:02d}/{year}"
    if span is Span.QUARTER:
        return f"Quý {_ROMAN[ordinal]}/{year}"
    return f"Năm {year}" if span is Span.YEAR else f"{span.label} năm {year}"
