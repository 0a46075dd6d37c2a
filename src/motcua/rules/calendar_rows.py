"""Building a calendar from rows of text, as packs, imports and command lines hold them.

Reading files is done above; here only mappings of strings come in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from motcua.rules.sessions import (
    MINUTES_OF_WORKING_DAY,
    STANDARD_HOURS,
    InvalidSessions,
    OfficeHours,
    parse_day,
)
from motcua.rules.workdays import Calendar, Closure, DayKind, DayRow, Scope

VIETNAM_CULTURE_DAY = "24-11"
"""Switch of the rows for 24/11, off until the law is enacted (domain.md §3.3)."""


class InvalidRow(ValueError):
    """A row of a calendar cannot be used; the message names the row, the field and the reason."""


def day_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[DayRow, ...]:
    """Rows from mappings: date (ISO), kind, and optionally name, scope, sessions, basis, source, expected, switch.

    Raises InvalidRow at the first bad row, numbered from 1.
    """
    return tuple(_day_row(place, row) for place, row in enumerate(rows, 1))


def _day_row(place: int, row: Mapping[str, Any]) -> DayRow:
    try:
        sessions = row.get("sessions")
        return DayRow(
            on=_date(place, row, "date"),
            kind=_kind(place, row),
            name=str(row.get("name", "")),
            scope=_scope(place, row),
            sessions=parse_day(sessions) if sessions else None,
            basis=str(row.get("basis", "")),
            source=str(row.get("source", "")),
            expected=bool(row.get("expected", False)),
            switch=str(row.get("switch", "")),
        )
    except InvalidSessions as error:
        raise InvalidRow(f"Dòng lịch {place}, cột sessions: {error}") from error


def _date(place: int, row: Mapping[str, Any], field: str) -> date:
    try:
        return date.fromisoformat(str(row.get(field, "")))
    except ValueError:
        raise InvalidRow(
            f"Dòng lịch {place}, cột {field}: “{row.get(field, '')}” không phải ngày, hãy ghi dạng 2026-09-02."
        ) from None


def _kind(place: int, row: Mapping[str, Any]) -> DayKind:
    try:
        return DayKind(str(row.get("kind", "")))
    except ValueError:
        names = ", ".join(DayKind)
        raise InvalidRow(
            f"Dòng lịch {place}, cột kind: không có loại ngày “{row.get('kind', '')}”, dùng một trong {names}."
        ) from None


def _scope(place: int, row: Mapping[str, Any]) -> Scope:
    try:
        return Scope[str(row.get("scope", "national")).upper()]
    except KeyError:
        raise InvalidRow(
            f"Dòng lịch {place}, cột scope: không có phạm vi “{row['scope']}”, dùng national, province hoặc unit."
        ) from None


def closures(rows: Iterable[Mapping[str, Any]]) -> tuple[Closure, ...]:
    """Closures from mappings: from, to (ISO, included), suspends (true stops clocks), notice.

    Raises InvalidRow, also when ``to`` is before ``from``.
    """
    result = []
    for place, row in enumerate(rows, 1):
        first, last = _date(place, row, "from"), _date(place, row, "to")
        if last < first:
            raise InvalidRow(f"Dòng lịch {place}: ngày mở lại đứng trước ngày đóng cửa, hãy sửa cột to.")
        result.append(Closure(first, last, bool(row.get("suspends", False)), str(row.get("notice", ""))))
    return tuple(result)


def calendar_from_pack(
    pack: Mapping[str, Any],
    *,
    hours: tuple[OfficeHours, ...] = (STANDARD_HOURS,),
    more_rows: Iterable[DayRow] = (),
    closed: tuple[Closure, ...] = (),
    switches: Collection[str] = (),
    version: str | None = None,
    bound_by_swaps: bool = True,
    day_minutes: int = MINUTES_OF_WORKING_DAY,
) -> Calendar:
    """The calendar of one unit from the national pack (packs/calendars/national.json) and local additions.

    Rows with a switch apply only when their switch is among ``switches``. ``version`` names the result;
    without it, the pack's version and the switches that are on. Raises InvalidRow, KeyError for a pack
    without its fields.
    """
    rows = [row for row in day_rows(pack["rows"]) if not row.switch or row.switch in switches]
    first, last = pack["covers"]
    return Calendar(
        version=version or "+".join([str(pack["version"]), *sorted(switches)]),
        rows=(*rows, *more_rows),
        hours=hours,
        closures=closed,
        day_minutes=day_minutes,
        bound_by_swaps=bound_by_swaps,
        covers=(date.fromisoformat(first), date.fromisoformat(last)),
    )
