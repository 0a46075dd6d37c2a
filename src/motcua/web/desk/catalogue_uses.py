"""Procedures in use and what each still lacks."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render

from motcua.apps.catalogue import queries
from motcua.apps.office import queries as office
from motcua.apps.processes.queries import choices_for
from motcua.rules.actors import Role
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request


@signed_in
def uses(request: Request) -> HttpResponse:
    """The list, narrowed to an agency, with the sentences of what is missing."""
    today = request.at.date()
    asked = request.GET.get("co-quan", "")
    agency_id = int(asked) if asked.isdecimal() and len(asked) < 18 else None
    lines, key = queries.uses_page(today, agency_id, after=request.GET.get("sau", "").replace("\x00", ""))
    kept = {"co-quan": str(agency_id)} if agency_id else {}
    page = {
        "lines": lines,
        "agencies": [(str(one.pk), one.name) for one in office.agencies(today)],
        "agency": str(agency_id or ""),
        "next_href": "?" + urlencode(kept | {"sau": key}) if key else "",
        "first_href": "?" + urlencode(kept) if request.GET.get("sau") else "",
        "may_edit": request.actor.has_role(Role.TTHC_CONTROL),
    }
    return render(request, "desk/catalogue/uses.html", page)


@signed_in
def use(request: Request, use_id: int) -> HttpResponse:
    """One procedure at one agency: settings, limits and fees per channel, what is missing."""
    found = queries.use(use_id)
    if found is None:
        raise Http404("Không có thiết lập này. Mở lại danh sách thủ tục.")
    version = queries.version_at(found.procedure.code, request.at.date())
    page = {
        "use": found,
        "centers": list(found.centers.all()),
        "version": version,
        "missing": queries.missing(found, version),
        "local": queries.local_limit(found),
        "committed": queries.commitment(found),
        "confirmed": queries.confirmed_fees(found),
        "process_name": _process_name(found, request.at.date()),
        "may_edit": request.actor.has_role(Role.TTHC_CONTROL) and found.valid_to is None,
    }
    return render(request, "desk/catalogue/use.html", page)


def _process_name(found: queries.ProcedureUse, today: date) -> str:
    """The name of the process it runs on, its key when that is no longer offered."""
    return dict(choices_for(found.agency_id, today)).get(found.process_key, found.process_key)
