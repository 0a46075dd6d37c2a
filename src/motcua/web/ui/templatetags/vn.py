"""Filters that print values as Vietnamese pages do: `{% load vn %}`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template

from motcua.web.ui import deadline_chip, vn_words

register = template.Library()
register.filter("vn_date", vn_words.date_words)
register.filter("vn_weekday", vn_words.weekday_words)
register.filter("vn_datetime", vn_words.datetime_words)
register.filter("vn_datetime_long", vn_words.datetime_long)
register.filter("vn_number", vn_words.number_words)
register.filter("vn_money", vn_words.money_words)
register.filter("mask_id", vn_words.mask_id)
register.filter("due_moment", deadline_chip.due_moment)
register.filter("due_words", deadline_chip.due_words)


@register.filter
def is_date(value: Any) -> bool:
    """True for a day or a moment, false for text."""
    return isinstance(value, dt.date)


@register.filter
def vn_moment(value: dt.date | None) -> str:
    """A moment with its time, a day without."""
    return vn_words.datetime_words(value) if isinstance(value, dt.datetime) else vn_words.date_words(value)


@register.filter
def iso(value: dt.date) -> str:
    """The machine form, for `<time datetime>`."""
    return value.isoformat()
