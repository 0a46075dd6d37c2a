"""Issuing Biểu II.06a, and the reports that were issued."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from motcua.apps.reports import papers, sheets
from motcua.apps.reports.actions import issue_report
from motcua.apps.reports.actions.issuing import NotIssued, ReasonNeeded
from motcua.apps.reports.cells import Cell, NoSuchCell
from motcua.apps.reports.packs import reading_06a
from motcua.apps.reports.queries import snapshots
from motcua.apps.reports.queries.ii06a import ReportUnbalanced, line_for
from motcua.rules.actors import Role
from motcua.web.leaders import files
from motcua.web.leaders.asking import READERS, address_of, asked
from motcua.web.leaders.drawing import drawn, figures, main_figures
from motcua.web.leaders.reports import back, number
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

PAGE = 30


@officers(Role.CENTRE_HEAD, Role.TTHC_CONTROL)
@require_POST
def issue(request: Request) -> HttpResponseBase:
    """Freeze the table that was asked for; a correction needs a reason."""
    form = asked(request)
    if not form.is_valid():
        return back(form)
    question = form.question(request)
    reason = request.POST.get("ly_do", "")
    try:
        made = issue_report(
            "II.06a", question.period, question.scope.code, question.grouping,
            actor=request.actor, at=request.at, reason=reason,
        )  # fmt: skip
    except (NotIssued, ReportUnbalanced) as refusal:
        page = {
            "refusal": refusal,
            "needs_reason": isinstance(refusal, ReasonNeeded),
            "question": question,
            "back": f"{reverse('leaders:reports')}?{address_of(question)}",
        }
        return render(request, "leaders/not_issued.html", page, status=409)
    messages.success(request, f"Đã phát hành báo cáo {made}. Số liệu đã chốt, không thay đổi nữa.")
    return redirect("leaders:snapshot", made.pk)


@officers(*READERS)
def issued(request: Request) -> HttpResponse:
    """All issued reports, newest first."""
    after = number(request.GET.get("sau", ""))
    rows = snapshots.issued(after=after, size=PAGE + 1)
    more = len(rows) > PAGE
    page = {
        "rows": rows[:PAGE],
        "first_href": "?" if after else "",
        "next_href": f"?sau={rows[PAGE - 1].pk}" if more else "",
    }
    return render(request, "leaders/issued.html", page)


@officers(*READERS)
def snapshot(request: Request, snapshot_id: int) -> HttpResponse:
    """One issued report: its table as it was, its versions, what moved."""
    report = _found(snapshot_id)
    answer = snapshots.frozen_table(report)
    here = reverse("leaders:frozen_cell", args=[report.pk])
    made = figures(answer)
    page = {
        "report": report,
        "period": answer.question.period,
        "lines": drawn(answer, lambda row, column: f"{here}?dong={row}&cot={column}"),
        "figures": made,
        "main": main_figures(made),
        "grouping": answer.question.grouping.label,
        "versions": snapshots.versions(report.number),
        "is_intact": snapshots.is_intact(report),
        "moves": [move | {"name": _row_name(answer.lines, move["row"])} for move in report.moved],
    }
    return render(request, "leaders/snapshot.html", page)


def _row_name(lines: tuple[object, ...], key: str) -> str:
    return next((str(getattr(line, "name", "")) for line in lines if getattr(line, "key", "") == key), key)


@officers(*READERS)
def frozen_cell(request: Request, snapshot_id: int) -> HttpResponse:
    """The dossiers behind a number of an issued report, as it was counted that day."""
    report = _found(snapshot_id)
    answer = snapshots.frozen_table(report)
    try:
        chosen = Cell(request.GET.get("dong", ""), number(request.GET.get("cot", "")))
        line = line_for(answer, chosen.row)
    except NoSuchCell as fault:
        raise Http404(str(fault)) from fault
    after = number(request.GET.get("sau", ""))
    found = snapshots.frozen_dossiers(report, chosen, actor=request.actor, after=after)
    address = f"?dong={chosen.row}&cot={chosen.column}"
    page = {
        "title": chosen.title,
        "line": line,
        "cell": chosen,
        "page": found,
        "period": answer.question.period,
        "unit_name": report.unit_name,
        "as_of_text": answer.question.as_of_text,
        "report": report,
        "back": reverse("leaders:snapshot", args=[report.pk]),
        "first_href": address if after else "",
        "next_href": f"{address}&sau={found.next_after}" if found.next_after else "",
    }
    return render(request, "leaders/cell.html", page)


@officers(*READERS)
def download(request: Request, snapshot_id: int, kind: str) -> HttpResponseBase:
    """An issued report as `xlsx` or `pdf`, naming its number, version and checksum."""
    report = _found(snapshot_id)
    answer = snapshots.frozen_table(report)
    name = f"{report.number.replace('/', '-')}_ban-{report.version}"
    if kind == "xlsx":
        title = f"Biểu II.06a – {reading_06a().title}"
        note = f"Báo cáo {report}, sha256 {report.sha256}"
        return files.workbook(lambda path: sheets.report_06a(path, answer, title=title, note=note), name)
    if kind == "pdf":
        paper = papers.report_06a(answer, at=report.at, prepared_by=report.officer_name, snapshot=report)
        return files.pdf(paper, name)
    raise Http404("Chỉ có tệp xlsx và pdf.")


def _found(snapshot_id: int) -> snapshots.ReportSnapshot:
    try:
        return snapshots.snapshot(snapshot_id)
    except snapshots.NoSuchReport as fault:
        raise Http404(str(fault)) from fault
