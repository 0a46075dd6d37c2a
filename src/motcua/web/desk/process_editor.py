"""The editor of a process: the table of the ISO sheet, row by row. Each button saves the draft and comes back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localtime

from motcua.apps.office import queries as office
from motcua.apps.processes import actions, queries
from motcua.apps.processes.queries import ProcessDefinition, ProcessDraft
from motcua.apps.processes.refusals import DraftMoved, ProcessRefused
from motcua.rules.process import Process, ProcessFaulty, sketch
from motcua.rules.process.cases import failures, outdated
from motcua.web.desk.process_editor_form import Reading, body_of, read_sheet
from motcua.web.desk.process_editor_rows import Effect, apply, put_back
from motcua.web.desk.process_editor_sheet import Sheet, sheet_of
from motcua.web.desk.process_editor_view import Found, found_of, rows_of
from motcua.web.desk.process_picture import picture
from motcua.web.desk.process_rights import NO_PROCESS, drawers, may
from motcua.web.ui import refusals
from motcua.web.ui.requests import Request

UNDO = "process_undo"
DRAFT_HEADER = "X-Motcua-Draft"


@dataclass
class Screen:
    """One showing of the editor."""

    row: ProcessDefinition
    sheet: Sheet
    body: Mapping[str, Any]
    draft: ProcessDraft | None
    saves: int
    units: Mapping[str, str]
    effect: Effect = field(default_factory=Effect)
    faults: Mapping[str, str] = field(default_factory=dict)
    conflict: str = ""
    removed: Mapping[str, Any] | None = None


@drawers
def edit(request: Request, key: str) -> HttpResponse:
    """The editor. Without a draft the process's page offers to begin one."""
    row = queries.definition(key, request.actor)
    if row is None:
        raise Http404(NO_PROCESS)
    if not may(request.actor, "draw_process", row.agency_id):
        return refusals.forbidden(request)
    if request.method == "POST":
        return _post(request, row)
    draft = queries.draft_of(row)
    if draft is None:
        messages.info(request, "Quy trình này chưa có bản nháp. Hãy bấm «Sửa quy trình» để bắt đầu.")
        return redirect("desk:process", key)
    units = queries.units_of(row.agency_id, request.at.date())
    focus = Effect(request.GET.get("o", "")[:60], request.GET.get("f", "")[:60])
    removed = _undo(request, key) if "x" in request.GET else None
    sheet = sheet_of(draft.body, units)
    return _page(request, Screen(row, sheet, draft.body, draft, draft.saves, units, focus, removed=removed))


def _post(request: Request, row: ProcessDefinition) -> HttpResponse:
    op = request.POST.get("op", "save")
    if op == "open":
        actions.open_draft(row.key, actor=request.actor, at=request.at)
        return redirect("desk:process_edit", row.key)
    units = queries.units_of(row.agency_id, request.at.date())
    sheet = read_sheet(request.POST, request.POST.getlist("step"))
    effect = _do(request, row, sheet, op)
    reading = body_of(sheet, units, new_key)
    saves = _count(request.POST.get("saves_now" if op == "overwrite" else "saves", ""))
    screen = Screen(row, sheet, reading.body, queries.draft_of(row), saves, units, effect, reading.faults)
    screen.removed = _undo(request, row.key) if effect.removed else None
    if reading.faults:
        return _refused(request, screen, 422)
    try:
        draft = _save(request, row, reading, screen, overwrite=op == "overwrite")
    except DraftMoved as moved:
        screen.conflict = moved.sentence
        return _refused(request, screen, 409)
    except (ProcessRefused, ProcessFaulty) as refused:
        screen.faults = {"name": str(refused)}
        return _refused(request, screen, 422)
    return _saved(request, row, draft, screen, op)


def _save(
    request: Request, row: ProcessDefinition, reading: Reading, screen: Screen, *, overwrite: bool
) -> ProcessDraft:
    draft = screen.draft
    if draft is None and not overwrite:
        raise DraftMoved(GONE)
    if draft is None:
        draft = actions.open_draft(row.key, actor=request.actor, at=request.at)
        screen.saves = draft.saves
    # The process's own tests lie beside the steps; this page does not show them and must not drop them.
    body = reading.body | {"cases": draft.body.get("cases", [])}
    return actions.save_draft(row.key, body, saves=screen.saves, actor=request.actor, at=request.at)


GONE = (
    "Bản nháp này vừa được ban hành hoặc bị bỏ trong lúc bạn đang sửa. Những gì bạn nhập vẫn còn trên trang. "
    "Hãy xem trang quy trình ở thẻ khác; bấm «Lưu đè» để lưu thành bản nháp mới."
)


