"""Every test of dossiers starts in the small office."""

from __future__ import annotations

import pytest

from tests.worlds.small import SmallOffice, build


@pytest.fixture
def office(db: None) -> SmallOffice:
    """The small office, freshly built."""
    return build()
