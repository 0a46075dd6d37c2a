"""Taking a dossier in: one page, one form. Every button works as a plain POST; the sheet is kept as a draft each time."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.queries import counter
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.rules.identity import BadCitizenQr
from motcua.web.desk import intake_filing, intake_page, intake_papers, intake_people
from motcua.web.desk import intake_sheet as sheets
from motcua.web.desk.intake_sheet import SEATS, Sheet
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request


@officers(*SEATS)
@sensitive_post_parameters()
def sheet(request: Request, token: UUID) -> HttpResponse:
    """GET: the sheet as its draft has it (`?thu-tuc=&co-quan=` chooses the procedure). POST: the pressed button."""
    if request.method != "POST":
        return _open(request, token)
    one = sheets.read(token, sheets.flat(request.POST), actor=request.actor, at=request.at, preview=False)
    intake_papers.keep_files(
        [line for group in one.groups for line in group.lines] + one.extras,
        request.FILES,
        actor=request.actor,
        at=request.at,
    )
    _note_files(one)
    pressed, _, rest = request.POST.get("do", "enter").partition(":")
    return _BUTTONS.get(pressed, _enter)(request, one, rest)


@officers(*SEATS)
@require_POST
def save_draft(request: Request, token: UUID) -> JsonResponse:
    """Keep the sheet while the officer types; answers when it was kept."""
    one = sheets.read(token, sheets.flat(request.POST), actor=request.actor, at=request.at, preview=False)
    try:
        intake_filing.save(request, one)
    except ActionRefused as refusal:
        return JsonResponse({"refused": refusal.sentence}, status=409)
    return JsonResponse({"saved_at": f"{request.at:%H:%M}"})


def _open(request: Request, token: UUID) -> HttpResponse:
    filed = counter.filed_with(token, request.actor)
    if filed is not None and filed.number:
        return redirect("desk:intake_done", filed.number)
    draft = queries.draft(str(token), request.actor)
    data = dict(draft.data) if draft else {}
    code, agency = request.GET.get("thu-tuc", "").replace("\x00", ""), request.GET.get("co-quan", "")
    if code and agency.isdecimal() and len(agency) < 10:
        data = sheets.for_procedure(data, code, int(agency))
    one = sheets.read(token, data, actor=request.actor, at=request.at)
    lines = [line for group in one.groups for line in group.lines] + one.extras
    intake_papers.keep_files(lines, {}, actor=request.actor, at=request.at)
    return intake_page.draw(request, one)


def _note_files(one: Sheet) -> None:
    """Put what was kept into the data, so that the draft and the page know it."""
    for line in one.lines:
        if line.file_id:
            one.data[f"{line.key}_file_id"] = str(line.file_id)


def _again(request: Request, one: Sheet, anchor: str = "") -> HttpResponse:
    """Keep the sheet and show it again: a fragment for htmx, a redirect otherwise (so «reload» asks nothing)."""
    try:
        intake_filing.save(request, one)
    except ActionRefused as refusal:
        return intake_page.draw(request, one, sentence=refusal.sentence, status=409)
    if request.htmx or any(line.error for line in one.lines):
        fresh = sheets.read(one.token, one.data, actor=request.actor, at=request.at)
        _carry_files(one, fresh)
        return intake_page.draw(request, fresh, focus=anchor)
    place = f"?den={anchor}#{anchor}" if anchor else ""
    return redirect(reverse("desk:intake_sheet", args=[one.token]) + place)


def _carry_files(old: Sheet, fresh: Sheet) -> None:
    known = {line.key: line for line in old.lines}
    for line in fresh.lines:
        if line.key in known:
            before = known[line.key]
            line.file_id, line.file_name, line.error = before.file_id, before.file_name, before.error


def _enter(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    """Enter in a box, or a changed choice: read the scanned card, look for the person, or just count again."""
    if sheets.payload(request.POST):
        return _scan(request, one, "")
    if request.POST.get("find", "").strip():
        return intake_page.draw(request, one, find=request.POST["find"].strip()[:100], focus="nguoi-nop")
    return _again(request, one)


def _scan(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    try:
        payload = sheets.payload(request.POST)
        one.data = intake_people.scanned(one.data, payload, actor=request.actor, at=request.at)
    except BadCitizenQr as fault:
        return intake_page.draw(request, one, scan_fault=str(fault), status=200 if request.htmx else 422)
    return _again(request, one, "nguoi-nop")


def _person(request: Request, one: Sheet, rest: str) -> HttpResponse:
    if rest.isdecimal() and len(rest) < 18:
        text = request.POST.get("find", "")
        one.data = intake_people.known_person(one.data, text, int(rest), actor=request.actor, at=request.at)
    return _again(request, one, "nguoi-nop")


def _all_papers(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    for line in one.lines:
        line.complete()
        for name in intake_papers.COUNTS:
            one.data[f"{line.key}_{name}"] = getattr(line, name)
    return _again(request, one, "giay-to")


def _add_paper(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    count = str(one.data.get("extras", "0"))
    one.data["extras"] = str(min(int(count) if count.isdecimal() else 0, intake_papers.MOST_EXTRAS - 1) + 1)
    return _again(request, one, "giay-to")


def _drop_file(request: Request, one: Sheet, rest: str) -> HttpResponse:
    one.data.pop(f"{rest}_file_id", None)
    for line in one.lines:
        if line.key == rest:
            line.file_id, line.file_name = None, ""
    return _again(request, one, "giay-to")


def _change(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    intake_filing.save(request, one)
    return redirect(reverse("desk:intake") + f"?phieu={one.token}")


def _keep(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    answer = _again(request, one)
    if answer.status_code == 302:
        messages.success(request, "Đã lưu nháp. Mở lại ở trang Tiếp nhận, mục Bản nháp.")
        return redirect("desk:intake")
    return answer


def _guide(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    intake_filing.save(request, one)
    return redirect("desk:intake_instruct", one.token)


def _decline(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    intake_filing.save(request, one)
    return redirect("desk:intake_decline", one.token)


_BUTTONS: dict[str, Callable[[Request, Sheet, str], HttpResponse]] = {
    "scan": _scan,
    "person": _person,
    "all_papers": _all_papers,
    "add_paper": _add_paper,
    "drop_file": _drop_file,
    "change": _change,
    "draft": _keep,
    "instruct": _guide,
    "decline": _decline,
    "accept": intake_filing.accept,
    "settle": intake_filing.settle,
    "submit": intake_filing.submit,
}
