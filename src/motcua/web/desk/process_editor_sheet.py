"""The sheet of the editor as it lies on the screen: rows of typed text, which may still be wrong. Pure.

A row is plain JSON: its fields as text and its lists (ways, asks, timers, questions), so that a removed row can be kept and
put back. «+» as a way's next means «the row right after this one»: it follows the rows when they are moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from motcua.rules.process import END, Given, GivenKind, Question, TimerStart
from motcua.rules.process.givens import named
from motcua.rules.process.reading import TEXTS
from motcua.rules.process.sheet_words import number, say_time

Row = dict[str, Any]
FOLLOWING = "+"
FIELDS = ("name", "take", "by", "at", "days", "product", "unit", "position", "back", "fresh")
LISTS: dict[str, tuple[str, ...]] = {
    "ways": ("next", "label", "key"),
    "asks": ("unit", "question", "days", "key"),
    "timers": ("kind", "days", "start", "propose"),
    "questions": ("label", "kind", "choices", "unit", "key", "values"),
}
GUARDED = ("ways", "asks")
CLAUSE = ("given", "op", "value", "was")
NEW: Mapping[str, str] = {"take": "examine", "by": "CASE_OFFICER", "at": "UNIT"}
"""What a new row does until its name, or the officer, says otherwise."""
HEADS = ("name", *TEXTS)


@dataclass
class Sheet:
    """The texts of the sheet and its rows, in their order."""

    texts: dict[str, str]
    rows: list[Row] = field(default_factory=list)

    def at(self, key: str) -> int:
        """The place of row `key`; -1 when there is none."""
        return next((number for number, row in enumerate(self.rows) if row["key"] == key), -1)

    @property
    def givens(self) -> dict[str, Given]:
        """The facts its conditions may look at: those of every dossier and its own questions."""
        own = [question_of(one) for row in self.rows for one in row["questions"]]
        return named({one.given.name: one.given for one in own if one.key})


def blank(key: str) -> Row:
    """A new row that goes on to the next one."""
    row: Row = dict.fromkeys(FIELDS, "") | dict(NEW) | {"key": key, "fresh": "1"}
    return row | {"ways": [way()], "asks": [], "timers": [], "questions": []}


def way(key: str = "", following: str = FOLLOWING) -> Row:
    """One way on, without a condition."""
    return {"next": following, "label": "", "key": key, "when": []}


def question_of(row: Row) -> Question:
    """The question as the conditions see it."""
    kind = GivenKind(row["kind"]) if row["kind"] in list(GivenKind) else GivenKind.TEXT
    return Question(row["key"], row["label"] or "câu hỏi chưa đặt tên", kind, choices_of(row), row["unit"])


def choices_of(row: Row) -> tuple[tuple[str, str], ...]:
    """The choices, one a line. A choice keeps its value when only its words change, so that conditions still find it."""
    words = [" ".join(line.split()) for line in row["choices"].splitlines() if line.strip()]
    if row["kind"] != GivenKind.CHOICE:
        return ()
    before = dict(line.split("|", 1) for line in row["values"].splitlines() if "|" in line)
    known = {said: value for value, said in before.items()}
    values = list(before) if len(before) == len(words) else [known.get(word, "") for word in words]
    taken = {value for value in values if value}
    free = (f"c{number}" for number in range(1, 1000) if f"c{number}" not in taken)
    return tuple((value or next(free), word) for value, word in zip(values, words, strict=True))


def said(days: Any) -> str:
    """Stored working days as people write them in the box: «3», «1,5», «2 giờ»; empty for none."""
    if days in (None, ""):
        return ""
    value = Decimal(str(days))
    short = say_time(value) if 0 < value < Decimal("0.5") else number(value)
    return short.removesuffix(" làm việc").removesuffix(" ngày")


def sheet_of(body: Mapping[str, Any], units: Mapping[str, str]) -> Sheet:
    """The sheet of a stored body. `units` gives the names of the units asked."""
    texts = {name: str(body.get(name, "")) for name in HEADS}
    steps = list(body.get("steps", ()))
    after = [*(step["key"] for step in steps), END][1:]
    rows = [_row(step, following, units) for step, following in zip(steps, after, strict=True)]
    return Sheet(texts, rows)


def _row(step: Mapping[str, Any], following: str, units: Mapping[str, str]) -> Row:
    plain = {
        name: str(step.get(name, ""))
        for name in ("key", "name", "take", "by", "at", "product", "unit", "position", "back")
    }
    outcomes = list(step.get("outcomes", [{"next": step.get("next", "")}]))
    # Of several ways only the last without a condition is the ordinary one; the others stay with the row they name.
    ordinary = max((place for place, one in enumerate(outcomes) if not one.get("when")), default=-1)
    return plain | {
        "days": said(step.get("limit_days")),
        "fresh": "" if plain["name"].strip() else "1",
        "ways": [
            _way(one, plain["take"], following if place == ordinary else None)
            for place, one in enumerate(outcomes)
        ],
        "asks": [_ask(one, units) for one in step.get("asks", ())],
        "timers": [_timer(one) for one in step.get("timers", ())],
        "questions": [_question(one) for one in step.get("questions", ())],
    }


def _way(one: Mapping[str, Any], take: str, following: str | None) -> Row:
    # The delivery ends the process wherever its row stands; every other ordinary way follows the order of the rows.
    ends = take == "deliver" and one["next"] == END
    aim = FOLLOWING if one["next"] == following and not ends else one["next"]
    return {"next": aim, "label": one.get("label", ""), "key": one.get("key", ""), "when": _when(one)}


def _when(one: Mapping[str, Any]) -> list[Row]:
    return [
        {"given": clause["given"], "op": clause["op"], "value": str(clause["value"]), "was": clause["given"]}
        for clause in one.get("when", ())
    ]


def _ask(one: Mapping[str, Any], units: Mapping[str, str]) -> Row:
    unit = units.get(one["unit"], one["unit"])
    return {
        "unit": unit,
        "question": one["question"],
        "days": said(one["limit_days"]),
        "key": one["key"],
        "when": _when(one),
    }


def _timer(one: Mapping[str, Any]) -> Row:
    start = one.get("start", str(TimerStart.AFTER_DUE))
    return {
        "kind": one["kind"],
        "days": said(one["days"]),
        "start": start,
        "propose": one.get("propose", ""),
    }


def _question(one: Mapping[str, Any]) -> Row:
    choices = [tuple(pair) for pair in one.get("choices", ())]
    return {
        "label": one["label"],
        "kind": one["kind"],
        "choices": "\n".join(words for _, words in choices),
        "values": "\n".join(f"{value}|{words}" for value, words in choices),
        "unit": one.get("unit", ""),
        "key": one["key"],
    }
