"""A dossier that does not exist, walked through a process: which steps, why this way, when each opens and falls due.

Every step is taken to use all its time; one without a limit of its own takes none. So the walk is the slowest that
the process allows, on the working calendar given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal

from motcua.rules.deadlines import Calendar, Limit, Unit, due, start, transfer_by
from motcua.rules.process.conditions import ConditionFault, GivenMissing, say
from motcua.rules.process.definition import BACK, END, Ask, Outcome, Process, Step, Timer, TimerStart
from motcua.rules.process.givens import Given, Value
from motcua.rules.process.timing import timer_moments
from motcua.rules.process.walking import MOST_VISITS, ChoiceNeeded, NoWayOn, asks_of, follow

DAY = timedelta(days=1)
ZERO = Decimal(0)
Calendars = Callable[[Step], Calendar]
Choices = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Alarm:
    """A timer of a step and the moment it would fire; `late_only`: only when the step is not done in time."""

    timer: Timer
    at: datetime
    late_only: bool


@dataclass(frozen=True, slots=True)
class AskSent:
    """A side consultation of a step and when its answer is due."""

    ask: Ask
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the walk. `visit` counts the times the step has been open (1 first). `why` says in words why the
    walk goes on as it does; `outcome` is None where it cannot go on. `days`: working days used up to the end of it."""

    step: Step
    visit: int
    opens_at: datetime
    due_at: datetime | None
    days: Decimal
    asks: tuple[AskSent, ...] = ()
    alarms: tuple[Alarm, ...] = ()
    outcome: Outcome | None = None
    why: str = ""

    @property
    def sent_back(self) -> bool:
        """True when the step was not done but sent back."""
        return self.outcome is not None and self.outcome.key == BACK

    @property
    def ends_at(self) -> datetime:
        """When the next step opens."""
        return self.due_at or self.opens_at


@dataclass(frozen=True, slots=True)
class Simulation:
    """The walk as far as it comes. When it does not reach the end, `blocked` says why, and what would help is either
    the fact `missing` or a choice among `choices` at the last stop."""

    stops: tuple[Stop, ...]
    blocked: str = ""
    missing: Given | None = None
    choices: tuple[Outcome, ...] = ()

    @property
    def finished(self) -> bool:
        """True when the end was reached."""
        return not self.blocked

    @property
    def days(self) -> Decimal:
        """Working days of all steps together."""
        return self.stops[-1].days if self.stops else ZERO

    @property
    def ends_at(self) -> datetime | None:
        """When the last step ends; None when nothing was walked."""
        return self.stops[-1].ends_at if self.stops else None

    @property
    def way(self) -> tuple[str, ...]:
        """The keys of the steps, in the order walked."""
        return tuple(stop.step.key for stop in self.stops)


@dataclass(slots=True)
class _Walk:
    process: Process
    facts: Mapping[str, Value]
    left: dict[str, list[str]]
    calendars: Calendars
    stops: list[Stop] = field(default_factory=list)
    days: Decimal = ZERO


def simulate(
    process: Process, facts: Mapping[str, Value], choices: Choices, starts_at: datetime, calendars: Calendars
) -> Simulation:
    """Walk the process from `starts_at` (naive civil time). `choices`: for a step the outcome's key, or BACK, of each
    visit in turn. `calendars` gives the working calendar of the unit that holds a step. Raises nothing of its own:
    a process that cannot go on says so in `blocked`."""
    if not process.steps:
        return Simulation((), "Quy trình chưa có bước nào.")
    walked = _Walk(process, facts, {key: list(picked) for key, picked in choices.items()}, calendars)
    key, at = process.first.key, starts_at
    while key != END:
        if len(walked.stops) >= MOST_VISITS:
            return Simulation(
                tuple(walked.stops), "Đi quá nhiều bước mà chưa kết thúc. Hãy bỏ bớt lựa chọn trả lại."
            )
        if not process.has(key):
            return Simulation(tuple(walked.stops), f"Quy trình chuyển tới bước không có: «{key}».")
        stopped = _stop(walked, key, at)
        if stopped is not None:
            return stopped
        last = walked.stops[-1]
        assert last.outcome is not None
        key, at = last.outcome.next, last.ends_at
    return Simulation(tuple(walked.stops))


