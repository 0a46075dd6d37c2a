"""Refusals of the processes app: each a Vietnamese sentence that says what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from motcua.rules.process import Fault


class ProcessRefused(Exception):
    """The ground of all; `faults` says it field by field."""

    def __init__(self, sentence: str, faults: Mapping[str, str] | None = None) -> None:
        self.sentence, self.faults = sentence, dict(faults or {})
        super().__init__(sentence)


class NoSuchProcess(ProcessRefused):
    """No process or version of that name."""


class DraftMoved(ProcessRefused):
    """Somebody saved the draft meanwhile. What was typed is not lost: the page shows it again beside the newer one."""


class NotPublishable(ProcessRefused):
    """The linter or the process's own cases refuse publication."""

    def __init__(self, found: Sequence[Fault], failed_cases: Sequence[str] = ()) -> None:
        self.found, self.failed_cases = tuple(found), tuple(failed_cases)
        parts = [str(fault) for fault in found] + list(failed_cases)
        super().__init__(f"Chưa ban hành được, còn {len(parts)} chỗ phải sửa: {parts[0]}" if parts else "")
