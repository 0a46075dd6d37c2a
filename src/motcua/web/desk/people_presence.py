"""The heartbeat of a dossier's page: notes who is there and answers with the others, and with what changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from motcua.apps.dossiers.actions.presence import be_present
from motcua.apps.dossiers.queries import find_dossier
from motcua.web.desk.steps_nouns import BY_SLUG
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request
from motcua.web.ui.throttle import tries

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier

MOST_A_MINUTE = 60


@require_POST
@signed_in
def presence(request: Request, number: str) -> HttpResponse:
    """One beat. 429 when a page beats far more often than every 30 s; 404 for whoever may not see the dossier."""
    who = f"officer:{request.actor.officer_id}"
    if tries("presence", who, seconds=60, at=request.at) > MOST_A_MINUTE:
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    dossier = find_dossier(number, request.actor)
    if dossier is None:
        raise Http404("Không tìm thấy hồ sơ này trong các hồ sơ bạn được xem.")
    shown = present_on(request, dossier, request.GET.get("viec", ""))
    seen = request.POST.get("seen", "")
    shown["moved"] = seen.isdecimal() and seen != str(dossier.act_count)
    return render(request, "desk/people/_presence.html", shown)


def present_on(request: Request, dossier: Dossier, slug: str = "") -> dict[str, Any]:
    """Note that the officer is on the dossier (at the step `slug`) and give the page who else is. One statement."""
    kind = BY_SLUG.get(slug)
    doing = kind.title if kind else ""
    others = be_present(dossier.pk, doing=doing, actor=request.actor, at=request.at)
    return {"dossier": dossier, "others": others, "presence_slug": slug if kind else ""}
