"""Whose people a page shows: one agency, the officer's own or one he arranges, chosen by `?co-quan=`."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.timezone import localdate

from motcua.apps.office import queries as office
from motcua.apps.office.refusals import PeopleRefused
from motcua.rules.rights import NotAllowed
from motcua.web.desk.people_forms import PeopleForm
from motcua.web.ui.requests import Request

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Place:
    """The agency of the page; `agencies` to choose from (only when there are several); may the actor arrange here?"""

    agency_id: int
    name: str
    agencies: Choices
    arranges: bool


def place_of(request: Request) -> Place:
    """The agency asked for when it is the officer's, else his first. Raises Http404 when he has none."""
    actor = request.actor
    arranged = office.arranged_agencies(actor)
    open_to = actor.agencies() | arranged
    rows = [one for one in office.agencies(localdate(request.at)) if one.pk in open_to]
    if not rows:
        raise Http404("Bạn chưa có vị trí công tác nào hôm nay. Hãy báo quản trị hệ thống.")
    asked = request.GET.get("co-quan", "")
    own = next((one for one in rows if one.pk in actor.agencies()), rows[0])
    agency = next((one for one in rows if str(one.pk) == asked), own)
    choices = [(str(one.pk), one.name) for one in rows] if len(rows) > 1 else []
    return Place(agency.pk, agency.name, choices, agency.pk in arranged)


def refused(form: PeopleForm, fault: PeopleRefused | NotAllowed) -> int:
    """Put a refusal beside its field (or on top) and give the status of the answer."""
    faults = getattr(fault, "faults", {})
    for name, sentence in faults.items():
        form.add_error(name if name in form.fields else None, sentence)
    if not faults:
        form.add_error(None, str(fault))
    return 403 if isinstance(fault, NotAllowed) else 422
