"""What a planned change of the calendar would do to running dossiers, counted without writing anything."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from motcua.apps.dossiers import clock
from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.dossiers.placing import aware
from motcua.apps.dossiers.queries.visibility import visible_to
from motcua.apps.dossiers.touching import touched_by
from motcua.apps.office.calendar_plans import CalendarPlan, tried
from motcua.rules.actors import Actor
from motcua.rules.clock import ClockOutOfOrder, run
from motcua.rules.deadlines import Calendar
from motcua.rules.pauses import ExtensionNotAllowed

MOST = 2000


@dataclass(frozen=True, slots=True)
class Moved:
    """One dossier whose date would move."""

    dossier: Dossier
    old_due_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class CalendarPreview:
    """How many running dossiers were counted again, how many would move; some of those the actor may see."""

    counted: int
    moved: int
    is_part: bool
    shown: tuple[Moved, ...]


def preview_calendar(plan: CalendarPlan, actor: Actor) -> CalendarPreview:
    """Count the touched running dossiers again under `plan`, at most MOST of them. Raises CalendarRefused."""
    first, last = plan.span()
    found = list(Dossier.objects.filter(touched_by(first, last)).order_by("due_at", "pk")[: MOST + 1])
    rows = found[:MOST]
    acts: dict[int, list[Act]] = defaultdict(list)
    kept = Act.objects.filter(dossier__in=rows).select_related(*clock.DETAILS).order_by("dossier_id", "seq")
    for act in kept:
        acts[act.dossier_id].append(act)
    calendars: dict[tuple[int, int | None], Calendar] = {}
    moved = [one for row in rows if (one := _again(row, acts[row.pk], plan, calendars)) is not None]
    seen = set(
        visible_to(actor).filter(pk__in=[one.dossier.pk for one in moved[:50]]).values_list("pk", flat=True)
    )
    shown = tuple(one for one in moved[:50] if one.dossier.pk in seen)
    return CalendarPreview(len(rows), len(moved), len(found) > MOST, shown)


def _again(
    dossier: Dossier,
    acts: list[Act],
    plan: CalendarPlan,
    calendars: dict[tuple[int, int | None], Calendar],
) -> Moved | None:
    unit_id = dossier.settling_unit_id or dossier.receiving_unit_id
    key = (unit_id, dossier.calendar_edition)
    if key not in calendars:
        calendars[key] = tried(clock.calendar_of(dossier), unit_id, plan)
    try:
        state = run(clock.events(dossier, acts), calendars[key], clock.policy_of(dossier))
    except (ExtensionNotAllowed, ClockOutOfOrder):
        return None  # the apology was in time by the calendar it was sent under; its date stands
    after = aware(state.due.at)
    return Moved(dossier, dossier.due_at, after) if after != dossier.due_at else None
