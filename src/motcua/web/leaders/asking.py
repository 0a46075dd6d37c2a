"""The question form of the report pages: from words in the address to a question, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from motcua.apps.office import queries as office
from motcua.apps.reports.queries.scopes import choices, scope_for
from motcua.apps.reports.questions import Grouping, Question
from motcua.rules.actors import Role
from motcua.rules.periods import (
    Period,
    PeriodRefused,
    Regime,
    Span,
    between,
    ensure_known,
    newest_over,
    parse,
    previous,
)
from motcua.web.ui.form_fields import VnDateField
from motcua.web.ui.requests import Request

READERS = (Role.CENTRE_HEAD, Role.TTHC_CONTROL, Role.UNIT_HEAD, Role.SIGNATORY, Role.ADMINISTRATOR)
HOW_MANY = {Span.MONTH: 12, Span.QUARTER: 4, Span.HALF_YEAR: 2, Span.NINE_MONTHS: 2, Span.YEAR: 3}


class PeriodField(forms.ChoiceField):
    """A named period; an address may name any other one, which `parse` judges."""

    def valid_value(self, value: str) -> bool:
        """Every key goes on to `parse`, whose sentence says more than “not among the choices”."""
        return True


def _known(day: date) -> None:
    """Refuse, beside the field, a day that no report can have."""
    try:
        ensure_known(day)
    except PeriodRefused as refusal:
        raise ValidationError(str(refusal), code="unknown_day") from refusal


class QuestionForm(forms.Form):
    """Which report. Days, when both are given, stand before the named period."""

    ky = PeriodField(label="Kỳ báo cáo", required=False)
    tu = VnDateField(label="Từ ngày", required=False, validators=[_known])
    den = VnDateField(label="Đến ngày", required=False, validators=[_known])
    don_vi = forms.ChoiceField(label="Cơ quan, nơi tiếp nhận")
    theo = forms.ChoiceField(label="Mỗi dòng là", choices=[(g.value, g.label) for g in Grouping])

    def __init__(self, data: Mapping[str, str], on: date) -> None:
        super().__init__(data)
        self.on = on
        self.fields["don_vi"].choices = choices(on)  # type: ignore[attr-defined]  # a choice field
        self.fields["ky"].choices = _with(data.get("ky", ""), period_choices(on))  # type: ignore[attr-defined]  # likewise

    def clean(self) -> dict[str, object]:
        """Make the period. Adds a Vietnamese sentence when the days or the key make none."""
        found = super().clean() or {}
        first, last = found.get("tu"), found.get("den")
        if bool(first) != bool(last) and not self.errors:
            self.add_error("den" if first else "tu", "Hãy nhập cả hai ngày, hoặc để trống cả hai.")
        try:
            if isinstance(first, date) and isinstance(last, date):
                period = between(first, last)
            else:
                period = parse(str(found.get("ky", "")))
            period.ensure_begun(self.on)
            found["period"] = period
        except ValueError as refusal:
            if not self.errors:
                self.add_error("den" if first else "ky", str(refusal))
        return found

    def question(self, request: Request) -> Question:
        """The question asked; only after `is_valid`."""
        period: Period = self.cleaned_data["period"]
        scope = scope_for(self.cleaned_data["don_vi"])
        return Question(period, scope, Grouping(self.cleaned_data["theo"]), request.at)


def asked(request: Request) -> QuestionForm:
    """The form as the address fills it; what is missing gets the officer's own agency and the newest period over."""
    on = request.at.date()
    data = {
        "ky": newest_over(Regime.REPORTING, Span.MONTH, on).key,
        "theo": Grouping.FIELD.value,
        "don_vi": _own_agency(request),
    }
    given = request.POST if request.method == "POST" else request.GET
    data |= given_words(given, QuestionForm)
    return QuestionForm(data, on)


def given_words(given: QueryDict, form: type[QuestionForm]) -> dict[str, str]:
    """What the address or the post says of the form's fields; the last value of each."""
    return {key: str(given.get(key, "")).strip() for key in form.base_fields if key in given}


def _own_agency(request: Request) -> str:
    ids = request.actor.agencies(*READERS)
    return office.agency(min(ids)).code if ids else ""


def _with(key: str, named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The choices, and the period asked for when it is none of them."""
    if any(key == known for known, _ in named):
        return named
    try:
        period = parse(key)
    except ValueError:
        return named
    return [(period.key, period.title), *named]


def period_choices(on: date) -> list[tuple[str, str]]:
    """Named periods that are over, newest first, of both regimes; then the ones that still run."""
    found: list[tuple[str, str]] = []
    for regime, mark in ((Regime.REPORTING, ""), (Regime.CALENDAR, ", dương lịch")):
        for span, count in HOW_MANY.items():
            period = newest_over(regime, span, on)
            for _ in range(count):
                found.append((period.key, period.title + mark))
                period = previous(period)
    return found


def address_of(question: Question, **more: object) -> str:
    """The question as the query part of an address."""
    words = {
        "ky": question.period.key,
        "don_vi": question.scope.code,
        "theo": question.grouping.value,
        **{key: str(value) for key, value in more.items()},
    }
    return urlencode(words)
