"""Which procedures in use run on an approved process, and putting several of them on one. TTHC control assigns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from motcua.apps.processes import actions, queries
from motcua.apps.processes.actions import Assigned
from motcua.apps.processes.queries import CoverageFilters, CoverageLine
from motcua.apps.processes.queries.coverage import APPROVED, MODEL, NONE, WORDS, published_for
from motcua.apps.processes.refusals import ProcessRefused
from motcua.rules.actors import Role
from motcua.web.ui import refusals
from motcua.web.ui.access import signed_in
from motcua.web.ui.form_fields import VnDateField
from motcua.web.ui.requests import Request
from motcua.web.ui.vn_words import number_words
from motcua.web.ui.workbook import XLSX, workbook

CHIPS = {NONE: "warning", MODEL: "waiting", APPROVED: "done"}
WIDTHS = (32, 14, 70, 24, 34, 40, 8)
HEADS = ("Cơ quan", "Mã thủ tục", "Thủ tục", "Lĩnh vực", "Tình trạng", "Quy trình", "Bản")
MOST_TICKED = 500


class RunForm(forms.Form):
    """On which process the ticked procedures are to run, and from when."""

    process = forms.CharField(
        label="Chạy trên quy trình",
        max_length=60,
        error_messages={"required": "Chọn quy trình cho các thủ tục đã đánh dấu."},
    )
    valid_from = VnDateField(label="Từ ngày")


@dataclass
class Assigning:
    """What the page says about an assignment: the form with its faults, the ticks kept, the result lines."""

    form: RunForm
    ticked: frozenset[int] = frozenset()
    done: list[Assigned] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)


@signed_in
def coverage(request: Request) -> HttpResponse:
    """The share in percent, a line for each agency, the procedures with those without approved process first."""
    if request.method != "POST":
        return _page(request, Assigning(RunForm(initial={"valid_from": request.at.date()})))
    if not request.actor.has_role(Role.TTHC_CONTROL):
        return refusals.forbidden(request)
    return _assign(request)


def _assign(request: Request) -> HttpResponse:
    picked = [one for one in request.POST.getlist("select") if one.isdecimal() and len(one) < 18]
    told = Assigning(RunForm(request.POST), frozenset(map(int, picked[:MOST_TICKED])))
    if told.form.is_valid() and told.ticked:
        try:
            told.done = actions.run_procedures_on(
                told.form.cleaned_data["process"],
                told.ticked,
                valid_from=told.form.cleaned_data["valid_from"],
                actor=request.actor,
                at=request.at,
            )
        except ProcessRefused as refused:
            told.form.add_error("process", refused.faults.get("process", refused.sentence))
    if not told.ticked:
        told.faults.append(("#bang-thu-tuc", "Đánh dấu ít nhất một thủ tục trong bảng."))
    if told.form.errors or told.faults:
        return _page(request, told, status=422)
    told.ticked = frozenset(one.use.pk for one in told.done if one.sentence)
    count = sum(1 for one in told.done if not one.sentence)
    if count:
        messages.success(request, f"Đã gán quy trình cho {count} thủ tục.")
    return _page(request, told, status=200 if count else 422)


def _filters(request: Request) -> CoverageFilters:
    asked = request.GET
    return CoverageFilters(
        agency_id=_number(asked.get("co-quan", "")),
        standing={"chua": NONE, "mau": MODEL, "duyet": APPROVED}.get(asked.get("tinh-trang", ""), ""),
        field_id=_number(asked.get("linh-vuc", "")),
        text=asked.get("q", "").replace("\x00", "")[:200].strip(),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None


def _page(request: Request, told: Assigning, *, status: int = 200) -> HttpResponse:
    today, filters = request.at.date(), _filters(request)
    found = queries.coverage(request.actor, today)
    after = request.GET.get("sau", "").replace("\x00", "")
    lines, key = queries.coverage_page(request.actor, today, filters, after=after)
    kept = {
        name: request.GET[name]
        for name in ("co-quan", "tinh-trang", "linh-vuc", "q")
        if request.GET.get(name)
    }
    may_assign = request.actor.has_role(Role.TTHC_CONTROL)
    shown: dict[str, Any] = {
        "percent": _percent_words(found.percent),
        "total": found.total,
        "figures": [
            (number_words(found.count(one)), WORDS[one], f"?tinh-trang={word}", tone)
            for one, word, tone in ((NONE, "chua", "late"), (MODEL, "mau", "soon"), (APPROVED, "duyet", "ok"))
        ],
        "agencies": [(row, _percent_words(row.percent)) for row in found.agencies],
        "agency_choices": [(str(row.agency_id), row.name) for row in found.agencies],
        "field_choices": [(str(pk), name) for pk, name in queries.fields_in_use(request.actor, today)],
        "standing_choices": [("chua", WORDS[NONE]), ("mau", WORDS[MODEL]), ("duyet", WORDS[APPROVED])],
        "text": filters.text,
        "agency": str(filters.agency_id or ""),
        "standing": request.GET.get("tinh-trang", ""),
        "field": str(filters.field_id or ""),
        "narrowed": bool(kept),
        "lines": [(line, CHIPS[line.standing], line.use.pk in told.ticked) for line in lines],
        "may_assign": may_assign,
        "processes": _processes(request, filters) if may_assign else [],
        "form": told.form,
        "faults": told.faults,
        "done": [one for one in told.done if not one.sentence],
        "refused": [one for one in told.done if one.sentence],
        "here": "?" + urlencode(kept | ({"sau": after} if after else {})) if kept or after else "",
        "next_href": "?" + urlencode(kept | {"sau": key}) if key else "",
        "first_href": "?" + urlencode(kept) if after else "",
        "export_query": "?" + urlencode(kept) if kept else "",
    }
    return render(request, "desk/process/coverage.html", shown, status=status)


def _percent_words(percent: Any) -> str:
    """«100 %» only when it is; else one decimal, rounded down."""
    if percent is None:
        return "–"
    return "100 %" if percent == 100 else f"{number_words(percent, 1)} %"


def _processes(request: Request, filters: CoverageFilters) -> list[tuple[str, str]]:
    """What may be assigned: the published processes of the agency the list is narrowed to (of all, when of none), then
    the models."""
    today = request.at.date()
    own = published_for(request.actor, today, filters.agency_id)
    names = [(key, f"{name} – {agency}") for key, name, agency in own]
    return names + [
        (one.key, f"{one.name} (quy trình mẫu, chưa phê duyệt)") for one in queries.models_of_packs()
    ]


@signed_in
def export(request: Request) -> HttpResponseBase:
    """The rows of the page's address as a workbook."""
    lines = queries.coverage_lines(request.actor, request.at.date(), _filters(request))
    book = workbook("Độ phủ quy trình", HEADS, map(_cells, lines), WIDTHS)
    name = f"do-phu-quy-trinh-{request.at:%Y%m%d}.xlsx"
    return FileResponse(book, as_attachment=True, filename=name, content_type=XLSX)


def _cells(line: CoverageLine) -> tuple[str, ...]:
    use = line.use
    told = (use.agency.name, use.procedure.code, use.procedure.name, use.procedure.field.name)
    return (*told, line.words, line.process_name, str(line.no or ""))
