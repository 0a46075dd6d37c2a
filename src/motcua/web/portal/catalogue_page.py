"""One procedure: everything published about it, with its doubts said aloud, and what changed over time."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render

from motcua.apps.catalogue import queries
from motcua.rules.procedures import FLAG_WORDS
from motcua.web.ui.access import public
from motcua.web.ui.requests import Request

UNKNOWN = "Không có thủ tục này trong danh mục. Hãy kiểm tra mã hoặc tìm bằng tên."
# Said where they matter on the page itself, so not repeated in the box at the top.
SAID_ELSEWHERE = {"multi_level", "no_agency", "no_legal_basis", "no_dossier"}


@public
def procedure(request: Request, code: str) -> HttpResponse:
    """The page of a procedure as it stands today; `?ban=2` shows an older or later version."""
    found = queries.procedure(code.replace("\x00", ""))
    if found is None:
        raise Http404(UNKNOWN)
    today = request.at.date()
    shown = _asked_version(request, found) or queries.version_at(found.code, today)
    shown = shown or next(iter(queries.versions_of(found)), None)
    if shown is None:
        raise Http404(UNKNOWN)
    page = {
        "procedure": found,
        "version": shown,
        "in_force": shown.is_in_force(today),
        "cases": [
            (case, list(papers)) for case, papers in groupby(shown.papers, key=lambda paper: paper.case)
        ],
        "doubts": [
            FLAG_WORDS[flag] for flag in shown.flags if flag in FLAG_WORDS and flag not in SAID_ELSEWHERE
        ],
        "uses": [_use_lines(use) for use in queries.agencies_using(found.code, today)],
    }
    return render(request, "portal/catalogue/procedure.html", page)


def _asked_version(request: Request, found: queries.Procedure) -> queries.ProcedureVersion | None:
    number = request.GET.get("ban", "")
    if not number.isdecimal() or len(number) > 6:
        return None
    return next((one for one in queries.versions_of(found) if one.no == int(number)), None)


def _use_lines(use: queries.ProcedureUse) -> dict[str, object]:
    local = queries.local_limit(use)
    return {
        "use": use,
        "centers": list(use.centers.all()),
        "local": local,
        "committed": queries.commitment(use),
    }


@public
def history(request: Request, code: str) -> HttpResponse:
    """Every version of a procedure with what became different, part by part, and the decision that did it."""
    found = queries.procedure(code.replace("\x00", ""))
    if found is None:
        raise Http404(UNKNOWN)
    page = {"procedure": found, "changes": queries.changes(found), "today": request.at.date()}
    return render(request, "portal/catalogue/history.html", page)
