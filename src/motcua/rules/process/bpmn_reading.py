"""A BPMN 2.0 file becomes a process: our subset, or a refusal in sentences. Nothing in the file is ever run.

What the diagram shows (order, conditions, choices, sending back, consultations, names) is read from the diagram, also in
our own files, so that a change made in another tool counts; what it cannot show comes from our extension, or is guessed
from the words and lanes with a note for the person who imports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from motcua.rules.folding import fold
from motcua.rules.process.bpmn_blocks import Block, Branch, Tangled, block, unit_of
from motcua.rules.process.bpmn_graph import Graph, Shape, flatten, main_process
from motcua.rules.process.bpmn_parsing import BpmnRefused, own, parsed, part, unfit
from motcua.rules.process.bpmn_ways import Way, conditions, sends_back, ways
from motcua.rules.process.bpmn_words import BPMN, OURS, days_of, plain
from motcua.rules.process.definition import END, TAKE_LABELS, Place, Process, TimerKind, TimerStart
from motcua.rules.process.givens import ANSWER, Given, GivenKind, named
from motcua.rules.process.inferring import infer
from motcua.rules.process.reading import TEXTS, ProcessFaulty, sketch

__all__ = ["BpmnRefused", "Imported", "from_bpmn"]
MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Imported:
    """The process, perhaps still with faults that the linter names, and what the person should look at."""

    process: Process
    notes: tuple[str, ...] = ()


def from_bpmn(text: str | bytes, *, units: Mapping[str, str]) -> Imported:
    """Reads a file; `units` are the agency's units, name by code, to find who is asked. Raises BpmnRefused."""
    root = parsed(text)
    if faults := unfit(root):
        raise BpmnRefused(faults)
    return _Reader(flatten(root), main_process(root), units).imported()


