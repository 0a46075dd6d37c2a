"""Whose tray or desk a step lies in, and when the step and its timers fall due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count

from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.office import queries as office
from motcua.apps.office.models import Leave, Officer, Posting, Unit, UnitKind
from motcua.apps.office.working_time import calendar_for
from motcua.rules import deadlines
from motcua.rules.deadlines import Limit
from motcua.rules.deadlines import Unit as LimitUnit
from motcua.rules.folding import fold
from motcua.rules.lifecycle import OPEN
from motcua.rules.process import Place, Step
from motcua.rules.process.timing import timer_moments

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_KIND_OF_PLACE = {Place.LEADERSHIP: UnitKind.LEADERSHIP, Place.CLERK_OFFICE: UnitKind.CLERK_OFFICE}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a step opens: the unit, the officer who has the step's title (None: the unit's tray), and why otherwise."""

    unit_id: int
    officer_id: int | None = None
    remark: str = ""


def civil(at: datetime) -> datetime:
    """The moment as naive civil time of Vietnam, to the minute: what the rules count with."""
    return at.astimezone(VIETNAM).replace(tzinfo=None, second=0, microsecond=0)


def aware(at: datetime | None) -> datetime | None:
    """A naive civil moment of the rules as an aware one, for storing."""
    return at.replace(tzinfo=VIETNAM) if at else None


def holder_of_step(dossier: Dossier, step: Step, at: datetime) -> int:
    """The unit in whose tray `step` lies: the unit the step names while it is in force, else that of its place.

    A small agency without a clerk's or leaders' tray uses the settling unit's.
    """
    return _named_unit(dossier, step, at) or _unit_of_place(dossier, step, at)


def _named_unit(dossier: Dossier, step: Step, at: datetime) -> int | None:
    if not _has_own_unit(step):
        return None
    found = Unit.objects.filter(
        office.in_force(civil(at).date()), code=step.unit, agency_id=dossier.agency_id
    )
    return found.values_list("pk", flat=True).first()


def _has_own_unit(step: Step) -> bool:
    """True when the step names a unit that counts: handing over and giving back are the receiving centre's own."""
    return bool(step.unit) and step.take not in ("transfer", "deliver")


def _unit_of_place(dossier: Dossier, step: Step, at: datetime) -> int:
    if step.at is Place.CENTRE:
        return dossier.receiving_unit_id
    settling = dossier.settling_unit_id or dossier.receiving_unit_id
    if step.at is Place.UNIT:
        return settling
    unit = office.unit_of_kind(dossier.agency_id, _KIND_OF_PLACE[step.at], civil(at).date())
    return unit.pk if unit else settling


def place_of_step(dossier: Dossier, step: Step, at: datetime, officer_id: int | None = None) -> Placed:
    """Where `step` opens now; `officer_id` when somebody was chosen already."""
    named = _named_unit(dossier, step, at)
    unit_id = named or _unit_of_place(dossier, step, at)
    remarks = []
    if _has_own_unit(step) and named is None:
        remarks.append(
            f"Đơn vị «{step.unit}» không còn hoạt động ở cơ quan này nên hồ sơ về {step.at.label}."
        )
    if officer_id is None and step.position:
        officer_id = officer_for(unit_id, step, at)
        if officer_id is None:
            remarks.append(
                f"Không có {step.by.label} ({step.position}) đang làm việc nên hồ sơ vào khay chung."
            )
    return Placed(unit_id, officer_id, " ".join(remarks))


def officer_for(unit_id: int, step: Step, at: datetime) -> int | None:
    """The officer of the unit with the step's role and title who holds the fewest open dossiers; None when nobody does.

    Who is on leave without a substitute is passed over: the tray is seen by all, an absent officer's desk by nobody.
    """
    on = civil(at).date()
    seats = Posting.objects.filter(office.in_force(on), unit_id=unit_id, role=str(step.by))
    away = Leave.objects.filter(first_on__lte=on, last_on__gte=on, cancelled_at=None, substitute=None)
    found = Officer.objects.filter(pk__in=seats.values("officer_id"), is_active=True).exclude(
        pk__in=away.values("officer_id")
    )
    titled = [
        pk
        for pk, title in found.order_by("full_name", "pk").values_list("pk", "title")
        if fold(title) == fold(step.position)
    ]
    if len(titled) < 2:
        return titled[0] if titled else None
    held = dict(
        Dossier.objects.filter(holder__in=titled, state__in=sorted(OPEN))
        .values_list("holder")
        .annotate(n=Count("pk"))
    )
    return min(titled, key=lambda pk: held.get(pk, 0))


def step_due(dossier: Dossier, step: Step, at: datetime, unit_id: int | None = None) -> datetime | None:
    """When the step should be done: the 15:00 rule for a transfer, the process's own limit otherwise, else None.

    `unit_id`: the unit in whose tray the step lies, when it is known already.
    """
    if step.take != "transfer" and step.limit_days is None:
        return None
    calendar = calendar_for(unit_id or holder_of_step(dossier, step, at), dossier.calendar_edition)
    if step.take == "transfer":
        rules = deadlines.rule_set_named(dossier.rule_set)
        return aware(deadlines.transfer_by(civil(at), calendar, rules))
    return aware(deadlines.due(civil(at), Limit.of(step.limit_days, LimitUnit.WORKING_DAY), calendar).at)


def arm_timers(dossier: Dossier, step: Step, unit_id: int, at: datetime) -> None:
    """Set the index row's next timer for a step that opens at `at` in a unit's tray (not saved here)."""
    dossier.timer_no, dossier.timer_at = 0, None
    if step.timers:
        moments = timers_of(step, unit_id, at, dossier.step_due_at, dossier.calendar_edition)
        dossier.timer_at = moments[0][0] if moments else None


def timers_of(
    step: Step, unit_id: int, opened_at: datetime, due_at: datetime | None, edition: int | None
) -> list[tuple[datetime, int]]:
    """The step's timers as (moment, place in `step.timers`), soonest first, on the holding unit's calendar."""
    calendar = calendar_for(unit_id, edition)
    found = timer_moments(step, civil(opened_at), civil(due_at) if due_at else None, calendar)
    return [(at.replace(tzinfo=VIETNAM), place) for at, place in found]


def case_officer_of(dossier: Dossier, step: Step, at: datetime) -> int | None:
    """Who had the dossier on his desk for `step` last, when he still sits there; None puts it into the unit's tray.

    Not who acted last: a leader may have asked for the supplement, and an officer may have left meanwhile.
    """
    unit_id = holder_of_step(dossier, step, at)
    held = Act.objects.filter(dossier=dossier, step_key=step.key, holder_unit_id=unit_id)
    officer_id = held.exclude(holder_id=None).order_by("-seq").values_list("holder_id", flat=True).first()
    if officer_id is None:
        officer_id = last_officer_of(dossier, step.take)
    if officer_id is None or not office.holds_seat(officer_id, unit_id, civil(at).date(), step.by):
        return None
    return officer_id


def last_officer_of(dossier: Dossier, verb: str) -> int | None:
    """The officer who last did `verb` on the dossier, to whom rework goes back."""
    return (
        Act.objects.filter(dossier=dossier, verb=verb)
        .order_by("-seq")
        .values_list("officer_id", flat=True)
        .first()
    )
