"""Office hours: which are in force, a change tried out on the running dossiers, then published as an edition."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.dossiers.queries.calendar_previews import CalendarPreview, preview_calendar
from motcua.apps.office import queries as office
from motcua.apps.office.actions import CalendarRefused
from motcua.apps.office.calendar_plans import edition_in_force, publish
from motcua.apps.office.week_plans import is_base, week_of, weeks_in_force
from motcua.rules.actors import Role
from motcua.rules.rights import NotAllowed
from motcua.rules.sessions import STANDARD_HOURS, parse_week
from motcua.web.desk.office_hours_form import OfficeHoursForm, first_values, week_words
from motcua.web.ui import refusals
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

DONE = (
    "Đã công bố lịch số {no}. Các hồ sơ đang giải quyết được tính lại ngày hẹn ngay sau đây; "
    "người nộp và nơi giữ hồ sơ được báo khi ngày hẹn thay đổi."
)


@officers(Role.ADMINISTRATOR, Role.TTHC_CONTROL)
def hours(request: Request) -> HttpResponse:
    """The hours in force; POST tries a change out (`do=xem`) or publishes it (`do=cong-bo`)."""
    rows = weeks_in_force()
    units = [("", "Mọi đơn vị (trừ đơn vị có giờ riêng)")]
    units += [(str(unit.pk), unit.name) for unit in office.units(request.at.date())]
    if request.method != "POST":
        form = OfficeHoursForm(initial=_first(request, rows, units), units=units)
        return _draw(request, rows, form, 200)
    form = OfficeHoursForm(request.POST, units=units)
    if not form.is_valid():
        return _draw(request, rows, form, 422)
    try:
        if request.POST.get("do") == "cong-bo":
            return _publish(request, form)
        return _draw(request, rows, form, 200, preview_calendar(form.plan(), request.actor))
    except CalendarRefused as fault:
        stale = "Vừa có lịch số" in str(fault)
        form.add_error("reason" if "lý do" in str(fault) else None, str(fault))
        return _draw(request, rows, form, 409 if stale else 422)
    except NotAllowed:
        return refusals.forbidden(request)


def _first(request: Request, rows: list[Any], units: list[tuple[str, str]]) -> dict[str, Any]:
    """The week in force for the unit asked for (`don_vi`), so that only what changes is typed."""
    asked = request.GET.get("don_vi", "")
    unit_id = int(asked) if asked in {value for value, _ in units if value} else None
    row = week_of(unit_id, rows, request.at.date())
    week = parse_week(row.week) if row else STANDARD_HOURS
    return {"edition": edition_in_force(), "week_unit": unit_id, **first_values(week)}


def _publish(request: Request, form: OfficeHoursForm) -> HttpResponse:
    data = form.cleaned_data
    edition = publish(
        form.plan(), reason=data["reason"], seen=data["edition"], actor=request.actor, at=request.at
    )
    messages.success(request, DONE.format(no=edition.no))
    return redirect("desk:office_hours")


def _draw(
    request: Request,
    rows: list[Any],
    form: OfficeHoursForm,
    status: int,
    preview: CalendarPreview | None = None,
) -> HttpResponse:
    ticked = set(request.POST.getlist("drop_weeks"))
    shown = {
        "form": form,
        "weeks": [
            (
                row,
                week_words(parse_week(row.week)),
                _season_words(row.season),
                is_base(row),
                str(row.pk) in ticked,
            )
            for row in rows
        ],
        "season_open": bool(form["season_from"].value() or form["season_to"].value()),
        "preview": preview,
        "edition": edition_in_force(),
    }
    return render(request, "desk/work/hours.html", shown, status=status)


def _season_words(season: Any) -> str:
    if not season:
        return ""
    (first_month, first_day), (last_month, last_day) = season
    return f"từ {first_day:02d}/{first_month:02d} đến {last_day:02d}/{last_month:02d} hằng năm"
