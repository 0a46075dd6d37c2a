"""Chained and parallel legs of linked procedures (liên thông, domain.md §2.4, cases 35 and 36)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.rules.due_dates import DEFAULT_POLICY, Policy, due
from motcua.rules.limits import Limit
from motcua.rules.trace import Due
from motcua.rules.workdays import Calendar


class LegsNotOrdered(ValueError):
    """Legs wait for each other in a circle, or for a leg that is not there, or repeat a name."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One agency's part: its limit and the names of the legs that must be over before it starts."""

    name: str
    limit: Limit
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegsPlan:
    """The due date of each leg by name, and the whole case's: that of the longest path."""

    legs: dict[str, Due]
    whole: Due


def chain(
    received_at: datetime, limits: Sequence[Limit], calendar: Calendar, policy: Policy = DEFAULT_POLICY
) -> tuple[Due, ...]:
    """Due dates of legs one after the other; each starts at the due moment of the one before.

    The early finish of a part therefore does not move the last one.
    """
    names = [str(place) for place in range(len(limits))]
    legs = [
        Leg(name, limit, tuple(names[max(0, int(name) - 1) : int(name)]))
        for name, limit in zip(names, limits, strict=True)
    ]
    return tuple(plan(received_at, legs, calendar, policy).legs.values())


def plan(
    received_at: datetime, legs: Iterable[Leg], calendar: Calendar, policy: Policy = DEFAULT_POLICY
) -> LegsPlan:
    """Due dates of legs with dependencies; legs that wait for none start at receipt, in parallel.

    Raises LegsNotOrdered. A leg without a due date (IMMEDIATE) passes its own start on.
    """
    waiting = {}
    for leg in legs:
        if leg.name in waiting:
            raise LegsNotOrdered(f"Hai chặng trùng tên “{leg.name}”: hãy đặt tên khác nhau.")
        waiting[leg.name] = leg
    if not waiting:
        raise LegsNotOrdered("Hồ sơ liên thông phải có ít nhất một chặng.")
    order, done = list(waiting), dict[str, Due]()
    while waiting:
        ready = [leg for leg in waiting.values() if all(name in done for name in leg.after)]
        if not ready:
            names = ", ".join(waiting)
            raise LegsNotOrdered(f"Các chặng {names} chờ nhau hoặc chờ chặng không có: hãy sửa thứ tự.")
        for leg in ready:
            del waiting[leg.name]
            done[leg.name] = _leg_due(received_at, leg, done, calendar, policy)
    return LegsPlan({name: done[name] for name in order}, max(done.values(), key=_end))


def _leg_due(
    received_at: datetime, leg: Leg, done: dict[str, Due], calendar: Calendar, policy: Policy
) -> Due:
    if not leg.after:
        return due(received_at, leg.limit, calendar, policy)
    begins = max(_end(done[name]) for name in leg.after)
    return due(received_at, leg.limit, calendar, Policy(policy.rules, begins, "chặng trước hết thời hạn"))


def _end(due: Due) -> datetime:
    return due.at or due.start_at
