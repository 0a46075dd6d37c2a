"""A bar chart as plain numbers for a server-drawn SVG: no script, no inline style (strict CSP)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .vn_words import number_words

ROW = 34
LABEL_WIDTH = 220
BAR_WIDTH = 360


@dataclass(frozen=True, slots=True)
class Bar:
    """One horizontal bar: words, figure as printed, geometry in SVG units, an address to open when there is one."""

    label: str
    figure: str
    y: int
    width: float
    href: str
    tone: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """All bars and the size of the drawing."""

    bars: tuple[Bar, ...]
    height: int
    width: int = LABEL_WIDTH + BAR_WIDTH + 90


def bar_chart(rows: Iterable[Any], decimals: int = 0) -> BarChart:
    """Rows are mappings (label, value, href, tone) or tuples in that order; widths are relative to the largest."""
    given = [
        r if isinstance(r, dict) else dict(zip(("label", "value", "href", "tone"), r, strict=False))
        for r in rows
    ]
    largest = max((float(r["value"]) for r in given), default=0.0) or 1.0
    bars = tuple(
        Bar(
            label=str(r["label"]),
            figure=number_words(r["value"], decimals),
            y=i * ROW,
            width=round(BAR_WIDTH * max(float(r["value"]), 0.0) / largest, 1),
            href=str(r.get("href") or ""),
            tone=str(r.get("tone") or "brand"),
        )
        for i, r in enumerate(given)
    )
    return BarChart(bars, height=max(len(bars), 1) * ROW)
