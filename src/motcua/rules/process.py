"""The internal process (quy trình nội bộ) of a procedure as an ordered graph of steps: data, never code.

One token, one holder: at every instant exactly one step is open and one unit (or one officer of it) holds the dossier.
Source: TT 01/2018 Đ.8 (every step with person in charge, sequence, time), design §3.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from motcua.rules.actors import Role

END = "end"
TAKES = ("transfer", "assign", "examine", "review", "sign", "seal", "deliver")
VERDICTS = {"transfer": "đã chuyển", "assign": "đã phân công", "examine": "đạt", "review": "đồng ý", "sign": "đã ký",
            "seal": "đã phát hành", "deliver": "đã trả"}  # fmt: skip


class Place(StrEnum):
    """Which unit's tray a step lies in, relative to the dossier."""

    CENTRE = "CENTRE"
    UNIT = "UNIT"
    LEADERSHIP = "LEADERSHIP"
    CLERK_OFFICE = "CLERK_OFFICE"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the ISO sheet: what (`take`), who (`by` at `at`), how long (`limit_days`, working days), then where."""

    key: str
    name: str
    take: str
    by: Role
    at: Place
    next: str
    back: str = ""
    limit_days: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Process:
    """A published order of steps."""

    key: str
    name: str
    version: int
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """The step named `key`; raises KeyError."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)

    @property
    def first(self) -> Step:
        """The step that opens when the dossier is accepted."""
        return self.steps[0]

    def after(self, key: str) -> Step | None:
        """The step that follows `key` when it ends well; None at the end."""
        following = self.step(key).next
        return None if following == END else self.step(following)

    def rework(self, key: str) -> Step:
        """The step to which `key` may send back; raises KeyError when it may not."""
        return self.step(self.step(key).back)


def read(data: Mapping[str, Any]) -> Process:
    """A process from its pack. Raises ValueError with all faults in Vietnamese, one per line."""
    try:
        steps = tuple(_step(row) for row in data["steps"])
        process = Process(str(data["key"]), str(data["name"]), int(data.get("version", 1)), steps)
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"Quy trình thiếu hoặc sai mục: {fault}") from fault
    faults = lint(process)
    if faults:
        raise ValueError("\n".join(faults))
    return process


def _step(row: Mapping[str, Any]) -> Step:
    limit = row.get("limit_days")
    return Step(
        key=str(row["key"]),
        name=str(row["name"]),
        take=str(row["take"]),
        by=Role(row["by"]),
        at=Place(row["at"]),
        next=str(row["next"]),
        back=str(row.get("back", "")),
        limit_days=None if limit is None else Decimal(str(limit)),
    )


def lint(process: Process, legal_limit_days: Decimal | None = None) -> list[str]:
    """Faults of a process in Vietnamese: dead ends, unreachable steps, loops, missing result, too much time."""
    keys = [step.key for step in process.steps]
    if not keys:
        return ["Quy trình chưa có bước nào. Hãy thêm ít nhất bước giải quyết và trả kết quả."]
    faults = [f"Bước «{key}» bị trùng khóa." for key in sorted({k for k in keys if keys.count(k) > 1})]
    faults += [line for step in process.steps for line in _step_faults(step, set(keys))]
    if not faults:
        faults += _path_faults(process)
    return faults + _limit_faults(process.steps, legal_limit_days)


def _step_faults(step: Step, keys: set[str]) -> Iterable[str]:
    if step.take not in TAKES:
        yield f"Bước «{step.name}»: không có việc «{step.take}». Chọn một trong: {', '.join(TAKES)}."
    if step.next != END and step.next not in keys:
        yield f"Bước «{step.name}» chuyển tới bước không có: «{step.next}»."
    if step.back and step.back not in keys:
        yield f"Bước «{step.name}» trả lại bước không có: «{step.back}»."
    if step.limit_days is not None and step.limit_days <= 0:
        yield f"Bước «{step.name}»: thời hạn phải lớn hơn 0."


def _path_faults(process: Process) -> list[str]:
    walked: list[str] = []
    step: Step | None = process.first
    while step is not None:
        if step.key in walked:
            return [f"Quy trình quay vòng tại bước «{step.name}», không bao giờ kết thúc."]
        walked.append(step.key)
        step = process.after(step.key)
    lost = [s.name for s in process.steps if s.key not in walked]
    faults = [f"Không bao giờ tới được bước «{name}»." for name in lost]
    takes = [process.step(key).take for key in walked]
    for need, words in (("seal", "phát hành kết quả"), ("deliver", "trả kết quả")):
        if need not in takes:
            faults.append(f"Quy trình thiếu bước {words}.")
    if takes[-1] != "deliver":
        faults.append("Bước cuối phải là trả kết quả.")
    return faults


def _limit_faults(steps: Iterable[Step], legal_limit_days: Decimal | None) -> list[str]:
    total = sum((s.limit_days or Decimal(0) for s in steps), Decimal(0))
    if legal_limit_days is not None and total > legal_limit_days:
        return [
            f"Tổng thời hạn các bước là {total} ngày làm việc, vượt thời hạn theo quy định ({legal_limit_days})."
        ]
    return []
