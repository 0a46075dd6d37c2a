"""The sheet as it is read: the rows of the table in words, without the keys that an Excel table needs to come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from motcua.rules.process import END, Outcome, Process, Step
from motcua.rules.process.conditions import say
from motcua.rules.process.definition import Timer, TimerStart
from motcua.rules.process.sheet import SheetRow, ordinals, table
from motcua.rules.process.sheet_words import say_timer


def reading_rows(process: Process, units: Mapping[str, str]) -> list[SheetRow]:
    """The rows of the process for a page; `units` are unit names by code."""
    return [_row(process, row) for row in table(process, units)]


def _row(process: Process, row: SheetRow) -> SheetRow:
    if row.ask or not process.has(row.key):
        return row
    step = process.step(row.key)
    questions = "\n".join(question.label for question in step.questions)
    timers = "\n".join(map(_timer, step.timers))
    return replace(row, ways=_ways(process, step) if row.ways else "", questions=questions, timers=timers)


def _timer(timer: Timer) -> str:
    """As the table says it, but nobody says «0 ngày sau hạn»."""
    at_once = {TimerStart.AFTER_DUE: "ngay khi hết hạn của bước", TimerStart.OPENED: "ngay khi mở bước"}
    said = say_timer(timer)
    return (
        f"{said.rpartition(', ')[0]}, {at_once[timer.start]}"
        if not timer.days and timer.start in at_once
        else said
    )


def _ways(process: Process, step: Step) -> str:
    number = ordinals(process)
    guarded = any(one.when for one in step.outcomes)
    return "\n".join(_way(process, number, one, guarded) for one in step.outcomes)


def _way(process: Process, number: Mapping[str, str], one: Outcome, guarded: bool) -> str:
    aim = "kết thúc" if one.next == END else f"bước {number.get(one.next, '?')}"
    if one.when:
        return f"Nếu {say(one.when, process.givens)}: {aim}"
    if one.label:
        return f"Chọn «{one.label}»: {aim}"
    return f"Còn lại: {aim}" if guarded else aim.capitalize()
