"""A bar chart as a table whose rows carry a server-drawn SVG bar: no script, no inline style (strict CSP).

The figures are text of the page, so they are read aloud, copied, printed and zoomed like any other text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .vn_words import number_words


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: words, figure as printed, length in percent of the largest (`"62.5%"`), an address to open."""

    label: str
    figure: str
    length: str
    href: str
    tone: str


def bar_chart(rows: Iterable[Any], decimals: int = 0) -> list[Bar]:
    """Rows are mappings (label, value, href, tone) or tuples in that order; lengths are relative to the largest."""
    keys = ("label", "value", "href", "tone")
    given = [row if isinstance(row, dict) else dict(zip(keys, row, strict=False)) for row in rows]
    largest = max((float(row["value"]) for row in given), default=0.0) or 1.0
    return [
        Bar(
            label=str(row["label"]),
            figure=number_words(row["value"], decimals),
            length=f"{100 * max(float(row['value']), 0.0) / largest:.1f}%",
            href=str(row.get("href") or ""),
            tone=str(row.get("tone") or "brand"),
        )
        for row in given
    ]
