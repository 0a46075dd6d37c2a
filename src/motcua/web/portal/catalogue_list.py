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
SHOWN_FIRST = 10
# Answers this much weaker than the best one wait behind "more results".
WORTH_SHOWING = 0.35
KEYS = {"field": "linh-vuc", "level": "cap", "agency": "co-quan", "applicant": "doi-tuong"}


@public
def procedures(request: Request) -> HttpResponse:
    """One page of procedures; with `q` the best answers first. An htmx request gets the rows only."""
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    filters = Filters(**{name: request.GET.get(key, "").replace("\x00", "") for name, key in KEYS.items()})
    page = _answers(asked, filters, "them" in request.GET) if asked else _browse(request, filters)
    context = {
        "asked": asked,
        "filters": filters,
        "page": page,
        "next_href": "" if asked else _href(request, sau=page.after),
        "more_href": _href(request, them="1") if asked and page.after else "",
        "previous_href": _href(request, truoc=page.before),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "portal/catalogue/_rows.html", context)
    context |= {"facets": queries.facets(), "levels": queries.levels()}
    return render(request, "portal/catalogue/list.html", context)


def _answers(asked: str, filters: Filters, everything: bool) -> Page:
    """What the finder knows, best first; what the type-ahead knows when the words are a code or only begun.

    `after` tells that there are more answers than shown.
    """
    finder = queries.finder()
    is_code = asked.replace(".", "").isdigit()
    hits = [] if is_code else finder.search(asked, FOUND_AT_MOST)
    hits = hits or finder.lookup(asked, FOUND_AT_MOST)
    rows = queries.in_order((hit.code for hit in hits), filters)
    score = {hit.code: hit.score for hit in hits}
    best = max(score.values(), default=0)
    good = [row for row in rows if score[row.code] >= WORTH_SHOWING * best][:SHOWN_FIRST]
    if everything or len(good) == len(rows):
        return Page(rows)
    return Page(good, after="more")


def _browse(request: Request, filters: Filters) -> Page:
    after, before = (request.GET.get(key, "").replace("\x00", "") for key in ("sau", "truoc"))
    return queries.browse(filters, after=after, before=before)


def _href(request: Request, **key: str) -> str:
    """The same list at another key; empty when there is no such page."""
    if not any(key.values()):
        return ""
    kept = {name: value for name, value in request.GET.items() if value and name not in ("sau", "truoc")}
    return "?" + urlencode(kept | key)
