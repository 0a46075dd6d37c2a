"""Before a dossier exists: one complete list of what to bring (T5), or the reason and the right place (T6)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.actions import Wanted
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.rules.rights import NotAllowed
from motcua.web.desk import intake_sheet as sheets
from motcua.web.desk.intake_sheet import SEATS, Sheet
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

BLANKS = 3
MOST = 60
NO_SHEET = "Không còn phiếu này trong bản nháp của bạn. Hãy mở lại từ trang Tiếp nhận."
DEFAULT_REASON = "Hồ sơ chưa đầy đủ thành phần theo quy định."
Line = dict[str, str]


@officers(*SEATS)
def given(request: Request) -> HttpResponse:
    """What was told to people lately at the officer's centres."""
    return render(request, "desk/intake/guidance.html", {"rows": queries.guidance_at(request.actor)})


@officers(*SEATS)
def instruct(request: Request, token: UUID) -> HttpResponse:
    """The one complete list, begun with the papers the sheet lacks; POST prints it and keeps the sheet."""
    sheet = _sheet(request, token)
    if request.method != "POST":
        lines = [{"name": line.name, "what": _what(line.wanted)} for line in sheet.missing]
        return _draw(request, "instruct", sheet, lines=lines, reason=DEFAULT_REASON)
    lines, reason = _lines(request), request.POST.get("reason", "").replace("\x00", "")[:1000]
    if request.POST.get("do") == "more":
        return _draw(request, "instruct", sheet, lines=lines, reason=reason)
    try:
        actions.instruct(
            str(sheet.data.get("procedure", "")),
            sheets.applicant(sheet),
            [Wanted(line["name"], line["what"] or "Bổ sung") for line in lines],
            reason=reason,
            unit_id=sheet.unit_id,
            actor=request.actor,
            at=request.at,
        )
    except (ActionRefused, NotAllowed) as refusal:
        return _draw(request, "instruct", sheet, lines=lines, reason=reason, refusal=refusal)
    messages.success(
        request, "Đã lập phiếu hướng dẫn. Bản nháp vẫn còn: khi người dân quay lại, mở ra là tiếp nhận được."
    )
    return redirect("desk:intake_guidance")


@officers(*SEATS)
def decline(request: Request, token: UUID) -> HttpResponse:
    """The reason and the right place to go; POST prints the slip and drops the sheet."""
    sheet = _sheet(request, token)
    if request.method != "POST":
        return _draw(request, "decline", sheet)
    reason, go_to = (request.POST.get(name, "").replace("\x00", "") for name in ("reason", "go_to"))
    try:
        actions.decline_at_counter(
            str(sheet.data.get("procedure", "")),
            sheets.applicant(sheet),
            reason=reason[:1000],
            go_to=go_to[:300],
            unit_id=sheet.unit_id,
            actor=request.actor,
            at=request.at,
        )
    except (ActionRefused, NotAllowed) as refusal:
        return _draw(request, "decline", sheet, reason=reason, go_to=go_to, refusal=refusal)
    actions.drop_draft(token, actor=request.actor)
    messages.success(request, "Đã lập phiếu từ chối tiếp nhận.")
    return redirect("desk:intake_guidance")


def _sheet(request: Request, token: UUID) -> Sheet:
    draft = queries.draft(str(token), request.actor)
    if draft is None:
        raise Http404(NO_SHEET)
    return sheets.read(token, dict(draft.data), actor=request.actor, at=request.at)


def _what(wanted: str) -> str:
    return f"Nộp {wanted}" if wanted else "Nộp bổ sung"


def _lines(request: Request) -> list[Line]:
    """The list as typed; a line without a name disappears."""
    names, whats = request.POST.getlist("name")[:MOST], request.POST.getlist("what")[:MOST]
    whats += [""] * (len(names) - len(whats))
    pairs = [
        (name.replace("\x00", "").strip()[:1000], what.strip()[:500])
        for name, what in zip(names, whats, strict=False)
    ]
    return [{"name": name, "what": what} for name, what in pairs if name]


def _draw(
    request: Request, page: str, sheet: Sheet, *, refusal: Exception | None = None, **typed: object
) -> HttpResponse:
    faults = dict(refusal.faults) if isinstance(refusal, ActionRefused) else {}
    summary = [(_place(name), words) for name, words in faults.items()]
    if refusal is not None and not summary:
        summary = [("", str(refusal))]
    if page == "instruct":
        lines = typed.pop("lines", [])
        typed["lines"] = [*lines, *({"name": "", "what": ""} for _ in range(BLANKS))]  # type: ignore[misc]  # a list of lines
    context = {"sheet": sheet, "faults": faults, "summary": summary, **typed}
    status = 200 if refusal is None else 403 if isinstance(refusal, NotAllowed) else 422
    return render(request, f"desk/intake/{page}.html", context, status=status)


def _place(name: str) -> str:
    return {"reason": "#id_reason", "papers": "#id_name_1"}.get(name, "")
