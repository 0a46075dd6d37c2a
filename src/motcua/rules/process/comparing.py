"""What differs between two versions of a process, row by row and column by column, in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.rules.process.conditions import say
from motcua.rules.process.definition import (
    END,
    PROPOSABLE,
    TAKE_LABELS,
    Ask,
    Outcome,
    Process,
    ProcessCase,
    Question,
    Step,
    Timer,
)
from motcua.rules.process.givens import Given


class ChangeKind(StrEnum):
    """What became of a row or of one of its columns."""

    ADDED = "ADDED"
    REMOVED = "REMOVED"
    CHANGED = "CHANGED"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: the step (empty: the sheet as a whole), the column (empty: the whole row), the words before and
    after (empty: nothing there), and the sentence a person reads."""

    kind: ChangeKind
    step: str
    column: str
    old: str
    new: str
    sentence: str


TEXT_LABELS: dict[str, str] = {
    "name": "Tên quy trình",
    "sheet_code": "Mã hiệu",
    "purpose": "Mục đích",
    "scope": "Phạm vi",
    "references": "Tài liệu viện dẫn",
    "terms": "Định nghĩa, viết tắt",
    "records": "Hồ sơ lưu",
}
COLUMN_LABELS: dict[str, str] = {
    "name": "Trình tự",
    "take": "Việc",
    "by": "Trách nhiệm",
    "at": "Nơi làm",
    "unit": "Đơn vị",
    "position": "Chức danh",
    "limit_days": "Thời gian",
    "product": "Sản phẩm",
    "next": "Hướng đi tiếp",
    "back": "Trả lại",
    "asks": "Lấy ý kiến",
    "timers": "Nhắc việc",
    "questions": "Câu hỏi",
}
NOTHING = "để trống"


def compare(old: Process, new: Process) -> tuple[Change, ...]:
    """Every difference, in the order of the new version: the sheet's texts, the steps (those taken out last), their
    order, the test cases. Empty when nothing differs; key and version number are not looked at."""
    changes = [*_texts(old, new)]
    for step in new.steps:
        if old.has(step.key):
            changes += _columns(old, new, step.key)
        else:
            changes.append(_row(ChangeKind.ADDED, step, f"Thêm bước «{step.name}»."))
    changes += [
        _row(ChangeKind.REMOVED, step, f"Bỏ bước «{step.name}».")
        for step in old.steps
        if not new.has(step.key)
    ]
    return (*changes, *_order(old, new), *_cases(old, new))


def _texts(old: Process, new: Process) -> Iterable[Change]:
    for column, label in TEXT_LABELS.items():
        was, now = getattr(old, column), getattr(new, column)
        if was != now:
            yield _changed("", column, was, now, label)


def _row(kind: ChangeKind, step: Step, sentence: str) -> Change:
    gone = kind is ChangeKind.REMOVED
    return Change(kind, step.key, "", step.name if gone else "", "" if gone else step.name, sentence)


def _changed(step: str, column: str, was: str, now: str, label: str, whose: str = "") -> Change:
    kind = ChangeKind.CHANGED if was and now else ChangeKind.ADDED if now else ChangeKind.REMOVED
    begin = f"Bước «{whose}», {label.lower()}" if whose else label
    sentence = f"{begin}: {f'«{was}»' if was else NOTHING} → {f'«{now}»' if now else NOTHING}."
    return Change(kind, step, column, was, now, sentence)


def _columns(old: Process, new: Process, key: str) -> Iterable[Change]:
    before, after = old.step(key), new.step(key)
    for column, label in COLUMN_LABELS.items():
        field = "outcomes" if column == "next" else column
        if getattr(before, field) == getattr(after, field):
            continue
        was, now = words(old, before, column), words(new, after, column)
        if was == now:  # what people read is the same: steps of one name, or the key of a choice
            was, now = f"{was} [{_keys(before, column)}]", f"{now} [{_keys(after, column)}]"
        yield _changed(key, column, was, now, label, after.name)


def words(process: Process, step: Step, column: str) -> str:
    """One cell of the sheet in Vietnamese; empty when it is empty. `column` is one of COLUMN_LABELS."""
    return _WORDS[column](process, step)


