"""Trying a process with a sample dossier before it is published: the whole walk with people, dates and reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.timezone import localtime

from motcua.apps.processes import queries
from motcua.apps.processes.queries import ProcessDefinition, ProcessDraft
from motcua.apps.processes.queries.trial import Trial, morning_for_trial, procedures_for_trial, try_process
from motcua.rules.process import Process, sketch
from motcua.rules.process.givens import Value
from motcua.web.desk.process_rights import NO_PROCESS, may
from motcua.web.desk.process_trial_form import FACT, RUN, TrialForm, choices_of
from motcua.web.desk.process_trial_view import (
    cases_of,
    forks_of,
    kept_of,
    rows_of,
    summary_of,
    turns_of,
    walked_picture,
)
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request


@dataclass(frozen=True, slots=True)
class Subject:
    """What is tried: the draft, or a published version (`no`, 0 for the draft)."""

    row: ProcessDefinition
    draft: ProcessDraft | None
    no: int
    process: Process


@dataclass
class Tried:
    """One trial as asked: its form, and the walk when the form could be read."""

    form: TrialForm
    asked: bool
    facts: dict[str, Value] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    trial: Trial | None = None


@signed_in
def trial(request: Request, key: str) -> HttpResponse:
    """The page. Its address holds the whole sample dossier, so a trial can be sent to a colleague."""
    subject = subject_of(request, key)
    tried = try_it(request, subject, request.GET)
    status = 422 if tried.asked and tried.form.errors else 200
    return page(request, subject, tried, request.GET, status=status)


def subject_of(request: Request, key: str) -> Subject:
    """The draft unless the address names a version (`ban`), the newest version when there is no draft. Raises Http404."""
    row = queries.definition(key, request.actor)
    if row is None:
        raise Http404(NO_PROCESS)
    draft, asked = queries.draft_of(row), request.GET.get("ban", "")
    if draft is not None and not asked:
        return Subject(row, draft, 0, sketch({**draft.body, "key": key}))
    newest = queries.versions_of(row)[:1]
    found = queries.version_row(row, int(asked)) if asked.isdecimal() and len(asked) < 9 else None
    version = found if asked else (newest[0] if newest else None)
    if version is None:
        raise Http404("Quy trình không có bản này. Mở lại trang quy trình để chọn.")
    return Subject(row, draft, version.no, queries.process(key, version.no))


def try_it(request: Request, subject: Subject, data: QueryDict) -> Tried:
    """Read the sample dossier and walk it. A fact that is missing is asked beside its field once «Chạy thử» was pressed."""
    morning = morning_for_trial(subject.row.agency_id, localtime(request.at).replace(tzinfo=None))
    form = TrialForm(subject.process, subject.row.agency_id, data, morning)
    tried = Tried(form, asked=RUN in data, choices=choices_of(data, subject.process))
    if not form.is_valid():
        return tried
    tried.facts = form.facts()
    if form.errors:
        return tried
    tried.trial = try_process(
        subject.process, subject.row.agency_id, tried.facts, tried.choices, form.starts_at, form.use
    )
    missing = tried.trial.simulation.missing
    if tried.asked and missing is not None:
        form.add_error(
            FACT + missing.name, f"Hãy cho biết «{missing.label}»: điều kiện ở bước cuối bảng cần tới."
        )
    return tried


def page(
    request: Request, subject: Subject, tried: Tried, data: QueryDict, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Draw the page; `more` adds what a refused saving says."""
    trial, process = tried.trial, subject.process
    stops = trial.simulation.stops if trial else ()
    shown = {
        "definition": subject.row,
        "draft": subject.draft,
        "no": subject.no,
        "form": tried.form,
        "asked": tried.asked,
        "walk": summary_of(trial) if trial else None,
        "rows": rows_of(trial) if trial else (),
        "procedures": procedures_for_trial(subject.row.agency_id, subject.row.key, request.at.date()),
        "forks": forks_of(stops, data),
        "turns": turns_of(process, stops, data),
        "kept": kept_of(stops, data),
        "query": data.urlencode(),
        "svg": walked_picture(
            process,
            trial.simulation.way if trial else (),
            queries.units_of(subject.row.agency_id, request.at.date()),
        ),
        "cases": cases_of(process),
        "may_draw": may(request.actor, "draw_process", subject.row.agency_id),
        "case_name": data.get("ten", ""),
        "case_errors": [("#id_ten", more["case_fault"])] if more.get("case_fault") else [],
        "replaces": data.get("sua", ""),
        "yes_no": [("yes", "Có"), ("no", "Không")],
    }
    return render(request, "desk/process/trial.html", shown | more, status=status)
