"""The linter: what keeps a process from being published, or should at least be looked at, in Vietnamese.

Grave faults refuse publication. Source: TT 01/2018 Đ.8; domain.md §2.3 (each edge must be one the lifecycle knows).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from motcua.rules.process.conditions import Clause
from motcua.rules.process.definition import (
    BACK,
    END,
    PROPOSABLE,
    TAKE_LABELS,
    TAKES,
    Ask,
    Outcome,
    Place,
    Process,
    Step,
    Timer,
    TimerKind,
    TimerStart,
)
from motcua.rules.process.faults import Fault
from motcua.rules.process.givens import Given, GivenKind
from motcua.rules.process.lint_paths import path_faults
from motcua.rules.process.walking import longest_days
from motcua.rules.rights import RIGHTS

OFFICERS_STEPS = ("examine", "review")
"""Steps beside which other units may be asked (T9 belongs to the case officer and the head of the unit)."""


def lint(
    process: Process,
    legal_limit_days: Decimal | None = None,
    *,
    staffed: Callable[[Step], bool] | None = None,
    units: Mapping[str, str] | None = None,
) -> list[Fault]:
    """Every fault of a process: dead ends, unreachable steps, circles, a missing result, a role nobody holds, too much
    time, conditions that cannot be understood or never come true, timers that decide.

    `staffed` tells whether somebody holds the step's role at its place; `units` are the units in force by code.
    Without them these two questions are not asked.
    """
    if not process.steps:
        return [Fault("Quy trình chưa có bước nào. Hãy thêm ít nhất bước giải quyết và trả kết quả.")]
    keys = [step.key for step in process.steps]
    doubled = sorted({key for key in keys if keys.count(key) > 1})
    faults = [Fault(f"Bước «{key}» bị trùng khóa.", key) for key in doubled]
    faults += [
        Fault(f"Bước «{step.name}» phải có khóa khác «{step.key}», là chữ dành riêng.", step.key, "name")
        for step in process.steps
        if step.key in (END, "")
    ]
    known = process.givens
    for step in process.steps:
        faults += _step_faults(process, step, set(keys), known)
        faults += _office_faults(step, staffed, units)
    if not any(fault.grave for fault in faults):
        faults += path_faults(process)
    return faults + _limit_faults(process, legal_limit_days)


def _step_faults(process: Process, step: Step, keys: set[str], known: Mapping[str, Given]) -> Iterable[Fault]:
    say = f"Bước «{step.name or step.key}»"
    if not step.name.strip():
        yield Fault(f"Bước «{step.key}» chưa có tên. Hãy ghi việc phải làm.", step.key, "name")
    if step.take not in TAKES:
        yield Fault(
            f"{say}: không có việc «{step.take}». Chọn một trong: {', '.join(TAKE_LABELS.values())}.",
            step.key,
            "take",
        )
    else:
        yield from _taking_faults(step, say)
    if step.back and step.back not in keys:
        yield Fault(f"{say} trả lại bước không có: «{step.back}».", step.key, "back")
    if step.limit_days is not None and step.limit_days <= 0:
        yield Fault(f"{say}: thời hạn phải lớn hơn 0.", step.key, "limit_days")
    yield from _outcome_faults(step, say, keys, known)
    if len({ask.key for ask in step.asks}) < len(step.asks):
        # Answers are kept by key: of two with one key, one answer would count for both.
        yield Fault(f"{say} có hai phiếu lấy ý kiến trùng khóa.", step.key, "asks")
    for ask in step.asks:
        yield from _ask_faults(step, ask, say, known)
    for timer in step.timers:
        yield from _timer_faults(step, timer, say)
    yield from _question_faults(process, step, say)


def _taking_faults(step: Step, say: str) -> Iterable[Fault]:
    verb = "deliver_at_counter" if step.take == "deliver" else step.take
    allowed = list(dict.fromkeys(role for role, _ in RIGHTS[verb]))
    if step.by not in allowed:
        names = " hoặc ".join(role.label for role in allowed)
        yield Fault(f"{say} phải do {names} làm, không phải {step.by.label}.", step.key, "by")
    if step.take in ("transfer", "deliver") and step.at is not Place.CENTRE:
        yield Fault(f"{say} phải ở Bộ phận Một cửa.", step.key, "at")
    if step.asks and step.take not in OFFICERS_STEPS:
        yield Fault(f"{say}: chỉ lấy ý kiến ở bước thẩm định hoặc xem xét.", step.key, "asks")


def _outcome_faults(step: Step, say: str, keys: set[str], known: Mapping[str, Given]) -> Iterable[Fault]:
    for outcome in step.outcomes:
        if outcome.next != END and outcome.next not in keys:
            words = (
                f"chuyển tới bước không có: «{outcome.next}»" if outcome.next else "chưa có bước tiếp theo"
            )
            yield Fault(f"{say} {words}.", step.key, "next")
        yield from _clause_faults(step, say, outcome.when, known, "next")
    plain = [one for one in step.outcomes if not one.when]
    if not plain:
        yield Fault(
            f"{say} chưa có hướng đi khi không điều kiện nào đúng. Hãy thêm một hướng không điều kiện.",
            step.key,
            "next",
        )
    if len(plain) > 1:
        yield from _choice_faults(step, say, plain)
    yield from _shadowed(step, say)


def _choice_faults(step: Step, say: str, plain: list[Outcome]) -> Iterable[Fault]:
    if any(not one.label.strip() or not one.key.strip() for one in plain):
        yield Fault(
            f"{say} có nhiều hướng để chọn: mỗi hướng phải có tên (ví dụ «Đạt», «Cần họp hội đồng»).",
            step.key,
            "next",
        )
    keys = [one.key for one in plain]
    if len(set(keys)) < len(keys):
        yield Fault(f"{say} có hai hướng trùng khóa.", step.key, "next")
    if BACK in keys:
        yield Fault(
            f"{say}: khóa «{BACK}» của hướng đi là chữ dành riêng cho việc trả lại.", step.key, "next"
        )
    if step.take not in OFFICERS_STEPS:
        yield Fault(f"{say}: chỉ bước thẩm định hoặc xem xét mới cho người làm chọn hướng.", step.key, "next")


def _shadowed(step: Step, say: str) -> Iterable[Fault]:
    """An outcome behind another with the same or a weaker condition is never taken."""
    guarded = [one for one in step.outcomes if one.when]
    for number, outcome in enumerate(guarded):
        if any(set(earlier.when) <= set(outcome.when) for earlier in guarded[:number]):
            yield Fault(
                f"{say}: hướng tới «{outcome.next}» không bao giờ được chọn vì một hướng trước nó đã nhận mọi trường hợp.",
                step.key,
                "next",
            )


def _clause_faults(
    step: Step, say: str, clauses: tuple[Clause, ...], known: Mapping[str, Given], column: str
) -> Iterable[Fault]:
    faulty = [fault for fault in (clause.fault(known) for clause in clauses) if fault]
    yield from (Fault(f"{say}: {fault}", step.key, column) for fault in faulty)
    if not faulty:
        for one, other in itertools.combinations(clauses, 2):
            if one.given == other.given and one.op == other.op == "=" and one.value != other.value:
                yield Fault(
                    f"{say}: điều kiện không bao giờ đúng, «{known[one.given].label}» không thể vừa bằng "
                    f"«{known[one.given].say(one.value)}» vừa bằng «{known[one.given].say(other.value)}».",
                    step.key,
                    column,
                )


def _ask_faults(step: Step, ask: Ask, say: str, known: Mapping[str, Given]) -> Iterable[Fault]:
    if not ask.unit:
        yield Fault(f"{say}: hãy chọn đơn vị được lấy ý kiến.", step.key, "asks")
    if not ask.question.strip():
        yield Fault(f"{say}: hãy ghi nội dung cần lấy ý kiến.", step.key, "asks")
    if ask.limit_days <= 0:
        yield Fault(f"{say}: thời hạn trả lời ý kiến phải lớn hơn 0.", step.key, "asks")
    if step.limit_days is not None and ask.limit_days > step.limit_days:
        yield Fault(
            f"{say}: thời hạn trả lời ý kiến ({ask.limit_days} ngày) dài hơn thời hạn của bước ({step.limit_days} ngày).",
            step.key,
            "asks",
        )
    if sum(1 for other in step.asks if other.unit == ask.unit and other.when == ask.when) > 1:
        yield Fault(f"{say} hỏi một đơn vị hai lần. Hãy gộp nội dung vào một phiếu.", step.key, "asks")
    yield from _clause_faults(step, say, ask.when, known, "asks")


def _timer_faults(step: Step, timer: Timer, say: str) -> Iterable[Fault]:
    if timer.days < 0:
        yield Fault(f"{say}: số ngày của nhắc việc không được âm.", step.key, "timers")
    if timer.start is not TimerStart.OPENED and step.limit_days is None and step.take != "transfer":
        yield Fault(f"{say}: nhắc theo hạn thì bước phải có thời hạn.", step.key, "timers")
    if timer.start is TimerStart.BEFORE_DUE and step.limit_days is not None and timer.days >= step.limit_days:
        yield Fault(f"{say}: nhắc trước hạn {timer.days} ngày là trước cả khi mở bước.", step.key, "timers")
    if timer.kind is TimerKind.PROPOSE and timer.propose not in PROPOSABLE:
        listed = "; ".join(PROPOSABLE.values())
        yield Fault(f"{say}: nhắc việc chỉ được đề xuất một trong: {listed}.", step.key, "timers")


def _question_faults(process: Process, step: Step, say: str) -> Iterable[Fault]:
    others = [q.key for one in process.steps for q in one.questions]
    for question in step.questions:
        if not question.key or not question.label.strip():
            yield Fault(f"{say}: câu hỏi chưa có khóa hoặc chưa có lời hỏi.", step.key, "questions")
        if others.count(question.key) > 1:
            yield Fault(f"{say}: dữ kiện «{question.label}» được hỏi ở hai chỗ.", step.key, "questions")
        if question.kind is GivenKind.CHOICE and len(question.choices) < 2:
            yield Fault(f"{say}: câu hỏi «{question.label}» cần ít nhất hai lựa chọn.", step.key, "questions")
        if step.take not in OFFICERS_STEPS:
            yield Fault(f"{say}: chỉ hỏi dữ kiện ở bước thẩm định hoặc xem xét.", step.key, "questions")


def _office_faults(
    step: Step, staffed: Callable[[Step], bool] | None, units: Mapping[str, str] | None
) -> Iterable[Fault]:
    if units is not None:
        for code, column in ((step.unit, "unit"), *((ask.unit, "asks") for ask in step.asks)):
            if code and code not in units:
                yield Fault(f"Bước «{step.name}»: đơn vị «{code}» không còn hoạt động.", step.key, column)
    if staffed is not None and not staffed(step):
        who = f"{step.by.label} ({step.position})" if step.position else step.by.label
        place = (units or {}).get(step.unit, step.unit) or step.at.label
        yield Fault(
            f"Bước «{step.name}»: không có ai giữ vai trò {who} tại {place}. Hãy bố trí người hoặc đổi trách nhiệm.",
            step.key,
            "by",
        )


def _limit_faults(process: Process, legal_limit_days: Decimal | None) -> list[Fault]:
    total, way = longest_days(process)
    if legal_limit_days is None or Decimal(str(total)) <= legal_limit_days:
        return []
    names = " → ".join(process.step(key).name for key in way if process.step(key).limit_days)
    return [
        Fault(
            f"Tổng thời hạn các bước là {total:g} ngày làm việc ({names}), "
            f"vượt thời hạn theo quy định ({legal_limit_days.normalize():f} ngày).",
            column="limit_days",
        )
    ]
