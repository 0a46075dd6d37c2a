"""Dossiers that wait for acceptance: take them in (T2), ask for what lacks (T4), or decline them (T6)."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.actions import Wanted
from motcua.apps.dossiers.queries import DossierPage, DuePreview, WorkFilters
from motcua.apps.dossiers.refusals import ActionRefused, SomebodyWasFaster
from motcua.apps.people.actions import note_access
from motcua.rules.lifecycle import State, StepNotAllowed
from motcua.rules.rights import NotAllowed
from motcua.web.desk.intake_done import UNKNOWN
from motcua.web.desk.intake_sheet import PUBLISHED, SEATS
from motcua.web.ui.access import officers
from motcua.web.ui.form_fields import VnDateField
from motcua.web.ui.requests import Request
from motcua.web.ui.vn_words import date_words

DAYS_TO_COMPLETE = 10
EXTRA_LINES = 2
WORDS = ("reason", "decline_reason", "go_to", *(f"extra_{n}" for n in range(1, EXTRA_LINES + 1)))
Typed = dict[str, str]


@officers(*SEATS)
def waiting(request: Request) -> HttpResponse:
    """The tray of dossiers sent by post or online that no counter has accepted yet, oldest first."""
    after, before = (request.GET.get(key, "").replace("\x00", "") for key in ("sau", "truoc"))
    tray = WorkFilters(tray="waiting")
    page = queries.work_list(request.actor, tray, at=request.at, after=after, before=before)
    context = {
        "page": page,
        "next": f"?sau={page.after}" if page.after else "",
        "previous": f"?truoc={page.before}" if page.before else "",
    }
    return render(request, "desk/intake/waiting.html", context)


@officers(*SEATS)
def dossier(request: Request, number: str) -> HttpResponse:
    """One waiting dossier with the three things that can be done to it."""
    page = queries.dossier_page(number, request.actor, at=request.at)
    if page is None:
        raise Http404(UNKNOWN)
    if page.dossier.number:
        return redirect("desk:intake_done", page.dossier.number)
    if request.method != "POST":
        subject = f"dossier:{page.dossier.pk}"
        note_access(subject, actor=request.actor, at=request.at, purpose="Mở hồ sơ chờ tiếp nhận")
        return _draw(request, page, {})
    typed = {name: str(value).replace("\x00", "") for name, value in request.POST.items()}
    act = {"accept": _accept, "ask": _ask, "decline": _decline}.get(typed.get("do", ""))
    if act is None:
        return _draw(request, page, typed)
    try:
        return act(request, page, typed)
    except (ActionRefused, NotAllowed, StepNotAllowed) as refusal:
        return _draw(request, page, typed, refusal=refusal)


def _seen(typed: Typed) -> int | None:
    text = typed.get("seen", "")
    return int(text) if text.isdecimal() and len(text) < 9 else None


def _accept(request: Request, page: DossierPage, typed: Typed) -> HttpResponse:
    key = page.dossier.provisional
    made = actions.accept_waiting(key, actor=request.actor, at=request.at, seen=_seen(typed))
    return redirect("desk:intake_done", made.number)


def _ask(request: Request, page: DossierPage, typed: Typed) -> HttpResponse:
    due_on = _day(typed.get("due_on", ""))
    actions.ask_before_acceptance(
        page.dossier.provisional,
        _wanted(page, typed),
        reason=typed.get("reason", ""),
        due_on=due_on,
        actor=request.actor,
        at=request.at,
        seen=_seen(typed),
    )
    messages.success(request, f"Đã yêu cầu bổ sung, hạn {date_words(due_on)}. Hồ sơ ở khay Chờ bổ sung.")
    return redirect("desk:intake_waiting")


def _decline(request: Request, page: DossierPage, typed: Typed) -> HttpResponse:
    actions.decline(
        page.dossier.provisional,
        reason=typed.get("decline_reason", "")[:1000],
        go_to=typed.get("go_to", "")[:300],
        actor=request.actor,
        at=request.at,
        seen=_seen(typed),
    )
    messages.success(request, "Đã từ chối tiếp nhận và lập phiếu.")
    return redirect("desk:intake_waiting")


def _day(text: str) -> date:
    try:
        found = VnDateField().clean(text)
    except ValidationError as fault:
        raise ActionRefused("Chưa gửi được yêu cầu bổ sung.", {"due_on": str(fault.messages[0])}) from fault
    assert isinstance(found, date)  # required: clean() raises for an empty text
    return found


def _wanted(page: DossierPage, typed: Typed) -> list[Wanted]:
    """The ticked papers and the lines added."""
    listed = [
        Wanted(
            paper.name, typed.get(f"what_{paper.ordinal}", "").strip() or "Nộp bổ sung", paper=paper.ordinal
        )
        for paper in page.papers
        if typed.get(f"want_{paper.ordinal}")
    ]
    names = (
        (typed.get(f"extra_{n}", "").strip(), typed.get(f"extra_what_{n}", "").strip())
        for n in range(1, EXTRA_LINES + 1)
    )
    return [*listed, *(Wanted(name[:1000], what or "Nộp bổ sung") for name, what in names if name)]


def _draw(
    request: Request, page: DossierPage, typed: Typed, *, refusal: Exception | None = None
) -> HttpResponse:
    faults = dict(refusal.faults) if isinstance(refusal, ActionRefused) else {}
    if "reason" in faults and typed.get("do") == "decline":
        faults["decline_reason"] = faults.pop("reason")
    summary = [(f"#id_{name}" if name != "papers" else "#giay-to", words) for name, words in faults.items()]
    if refusal is not None and not summary:
        summary = [("", str(refusal))]
    context = {
        "page": page,
        "dossier": page.dossier,
        "preview": _preview(page, request),
        "may": page.may if page.dossier.stands is State.WAITING else frozenset(),
        "papers": [_paper(paper, typed) for paper in page.papers],
        "extras": [
            (n, typed.get(f"extra_{n}", ""), typed.get(f"extra_what_{n}", ""))
            for n in range(1, EXTRA_LINES + 1)
        ],
        "typed": typed,
        "due_on": typed.get("due_on") or date_words(request.at.date() + timedelta(days=DAYS_TO_COMPLETE)),
        "seen": page.dossier.act_count,  # what this page now shows: a second press is made knowingly
        "unsent": [typed[name] for name in WORDS if typed.get(name, "").strip()] if refusal else [],
        "faults": faults,
        "summary": summary,
    }
    return render(request, "desk/intake/waiting_one.html", context, status=_status(refusal))


def _preview(page: DossierPage, request: Request) -> DuePreview:
    """The day the receipt would name if the dossier were accepted now."""
    dossier = page.dossier
    case = page.acts[0].note.get("case") if page.acts else None
    channel = PUBLISHED.get(dossier.channel, "DIRECT")
    return queries.preview_due(dossier.procedure.code, dossier.agency_id, channel, case, request.at)


def _paper(paper: object, typed: Typed) -> dict[str, object]:
    ordinal = paper.ordinal  # type: ignore[attr-defined]  # a paper row; its type lives in models
    return {
        "row": paper,
        "wanted": bool(typed.get(f"want_{ordinal}")),
        "what": typed.get(f"what_{ordinal}", ""),
    }


def _status(refusal: Exception | None) -> int:
    if refusal is None:
        return 200
    if isinstance(refusal, NotAllowed):
        return 403
    return 409 if isinstance(refusal, (SomebodyWasFaster, StepNotAllowed)) else 422
