"""Vietnamese wordings of dates, times, money and identifiers, as pages print them.

Everything is a pure function of its arguments; aware times are shown in Vietnam's civil time (UTC+7).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def civil(at: dt.datetime) -> dt.datetime:
    """The same instant in the time zone of the site (Asia/Ho_Chi_Minh); a naive time is taken as already civil."""
    return timezone.localtime(at) if timezone.is_aware(at) else at


def date_words(day: dt.date | dt.datetime | None) -> str:
    """`02/03/2026`; an empty string when there is no date."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = civil(day).date()
    return f"{day:%d/%m/%Y}"


def weekday_words(day: dt.date | dt.datetime | None) -> str:
    """`Thứ Hai, 02/03/2026`."""
    if day is None:
        return ""
    on = civil(day).date() if isinstance(day, dt.datetime) else day
    return f"{WEEKDAYS[on.weekday()]}, {date_words(on)}"


def datetime_words(at: dt.datetime | None) -> str:
    """`09:15, 02/03/2026`: the short form, for tables and history."""
    if at is None:
        return ""
    local = civil(at)
    return f"{local:%H:%M}, {local:%d/%m/%Y}"


def datetime_long(at: dt.datetime | None) -> str:
    """`09 giờ 15 phút, ngày 02/03/2026`: the form of the receipt (TT 01/2018, mẫu 01)."""
    if at is None:
        return ""
    local = civil(at)
    return f"{local:%H} giờ {local:%M} phút, ngày {local:%d/%m/%Y}"


def number_words(value: int | float | Decimal | None, decimals: int = 0) -> str:
    """`1.250.000` or `98,8`: a dot between thousands, a comma before decimals."""
    if value is None:
        return ""
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,"))


def money_words(amount: int | Decimal | None) -> str:
    """`1.250.000 đồng`; amounts are whole đồng. An empty string when the amount is not known: never 0."""
    if amount is None:
        return ""
    return f"{number_words(amount)} đồng"


def mask_id(personal_id: str | None) -> str:
    """`001********234`: the first and last three characters of an identity number, the middle hidden."""
    if not personal_id:
        return ""
    if len(personal_id) <= 6:
        return "*" * len(personal_id)
    return personal_id[:3] + "*" * (len(personal_id) - 6) + personal_id[-3:]
