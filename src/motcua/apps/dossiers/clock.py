"""A dossier's clock, folded from its acts. The index row copies the answer; pages and `verify` fold again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.dossiers.placing import aware, civil
from motcua.apps.office.working_time import calendar_for
from motcua.rules.clock import ClockEvent, ClockState, Happening, run
from motcua.rules.deadlines import Calendar, Due, Limit, Policy, rule_set_named
from motcua.rules.timeliness import Timeliness, by_dates

STARTS = ("accept", "accept_waiting", "settle_at_once")
PAUSES = ("ask_supplement", "require_payment")
STOPS = ("withdraw", "refuse", "seal", "lapse_supplement")
DETAILS = ("acceptance", "supplementrequest", "extension", "redating")


def limit_of(dossier: Dossier) -> Limit:
    """The limit the appointment was counted with (the commitment when it is shorter)."""
    return Limit.of(dossier.limit_value, dossier.limit_unit)


def policy_of(dossier: Dossier) -> Policy:
    """The rule set of the day of receipt."""
    return Policy(rules=rule_set_named(dossier.rule_set))


def calendar_of(dossier: Dossier, edition: int | None = None) -> Calendar:
    """The calendar the appointment was counted with, in the dossier's edition (or another one).

    It is that of the unit the use in force at acceptance names: a dossier forwarded to another authority (T24) or
    settled at the counter keeps the date that its receipt promises.
    """
    use = dossier.use
    unit_id = use.settling_unit_id if use else dossier.settling_unit_id or dossier.receiving_unit_id
    return calendar_for(unit_id, edition or dossier.calendar_edition)


def acts_of(dossier: Dossier) -> list[Act]:
    """The acts in order, with the details the clock needs, in one query."""
    return list(Act.objects.filter(dossier=dossier).select_related(*DETAILS).order_by("seq"))


def events(dossier: Dossier, acts: Iterable[Act]) -> list[ClockEvent]:
    """What the acts did to the clock."""
    found: list[ClockEvent] = []
    policy = ""
    for act in acts:
        at = civil(act.at)
        if act.verb in STARTS:
            start = act.acceptance
            limit = Limit.of(start.limit_value, start.limit_unit)
            found.append(ClockEvent(Happening.STARTED, civil(start.received_at), limit=limit))
        elif not found:
            continue
        elif act.verb in PAUSES:
            policy = act.supplementrequest.policy if act.verb == "ask_supplement" else "PAUSE"
            found.append(ClockEvent(Happening.PAUSED, at, why=_pause_words(act.verb)))
        elif act.verb in ("receive_supplement", "settle_obligation"):
            what = Happening.RESTARTED if policy == "RESTART" else Happening.RESUMED
            found.append(
                ClockEvent(what, at, why="đã nhận đủ giấy tờ" if "supplement" in act.verb else "đã nộp tiền")
            )
        elif act.verb == "extend":
            found.append(_extended(act))
        elif act.verb == "recall":
            limit = Limit.of(act.note["limit_value"], act.note["limit_unit"])
            found.append(ClockEvent(Happening.RESTARTED, at, limit=limit, why="thu hồi, giải quyết lại"))
        elif act.verb in STOPS:
            found.append(ClockEvent(Happening.STOPPED, at, why=act.ground))
    return found


def fold(dossier: Dossier, *, also: Sequence[ClockEvent] = (), edition: int | None = None) -> ClockState:
    """The clock now, with `also` as events about to happen."""
    found = events(dossier, acts_of(dossier))
    return run([*found, *also], calendar_of(dossier, edition), policy_of(dossier))


def write_due(dossier: Dossier, due: Due) -> None:
    """Copy a due date into the index row (not saved here)."""
    dossier.due_at = aware(due.at)
    dossier.due_on = due.on


def finish_class(dossier: Dossier, *, against_original: bool = False) -> Timeliness | None:
    """EARLY, ON_TIME or OVERDUE by dates for a finished dossier (domain.md §3.6); None while it is open.

    Without a due date (immediate results) it is ON_TIME. `against_original` compares with the first appointment.
    """
    if dossier.finished_at is None:
        return None
    due_on = original_due_on(dossier) if against_original else dossier.due_on
    return by_dates(civil(dossier.finished_at).date(), due_on)


def original_due_on(dossier: Dossier) -> date | None:
    """The legal day of the first appointment; 24:00 of a day is stored as 00:00 of the next."""
    if dossier.due_original_at is None:
        return None
    return legal_day(civil(dossier.due_original_at))


def _extended(act: Act) -> ClockEvent:
    return extension(act.at, act.extension.due_at, act.extension.reason)


def extension(at: datetime, new_due_at: datetime, why: str) -> ClockEvent:
    """The event of an apology with a new appointment."""
    new_at = civil(new_due_at)
    return ClockEvent(Happening.EXTENDED, civil(at), new_at=new_at, new_on=legal_day(new_at), why=why)


def legal_day(at: datetime) -> date:
    """The day a naive due moment belongs to: 24:00 of a day is stored as 00:00 of the next."""
    return (at - timedelta(minutes=1)).date() if at.hour == at.minute == 0 else at.date()


def _pause_words(verb: str) -> str:
    return "chờ bổ sung giấy tờ" if verb == "ask_supplement" else "chờ thực hiện nghĩa vụ tài chính"
