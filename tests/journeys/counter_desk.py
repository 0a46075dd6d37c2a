"""The counter for journeys: a small office at nine on a Monday, and an officer's browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from tests.worlds.small import SmallOffice, build

CARD = "038099012345|012345678|Nguyễn Văn Dân|01011999|Nam|Thôn 1, xã Đông Hòa|01012022"
Enter = Callable[..., Page]


@pytest.fixture
def office(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> SmallOffice:
    """The office, its clock at nine, its files in a folder of their own."""
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-02T09:00")
    settings.FILES_DIR = tmp_path
    return build()


def cookies(office: SmallOffice, username: str, url: str) -> list[dict[str, str]]:
    """The session of an officer who has signed in."""
    client = Client()
    client.force_login(office.officer(username))
    name = project.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value, "url": url}]


@pytest.fixture
def desk(chromium: Browser, live_server: Any, office: SmallOffice) -> Any:
    """`desk("/desk/tiep-nhan", javascript=False)`: the page as the officer «quay» sees it."""
    opened: list[BrowserContext] = []

    def go(path: str, *, who: str = "quay", width: int = 1280, javascript: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=javascript, locale="vi-VN"
        )
        opened.append(context)
        context.add_cookies(cookies(office, who, live_server.url))  # type: ignore[arg-type]  # plain mappings
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.said = said  # type: ignore[attr-defined]  # a note for the test
        page.goto(live_server.url + path)
        return page

    yield go
    for context in opened:
        context.close()
