"""How far an order is, what became of each dossier, stopping it and taking it back; the officer's own orders."""

from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import changes
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.web.desk.work_list import REASSIGNS
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request
from motcua.web.ui.workbook import XLSX, workbook

HEADS = ("Mã hồ sơ", "Kết quả", "Ghi chú", "Đang giữ", "Đơn vị giữ")
WIDTHS = (26, 26, 80, 30, 30)

RUNNING = ("WAITING", "RUNNING", "UNDOING")
STATES = (
    ("", "Tất cả"),
    ("DONE", "Đã làm"),
    ("REFUSED", "Không làm được"),
    ("UNDONE", "Đã hoàn tác"),
    ("KEPT", "Không hoàn tác được"),
    ("WAITING", "Chờ"),
)
TONES = {"DONE": "done", "REFUSED": "refused", "UNDONE": "quiet", "KEPT": "warning", "WAITING": "new"}
CHANGE_TONES = {
    "WAITING": "new",
    "RUNNING": "running",
    "DONE": "done",
    "UNDOING": "running",
    "UNDONE": "quiet",
}


@officers(*REASSIGNS)
def mine(request: Request) -> HttpResponse:
    """The officer's orders, newest first."""
    before = _number(request, "truoc")
    rows = changes.my_changes(request.actor, before=before or None, most=21)
    shown = {
        "rows": [(row, CHANGE_TONES[row.state]) for row in rows[:20]],
        "next": "?" + urlencode({"truoc": rows[19].pk}) if len(rows) > 20 else "",
        "first": "?" if before else "",
    }
    return render(request, "desk/change/mine.html", shown)


@officers(*REASSIGNS)
def change(request: Request, change_id: int) -> HttpResponse:
    """One order: while it runs the page looks again by itself, afterwards it shows what became of each dossier."""
    row = _own(request, change_id)
    running = row.state in RUNNING
    if request.htmx and not running:
        return HttpResponse(headers={"HX-Refresh": "true"})
    counts = changes.counts(row)
    state = request.GET.get("kq", "")
    page = changes.lines(row, state, after=_number(request, "sau"), before=_number(request, "truoc"))
    undoing = row.state == "UNDOING"
    shown: dict[str, Any] = {
        "change": row,
        "tone": CHANGE_TONES[row.state],
        "running": running,
        "may_stop": row.state in ("WAITING", "RUNNING"),
        "counts": counts,
        "dealt": counts.undone + counts.kept if undoing else counts.tried,
        "whole": counts.undone + counts.kept + counts.done if undoing else counts.total,
        "minutes_left": _minutes_left(request, row) if counts.done else 0,
        "tabs": _tabs(counts, state),
        "rows": [(line, TONES[line.state]) for line in page.rows],
        "next": "?" + urlencode({"kq": state, "sau": page.after}) if page.after else "",
        "previous": "?" + urlencode({"kq": state, "truoc": page.before}) if page.before else "",
    }
    return render(request, "desk/change/change.html", shown)


def _minutes_left(request: Request, row: Any) -> int:
    until: datetime | None = row.undo_until
    if row.state != "DONE" or until is None or request.at > until:
        return 0
    return max(1, ceil((until - request.at).total_seconds() / 60))


def _tabs(counts: changes.Counts, state: str) -> list[tuple[str, str, int, bool]]:
    by_state = {"": counts.total} | {key: getattr(counts, key.lower()) for key, _ in STATES if key}
    return [
        (f"?kq={key}", words, by_state[key], key == state)
        for key, words in STATES
        if not key or by_state[key] or key == state
    ]


@require_POST
@officers(*REASSIGNS)
def stop(request: Request, change_id: int) -> HttpResponse:
    """Stop after the dossiers at hand."""
    _own(request, change_id)
    try:
        left = actions.stop_change(change_id, actor=request.actor, at=request.at)
    except ActionRefused as fault:
        messages.warning(request, fault.sentence)
    else:
        messages.success(request, f"Đã dừng. {left} hồ sơ chưa đến lượt giữ nguyên.")
    return redirect("desk:change", change_id)


@require_POST
@officers(*REASSIGNS)
def undo(request: Request, change_id: int) -> HttpResponse:
    """Take the order back."""
    _own(request, change_id)
    try:
        actions.undo_change(change_id, actor=request.actor, at=request.at)
    except ActionRefused as fault:
        messages.warning(request, fault.sentence)
    else:
        messages.success(request, "Đang hoàn tác. Hồ sơ nào đã có người làm tiếp thì giữ nguyên.")
    return redirect("desk:change", change_id)


@officers(*REASSIGNS)
def results(request: Request, change_id: int) -> HttpResponseBase:
    """Every dossier's result as Excel."""
    row = _own(request, change_id)
    name = f"viec-hang-loat-{row.pk}.xlsx"
    book = workbook("Kết quả", HEADS, map(_cells, changes.all_lines(row)), WIDTHS)
    return FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)


def _cells(line: Any) -> tuple[str, ...]:
    dossier = line.dossier
    holder = dossier.holder.full_name if dossier.holder else ""
    return (str(dossier), line.get_state_display(), line.sentence, holder, dossier.holder_unit.name)


def _own(request: Request, change_id: int) -> Any:
    row = changes.change_of(request.actor, change_id)
    if row is None:
        raise Http404("Không có việc này, hoặc không phải do bạn giao.")
    return row


def _number(request: Request, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdigit() and len(text) < 18 else 0
