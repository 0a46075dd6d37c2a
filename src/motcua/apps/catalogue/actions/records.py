"""Planning whole records: new, amended, unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.apps.catalogue.actions.plans import (
    DAY,
    Known,
    Outcome,
    Plan,
    PlannedVersion,
    RowRefused,
    never_applied,
)
from motcua.apps.catalogue.models import ProcedureVersion
from motcua.rules.procedure_records import RecordRow, digest

DatedBy = ProcedureVersion.DatedBy


@dataclass(frozen=True, slots=True)
class Dating:
    """Where the first day in force comes from: the day asked for, else the day of the source, else today.

    The portal's export gives a decision's number but no effective day; we never make one up.
    """

    today: date
    effective_on: date | None
    source_days: Mapping[str, date]

    def of(self, sources: Iterable[str]) -> tuple[date, str]:
        """The first day in force and what it rests on."""
        if self.effective_on is not None:
            return self.effective_on, DatedBy.DECISION
        days = [self.source_days[source] for source in sources if source in self.source_days]
        return (max(days), DatedBy.SOURCE) if days else (self.today, DatedBy.IMPORT)


def plan_record(plan: Plan, row: RecordRow, held: Known | None, dating: Dating) -> None:
    """Add what `row` does to `plan`. Raises RowRefused when the row is older than what is in force."""
    seen = digest(row.content)
    first_day, dated_by = dating.of(row.sources)
    outcome = Outcome.NEW
    if held is not None:
        if _is_held(held, seen, first_day):
            plan.outcomes[row.code] = Outcome.UNCHANGED
            return
        outcome = Outcome.AMENDED if held.open else Outcome.NEW
        first_day, dated_by = _after(held, first_day, dated_by, dating)
        _close(plan, held, first_day)
    plan.outcomes[row.code] = outcome
    plan.versions.append(
        PlannedVersion(row.code, row.content, seen, first_day, None, dated_by, row.source_url)
    )


def _is_held(held: Known, seen: str, first_day: date) -> bool:
    """The open version says this already, or an older file brings back what has since been replaced or abolished."""
    if held.open is not None and held.open.source_digest == seen:
        return True
    newest = held.open.valid_from if held.open else held.last_day
    return seen in held.digests() and first_day <= newest


def _after(held: Known, first_day: date, dated_by: str, dating: Dating) -> tuple[date, str]:
    """The first day of the version that follows what is held."""
    earliest = held.open.valid_from if held.open else held.last_day + DAY
    if dating.effective_on is None and first_day <= earliest:
        first_day, dated_by = max(dating.today, earliest), DatedBy.IMPORT
    if first_day < earliest:
        raise RowRefused(
            "valid_from",
            f"bản đang có trong danh mục áp dụng từ {earliest:%d/%m/%Y}, sau ngày {first_day:%d/%m/%Y} của lần nạp này; "
            "kiểm tra lại ngày hiệu lực",
        )
    return first_day, dated_by


def _close(plan: Plan, held: Known, first_day: date) -> None:
    if held.open is not None:
        is_correction = first_day == held.open.valid_from
        plan.close[held.open.pk] = never_applied(held.open) if is_correction else first_day - DAY
