"""One person: seats, leaves, delegations, open dossiers; a seat more, the last day; and the page for a newcomer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from motcua.apps.dossiers.queries.orphans import open_held
from motcua.apps.office import actions
from motcua.apps.office import queries as office
from motcua.apps.office.queries import Person
from motcua.apps.office.refusals import PeopleRefused
from motcua.rules.absences import seconded_warning
from motcua.rules.actors import Role
from motcua.rules.rights import NotAllowed
from motcua.web.desk.people_forms import LastDayForm, NewcomerForm, PeopleForm, SeatForm
from motcua.web.desk.people_list import ARRANGERS
from motcua.web.desk.people_orphans import reassign_address
from motcua.web.desk.people_place import Place, place_of, refused
from motcua.web.ui.access import officers, signed_in
from motcua.web.ui.requests import Request
from motcua.web.ui.vn_words import date_words

_AT_COUNTERS = (Role.COUNTER, Role.CASHIER)


@signed_in
def person(request: Request, officer_id: int) -> HttpResponse:
    """The page of one person; what an arranger sends from it comes back here."""
    found = _found(request, officer_id)
    seat_form, last_form = SeatForm(prefix="vi-tri"), LastDayForm(prefix="nghi-viec")
    if request.method != "POST":
        return _draw(request, found, seat_form, last_form, 200)
    if request.POST.get("do") == "nghi-viec":
        last_form = LastDayForm(request.POST, prefix="nghi-viec")
        done, status = _ended(request, found, last_form), 422
    else:
        seat_form = SeatForm(request.POST, prefix="vi-tri")
        done, status = _seated(request, found, seat_form), 422
    if done:
        return redirect("desk:person", officer_id=officer_id)
    return _draw(request, found, seat_form, last_form, status)


def _ended(request: Request, found: Person, form: LastDayForm) -> bool:
    if not form.is_valid():
        return False
    last_on, held = form.cleaned_data["last_on"], open_held([found.officer_id]).get(found.officer_id, 0)
    try:
        actions.leave_office(found.officer_id, last_on=last_on, actor=request.actor, at=request.at)
    except (PeopleRefused, NotAllowed) as fault:
        refused(form, fault)
        return False
    messages.success(request, f"Đã ghi {found.name} làm việc đến hết {date_words(last_on)}.")
    if held:
        messages.warning(
            request, f"{found.name} đang giữ {held} hồ sơ chưa xong. Hãy giao lại cho người khác."
        )
    return True


def _seated(request: Request, found: Person, form: SeatForm) -> bool:
    if not form.is_valid():
        return False
    try:
        made = actions.post(found.officer_id, **form.cleaned_data, actor=request.actor, at=request.at)
    except (PeopleRefused, NotAllowed) as fault:
        refused(form, fault)
        return False
    messages.success(
        request, f"Đã bố trí {found.name} vào {made.unit.name} từ {date_words(made.valid_from)}."
    )
    _warn_of_secondment(request, form)
    return True


def _warn_of_secondment(request: Request, form: PeopleForm) -> None:
    """Seats at a counter last 6 to 24 months by the rules of the one-stop; other lengths are only remarked."""
    data = form.cleaned_data
    if data["role"] in _AT_COUNTERS and (words := seconded_warning(data["first_on"], data["last_on"])):
        messages.warning(request, words)


def _found(request: Request, officer_id: int) -> Person:
    """The person when he sits, or sat, in an agency of the actor. Raises Http404."""
    found = office.person(officer_id)
    open_to = request.actor.agencies() | office.arranged_agencies(request.actor)
    if found is None or not open_to & {seat.agency_id for seat in found.seats}:
        raise Http404("Không tìm thấy người này trong cơ quan của bạn.")
    return found


def _draw(
    request: Request, found: Person, seat_form: SeatForm, last_form: LastDayForm, status: int
) -> HttpResponse:
    today = localdate(request.at)
    arranged = office.arranged_agencies(request.actor)
    here = {seat.agency_id for seat in found.seats} & arranged
    may_arrange = bool(here) and found.officer_id != request.actor.officer_id
    if may_arrange:
        seat_form.offer(unit_id=office.unit_choices(here, today))
        seat_form.offer_roles(_may_give(request, here))
    shown: dict[str, Any] = {
        "person": found,
        "today": today,
        "held": open_held([found.officer_id]).get(found.officer_id, 0),
        "leaves": office.leaves_of(found.officer_id),
        "delegations": office.delegations_of([found.officer_id], today),
        "may_arrange": may_arrange,
        "seat_form": seat_form,
        "last_form": last_form,
        "is_leaving": all(seat.last_on is not None for seat in found.seats),
        "reassign": reassign_address(f"nguoi={found.officer_id}") if may_arrange else "",
    }
    return render(request, "desk/people/person.html", shown, status=status)


def _may_give(request: Request, agencies: Iterable[int]) -> list[Role]:
    """The roles the actor may give in one of these agencies."""
    given = {role for one in agencies for role in actions.may_give(request.actor, one)}
    return [role for role in Role if role in given]


@never_cache
@sensitive_variables("made")
@officers(*ARRANGERS)
def newcomer(request: Request) -> HttpResponse:
    """An account for a newcomer; its first password is shown once, on the answer to the form."""
    place = place_of(request)
    if request.method != "POST":
        return _draw_new(request, place, NewcomerForm(initial={"first_on": localdate(request.at)}), 200)
    form = NewcomerForm(request.POST)
    if not form.is_valid():
        return _draw_new(request, place, form, 422)
    try:
        made = actions.add_officer(**form.cleaned_data, actor=request.actor, at=request.at)
    except (PeopleRefused, NotAllowed) as fault:
        return _draw_new(request, place, form, refused(form, fault))
    _warn_of_secondment(request, form)
    return render(request, "desk/people/new_done.html", {"made": made, "place": place})


def _draw_new(request: Request, place: Place, form: NewcomerForm, status: int) -> HttpResponse:
    form.offer(unit_id=office.unit_choices([place.agency_id], localdate(request.at)))
    form.offer_roles(_may_give(request, [place.agency_id]))
    return render(request, "desk/people/new.html", {"place": place, "form": form}, status=status)
