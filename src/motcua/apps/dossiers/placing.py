"""Whose tray a step lies in, and when the step falls due."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.office import queries as office
from motcua.apps.office.models import UnitKind
from motcua.apps.office.working_time import calendar_for
from motcua.rules import deadlines
from motcua.rules.deadlines import Limit, Unit
from motcua.rules.process import Place, Step

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_KIND_OF_PLACE = {Place.LEADERSHIP: UnitKind.LEADERSHIP, Place.CLERK_OFFICE: UnitKind.CLERK_OFFICE}


def civil(at: datetime) -> datetime:
    """The moment as naive civil time of Vietnam, to the minute: what the rules count with."""
    return at.astimezone(VIETNAM).replace(tzinfo=None, second=0, microsecond=0)


def aware(at: datetime | None) -> datetime | None:
    """A naive civil moment of the rules as an aware one, for storing."""
    return at.replace(tzinfo=VIETNAM) if at else None


def holder_of_step(dossier: Dossier, step: Step, at: datetime) -> int:
    """The unit in whose tray `step` lies. A small agency without a clerk's or leaders' tray uses the settling unit's."""
    if step.at is Place.CENTRE:
        return dossier.receiving_unit_id
    settling = dossier.settling_unit_id or dossier.receiving_unit_id
    if step.at is Place.UNIT:
        return settling
    unit = office.unit_of_kind(dossier.agency_id, _KIND_OF_PLACE[step.at], civil(at).date())
    return unit.pk if unit else settling


def step_due(dossier: Dossier, step: Step, at: datetime) -> datetime | None:
    """When the step should be done: the 15:00 rule for a transfer, the process's own limit otherwise, else None."""
    if step.take != "transfer" and step.limit_days is None:
        return None
    calendar = calendar_for(holder_of_step(dossier, step, at), dossier.calendar_edition)
    if step.take == "transfer":
        rules = deadlines.rule_set_named(dossier.rule_set)
        return aware(deadlines.transfer_by(civil(at), calendar, rules))
    return aware(deadlines.due(civil(at), Limit.of(step.limit_days, Unit.WORKING_DAY), calendar).at)


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
