"""The linter's look at the ways through a process: circles, steps never reached, results, edges the law does not know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from motcua.rules import lifecycle
from motcua.rules.process.definition import END, Process, Step, state_of
from motcua.rules.process.faults import Fault
from motcua.rules.process.givens import ANSWER


def path_faults(process: Process) -> list[Fault]:
    """The way through: no circle forward, every step reached, every way ends with a sealed, delivered result."""
    circle = _circle(process)
    if circle is not None:
        return [
            Fault(
                f"Quy trình quay vòng tại bước «{circle.name}», không bao giờ kết thúc. "
                "Muốn làm lại bước trước, hãy dùng «trả lại».",
                circle.key,
                "next",
            )
        ]
    before = _before(process)
    faults = [
        Fault(f"Không bao giờ tới được bước «{step.name}».", step.key, "next")
        for step in process.steps
        if step.key not in before
    ]
    faults += [
        Fault(f"Bước «{s.name}» chỉ được trả lại một bước đứng trước nó.", s.key, "back")
        for s in process.steps
        if s.back and s.key in before and s.back not in before[s.key]
    ]
    faults += _result_faults(process)
    faults += _unasked_faults(process)
    return faults + [fault for step in process.steps for fault in _edge_faults(process, step)]


def _circle(process: Process) -> Step | None:
    done: set[str] = set()

    def closes(key: str, above: tuple[str, ...]) -> str:
        if key in above:
            return key
        if key == END or key in done:
            return ""
        found = next(filter(None, (closes(n, (*above, key)) for n in process.step(key).nexts)), "")
        done.add(key)
        return found

    key = closes(process.first.key, ())
    return process.step(key) if key else None


def _before(process: Process) -> dict[str, set[str]]:
    """For every step that can be reached, the steps that may come before it."""
    found: dict[str, set[str]] = {process.first.key: set()}
    todo = [process.first.key]
    while todo:
        key = todo.pop()
        for following in process.step(key).nexts:
            if following == END:
                continue
            more = found[key] | {key}
            if following not in found or not more <= found[following]:
                found[following] = found.get(following, set()) | more
                todo.append(following)
    return found


def _unasked_faults(process: Process) -> Iterable[Fault]:
    """A condition may look only at answers that every way to its step has given, or that the step itself asks."""
    asked = {question.given.name: step.key for step in process.steps for question in step.questions}
    always = _always_before(process)
    for step in process.steps:
        guards = [one.when for one in step.outcomes] + [ask.when for ask in step.asks]
        looks_at = {one.given for when in guards for one in when if one.given.startswith(ANSWER)}
        for name in sorted(looks_at):
            at = asked.get(name, "")
            if at and at != step.key and at not in always.get(step.key, set()):
                label = process.givens[name].label
                yield Fault(
                    f"Bước «{step.name}» xét dữ kiện «{label}», nhưng có đường tới bước này không qua bước "
                    f"«{process.step(at).name}» là nơi hỏi dữ kiện đó. Hãy hỏi ở bước mà mọi hồ sơ đều đi qua.",
                    step.key,
                    "next",
                )


def _always_before(process: Process) -> Mapping[str, set[str]]:
    """For every step that can be reached, the steps that every way to it has passed."""
    found: dict[str, set[str]] = {process.first.key: set()}
    todo = [process.first.key]
    while todo:
        key = todo.pop()
        for following in process.step(key).nexts:
            passed = found[key] | {key}
            if following == END or (following in found and found[following] <= passed):
                continue
            found[following] = passed & found.get(following, passed)
            todo.append(following)
    return found


def _result_faults(process: Process) -> list[Fault]:
    takes = [step.take for step in process.steps]
    faults = [
        Fault(f"Quy trình thiếu bước {words}.")
        for need, words in (("seal", "phát hành kết quả"), ("deliver", "trả kết quả"))
        if need not in takes
    ]
    for step in process.steps:
        if END in step.nexts and step.take != "deliver":
            faults.append(
                Fault(f"Bước cuối phải là trả kết quả, không phải «{step.name}».", step.key, "next")
            )
        if step.take == "seal" and not step.product.strip():
            faults.append(
                Fault(f"Bước «{step.name}» chưa ghi sản phẩm (kết quả).", step.key, "product", grave=False)
            )
    return faults


def _edge_faults(process: Process, step: Step) -> Iterable[Fault]:
    """Each way on, and back, must be one that the table of the lifecycle knows."""
    if step.take == "deliver":
        if any(one.next != END for one in step.outcomes):
            yield Fault(f"Sau bước «{step.name}» không còn bước nào.", step.key, "next")
        return
    for following in (process.step(key) for key in step.nexts if key != END):
        if step.take == "assign" and following.take != "examine":
            yield Fault(
                f"Sau phân công phải là bước thẩm định, không phải «{following.name}».", step.key, "next"
            )
        elif not _leads(step.take, step.take, following.take):
            yield Fault(
                f"Từ bước «{step.name}» không thể sang «{following.name}»: luật không cho hồ sơ đi từ "
                f"«{state_of(step.take).label}» sang «{state_of(following.take).label}» bằng việc này.",
                step.key,
                "next",
            )
    if step.back and not _leads("send_back", step.take, process.step(step.back).take):
        yield Fault(
            f"Từ bước «{step.name}» không trả lại «{process.step(step.back).name}» được.", step.key, "back"
        )


def _leads(verb: str, take: str, following: str) -> bool:
    here, there = state_of(take), state_of(following)
    return any(there in row.leads_to(here) for row in lifecycle.rows_for(verb) if here in row.start)
