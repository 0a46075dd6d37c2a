"""Office hours as a page plans them: which rows are in force, what a planned row would make of a unit's week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.apps.office.models import WorkingWeek
from motcua.apps.office.working_time import hours_of, rank
from motcua.rules.sessions import OfficeHours

Season = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class WeekPlan:
    """Office hours to add: `week` as `rules.sessions.parse_week` reads it, from a day on, perhaps only in one season.

    `unit_id` None: for every unit that keeps no hours of its own.
    """

    name: str
    week: Mapping[str, str]
    valid_from: date
    valid_to: date | None = None
    season: Season | None = None
    unit_id: int | None = None


def week_row(plan: WeekPlan, source: str) -> WorkingWeek:
    """The row a plan becomes; not saved."""
    return WorkingWeek(
        name=plan.name,
        week=dict(plan.week),
        season=[list(end) for end in plan.season] if plan.season else None,
        valid_from=plan.valid_from,
        valid_to=plan.valid_to,
        unit_id=plan.unit_id,
        source=source[:300],
    )


def week_days(weeks: Sequence[WeekPlan], dropped: Sequence[int]) -> list[date]:
    """First and last days of the hours that a plan adds or drops; without bound means the ends of all dates."""
    ends: list[tuple[date | None, date | None]] = [(row.valid_from, row.valid_to) for row in weeks]
    if dropped:
        kept = WorkingWeek.objects.filter(pk__in=dropped, dropped_in=None)
        ends += kept.values_list("valid_from", "valid_to")
    return [on for first, last in ends for on in (first or date.min, last or date.max)]


def is_base(row: WorkingWeek) -> bool:
    """True for hours of every unit on every day: they answer where nothing else applies."""
    return row.unit_id is None and row.season is None and row.valid_from is None and row.valid_to is None


def hours_tried(
    unit_id: int | None, weeks: Sequence[WeekPlan], dropped: Sequence[int]
) -> tuple[OfficeHours, ...]:
    """The hours of a unit, in the order they are asked, as a plan would make them; nothing is written."""
    gone = set(dropped)
    kept = WorkingWeek.objects.filter(dropped_in=None).order_by("id")
    rows = [row for row in kept if row.unit_id in (None, unit_id) and row.pk not in gone]
    rows += [week_row(plan, "") for plan in weeks if plan.unit_id in (None, unit_id)]
    return hours_of(rows)


def weeks_in_force() -> list[WorkingWeek]:
    """Every row of office hours of the newest edition: the common ones, then each unit's."""
    rows = WorkingWeek.objects.filter(dropped_in=None).select_related("unit")
    return list(rows.order_by("unit__name", "valid_from", "id"))


def week_of(unit_id: int | None, rows: Iterable[WorkingWeek], on: date) -> WorkingWeek | None:
    """The row whose hours a unit keeps on a day; None when the product's default applies."""
    mine = [row for row in rows if row.unit_id in (None, unit_id)]
    ranked = sorted(mine, key=rank)
    return next((row for row in ranked if hours_of([row])[0].applies(on)), None)
