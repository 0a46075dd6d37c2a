"""Moving running dossiers to another version of a process: which step becomes which, and what that changes.

Design principle 4: a dossier stays on the version it was filed under until somebody moves it, knowing what changes.
The step keeps its lifecycle state: moving is no legal act, so a dossier that waits for a signature still waits for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from motcua.rules.process.definition import TAKE_LABELS, Process, Step, state_of
from motcua.rules.process.walking import longest_days


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise after the move, in words."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The open step `old` becomes `new`."""

    old: Step
    new: Step
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A dossier at the step `old` cannot be moved, and what to do."""

    old: Step
    sentence: str


Plan = dict[str, Moved | Refused]


def plan(old: Process, new: Process, mapping: Mapping[str, str] | None = None) -> Plan:
    """For each step of `old` what becomes of a dossier that is there.

    A step with the same key maps by itself; `mapping` chooses another one (an empty choice counts as none).
    """
    chosen = {key: to for key, to in (mapping or {}).items() if to}
    return {
        step.key: plan_step(old, new, step.key, chosen.get(step.key, step.key), chosen=step.key in chosen)
        for step in old.steps
    }


def plan_step(
    old: Process,
    new: Process,
    key: str,
    to: str,
    *,
    chosen: bool = True,
    open_asks: Iterable[str] = (),
) -> Moved | Refused:
    """What becomes of one step when it is moved to step `to`; `open_asks` are asks that still wait for an answer.

    Raises KeyError when `old` has no step `key`.
    """
    step = old.step(key)
    if not new.has(to):
        return Refused(step, _missing(step, to, chosen))
    target = new.step(to)
    if state_of(step.take) is not state_of(target.take):
        return Refused(
            step,
            f"Bước «{step.name}» là việc «{TAKE_LABELS[step.take]}», bước «{target.name}» là việc "
            f"«{TAKE_LABELS[target.take]}»: khác trạng thái hồ sơ. Hãy chọn bước cùng loại việc.",
        )
    lost = sorted(set(open_asks) - {ask.key for ask in target.asks})
    if lost:
        return Refused(
            step,
            f"Hồ sơ đang chờ ý kiến mà bước «{target.name}» không có. "
            "Hãy đợi trả lời, hoặc ghi nhận không trả lời, rồi chuyển.",
        )
    return Moved(step, target, tuple(_changes(old, new, step, target)))


def targets(new: Process, step: Step) -> tuple[Step, ...]:
    """The steps of `new` that a dossier at `step` may be moved to."""
    return tuple(one for one in new.steps if state_of(one.take) is state_of(step.take))


def _missing(step: Step, to: str, chosen: bool) -> str:
    if chosen:
        return f"Bản mới không có bước «{to}». Hãy chọn bước khác cho «{step.name}»."
    return f"Bản mới không có bước «{step.name}». Hãy chọn bước tương ứng để chuyển."


def _changes(old: Process, new: Process, step: Step, target: Step) -> Iterable[Change]:
    pairs = (
        ("Tên bước", step.name, target.name),
        ("Việc", TAKE_LABELS[step.take], TAKE_LABELS[target.take]),
        ("Người làm", _who(step), _who(target)),
        ("Nơi làm", _where(step), _where(target)),
        ("Thời hạn của bước", _days(step.limit_days), _days(target.limit_days)),
        ("Sản phẩm", step.product or "không ghi", target.product or "không ghi"),
        ("Lấy ý kiến", _asks(step), _asks(target)),
        ("Các bước còn lại", _ahead(old, step), _ahead(new, target)),
        ("Tổng thời gian còn lại", _left(old, step), _left(new, target)),
    )
    return [Change(what, before, after) for what, before, after in pairs if before != after]


def _who(step: Step) -> str:
    return f"{step.by.label} ({step.position})" if step.position else step.by.label


def _where(step: Step) -> str:
    return f"đơn vị {step.unit}" if step.unit else step.at.label


def _asks(step: Step) -> str:
    return ", ".join(f"đơn vị {ask.unit}" for ask in step.asks) or "không"


def _days(days: Decimal | None) -> str:
    return "không đặt" if days is None else f"{_number(float(days))} ngày làm việc"


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def _ahead(process: Process, step: Step) -> str:
    walked: list[str] = []
    following = process.after(step.key)
    while following is not None and following.name not in walked:
        walked.append(following.name)
        following = process.after(following.key)
    return " → ".join(walked) or "không còn"


def _left(process: Process, step: Step) -> str:
    others = tuple(one for one in process.steps if one.key != step.key)
    days, _ = longest_days(replace(process, steps=(step, *others)))
    return f"{_number(days)} ngày làm việc"
