"""Publication decisions: what changed in the catalogue, newest first."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from motcua.apps.catalogue import queries
from motcua.web.ui.access import public
from motcua.web.ui.requests import Request

PAGE = 30


@public
def decisions(request: Request) -> HttpResponse:
    """One page of decisions; `sau` is the id of the last one of the page before."""
    key = request.GET.get("sau", "")
    rows = queries.decisions(int(key) if key.isdecimal() and len(key) < 18 else None, PAGE + 1)
    next_href = f"?sau={rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
    page = {"decisions": rows[:PAGE], "next_href": next_href, "first_href": "?" if key else ""}
    return render(request, "portal/catalogue/decisions.html", page)


@public
def decision(request: Request, decision_id: int) -> HttpResponse:
    """One decision and the procedures it published or abolished."""
    found = queries.decision(decision_id)
    if found is None:
        raise Http404("Không có quyết định công bố này.")
    page = {
        "decision": found,
        "rows": queries.decision_rows(found),
        "ended": queries.abolished_by(found),
    }
    return render(request, "portal/catalogue/decision.html", page)
