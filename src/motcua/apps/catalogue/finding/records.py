"""The plain record of a procedure that the finder reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict


class Record(TypedDict, total=False):
    """What the finder wants to know about one procedure; only ``code`` and ``name`` are needed.

    ``level`` is COMMUNE, PROVINCE, CENTRAL or None. ``decision_no`` tells a province's own procedure
    ("…/QĐ-UBND") from a national one. Text keys hold a string, a list of strings, or nothing.
    """

    code: str
    name: str
    field: str | None
    level: str | None
    keywords: str | list[str] | None
    results: str | list[str] | None
    papers: str | list[str] | None
    steps: str | list[str] | None
    conditions: str | list[str] | None
    applicants: str | list[str] | None
    agencies: str | list[str] | None
    decision_no: str | None


def record_of_row(row: Mapping[str, Any]) -> Record:
    """The record of one row of the published catalogue (``procedures.jsonl``: papers under ``dossier[].items``)."""
    return Record(
        code=row["code"],
        name=row["name"],
        field=row.get("field"),
        level=row.get("level"),
        keywords=row.get("keywords"),
        results=[result["name"] for result in row.get("results") or () if result.get("name")],
        papers=[paper["name"] for case in row.get("dossier") or () for paper in case.get("items") or ()],
        steps=row.get("steps"),
        conditions=row.get("conditions"),
        applicants=row.get("applicants"),
        agencies=row.get("agencies"),
        decision_no=row.get("decision_no"),
    )


def text_of(value: str | list[str] | None) -> str:
    """The text of a record's key, lists joined so that no word pair spans two items."""
    if not value:
        return ""
    return value if isinstance(value, str) else " | ".join(part for part in value if part)
