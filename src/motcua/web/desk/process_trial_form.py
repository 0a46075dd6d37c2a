"""What a trial asks: only the facts that the process looks at, and the officers' choices where there are any."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django import forms
from django.http import QueryDict

from motcua.apps.catalogue.queries import ProcedureUse
from motcua.apps.processes.queries.trial import use_for_trial
from motcua.rules.process import Process
from motcua.rules.process.conditions import stored
from motcua.rules.process.definition import ProcessCase
from motcua.rules.process.givens import ANSWER, Given, GivenKind, Value
from motcua.web.ui.form_fields import VnDateField

FACT, CHOICE, RUN = "dk-", "chon-", "chay"
PROCEDURE = "procedure"
MOST_VISITS = 20
_TIME = re.compile(r"^([01]?\d|2[0-3])[:hg]([0-5]\d)$", re.I)


class TimeField(forms.CharField):
    """A time of day typed as 7:30 or 07h30."""

    def clean(self, value: Any) -> time:
        """The time; raises ValidationError with an example."""
        found = _TIME.match(str(super().clean(value)).strip())
        if not found:
            raise forms.ValidationError("Giờ không đúng. Nhập giờ và phút, ví dụ 07:30.")
        return time(int(found[1]), int(found[2]))


class TrialForm(forms.Form):
    """A sample dossier: when it comes, of which procedure, and the facts of `process`'s conditions."""

    ngay = VnDateField(label="Ngày tiếp nhận")
    gio = TimeField(
        label="Giờ",
        max_length=5,
        widget=forms.TextInput,
        error_messages={"required": "Nhập giờ tiếp nhận, ví dụ 07:30."},
    )
    thu_tuc = forms.CharField(
        label="Mã thủ tục",
        max_length=40,
        required=False,
        help_text="Để so với thời hạn theo quy định; bỏ trống nếu không cần",
        error_messages={"max_length": "Mã thủ tục dài nhất 40 ký tự."},
    )

    def __init__(self, process: Process, agency_id: int, data: QueryDict, morning: datetime) -> None:
        filled = data.copy()
        filled.setdefault("ngay", f"{morning:%d/%m/%Y}")
        filled.setdefault("gio", f"{morning:%H:%M}")
        super().__init__(filled)
        self.agency_id = agency_id
        self.use: ProcedureUse | None = None
        self.givens = [process.givens[name] for name in _asked(process)]
        for given in self.givens:
            self.fields[FACT + given.name] = _field(given)

    @property
    def fact_fields(self) -> list[tuple[Given, Any]]:
        """Each asked fact with its bound field, for the page."""
        return [(given, self[FACT + given.name]) for given in self.givens]

    def clean_thu_tuc(self) -> str:
        """The code of a procedure that the agency uses, or nothing."""
        code = str(self.cleaned_data["thu_tuc"]).strip()
        on = self.cleaned_data.get("ngay")
        if code and on:
            self.use = use_for_trial(code, self.agency_id, on)
            if self.use is None:
                raise forms.ValidationError(
                    "Cơ quan không áp dụng thủ tục mã này vào ngày đó. Kiểm tra lại mã, hoặc bỏ trống."
                )
        return code

    def facts(self) -> dict[str, Value]:
        """The facts given, typed. A value that cannot be read becomes an error beside its field. The code of the
        procedure is itself a fact when a condition looks at it."""
        found: dict[str, Value] = {}
        for given in self.givens:
            text = str(self.cleaned_data.get(FACT + given.name) or "").strip()
            if not text:
                continue
            try:
                found[given.name] = given.parse(text)
            except ValueError as wrong:
                self.add_error(FACT + given.name, str(wrong))
        if PROCEDURE not in found and self.use is not None:
            found[PROCEDURE] = self.use.procedure.code
        return found

    @property
    def starts_at(self) -> datetime:
        """The moment of the sample dossier, naive civil time."""
        return datetime.combine(self.cleaned_data["ngay"], self.cleaned_data["gio"])


def _asked(process: Process) -> list[str]:
    """The facts looked at: those of every dossier first, then the answers in the order of the steps."""
    own = [question.given.name for step in process.steps for question in step.questions]
    order = [name for name in process.givens if not name.startswith(ANSWER)] + own
    return [name for name in dict.fromkeys(order) if name in process.looks_at]


def _field(given: Given) -> forms.Field:
    if given.kind is GivenKind.YES_NO:
        return forms.CharField(label=given.label, required=False)
    return forms.CharField(label=given.label, required=False, max_length=500)


def choices_of(data: Mapping[str, Any], process: Process) -> dict[str, list[str]]:
    """The choices of a query: `chon-<step>-<visit>`; a visit without one is an empty text."""
    found: dict[str, list[str]] = {}
    for step in process.steps:
        picked = [str(data.get(f"{CHOICE}{step.key}-{visit}", "")) for visit in range(1, MOST_VISITS + 1)]
        while picked and not picked[-1]:
            picked.pop()
        if picked:
            found[step.key] = picked
    return found


def query_of(case: ProcessCase) -> QueryDict:
    """The query that runs a case again."""
    query = QueryDict(mutable=True)
    for name, text in case.facts:
        query[FACT + name] = text
    for key, picked in case.choices:
        for visit, one in enumerate(picked, 1):
            if one:
                query[f"{CHOICE}{key}-{visit}"] = one
    query[RUN] = "1"
    return query


def case_of(
    name: str, facts: Mapping[str, Value], choices: Mapping[str, list[str]], way: tuple[str, ...]
) -> ProcessCase:
    """The case as it is kept in the draft: only choices of steps on the way."""
    return ProcessCase(
        name=name,
        facts=tuple((key, stored(value)) for key, value in facts.items()),
        choices=tuple((key, tuple(picked)) for key, picked in choices.items() if key in way),
        expect=way,
    )
