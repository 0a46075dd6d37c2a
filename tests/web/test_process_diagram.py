"""The diagram in a real browser under the content policy: drawn, zoomed by keys, redrawn, and honest when it cannot."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Template
from django_cotton.compiler_regex import CottonCompiler
from playwright.sync_api import Browser, Page, Route, expect

from motcua.config.security import CSP
from motcua.rules.process import read
from motcua.rules.process.bpmn_writing import to_bpmn
from motcua.rules.process.drawing import svg
from tests.chromium import sideways, violations

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/motcua/web/ui/static"
KINDS = {".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2"}
DEFAULT = read(json.loads((ROOT / "packs/processes/default.json").read_text("utf-8")))
SHEETS = "".join(
    f'<link rel="stylesheet" href="/static/{name}">'
    for name in ("vendor/govuk/govuk-frontend.min.css", "ui/motcua.css", "ui/components.css")
)


@pytest.fixture
def diagram(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page with one diagram, served from the repository's own files with the site's content policy."""
    contexts = []

    def open_diagram(*, width: int = 1280, javascript: bool = True, answers: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=javascript
        )
        contexts.append(context)
        page = context.new_page()
        page.said = []  # type: ignore[attr-defined]  # a note for the test
        page.on("console", lambda message: page.said.append(message.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: page.said.append(str(error)))  # type: ignore[attr-defined]
        page.answers = answers  # type: ignore[attr-defined]
        page.route("**/*", lambda route: answer(page, route))
        page.goto("http://motcua.test/")
        return page

    yield open_diagram
    for context in contexts:
        context.close()


def answer(page: Any, route: Route) -> None:
    path = re.sub(r"^http://motcua.test/", "", route.request.url).split("?")[0]
    if path == "":
        source = '<c-diagram src="/so-do.bpmn" current="sign">{{ picture|safe }}</c-diagram>'
        body = Template(CottonCompiler().process(source)).render(Context({"picture": svg(DEFAULT, "sign")}))
        head = f'<meta charset="utf-8"><title>Sơ đồ</title>{SHEETS}'
        html = (
            f'<!doctype html><html lang="vi"><head>{head}</head><body class="density-desk">'
            f"<main><h1>Sơ đồ</h1>{body}</main></body></html>"
        )
        route.fulfill(
            body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": CSP}
        )
    elif path == "so-do.bpmn" and page.answers:
        route.fulfill(body=to_bpmn(DEFAULT), content_type="application/xml; charset=utf-8")
    elif path.startswith("static/") and (STATIC / path.removeprefix("static/")).is_file():
        file = STATIC / path.removeprefix("static/")
        route.fulfill(body=file.read_bytes(), content_type=KINDS.get(file.suffix, "image/svg+xml"))
    else:
        route.fulfill(status=404, body="")


def scale(page: Page) -> float:
    return float(page.evaluate("document.querySelector('[data-diagram]').bpmn.get('canvas').zoom()"))


def test_bpmn_js_draws_it_within_the_policy_and_marks_the_open_step(diagram: Callable[..., Page]) -> None:
    page = diagram()
    expect(page.locator("[data-drawn='1']")).to_be_visible()
    expect(page.locator(".mc-diagram-current")).to_have_count(1)
    expect(page.locator("[data-element-id='step_sign'].mc-diagram-current")).to_be_visible()
    expect(page.locator(".bjs-powered-by")).to_be_visible()  # the licence
    assert page.said == []  # type: ignore[attr-defined]
    assert violations(page) == []
    page.screenshot(path="/tmp/bpmn_live.png")


def test_keys_zoom_and_move(diagram: Callable[..., Page]) -> None:
    page = diagram()
    page.locator("[data-drawn='1']").focus()
    fitted = scale(page)
    page.keyboard.press("+")
    assert scale(page) > fitted
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert scale(page) < fitted
    page.keyboard.press("0")
    assert scale(page) == pytest.approx(fitted)
    before = page.evaluate("document.querySelector('[data-diagram]').bpmn.get('canvas').viewbox().x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.querySelector('[data-diagram]').bpmn.get('canvas').viewbox().x") > before
    page.get_by_role("button", name="Phóng to").click()
    assert scale(page) > fitted


def test_it_is_drawn_again_when_the_process_changes(diagram: Callable[..., Page]) -> None:
    page = diagram()
    expect(page.locator("[data-drawn='1']")).to_be_visible()
    page.evaluate("document.dispatchEvent(new CustomEvent('motcua:process-changed'))")
    expect(page.locator("[data-drawn='2']")).to_be_visible()
    expect(page.locator("[data-element-id='step_sign']")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360])
def test_at_phone_width_nothing_scrolls_the_page_sideways(diagram: Callable[..., Page], width: int) -> None:
    page = diagram(width=width)
    expect(page.locator("[data-drawn='1']")).to_be_visible()
    assert sideways(page) == 0


def test_when_it_cannot_draw_the_servers_drawing_stays_with_a_sentence(diagram: Callable[..., Page]) -> None:
    page = diagram(answers=False)
    expect(page.get_by_role("status")).to_contain_text("Chưa vẽ được sơ đồ tương tác")
    expect(page.locator(".mc-diagram__svg")).to_be_visible()
    assert violations(page) == []
    page.answers = True  # type: ignore[attr-defined]
    page.evaluate("document.dispatchEvent(new CustomEvent('motcua:process-changed'))")
    expect(page.locator(".djs-container")).to_be_visible()


def test_without_javascript_the_servers_drawing_is_there(diagram: Callable[..., Page]) -> None:
    page = diagram(javascript=False, width=320)
    expect(page.locator(".mc-diagram__svg")).to_be_visible()
    assert sideways(page) == 0
    page.screenshot(path="/tmp/bpmn_nojs.png")
