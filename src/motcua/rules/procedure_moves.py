"""Rows of a table of changes: what a procedure was before and what it is after (or that it is gone).

Shape: data README, "changes_june_july_2026": code, change[], june {name, field, decision_no, limits[[value, unit]]},
july (null = no longer published). Such a row knows four parts of the content; the rest is taken from the neighbouring
version and the new version says so by the flag `reconstructed_from_change`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.rules.procedure_records import check_code, plain, with_seen_flags
from motcua.rules.procedures import PUBLISHED_UNITS, Content, PublishedLimit
from motcua.rules.record_reader import Reader

SEEN_FLAGS = frozenset({"no_structured_limit", "limit_missing_on_some_channel", "limit_differs_by_channel"})
REBUILT = "reconstructed_from_change"


@dataclass(frozen=True, slots=True)
class Outline:
    """The four parts of a content that a table of changes knows. `limits` None: not stated."""

    name: str
    field: str
    decision_no: str
    limits: frozenset[tuple[str, str]] | None

    def fits(self, content: Content) -> bool:
        """True when `content` says the same in these four parts."""
        same = (self.name, self.field, self.decision_no) == (content.name, content.field, content.decision_no)
        return same and (self.limits is None or self.limits == structured_limits(content.channels))


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One change: from `before` to `after`; `after` None means the procedure is no longer published."""

    line: int
    code: str
    before: Outline
    after: Outline | None


def is_move(row: dict[str, Any]) -> bool:
    """True when the row is of a table of changes, not a whole procedure."""
    return "change" in row and "june" in row


def read_move(line: int, row: dict[str, Any]) -> MoveRow | list[tuple[str, str]]:
    """The row as a change, or its faults as (part, reason)."""
    read = Reader(row)
    code = check_code(read)
    before = _outline(read, "june", required=True)
    after = _outline(read, "july", required=False)
    if read.faults or before is None:
        return read.faults
    return MoveRow(line, code, before, after)


def _outline(read: Reader, key: str, *, required: bool) -> Outline | None:
    part = read.row.get(key)
    if part is None and not required:
        return None
    if not isinstance(part, dict):
        read.fault(key, "phải là đối tượng ghi tên, lĩnh vực, số quyết định")
        return None
    inner = Reader(part, f"{key}.", read.faults)
    limits = frozenset(_limits(inner)) if part.get("limits") is not None else None
    return Outline(
        inner.text("name", longest=2000, required=True),
        inner.text("field", longest=200, required=True),
        inner.text("decision_no", longest=60),
        limits,
    )


def _limits(read: Reader) -> Iterable[tuple[str, str]]:
    for place, pair in enumerate(read.items("limits")):
        limit = _limit(pair)
        if limit is None:
            read.fault(f"limits[{place}]", "phải là cặp [số, đơn vị], ví dụ [5, “WORKING_DAY”]")
        else:
            yield limit


def _limit(pair: Any) -> tuple[str, str] | None:
    try:
        value, unit = Decimal(str(pair[0])), str(pair[1])
    except (TypeError, IndexError, KeyError, InvalidOperation):
        return None
    known = unit in PUBLISHED_UNITS and unit != "UNSTRUCTURED"
    return (plain(value), unit) if known and value.is_finite() and value > 0 else None


def structured_limits(channels: Iterable[dict[str, Any]]) -> frozenset[tuple[str, str]]:
    """The different limits that can be counted, over all channels."""
    return frozenset((row["limit_value"], row["limit_unit"]) for row in channels if row["limit_value"])


def rebuilt(content: Content, outline: Outline) -> Content:
    """`content` as it reads with the four parts of `outline`, marked as rebuilt."""
    changed = dataclasses.replace(
        content,
        name=outline.name,
        field=outline.field,
        decision_no=outline.decision_no,
        channels=_with_limits(content.channels, outline.limits),
        flags=(*(flag for flag in content.flags if flag not in SEEN_FLAGS and flag != REBUILT), REBUILT),
    )
    return with_seen_flags(changed)


def _with_limits(
    channels: tuple[dict[str, Any], ...], limits: frozenset[tuple[str, str]] | None
) -> tuple[dict[str, Any], ...]:
    if limits is None or limits == structured_limits(channels):
        return channels
    if len(limits) == 1:
        value, unit = next(iter(limits))
        return tuple({**row, "limit_value": value, "limit_unit": unit, "limit_raw": ""} for row in channels)
    # Several limits and no word which channel or case each belongs to: none of them may be counted.
    words = "; ".join(sorted(PublishedLimit(Decimal(value), unit).words for value, unit in limits))
    return tuple(
        {**row, "limit_value": None, "limit_unit": "UNSTRUCTURED", "limit_raw": words} for row in channels
    )
