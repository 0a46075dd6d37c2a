"""Every page of the site, as those see it who open it: axe finds nothing, 320 px do not scroll, the console is silent.

The pages are those of the address book (`config.urls`); both densities are among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.chromium import sideways, violations
from tests.journeys.every_page import Visit, World, addresses
from tests.journeys.page_visits import NOT_PAGES, PAGES, not_pages
from tests.worlds.every_state import LOOKED_AT
from tests.worlds.small import build

ROOMS = ("", "portal:", "desk:", "leaders:")
OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"


def test_every_address_is_a_page_somebody_opens_or_is_said_to_be_none() -> None:
    known = set(addresses())
    assert known - set(PAGES) - set(NOT_PAGES) == set(), "say in page_visits.py who opens the new pages"
    assert (set(PAGES) | set(NOT_PAGES)) - known == set(), "these addresses are gone"
    assert not set(PAGES) & set(NOT_PAGES)
    assert {room_of(name) for name in PAGES} == set(ROOMS)


def room_of(name: str) -> str:
    """The audience whose page it is."""
    return name[: name.find(":") + 1]


@pytest.fixture
def world(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("MOTCUA_NOW", LOOKED_AT.isoformat())
    return World.made(build())


@pytest.mark.django_db(transaction=True)
def test_what_is_said_to_be_no_page_is_none(world: World) -> None:
    """Posts answer no GET; files and data are not HTML."""
    browsers = {who: Client() for _, who in not_pages(world).values()}
    for who, browser in browsers.items():
        browser.force_login(world.office.officer(who or "kstt"))
    for name, (path, who) in not_pages(world).items():
        answer = browsers[who].get(path)
        if NOT_PAGES[name] == "POST":
            assert answer.status_code == 405, name
        else:
            assert answer.status_code == 200, name
            assert not answer.headers["Content-Type"].startswith("text/html"), name
    assert set(not_pages(world)) == set(NOT_PAGES)


class Look:
    """Browsers in which officers have signed in, one each."""

    def __init__(self, chromium: Browser, url: str, world: World) -> None:
        self.chromium, self.url, self.world = chromium, url, world
        self.pages: dict[str, Page] = {}
        self.said: list[str] = []

    def faults(self, visit: Visit) -> list[str]:
        """What is wrong with one page."""
        page = self.pages.get(visit.officer) or self._open(visit.officer)
        page.set_viewport_size({"width": 1280, "height": 900})
        self.said.clear()
        answer = page.goto(self.url + visit.path, wait_until="load")
        assert answer is not None
        if answer.status != visit.status:
            return [f"status {answer.status}, not {visit.status}"]
        page.evaluate(OPEN_ALL)
        found = violations(page)
        page.set_viewport_size({"width": 320, "height": 800})
        if sideways(page):
            found.append(f"{sideways(page)} px sideways at 320 px")
        expected = 1 if visit.status >= 400 else 0  # the console notes a refused page itself
        return [*found, *self.said[expected:]]

    def _open(self, officer: str) -> Page:
        context = self.chromium.new_context(locale="vi-VN")
        if officer:
            client = Client()
            client.force_login(self.world.office.officer(officer))
            key = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.url}])
        page = context.new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        self.pages[officer] = page
        return page


@pytest.fixture
def look(chromium: Browser, live_server: Any, world: World) -> Iterator[Look]:
    made = Look(chromium, live_server.url, world)
    yield made
    for page in made.pages.values():
        page.context.close()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("room", ROOMS)
def test_every_page_is_clean_at_both_widths(look: Look, world: World, room: str) -> None:
    found = {}
    for name, visits in PAGES.items():
        for visit in visits(world) if room_of(name) == room else ():
            if faults := look.faults(visit):
                found[f"{visit.path} ({visit.officer or 'người dân'})"] = faults
    assert not found, "\n".join(f"{where}: {fault}" for where, faults in found.items() for fault in faults)
