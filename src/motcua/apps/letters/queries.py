"""What the pack `packs/letters` holds: the forms, their regulations and days of validity."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.rules.forms import FormEdition, FormKind, Paper, edition_for


def pack_folder() -> Path:
    """Folder of the pack: index, templates and fonts."""
    return Path(settings.PACKS) / "letters"


def _edition(row: dict[str, Any], regulations: dict[str, str]) -> FormEdition:
    return FormEdition(
        kind=FormKind(row["kind"]),
        regulation=row["regulation"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        number=row["number"],
        title=row["title"],
        paper=Paper(row["paper"]),
        landscape=row["landscape"],
        template=row["template"],
        basis=regulations[row["regulation"]],
    )


@cache
def editions() -> tuple[FormEdition, ...]:
    """Every edition of every form, read once per process from `letters.json`."""
    pack = json.loads((pack_folder() / "letters.json").read_text(encoding="utf-8"))
    return tuple(_edition(row, pack["regulations"]) for row in pack["editions"])


def edition_on(kind: FormKind, on: date) -> FormEdition:
    """The edition of `kind` for a dossier received on `on`; raises NoSuchForm."""
    return edition_for(editions(), kind, on)
