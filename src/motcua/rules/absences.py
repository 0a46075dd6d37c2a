"""Days on which an officer is away or lets another act for him: what may be set, in plain values.

Sources: domain.md §2.1 (NĐ 61/2018 Đ.10–12: who may do which step) and Luật Tổ chức chính quyền địa phương, quy chế
làm việc of each agency (ký thay, ủy quyền in writing). How long one entry may last is the house's own policy, dated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_DAYS: tuple[tuple[date, int], ...] = ((date(2018, 6, 21), 366),)
"""From this day on, the most days one leave or delegation may last; a longer one is set again by a person."""

SECONDED_MONTHS = (6, 24)
"""Shortest and longest posting to a one-stop centre (domain.md §2.1, NĐ 61/2018 Đ.11); a warning, not a refusal."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def meets(self, other: Span) -> bool:
        """True when a day lies in both."""
        return self.first <= other.last and other.first <= self.last

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def __str__(self) -> str:
        """`02/03/2026 – 06/03/2026`."""
        return f"{self.first:%d/%m/%Y} – {self.last:%d/%m/%Y}"


def longest_days(on: date) -> int:
    """The most days of one entry that begins on a day."""
    return next((most for since, most in reversed(LONGEST_DAYS) if since <= on), LONGEST_DAYS[0][1])


def span_faults(span: Span, today: date) -> dict[str, str]:
    """What is wrong with the days of a new entry: field → sentence that says what to do; empty when nothing."""
    if span.last < span.first:
        return {"last_on": "Ngày cuối đứng trước ngày đầu. Hãy nhập ngày cuối bằng hoặc sau ngày đầu."}
    if span.last < today:
        return {"last_on": f"Những ngày này đã qua. Hãy nhập ngày cuối từ hôm nay ({today:%d/%m/%Y}) trở đi."}
    most = longest_days(span.first)
    if span.days > most:
        limit = span.first + timedelta(days=most - 1)
        return {
            "last_on": f"Một lần đặt dài nhất {most} ngày. Hãy nhập ngày cuối không quá {limit:%d/%m/%Y}, "
            "hết hạn thì đặt tiếp."
        }
    return {}


def first_meeting(span: Span, others: Iterable[Span]) -> Span | None:
    """The first of `others` that shares a day with `span`."""
    return next((other for other in others if span.meets(other)), None)


def seconded_warning(first: date, last: date | None) -> str:
    """What to say of the length of a posting at a one-stop counter; empty when it fits or has no end yet."""
    if last is None:
        return ""
    months = (last.year - first.year) * 12 + last.month - first.month
    least, most = SECONDED_MONTHS
    if least <= months <= most:
        return ""
    return (
        f"Thời gian cử cán bộ đến Bộ phận Một cửa thường từ {least} đến {most} tháng; lần này khoảng {months} tháng. "
        "Hãy kiểm tra lại quyết định cử."
    )
