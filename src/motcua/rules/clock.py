"""A dossier's clock replayed from its events: the pure fold used to show and to verify due dates (§3.4–3.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from motcua.rules.due_dates import DEFAULT_POLICY, Policy, due
from motcua.rules.limits import Limit
from motcua.rules.pauses import extend, restart, resume, used_minutes
from motcua.rules.trace import Due
from motcua.rules.workdays import Calendar


class ClockOutOfOrder(ValueError):
    """An event that cannot follow the ones before it."""


class Happening(StrEnum):
    """What may happen to a clock."""

    STARTED = "STARTED"
    PAUSED = "PAUSED"
    RESUMED = "RESUMED"
    RESTARTED = "RESTARTED"
    EXTENDED = "EXTENDED"
    STOPPED = "STOPPED"


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """One event, at a naive local moment.

    ``limit``: needed by STARTED; RESTARTED may bring a new one (T27). ``new_at``, ``new_on``: the new
    appointment of EXTENDED. ``why``: words for the trace and the history.
    """

    what: Happening
    at: datetime
    limit: Limit | None = None
    new_at: datetime | None = None
    new_on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class DueChange:
    """One line of the history of due dates."""

    at: datetime
    what: Happening
    due: Due
    why: str


@dataclass(frozen=True, slots=True)
class ClockState:
    """The clock after some events. ``due_original`` never changes; ``due`` drives the work list.

    ``used_minutes``: working minutes of the limit used up to the last pause, extension or stop, since the last
    start from zero; ``used_at`` adds the running part.
    While paused, ``due`` is the date before the pause and ``running`` is False.
    """

    due_original: Due
    due: Due
    history: tuple[DueChange, ...]
    running: bool = True
    paused_at: datetime | None = None
    paused_why: str = ""
    stopped_at: datetime | None = None
    used_minutes: int = 0
    extensions: int = 0

    def used_at(self, now: datetime, calendar: Calendar) -> int:
        """Working minutes of the limit used at ``now``, never more than the limit; 0 for calendar units."""
        if not self.running:
            return self.used_minutes
        return self.used_minutes + used_minutes(self.due, now, calendar)


def run(events: Iterable[ClockEvent], calendar: Calendar, policy: Policy = DEFAULT_POLICY) -> ClockState:
    """Fold the events of one dossier, in order. A late change of the calendar is a run with the new calendar.

    Raises ClockOutOfOrder (Vietnamese sentence) for an event that cannot follow, and the errors of ``due``,
    ``resume`` and ``extend``.
    """
    state: ClockState | None = None
    last: datetime | None = None
    for event in events:
        if last is not None and event.at < last:
            raise ClockOutOfOrder(
                f"Sự kiện lúc {event.at:%H:%M %d/%m/%Y} xảy ra trước sự kiện liền trước nó."
            )
        state, last = advance(state, event, calendar, policy), event.at
    if state is None:
        raise ClockOutOfOrder("Chưa có sự kiện tiếp nhận nên đồng hồ chưa chạy.")
    return state


def advance(
    state: ClockState | None, event: ClockEvent, calendar: Calendar, policy: Policy = DEFAULT_POLICY
) -> ClockState:
    """The clock after one more event. Raises ClockOutOfOrder."""
    if state is None or event.what is Happening.STARTED:
        return _started(state, event, calendar, policy)
    return _STEPS[event.what](state, event, calendar, policy)


def _started(state: ClockState | None, event: ClockEvent, calendar: Calendar, policy: Policy) -> ClockState:
    if event.what is not Happening.STARTED or event.limit is None:
        raise ClockOutOfOrder("Sự kiện đầu tiên phải là bắt đầu tính thời hạn, kèm thời hạn.")
    if state is not None:
        raise ClockOutOfOrder("Thời hạn đã bắt đầu tính rồi: muốn tính lại, dùng sự kiện tính lại từ đầu.")
    first = due(event.at, event.limit, calendar, policy)
    return ClockState(first, first, (DueChange(event.at, event.what, first, event.why),))


def _paused(state: ClockState, event: ClockEvent, calendar: Calendar, policy: Policy) -> ClockState:
    _must_run(state, "tạm dừng")
    used = state.used_minutes + used_minutes(state.due, event.at, calendar)
    return replace(state, running=False, paused_at=event.at, paused_why=event.why, used_minutes=used)


def _resumed(state: ClockState, event: ClockEvent, calendar: Calendar, policy: Policy) -> ClockState:
    if state.paused_at is None:
        raise ClockOutOfOrder("Thời hạn không đang tạm dừng nên không thể tính tiếp.")
    after = resume(state.due, state.paused_at, event.at, calendar, state.paused_why)
    used = state.used_minutes
    if (
        after.start_at == state.due.start_at
    ):  # nothing moved: what the pause added is counted from start_at again
        used -= used_minutes(state.due, state.paused_at, calendar)
    return _changed(
        replace(state, running=True, paused_at=None, paused_why="", used_minutes=used), event, after
    )


def _restarted(state: ClockState, event: ClockEvent, calendar: Calendar, policy: Policy) -> ClockState:
    after = restart(
        state.due,
        event.at,
        calendar,
        policy,
        limit=event.limit,
        paused_at=state.paused_at,
        why=state.paused_why,
    )
    fresh = replace(state, running=True, paused_at=None, paused_why="", stopped_at=None, used_minutes=0)
    return _changed(fresh, event, after)


def _extended(state: ClockState, event: ClockEvent, calendar: Calendar, policy: Policy) -> ClockState:
    _must_run(state, "gia hạn")
    if event.new_at is None:
        raise ClockOutOfOrder("Gia hạn phải kèm ngày hẹn mới.")
    after = extend(
        state.due, event.at, event.new_at, calendar,
        new_on=event.new_on, extensions=state.extensions, why=event.why, rules=policy.rules,
    )  # fmt: skip
    used = state.used_at(event.at, calendar)
    return _changed(replace(state, extensions=state.extensions + 1, used_minutes=used), event, after)


def _stopped(state: ClockState, event: ClockEvent, calendar: Calendar, policy: Policy) -> ClockState:
    if state.stopped_at is not None:
        raise ClockOutOfOrder("Thời hạn đã dừng rồi.")
    used = state.used_at(event.at, calendar)
    return replace(
        state, running=False, paused_at=None, paused_why="", stopped_at=event.at, used_minutes=used
    )


def _changed(state: ClockState, event: ClockEvent, after: Due) -> ClockState:
    change = DueChange(event.at, event.what, after, event.why)
    return replace(state, due=after, history=(*state.history, change))


def _must_run(state: ClockState, verb: str) -> None:
    if not state.running:
        status = "đã dừng" if state.stopped_at is not None else "đang tạm dừng"
        raise ClockOutOfOrder(f"Thời hạn {status} nên không thể {verb}.")


_STEPS: dict[Happening, Callable[[ClockState, ClockEvent, Calendar, Policy], ClockState]] = {
    Happening.PAUSED: _paused,
    Happening.RESUMED: _resumed,
    Happening.RESTARTED: _restarted,
    Happening.EXTENDED: _extended,
    Happening.STOPPED: _stopped,
}
