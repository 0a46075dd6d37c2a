"""Planning rows of a table of changes: the state before, the state after, or the end.

A catalogue loaded later than the change already says the state after; then the state before is what is missing, and it
is added in its own time. Running dossiers keep the version they were filed under in every case.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

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
from motcua.rules.procedure_moves import MoveRow, Outline, rebuilt
from motcua.rules.procedure_records import digest
from motcua.rules.procedures import Content

DatedBy = ProcedureVersion.DatedBy
NOT_KNOWN = "thủ tục chưa có trong danh mục: nạp danh mục đầy đủ trước, rồi nạp bảng thay đổi"
NO_FIT = (
    "bản đang có không khớp trạng thái trước hay sau thay đổi (tên, lĩnh vực, số quyết định, thời hạn): "
    "đối chiếu bằng tay rồi công bố bản mới"
)


@dataclass(frozen=True, slots=True)
class MoveDays:
    """When the state before was seen, when the state after, and today."""

    before: date
    after: date
    today: date


def content_of(version: ProcedureVersion) -> Content:
    """The stored version as the plain content it was made of."""
    plain: dict[str, Any] = {
        part.name: getattr(version, part.name, None) for part in dataclasses.fields(Content)
    }
    plain |= {
        "field": version.field.name,
        "level": version.level or None,
        "channels": tuple(version.terms_rows),
        "papers": tuple(version.papers_rows),
    }
    made: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()
    }
    return Content(**made)


def plan_move(plan: Plan, row: MoveRow, held: Known | None, days: MoveDays) -> None:
    """Add what `row` does to `plan`. Raises RowRefused when the catalogue's state fits neither side of the change."""
    if held is None:
        raise RowRefused("code", NOT_KNOWN)
    if held.open is None:
        plan.outcomes[row.code] = Outcome.UNCHANGED
    elif row.after is None:
        _plan_end(plan, row, held.open, days)
    else:
        _plan_change(plan, row, row.after, held, held.open, days)


def _plan_end(plan: Plan, row: MoveRow, now: ProcedureVersion, days: MoveDays) -> None:
    if not row.before.fits(content_of(now)):
        raise RowRefused("june", NO_FIT)
    gone_on = days.after if days.after > now.valid_from else max(days.today, now.valid_from)
    plan.close[now.pk] = gone_on - DAY
    plan.abolish[row.code] = gone_on
    plan.outcomes[row.code] = Outcome.ABOLISHED


def _plan_change(
    plan: Plan, row: MoveRow, after: Outline, held: Known, now: ProcedureVersion, days: MoveDays
) -> None:
    others = [content_of(one) for one in held.versions if one.pk != now.pk]
    if after.fits(content_of(now)):
        if any(row.before.fits(one) for one in others):
            plan.outcomes[row.code] = Outcome.UNCHANGED
        else:
            _plan_past(plan, row, held, now, days)
    elif row.before.fits(content_of(now)):
        _plan_next(plan, row, after, now, days)
    elif any(after.fits(one) for one in others):
        plan.outcomes[row.code] = Outcome.UNCHANGED
    else:
        raise RowRefused("june", NO_FIT)


def _plan_next(plan: Plan, row: MoveRow, after: Outline, now: ProcedureVersion, days: MoveDays) -> None:
    """The usual case: the catalogue holds the state before."""
    first_day = days.after if days.after > now.valid_from else max(days.today, now.valid_from)
    plan.close[now.pk] = never_applied(now) if first_day == now.valid_from else first_day - DAY
    _add(plan, row.code, rebuilt(content_of(now), after), first_day, None, now.source_url)
    plan.outcomes[row.code] = Outcome.AMENDED


def _plan_past(plan: Plan, row: MoveRow, held: Known, now: ProcedureVersion, days: MoveDays) -> None:
    """The catalogue already holds the state after: write the state before into its own time.

    When the version held claims days before the change, those days were wrong: it is closed as never applied and
    written again from the day of the change.
    """
    content = content_of(now)
    claimed = now.valid_from < days.after
    earlier = [one.valid_to for one in held.versions if one.pk != now.pk and one.valid_to is not None]
    first_day = max([min(days.before, now.valid_from), *(end + DAY for end in earlier)])
    last_day = days.after - DAY
    if first_day > last_day:
        plan.outcomes[row.code] = Outcome.UNCHANGED
        return
    _add(plan, row.code, rebuilt(content, row.before), first_day, last_day, now.source_url)
    if claimed:
        plan.close[now.pk] = never_applied(now)
        _add(plan, row.code, content, days.after, None, now.source_url)
    plan.outcomes[row.code] = Outcome.AMENDED


def _add(plan: Plan, code: str, content: Content, first: date, last: date | None, url: str) -> None:
    plan.versions.append(PlannedVersion(code, content, digest(content), first, last, DatedBy.SOURCE, url))
