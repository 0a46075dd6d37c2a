"""Taking a process in from a file: what was understood is shown first, and only then put into the draft.

Between the two posts nothing is stored: what was read travels in a signed field of the page, bound to the process and
to the officer, and comes back unchanged or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.processes import actions, queries
from motcua.apps.processes.refusals import DraftMoved, ProcessRefused
from motcua.apps.processes.taking_in import Understood, understand
from motcua.apps.processes.workbook_guard import LARGEST
from motcua.rules.process import Process, ProcessFaulty, sketch
from motcua.rules.process.comparing import compare
from motcua.web.desk.process_picture import picture
from motcua.web.desk.process_reading import reading_rows
from motcua.web.desk.process_rights import NO_PROCESS, drawers, may
from motcua.web.ui import refusals
from motcua.web.ui.requests import Request

if TYPE_CHECKING:
    from motcua.apps.processes.models import ProcessDefinition, ProcessDraft

SALT = "motcua.process_import"
HOURS_KEPT = 10 * 3600
"""As long as a session: a preview that lay open for longer is read again."""
NO_DRAFT = -1
STALE = "Trang này đã mở quá lâu hoặc đã bị sửa. Hãy chọn lại tệp và bấm «Đọc tệp»."


@dataclass(frozen=True, slots=True)
class Target:
    """What the file would replace."""

    row: ProcessDefinition
    draft: ProcessDraft | None
    base: Process | None
    units: Mapping[str, str]

    @property
    def saves(self) -> int:
        """The count of the draft as it is now; NO_DRAFT when there is none."""
        return self.draft.saves if self.draft is not None else NO_DRAFT


@drawers
def import_file(request: Request, key: str) -> HttpResponse:
    """Choose a file, look at what was understood, put it into the draft."""
    row = queries.definition(key, request.actor)
    if row is None:
        raise Http404(NO_PROCESS)
    if not may(request.actor, "draw_process", row.agency_id):
        return refusals.forbidden(request)
    target = _target(request, row)
    if request.method != "POST":
        return _page(request, target)
    return _take(request, target) if request.POST.get("op") == "take" else _read(request, target)


def _target(request: Request, row: ProcessDefinition) -> Target:
    draft = queries.draft_of(row)
    versions = queries.versions_of(row) if draft is None else []
    body = draft.body if draft is not None else versions[0].body if versions else None
    base = sketch(body) if body else None
    return Target(row, draft, base, queries.units_of(row.agency_id, request.at.date()))


def _read(request: Request, target: Target) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        return _page(request, target, error="Chưa chọn tệp. Hãy chọn tệp .xlsx hoặc .bpmn rồi bấm «Đọc tệp».")
    try:
        seen = _understood(upload, target)
    except ProcessRefused as refused:
        return _page(request, target, error=refused.sentence, name=upload.name)
    return _page(request, target, seen=seen, name=upload.name)


def _understood(upload: UploadedFile[Any], target: Target) -> Understood:
    if (upload.size or 0) > LARGEST:
        raise ProcessRefused("Tệp lớn hơn 2 MB. Hãy bỏ hình, bỏ các trang không cần rồi chọn lại.")
    row = target.row
    return understand(upload.read(), key=row.key, name=row.name, units=target.units, base=target.base)


def _sealed(request: Request, target: Target, body: Mapping[str, Any]) -> str:
    data = {"key": target.row.key, "officer": request.actor.officer_id, "body": body}
    return signing.dumps(data, salt=SALT, compress=True)


def _unsealed(request: Request, target: Target) -> dict[str, Any] | None:
    try:
        data = signing.loads(request.POST.get("read", ""), salt=SALT, max_age=HOURS_KEPT)
    except signing.BadSignature:
        return None
    mine = data.get("key") == target.row.key and data.get("officer") == request.actor.officer_id
    return dict(data["body"]) if mine else None


def _take(request: Request, target: Target) -> HttpResponse:
    body = _unsealed(request, target)
    if body is None:
        return _page(request, target, error=STALE)
    asked = request.POST.get("saves", "")
    seen = Understood(body, (), ())
    try:
        _save(
            request,
            target,
            body,
            int(asked) if asked.lstrip("-").isdecimal() and len(asked) < 9 else NO_DRAFT,
        )
    except DraftMoved as moved:
        return _page(request, _target(request, target.row), seen=seen, conflict=moved.sentence)
    except (ProcessRefused, ProcessFaulty) as refused:
        return _page(request, target, seen=seen, error=str(refused))
    messages.success(
        request, f"Đã đưa {len(body['steps'])} bước từ tệp vào bản nháp. Hãy soát lại rồi ban hành."
    )
    return redirect("desk:process_edit", target.row.key)


def _save(request: Request, target: Target, body: Mapping[str, Any], saves: int) -> None:
    if saves != target.saves:
        raise DraftMoved(_moved(target))
    draft = target.draft or actions.open_draft(target.row.key, actor=request.actor, at=request.at)
    actions.save_draft(target.row.key, body, saves=draft.saves, actor=request.actor, at=request.at)


def _moved(target: Target) -> str:
    draft = target.draft
    if draft is None:
        return "Bản nháp vừa được ban hành hoặc bị bỏ. Hãy xem lại các thay đổi bên dưới; bấm nhận để lưu thành bản nháp mới."
    who = draft.saved_by.full_name if draft.saved_by else "Hệ thống"
    return (
        f"{who} vừa sửa bản nháp này. Nội dung đọc từ tệp vẫn còn bên dưới: hãy xem lại các thay đổi, "
        "bấm nhận lần nữa nếu vẫn muốn thay bản nháp."
    )


def _page(
    request: Request,
    target: Target,
    *,
    seen: Understood | None = None,
    error: str = "",
    conflict: str = "",
    name: str | None = "",
) -> HttpResponse:
    page: dict[str, Any] = {
        "row": target.row,
        "key": target.row.key,
        "draft": target.draft,
        "saves": target.saves,
        "seen": seen,
        "error": error,
        "conflict": conflict,
        "file_name": name or "",
        "errors": [("" if seen else "#file", error)] if error else [],
    }
    if seen is not None:
        page |= _shown(request, target, seen)
        page["errors"] += [("#file", str(fault)) for fault in seen.faults]
    faulty = error or (seen and seen.faults)
    return render(
        request, "desk/process/files_import.html", page, status=409 if conflict else 422 if faulty else 200
    )


def _shown(request: Request, target: Target, seen: Understood) -> dict[str, Any]:
    """What was understood: the table and diagram, what would change, what still hinders its publication."""
    drawn = sketch(seen.body)
    sound = not seen.faults
    hindering = (
        queries.lint_here(drawn, target.row.agency_id, request.at.date(), target.row.key) if sound else []
    )
    return {
        "process": drawn,
        "sheet": reading_rows(drawn, target.units),
        "svg": picture(drawn, target.units) if sound else "",
        "changes": compare(target.base, drawn) if target.base and target.base.steps and sound else (),
        "hindering": [one for one in hindering if one.grave],
        "light": [one for one in hindering if not one.grave],
        "read": _sealed(request, target, seen.body) if sound else "",
    }
