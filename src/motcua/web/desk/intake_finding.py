"""Where an intake begins: find the procedure, go on with a draft, or take a waiting dossier."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.queries.receiving import Receivable, find_receivable, receivable
from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.queries import counter
from motcua.apps.office import queries as office
from motcua.rules.identity import looks_like_citizen_qr
from motcua.web.desk.intake_sheet import SEATS, allowed_unit
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

LONGEST = 200


@officers(*SEATS)
def start(request: Request) -> HttpResponse:
    """The search box, recent procedures, drafts; an htmx request gets the answers only. `?phieu=` keeps a sheet."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    if looks_like_citizen_qr(asked):  # away from an address that would say whose card it was
        return redirect(reverse("desk:intake") + "?the=1")
    unit_id = allowed_unit({}, request.actor)
    context: dict[str, object] = {
        "asked": asked,
        "token": _token(request),
        "found": _found(request, asked, unit_id),
    }
    if request.htmx:
        return render(request, "desk/intake/_found.html", context)
    context |= {
        "scanned": "the" in request.GET,
        "drafts": queries.drafts_of(request.actor),
        "waiting": queries.tray_counts(request.actor, ["waiting"], at=request.at)["waiting"],
        "keeps": "phieu" in request.GET,
        "desk_unit": office.unit(unit_id).name,
    }
    return render(request, "desk/intake/start.html", context)


def _found(request: Request, asked: str, unit_id: int) -> list[Receivable]:
    """Answers to the words typed; without words the officer's recent procedures, then those of his centre."""
    today = request.at.date()
    if asked:
        return find_receivable(asked, unit_id, today)
    codes = counter.recent_procedures(request.actor)
    if len(codes) < 8 and (center := office.center(unit_id)):
        offered = catalogue.uses_at_center(center.pk, today).order_by("procedure__sort_key")
        codes += [use.procedure.code for use in offered[:20]]
    return receivable(list(dict.fromkeys(codes))[:8], unit_id, today)


def _token(request: Request) -> UUID:
    """The sheet the answers lead to: the one being changed, else a new one."""
    try:
        return UUID(request.GET.get("phieu", ""))
    except ValueError:
        return uuid4()


@officers(*SEATS)
@require_POST
def drop(request: Request, token: UUID) -> HttpResponse:
    """Throw a draft of one's own away."""
    actions.drop_draft(token, actor=request.actor)
    return redirect("desk:intake")
