"""A real browser for tests: Debian's Chromium through Playwright, with axe. The fixtures are imported in
tests/conftest.py and nowhere else: two browsers of Playwright's sync API do not live in one process.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
BINARY = os.environ.get("MOTCUA_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run; MOTCUA_NO_BROWSER=1 skips, otherwise a missing Chromium is a failure."""
    if os.environ.get("MOTCUA_NO_BROWSER") == "1":
        pytest.skip("MOTCUA_NO_BROWSER=1")
    if not Path(BINARY).exists():
        pytest.fail(
            f"Thiếu Chromium ở {BINARY}: chạy `apt-get install chromium`, hoặc đặt MOTCUA_NO_BROWSER=1."
        )
    # Playwright's sync API keeps an event loop in this thread; Django would refuse the ORM beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BINARY, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """`open_page("/tra-cuu", width=360, javascript=True)`; what the console said is in `page.said`."""
    contexts = []

    def go(
        path: str, *, width: int = 1280, height: int = 900, javascript: bool = True, **options: Any
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="vi-VN",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.said = said  # type: ignore[attr-defined]  # a note for the test, Playwright's Page allows it
        page.goto(live_server.url + path)
        return page

    yield go
    for context in contexts:
        context.close()


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page, one line each; an empty list is a clean page."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']]}" for v in found["violations"]]


def sideways(page: Page) -> int:
    """How many pixels the page scrolls sideways; 0 is right."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
