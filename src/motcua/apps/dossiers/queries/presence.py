"""Who has a dossier's page open now: the last heartbeat of each, forgotten after STALE_SECONDS."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

STALE_SECONDS = 90
"""A page beats every 30 s; after three missed beats nobody is there."""


@dataclass(frozen=True, slots=True)
class Present:
    """Another officer on the dossier, what he is at (empty: reading), when his page was last heard of."""

    name: str
    doing: str
    seen_at: datetime


def since(at: datetime) -> datetime:
    """Heartbeats before this moment mean nothing at `at`."""
    return at - timedelta(seconds=STALE_SECONDS)


def present(rows: Sequence[Sequence[Any]]) -> list[Present]:
    """Rows of (name, doing, moment) as they are read from the table."""
    return [Present(*row) for row in rows]
