"""The step table of the ISO 9001 sheet: each step a row, the consultations beside it as rows 3a, 3b (domain.md §1.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.rules.process.conditions import say
from motcua.rules.process.definition import END, TAKE_LABELS, Ask, Place, Process, Step
from motcua.rules.process.givens import Given
from motcua.rules.process.sheet_words import say_question, say_time, say_timer, say_way, say_when

ASK_WORDS = "Lấy ý kiến"
ASK_PRODUCT = "Văn bản tham gia ý kiến"
_AT = {
    Place.CENTRE: "Bộ phận Một cửa",
    Place.UNIT: "đơn vị giải quyết",
    Place.LEADERSHIP: "lãnh đạo cơ quan",
    Place.CLERK_OFFICE: "văn thư cơ quan",
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the table, in Vietnamese words. `ordinal` is 3, or 3a for a consultation beside step 3 (`ask`).

    `who` is what a person reads; `role`, `place`, `unit` (a code), `position` are the same in single columns.
    `ways` is empty when the step simply goes on to the next row; `onward` are the same as sentences for print.
    """

    ordinal: str
    name: str
    who: str
    time: str
    product: str
    ways: str = ""
    back: str = ""
    take: str = ""
    role: str = ""
    place: str = ""
    unit: str = ""
    position: str = ""
    timers: str = ""
    questions: str = ""
    key: str = ""
    ask: bool = False
    onward: tuple[str, ...] = ()


def table(process: Process, units: Mapping[str, str]) -> tuple[SheetRow, ...]:
    """The rows of a process, in order. `units` are unit names by code."""
    rows: list[SheetRow] = []
    for place, step in enumerate(process.steps):
        rows.append(_step_row(process, step, place, units))
        rows += [
            _ask_row(process, ask, f"{place + 1}{letter(at)}", units) for at, ask in enumerate(step.asks)
        ]
    return tuple(rows)


def letter(at: int) -> str:
    """a, b … z, then aa, ab …"""
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("a") + at % 26)


def ordinals(process: Process) -> dict[str, str]:
    """The number of each step by its key."""
    return {step.key: str(at) for at, step in enumerate(process.steps, 1)}


def who_of(step: Step, units: Mapping[str, str]) -> str:
    """The person in charge as the sheet names him: title or role, then where he sits."""
    person = step.position or step.by.label
    where = units.get(step.unit, step.unit) if step.unit else _AT[step.at]
    # «Văn thư», «Lãnh đạo Bộ phận Một cửa» already say where.
    if not step.unit and (step.at in (Place.CLERK_OFFICE, Place.LEADERSHIP) or where in person):
        return person
    return f"{person} – {where}"


def _step_row(process: Process, step: Step, place: int, units: Mapping[str, str]) -> SheetRow:
    number = ordinals(process)
    known = process.givens
    following = process.steps[place + 1].key if place + 1 < len(process.steps) else END
    simple = len(step.outcomes) == 1 and step.outcomes[0].next == following
    simple = simple and not (step.outcomes[0].key or step.outcomes[0].label or step.outcomes[0].when)
    ways = [say_way(one, known, lambda key: number.get(key, key)) for one in step.outcomes]
    return SheetRow(
        ordinal=str(place + 1),
        name=step.name,
        who=who_of(step, units),
        time=say_time(step.limit_days),
        product=step.product,
        ways="" if simple else "\n".join(ways),
        onward=() if simple else tuple(_onward(step, number, known)),
        back=number.get(step.back, step.back),
        take=TAKE_LABELS.get(step.take, step.take),
        role=step.by.label,
        place=step.at.label,
        unit=step.unit,
        position=step.position,
        timers="\n".join(map(say_timer, step.timers)),
        questions="\n".join(map(say_question, step.questions)),
        key=step.key,
    )


def _onward(step: Step, number: Mapping[str, str], known: Mapping[str, Given]) -> Iterator[str]:
    """Where the step leads, a sentence each: `Nếu Số bộ hồ sơ > 1 bộ: sang bước 5.`"""
    guarded = any(way.when for way in step.outcomes)
    for way in step.outcomes:
        to = "kết thúc" if way.next == END else f"sang bước {number.get(way.next, way.next)}"
        case = f"Nếu {say(way.when, known)}" if way.when else f"Kết luận «{way.label}»" if way.label else ""
        yield f"{case}: {to}." if case else f"Còn lại: {to}." if guarded else f"{to[0].upper()}{to[1:]}."


def _ask_row(process: Process, ask: Ask, ordinal: str, units: Mapping[str, str]) -> SheetRow:
    when = f"nếu {say_when(ask.when, process.givens)}" if ask.when else ""
    return SheetRow(
        ordinal=ordinal,
        name=ask.question,
        who=units.get(ask.unit, ask.unit),
        time=say_time(ask.limit_days),
        product=ASK_PRODUCT,
        ways=when,
        take=ASK_WORDS,
        role=units.get(ask.unit, ask.unit),
        unit=ask.unit,
        key=ask.key,
        ask=True,
    )