def _keys(step: Step, column: str) -> str:
    """The keys behind the words of a cell, for the rare change that the words do not show."""
    if column == "next":
        return ", ".join(f"{one.key}→{one.next}" for one in step.outcomes)
    if column == "asks":
        return ", ".join(ask.key for ask in step.asks)
    if column == "questions":
        return ", ".join(f"{one.key}: {'/'.join(key for key, _ in one.choices)}" for one in step.questions)
    return str(getattr(step, column))


def _name(process: Process, key: str) -> str:
    if key == END:
        return "kết thúc"
    return process.step(key).name if process.has(key) else key


def _outcome(process: Process, one: Outcome, known: Mapping[str, Given]) -> str:
    label = f"{one.label}: " if one.label else ""
    condition = f"nếu {say(one.when, known)} thì " if one.when else ""
    return f"{label}{condition}{_name(process, one.next)}"


def _ask(ask: Ask, known: Mapping[str, Given]) -> str:
    condition = f", nếu {say(ask.when, known)}" if ask.when else ""
    return f"{ask.unit} ({ask.question}; {_days(ask.limit_days)}{condition})"


def _timer(timer: Timer) -> str:
    proposed = f": {PROPOSABLE.get(timer.propose, timer.propose)}" if timer.propose else ""
    return f"{timer.kind.label}{proposed} ({_days(timer.days)} {timer.start.label})"


def _question(question: Question) -> str:
    choices = ", ".join(label for _, label in question.choices)
    listed = f": {choices}" if choices else ""
    return f"{question.label} ({question.kind.label}{listed}{f', {question.unit}' if question.unit else ''})"


def _days(days: Decimal) -> str:
    return f"{days.normalize():f} ngày làm việc".replace(".", ",")


_WORDS: dict[str, Callable[[Process, Step], str]] = {
    "name": lambda process, step: step.name,
    "take": lambda process, step: TAKE_LABELS.get(step.take, step.take),
    "by": lambda process, step: step.by.label,
    "at": lambda process, step: step.at.label,
    "unit": lambda process, step: step.unit,
    "position": lambda process, step: step.position,
    "limit_days": lambda process, step: "" if step.limit_days is None else _days(step.limit_days),
    "product": lambda process, step: step.product,
    "next": lambda process, step: "; ".join(_outcome(process, one, process.givens) for one in step.outcomes),
    "back": lambda process, step: _name(process, step.back) if step.back else "",
    "asks": lambda process, step: "; ".join(_ask(ask, process.givens) for ask in step.asks),
    "timers": lambda process, step: "; ".join(map(_timer, step.timers)),
    "questions": lambda process, step: "; ".join(map(_question, step.questions)),
}


def _order(old: Process, new: Process) -> Iterable[Change]:
    """The rows stand in another order: said once, for the sheet is printed in this order."""
    was = [step.key for step in old.steps if new.has(step.key)]
    now = [step.key for step in new.steps if old.has(step.key)]
    if was != now:
        before = " → ".join(old.step(key).name for key in was)
        after = " → ".join(new.step(key).name for key in now)
        yield _changed("", "steps", before, after, "Thứ tự các bước")


def _cases(old: Process, new: Process) -> Iterable[Change]:
    if old.cases == new.cases:
        return
    before = {case.name: case for case in old.cases}
    after = {case.name: case for case in new.cases}
    for name, case in after.items():
        if before.get(name) == case:
            continue
        kind, verb = (ChangeKind.CHANGED, "Sửa") if name in before else (ChangeKind.ADDED, "Thêm")
        was = _way(old, before[name]) if name in before else ""
        yield Change(kind, "", "cases", was, _way(new, case), f"{verb} tình huống thử «{name}».")
    for name, case in before.items():
        if name not in after:
            yield Change(ChangeKind.REMOVED, "", "cases", _way(old, case), "", f"Bỏ tình huống thử «{name}».")


def _way(process: Process, case: ProcessCase) -> str:
    return " → ".join(_name(process, key) for key in case.expect)
