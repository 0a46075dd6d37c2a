"""The files of `packs/demo`."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings


@lru_cache(maxsize=8)
def pack(name: str) -> Any:
    """A file of `packs/demo`, read once."""
    return json.loads((Path(settings.PACKS) / "demo" / name).read_text(encoding="utf-8"))
