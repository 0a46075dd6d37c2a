"""A small office, its officers signed in, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from motcua.apps.office.models import Officer
from tests.worlds import small

SignedIn = Callable[..., Client]


@pytest.fixture
def office(settings: Any, tmp_path: Path) -> small.SmallOffice:
    settings.FILES_DIR = tmp_path / "files"
    return small.build()


@pytest.fixture
def set_now(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], datetime]:
    """`set_now("2026-03-02 09:00")`: what the desk's clock shows from here on."""

    def to(text: str) -> datetime:
        monkeypatch.setenv("MOTCUA_NOW", text.replace(" ", "T"))
        return small.vn(text)

    return to


@pytest.fixture
def now(set_now: Callable[[str], datetime]) -> datetime:
    return set_now("2026-03-02 09:00")


@pytest.fixture
def signed_in(office: small.SmallOffice) -> SignedIn:
    """A browser of one officer, without scripts."""

    def of(username: str) -> Client:
        client = Client()
        client.force_login(Officer.objects.get(username=username))
        return client

    return of
