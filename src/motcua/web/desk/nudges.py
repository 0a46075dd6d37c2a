"""«Nhắc việc»: what the timers of open steps tell this officer and his units; seen with one button."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import NudgePage, nudges_for
from motcua.rules.process.definition import PROPOSABLE
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Nudge

ON_WORK_PAGE = 5
STEP_OF_PROPOSAL = {
    "extend": "hen-lai",
    "ask_supplement": "bo-sung",
    "refuse": "tu-choi",
    "send_back": "tra-lai",
}
"""The step form on which a proposed act is taken, by a person."""
TONES = {"REMIND": "waiting", "ESCALATE": "warning", "PROPOSE": "taken", "CONSULTATION": "warning"}


@signed_in
def nudges(request: Request) -> HttpResponse:
    """GET: the officer's nudges, newest first (a piece of the work page when htmx asks). POST: these are seen."""
    if request.method == "POST":
        keys = [int(key) for key in request.POST.getlist("nhac") if key.isdecimal() and len(key) < 18]
        seen = actions.see_nudges(keys, actor=request.actor, at=request.at)
        messages.success(request, f"Đã ghi nhận bạn xem {seen} nhắc việc.")
        return redirect("desk:work" if request.POST.get("ve") == "viec" else "desk:nudges")
    is_piece = request.headers.get("HX-Request") == "true"
    page = nudges_for(request.actor, after=request.GET.get("sau", ""), size=ON_WORK_PAGE if is_piece else 20)
    shown = {"rows": lines(page), "after": page.after, "is_piece": is_piece}
    return render(request, "desk/work/_nudges.html" if is_piece else "desk/work/nudges.html", shown)


def lines(page: NudgePage) -> list[dict[str, Any]]:
    """Each nudge with its tone and, for a proposal, the step that takes it."""
    return [line(row) for row in page.rows]


def line(row: Nudge) -> dict[str, Any]:
    """One nudge as a page shows it."""
    return {
        "row": row,
        "tone": TONES.get(row.kind, "quiet"),
        "slug": STEP_OF_PROPOSAL.get(row.propose, ""),
        "words": PROPOSABLE.get(row.propose, ""),
    }
