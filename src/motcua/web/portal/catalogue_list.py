"""The list of procedures: browse by field, level, agency, applicant; search in people's words."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from motcua.apps.catalogue import queries
from motcua.apps.catalogue.queries import Filters, Page
from motcua.web.ui.access import public
from motcua.web.ui.requests import Request

LONGEST_QUESTION = 300
FOUND_AT_MOST = 40
KEYS = {"field": "linh-vuc", "level": "cap", "agency": "co-quan", "applicant": "doi-tuong"}


@public
def procedures(request: Request) -> HttpResponse:
    """One page of procedures; with `q` the best answers first. An htmx request gets the rows only."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    filters = Filters(**{name: request.GET.get(key, "").replace("\x00", "") for name, key in KEYS.items()})
    page = _answers(asked, filters) if asked else _browse(request, filters)
    context = {
        "asked": asked,
        "filters": filters,
        "page": page,
        "next_href": _href(request, sau=page.after),
        "previous_href": _href(request, truoc=page.before),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "portal/catalogue/_rows.html", context)
    context |= {"facets": queries.facets(), "levels": queries.levels()}
    return render(request, "portal/catalogue/list.html", context)


def _answers(asked: str, filters: Filters) -> Page:
    """What the finder knows, and what the type-ahead knows when the words are a code or only begun."""
    finder = queries.finder()
    hits = finder.search(asked, FOUND_AT_MOST) or finder.lookup(asked, FOUND_AT_MOST)
    if asked.replace(".", "").isdigit():
        hits = finder.lookup(asked, FOUND_AT_MOST)
    return Page(queries.in_order((hit.code for hit in hits), filters))


def _browse(request: Request, filters: Filters) -> Page:
    after, before = (request.GET.get(key, "").replace("\x00", "") for key in ("sau", "truoc"))
    return queries.browse(filters, after=after, before=before)


def _href(request: Request, **key: str) -> str:
    """The same list at another key; empty when there is no such page."""
    if not any(key.values()):
        return ""
    kept = {name: value for name, value in request.GET.items() if value and name not in ("sau", "truoc")}
    return "?" + urlencode(kept | key)
