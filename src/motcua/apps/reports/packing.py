"""The dossiers behind the cells of a snapshot, kept small: ids by (row, came, stood), as differences, compressed.

A dossier stands in exactly one such triple, so every cell of the table is a union of triples and no id is kept twice.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any

from motcua.apps.reports.cells import Cell

Triples = dict[tuple[str, str, str], list[int]]
"""Ids, ascending, by (row key, came, stood)."""


class SnapshotSpoiled(ValueError):
    """The stored cells cannot be read or do not match the checksum."""


def pack(triples: Triples) -> bytes:
    """The triples as bytes."""
    plain = [[*key, _steps(ids)] for key, ids in sorted(triples.items())]
    return zlib.compress(json.dumps(plain, separators=(",", ":")).encode(), 9)


def unpack(data: bytes) -> Triples:
    """The triples again. Raises SnapshotSpoiled."""
    try:
        plain = json.loads(zlib.decompress(data))
        return {(row, came, stood): _sums(steps) for row, came, stood, steps in plain}
    except (zlib.error, ValueError, TypeError) as fault:
        raise SnapshotSpoiled(
            "Bản chốt số liệu bị hỏng: hãy báo quản trị khôi phục từ bản sao lưu."
        ) from fault


def ids_in(triples: Triples, cell: Cell) -> list[int]:
    """The ids of one cell, ascending."""
    found: list[int] = []
    for (row, came, stood), ids in triples.items():
        if _in_row(row, cell) and cell.holds(came, stood):
            found += ids
    return sorted(found)


def digest(head: dict[str, Any], lines: list[Any], cells: bytes) -> str:
    """sha256 of what a snapshot says: its head, its rows, its dossiers, in one fixed spelling."""
    said = json.dumps([head, lines], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode() + b"\0" + cells).hexdigest()


def _in_row(row: str, cell: Cell) -> bool:
    if cell.row_id is not None:
        return row == cell.row
    return not cell.row or row.partition(":")[0] == cell.level


def _steps(ids: Iterable[int]) -> list[int]:
    steps, last = [], 0
    for one in ids:
        steps.append(one - last)
        last = one
    return steps


def _sums(steps: Iterable[int]) -> list[int]:
    found, last = [], 0
    for step in steps:
        last += step
        found.append(last)
    return found
