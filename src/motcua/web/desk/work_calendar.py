"""The working calendar: a year's days, a change tried out on the running dossiers, then published as an edition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from motcua.apps.dossiers.queries.calendar_previews import CalendarPreview, preview_calendar
from motcua.apps.office import queries as office
from motcua.apps.office.actions import CalendarRefused
from motcua.apps.office.calendar_plans import CalendarPlan, ClosurePlan, DayPlan, publish, year
from motcua.rules.actors import Role
from motcua.rules.rights import NotAllowed
from motcua.web.desk.steps_form import TicksField, choice, day, line, pick, tick, words
from motcua.web.ui import refusals
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

KINDS = (
    ("holiday", "Nghỉ lễ, tết"),
    ("compensatory", "Nghỉ bù"),
    ("swapped_off", "Nghỉ do hoán đổi"),
    ("made_up", "Làm bù (ngày nghỉ thành ngày làm việc)"),
)
KIND_WORDS = dict(KINDS) | {"work": "Làm việc", "rest": "Nghỉ"}
SWITCH_WORDS = {"24-11": "Nghỉ ngày 24/11 (Ngày Văn hóa Việt Nam)"}


class CalendarForm(forms.Form):
    """One edition: a day or a closure to add, rows to drop, switches, and the document behind it."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    drop_days = TicksField("Bỏ các ngày")
    drop_closures = TicksField("Bỏ các đợt tạm nghỉ")
    on = day("Ngày")
    kind = choice("Loại ngày", "Chọn loại ngày.", KINDS, look="select")
    name = line("Tên gọi", "Ví dụ: Nghỉ bão số 5", optional=True)
    basis = line("Căn cứ ghi cho người dân", "Ví dụ: Công văn số …", optional=True)
    day_unit = pick("Áp dụng cho", "Chọn đơn vị.", look="select")
    first_on = day("Từ ngày")
    last_on = day("Đến hết ngày")
    suspends = tick("Thông báo có dừng tính thời hạn giải quyết")
    notice = line("Thông báo tạm nghỉ", "Số, ngày của thông báo", optional=True)
    closed_unit = pick("Đơn vị tạm nghỉ", "Chọn đơn vị.", look="select")
    reason = words(
        "Lý do và số văn bản làm căn cứ", "Ghi vào lịch sử các lần công bố lịch.", rows=2, most=300
    )

    def __init__(
        self, *args: Any, units: list[tuple[str, str]], switches: dict[str, bool], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        for name in ("kind", "day_unit", "closed_unit"):
            self.fields[name].required = False
        for name in ("day_unit", "closed_unit"):
            self.fields[name].choices = units  # type: ignore[attr-defined]  # a field of `pick`
        self.switches = switches
        for name, is_on in switches.items():
            label = SWITCH_WORDS.get(name, name)
            self.fields[f"switch_{name}"] = tick(label)
            self.fields[f"switch_{name}"].initial = is_on

    def clean(self) -> dict[str, Any]:
        """A day needs its kind and name, a closure both ends and its notice."""
        data = super().clean() or {}
        if data.get("on"):
            if data.get("kind") not in dict(KINDS):
                self.add_error("kind", "Chọn loại ngày.")
            if not data.get("name", "").strip():
                self.add_error("name", "Ghi tên gọi của ngày, ví dụ: Nghỉ bão số 5.")
        elif data.get("name", "").strip() and "on" not in self.errors:
            self.add_error("on", "Nhập ngày cần thêm.")
        self._check_closure(data)
        return data

    def _check_closure(self, data: dict[str, Any]) -> None:
        first, last = data.get("first_on"), data.get("last_on")
        if bool(first) != bool(last) and not {"first_on", "last_on"} & set(self.errors):
            self.add_error(
                "last_on" if first else "first_on", "Nhập cả ngày đầu và ngày cuối của đợt tạm nghỉ."
            )
        if first and last:
            if last < first:
                self.add_error("last_on", "Ngày cuối không thể trước ngày đầu.")
            if not data.get("notice", "").strip():
                self.add_error("notice", "Ghi số, ngày của thông báo tạm nghỉ.")

    def plan(self) -> CalendarPlan:
        """The change as the action takes it."""
        data = self.cleaned_data
        days: tuple[DayPlan, ...] = ()
        closures: tuple[ClosurePlan, ...] = ()
        if data["on"]:
            days = (DayPlan(data["on"], data["kind"], data["name"].strip(), data["basis"], data["day_unit"]),)
        if data["first_on"]:
            closures = (
                ClosurePlan(
                    data["first_on"], data["last_on"], data["suspends"], data["notice"], data["closed_unit"]
                ),
            )
        turned = {
            name: data[f"switch_{name}"]
            for name, was in self.switches.items()
            if data[f"switch_{name}"] != was
        }
        return CalendarPlan(
            days=days,
            closures=closures,
            drop_days=data["drop_days"],
            drop_closures=data["drop_closures"],
            switch_on=[name for name, is_on in turned.items() if is_on],
            switch_off=[name for name, is_on in turned.items() if not is_on],
        )


@officers(Role.ADMINISTRATOR, Role.TTHC_CONTROL)
def calendar(request: Request) -> HttpResponse:
    """The year; POST tries a change out (`do=xem`) or publishes it (`do=cong-bo`)."""
    shown_year = _year_of(request)
    found = year(shown_year)
    units = [("", "Mọi đơn vị"), *((unit.pk, unit.name) for unit in office.units(request.at.date()))]
    given: dict[str, Any] = {"units": units, "switches": found.switches}
    if request.method != "POST":
        form = CalendarForm(initial={"edition": found.edition}, **given)
        return _draw(request, shown_year, found, form, 200)
    form = CalendarForm(request.POST, **given)
    if not form.is_valid():
        return _draw(request, shown_year, found, form, 422)
    try:
        if request.POST.get("do") == "cong-bo":
            return _publish(request, shown_year, form)
        return _draw(request, shown_year, found, form, 200, preview_calendar(form.plan(), request.actor))
    except CalendarRefused as fault:
        stale = "Vừa có lịch số" in str(fault)
        form.add_error("reason" if "lý do" in str(fault) else None, str(fault))
        return _draw(request, shown_year, found, form, 409 if stale else 422)
    except NotAllowed:
        return refusals.forbidden(request)


def _publish(request: Request, shown_year: int, form: CalendarForm) -> HttpResponse:
    data = form.cleaned_data
    edition = publish(
        form.plan(), reason=data["reason"], seen=data["edition"], actor=request.actor, at=request.at
    )
    messages.success(
        request,
        f"Đã công bố lịch số {edition.no}. Các hồ sơ đang giải quyết được tính lại ngày hẹn ngay sau đây; "
        "người nộp và nơi giữ hồ sơ được báo khi ngày hẹn thay đổi.",
    )
    return redirect(f"/desk/lich?nam={shown_year}")


def _year_of(request: Request) -> int:
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else request.at.date().year


def _draw(
    request: Request,
    shown_year: int,
    found: Any,
    form: CalendarForm,
    status: int,
    preview: CalendarPreview | None = None,
) -> HttpResponse:
    off = {name for name, is_on in found.switches.items() if not is_on}
    ticked = set(request.POST.getlist("drop_days"))
    ticked_closures = set(request.POST.getlist("drop_closures"))
    shown = {
        "form": form,
        "year": shown_year,
        "found": found,
        "days": [
            (row, KIND_WORDS.get(row.kind, row.kind), row.switch in off, str(row.pk) in ticked)
            for row in found.days
        ],
        "closures": [(row, str(row.pk) in ticked_closures) for row in found.closures],
        "switches": [form[f"switch_{name}"] for name in found.switches],
        "preview": preview,
    }
    return render(request, "desk/work/calendar.html", shown, status=status)
