"""The list of an office's processes, and beginning a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.processes import actions, queries
from motcua.apps.processes.queries.overview import ProcessLine, agencies_to_draw_for, overview
from motcua.apps.processes.refusals import ProcessRefused
from motcua.web.desk.process_picture import picture
from motcua.web.desk.process_reading import reading_rows
from motcua.web.desk.process_rights import drawers
from motcua.web.ui.requests import Request

EMPTY, FROM_FILE = "trong", "tep"
START_LABEL = "Bắt đầu từ"


@drawers
def processes(request: Request) -> HttpResponse:
    """The processes of the actor's agencies, and the models to start from."""
    lines = overview(request.actor, request.at.date())
    agencies = {line.definition.agency_id for line in lines}
    page = {
        "lines": lines,
        "several": len(agencies) > 1,
        "models": queries.models_of_packs(),
    }
    return render(request, "desk/process/list.html", page)


@drawers
def model(request: Request, key: str) -> HttpResponse:
    """A model process as a sheet, to be looked at before it is copied."""
    found = next((one for one in queries.models_of_packs() if one.key == key), None)
    if found is None:
        return redirect("desk:processes")
    page = {"process": found, "sheet": reading_rows(found, {}), "svg": picture(found)}
    return render(request, "desk/process/model.html", page)


class NewForm(forms.Form):
    """A name, whose it is, what it starts as."""

    name = forms.CharField(
        label="Tên quy trình",
        max_length=300,
        required=False,
        help_text="Ví dụ: Cấp bản sao trích lục hộ tịch",
    )
    agency = forms.ChoiceField(
        label="Cơ quan", required=False, error_messages={"invalid_choice": "Chọn cơ quan trong danh sách."}
    )
    start = forms.ChoiceField(
        label=START_LABEL,
        required=False,
        error_messages={"invalid_choice": "Chọn một cách bắt đầu trong danh sách."},
    )

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], starts: list[tuple[str, str]], **kw: Any):
        """Offer these agencies and these starts."""
        super().__init__(*args, **kw)
        self.fields["agency"].choices = agencies  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["start"].choices = starts  # type: ignore[attr-defined]  # a ChoiceField


@drawers
def new(request: Request) -> HttpResponse:
    """Name a new process; then its editor."""
    today = request.at.date()
    agencies = [(str(one.pk), one.name) for one in agencies_to_draw_for(request.actor, today)]
    models = queries.models_of_packs()
    own = overview(request.actor, today)
    first = f"mau:{'commune' if any(one.key == 'commune' for one in models) else models[0].key}"
    asked = request.GET.get("tu", "")
    starts = _starts(models, own)
    initial = {
        "start": asked if asked in dict(starts) else first,
        "agency": agencies[0][0] if agencies else "",
    }
    form = NewForm(request.POST or None, initial=initial, agencies=agencies, starts=starts)
    if request.method == "POST" and form.is_valid():
        try:
            row = _create(request, form.cleaned_data, agencies)
        except ProcessRefused as refused:
            for name, sentence in (refused.faults or {"": refused.sentence}).items():
                form.add_error(name if name in form.fields else None, sentence)
        else:
            from_file = form.cleaned_data["start"] == FROM_FILE
            return redirect("desk:process_import" if from_file else "desk:process_edit", row.key)
    status = 422 if form.is_bound and form.errors else 200
    page = {"form": form, "several": len(agencies) > 1, "agencies": agencies}
    return render(request, "desk/process/new.html", page, status=status)


def _starts(models: list[Any], own: list[ProcessLine]) -> list[tuple[str, str]]:
    found = [(f"mau:{one.key}", f"Mẫu {len(one.steps)} bước – {one.name}") for one in models]
    found += [(f"chep:{line.definition.key}", f"Chép từ: {line.definition.name}") for line in own]
    return [
        *found,
        (EMPTY, "Bảng trống, tự ghi từng bước"),
        (FROM_FILE, "Tệp đã có: bảng Excel hoặc sơ đồ BPMN"),
    ]


def _create(request: Request, data: dict[str, Any], agencies: list[tuple[str, str]]) -> Any:
    if not data["agency"] and len(agencies) != 1:
        raise ProcessRefused("Chưa chọn cơ quan.", {"agency": "Chọn cơ quan dùng quy trình này."})
    kind, _, key = data["start"].partition(":")
    return actions.create(
        data["name"],
        agency_id=int(data["agency"] or agencies[0][0]),
        model=key if kind == "mau" else "",
        copy_of=key if kind == "chep" else "",
        actor=request.actor,
        at=request.at,
    )