def _stop(walked: _Walk, key: str, at: datetime) -> Simulation | None:
    """Add the stop at `key`; the whole simulation when it ends here without reaching the end."""
    process, step = walked.process, walked.process.step(key)
    visit = 1 + sum(1 for stop in walked.stops if stop.step.key == key)
    calendar = walked.calendars(step)
    due_at = due_of(step, at, calendar)
    walked.days += step.limit_days or ZERO
    blocked = ""
    missing: Given | None = None
    open_ways: tuple[Outcome, ...] = ()
    asks: tuple[AskSent, ...] = ()
    taken: Outcome | None = None
    try:
        asks = tuple(
            AskSent(ask, _later(at, ask.limit_days, calendar)) for ask in asks_of(process, key, walked.facts)
        )
        taken = _taken(walked, step)
    except GivenMissing as lacks:
        blocked, missing = str(lacks), lacks.given
    except ChoiceNeeded as needed:
        blocked, open_ways = str(needed), needed.outcomes
    except (NoWayOn, ConditionFault) as stuck:
        blocked = str(stuck)
    why = _why(process, step, taken) if taken else ""
    alarms = _alarms(step, at, due_at, calendar)
    walked.stops.append(Stop(step, visit, at, due_at, walked.days, asks, alarms, taken, why))
    return Simulation(tuple(walked.stops), blocked, missing, open_ways) if blocked else None


def _taken(walked: _Walk, step: Step) -> Outcome:
    left = walked.left.get(step.key)
    chosen = left.pop(0) if left else ""
    if chosen == BACK and step.back:
        return Outcome(step.back, BACK, "Trả lại")
    return follow(walked.process, step.key, walked.facts, chosen)


def _why(process: Process, step: Step, taken: Outcome) -> str:
    """Why the walk leaves a step this way, in words."""
    if taken.key == BACK:
        return "trả lại để làm lại"
    if taken.when:
        return f"vì {say(taken.when, process.givens)}"
    if sum(1 for one in step.outcomes if not one.when) > 1:
        return f"người làm chọn «{taken.label or taken.key}»"
    if len(step.outcomes) > 1:
        return "vì không điều kiện nào khác đúng"
    return ""


def due_of(step: Step, opens_at: datetime, calendar: Calendar) -> datetime | None:
    """When a step opened then is due: the 15:00 rule for a transfer, the step's own limit, else None."""
    if step.take == "transfer":
        return transfer_by(opens_at, calendar)
    if step.limit_days is None or step.limit_days <= 0:
        return None
    return _later(opens_at, step.limit_days, calendar)


def _later(at: datetime, days: Decimal, calendar: Calendar) -> datetime:
    if days <= 0:
        return at
    found = due(at, Limit.of(days, Unit.WORKING_DAY), calendar).at
    assert found is not None  # a limit in working days always ends
    return found


def _alarms(step: Step, opens_at: datetime, due_at: datetime | None, calendar: Calendar) -> tuple[Alarm, ...]:
    """The timers that would fire, soonest first."""
    moments = timer_moments(step, opens_at, due_at, calendar)
    return tuple(
        Alarm(step.timers[place], at, late_only=_is_late(step.timers[place], at, due_at))
        for at, place in moments
    )


def _is_late(timer: Timer, at: datetime, due_at: datetime | None) -> bool:
    return timer.start is TimerStart.AFTER_DUE or (due_at is not None and at >= due_at)


def next_working_morning(at: datetime, calendar: Calendar) -> datetime:
    """The opening of the next working day after the day of `at`."""
    return start(datetime.combine(at.date() + DAY, time()), calendar)
