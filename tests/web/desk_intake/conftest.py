"""The counter's pages: a small office at nine on a Monday morning, and clients for its officers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.worlds.small import SmallOffice, build

NINE = "2026-03-02T09:00"


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: object) -> SmallOffice:
    """The office, with the clock at nine o'clock and a store of files of its own."""
    monkeypatch.setenv("MOTCUA_NOW", NINE)
    settings.FILES_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's settings
    return build()


@pytest.fixture
def as_officer(office: SmallOffice) -> Callable[[str], Client]:
    """`as_officer("quay")`: a browser in which that officer has signed in."""

    def enter(username: str) -> Client:
        client = Client()
        client.force_login(office.officer(username))
        return client

    return enter