class _Reader:
    def __init__(self, graph: Graph, process: Any, units: Mapping[str, str]) -> None:
        self.graph, self.process, self.units = graph, process, units
        self.notes: list[str] = []
        self.faults: list[str] = []
        self.used: set[str] = set()
        self.timers: dict[str, list[dict[str, str]]] = {}
        self.blocks: dict[str, Block] = {}
        self.ways: dict[str, list[Way]] = {}
        self.known: dict[str, Given] = {}

    def imported(self) -> Imported:
        """The process with its notes. Raises BpmnRefused."""
        self._read_questions()
        self._read_timers()
        self._walk()
        self._say_left()
        self._refuse_faults()
        order = self._order()
        self._mark_back(order)
        self._refuse_faults()
        try:
            process = sketch(self._body(order))
        except (ProcessFaulty, Tangled) as wrong:
            raise BpmnRefused([str(wrong)]) from None
        return Imported(process, tuple(dict.fromkeys(self.notes)))

    def _refuse_faults(self) -> None:
        if self.faults:
            raise BpmnRefused(self.faults)

    def _read_questions(self) -> None:
        more: dict[str, Given] = {}
        for shape in self.graph.shapes.values():
            for row in _questions(shape):
                try:
                    kind = GivenKind(row["kind"])
                except ValueError:
                    self.faults.append(
                        f"Việc «{shape.words}»: câu hỏi «{row['label']}» có kiểu lạ «{row['kind']}»."
                    )
                    continue
                choices = tuple((str(value), str(words)) for value, words in row["choices"])
                more[ANSWER + row["key"]] = Given(
                    ANSWER + row["key"], row["label"], kind, choices, row["unit"]
                )
        self.known = named(more)

    def _read_timers(self) -> None:
        for shape in [one for one in self.graph.shapes.values() if one.tag == "boundaryEvent"]:
            self.used.add(shape.id)
            prefix = shape.id[: len(shape.id) - len(shape.element.get("id", ""))]
            on = prefix + shape.element.get("attachedToRef", "")
            if on not in self.graph.shapes or not self.graph.shapes[on].is_task:
                self.faults.append(
                    f"Đồng hồ «{shape.words}» không gắn trên việc nào. Hãy gắn lại hoặc bỏ đi."
                )
                continue
            said = [shape.name, *self._noted(shape)]
            self.timers.setdefault(on, []).append(self._timer(shape, " ".join(said)))

    def _noted(self, timer: Shape) -> list[str]:
        """The names of what follows a timer: only notices, then an end. They are not steps."""
        names, todo = [], [timer.id]
        while todo:
            for arrow in self.graph.out[todo.pop()]:
                after = self.graph.shapes[arrow.target]
                others = [one for one in self.graph.into[after.id] if one.source not in self.used]
                if not (after.is_task or after.tag == "endEvent") or others or after.id in self.used:
                    self.faults.append(
                        f"Đồng hồ «{timer.words}» nối vào luồng chính ở «{after.words}». Đồng hồ chỉ được nhắc việc: hãy nối tới "
                        "một việc thông báo rồi kết thúc riêng."
                    )
                    continue
                self.used.add(after.id)
                todo.append(after.id)
                if after.is_task:
                    names.append(after.name)
        return names

    def _timer(self, shape: Shape, said: str) -> dict[str, str]:
        extension = own(shape.element, "timer")
        if extension is not None:
            return {
                name: extension.get(name, "")
                for name in ("kind", "days", "start", "propose")
                if extension.get(name)
            }
        text = "".join(one.text or "" for one in shape.element.iter(f"{{{BPMN}}}timeDuration"))
        try:
            days = plain(days_of(text))
        except ValueError:
            days = "0"
            self.faults.append(
                f"Đồng hồ «{shape.words}»: không hiểu thời gian «{text.strip()}». Hãy ghi số ngày, ví dụ P2D."
            )
        leaders = any(
            word in fold(said) for word in ("lanh dao", "cap tren", "thu truong", "truong phong", "giam doc")
        )
        kind = TimerKind.ESCALATE if leaders else TimerKind.REMIND
        self.notes.append(
            f"Đồng hồ «{shape.words}» được nhận là {kind.label}, {days} ngày làm việc sau khi mở bước. Hãy xem lại."
        )
        return {"kind": str(kind), "days": days, "start": str(TimerStart.OPENED)}

    def _walk(self) -> None:
        """Every step that can be reached, with its ways; a fault is said and the walk goes on elsewhere."""
        start = next(one.id for one in self.graph.shapes.values() if one.tag == "startEvent")
        self.used.add(start)
        if self.graph.into[start]:
            self.faults.append("Có mũi tên trở về sự kiện bắt đầu. Hãy nối về việc cần làm lại.")
        try:
            first = ways(self.graph, start, self.known, self.used)
        except Tangled as wrong:
            self.faults.append(str(wrong))
            return
        if len(first) != 1 or first[0].target == END or first[0].when:
            self.faults.append(
                "Sau sự kiện bắt đầu phải là một việc, không phải cổng rẽ. Hãy thêm việc đầu tiên."
            )
            return
        todo = [(first[0].target, "")]
        while todo:
            entry, lane = todo.pop()
            if entry in self.blocks:
                continue
            try:
                todo += self._step(entry, lane)
            except Tangled as wrong:
                self.faults.append(str(wrong))
                self.used.add(entry)

    def _step(self, entry: str, lane: str) -> list[tuple[str, str]]:
        found = block(self.graph, entry, self.units, lane)
        self.blocks[entry] = found
        self.used |= found.inside
        self.ways[entry] = ways(self.graph, found.exit, self.known, self.used)
        return [(way.target, found.task.lane) for way in self.ways[entry] if way.target != END]

    def _say_left(self) -> None:
        """Shapes that no flow from the start reaches."""
        for shape in self.graph.shapes.values():
            if (
                shape.id not in self.used
                and (shape.is_task or shape.tag == "parallelGateway")
                and not self.faults
            ):
                self.faults.append(
                    f"«{shape.words}» không nối vào luồng từ sự kiện bắt đầu. Hãy nối lại hoặc bỏ đi."
                )
        if len(self.blocks) > MOST_STEPS:
            self.faults.append(f"Sơ đồ có hơn {MOST_STEPS} bước. Hãy tách thành các quy trình nhỏ hơn.")

    def _order(self) -> list[str]:
        """The steps as the sheet lists them: ours as in the file, others in the order of the work."""
        places = {key: number for number, key in enumerate(self.graph.shapes)}
        by_file = sorted(self.blocks, key=lambda entry: places[self.blocks[entry].task.id])
        first = next(iter(self.blocks))
        if (
            all(own(self.blocks[one].task.element, "step") is not None for one in by_file)
            and by_file[0] == first
        ):
            return by_file
        found: list[str] = []
        todo = [first]
        while todo:
            entry = todo.pop(0)
            if entry not in found:
                found.append(entry)
                todo += [way.target for way in self.ways[entry] if way.target != END and not way.back]
                todo.sort(key=lambda one: places[self.blocks[one].task.id])
        return found + [one for one in by_file if one not in found]

    def _mark_back(self, order: list[str]) -> None:
        """Which ways send back: marked ones, then those whose words say so, then those that close a circle."""
        for entry in order:
            self._mark(
                entry,
                [
                    way
                    for way in self.ways[entry]
                    if not way.back and self._circles(entry, way) and sends_back(way)
                ],
            )
        for entry in order:
            self._mark(
                entry, [way for way in self.ways[entry] if not way.back and self._closes(entry, way, order)]
            )
        for entry in order:
            backs = {way.target for way in self.ways[entry] if way.back}
            if len(backs) > 1 or any(way.back and way.when for way in self.ways[entry]):
                words = self.blocks[entry].task.words
                self.faults.append(
                    f"Việc «{words}» trả lại nhiều nơi hoặc trả lại theo điều kiện. Mỗi bước chỉ trả lại một bước, do người làm "
                    "quyết định: hãy giữ một mũi tên trả lại, không điều kiện."
                )

    def _mark(self, entry: str, found: list[Way]) -> None:
        if found:
            self.ways[entry] = [replace(way, back=True) if way in found else way for way in self.ways[entry]]

    def _circles(self, entry: str, way: Way) -> bool:
        seen: set[str] = set()
        todo = [way.target]
        while todo:
            here = todo.pop()
            if here == entry:
                return True
            if here != END and here not in seen:
                seen.add(here)
                todo += [one.target for one in self.ways[here] if not one.back]
        return False

    def _closes(self, entry: str, way: Way, order: list[str]) -> bool:
        return (
            way.target != END and order.index(way.target) <= order.index(entry) and self._circles(entry, way)
        )

    def _body(self, order: list[str]) -> dict[str, Any]:
        keys = self._keys(order)
        extension = own(self.process, "process")
        row = {} if extension is None else dict(extension.attrib)
        name = self.process.get("name") or ""
        cases = [] if extension is None else [_case(one) for one in extension.findall(f"{{{OURS}}}case")]
        version = row.get("version", "")
        return {
            "key": row.get("key") or _slug(name) or "quy_trinh",
            "name": name if extension is not None else name.strip() or "Quy trình nhập từ tệp",
            "version": version if version.isdigit() else 1,
            "steps": [self._row(entry, keys) for entry in order],
            "cases": cases,
        } | {text: row.get(text, "") for text in TEXTS}

    def _keys(self, order: list[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for entry in order:
            extension = own(self.blocks[entry].task.element, "step")
            key = "" if extension is None else extension.get("key", "")
            base = key or (infer(self.blocks[entry].task.name, self.blocks[entry].task.lane) or ("step",))[0]
            number, key = 1, base
            while key in found.values() or key == END:
                number += 1
                key = f"{base}_{number}"
            found[entry] = key
        return found

    def _row(self, entry: str, keys: Mapping[str, str]) -> dict[str, Any]:
        found = self.blocks[entry]
        extension = own(found.task.element, "step")
        row: dict[str, Any] = self._guessed(found.task) if extension is None else dict(extension.attrib)
        forward = sorted((way for way in self.ways[entry] if not way.back), key=lambda way: way.place)
        row |= {"key": keys[entry], "name": found.task.name, "outcomes": _outcomes(forward, keys)}
        row["back"] = next((keys[way.target] for way in self.ways[entry] if way.back), "")
        row["timers"] = self.timers.get(found.task.id, [])
        row["questions"] = [_question_row(one) for one in _questions(found.task)]
        row["asks"] = [self._ask(number, branch) for number, branch in enumerate(found.asks, start=1)]
        return row

    def _guessed(self, task: Shape) -> dict[str, Any]:
        guess = infer(task.name, task.lane)
        if guess is None:
            self.notes.append(
                f"Bước «{task.words}»: chưa rõ là việc gì, tạm ghi Thẩm định. Hãy chọn lại việc, trách nhiệm và nơi làm."
            )
            return {"take": "examine", "by": "CASE_OFFICER", "at": str(Place.UNIT)}
        take, by, at = guess
        self.notes.append(
            f"Bước «{task.words}»: nhận là {TAKE_LABELS[take]}, {by.label}, {at.label}. Hãy xem lại."
        )
        if task.tag in ("serviceTask", "sendTask"):
            self.notes.append(f"Bước «{task.words}» vẽ là việc tự động; ở đây người làm tự bấm hoàn thành.")
        return {"take": take, "by": str(by), "at": str(at)}

    def _ask(self, number: int, branch: Branch) -> dict[str, Any]:
        task = branch.task
        extension = own(task.element, "ask")
        when = [] if branch.condition is None else _clauses(conditions(branch.condition, self.known))
        if extension is not None:
            names = ("key", "unit", "question", "limit_days")
            return {name: extension.get(name, "") for name in names} | {"when": when}
        unit = unit_of(task, self.units)
        if not unit:
            self.notes.append(f"Lấy ý kiến «{task.words}»: chưa rõ đơn vị nào. Hãy chọn đơn vị.")
        days = next((row["days"] for row in self.timers.get(task.id, []) if row["days"] != "0"), "0")
        if days == "0":
            self.notes.append(f"Lấy ý kiến «{task.words}»: chưa có thời hạn trả lời. Hãy ghi số ngày.")
        said = " ".join(" ".join(one.itertext()) for one in part(task.element, "documentation")).strip()
        return {
            "key": f"hoi_{number}",
            "unit": unit,
            "question": said or task.name,
            "limit_days": days,
            "when": when,
        }


def _questions(shape: Shape) -> Iterable[dict[str, Any]]:
    extension = own(shape.element, "step")
    for one in [] if extension is None else extension.findall(f"{{{OURS}}}question"):
        row: dict[str, Any] = {name: one.get(name, "") for name in ("key", "label", "kind", "unit")}
        yield row | {
            "choices": [
                pair for pair in _json(one.get("choices"), []) if isinstance(pair, list) and len(pair) == 2
            ]
        }


def _question_row(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value} | {"key": row["key"], "label": row["label"]}


def _json(text: str | None, otherwise: Any) -> Any:
    """A list or mapping kept as JSON in our extension; `otherwise` when it is not that."""
    try:
        found = json.loads(text) if text else otherwise
    except (ValueError, RecursionError):
        return otherwise
    return found if isinstance(found, type(otherwise)) else otherwise


def _case(one: Any) -> dict[str, Any]:
    rows = {
        name: _json(one.get(name), empty) for name, empty in (("facts", {}), ("choices", {}), ("expect", []))
    }
    return {"name": one.get("name", "")} | rows


def _clauses(clauses: Iterable[Any]) -> list[dict[str, str]]:
    return [{"given": one.given, "op": one.op, "value": one.value} for one in clauses]


def _outcomes(forward: list[Way], keys: Mapping[str, str]) -> list[dict[str, Any]]:
    """The rows of the outcomes; a choice without a key gets one from its label."""
    choices = sum(1 for way in forward if not way.when)
    rows: list[dict[str, Any]] = []
    for number, way in enumerate(forward, start=1):
        key = way.key
        if choices > 1 and not way.when and not key:
            key = _slug(way.label) or f"huong_{number}"
            key = f"{key}_{number}" if key in {row["key"] for row in rows} else key
        target = END if way.target == END else keys[way.target]
        rows.append({"next": target, "key": key, "label": way.label, "when": _clauses(way.when)})
    return rows


def _slug(text: str) -> str:
    return "_".join("".join(ch if ch.isascii() and ch.isalnum() else " " for ch in fold(text)).split())[:40]
