"""A process as everybody of the agency sees it: the version in force, all versions, what changed between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.dossiers.queries.process_load import open_on_versions
from motcua.apps.processes import actions, queries
from motcua.apps.processes.queries import ProcessDefinition
from motcua.apps.processes.queries import ProcessVersion as Version
from motcua.apps.processes.queries.overview import procedures_on
from motcua.rules.process import Process, ProcessFaulty, sketch
from motcua.rules.process.comparing import Change, compare
from motcua.web.desk.process_picture import picture
from motcua.web.desk.process_reading import reading_rows
from motcua.web.desk.process_rights import NO_PROCESS, drawers, may
from motcua.web.ui import refusals
from motcua.web.ui.access import signed_in
from motcua.web.ui.form_fields import VnDateField
from motcua.web.ui.requests import Request

DRAFT = "nhap"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One published version of the list."""

    version: Version
    standing: str
    tone: str
    dossiers: int


def found(request: Request, key: str) -> ProcessDefinition:
    """The process the actor may see, or 404."""
    row = queries.definition(key, request.actor)
    if row is None:
        raise Http404(NO_PROCESS)
    return row


@signed_in
def process(request: Request, key: str) -> HttpResponse:
    """The version in force as the sheet and the diagram, and everything there is of the process."""
    row, today = found(request, key), request.at.date()
    versions = queries.versions_of(row)
    now = _in_force(versions, today)
    lines = _lines(versions, now, today, open_on_versions(key))
    draft = queries.draft_of(row)
    shown = sketch(now.body) if now else (sketch(draft.body) if draft else None)
    units = queries.units_of(row.agency_id, today)
    may_draw = may(request.actor, "draw_process", row.agency_id)
    page = {
        "row": row,
        "key": key,
        "current": now,
        "ban": now.no if now else DRAFT,
        "process": shown,
        "sheet": reading_rows(shown, units) if shown else (),
        "svg": picture(shown, units),
        "lines": lines,
        "draft": draft,
        "procedures": procedures_on(key, today),
        "may_draw": may_draw,
        "may_publish": may_draw and may(request.actor, "publish_process", row.agency_id),
        "older": any(line.dossiers for line in lines if now and line.version.no < now.no),
    }
    return render(request, "desk/process/process.html", page)


def _in_force(versions: Sequence[Version], on: date) -> Version | None:
    ripe = [one for one in versions if one.valid_from <= on]
    return max(ripe, key=lambda one: (one.valid_from, one.no), default=None)


def _lines(
    versions: Sequence[Version], now: Version | None, today: date, load: dict[int, int]
) -> list[VersionLine]:
    return [_line(one, now, today, load.get(one.no, 0)) for one in versions]


def _line(one: Version, now: Version | None, today: date, dossiers: int) -> VersionLine:
    if now is not None and one.pk == now.pk:
        return VersionLine(one, "Đang áp dụng", "done", dossiers)
    if one.valid_from > today:
        return VersionLine(one, "Sắp áp dụng", "new", dossiers)
    return VersionLine(one, "Đã thay thế", "quiet", dossiers)


@signed_in
def version(request: Request, key: str, no: int) -> HttpResponse:
    """One published version as it was."""
    row = found(request, key)
    one = queries.version_row(row, no)
    if one is None:
        raise Http404("Quy trình này không có bản số ấy. Hãy chọn trong danh sách các bản.")
    drawn = sketch(one.body)
    units = queries.units_of(row.agency_id, request.at.date())
    page = {
        "row": row,
        "key": key,
        "version": one,
        "process": drawn,
        "sheet": reading_rows(drawn, units),
        "svg": picture(drawn, units),
        "previous": no - 1,
    }
    return render(request, "desk/process/version.html", page)


@signed_in
def comparison(request: Request, key: str) -> HttpResponse:
    """What changed between two versions; «nhap» is the draft."""
    row = found(request, key)
    versions = queries.versions_of(row)
    bodies = {str(one.no): one.body for one in versions}
    names = [(str(one.no), f"Bản {one.no} – {one.decision}") for one in versions]
    draft = queries.draft_of(row)
    if draft is not None:
        bodies[DRAFT], names = draft.body, [(DRAFT, "Bản nháp đang soạn"), *names]
    old, new = request.GET.get("tu", ""), request.GET.get("den", "")
    known = old in bodies and new in bodies
    changes: tuple[Change, ...] = compare(_drawn(bodies[old]), _drawn(bodies[new])) if known else ()
    page = {
        "row": row,
        "key": key,
        "choices": names,
        "old": old if old in bodies else "",
        "new": new if new in bodies else "",
        "known": known,
        "changes": changes,
    }
    return render(request, "desk/process/compare.html", page)


def _drawn(body: dict[str, object]) -> Process:
    try:
        return sketch(body)
    except ProcessFaulty as fault:
        raise Http404(str(fault)) from fault


@drawers
def discard(request: Request, key: str) -> HttpResponse:
    """Throw the draft away, after asking once."""
    row = found(request, key)
    if not may(request.actor, "draw_process", row.agency_id):
        return refusals.forbidden(request)
    published = bool(queries.versions_of(row))
    if request.method == "POST":
        actions.discard_draft(key, actor=request.actor, at=request.at)
        messages.success(request, "Đã bỏ bản nháp." if published else f"Đã bỏ quy trình «{row.name}».")
        return redirect("desk:process", key) if published else redirect("desk:processes")
    if queries.draft_of(row) is None:
        return redirect("desk:process", key)
    return render(request, "desk/process/discard.html", {"row": row, "key": key, "published": published})


class RetireForm(forms.Form):
    """The last day on which a procedure may be put on the process."""

    last_on = VnDateField(label="Ngày cuối còn chọn được cho thủ tục")


@drawers
def retire(request: Request, key: str) -> HttpResponse:
    """Let no further procedure run on the process."""
    row = found(request, key)
    if not may(request.actor, "publish_process", row.agency_id):
        return refusals.forbidden(request)
    form = RetireForm(request.POST or None, initial={"last_on": request.at.date()})
    if request.method == "POST" and form.is_valid():
        actions.retire(key, last_on=form.cleaned_data["last_on"], actor=request.actor, at=request.at)
        messages.success(request, "Đã ghi. Hồ sơ và thủ tục đang dùng quy trình này không bị ảnh hưởng.")
        return redirect("desk:process", key)
    status = 422 if form.is_bound and form.errors else 200
    page = {"row": row, "key": key, "form": form}
    return render(request, "desk/process/retire.html", page, status=status)
