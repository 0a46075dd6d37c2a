"""Work lists: the trays of the signed-in officer, soonest due first, with filters and a keyset pager."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render

from motcua.apps.dossiers.queries import (
    TRAYS,
    WorkFilters,
    consultations_for,
    count_trays,
    trays_for,
    work_list,
)
from motcua.apps.dossiers.queries.choices import CHANNELS, STATES, step_names
from motcua.apps.dossiers.queries.trays import NUDGES
from motcua.apps.notices.queries import desk_notices
from motcua.rules.actors import Actor, Role
from motcua.web.ui.access import officers, signed_in
from motcua.web.ui.requests import Request

REASSIGNS = (Role.UNIT_HEAD, Role.CENTRE_HEAD, Role.SIGNATORY, Role.TTHC_CONTROL)
HANDS_OVER = (Role.COUNTER, Role.CENTRE_HEAD)
_FILTERS = (("trang-thai", "state"), ("thu-tuc", "procedure"), ("kenh", "channel"), ("tim", "text"))


@signed_in
def work(request: Request) -> HttpResponse:
    """The officer's own work, with the questions and notices that wait for his units."""
    return _page(request, "", with_inbox=True)


@signed_in
def dossiers(request: Request) -> HttpResponse:
    """Every dossier the officer may see."""
    return _page(request, "all")


@officers(Role.COUNTER, Role.CASHIER, Role.CENTRE_HEAD)
def deliveries(request: Request) -> HttpResponse:
    """Results that wait for their applicants."""
    return _page(request, "ready")


def filters_of(request: Request, default: str = "") -> WorkFilters:
    """The tray and filters of the address; a tray that is not the officer's becomes his first."""
    trays = trays_for(request.actor)
    asked = request.GET.get("khay", "") or default
    given = {name: clean(request.GET.get(key, "")) for key, name in _FILTERS}
    tray = asked if asked in trays else (trays[0] if trays else "")
    return replace(WorkFilters(tray=tray), **given)  # type: ignore[arg-type]  # the four are texts


def clean(text: str) -> str:
    """What was typed, without the zero byte PostgreSQL refuses."""
    return text.replace("\x00", "").strip()[:200]


def kept(filters: WorkFilters) -> dict[str, str]:
    """The filters as an address keeps them."""
    found = {"khay": filters.tray}
    found |= {key: getattr(filters, name) for key, name in _FILTERS if getattr(filters, name)}
    return found


def _page(request: Request, default: str, *, with_inbox: bool = False) -> HttpResponse:
    actor, at = request.actor, request.at
    trays = trays_for(actor)
    filters = filters_of(request, default)
    after, before = request.GET.get("sau", ""), request.GET.get("truoc", "")
    shown: dict[str, Any] = {"filters": filters, "trays": [], "rows": [], "has_trays": bool(trays)}
    if trays:
        found = work_list(actor, filters, at=at, after=after, before=before)
        counts = count_trays(actor, trays, at=at)
        same = kept(filters)
        shown |= {
            "rows": list(zip(found.rows, step_names(found.rows), strict=True)),
            "trays": [(f"?khay={name}", TRAYS[name], counts[name], name == filters.tray) for name in trays],
            "next": "?" + urlencode(same | {"sau": found.after}) if found.after else "",
            "previous": "?" + urlencode(same | {"truoc": found.before}) if found.before else "",
            "export": urlencode(same),
            "tray_name": TRAYS[filters.tray],
            "states": STATES,
            "channels": CHANNELS,
            "narrowed": any(getattr(filters, name) for _, name in _FILTERS),
        }
    if with_inbox:
        shown |= {"consultations": consultations_for(actor), "notices": desk_notices(actor, 5)}
        shown["nudges"] = counts[NUDGES] if trays else ""
    shown["may_hand_over"] = actor.has_role(*HANDS_OVER) and any(
        row.state == "ACCEPTED" for row, _ in shown["rows"]
    )
    shown["may_reassign"] = actor.has_role(*REASSIGNS)
    shown["title"] = _title(actor, default)
    return render(request, "desk/work/list.html", shown)


def _title(actor: Actor, default: str) -> str:
    return {"all": "Hồ sơ", "ready": "Trả kết quả"}.get(default, "Việc của tôi")
