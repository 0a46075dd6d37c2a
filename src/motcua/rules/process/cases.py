"""The tests of a process, kept as data beside it: each walks the process with sample facts and expects its steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.rules.process.conditions import ConditionFault, GivenMissing
from motcua.rules.process.definition import Process, ProcessCase
from motcua.rules.process.givens import Given, Value
from motcua.rules.process.walking import ChoiceNeeded, NoWayOn, walk


def typed(facts: Iterable[tuple[str, str]], known: Mapping[str, Given]) -> dict[str, Value]:
    """Sample facts, typed as their givens are. Raises ConditionFault for an unknown name or a wrong value."""
    found: dict[str, Value] = {}
    for name, text in facts:
        if name not in known:
            raise ConditionFault(f"Không có dữ kiện «{name}».")
        try:
            found[name] = known[name].parse(text)
        except ValueError as wrong:
            raise ConditionFault(str(wrong)) from None
    return found


def failure(process: Process, case: ProcessCase) -> str:
    """Why the case does not come out as expected, in Vietnamese; empty when it does."""
    say = f"Tình huống «{case.name}»"
    if gone := _gone(process, case):
        return gone
    try:
        visits = walk(process, typed(case.facts, process.givens), dict(case.choices))
    except (ConditionFault, GivenMissing, ChoiceNeeded, NoWayOn, KeyError) as stopped:
        return f"{say}: {stopped}"
    went = tuple(visit.step.key for visit in visits)
    if went == case.expect:
        return ""
    return f"{say}: mong đợi {_names(process, case.expect)}; thực tế {_names(process, went)}."


def failures(process: Process) -> list[str]:
    """The failures of all its cases; empty when every case holds."""
    return [found for found in (failure(process, case) for case in process.cases) if found]


def outdated(process: Process) -> list[str]:
    """The cases that expect a step which is no longer there; unlike `failures` it may be asked of a faulty draft."""
    return [found for found in (_gone(process, case) for case in process.cases) if found]


def _gone(process: Process, case: ProcessCase) -> str:
    count = sum(1 for key in case.expect if not process.has(key))
    if not count:
        return ""
    return (
        f"Tình huống «{case.name}» mong đợi {count} bước đã bị xóa. "
        "Hãy mở trang Chạy thử, chạy lại rồi lưu tình huống này, hoặc xóa nó."
    )


def _names(process: Process, keys: Iterable[str]) -> str:
    return " → ".join(process.step(key).name for key in keys) or "không bước nào"
