"""Django form fields that read what people in Viet Nam type: dates, times, đồng."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .vn_words import date_words, number_words

_DATE = re.compile(r"^(\d{1,2})[/\-. ](\d{1,2})[/\-. ](\d{4})$")
_COMPACT = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
FIRST_YEAR, LAST_YEAR = 1800, 2200
"""Years a typed day may have: outside them it is a slip, and counting days or time zones from it may overflow."""


class VnDateInput(forms.TextInput):
    """A text input that puts a date back as dd/mm/yyyy."""

    def format_value(self, value: Any) -> str | None:
        """`02/03/2026` for a date; what was typed stays as typed."""
        return date_words(value) if isinstance(value, dt.date) else super().format_value(value)


class VnDateField(forms.DateField):
    """A day typed as 02/03/2026, 2/3/2026, 2-3-2026, 02032026, or 2026-03-02 (from a machine)."""

    widget = VnDateInput
    default_error_messages = {
        "required": "Nhập ngày, tháng, năm, ví dụ 02/03/2026.",
        "invalid": "Ngày không đúng. Nhập theo thứ tự ngày/tháng/năm, ví dụ 02/03/2026.",
        "year": f"Năm không đúng. Nhập ngày trong các năm từ {FIRST_YEAR} đến {LAST_YEAR}.",
    }

    def to_python(self, value: Any) -> dt.date | None:
        """Read the day. Raises ValidationError with a sentence that shows the expected form."""
        if value in self.empty_values:
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        day = value if isinstance(value, dt.date) else self._typed(value)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["year"], code="year")
        return day

    def _typed(self, value: Any) -> dt.date:
        text = str(value).strip()
        found = _DATE.match(text) or _COMPACT.match(text)
        try:
            if found:
                day, month, year = (int(part) for part in found.groups())
                return dt.date(year, month, day)
            return dt.date.fromisoformat(text)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class VnMoneyInput(forms.TextInput):
    """A text input that shows whole đồng with dots between thousands."""

    def format_value(self, value: Any) -> str | None:
        """`1.250.000` for a number; what was typed stays as typed."""
        return number_words(value) if isinstance(value, int) else super().format_value(value)


class VnMoneyField(forms.IntegerField):
    """Whole đồng typed as 1250000, 1.250.000, 1,250,000 or 1 250 000 (đ, đồng allowed at the end)."""

    widget = VnMoneyInput
    default_error_messages = {
        "required": "Nhập số tiền, ví dụ 1.250.000.",
        "invalid": "Số tiền không đúng. Nhập số đồng, không có số lẻ, ví dụ 1.250.000.",
        "min_value": "Số tiền không được nhỏ hơn %(limit_value)s đồng.",
    }

    def __init__(self, **kwargs: Any) -> None:
        """As IntegerField, but never negative unless `min_value` says otherwise."""
        super().__init__(**{"min_value": 0, **kwargs})

    def to_python(self, value: Any) -> int | None:
        """Read the amount. Raises ValidationError when the separators are not those of thousands."""
        if value in self.empty_values or isinstance(value, int):
            return value if isinstance(value, int) else None
        text = re.sub(r"\s*(đồng|đ|vnđ|vnd)$", "", str(value).strip().lower())
        if not re.fullmatch(r"-?\d+|-?\d{1,3}([., ]\d{3})+", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(re.sub(r"[., ]", "", text))
