"""The small office with a dossier in every state, and the browser where a test asks for it."""

from __future__ import annotations

import pytest

from tests.worlds.every_state import LOOKED_AT, fill
from tests.worlds.small import SmallOffice, build


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> SmallOffice:
    """The small office, freshly built; pages are looked at on Thursday 05/03/2026."""
    monkeypatch.setenv("MOTCUA_NOW", LOOKED_AT.isoformat())
    return build()


@pytest.fixture
def numbers(office: SmallOffice) -> dict[str, str]:
    """One dossier in every state, by the state's name."""
    return fill(office)
