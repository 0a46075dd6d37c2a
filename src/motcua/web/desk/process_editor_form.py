"""From what the editor's page posts to the sheet, and from the sheet to a process body. Pure.

Field names: `step` (hidden, once a row, in order), `s.<row>.<field>`, `s.<row>.<list>.<n>.<field>`,
`s.<row>.<list>.<n>.when.<m>.<field>`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from motcua.rules.actors import Role
from motcua.rules.folding import fold
from motcua.rules.process import END, TAKES, Given, GivenKind, Place, TimerKind, TimerStart
from motcua.rules.process.conditions import OPERATORS, ORDERED, stored
from motcua.rules.process.definition import PROPOSABLE
from motcua.rules.process.inferring import infer
from motcua.rules.process.sheet_words import read_time
from motcua.web.desk.process_editor_sheet import (
    CLAUSE,
    FIELDS,
    FOLLOWING,
    GUARDED,
    HEADS,
    LISTS,
    NEW,
    Row,
    Sheet,
    choices_of,
)

MOST_ROWS = 60
MOST_IN_LIST = 20
LONGEST = {"name": 300, "product": 300, "position": 100, "label": 200, "question": 1000, "unit": 300}
LONGEST_TEXT = 5000
_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")


def read_sheet(posted: Mapping[str, str], order: Iterable[str]) -> Sheet:
    """The sheet as typed. Names that are no field of the page are passed over."""
    keys = list(dict.fromkeys(key for key in order if _KEY.fullmatch(key)))[:MOST_ROWS]
    texts = {name: posted.get(name, "").replace("\r\n", "\n") for name in HEADS}
    return Sheet(texts, [_settled(_read_row(posted, key)) for key in keys])


def _read_row(posted: Mapping[str, str], key: str) -> Row:
    row: Row = {"key": key} | {name: posted.get(f"s.{key}.{name}", "").strip() for name in FIELDS}
    for name, fields in LISTS.items():
        row[name] = _read_list(posted, f"s.{key}.{name}", fields, guarded=name in GUARDED)
    return row


def _read_list(
    posted: Mapping[str, str], prefix: str, fields: tuple[str, ...], *, guarded: bool = False
) -> list[Row]:
    found: list[Row] = []
    for place in range(MOST_IN_LIST):
        at = f"{prefix}.{place}"
        if not any(f"{at}.{name}" in posted for name in fields):
            break
        one: Row = {name: posted.get(f"{at}.{name}", "").replace("\r\n", "\n").strip() for name in fields}
        if guarded:
            one["when"] = _read_list(posted, f"{at}.when", CLAUSE)
        found.append(one)
    return found


def _settled(row: Row) -> Row:
    """A new row whose work nobody chose gets the work its name says."""
    row["name"] = " ".join(row["name"].split())
    untouched = all(row[name] == value for name, value in NEW.items())
    guess = infer(row["name"]) if row["fresh"] and row["name"] and untouched else None
    if guess:
        row["take"], row["by"], row["at"] = guess[0], str(guess[1]), str(guess[2])
        if guess[0] == "deliver" and [one["next"] for one in row["ways"]] == [FOLLOWING]:
            row["ways"][0]["next"] = END
    return row


@dataclass
class Reading:
    """What became of a sheet: the body to save, and by field name what cannot be read."""

    body: dict[str, Any]
    faults: dict[str, str] = field(default_factory=dict)


@dataclass
class _Writer:
    sheet: Sheet
    units: Mapping[str, str]
    new_key: Callable[[], str]
    known: dict[str, Given]
    faults: dict[str, str] = field(default_factory=dict)

    def fault(self, name: str, sentence: str) -> None:
        self.faults.setdefault(name, sentence)

    def text(self, one: Row, name: str, at: str) -> str:
        value = str(one[name])
        most = LONGEST[name]
        if len(value) > most:
            self.fault(at, f"Dài quá {most} ký tự. Hãy viết gọn lại.")
        return value

    def days(self, text: str, at: str, *, empty: str = "", zero: bool = False) -> Decimal | None:
        """Working days; without a number where one must be (`empty` says so), a fault and 1."""
        if text.strip() in ("0", "0 ngày") and zero:
            return Decimal(0)
        try:
            value = read_time(text)
        except ValueError as wrong:
            self.fault(at, f"{str(wrong).rstrip('.')}.")
            return Decimal(1)
        if value is None and empty:
            self.fault(at, empty)
            return Decimal(1)
        return value

    def one_of(self, value: str, allowed: Iterable[str], at: str) -> str:
        choices = [str(one) for one in allowed]
        if value in choices:
            return value
        self.fault(at, "Hãy chọn một mục trong danh sách.")
        return choices[0]


def body_of(sheet: Sheet, units: Mapping[str, str], new_key: Callable[[], str]) -> Reading:
    """The body of the sheet; `units` are the units that may be asked, by code. Faults are by field name, in Vietnamese.

    Only what cannot be stored is a fault here; what may not be published is the linter's.
    """
    writer = _Writer(sheet, units, new_key, sheet.givens)
    body: dict[str, Any] = {}
    for name, text in sheet.texts.items():
        body[name] = " ".join(text.split()) if name == "name" else text.strip()
        most = LONGEST["name"] if name == "name" else LONGEST_TEXT
        if len(body[name]) > most:
            writer.fault(name, f"Dài quá {most} ký tự. Hãy viết gọn lại.")
    if not body["name"]:
        writer.fault("name", "Hãy ghi tên quy trình.")
    after = [*(row["key"] for row in sheet.rows), END][1:]
    body["steps"] = [_step(writer, row, then) for row, then in zip(sheet.rows, after, strict=True)]
    return Reading(body, writer.faults)


def _step(writer: _Writer, row: Row, following: str) -> dict[str, Any]:
    at = f"s.{row['key']}"
    limit = writer.days(row["days"], f"{at}.days")
    return {
        "key": row["key"],
        "name": writer.text(row, "name", f"{at}.name"),
        "take": writer.one_of(row["take"], TAKES, f"{at}.take"),
        "by": writer.one_of(row["by"], Role, f"{at}.by"),
        "at": writer.one_of(row["at"], Place, f"{at}.at"),
        "outcomes": _ways(writer, row, following),
        "back": _aim(writer, row["back"], f"{at}.back"),
        "unit": row["unit"],
        "position": writer.text(row, "position", f"{at}.position"),
        "product": " ".join(writer.text(row, "product", f"{at}.product").split()),
        "limit_days": None if limit is None else str(limit),
        "asks": [_ask(writer, one, f"{at}.asks.{n}") for n, one in enumerate(row["asks"])],
        "timers": [_timer(writer, one, f"{at}.timers.{n}") for n, one in enumerate(row["timers"])],
        "questions": [
            _question(writer, one, f"{at}.questions.{n}") for n, one in enumerate(row["questions"])
        ],
    }


def _aim(writer: _Writer, value: str, at: str) -> str:
    if value and value != END and writer.sheet.at(value) < 0:
        writer.fault(at, "Bước này không còn. Hãy chọn bước khác trong danh sách.")
        return ""
    return value


def _ways(writer: _Writer, row: Row, following: str) -> list[dict[str, Any]]:
    several = len([one for one in row["ways"] if not one["when"]]) > 1
    found = []
    for place, one in enumerate(row["ways"]):
        at = f"s.{row['key']}.ways.{place}"
        aim = following if one["next"] == FOLLOWING else _aim(writer, one["next"], f"{at}.next")
        key = one["key"] if _KEY.fullmatch(one["key"]) else ""
        if several and not one["when"] and not key:
            key = writer.new_key()
        label = writer.text(one, "label", f"{at}.label")
        found.append({"next": aim, "label": label, "key": key, "when": _when(writer, one["when"], at)})
    return found or [{"next": following}]


def _when(writer: _Writer, clauses: list[Row], at: str) -> list[dict[str, str]]:
    return [_clause(writer, one, f"{at}.when.{place}") for place, one in enumerate(clauses)]


def _clause(writer: _Writer, one: Row, at: str) -> dict[str, str]:
    """One comparison. A value of another fact, left behind when the fact was changed, gives way to a fitting one."""
    op = writer.one_of(one["op"], OPERATORS, f"{at}.op")
    given = writer.known.get(one["given"])
    if given is None:
        return {"given": one["given"], "op": op, "value": one["value"]}
    if op in ORDERED and given.kind is not GivenKind.NUMBER:
        if one["given"] == one["was"]:
            writer.fault(f"{at}.op", f"«{given.label}» không phải là số nên chỉ so sánh bằng hoặc khác.")
        op = "="
    text = str(one["value"]).strip()
    text = text.removesuffix(given.unit).strip() if given.unit else text
    try:
        value = stored(given.parse(text)) if text else ""
    except ValueError as wrong:
        if one["given"] != one["was"]:
            value = first_value(given)
        else:
            value = text
            writer.fault(f"{at}.value", str(wrong))
    if not value and one["given"] != one["was"]:
        value = first_value(given)
    return {"given": one["given"], "op": op, "value": value}


def first_value(given: Given) -> str:
    """A value to begin with: the first choice, «có»; nothing for a number or a text."""
    if given.kind is GivenKind.CHOICE:
        return given.choices[0][0] if given.choices else ""
    return "yes" if given.kind is GivenKind.YES_NO else ""


def _ask(writer: _Writer, one: Row, at: str) -> dict[str, Any]:
    days = writer.days(one["days"], f"{at}.days", empty="Ghi số ngày đơn vị được hỏi phải trả lời, ví dụ 2.")
    return {
        "key": one["key"] if _KEY.fullmatch(one["key"]) else writer.new_key(),
        "unit": _unit(writer, one["unit"], f"{at}.unit"),
        "question": writer.text(one, "question", f"{at}.question"),
        "limit_days": str(days),
        "when": _when(writer, one["when"], at),
    }


def _unit(writer: _Writer, text: str, at: str) -> str:
    """The code of a unit that was typed or chosen by its name."""
    if not text or text in writer.units:
        return text
    wanted = fold(text)
    found = [code for code, name in writer.units.items() if fold(name) == wanted]
    near = found or [code for code, name in writer.units.items() if wanted in fold(name)]
    if len(near) == 1 or found:
        return near[0]
    words = "Có nhiều đơn vị có tên như vậy" if near else f"Không có đơn vị «{text[:60]}»"
    writer.fault(at, f"{words}. Hãy chọn một tên trong danh sách gợi ý.")
    return ""


def _timer(writer: _Writer, one: Row, at: str) -> dict[str, Any]:
    kind = writer.one_of(one["kind"], TimerKind, f"{at}.kind")
    start = writer.one_of(one["start"], TimerStart, f"{at}.start")
    days = writer.days(
        one["days"], f"{at}.days", empty="Ghi số ngày làm việc, ví dụ 1; ghi 0 là đúng lúc ấy.", zero=True
    )
    body = {"kind": kind, "days": str(days), "start": start}
    if kind == TimerKind.PROPOSE:
        body["propose"] = one["propose"] if one["propose"] in PROPOSABLE else next(iter(PROPOSABLE))
    return body


def _question(writer: _Writer, one: Row, at: str) -> dict[str, Any]:
    return {
        "key": one["key"] if _KEY.fullmatch(one["key"]) else writer.new_key(),
        "label": writer.text(one, "label", f"{at}.label"),
        "kind": writer.one_of(one["kind"], GivenKind, f"{at}.kind"),
        "choices": [list(pair) for pair in choices_of(one)],
        "unit": writer.text(one, "unit", f"{at}.unit"),
    }
