"""The front page: what would you like to do, and where is my dossier."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from motcua.apps.catalogue import queries
from motcua.web.ui.access import public
from motcua.web.ui.requests import Request


@public
def home(request: Request) -> HttpResponse:
    """The search box, everyday events, fields with most procedures, the box for tracking."""
    facets = queries.facets()
    biggest = sorted(facets.fields, key=lambda field: -field.count)[:12]
    page = {"events": queries.life_events(), "facets": facets, "fields": biggest}
    return render(request, "portal/catalogue/home.html", page)
