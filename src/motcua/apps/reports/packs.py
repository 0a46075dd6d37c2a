"""The reporting packs, read once: how Biểu II.06a is counted (`packs/reports`), the figures (`packs/metrics`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from motcua.rules.lifecycle import VERBS, State
from motcua.rules.metrics import Dictionary, read

CHANNELS = frozenset({"COUNTER", "ONLINE", "ASSISTED", "POST", "MOBILE"})


class PackFaulty(ValueError):
    """A reporting pack names something that does not exist; the sentence says what."""


@dataclass(frozen=True, slots=True)
class Reading06a:
    """The choices a province may make in reading Biểu II.06a; each is argued in docs/explanation/statistics.md.

    `online_channels`: channels of column 4. `returned_states`, `returned_verbs`: finished without the agency deciding
    (withdrawn, supplement never came), added to column 9. `waiting_states`: the clock stands still.
    """

    title: str
    source: str
    recipient: str
    online_channels: tuple[str, ...]
    returned_states: tuple[str, ...]
    returned_verbs: tuple[str, ...]
    waiting_states: tuple[str, ...]


@cache
def reading_06a() -> Reading06a:
    """The pack `reports/ii06a.json`. Raises PackFaulty."""
    path = Path(settings.PACKS) / "reports" / "ii06a.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    reading = Reading06a(
        title=data["title"],
        source=data["source"],
        recipient=data["recipient"],
        online_channels=tuple(data["online_channels"]),
        returned_states=tuple(data["returned_states"]),
        returned_verbs=tuple(data["returned_verbs"]),
        waiting_states=tuple(data["waiting_states"]),
    )
    unknown = {*reading.online_channels} - CHANNELS
    unknown |= {*reading.returned_states, *reading.waiting_states} - set(State)
    unknown |= {*reading.returned_verbs} - VERBS
    if unknown:
        raise PackFaulty(f"{path.name} nêu tên không có: {', '.join(sorted(unknown))}.")
    return reading


@cache
def dictionary() -> Dictionary:
    """The dictionary of figures. Raises MetricFaulty."""
    path = Path(settings.PACKS) / "metrics" / "metrics.json"
    return read(json.loads(path.read_text(encoding="utf-8"))["metrics"])
