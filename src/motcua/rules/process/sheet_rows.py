"""The lines of an office's step table sorted: which is a step, a consultation, a total; who does what, in how long."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from motcua.rules.actors import Role
from motcua.rules.folding import fold
from motcua.rules.process.conditions import ConditionFault
from motcua.rules.process.definition import END, TAKE_LABELS, Place, Process, Step
from motcua.rules.process.givens import Given, named
from motcua.rules.process.inferring import infer
from motcua.rules.process.sheet import ASK_WORDS
from motcua.rules.process.sheet_columns import LABELS, Line, numbered_name, ordinal_of
from motcua.rules.process.sheet_words import (
    number,
    read_time,
)

MOST_STEPS = 100
_TAKES = {fold(words): take for take, words in TAKE_LABELS.items()}
_ROLES = {fold(role.label): role for role in Role}
_PEOPLE = ", ".join(
    role.label for role in (Role.COUNTER, Role.CASE_OFFICER, Role.UNIT_HEAD, Role.SIGNATORY, Role.CLERK)
)
_PLACES = {fold(place.label): place for place in Place}
_ARCHIVE = re.compile(r"\bluu (?:ho so|tru)|\bthong ke\b|\bvao so theo doi\b|\btheo doi\b")


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that could not be read: the line in the file (0: the whole file), the column, what stands there, what to write."""

    line: int
    column: str
    value: str
    advice: str

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                f"dòng {self.line}" if self.line else "",
                f"cột {self.column}" if self.column else "",
            )
            if part
        )
        where = where[:1].upper() + where[1:]
        value = f" «{' '.join(self.value.split())[:80]}»" if self.value.strip() else ""
        return f"{where}{value}: {self.advice.rstrip('.')}." if where else f"{self.advice.rstrip('.')}."


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was understood: the body of a process (as `written`), remarks, and what could not be read."""

    process_body: dict[str, Any]
    notes: tuple[str, ...] = ()
    faults: tuple[CellFault, ...] = ()


@dataclass(slots=True)
class StepRow:
    """One step on its way from the table: first who and what, later where to."""

    line: Line
    ordinal: str
    key: str
    step: Step | None
    asks: list[Line] = field(default_factory=list)


class RowReader:
    """Sorts the lines into steps, consultations, groups, totals; knows who and what of each step, not yet where to."""

    def __init__(self, key: str, name: str, units: Mapping[str, str], base: Process | None) -> None:
        self.key, self.name, self.units, self.base = key, name, units, base
        self.notes: list[str] = []
        self.faults: list[CellFault] = []
        self.rows: list[StepRow] = []
        self.kinds: frozenset[str] = frozenset()
        self.records = base.records if base else ""
        self.known: dict[str, Given] = named()
        self.guessed = False

    def _try(self, line: Line, kind: str, text: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(text)
        except (ValueError, ConditionFault) as wrong:
            self.fault(line, kind, text, str(wrong))
            return None

    def fault(self, line: Line | None, kind: str, value: str, advice: str) -> None:
        """Note what could not be read."""
        self.faults.append(CellFault(line.number if line else 0, LABELS.get(kind, ""), value, advice))

    # -- rows -----------------------------------------------------------------------------------------------------------

    def _collect(self, body: list[Line]) -> None:
        for place, line in enumerate(body):
            if line.blank or line.numbers_only:
                continue
            if line.total and self.rows:
                self._total(line)
                self._after(body[place + 1 :])
                return
            if len(self.rows) >= MOST_STEPS:
                self.fault(line, "", "", f"Bảng có hơn {MOST_STEPS} bước. Hãy chia thành nhiều quy trình")
                return
            self._one(line)

    def _one(self, line: Line) -> None:
        ordinal = ordinal_of(line.get("ordinal"))
        if not line.get("name"):
            self._nameless(line, ordinal)
        elif line.group and not numbered_name(line.get("name"))[0]:
            self.notes.append(
                f"Dòng {line.number} «{line.get('name')}» là tiêu đề nhóm, không phải bước: đã bỏ qua."
            )
        elif self._is_ask(line, ordinal):
            self._ask_line(line)
        elif self._archives(line):
            said = line.get("name")
            self.records = self.records if said in self.records else f"{self.records}\n{said}".strip()
            self.notes.append(
                f"Dòng {line.number} «{said}» diễn ra sau khi trả kết quả: đã ghi vào mục Hồ sơ lưu."
            )
        else:
            self._step_line(line, ordinal)

    def _nameless(self, line: Line, ordinal: str) -> None:
        """More forms of the step above (its other cells are merged); anything else lacks its name."""
        filled = {kind for kind in line.cells if line.get(kind)} - {"ordinal"}
        above = self.rows[-1] if self.rows else None
        if above and above.step and filled == {"product"} and not ordinal:
            product = f"{above.step.product}\n{line.get('product')}".strip()
            above.step = replace(above.step, product=product)
        elif filled or ordinal:
            self.fault(line, "name", "", "Dòng này chưa có tên việc. Hãy ghi việc phải làm, hoặc xóa dòng")

    def _is_ask(self, line: Line, ordinal: str) -> bool:
        take = fold(line.get("take"))
        if take or not self.rows:
            return take == fold(ASK_WORDS)
        said = fold(line.get("name"))
        return ordinal[-1:].isalpha() and bool(re.search(r"\by kien\b|\bphoi hop\b", said))

    def _ask_line(self, line: Line) -> None:
        if not self.rows:
            self.fault(line, "take", line.get("take"), "Dòng lấy ý kiến phải nằm ngay dưới bước hỏi ý kiến")
            return
        self.rows[-1].asks.append(line)

    def _archives(self, line: Line) -> bool:
        done = any(row.step and row.step.take == "deliver" for row in self.rows)
        return done and not line.get("take") and bool(_ARCHIVE.search(fold(line.get("name"))))

    def _step_line(self, line: Line, ordinal: str) -> None:
        leading, name = numbered_name(line.get("name")) if not line.get("key") else ("", "")
        name = " ".join((name if leading else line.get("name")).split())
        ordinal = ordinal or leading or str(sum(1 for row in self.rows) + 1)
        if twin := next((row for row in self.rows if row.ordinal == ordinal), None):
            self.fault(
                line, "ordinal", ordinal, f"Trùng số thứ tự với dòng {twin.line.number}. Mỗi bước một số"
            )
        understood, days, unit = self._understood(line, name), self._time(line), self._unit(line, "unit")
        key = self._key(line, name, understood[0] if understood else "buoc")
        row = StepRow(line, ordinal, key, None)
        self.rows.append(row)
        if understood is None:
            return
        take, by, at = understood
        row.step = Step(
            key=key,
            name=name[:300],
            take=take,
            by=by,
            at=at,
            outcomes=(),
            limit_days=days,
            unit=unit,
            position=line.get("position"),
            product=line.get("product"),
        )

    def _understood(self, line: Line, name: str) -> tuple[str, Role, Place] | None:
        who = line.get("who") or line.carried.get("who", "")
        take = self._named(line, "take", _TAKES)
        place = self._named(line, "place", _PLACES)
        role = _ROLES.get(fold(who))
        guess = infer(TAKE_LABELS[take], who) if take else infer(name, who)
        if take and (guess is None or guess[0] != take):
            guess = infer(TAKE_LABELS[take])
        if guess is None:
            if not line.get("take"):
                self.fault(line, "name", name, "Chưa rõ đây là việc gì. Hãy thêm cột «Việc» và chọn một trong: "
                           + ", ".join(TAKE_LABELS.values()))  # fmt: skip
            return None
        self.guessed = self.guessed or not take
        if not who and not take:
            self.fault(line, "who", "", f"Chưa ghi ai làm. Hãy ghi, ví dụ: {_PEOPLE}")
        return take or guess[0], role or guess[1], place or guess[2]

    def _named(self, line: Line, kind: str, known: Mapping[str, Any]) -> Any:
        text = line.get(kind)
        if not text:
            return None
        found = known.get(fold(text))
        if found is None:
            labels = TAKE_LABELS.values() if kind == "take" else [place.label for place in Place]
            self.fault(line, kind, text, f"Hãy chọn một trong: {', '.join(labels)}")
        return found

    def _key(self, line: Line, name: str, take: str) -> str:
        taken = {row.key for row in self.rows} | {END}
        kept = (
            next((one.key for one in self.base.steps if fold(one.name) == fold(name)), "")
            if self.base
            else ""
        )
        wish = line.get("key") if re.fullmatch(r"[\w-]{1,60}", line.get("key")) else kept or take
        at, key = 1, wish
        while key in taken:
            at, key = at + 1, f"{wish}-{at + 1}"
        return key

    def _time(self, line: Line) -> Decimal | None:
        text = line.get("time")
        if not text and line.carried.get("time"):
            self.notes.append(
                f"Dòng {line.number}: thời gian gộp chung với dòng trên ({line.carried['time']}), bước này để trống. "
                "Hãy chia cho từng bước nếu cần."
            )
        return self._try(line, "time", text, read_time) if text else None

    def _unit(self, line: Line, kind: str) -> str:
        text = line.get(kind)
        return (self._try(line, kind, text, self._code) or "") if text else ""

    def _code(self, text: str) -> str:
        """The code of a unit by its code or name. Raises ValueError."""
        if text in self.units:
            return text
        wanted = fold(text)
        same = [
            code
            for code, name in self.units.items()
            if wanted in (fold(name), fold(name.split(" – ")[0]), fold(code))
        ]
        near = same or [code for code, name in self.units.items() if wanted in fold(name)]
        if same or len(near) == 1:
            return near[0]
        some = ", ".join(list(self.units.values())[:6])
        raise ValueError(f"Không có đơn vị này trong danh sách. Hãy ghi mã hoặc tên đúng, ví dụ: {some}")

    def _total(self, line: Line) -> None:
        try:
            said = read_time(line.get("time")) if line.get("time") else None
        except ValueError:
            said = None
        own = sum((row.step.limit_days or Decimal(0) for row in self.rows if row.step), Decimal(0))
        if said is not None and said != own:
            self.notes.append(
                f"Dòng tổng (dòng {line.number}) ghi {number(said)} ngày, cộng các bước được {number(own)} ngày."
            )

    def _after(self, left: list[Line]) -> None:
        count = sum(1 for line in left if not line.blank)
        if count:
            self.notes.append(f"Đã bỏ qua {count} dòng dưới dòng tổng.")

    def _join_reception(self) -> None:
        """«Tiếp nhận» and «chuyển hồ sơ» in two rows are one step here: the process opens when the dossier is accepted."""
        if len(self.rows) < 2 or "take" in self.kinds:
            return
        first, second = self.rows[0], self.rows[1]
        if not (first.step and second.step and first.step.take == second.step.take == "transfer"):
            return
        times = [step.limit_days for step in (first.step, second.step) if step.limit_days]
        product = "\n".join(filter(None, (first.step.product, second.step.product)))
        second.step = replace(second.step, key=first.key, name=f"{first.step.name}; {second.step.name}"[:300],
                              limit_days=sum(times, Decimal(0)) or None, product=product)  # fmt: skip
        second.key = first.key
        second.asks = first.asks + second.asks
        self.notes.append(f"Dòng {first.line.number} và {second.line.number} (tiếp nhận, chuyển hồ sơ) được gộp thành một bước: "
                          "quy trình bắt đầu khi hồ sơ đã được tiếp nhận.")  # fmt: skip
        first.step = None
