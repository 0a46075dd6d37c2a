"""Biểu II.06a: choose, read, open a number, download."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from motcua.apps.reports import papers, sheets
from motcua.apps.reports.cells import Cell, NoSuchCell
from motcua.apps.reports.packs import reading_06a
from motcua.apps.reports.queries.ii06a import ReportUnbalanced, dossiers_of, line_for, table
from motcua.apps.reports.questions import Question
from motcua.rules import rights
from motcua.rules.rights import Standing
from motcua.web.leaders import files
from motcua.web.leaders.asking import READERS, QuestionForm, address_of, asked
from motcua.web.leaders.drawing import drawn, figures, main_figures
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

NOWHERE = Standing(receiving_unit=0, settling_agency=0)


@officers(*READERS)
def reports(request: Request) -> HttpResponse:
    """The table with every cell a link to its dossiers, the figures and how they are made."""
    form = asked(request)
    if not form.is_valid():
        return render(request, "leaders/reports.html", {"form": form}, status=422 if request.GET else 200)
    question = form.question(request)
    try:
        answer = table(question)
    except ReportUnbalanced as fault:
        return render(request, "leaders/reports.html", {"form": form, "fault": fault}, status=500)
    made = figures(answer)
    page = {
        "form": form,
        "question": question,
        "lines": drawn(answer, lambda row, column: _cell_address(question, row, column)),
        "figures": made,
        "main": main_figures(made),
        "reading": reading_06a(),
        "address": address_of(question),
        "may_issue": rights.may(request.actor, "issue_report", NOWHERE),
        "is_over": question.period.is_over(request.at.date()),
    }
    return render(request, "leaders/reports.html", page)


def _cell_address(question: Question, row: str, column: int) -> str:
    return f"{reverse('leaders:cell')}?{address_of(question, dong=row, cot=column)}"


@officers(*READERS)
def cell(request: Request) -> HttpResponseBase:
    """The dossiers behind one number, those the officer may see."""
    form = asked(request)
    if not form.is_valid():
        return back(form)
    question = form.question(request)
    try:
        chosen = Cell(request.GET.get("dong", ""), number(request.GET.get("cot", "")))
        line = line_for(table(question), chosen.row)
    except NoSuchCell as fault:
        raise Http404(str(fault)) from fault
    except ReportUnbalanced:
        return back(form)
    after = number(request.GET.get("sau", ""))
    found = dossiers_of(question, chosen, actor=request.actor, after=after)
    address = address_of(question, dong=chosen.row, cot=chosen.column)
    page = {
        "title": chosen.title,
        "line": line,
        "cell": chosen,
        "page": found,
        "period": question.period,
        "unit_name": question.scope.name,
        "as_of_text": question.as_of_text,
        "back": f"{reverse('leaders:reports')}?{address_of(question)}",
        "first_href": f"?{address}" if after else "",
        "next_href": f"?{address}&sau={found.next_after}" if found.next_after else "",
    }
    return render(request, "leaders/cell.html", page)


@officers(*READERS)
def download(request: Request, kind: str) -> HttpResponseBase:
    """The table as `xlsx` or `pdf`."""
    form = asked(request)
    if not form.is_valid():
        return back(form)
    question = form.question(request)
    try:
        answer = table(question)
    except ReportUnbalanced:
        return back(form)
    name = f"II.06a_{question.scope.code}_{question.period.first:%Y%m%d}-{question.period.last:%Y%m%d}"
    if kind == "xlsx":
        title = f"Biểu II.06a – {reading_06a().title}"
        return files.workbook(lambda path: sheets.report_06a(path, answer, title=title), name)
    if kind == "pdf":
        return files.pdf(papers.report_06a(answer, at=request.at, prepared_by=request.actor.name), name)
    raise Http404("Chỉ có tệp xlsx và pdf.")


def back(form: QuestionForm) -> HttpResponseRedirect:
    """To the form, which says what is wrong with the same words."""
    return HttpResponseRedirect(f"{reverse('leaders:reports')}?{urlencode(form.data)}")


def number(text: str) -> int:
    """A number from the address; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 18 else 0
