"""Putting a procedure into use and deciding what the catalogue leaves open. Officers of TTHC control only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.forms import Form, formset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.catalogue import actions, queries
from motcua.apps.catalogue.queries import ProcedureUse
from motcua.apps.office import queries as office
from motcua.apps.processes.queries import choices_for
from motcua.rules.actors import Role
from motcua.rules.procedure_use import UseNotReady
from motcua.rules.procedures import UNITS_WITHOUT_NUMBER
from motcua.web.desk.catalogue_forms import ChooseForm, FeeForm, FeesForm, LimitForm, StopForm, UseForm
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

NO_USE = "Không có thiết lập này. Mở lại danh sách thủ tục."
FEE_LINES = 4


@officers(Role.TTHC_CONTROL)
def choose(request: Request) -> HttpResponse:
    """Which procedure at which agency; then the settings page."""
    form = ChooseForm(request.GET if "code" in request.GET else None)
    agencies = [(str(one.pk), one.name) for one in office.agencies(request.at.date())]
    form.fields["agency"].choices = [("", "Chọn cơ quan"), *agencies]  # type: ignore[attr-defined]  # a ChoiceField
    if form.is_bound and form.is_valid():
        found = queries.version_at(form.cleaned_data["code"], request.at.date())
        if found is not None:
            return redirect(
                "desk:procedure_put_into_use", found.procedure.code, int(form.cleaned_data["agency"])
            )
        form.add_error("code", "Không có thủ tục này đang có hiệu lực. Kiểm tra lại mã.")
    return _page(request, "choose", form)


@officers(Role.TTHC_CONTROL)
def put_into_use(request: Request, code: str, agency_id: int) -> HttpResponse:
    """The settings of a procedure at an agency, new or changed."""
    today = request.at.date()
    version, agency = queries.version_at(code, today), office.agencies(today).filter(pk=agency_id).first()
    if version is None or agency is None:
        raise Http404("Không có thủ tục hoặc cơ quan này đang hoạt động.")
    held = queries.use_for(version.procedure.code, agency_id, today)
    form = UseForm(request.POST or None, initial=_initial(held, today))
    _offer_choices(form, agency_id, today)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.put_into_use(
                version.procedure.code,
                agency_id,
                form.draft(),
                valid_from=form.cleaned_data["valid_from"],
                actor=request.actor,
                at=request.at,
            )
        except UseNotReady as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã ghi thiết lập thủ tục {version.procedure.code} tại {agency.name}.")
            return redirect("desk:procedure_use", row.pk)
    return _page(request, "settings", form, version=version, agency=agency, held=held)


def _initial(held: ProcedureUse | None, today: date) -> dict[str, Any]:
    if held is None:
        return {
            "valid_from": today,
            "process_key": "default",
            "channels": ["ONLINE", "DIRECT", "POSTAL"],
            "fee_when": "AT_FILING",
        }
    kept = {name: getattr(held, name, None) for name in UseForm.base_fields}
    return kept | {
        "settling_unit": str(held.settling_unit_id or ""),
        "committed_value": _shown(held.committed_value, held.committed_unit),
        "centers": [str(one.pk) for one in held.centers.all()],
        "valid_from": max(today, held.valid_from),
    }


def _shown(value: Decimal | None, unit: str) -> Decimal | None:
    return None if unit in UNITS_WITHOUT_NUMBER else value


def _offer_choices(form: UseForm, agency_id: int, today: date) -> None:
    units = [(str(one.pk), one.name) for one in office.units(today).filter(agency=agency_id)]
    offered = {
        "settling_unit": [("", "Chưa chọn"), *units],
        "centers": [(str(one.pk), one.unit.name) for one in queries.centers_serving(agency_id, today)],
        "process_key": [("", "Chưa chọn"), *choices_for(agency_id, today)],
    }
    for name, choices in offered.items():
        form.fields[name].choices = choices  # type: ignore[attr-defined]  # ChoiceFields all


@officers(Role.TTHC_CONTROL)
def local_limit(request: Request, use_id: int) -> HttpResponse:
    """The limit the agency decides where the catalogue has none or contradicts itself."""
    use = _use(use_id)
    local = queries.local_limit(use)
    initial = (
        {"value": _shown(local.value, local.unit), "unit": local.unit, "ground": local.ground}
        if local
        else {}
    )
    form = LimitForm(
        request.POST or None, initial=initial | {"valid_from": max(request.at.date(), use.valid_from)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.set_local_limit(
                use,
                form.limit(),
                valid_from=form.cleaned_data["valid_from"],
                actor=request.actor,
                at=request.at,
            )
        except UseNotReady as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã ghi thời hạn {form.limit().words} do cơ quan quyết định.")
            return redirect("desk:procedure_use", row.pk)
    return _page(request, "limit", form, use=use)


@officers(Role.TTHC_CONTROL)
def fees(request: Request, use_id: int) -> HttpResponse:
    """The fees really collected, with the document that says so."""
    use = _use(use_id)
    kept = [
        {"kind": fee.kind, "amount": int(fee.amount or 0), "note": fee.note}
        for fee in queries.confirmed_fees(use)
    ]
    lines = formset_factory(FeeForm, extra=max(FEE_LINES - len(kept), 1), max_num=40)(
        request.POST or None, initial=kept
    )
    start = {"ground": use.local_fees_ground, "valid_from": max(request.at.date(), use.valid_from)}
    form = FeesForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid() and lines.is_valid():
        data = form.cleaned_data
        typed = [line for one in lines if (line := one.line())]
        try:
            row = actions.confirm_fees(
                use, typed, data["ground"], valid_from=data["valid_from"], actor=request.actor, at=request.at
            )
        except UseNotReady as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã xác nhận mức thu.")
            return redirect("desk:procedure_use", row.pk)
    return _page(request, "fees", form, use=use, lines=lines)


@officers(Role.TTHC_CONTROL)
def stop(request: Request, use_id: int) -> HttpResponse:
    """The agency no longer takes new dossiers of the procedure."""
    use = _use(use_id)
    form = StopForm(request.POST or None, initial={"last_on": request.at.date()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.stop_using(use, last_on=form.cleaned_data["last_on"], actor=request.actor, at=request.at)
        except UseNotReady as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã ngừng nhận hồ sơ mới. Hồ sơ đang giải quyết không bị ảnh hưởng.")
            return redirect("desk:procedures")
    return _page(request, "stop", form, use=use)


def _use(use_id: int) -> ProcedureUse:
    found = queries.use(use_id)
    if found is None:
        raise Http404(NO_USE)
    return found


def _page(request: Request, name: str, form: Form, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors and request.method == "POST" else 200
    return render(request, f"desk/catalogue/{name}.html", {"form": form, **more}, status=status)
