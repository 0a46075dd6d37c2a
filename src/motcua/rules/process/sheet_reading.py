"""An office's own step table read as a process: every cell that cannot be read is named, nothing is guessed in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from motcua.rules.folding import fold
from motcua.rules.process.conditions import parse
from motcua.rules.process.definition import END, Ask, Outcome, Process, Step
from motcua.rules.process.reading import TEXTS, written
from motcua.rules.process.sheet_columns import LABELS, Line, head_of, numbered_name, ordinal_of
from motcua.rules.process.sheet_rows import CellFault, Drawn, RowReader, StepRow
from motcua.rules.process.sheet_words import lines, read_ask, read_question, read_timer, read_way, slug

__all__ = ["CellFault", "Drawn", "from_table"]
_BACKS = {"examine": ("assign",), "review": ("examine",), "sign": ("examine",), "seal": ("sign",)}
"""Where the work usually goes back to, offered when the table has no column for it."""


def from_table(
    rows: Sequence[Sequence[str]],
    *,
    key: str,
    name: str,
    units: Mapping[str, str],
    base: Process | None = None,
    carried: Mapping[tuple[int, int], str] | None = None,
) -> Drawn:
    """Read a sheet of cells (all rows from the first, as text) as the process `key`.

    `units`: names of the units that may be named, by code. `base`: the process it is to replace; steps of the same name
    keep their keys, and its texts and cases stay. `carried`: values of merged cells, by (row, column) of each cell they
    cover besides the first. Never raises: what cannot be read is a fault with line and column.
    """
    return _Reader(key, name, units, base).read(rows, carried or {})


class _Reader(RowReader):
    """Reads the whole table: the rows first, then the ways between them."""

    def read(self, rows: Sequence[Sequence[str]], carried: Mapping[tuple[int, int], str]) -> Drawn:
        head = head_of(rows)
        if head is None:
            self.fault(None, "", "", "Không thấy dòng tiêu đề của bảng. Cần một dòng có các cột «STT», «Trình tự», "
                       "«Trách nhiệm», «Thời gian», «Sản phẩm / Biểu mẫu»; hãy dùng tệp mẫu")  # fmt: skip
            return self._drawn(())
        at, columns = head
        self.kinds = frozenset(columns.values())
        body = [_line(index, rows[index], columns, carried) for index in range(at + 1, len(rows))]
        self._collect(body)
        self._join_reception()
        if not self.rows and not self.faults:
            self.fault(None, "", "", "Bảng chưa có bước nào. Hãy ghi mỗi bước một dòng dưới dòng tiêu đề")
        for row in self.rows:
            self._questions(row)
        return self._drawn(
            tuple(self._finish(at) for at, row in enumerate(self.rows) if row.step is not None)
        )

    # -- ways on, once every step is known ---------------------------------------------------------------------------------

    def _questions(self, row: StepRow) -> None:
        text = row.line.get("questions")
        if row.step is None or not text:
            return
        # A choice has «;» inside its brackets: questions are parted by lines only.
        parts = [part.strip() for part in text.split("\n") if part.strip()]
        asked = [one for part in parts if (one := self._try(row.line, "questions", part, read_question))]
        row.step = replace(row.step, questions=tuple(asked))
        self.known |= {one.given.name: one.given for one in asked}

    def _finish(self, at: int) -> Step:
        row = self.rows[at]
        assert row.step is not None
        timers = [
            one
            for part in lines(row.line.get("timers"))
            if (one := self._try(row.line, "timers", part, read_timer))
        ]
        return replace(
            row.step,
            outcomes=self._outcomes(at),
            back=self._back(at),
            asks=tuple(self._asks(row)),
            timers=tuple(timers),
        )

    def _outcomes(self, at: int) -> tuple[Outcome, ...]:
        line = self.rows[at].line
        following = next((row.key for row in self.rows[at + 1 :] if row.step), END)
        text, condition = line.get("ways"), line.get("condition")
        ways = [one for part in lines(text) if (one := self._try(line, "ways", part, self._way))]
        if condition:
            clauses = self._try(line, "condition", condition, self._clauses)
            ways = [replace(way, when=clauses) for way in ways] if clauses else ways
            if not any(way.next == following and not way.when for way in ways):
                ways.append(Outcome(following))
        return tuple(ways) or (Outcome(following),)

    def _way(self, line: str) -> Outcome:
        return read_way(line, self.known, self._find)

    def _clauses(self, text: str) -> Any:
        return parse(re.sub(r"^(?:nếu|khi)\s+", "", text, flags=re.I), self.known)

    def _find(self, text: str) -> str:
        """The key of a step by its number or name. Raises ValueError."""
        ordinal = ordinal_of(text) or numbered_name(text)[0]
        for row in self.rows:
            same = (
                row.ordinal == ordinal
                if ordinal
                else fold(row.line.get("name")) == fold(text) or row.key == text.strip()
            )
            if same and text.strip():
                return row.key
        raise ValueError(f"Không có bước «{text.strip()}». Hãy ghi số thứ tự của bước, hoặc «Kết thúc»")

    def _back(self, at: int) -> str:
        row = self.rows[at]
        text = row.line.get("back")
        if text and fold(text) not in ("-", "–", "khong"):
            return self._try(row.line, "back", text, self._find) or ""
        if "back" in self.kinds or row.step is None:
            return ""
        wanted = _BACKS.get(row.step.take, ())
        earlier = [one.step for one in self.rows[:at] if one.step and one.step.take in wanted]
        return earlier[-1].key if earlier else ""

    def _asks(self, row: StepRow) -> Iterable[Ask]:
        keys: set[str] = set()
        for part in lines(row.line.get("asks")):
            if one := self._try(row.line, "asks", part, lambda text: read_ask(text, self._code)):
                yield _unique(one, keys)
        for line in row.asks:
            if one := self._ask(line):
                yield _unique(one, keys)

    def _ask(self, line: Line) -> Ask | None:
        kind = "unit" if line.get("unit") else "who"
        unit = self._unit(line, kind)
        days = self._time(line)
        if not line.get(kind):
            self.fault(line, "unit", "", "Chưa ghi đơn vị được hỏi. Hãy ghi mã hoặc tên đơn vị")
        if days is None and not any(
            one.line == line.number and one.column == LABELS["time"] for one in self.faults
        ):
            self.fault(line, "time", "", "Chưa ghi thời gian trả lời. Hãy ghi, ví dụ «2 ngày»")
        words = line.get("condition") or line.get("ways")
        clauses = self._try(line, "ways", words, self._clauses) if words else ()
        if not unit or days is None or clauses is None:
            return None
        key = line.get("key") if re.fullmatch(r"[\w-]{1,60}", line.get("key")) else slug(unit)
        return Ask(key, unit, " ".join(line.get("name").split()), days, tuple(clauses))

    # -- the end -------------------------------------------------------------------------------------------------------------

    def _drawn(self, steps: tuple[Step, ...]) -> Drawn:
        if self.guessed:
            self.notes.insert(
                0,
                "Việc, người làm và nơi làm được hiểu theo lời ghi trong bảng. Hãy soát lại từng dòng bên dưới.",
            )
        if steps and "back" not in self.kinds and any(step.back for step in steps):
            self.notes.append("Bảng không có cột «Trả lại»: đã đặt bước trả lại thường dùng. Hãy soát lại.")
        texts = {text: getattr(self.base, text) for text in TEXTS} if self.base else {}
        keys = {step.key for step in steps}
        cases = tuple(case for case in self.base.cases if set(case.expect) <= keys) if self.base else ()
        if self.base and len(cases) < len(self.base.cases):
            self.notes.append(
                f"Bỏ {len(self.base.cases) - len(cases)} tình huống kiểm tra có bước không còn trong bảng."
            )
        process = Process(self.key, self.name, 1, steps, **(texts | {"records": self.records}), cases=cases)
        return Drawn(
            written(process), tuple(self.notes), tuple(sorted(self.faults, key=lambda one: one.line))
        )


def _unique(ask: Ask, keys: set[str]) -> Ask:
    at, key = 1, ask.key
    while key in keys:
        at, key = at + 1, f"{ask.key}-{at + 1}"
    keys.add(key)
    return replace(ask, key=key)


def _line(
    index: int, row: Sequence[str], columns: Mapping[int, str], carried: Mapping[tuple[int, int], str]
) -> Line:
    cells = {kind: row[place] if place < len(row) else "" for place, kind in columns.items()}
    merged = {kind: carried[index, place] for place, kind in columns.items() if (index, place) in carried}
    return Line(index + 1, cells, merged)
