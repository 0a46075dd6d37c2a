"""Leaves: an officer tells his own, who arranges the agency's people tells those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from motcua.apps.office import actions
from motcua.apps.office import queries as office
from motcua.apps.office.refusals import PeopleRefused
from motcua.rules.rights import NotAllowed
from motcua.web.desk.people_forms import Choices, LeaveForm
from motcua.web.desk.people_place import Place, place_of, refused
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request
from motcua.web.ui.vn_words import date_words

if TYPE_CHECKING:
    from motcua.apps.office.models import Leave


@signed_in
def leave(request: Request) -> HttpResponse:
    """The form and the officer's own leaves."""
    place = place_of(request)
    if request.method != "POST":
        asked = request.GET.get("nguoi", "")
        first = int(asked) if asked.isdecimal() and len(asked) < 10 else request.actor.officer_id
        return _draw(request, place, LeaveForm(initial={"officer_id": first}), 200)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _draw(request, place, form, 422)
    try:
        made = actions.set_leave(**form.cleaned_data, actor=request.actor, at=request.at)
    except (PeopleRefused, NotAllowed) as fault:
        return _draw(request, place, form, refused(form, fault))
    days = f"từ {date_words(made.first_on)} đến hết {date_words(made.last_on)}"
    who = f"Người thay: {made.substitute.full_name}." if made.substitute else "Chưa có người thay."
    messages.success(request, f"Đã ghi {made.officer.full_name} nghỉ {days}. {who}")
    for other in office.stood_in_for(made.officer_id, made.first_on, made.last_on):
        messages.warning(request, _also_stands_in(made.officer.full_name, other))
    return redirect("desk:people_leave" if made.officer_id == request.actor.officer_id else "desk:people")


def _also_stands_in(name: str, other: Leave) -> str:
    """A leave is never refused for it: people fall ill. But somebody else has to be found."""
    days = f"từ {date_words(other.first_on)} đến hết {date_words(other.last_on)}"
    return (
        f"{name} đang được cử thay {other.officer.full_name} nghỉ {days}. Hãy báo {other.officer.full_name} "
        "hoặc lãnh đạo hủy đợt nghỉ đó rồi ghi lại với người thay khác."
    )


@require_POST
@signed_in
def cancel(request: Request, key: int) -> HttpResponse:
    """Call a leave off."""
    try:
        gone = actions.cancel_leave(key, actor=request.actor, at=request.at)
    except (PeopleRefused, NotAllowed) as fault:
        messages.error(request, str(fault))
    else:
        messages.success(
            request, f"Đã hủy đợt nghỉ của {gone.officer.full_name}; người thay thôi thay từ bây giờ."
        )
    return redirect("desk:people_leave")


def _draw(request: Request, place: Place, form: LeaveForm, status: int) -> HttpResponse:
    today = localdate(request.at)
    rows = office.colleagues([place.agency_id], today)
    me = str(request.actor.officer_id)
    mine = own_row(request, rows)
    form.offer(
        officer_id=rows if place.arranges else mine,
        substitute_id=[row for row in rows if row[0] != me],
    )
    shown: dict[str, Any] = {
        "place": place,
        "form": form,
        "is_for_others": place.arranges,
        "leaves": office.leaves_of(request.actor.officer_id or 0),
        "today": today,
    }
    return render(request, "desk/people/leave.html", shown, status=status)


def own_row(request: Request, rows: Choices) -> Choices:
    """The officer himself as the only choice."""
    me = str(request.actor.officer_id)
    return [row for row in rows if row[0] == me] or [(me, request.actor.name)]
