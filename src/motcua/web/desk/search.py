"""The search box of the desk: a scanned number opens its dossier; words find among what the officer may see."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.dossiers.queries import WorkFilters, find_dossier, work_list
from motcua.apps.dossiers.queries.choices import step_names
from motcua.rules.identity import looks_like_citizen_qr
from motcua.rules.numbering import fold_number, looks_like_number
from motcua.web.desk.intake_sheet import SEATS
from motcua.web.desk.work_list import clean
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request


@signed_in
def search(request: Request) -> HttpResponse:
    """Dossiers by number, name without marks, phone or personal number; procedures by code or words."""
    typed = request.GET.get("q", "")
    if looks_like_citizen_qr(typed):  # away from an address that would say whose card it was
        return redirect(reverse("desk:search") + "?the=1")
    text = number_in(clean(typed))
    shown: dict[str, object] = {
        "q": text,
        "rows": [],
        "procedures": [],
        "scanned": "the" in request.GET,
        "takes_in": request.actor.has_role(*SEATS),
    }
    if looks_like_number(text) and (found := find_dossier(fold_number(text), request.actor)):
        return redirect("desk:dossier", number=str(found))
    if text:
        filters = WorkFilters(tray="all", text=text)
        page = work_list(request.actor, filters, at=request.at, after=request.GET.get("sau", ""))
        if len(page.rows) == 1 and not request.GET.get("sau") and text.replace(" ", "").isdigit():
            return redirect("desk:dossier", number=str(page.rows[0]))
        shown |= {
            "rows": list(zip(page.rows, step_names(page.rows), strict=True)),
            "next": "?" + urlencode({"q": text, "sau": page.after}) if page.after else "",
            "procedures": [] if looks_like_number(text) else _procedures(text),
        }
    return render(request, "desk/work/search.html", shown)


def number_in(text: str) -> str:
    """The number inside a scanned tracking address (`https://…/tra-cuu?so=H99.15-260302-0001&ma=…`), or the text."""
    if "://" not in text:
        return text
    parts = text.replace("?", " ").replace("&", " ").replace("/", " ").replace("=", " ").replace("#", " ")
    return next((part for part in parts.split() if looks_like_number(part)), text)


def _procedures(text: str) -> list[Any]:
    """A few procedures with these words or this code, for whoever typed one here."""
    hits = catalogue.finder().lookup(text, 4)
    return list(catalogue.in_order((hit.code for hit in hits), catalogue.Filters()))
