"""The register (sổ theo dõi hồ sơ) of a centre: read, download."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from motcua.apps.people.actions import note_access
from motcua.apps.reports import papers, sheets
from motcua.apps.reports.queries import register as book
from motcua.apps.reports.queries.scopes import ServiceCenter, centers
from motcua.apps.reports.questions import as_of_text
from motcua.rules.actors import Role
from motcua.rules.periods import Period, Regime, Span, newest_over
from motcua.web.leaders import files
from motcua.web.leaders.asking import READERS, QuestionForm, given_words
from motcua.web.ui import refusals
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

KEEPERS = (*READERS, Role.COUNTER)


class RegisterForm(QuestionForm):
    """Which centre, which days."""

    theo = None  # type: ignore[assignment]  # the register has no grouping

    def __init__(self, data: Mapping[str, str], on: date) -> None:
        super().__init__(data, on)
        found = [(c.unit.code, f"{c.unit}, {c.unit.agency.short_name}") for c in centers()]
        self.fields["don_vi"].choices = found  # type: ignore[attr-defined]  # a choice field


@officers(*KEEPERS)
def register(request: Request) -> HttpResponse:
    """A page of the register. Reading it leaves a line: it holds names and addresses."""
    form = _asked(request)
    if not form.is_valid():
        return render(request, "leaders/register.html", {"form": form}, status=422 if request.GET else 200)
    center, period = _center(form), _period(form)
    after = request.GET.get("sau", "")
    try:
        page = book.page(center.unit_id, period, actor=request.actor, after=after)
    except book.RegisterClosed as closed:
        return render(request, "leaders/register.html", {"form": form, "closed": closed}, status=403)
    except ValueError as fault:
        raise Http404("Trang này của sổ không có. Hãy mở lại sổ từ đầu.") from fault
    _note(request, center.unit.code, period, "xem")
    address = urlencode({"ky": period.key, "don_vi": center.unit.code})
    words = {
        "form": form,
        "center": center,
        "period": period,
        "running": "" if period.is_over(request.at.date()) else as_of_text(period, request.at),
        "page": page,
        "address": address,
        "first_href": f"?{address}" if after else "",
        "next_href": f"?{address}&{urlencode({'sau': page.next_after})}" if page.next_after else "",
    }
    return render(request, "leaders/register.html", words)


@officers(*KEEPERS)
def download(request: Request, kind: str) -> HttpResponseBase:
    """The register of the period as `xlsx` or `pdf`."""
    form = _asked(request)
    if not form.is_valid():
        return render(request, "leaders/register.html", {"form": form}, status=422)
    center, period = _center(form), _period(form)
    name = f"so-theo-doi_{center.unit.code}_{period.first:%Y%m%d}-{period.last:%Y%m%d}"
    try:
        rows = book.stream(center.unit_id, period, actor=request.actor)
        _note(request, center.unit.code, period, f"tải {kind}")
        if kind == "xlsx":
            title = f"Sổ theo dõi hồ sơ – {center.unit}"
            return files.workbook(
                lambda path: sheets.register(path, rows, title=title, period=period, at=request.at), name
            )
        if kind == "pdf":
            return files.pdf(papers.logbook(center, period, list(rows), at=request.at), name)
    except book.RegisterClosed:
        return refusals.forbidden(request)
    except papers.TooLongToPrint as refusal:
        return render(request, "leaders/register.html", {"form": form, "closed": refusal}, status=409)
    raise Http404("Chỉ có tệp xlsx và pdf.")


def _asked(request: Request) -> RegisterForm:
    on = request.at.date()
    units = sorted(request.actor.units(*KEEPERS))
    mine = next((c for c in centers() if c.unit_id in units), None)
    data = {
        "ky": newest_over(Regime.REPORTING, Span.MONTH, on).key,
        "don_vi": mine.unit.code if mine else "",
    }
    data |= given_words(request.GET, RegisterForm)
    return RegisterForm(data, on)


def _center(form: RegisterForm) -> ServiceCenter:
    code = form.cleaned_data["don_vi"]
    return next(c for c in centers() if c.unit.code == code)


def _period(form: forms.Form) -> Period:
    period: Period = form.cleaned_data["period"]
    return period


def _note(request: Request, code: str, period: Period, what: str) -> None:
    note_access(
        f"register:{code}"[:60],
        actor=request.actor,
        at=request.at,
        purpose=f"{what} sổ theo dõi {period.title}",
    )
