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

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.queries import counter
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.apps.payments.actions import PaymentRefused
from motcua.rules.identity import BadCitizenQr
from motcua.rules.lifecycle import StepNotAllowed
from motcua.rules.rights import NotAllowed
from motcua.web.desk import intake_fees, intake_page, intake_papers, intake_people
from motcua.web.desk import intake_sheet as sheets
from motcua.web.desk.intake_sheet import SEATS, Sheet
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request
from motcua.web.ui.vn_words import money_words


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
        _save(request, one)
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


def _save(request: Request, one: Sheet) -> None:
    actions.save_draft(
        one.token, one.data, unit_id=one.unit_id, title=one.title, actor=request.actor, at=request.at
    )


def _again(request: Request, one: Sheet, anchor: str = "") -> HttpResponse:
    """Keep the sheet and show it again: a fragment for htmx, a redirect otherwise (so «reload» asks nothing)."""
    try:
        _save(request, one)
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
    _save(request, one)
    return redirect(reverse("desk:intake") + f"?phieu={one.token}")


def _keep(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    answer = _again(request, one)
    if answer.status_code == 302:
        messages.success(request, "Đã lưu nháp. Mở lại ở trang Tiếp nhận, mục Bản nháp.")
        return redirect("desk:intake")
    return answer


def _guide(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    _save(request, one)
    return redirect("desk:intake_instruct", one.token)


def _decline(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    _save(request, one)
    return redirect("desk:intake_decline", one.token)


def _accept(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    return _file(
        request, one, lambda intake: actions.accept(intake, actor=request.actor, at=request.at).number or ""
    )


def _settle(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    def at_once(intake: sheets.Intake) -> str:
        made = actions.settle_at_once(
            intake,
            outcome=one.value("outcome") or "",
            result_number=one.value("result_number") or "",
            wants_receipt=bool(one.value("wants_receipt")),
            actor=request.actor,
            at=request.at,
        )
        return made.number or ""

    return _file(request, one, at_once)


def _submit(request: Request, one: Sheet, _rest: str) -> HttpResponse:
    def wait(intake: sheets.Intake) -> str:
        actions.submit(intake, actor=request.actor, at=request.at)
        return ""

    return _file(request, one, wait)


def _file(request: Request, one: Sheet, act: Callable[[sheets.Intake], str]) -> HttpResponse:
    """File the dossier; whatever is refused comes back beside its field with everything typed still there."""
    faults = _own_faults(request, one)
    try:
        if faults:
            raise ActionRefused(
                "Hồ sơ chưa tiếp nhận được. Hãy sửa các mục báo đỏ; những gì đã nhập vẫn còn.", faults
            )
        number = act(sheets.filing(one))
    except (ActionRefused, PaymentRefused, NotAllowed, StepNotAllowed) as refusal:
        return _refused(request, one, refusal)
    if not number:
        messages.success(
            request, "Đã ghi nhận hồ sơ. Hồ sơ nằm trong khay Chờ tiếp nhận, thời hạn chưa tính."
        )
        return redirect("desk:intake_waiting")
    return redirect("desk:intake_done", number)


def _own_faults(request: Request, one: Sheet) -> dict[str, str]:
    """Faults of reading: values not understood, a fee that is no longer the one shown."""
    found = {name: str(errors[0]) for name, errors in one.form.errors.items()}
    intake = sheets.filing(one)
    for place, line in enumerate(one.lines, 1):
        if line.error:
            found[f"paper_{place}"] = line.error
    shown = request.POST.get("fee_shown", "")
    taken = intake_fees.total(list(intake.fee.lines))
    if (
        intake.fee.how in ("NOW", "LATER")
        and shown.isdecimal()
        and int(shown) != taken
        and not one.value("fee_charge")
    ):
        found["fee_how"] = (
            f"Mức thu theo hình thức nộp vừa chọn là {money_words(taken)}, khác số tiền vừa hiện trên trang. "
            "Hãy kiểm tra rồi bấm lại."
        )
    return {**intake.faults(), **found} if found else {}


def _refused(request: Request, one: Sheet, refusal: Exception) -> HttpResponse:
    faults = refusal.faults if isinstance(refusal, ActionRefused) else {}
    status = 403 if isinstance(refusal, NotAllowed) else 409 if isinstance(refusal, StepNotAllowed) else 422
    try:
        _save(request, one)
    except ActionRefused as late:
        return intake_page.draw(request, one, sentence=late.sentence, status=409)
    sentence = refusal.sentence if isinstance(refusal, ActionRefused) else str(refusal)
    return intake_page.draw(request, one, sentence=sentence, faults=faults, status=status)


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
    "accept": _accept,
    "settle": _settle,
    "submit": _submit,
}