def _do(request: Request, row: ProcessDefinition, sheet: Sheet, op: str) -> Effect:
    if op in ("save", "overwrite"):
        return Effect()
    if op == "undo":
        kept = request.session.pop(UNDO, None)
        return put_back(sheet, kept["removed"]) if kept and kept["key"] == row.key else Effect()
    number = sheet.at(op.removeprefix("del:")) + 1
    effect = apply(sheet, op, new_key)
    if effect.removed:
        name = effect.removed["row"]["name"]
        request.session[UNDO] = {"key": row.key, "number": number, "name": name, "removed": effect.removed}
    return effect


def new_key() -> str:
    """A key for a new row or part; it is never shown and never changes."""
    return f"b{secrets.token_hex(3)}"


def _undo(request: Request, key: str) -> Mapping[str, Any] | None:
    kept = request.session.get(UNDO)
    return kept if kept and kept["key"] == key else None


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _saved(
    request: Request, row: ProcessDefinition, draft: ProcessDraft, screen: Screen, op: str
) -> HttpResponse:
    if DRAFT_HEADER in request.headers:
        words = {"saved_at": f"{localtime(request.at):%H:%M}", "saves": draft.saves}
        checks = {"found": _found(request, screen), "key": row.key}
        return JsonResponse(words | {"checks": render_to_string("desk/process/_checks.html", checks)})
    if screen.effect.sentence:
        messages.warning(request, screen.effect.sentence)
    elif op in ("save", "overwrite"):
        messages.success(request, "Đã lưu bản nháp.")
    asked = {"o": screen.effect.row, "f": screen.effect.field, "x": "1" if screen.effect.removed else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    # A browser focuses the field that the address names, so the officer types on without a script, too.
    place = f"#s-{screen.effect.row}-{screen.effect.field.replace('.', '-')}" if screen.effect.row else ""
    return redirect(f"{reverse('desk:process_edit', args=[row.key])}{'?' if query else ''}{query}{place}")


def _refused(request: Request, screen: Screen, status: int) -> HttpResponse:
    if DRAFT_HEADER in request.headers:
        sentence = screen.conflict or next(iter(screen.faults.values()), "")
        return JsonResponse({"sentence": sentence, "fields": dict(screen.faults)}, status=status)
    return _page(request, screen, status)


def _drawn(screen: Screen) -> Process | None:
    """The process on the screen; None when what was typed has no shape yet."""
    try:
        cases = screen.draft.body.get("cases", []) if screen.draft else []
        return sketch({**screen.body, "cases": cases, "key": screen.row.key})
    except ProcessFaulty:
        return None


def _found(request: Request, screen: Screen) -> list[Found]:
    drawn = _drawn(screen)
    if drawn is None:
        return []
    faults = queries.lint_here(drawn, screen.row.agency_id, request.at.date(), screen.row.key)
    found = found_of(faults)
    # Publishing runs the process's own tests: one that no longer holds is said while the change is in mind.
    said = outdated(drawn) if any(one.grave for one in found) else failures(drawn)
    trial = reverse("desk:process_trial", args=[screen.row.key])
    return [Found(trial, sentence, True, "") for sentence in said] + found


def _page(request: Request, screen: Screen, status: int = 200) -> HttpResponse:
    row = screen.row
    own = [(unit.code, unit.name) for unit in office.units(request.at.date()).filter(agency=row.agency_id)]
    rows = rows_of(
        screen.sheet,
        faults=screen.faults,
        focus_row=screen.effect.row,
        focus=screen.effect.field,
        units=own,
    )
    found = _found(request, screen)
    page = {
        "row": row,
        "key": row.key,
        "rows": rows,
        "texts": [
            (name, label, hint, screen.sheet.texts[name], screen.faults.get(name, ""))
            for name, label, hint in TEXT_FIELDS
        ],
        "title": screen.sheet.texts["name"],
        "title_fault": screen.faults.get("name", ""),
        "errors": [(f"#{name.replace('.', '-')}", sentence) for name, sentence in screen.faults.items()],
        "found": found,
        "marked": {one.row for one in found if one.grave and one.row},
        "saves": screen.saves,
        "saves_now": screen.draft.saves if screen.draft else 0,
        "draft": screen.draft,
        "conflict": screen.conflict,
        "removed": screen.removed,
        "units": list(screen.units.values()),
        "svg": picture(_drawn(screen), screen.units),
        "may_publish": may(request.actor, "publish_process", row.agency_id),
    }
    return render(request, "desk/process/edit.html", page, status=status)


TEXT_FIELDS = (
    ("sheet_code", "Mã hiệu của tờ quy trình", "Ví dụ QT-TP-01; để trống thì in mã của hệ thống"),
    ("purpose", "Mục đích", "Quy trình này để làm gì"),
    ("scope", "Phạm vi áp dụng", "Áp dụng cho thủ tục, đơn vị, đối tượng nào"),
    ("references", "Tài liệu viện dẫn", "Luật, nghị định, quyết định công bố thủ tục"),
    ("terms", "Định nghĩa, từ viết tắt", "Ví dụ: TTHC – thủ tục hành chính"),
    ("records", "Hồ sơ lưu", "Giấy tờ gì, lưu ở đâu, bao lâu"),
)
