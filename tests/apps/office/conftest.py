"""Tests of the office start in the small office."""

import pytest

from tests.worlds.small import SmallOffice, build


@pytest.fixture
def office(db: None) -> SmallOffice:
    """The small office, freshly built."""
    return build()
