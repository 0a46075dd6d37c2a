"""The form of office hours: what is typed for each day becomes a week, and a week is said in words."""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from typing import Any

from django import forms

from motcua.apps.office.calendar_plans import CalendarPlan
from motcua.apps.office.week_plans import Season, WeekPlan
from motcua.rules.sessions import (
    WEEKDAY_KEYS,
    InvalidSessions,
    OfficeHours,
    Session,
    SessionKind,
    clock_text,
    parse_day,
    parse_week,
)
from motcua.web.desk.steps_form import TicksField, day, line, pick, words

DAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
PARTS = {"weekdays": "Thứ Hai đến thứ Sáu", "sat": "Thứ Bảy", "sun": "Chủ nhật"}
OVERRIDES = dict(zip(WEEKDAY_KEYS[:5], DAYS[:5], strict=True))
OFF = "nghỉ"
_DAY_MONTH = re.compile(r"^(\d{1,2})\s*[/\-. ]\s*(\d{1,2})$")
_HOUR, _WHOLE_HOUR = re.compile(r"\s*(?:giờ|h|H)\s*"), re.compile(r"h(?!\d)")
_TO, _AND = re.compile(r"\s*(?:đến|tới)\s*"), re.compile(r"\s*(?:;|\n|\bvà\b)\s*")


