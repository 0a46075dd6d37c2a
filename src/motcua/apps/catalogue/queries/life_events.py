"""Everyday events that bring people to the office, as data of the pack: shortcuts on the front page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One event and the questions people ask about it: (words shown, words searched)."""

    title: str
    questions: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def life_events() -> tuple[LifeEvent, ...]:
    """The events of `packs/catalogue/life_events.json` in the pack's order."""
    rows = json.loads((Path(settings.PACKS) / "catalogue" / "life_events.json").read_text("utf-8"))
    return tuple(
        LifeEvent(row["title"], tuple((q["words"], q["search"]) for q in row["questions"])) for row in rows
    )
