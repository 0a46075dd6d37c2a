"""The processes of the packs, read once. A dossier names its process by key; a pack may add others."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from motcua.rules.process import Process, read


@lru_cache(maxsize=1)
def processes() -> dict[str, Process]:
    """Every process of `packs/processes` by key. Raises ValueError naming the file of a faulty one."""
    found: dict[str, Process] = {}
    for path in sorted((Path(settings.PACKS) / "processes").glob("*.json")):
        try:
            process = read(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as fault:
            raise ValueError(f"{path.name}: {fault}") from fault
        found[process.key] = process
    return found


def process(key: str) -> Process:
    """The process named `key`; the default one when the key is empty. Raises KeyError."""
    return processes()[key or "default"]
