"""Drawing the intake sheet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from motcua.apps.dossiers import queries
from motcua.apps.office import queries as office
from motcua.apps.people import queries as people
from motcua.apps.people.actions import note_access
from motcua.rules.fees import FeeState
from motcua.rules.procedures import ChannelTerms
from motcua.web.desk import intake_fees, intake_papers, intake_people, intake_sheet
from motcua.web.desk.intake_sheet import SEATS, Sheet
from motcua.web.ui.requests import Request

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier

# Where a fault of `Intake.faults()` is shown when it has no field of its own name.
SHOWN_AT = {"fee_lines": "fee_charge"}
EARLIER = 5


def draw(
    request: Request,
    sheet: Sheet,
    *,
    sentence: str = "",
    faults: Mapping[str, str] | None = None,
    scan_fault: str = "",
    find: str = "",
    focus: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a sheet with what is wrong on top and beside its fields."""
    if sheet.preview.terms is None and not sheet.preview.refusal:
        intake_sheet.show_due(sheet, request.at)
    summary = _put_faults(sheet, dict(faults or {}))
    if sentence and not summary:
        summary = [("", sentence)]
    if scan_fault:
        summary.insert(0, ("#id_scan", scan_fault))
    context = {
        "sheet": sheet,
        "form": sheet.form,
        "summary": summary,
        "scan_fault": scan_fault,
        "find": find,
        "people": people.find(find, 5) if find else [],
        "warnings": intake_people.warnings(sheet),
        "earlier": _earlier(request, sheet),
        "units": _units(request),
        "case_options": _cases(sheet),
        "fee_options": intake_fees.options(sheet.quote) if sheet.quote else [],
        "fee_closed": _fee_is_told(sheet),
        "fee_shown": intake_fees.total(list(intake_sheet.filing(sheet).fee.lines)),
        "reasons": intake_papers.REASONS,
        "focus": focus or request.GET.get("den", ""),
        "desk_unit": _name(sheet.unit_id),
        "elsewhere": sheet.use is not None
        and sheet.unit_id not in {center.unit_id for center in sheet.use.centers.all()},
    }
    return render(request, "desk/intake/sheet.html", context, status=status)


def _earlier(request: Request, sheet: Sheet) -> list[Dossier]:
    """The applicant's last dossiers that the officer may see; looking at them is noted."""
    number = str(sheet.value("applicant_personal_id") or "")
    earlier = queries.person_history(number, request.actor, EARLIER) if number else []
    if earlier:
        note_access(
            f"person:{earlier[0].applicant_id}",
            actor=request.actor,
            at=request.at,
            purpose="Xem hồ sơ đã nộp khi tiếp nhận",
        )
    return earlier


def _put_faults(sheet: Sheet, faults: dict[str, str]) -> list[tuple[str, str]]:
    """Put each fault at its field or paper; the list for the box on top, in the order of the page."""
    found: list[tuple[str, str]] = []
    for place, line in enumerate(sheet.lines, 1):
        line.error = faults.pop(f"paper_{place}", line.error)
        if line.error:
            found.append((f"#id_{line.key}_originals", f"{_short(line.name)}: {line.error}"))
    for name, words in faults.items():
        shown = SHOWN_AT.get(name, name)
        if shown in sheet.form.fields and shown not in ("procedure", "agency"):
            if words not in sheet.form.errors.get(shown, []):
                sheet.form.add_error(shown, words)
            found.insert(0, (f"#id_{shown}", words))
        else:
            found.insert(0, ("", words))
    return found


def _fee_is_told(sheet: Sheet) -> bool:
    """True when what is published says it all and nobody typed an amount or a ground: the boxes for them stay closed."""
    boxes = ("fee_charge", "fee_service", "fee_exempt_ground")
    if any(sheet.data.get(name) or sheet.form.errors.get(name) for name in boxes):
        return False
    if sheet.quote is None or sheet.data.get("fee_how") == "EXEMPT":
        return False
    return sheet.quote.state is FeeState.FREE or bool(intake_fees.options(sheet.quote))


def _short(name: str) -> str:
    return name if len(name) <= 60 else f"{name[:57]}…"


def _cases(sheet: Sheet) -> list[tuple[str, str]]:
    if len(sheet.cases) < 2:
        return []
    return [(str(one.ordinal), _case_words(one)) for one in sheet.cases]


def _case_words(one: ChannelTerms) -> str:
    about = one.description.strip(" -*+•\n")[:200]
    return f"{one.limit.words}: {about}" if about else one.limit.words


def _units(request: Request) -> list[tuple[str, str]]:
    units = sorted(request.actor.units(*SEATS))
    return [(str(unit_id), _name(unit_id)) for unit_id in units] if len(units) > 1 else []


def _name(unit_id: int) -> str:
    return office.unit(unit_id).name
