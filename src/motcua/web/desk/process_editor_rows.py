"""What the buttons of the editor do to the sheet: add, move, remove a row, put it back; add and drop its parts. Pure.

Keys of rows never change, so a jump or a «send back» stays with its row wherever the row goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from motcua.rules.process import END, TimerKind, TimerStart
from motcua.web.desk.process_editor_form import MOST_IN_LIST, MOST_ROWS
from motcua.web.desk.process_editor_sheet import FOLLOWING, LISTS, Row, Sheet, blank, way

NewKey = Callable[[], str]


@dataclass
class Effect:
    """Where the officer goes on: the row and the field with the focus; a removed row that can come back; a sentence."""

    row: str = ""
    field: str = ""
    removed: dict[str, Any] | None = None
    sentence: str = ""


def apply(sheet: Sheet, op: str, new_key: NewKey) -> Effect:
    """Do what a button says: `add:<row>`, `up:<row>`, `way_if:<row>`, `drop:<row>:ways:0:when:1` … An unknown button or row
    changes nothing."""
    verb, _, rest = op.partition(":")
    key, _, path = rest.partition(":")
    if verb == "add":
        return _add(sheet, key, new_key)
    if sheet.at(key) < 0 or verb not in _VERBS:
        return Effect()
    return _VERBS[verb](sheet, key, path, new_key)


def _add(sheet: Sheet, after: str, new_key: NewKey) -> Effect:
    """A row after `after`; at the end when that is no row; before everything when it is «first»."""
    if len(sheet.rows) >= MOST_ROWS:
        return Effect(after, "name", sentence=f"Một quy trình có nhiều nhất {MOST_ROWS} bước.")
    place = 0 if after == "first" else (sheet.at(after) + 1 or len(sheet.rows))
    row = blank(new_key())
    sheet.rows.insert(place, row)
    return Effect(row["key"], "name")


def _move(sheet: Sheet, key: str, by: int) -> Effect:
    at = sheet.at(key)
    to = min(max(at + by, 0), len(sheet.rows) - 1)
    sheet.rows.insert(to, sheet.rows.pop(at))
    return Effect(key, "up" if by < 0 else "down")


def _remove(sheet: Sheet, key: str) -> Effect:
    """Take the row out. What led to it goes on as it went on; sending back to it ends. All is noted, to be undone."""
    at = sheet.at(key)
    before = _links(sheet)
    row = sheet.rows.pop(at)
    onward = next((one["next"] for one in row["ways"] if not one["when"]), FOLLOWING)
    if onward == FOLLOWING:
        onward = sheet.rows[at]["key"] if at < len(sheet.rows) else END
    for other in sheet.rows:
        other["back"] = "" if other["back"] == key else other["back"]
        for one in other["ways"]:
            if one["next"] == key:
                one["next"] = FOLLOWING if onward == other["key"] else onward
    neighbour = sheet.rows[min(at, len(sheet.rows) - 1)]["key"] if sheet.rows else ""
    after = _links(sheet)
    links = [[*name, before[name], then] for name, then in after.items() if name in before]
    return Effect(neighbour, "name", {"row": row, "at": at, "links": links})


def _links(sheet: Sheet) -> dict[tuple[str, int], str]:
    """Where every way (by its number) and every «send back» (-1) of the rows leads."""
    found: dict[tuple[str, int], str] = {}
    for row in sheet.rows:
        found[row["key"], -1] = row["back"]
        for place, one in enumerate(row["ways"]):
            found[row["key"], place] = _leads_to(sheet, row, one["next"])
    return found


def put_back(sheet: Sheet, removed: dict[str, Any]) -> Effect:
    """Put a removed row back where it was; links that nobody has changed since lead where they led before."""
    row: Row = removed["row"]
    if sheet.at(row["key"]) >= 0 or len(sheet.rows) >= MOST_ROWS:
        return Effect(row["key"], "name")
    now = _links(sheet)
    for key, place, before, after in removed["links"]:
        if now.get((key, place)) != after or (sheet.at(before) < 0 and before not in ("", END, row["key"])):
            continue
        other = sheet.rows[sheet.at(key)]
        if place < 0:
            other["back"] = before
        else:
            other["ways"][place]["next"] = before
    sheet.rows.insert(min(removed["at"], len(sheet.rows)), row)
    return Effect(row["key"], "name")


def _leads_to(sheet: Sheet, row: Row, aim: str) -> str:
    """The key of the row that a way leads to."""
    if aim != FOLLOWING:
        return aim
    at = sheet.at(row["key"]) + 1
    return str(sheet.rows[at]["key"]) if at < len(sheet.rows) else END


def _clause() -> Row:
    return {"given": "applicant_kind", "op": "=", "value": "CITIZEN", "was": "applicant_kind"}


def _way_if(sheet: Sheet, key: str, path: str, new_key: NewKey) -> Effect:
    ways = sheet.rows[sheet.at(key)]["ways"]
    place = next((number for number, one in enumerate(ways) if not one["when"]), len(ways))
    ways.insert(place, way(new_key()) | {"when": [_clause()]})
    return Effect(key, f"ways.{place}.when.0.given")


def _way_pick(sheet: Sheet, key: str, path: str, new_key: NewKey) -> Effect:
    ways = sheet.rows[sheet.at(key)]["ways"]
    ways.append(way(new_key()))
    return Effect(key, f"ways.{len(ways) - 1}.label")


def _when(sheet: Sheet, key: str, path: str, new_key: NewKey) -> Effect:
    found = _list_at(sheet, key, f"{path}:when")
    if found is None:
        return Effect(key)
    found.append(_clause())
    return Effect(key, f"{path.replace(':', '.')}.when.{len(found) - 1}.given")


def _part(name: str, first: str, made: Callable[[Row, NewKey], Row]) -> Callable[..., Effect]:
    def add(sheet: Sheet, key: str, path: str, new_key: NewKey) -> Effect:
        row = sheet.rows[sheet.at(key)]
        if len(row[name]) < MOST_IN_LIST:
            row[name].append(made(row, new_key))
        return Effect(key, f"{name}.{len(row[name]) - 1}.{first}")

    return add


def _new_ask(row: Row, new_key: NewKey) -> Row:
    return {
        "unit": "",
        "question": "",
        "days": "1" if row["days"] in ("1", "1,5") else "2",
        "key": new_key(),
        "when": [],
    }


def _new_timer(row: Row, new_key: NewKey) -> Row:
    start = TimerStart.AFTER_DUE if row["days"] else TimerStart.OPENED
    return {
        "kind": str(TimerKind.REMIND),
        "days": "0" if row["days"] else "1",
        "start": str(start),
        "propose": "",
    }


def _new_question(row: Row, new_key: NewKey) -> Row:
    return {"label": "", "kind": "YES_NO", "choices": "", "values": "", "unit": "", "key": new_key()}


def _list_at(sheet: Sheet, key: str, path: str) -> list[Row] | None:
    """The list named by `ways`, `asks:0:when` … of a row; None for a name that is none."""
    name, *deeper = path.split(":")
    if name not in LISTS:
        return None
    found: list[Row] = sheet.rows[sheet.at(key)][name]
    if not deeper:
        return found
    if len(deeper) != 2 or deeper[1] != "when" or not deeper[0].isdecimal() or int(deeper[0]) >= len(found):
        return None
    return found[int(deeper[0])].get("when")


def _drop(sheet: Sheet, key: str, path: str, new_key: NewKey) -> Effect:
    """Drop one entry of a list; the last way of a step stays, for every step leads on."""
    where, _, place = path.rpartition(":")
    found = _list_at(sheet, key, where)
    if found is None or not place.isdecimal() or int(place) >= len(found):
        return Effect(key)
    if where == "ways" and len(found) == 1:
        return Effect(key, "ways", sentence="Mỗi bước phải còn ít nhất một hướng đi.")
    del found[int(place)]
    return Effect(key, where.split(":")[0])


_VERBS: dict[str, Callable[..., Effect]] = {
    "up": lambda sheet, key, path, new_key: _move(sheet, key, -1),
    "down": lambda sheet, key, path, new_key: _move(sheet, key, 1),
    "del": lambda sheet, key, path, new_key: _remove(sheet, key),
    "way_if": _way_if,
    "way_pick": _way_pick,
    "when": _when,
    "ask": _part("asks", "unit", _new_ask),
    "timer": _part("timers", "kind", _new_timer),
    "question": _part("questions", "label", _new_question),
    "drop": _drop,
}
