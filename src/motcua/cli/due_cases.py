"""One case of `motcua due`: the JSON mapping in, the rules asked, the JSON mapping out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from motcua.rules.calendar_rows import calendar_from_pack, closures, day_rows
from motcua.rules.deadlines import (
    Calendar,
    ClockEvent,
    Due,
    Happening,
    HourReading,
    Limit,
    Policy,
    RuleSet,
    SupplementPolicy,
    TraceLine,
    Unit,
    rule_set_for,
    rule_set_named,
    run,
)
from motcua.rules.sessions import CATALOGUE_HOURS, MINUTES_OF_WORKING_DAY, OfficeHours, parse_week

VIETNAM = timezone(timedelta(hours=7))
_UNITS = {unit.label: unit.value for unit in Unit} | {unit.value: unit.value for unit in Unit}


class BadCase(ValueError):
    """A case that cannot be read; the message says which field and what to write."""


class Desk:
    """The calendars asked for so far, so that thousands of lines read the pack once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._packs: dict[str, Mapping[str, Any]] = {}
        self._calendars: dict[str, Calendar] = {}

    def calendar(self, named: Any, sessions: Any) -> Calendar:
        """The calendar of a case. Raises BadCase and the errors of the rules."""
        key = json.dumps([named, sessions], default=str, sort_keys=True)
        if key not in self._calendars:
            hours = CATALOGUE_HOURS if sessions is None else parse_week(sessions)
            self._calendars[key] = self._build(named, hours)
        return self._calendars[key]

    def _build(self, named: Any, hours: OfficeHours) -> Calendar:
        wanted = {"name": named} if isinstance(named, str) else named
        wanted = {"rows": wanted} if isinstance(wanted, list) else wanted or {}
        if not isinstance(wanted, Mapping):
            raise BadCase("calendar phải là tên lịch, một danh sách dòng, hoặc một đối tượng JSON.")
        switches = wanted.get("switches") or []
        if not isinstance(switches, list):
            raise BadCase('calendar.switches phải là danh sách tên, ví dụ ["24-11"].')
        minutes = wanted.get("day_minutes", MINUTES_OF_WORKING_DAY)
        if not isinstance(minutes, int) or not 0 < minutes <= 1440:
            raise BadCase("calendar.day_minutes phải là số phút của một ngày làm việc, ví dụ 480.")
        return calendar_from_pack(
            self._pack(str(wanted.get("name", "national"))),
            hours=(hours,),
            more_rows=day_rows(_mappings(wanted, "rows")),
            closed=closures(_mappings(wanted, "closures")),
            switches=[str(name) for name in switches],
            version=str(wanted["version"]) if wanted.get("version") else None,
            bound_by_swaps=bool(wanted.get("bound_by_swaps", True)),
            day_minutes=minutes,
        )

    def _pack(self, name: str) -> Mapping[str, Any]:
        if name not in self._packs:
            path = self._folder / f"{name}.json"
            if path.parent != self._folder or not path.is_file():
                raise BadCase(f"không có lịch “{name}” trong thư mục {self._folder}.")
            self._packs[name] = json.loads(path.read_text("utf-8"))
        return self._packs[name]


def answer(case: Mapping[str, Any], desk: Desk) -> dict[str, Any]:
    """The answer to one case. Raises BadCase and the errors of the rules, all ValueError in Vietnamese."""
    received_at = _moment(case, "received_at")
    calendar = desk.calendar(case.get("calendar"), case.get("sessions"))
    rules = (
        rule_set_named(str(case["rules"]).upper()) if case.get("rules") else rule_set_for(received_at.date())
    )
    counts_from = _moment(case, "counts_from") if case.get("counts_from") else None
    events = [ClockEvent(Happening.STARTED, received_at, _limit(case)), *_pauses(case, rules)]
    state = run(events, calendar, Policy(rules, counts_from, str(case.get("counts_from_why", ""))))
    return _shown(case.get("id"), state.due, paused=state.paused_at is not None)


