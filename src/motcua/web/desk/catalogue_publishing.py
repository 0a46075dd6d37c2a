"""Publication decisions on the desk: importing a file with a report of every bad row, abolishing by decision."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.catalogue import actions, queries
from motcua.apps.catalogue.actions import DecisionDraft, Entry, Provenance
from motcua.rules.actors import Role
from motcua.rules.catalogue_files import read_catalogue
from motcua.rules.record_reader import Problem
from motcua.web.desk.catalogue_forms import AbolishForm, ImportForm
from motcua.web.ui.access import officers, signed_in
from motcua.web.ui.requests import Request

LARGEST_UPLOAD = 50 * 1024 * 1024
PAGE = 40
SHOWN_PROBLEMS = 500


@signed_in
def decisions(request: Request) -> HttpResponse:
    """Publication decisions, newest first."""
    key = request.GET.get("sau", "")
    rows = queries.decisions(int(key) if key.isdecimal() and len(key) < 18 else None, PAGE + 1)
    page = {
        "decisions": rows[:PAGE],
        "next_href": f"?sau={rows[PAGE - 1].pk}" if len(rows) > PAGE else "",
        "first_href": "?" if key else "",
        "may_edit": request.actor.has_role(Role.TTHC_CONTROL),
    }
    return render(request, "desk/catalogue/decisions.html", page)


@officers(Role.TTHC_CONTROL)
def import_file(request: Request) -> HttpResponse:
    """Upload a catalogue file; the same page then shows the counts and every refused row."""
    form = ImportForm(request.POST or None, request.FILES or None, initial={"mode": "all_or_nothing"})
    report = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        if upload.size > LARGEST_UPLOAD:
            form.add_error("file", "Tệp lớn hơn 50 MB. Nén gzip hoặc chia nhỏ tệp.")
        else:
            report = _import(request, form)
    status = 422 if form.is_bound and form.errors else 200
    page = {
        "form": form,
        "report": report,
        "tables": _tables(report) if report else (),
    }
    return render(request, "desk/catalogue/import.html", page, status=status)


def _tables(report: actions.ImportReport) -> list[tuple[str, Sequence[Problem]]]:
    found = (("Dòng bị từ chối", report.refused), ("Đã nhận nhưng cần xem lại", report.notes))
    return [(caption, rows[:SHOWN_PROBLEMS]) for caption, rows in found if rows]


def _import(request: Request, form: ImportForm) -> actions.ImportReport:
    data = form.cleaned_data
    reading = read_catalogue(data["file"].read())
    provenance = Provenance(
        source=data["file"].name[:300],
        sha256=reading.sha256,
        title=data["title"],
        effective_on=data["effective_on"],
    )
    return actions.import_catalogue(
        reading, provenance=provenance, mode=data["mode"], actor=request.actor, at=request.at
    )


@officers(Role.TTHC_CONTROL)
def abolish(request: Request) -> HttpResponse:
    """Record a decision that abolishes procedures."""
    form = AbolishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        codes = [line.strip() for line in data.pop("codes").splitlines() if line.strip()]
        try:
            row = actions.publish(
                DecisionDraft(kind="ABOLISHED", **data),
                [Entry(code, None) for code in codes],
                actor=request.actor,
                at=request.at,
            )
        except actions.PublicationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã ghi quyết định {row.number}: bãi bỏ {len(codes)} thủ tục.")
            return redirect("desk:decisions")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/catalogue/abolish.html", {"form": form}, status=status)
