"""Publishing a draft: a last look at the table, at what changes and at what refuses, then the decision that approves it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.apps.dossiers.queries.process_load import open_on_versions
from motcua.apps.processes import actions, queries
from motcua.apps.processes.actions import Approval
from motcua.apps.processes.queries import ProcessDefinition, ProcessDraft
from motcua.apps.processes.queries.overview import procedures_on
from motcua.apps.processes.refusals import NotPublishable, ProcessRefused
from motcua.rules.process import Process, sketch
from motcua.rules.process.cases import failures
from motcua.rules.process.comparing import Change, compare
from motcua.web.desk.process_editor_view import found_of
from motcua.web.desk.process_page import found
from motcua.web.desk.process_picture import picture
from motcua.web.desk.process_reading import reading_rows
from motcua.web.desk.process_rights import drawers, may
from motcua.web.ui.form_fields import VnDateField
from motcua.web.ui.requests import Request


class ApprovalForm(forms.Form):
    """The decision that approves the process. What is missing is said by the action."""

    decision = forms.CharField(
        label="Số quyết định phê duyệt",
        max_length=100,
        required=False,
        help_text="Ví dụ 57/QĐ-UBND",
        error_messages={"max_length": "Số quyết định dài nhất 100 ký tự."},
    )
    decided_on = VnDateField(label="Ngày ký", required=False)
    valid_from = VnDateField(label="Áp dụng từ ngày", required=False)
    note = forms.CharField(
        label="Ghi chú",
        max_length=500,
        required=False,
        error_messages={"max_length": "Ghi chú dài nhất 500 ký tự."},
    )
    saves = forms.IntegerField(required=False)


@drawers
def publish(request: Request, key: str) -> HttpResponse:
    """The last look and the form; a published draft leads to the page of what to do next."""
    row = found(request, key)
    draft = queries.draft_of(row)
    if draft is None:
        return redirect("desk:process", key)
    today = request.at.date()
    form = ApprovalForm(request.POST or None, initial={"valid_from": today, "saves": draft.saves})
    refused: tuple[str, ...] = ()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _publish(request, key, form)
            except NotPublishable as faulty:
                refused = tuple(str(one) for one in faulty.found) + faulty.failed_cases
            except ProcessRefused as refusal:
                for name, sentence in (refusal.faults or {"": refusal.sentence}).items():
                    form.add_error(name if name in form.fields else None, sentence)
    page = _page(request, row, draft, today)
    page |= {"form": form, "refused": refused}
    return render(request, "desk/process/publish.html", page, status=status)


def _publish(request: Request, key: str, form: ApprovalForm) -> HttpResponse:
    data = form.cleaned_data
    approval = Approval(data["decision"], data["decided_on"], data["valid_from"], data["note"])
    made = actions.publish(key, approval, saves=data["saves"], actor=request.actor, at=request.at)
    return redirect("desk:process_published", key, made.no)


def _page(request: Request, row: ProcessDefinition, draft: ProcessDraft, today: date) -> dict[str, object]:
    drawn = sketch(draft.body)
    versions = queries.versions_of(row)
    editor = reverse("desk:process_edit", args=[row.key])
    faults = found_of(
        queries.lint_here(drawn, row.agency_id, today, row.key), lambda anchor: f"{editor}{anchor}"
    )
    units = queries.units_of(row.agency_id, today)
    grave = [one for one in faults if one.grave]
    changes = _changes(drawn, versions[0].body) if versions else ()
    return {
        "row": row,
        "key": row.key,
        "process": drawn,
        "sheet": reading_rows(drawn, units),
        "svg": picture(drawn, units),
        "newest": versions[0] if versions else None,
        "changes": changes,
        "same": bool(versions) and not changes,
        "grave": grave,
        "light": [one for one in faults if not one.grave],
        "failed": failures(drawn) if not grave else (),
        "procedures": procedures_on(row.key, today),
        "may_publish": may(request.actor, "publish_process", row.agency_id),
    }


def _changes(drawn: Process, before: dict[str, object]) -> tuple[Change, ...]:
    return compare(sketch(before), drawn)


@drawers
def published(request: Request, key: str, no: int) -> HttpResponse:
    """It is published: what to do next."""
    row = found(request, key)
    version = queries.version_row(row, no)
    if version is None:
        raise Http404("Quy trình này không có bản số ấy.")
    running = sum(count for older, count in open_on_versions(key).items() if older < no)
    page = {
        "row": row,
        "key": key,
        "version": version,
        "procedures": procedures_on(key, request.at.date()),
        "running": running,
        "later": version.valid_from > request.at.date(),
    }
    return render(request, "desk/process/published.html", page)
