"""An office from packs: agencies, units, centres, officers, seats, working time. Loading twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from motcua.apps.office.actions import load_calendar
from motcua.apps.office.models import (
    Agency,
    CalendarEdition,
    Counter,
    Officer,
    Posting,
    ServiceCenter,
    Unit,
    WorkingWeek,
)
from motcua.rules.actors import Actor

T = TypeVar("T")
_DATES = ("valid_from", "valid_to")


class OfficePackFault(ValueError):
    """The pack names something it does not define; the message says what."""


@transaction.atomic
def load_office(pack: Mapping[str, Sequence[Mapping[str, Any]]], *, password: str | None = None) -> int:
    """Create or bring up to date what the pack holds; the number of rows it names.

    `password` is given to new demo officers; without it they cannot sign in. Raises OfficePackFault.
    """
    agencies = _agencies(pack.get("agencies", ()))
    units = _units(pack.get("units", ()), agencies)
    counters = _centers(pack.get("centers", ()), units, agencies)
    for row in pack.get("officers", ()):
        _officer(row, units, counters, password)
    return sum(len(rows) for rows in pack.values())


def load_working_time(
    days: Mapping[str, Any], hours: Mapping[str, Any], *, actor: Actor, at: datetime
) -> CalendarEdition | None:
    """Bring national days and the common office hours into the calendar; None when nothing differs.

    `hours` is `{"weeks": [{"name", "week", "source"}]}` and counts only while no common hours are known.
    Raises NotAllowed, InvalidRow.
    """
    weeks = [
        WorkingWeek(name=row["name"], week=row["week"], source=row["source"])
        for row in hours.get("weeks", ())
    ]
    return load_calendar(days, weeks, actor=actor, at=at)


def _agencies(rows: Sequence[Mapping[str, Any]]) -> dict[str, Agency]:
    found: dict[str, Agency] = {}
    for row in rows:
        fields = _dated(row, leave=("code", "parent", "successor"))
        fields["parent"] = _known(found, row["parent"], "cơ quan") if row.get("parent") else None
        found[row["code"]], _ = Agency.objects.update_or_create(code=row["code"], defaults=fields)
    for row in rows:
        if row.get("successor"):
            agency = found[row["code"]]
            agency.successor = _known(found, row["successor"], "cơ quan kế thừa")
            agency.save(update_fields=["successor"])
    return found


def _units(rows: Sequence[Mapping[str, Any]], agencies: Mapping[str, Agency]) -> dict[str, Unit]:
    found: dict[str, Unit] = {}
    for row in rows:
        fields = _dated(row, leave=("code", "agency"))
        fields["agency"] = _known(agencies, row["agency"], "cơ quan")
        found[row["code"]], _ = Unit.objects.update_or_create(code=row["code"], defaults=fields)
    return found


def _centers(
    rows: Sequence[Mapping[str, Any]], units: Mapping[str, Unit], agencies: Mapping[str, Agency]
) -> dict[tuple[str, int], Counter]:
    counters: dict[tuple[str, int], Counter] = {}
    for row in rows:
        unit = _known(units, row["unit"], "đơn vị")
        fields = {key: value for key, value in row.items() if key not in ("unit", "agencies", "counters")}
        center, _ = ServiceCenter.objects.update_or_create(unit=unit, defaults=fields)
        center.agencies.set([_known(agencies, code, "cơ quan") for code in row.get("agencies", ())])
        for desk in row.get("counters", ()):
            counter, _ = Counter.objects.update_or_create(
                center=center, number=desk["number"], defaults={"name": desk["name"]}
            )
            counters[row["unit"], desk["number"]] = counter
    return counters


def _officer(
    row: Mapping[str, Any],
    units: Mapping[str, Unit],
    counters: Mapping[tuple[str, int], Counter],
    password: str | None,
) -> None:
    fields = {key: row.get(key, "") for key in ("full_name", "title", "email", "phone")}
    officer = Officer.objects.filter(username=row["username"]).first()
    if officer is None:
        is_demo = bool(row.get("demo"))
        officer = Officer.objects.create_officer(
            row["username"], password if is_demo else None, is_demo=is_demo, **fields
        )
    else:
        Officer.objects.filter(pk=officer.pk).update(**fields)
    for seat in row["postings"]:
        Posting.objects.update_or_create(
            officer=officer,
            unit=_known(units, seat["unit"], "đơn vị"),
            role=seat["role"],
            valid_from=date.fromisoformat(seat["valid_from"]),
            defaults={
                "valid_to": date.fromisoformat(seat["valid_to"]) if seat.get("valid_to") else None,
                "counter": counters.get((seat["unit"], seat.get("counter", 0))),
            },
        )


def _dated(row: Mapping[str, Any], *, leave: Sequence[str]) -> dict[str, Any]:
    fields = {key: value for key, value in row.items() if key not in leave}
    for key in _DATES:
        if fields.get(key):
            fields[key] = date.fromisoformat(fields[key])
    return fields


def _known(found: Mapping[str, T], code: str, what: str) -> T:
    if code not in found:
        raise OfficePackFault(f"Bộ dữ liệu cơ quan nhắc tới {what} «{code}» nhưng không khai báo.")
    return found[code]