class OfficeHoursForm(forms.Form):
    """One row of office hours to add, rows to drop, and the document behind both."""

    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    drop_weeks = TicksField("Bỏ giờ làm việc")
    week_unit = pick("Áp dụng cho", "Chọn đơn vị.", look="select")
    name = line("Tên gọi", "Ví dụ: Giờ mùa hè", most=200)
    valid_from = day("Áp dụng từ ngày")
    valid_to = day("Đến hết ngày", "Để trống nếu áp dụng lâu dài", required="")
    season_from = line("Mùa bắt đầu", "Ngày/tháng, ví dụ 16/04", optional=True, width="5", most=10)
    season_to = line("Mùa kết thúc", "Ngày/tháng, ví dụ 15/10", optional=True, width="5", most=10)
    reason = words(
        "Văn bản quy định giờ làm việc", "Số, ngày, nơi ban hành; ghi vào lịch sử lịch.", rows=2, most=300
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.units = units
        self.fields["week_unit"].required = False
        self.fields["week_unit"].choices = units  # type: ignore[attr-defined]  # a field of `pick`
        for key, label in (PARTS | OVERRIDES).items():
            self.fields[key] = line(f"{label}: giờ làm việc", most=120)
            self.fields[f"{key}_intake"] = line(f"{label}: giờ chỉ nhận, trả hồ sơ", most=120)

    def rows(self, which: dict[str, str]) -> list[tuple[str, Any, Any]]:
        """(day, its working hours, its intake hours) for the template."""
        return [(label, self[key], self[f"{key}_intake"]) for key, label in which.items()]

    def parts(self) -> list[tuple[str, Any, Any]]:
        """The rows everybody fills in."""
        return self.rows(PARTS)

    def overrides(self) -> list[tuple[str, Any, Any]]:
        """The rows of weekdays that differ."""
        return self.rows(OVERRIDES)

    @property
    def has_overrides(self) -> bool:
        """True when a weekday of its own is filled in: the fold is open then."""
        return any(self[key].value() or self[f"{key}_intake"].value() for key in OVERRIDES)

    def clean(self) -> dict[str, Any]:
        """A row to add needs its name, first day and at least one working session; dropping alone needs none."""
        data = super().clean() or {}
        unit_id = data.get("week_unit")
        if unit_id is not None and str(unit_id) not in {str(value) for value, _ in self.units}:
            self.add_error("week_unit", "Đơn vị này không còn hoạt động. Chọn đơn vị khác.")
        if not data.get("valid_from"):
            if not data.get("drop_weeks") and "valid_from" not in self.errors:
                self.add_error("valid_from", "Nhập ngày bắt đầu áp dụng giờ mới.")
            return data
        if not data.get("name", "").strip():
            self.add_error("name", "Ghi tên gọi, ví dụ: Giờ mùa hè.")
        if data.get("valid_to") and data["valid_to"] < data["valid_from"]:
            self.add_error("valid_to", "Ngày cuối không thể trước ngày bắt đầu áp dụng.")
        data["season"] = self._season(data)
        data["week"] = self._week(data)
        return data

    def _season(self, data: dict[str, Any]) -> Season | None:
        first, last = data.get("season_from", "").strip(), data.get("season_to", "").strip()
        if not (first or last):
            return None
        ends = [self._day_month(name, text) for name, text in (("season_from", first), ("season_to", last))]
        return (ends[0], ends[1]) if ends[0] and ends[1] else None

    def _day_month(self, name: str, text: str) -> tuple[int, int] | None:
        found = _DAY_MONTH.match(text)
        try:
            day_of, month = (int(part) for part in found.groups()) if found else (0, 0)
            date(2024, month, day_of)  # a leap year: 29/02 is a day of a season
        except ValueError:
            self.add_error(name, "Nhập ngày và tháng, ví dụ 16/04. Mùa cần cả ngày bắt đầu và ngày kết thúc.")
            return None
        return month, day_of

    def _week(self, data: dict[str, Any]) -> dict[str, str]:
        week, usual = {}, ((), ())  # type: tuple[dict[str, str], tuple[tuple[Session, ...], tuple[Session, ...]]]
        for key in PARTS | OVERRIDES:
            if key in OVERRIDES and not (data.get(key) or data.get(f"{key}_intake")):
                continue
            found = self._sessions(key, data, usual if key in OVERRIDES else ((), ()))
            if key == "weekdays":
                usual = found
            week[key] = ", ".join(_text(one) for one in sorted((*found[0], *found[1])))
        if not self.errors and not any(
            one.kind is SessionKind.WORK for sessions in parse_week(week).week for one in sessions
        ):
            self.add_error(
                "weekdays", "Ghi ít nhất một buổi làm việc trong tuần, ví dụ 07:30-11:30, 13:00-17:00."
            )
        return week

    def _sessions(
        self, key: str, data: dict[str, Any], usual: tuple[tuple[Session, ...], tuple[Session, ...]]
    ) -> tuple[tuple[Session, ...], tuple[Session, ...]]:
        """Working and intake sessions of one day; a weekday left empty keeps the usual ones."""
        work = self._typed(key, data.get(key, ""), SessionKind.WORK, usual[0])
        intake = self._typed(f"{key}_intake", data.get(f"{key}_intake", ""), SessionKind.INTAKE, usual[1])
        try:
            parse_day([_text(one) for one in (*work, *intake)])
        except InvalidSessions as fault:
            self.add_error(f"{key}_intake", str(fault))
        return work, intake

    def _typed(
        self, name: str, text: str, kind: SessionKind, usual: tuple[Session, ...]
    ) -> tuple[Session, ...]:
        if not text.strip():
            return usual
        if text.strip().lower() == OFF:
            return ()
        try:
            found = parse_day(_read(text))
        except InvalidSessions as fault:
            self.add_error(name, str(fault))
            return ()
        return tuple(Session(one.opens, one.closes, kind) for one in found)

    def plan(self) -> CalendarPlan:
        """The change as the action takes it."""
        data = self.cleaned_data
        weeks: tuple[WeekPlan, ...] = ()
        if data["valid_from"]:
            weeks = (
                WeekPlan(
                    name=data["name"].strip(),
                    week=data["week"],
                    valid_from=data["valid_from"],
                    valid_to=data["valid_to"],
                    season=data["season"],
                    unit_id=data["week_unit"],
                ),
            )
        return CalendarPlan(weeks=weeks, drop_weeks=data["drop_weeks"])


def first_values(hours: OfficeHours) -> dict[str, str]:
    """What the form shows for hours in force: the week of Monday, then the days that differ."""
    shown = {}
    days = dict(zip(WEEKDAY_KEYS, hours.week, strict=True))
    for key in PARTS | OVERRIDES:
        sessions = days["mon" if key == "weekdays" else key]
        if key in OVERRIDES and sessions == days["mon"]:
            continue
        for name, kind in ((key, SessionKind.WORK), (f"{key}_intake", SessionKind.INTAKE)):
            texts = [
                f"{clock_text(one.opens)}-{clock_text(one.closes)}" for one in sessions if one.kind is kind
            ]
            shown[name] = ", ".join(texts) or (OFF if key in OVERRIDES else "")
    return shown


def week_words(hours: OfficeHours) -> list[str]:
    """A week in lines: “Thứ Hai đến thứ Sáu: 07:30-11:30, 13:00-17:00”; days without sessions are left out."""
    found = []
    for sessions, run in groupby(zip(DAYS, hours.week, strict=True), key=lambda pair: pair[1]):
        names = [name for name, _ in run]
        if not sessions:
            continue
        span = names[0] if len(names) == 1 else f"{names[0]} đến {names[-1][0].lower()}{names[-1][1:]}"
        times = ", ".join(_words(one) for one in sessions)
        found.append(f"{span}: {times}")
    return found


def _read(text: str) -> str:
    """What people write for sessions as `rules.sessions` reads it: 7 giờ 30 đến 11h → 7h30-11h00."""
    return _AND.sub(", ", _WHOLE_HOUR.sub("h00", _HOUR.sub("h", _TO.sub("-", text))))


def _text(one: Session) -> str:
    mark = " intake" if one.kind is SessionKind.INTAKE else ""
    return f"{clock_text(one.opens)}-{clock_text(one.closes)}{mark}"


def _words(one: Session) -> str:
    mark = " (chỉ nhận, trả hồ sơ)" if one.kind is SessionKind.INTAKE else ""
    return f"{clock_text(one.opens)}–{clock_text(one.closes)}{mark}"
