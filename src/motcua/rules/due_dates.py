"""When a dossier falls due: the limit, the calendar and the rule set brought together (domain.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.rules.counting import ONE_DAY, civil_minute, start
from motcua.rules.limits import InvalidLimit, Limit, Unit
from motcua.rules.rulesets import RuleSet, rule_set_for
from motcua.rules.trace import Due, TraceLine
from motcua.rules.unit_rules import COUNTS
from motcua.rules.workdays import Calendar, NoWorkingDay, moment


@dataclass(frozen=True, slots=True)
class Policy:
    """What is not in the limit or the calendar.

    ``rules``: the rule set; None takes the one in force on the day of receipt. ``counts_from``: the moment of
    the event that starts the clock when a sector law names another one than acceptance (the land office's
    receipt, NĐ 99/2022 Đ.16.2; the payment of a fee, NĐ 216/2026 Đ.23), ``counts_from_why`` its words.
    """

    rules: RuleSet | None = None
    counts_from: datetime | None = None
    counts_from_why: str = ""


DEFAULT_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Promise:
    """The law's due date and the shorter one a province commits to; both are kept (domain.md §3.8 case 46)."""

    law: Due
    committed: Due | None

    @property
    def appointment(self) -> Due:
        """The one the slip prints: the commitment, unless it is not earlier than the law's."""
        if self.committed is None or self.committed.at is None:
            return self.law
        if self.law.at is None or self.committed.at <= self.law.at:
            return self.committed
        return self.law


def due(received_at: datetime, limit: Limit, calendar: Calendar, policy: Policy = DEFAULT_POLICY) -> Due:
    """When the limit ends for a dossier received (accepted) at that moment.

    Raises AwareMoment, NoWorkingDay, and InvalidLimit when the due date would be after the year 9999.
    Source: domain.md §3.1–3.4; Điều 147–148 Bộ luật Dân sự 2015.
    """
    received = civil_minute(received_at)
    rules = policy.rules or rule_set_for(received.date())
    event_at, lines = _opening(received, policy)
    try:
        count = COUNTS[limit.unit]
        start_at, at, on, nominal_on, budget = count(event_at, limit, calendar, rules, lines)
        warnings = calendar.doubts(received.date(), on) if on else ()
    except (OverflowError, ValueError) as error:
        if isinstance(error, (NoWorkingDay, InvalidLimit)):
            raise
        raise InvalidLimit(f"Thời hạn {limit.text} vượt quá phạm vi của lịch: hãy kiểm tra lại.") from error
    return Due(
        received, start_at, at, on, nominal_on, limit, budget, calendar.version, rules.key,
        tuple(lines), warnings, calendar.day_minutes,
    )  # fmt: skip


def _opening(received: datetime, policy: Policy) -> tuple[datetime, list[TraceLine]]:
    """The event that starts the clock, and the first trace lines."""
    lines = [TraceLine(received.date(), False, f"tiếp nhận lúc {received:%H:%M}", "", 0, 0, True)]
    if policy.counts_from is None:
        return received, lines
    event_at = civil_minute(policy.counts_from)
    why = policy.counts_from_why or "sự kiện bắt đầu thời hạn theo luật chuyên ngành"
    lines.append(TraceLine(event_at.date(), False, f"{why} lúc {event_at:%H:%M}", "", 0, 0, True))
    return event_at, lines


def promise(
    received_at: datetime,
    law: Limit,
    committed: Limit | None,
    calendar: Calendar,
    policy: Policy = DEFAULT_POLICY,
) -> Promise:
    """Both due dates of a dossier whose province commits to a shorter limit than the law's (case 46)."""
    shorter = due(received_at, committed, calendar, policy) if committed is not None else None
    return Promise(due(received_at, law, calendar, policy), shorter)


def transfer_by(received_at: datetime, calendar: Calendar, rules: RuleSet | None = None) -> datetime:
    """The latest moment to hand the dossier to the competent unit (case 33; Điều 18 NĐ 61/2018).

    Received by 15:00: the close of that working day. After 15:00: the opening of the next working day.
    """
    received = civil_minute(received_at)
    cutoff = (rules or rule_set_for(received.date())).transfer_cutoff
    start_at = start(received, calendar)
    if start_at.date() == received.date() and received.time() > cutoff:
        day = calendar.working_day_from(start_at.date() + ONE_DAY)
        return moment(day.on, day.opens)
    return moment(start_at.date(), calendar.day(start_at.date()).closes)


def supplement_return_by(received_at: datetime, calendar: Calendar, rules: RuleSet | None = None) -> Due:
    """The last moment to send an ineligible dossier back without a breach (T11, case 32; NĐ 61 Đ.19.4)."""
    chosen = rules or rule_set_for(received_at.date())
    limit = Limit.of(chosen.supplement_return_days, Unit.WORKING_DAY)
    return due(received_at, limit, calendar, Policy(rules=chosen))
