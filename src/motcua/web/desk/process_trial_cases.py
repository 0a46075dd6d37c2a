"""A trial kept as a case of the draft: publication runs all of them again and is refused when one fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.apps.processes import actions
from motcua.apps.processes.refusals import DraftMoved, ProcessRefused
from motcua.rules.process import written
from motcua.rules.process.definition import ProcessCase
from motcua.web.desk.process_rights import drawers, may
from motcua.web.desk.process_trial import Subject, Tried, page, subject_of, try_it
from motcua.web.desk.process_trial_form import case_of
from motcua.web.ui import refusals
from motcua.web.ui.requests import Request

LONGEST_NAME, MOST_CASES = 200, 100
QUERY_LIMIT = 8000


@require_POST
@drawers
def keep(request: Request, key: str) -> HttpResponse:
    """Keep the trial of the address `truy_van` as a case named `ten`, in place of case `sua` when that is given."""
    subject = subject_of(request, key)
    if not may(request.actor, "draw_process", subject.row.agency_id):
        return refusals.forbidden(request)
    data = QueryDict(request.POST.get("truy_van", "")[:QUERY_LIMIT], mutable=True)
    data["chay"] = "1"
    tried = try_it(request, subject, data)
    name, replaces = " ".join(request.POST.get("ten", "").split()), _number(request.POST.get("sua", ""))
    if fault := _name_fault(name, replaces, subject.process.cases) or _walk_fault(tried):
        return _refused(request, subject, tried, data, name, fault, 422)
    assert tried.trial is not None  # _walk_fault has seen it
    case = case_of(name, tried.facts, tried.choices, tried.trial.simulation.way)
    cases = list(subject.process.cases)
    if replaces is not None and replaces < len(cases):
        cases[replaces] = case
    else:
        cases.append(case)
    try:
        _save(request, subject, cases)
    except DraftMoved as moved:
        return _refused(request, subject, tried, data, name, moved.sentence, 409)
    except ProcessRefused as refused:
        return _refused(request, subject, tried, data, name, refused.sentence, 422)
    messages.success(request, f"Đã lưu tình huống «{name}». Khi ban hành, hệ thống chạy lại mọi tình huống.")
    return redirect(reverse("desk:process_trial", args=[key]) + f"?{data.urlencode()}#tinh-huong")


@require_POST
@drawers
def drop(request: Request, key: str) -> HttpResponse:
    """Take one case out of the draft. `saves` guards against somebody else's change of the list."""
    subject = subject_of(request, key)
    if not may(request.actor, "draw_process", subject.row.agency_id):
        return refusals.forbidden(request)
    place, cases = _number(request.POST.get("xoa", "")), list(subject.process.cases)
    back = reverse("desk:process_trial", args=[key]) + "#tinh-huong"
    if subject.no or place is None or place >= len(cases):
        messages.warning(request, "Tình huống này không còn. Hãy xem lại danh sách.")
        return redirect(back)
    gone = cases.pop(place)
    try:
        _save(request, subject, cases)
    except ProcessRefused as refused:
        messages.error(request, refused.sentence)
        return redirect(back)
    messages.success(request, f"Đã xóa tình huống «{gone.name}».")
    return redirect(back)


def _save(request: Request, subject: Subject, cases: Sequence[ProcessCase]) -> None:
    """Save the draft with these cases; without a draft, one is begun from the newest version first."""
    key, typed = subject.row.key, _number(request.POST.get("saves", ""))
    draft = subject.draft
    if draft is None:
        draft = actions.open_draft(key, actor=request.actor, at=request.at)
        typed = draft.saves
    body: dict[str, Any] = dict(draft.body)
    body["cases"] = written(replace(subject.process, cases=tuple(cases))).get("cases", [])
    actions.save_draft(
        key, body, saves=draft.saves if typed is None else typed, actor=request.actor, at=request.at
    )


def _name_fault(name: str, replaces: int | None, cases: Sequence[ProcessCase]) -> str:
    if not name:
        return "Hãy đặt tên tình huống, ví dụ «Doanh nghiệp, phí trên 500.000 đồng»."
    if len(name) > LONGEST_NAME:
        return f"Tên tình huống dài nhất {LONGEST_NAME} ký tự."
    if any(case.name == name and place != replaces for place, case in enumerate(cases)):
        return "Đã có tình huống tên này. Hãy đặt tên khác, hoặc bấm «Mở lại» ở tình huống cũ để sửa."
    if replaces is None and len(cases) >= MOST_CASES:
        return f"Một quy trình có nhiều nhất {MOST_CASES} tình huống. Hãy xóa bớt tình huống cũ."
    return ""


def _walk_fault(tried: Tried) -> str:
    if tried.trial is None:
        return "Hồ sơ mẫu còn chỗ phải sửa. Hãy sửa các mục báo đỏ rồi chạy thử lại."
    if not tried.trial.simulation.finished:
        return "Hồ sơ mẫu chưa đi tới hết quy trình nên chưa lưu được. Hãy trả lời đủ rồi chạy thử lại."
    return ""


def _refused(
    request: Request, subject: Subject, tried: Tried, data: QueryDict, name: str, fault: str, status: int
) -> HttpResponse:
    more = {"case_name": name, "case_fault": fault, "replaces": request.POST.get("sua", "")}
    return page(request, subject, tried, data, status=status, **more)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 9 else None
