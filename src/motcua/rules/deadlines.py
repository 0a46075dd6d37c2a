"""The legal clock: when a dossier falls due, and why (domain.md §3; docs/explanation/clock.md).

This module is the door: other packages import the names of the clock from here, the calendar from
``workdays`` and ``calendar_rows``. Moments are naive civil time of Vietnam; a time zone is refused.
"""

from motcua.rules.backward import LatestDay, latest_day_before
from motcua.rules.clock import ClockEvent, ClockOutOfOrder, ClockState, DueChange, Happening, advance, run
from motcua.rules.counting import AwareMoment, start
from motcua.rules.due_dates import Policy, Promise, due, promise, supplement_return_by, transfer_by
from motcua.rules.legs import Leg, LegsNotOrdered, LegsPlan, chain, plan
from motcua.rules.limits import HourReading, InvalidLimit, Limit, Unit
from motcua.rules.pauses import (
    ExtensionNotAllowed,
    PauseOutOfOrder,
    extend,
    last_apology_moment,
    restart,
    resume,
    used_minutes,
)
from motcua.rules.rulesets import (
    ND61,
    ND118,
    RULE_SETS,
    RuleSet,
    SupplementPolicy,
    UnknownRuleSet,
    rule_set_for,
    rule_set_named,
)
from motcua.rules.timeliness import (
    OpenTimeliness,
    Precision,
    Timeliness,
    by_dates,
    classify,
    due_soon,
    open_class,
)
from motcua.rules.trace import Due, TraceLine, day_text, explain, moment_text
from motcua.rules.workdays import Calendar, NoWorkingDay

__all__ = [
    "ND61",
    "ND118",
    "RULE_SETS",
    "AwareMoment",
    "Calendar",
    "ClockEvent",
    "ClockOutOfOrder",
    "ClockState",
    "Due",
    "DueChange",
    "ExtensionNotAllowed",
    "Happening",
    "HourReading",
    "InvalidLimit",
    "LatestDay",
    "Leg",
    "LegsNotOrdered",
    "LegsPlan",
    "Limit",
    "NoWorkingDay",
    "OpenTimeliness",
    "PauseOutOfOrder",
    "Policy",
    "Precision",
    "Promise",
    "RuleSet",
    "SupplementPolicy",
    "Timeliness",
    "TraceLine",
    "Unit",
    "UnknownRuleSet",
    "advance",
    "by_dates",
    "chain",
    "classify",
    "day_text",
    "due",
    "due_soon",
    "explain",
    "extend",
    "last_apology_moment",
    "latest_day_before",
    "moment_text",
    "open_class",
    "plan",
    "promise",
    "restart",
    "resume",
    "rule_set_for",
    "rule_set_named",
    "run",
    "start",
    "supplement_return_by",
    "transfer_by",
    "used_minutes",
]