def _mappings(wanted: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    rows = wanted.get(field) or []
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise BadCase(f"calendar.{field} phải là danh sách các đối tượng JSON.")
    return rows


def _moment(case: Mapping[str, Any], field: str) -> datetime:
    """A moment in Vietnamese civil time; a time zone in the text is converted."""
    text = case.get(field)
    try:
        at = datetime.fromisoformat(text) if isinstance(text, str) and len(text) > 10 else None
    except ValueError:
        at = None
    if at is None:
        raise BadCase(
            f"{field} phải là ngày giờ, ví dụ 2026-03-02T09:15; đã nhận {json.dumps(text, default=str)}."
        )
    return at.astimezone(VIETNAM).replace(tzinfo=None) if at.tzinfo else at


def _limit(case: Mapping[str, Any]) -> Limit:
    written = str(case.get("limit_unit", "")).strip()
    unit = _UNITS.get(written.upper()) or _UNITS.get(written.lower(), written)
    value = case.get("limit_value")
    if unit in Unit.__members__ and Unit(unit).has_value and value is None:
        raise BadCase("thiếu limit_value: hãy ghi thời hạn, ví dụ 5.")
    try:
        reading = HourReading(str(case.get("hour_reading", HourReading.WORKING)))
    except ValueError:
        raise BadCase("hour_reading phải là working (giờ làm việc) hoặc civil (giờ liên tục).") from None
    if written.lower() == Unit.HOUR.label:
        reading = (
            HourReading.CIVIL
        )  # "giờ" in the words of the law is the plain hour; HOUR is the catalogue's
    return Limit.from_catalogue(value, unit, reading)


def _pauses(case: Mapping[str, Any], rules: RuleSet) -> list[ClockEvent]:
    """Pairs of events; a pause without ``to`` is still open and must be the last."""
    events = []
    pauses = case.get("pauses") or []
    if not isinstance(pauses, list) or not all(isinstance(pause, Mapping) for pause in pauses):
        raise BadCase("pauses phải là danh sách các đoạn {from, to}.")
    for pause in pauses:
        why = str(pause.get("reason", ""))
        events.append(ClockEvent(Happening.PAUSED, _moment(pause, "from"), why=why))
        if pause.get("to"):
            restarts = _policy(pause, rules) is SupplementPolicy.RESTART
            back = Happening.RESTARTED if restarts else Happening.RESUMED
            events.append(ClockEvent(back, _moment(pause, "to"), why=why))
    return events


def _policy(pause: Mapping[str, Any], rules: RuleSet) -> SupplementPolicy:
    """The policy written in the pause; a supplement follows the rule set, anything else pauses."""
    written = pause.get("policy")
    if written is None:
        return rules.supplement_policy if pause.get("reason") == "supplement" else SupplementPolicy.PAUSE
    try:
        return SupplementPolicy(str(written).upper())
    except ValueError:
        raise BadCase(f"pauses.policy không có giá trị “{written}”: dùng PAUSE hoặc RESTART.") from None


def _shown(name: Any, due: Due, *, paused: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": name,
        "due_at": f"{due.on.isoformat()}T{due.clock}" if due.on else None,
        "due_on": due.on.isoformat() if due.on else None,
        "nominal_on": due.nominal_on.isoformat() if due.nominal_on else None,
        "start_at": due.start_at.isoformat(timespec="minutes"),
        "due_text": due.text,
        "rules": due.rule_set,
        "calendar": due.calendar_version,
        "trace": [_line(line) for line in due.trace],
    }
    if due.warnings:
        found["warnings"] = list(due.warnings)
    if paused:
        found["paused"] = True
    return found


def _line(line: TraceLine) -> dict[str, Any]:
    return {
        "on": line.on.isoformat(),
        "counted": line.counted,
        "event": line.is_event,
        "why": line.why,
        "basis": line.basis,
        "minutes": line.minutes,
        "total": line.total,
    }
