"""The report of dossiers nobody will move, grouped by reason and person, each with the way to give them to others."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from motcua.apps.dossiers.queries.orphans import OrphanGroup, Reason, orphan_groups, orphans_of
from motcua.rules.actors import Role
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request


@officers(Role.UNIT_HEAD, Role.CENTRE_HEAD, Role.SIGNATORY, Role.TTHC_CONTROL, Role.ADMINISTRATOR)
def orphans(request: Request) -> HttpResponse:
    """All groups; with `?nhom=<key>` also the dossiers of that group, page by page."""
    groups = orphan_groups(request.actor, at=request.at)
    asked = request.GET.get("nhom", "")
    chosen = next((one for one in groups if one.key == asked), None)
    shown: dict[str, Any] = {
        "reasons": [
            (reason, [(one, _reassign(one)) for one in rows])
            for reason, rows in groupby(groups, key=lambda one: Reason(one.reason))
        ],
        "total": sum(one.count for one in groups),
        "chosen": chosen,
    }
    if chosen is not None:
        after = request.GET.get("sau", "")
        found = orphans_of(
            request.actor, chosen, after=int(after) if after.isdecimal() and len(after) < 18 else 0
        )
        shown |= {"rows": found.rows, "next": f"?nhom={chosen.key}&sau={found.after}" if found.after else ""}
    return render(request, "desk/people/orphans.html", shown)


def _reassign(group: OrphanGroup) -> str:
    return reassign_address(f"nguoi={group.officer_id}" if group.officer_id else f"don_vi={group.unit_id}")


def reassign_address(query: str) -> str:
    """Where many dossiers are given to others at once; empty while that page does not exist."""
    try:
        return f"{reverse('desk:reassign')}?{query}"
    except NoReverseMatch:
        return ""
