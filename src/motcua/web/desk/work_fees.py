"""Money still to take at the counter, oldest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from motcua.apps.dossiers.queries.owing import owing
from motcua.rules.actors import Role
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request


@officers(Role.CASHIER, Role.COUNTER, Role.CENTRE_HEAD)
def fees(request: Request) -> HttpResponse:
    """Open bills with the step that takes each."""
    rows = [
        (one, "da-nop-tien" if one.bill.kind == "OBLIGATION" else "thu-phi") for one in owing(request.actor)
    ]
    return render(request, "desk/work/fees.html", {"rows": rows})
