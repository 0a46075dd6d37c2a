"""Calendars of the tests: the national pack, read from the file that ships."""

import json
from functools import cache
from pathlib import Path

from motcua.rules.calendar_rows import calendar_from_pack, closures
from motcua.rules.sessions import CATALOGUE_HOURS, STANDARD_HOURS, OfficeHours, office_week
from motcua.rules.workdays import Calendar

PACK = json.loads((Path(__file__).parents[2] / "packs" / "calendars" / "national.json").read_text("utf-8"))
CASES = Path(__file__).parent / "cases"


@cache
def national(hours: OfficeHours = STANDARD_HOURS, *switches: str) -> Calendar:
    return calendar_from_pack(PACK, hours=(hours,), switches=switches)


STANDARD = national()
CATALOGUE = national(CATALOGUE_HOURS)
WITH_CULTURE_DAY = national(STANDARD_HOURS, "24-11")
SATURDAY_INTAKE = national(office_week("07:30-11:30, 13:00-17:00", saturday="07:30-11:30 intake"))


def closed_on(day: str, *, suspends: bool) -> Calendar:
    notice = {"from": day, "to": day, "suspends": suspends, "notice": "Thông báo 133/TB-UBND"}
    return calendar_from_pack(PACK, closed=closures([notice]), version="VN+đóng cửa")
