"""Delegations: who lets whom act in his seats, for all processes or for one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from motcua.apps.office import actions
from motcua.apps.office import queries as office
from motcua.apps.office.refusals import PeopleRefused
from motcua.apps.processes.queries import choices_for
from motcua.rules.rights import NotAllowed
from motcua.web.desk.people_forms import DelegationForm
from motcua.web.desk.people_leave import own_row
from motcua.web.desk.people_place import Place, place_of, refused
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request
from motcua.web.ui.vn_words import date_words


@signed_in
def delegation(request: Request) -> HttpResponse:
    """The form and the delegations of the agency."""
    place = place_of(request)
    if request.method != "POST":
        return _draw(request, place, DelegationForm(initial={"officer_id": request.actor.officer_id}), 200)
    form = DelegationForm(request.POST)
    if not form.is_valid():
        return _draw(request, place, form, 422)
    if form.cleaned_data["process_key"] not in dict(_processes(request, place)):
        form.add_error("process_key", "Hãy chọn quy trình trong danh sách.")
        return _draw(request, place, form, 422)
    try:
        made = actions.delegate(**form.cleaned_data, actor=request.actor, at=request.at)
    except (PeopleRefused, NotAllowed) as fault:
        return _draw(request, place, form, refused(form, fault))
    messages.success(
        request,
        f"Đã ghi: {made.delegate.full_name} làm thay {made.officer.full_name} từ {date_words(made.first_on)} "
        f"đến hết {date_words(made.last_on)}.",
    )
    return redirect("desk:people_delegation")


@require_POST
@signed_in
def end(request: Request, key: int) -> HttpResponse:
    """End a delegation now."""
    try:
        gone = actions.end_delegation(key, actor=request.actor, at=request.at)
    except (PeopleRefused, NotAllowed) as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, f"Đã kết thúc ủy quyền của {gone.officer.full_name}.")
    return redirect("desk:people_delegation")


def _processes(request: Request, place: Place) -> list[tuple[str, str]]:
    return [("", "Mọi quy trình"), *choices_for(place.agency_id, localdate(request.at))]


def _draw(request: Request, place: Place, form: DelegationForm, status: int) -> HttpResponse:
    today = localdate(request.at)
    rows, processes = office.colleagues([place.agency_id], today), _processes(request, place)
    form.offer(
        officer_id=rows if place.arranges else own_row(request, rows),
        delegate_id=[row for row in rows if row[0] != str(request.actor.officer_id)],
        process_key=processes,
    )
    names, me = dict(processes), request.actor.officer_id
    given = office.delegations_of([int(row[0]) for row in rows], today)
    lines: list[tuple[Any, str, bool]] = [
        (
            row,
            names.get(row.process_key, row.process_key),
            place.arranges or me in (row.officer_id, row.delegate_id),
        )
        for row in given
    ]
    shown = {"place": place, "form": form, "lines": lines, "today": today}
    return render(request, "desk/people/delegation.html", shown, status=status)
