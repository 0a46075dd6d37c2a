"""Handing over from the counter: many dossiers at once, what became of each, one slip for each receiving unit."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import batches, handover_pdf, to_hand_over
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.rules.actors import Role
from motcua.rules.lifecycle import StepNotAllowed
from motcua.rules.rights import NotAllowed
from motcua.web.desk.dossier_page import pdf
from motcua.web.desk.steps import whereabouts
from motcua.web.desk.work_list import HANDS_OVER
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

MOST = 200
READERS = (Role.COUNTER, Role.CLERK, Role.UNIT_HEAD, Role.CENTRE_HEAD, Role.CASE_OFFICER)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one dossier of the batch."""

    number: str
    done: bool
    words: str


@officers(*READERS)
def handovers(request: Request) -> HttpResponse:
    """What waits to be handed over and recent hand-overs; POST hands the ticked ones over."""
    if request.method == "POST":
        return _hand_over(request)
    shown = {
        "rows": to_hand_over(request.actor),
        "batches": batches(request.actor),
        "may_hand_over": request.actor.has_role(*HANDS_OVER),
        "ticked": set(request.GET.getlist("select")),
    }
    return render(request, "desk/work/handovers.html", shown)


def _hand_over(request: Request) -> HttpResponse:
    numbers = list(dict.fromkeys(request.POST.getlist("select")))[:MOST]
    if not numbers:
        messages.warning(request, "Chưa chọn hồ sơ nào. Hãy đánh dấu các hồ sơ cần bàn giao.")
        return redirect("desk:handovers")
    outcomes = [_one(request, number) for number in numbers]
    moved = [one for one in outcomes if one.done]
    same = [batch for batch in batches(request.actor, limit=50) if batch.at == request.at] if moved else []
    shown = {"outcomes": outcomes, "moved": len(moved), "batches": same}
    return render(request, "desk/work/handed_over.html", shown, status=200 if moved else 409)


def _one(request: Request, number: str) -> Outcome:
    try:
        done = actions.transfer(number, actor=request.actor, at=request.at)
    except (ActionRefused, StepNotAllowed, NotAllowed) as fault:
        return Outcome(number, False, str(fault))
    return Outcome(number, True, whereabouts(done))


@officers(*READERS)
def slip(request: Request, key: int) -> HttpResponse:
    """The one slip of a batch."""
    try:
        return pdf(handover_pdf(key, request.actor), f"ban-giao-{key}.pdf")
    except ActionRefused as fault:
        raise Http404(fault.sentence) from fault
