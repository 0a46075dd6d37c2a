"""The deadline passport as table rows: one per run of like days, so that a month is read at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from motcua.rules.trace import Due, amount_text

from .vn_words import date_words, weekday_words


@dataclass(frozen=True, slots=True)
class Row:
    """One run of days: the first and last day, whether they count, how much, why, by which article.

    `is_event` marks what happened that day (received, paused), which neither counts nor fails to count.
    """

    first: dt.date
    last: dt.date
    counted: bool
    amount: str
    why: str
    basis: str
    minutes: int = 0
    is_event: bool = False

    @property
    def days(self) -> str:
        """`Thứ Hai, 02/03/2026`, or `02/03/2026 – 06/03/2026` for a run."""
        if self.first == self.last:
            return weekday_words(self.first)
        return f"{date_words(self.first)} – {date_words(self.last)}"


def rows(due: Due | None = None, lines: Iterable[Any] | None = None) -> list[Row]:
    """Rows of a `Due`, or of `lines` (TraceLine, or mappings `on counted why basis amount`, as kept in JSON)."""
    given = [_row(line) for line in (due.trace if due is not None else lines or ())]
    runs: list[Row] = []
    for row in given:
        if runs and _continues(runs[-1], row):
            runs[-1] = replace(runs[-1], last=row.last, minutes=runs[-1].minutes + row.minutes)
        else:
            runs.append(row)
    return [replace(run, amount=_amount(run, due)) for run in runs]


def _amount(run: Row, due: Due | None) -> str:
    """What a run adds to the count: in the words of the limit when known, else in days."""
    if due is not None:
        return amount_text(run.minutes, due)
    days = (run.last - run.first).days + 1
    return run.amount if days == 1 else f"{days} ngày"


def _row(line: Any) -> Row:
    if not isinstance(line, dict):
        line = line._asdict()
    on = line["on"] if isinstance(line["on"], dt.date) else dt.date.fromisoformat(line["on"])
    return Row(
        first=on,
        last=on,
        counted=bool(line["counted"]),
        amount=str(line.get("amount", "")),
        why=str(line["why"]),
        basis=str(line.get("basis", "")),
        minutes=int(line.get("minutes", 0)),
        is_event=bool(line.get("is_event")),
    )


def _continues(run: Row, row: Row) -> bool:
    if run.is_event or row.is_event:
        return False
    same = (run.counted, run.why, run.basis, run.amount) == (row.counted, row.why, row.basis, row.amount)
    return same and row.first - run.last == dt.timedelta(days=1)
