"""One working day: what happens lies in a queue ordered by time; officers do one thing after another."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from motcua.apps.dossiers import queries
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.apps.office.working_time import calendar_for
from motcua.apps.payments.actions import PaymentRefused
from motcua.cli.simulation import arrivals, errands, rounds
from motcua.cli.simulation.chance import dice
from motcua.cli.simulation.province import pack
from motcua.cli.simulation.staff import Staff
from motcua.rules import lifecycle
from motcua.rules.actors import Actor
from motcua.rules.lifecycle import StepNotAllowed
from motcua.rules.rights import NotAllowed

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
REFUSALS = (ActionRefused, StepNotAllowed, NotAllowed, PaymentRefused)
WORDS_BESIDE = {
    "correct": "Đính chính thông tin tiếp nhận",
    "decline_at_counter": "Từ chối tiếp nhận tại quầy",
}
Deed = Callable[[datetime], None]
OfficerDeed = Callable[[Actor, datetime], None]


@dataclass(frozen=True, slots=True)
class DayTold:
    """What came of a day: how often each thing was done."""

    on: date
    done: Counter[str]
    refused: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """One line for whoever watches."""
        filed = self.done["accept"] + self.done["settle_at_once"] + self.done["accept_waiting"]
        return (
            f"  {self.on:%d/%m/%Y}: tiếp nhận {filed}, phát hành {self.done['seal'] + self.done['settle_at_once']}, "
            f"tổng {sum(self.done.values())} việc."
        )

    @property
    def details(self) -> str:
        """Every thing that was done, in the words of the law's table of steps."""
        names = {row.verb: row.name for row in lifecycle.TABLE} | WORDS_BESIDE
        lines = [f"    {count:>4}  {names.get(verb, verb)}" for verb, count in sorted(self.done.items())]
        return "\n".join([*lines, *(f"    không làm được lúc {one}" for one in self.refused)])


class Day:
    """The queue of a day, the officers' time, and what is being worked on."""

    def __init__(self, on: date, *, staff: Staff, seed: int, after_each: Deed) -> None:
        self.on, self.staff, self.seed = on, staff, seed
        self.rules = pack("day.json")
        self.done: Counter[str] = Counter()
        self.busy = self._touched_by_visitors()
        self._refused: list[str] = []
        self._after_each = after_each
        self._queue: list[tuple[datetime, int, Deed]] = []
        self._order = 0
        self._free: dict[int, datetime] = {}
        self._pieces = calendar_for(None).day(on).pieces
        self._away = {who.officer_id for who in self._officers() if self.chance("absent", who.name, on)}

    def play(self) -> DayTold:
        """Play the day to its end."""
        arrivals.plan(self)
        errands.plan(self)
        rounds.plan(self)
        while self._queue:
            at, _, deed = heapq.heappop(self._queue)
            self._do(deed, at)
            self._after_each(at)
        return DayTold(self.on, self.done, tuple(self._refused))

    def _do(self, deed: Deed, at: datetime) -> None:
        """One thing; what the product refuses (a visitor of the demo changed something) is told and left."""
        try:
            with transaction.atomic():
                deed(at)
        except REFUSALS as refusal:
            self._refused.append(f"{at:%H:%M} {refusal}")

    def at(self, clock: str | time) -> datetime:
        """A time of this day."""
        told = time.fromisoformat(clock) if isinstance(clock, str) else clock
        return datetime.combine(self.on, told, VIETNAM)

    def later(self, at: datetime, deed: Deed) -> None:
        """Let `deed` happen at `at`; of two at one moment the one told first comes first."""
        self._order += 1
        heapq.heappush(self._queue, (at, self._order, deed))

    def give(
        self, officers: Iterable[Actor], at: datetime, task: str, deed: OfficerDeed, slow: float = 1.0
    ) -> bool:
        """Give a task to whoever of `officers` is free first; False when nobody finishes it within office hours."""
        here = [who for who in officers if who.officer_id not in self._away]
        if not here:
            return False
        who = min(here, key=lambda one: (self._free.get(one.officer_id or 0, at), one.officer_id or 0))
        minutes = self._minutes(task, who) * slow
        ends = self.fits(max(at, self._free.get(who.officer_id or 0, at)), minutes)
        if ends is None:
            return False
        self._free[who.officer_id or 0] = ends
        self.later(ends, lambda now: deed(who, now))
        return True

    def fits(self, start: datetime, minutes: float) -> datetime | None:
        """When work of `minutes` that may begin at `start` is done, without a break; None when not today."""
        for opens, closes in self._pieces:
            begins = max(start, self._minute(opens))
            ends = begins + timedelta(minutes=minutes)
            if ends <= self._minute(closes):
                return ends
        return None

    def chance(self, name: str, *key: object) -> bool:
        """True as often as `day.json` says, always the same for the same `key`."""
        often: float = self.rules["chances"][name]
        return dice(self.seed, name, *key).random() < often

    def finished(self, dossier: Dossier, at: datetime) -> None:
        """A step is done: the dossier lies free again, or goes straight on when it is urgent."""
        self.busy.discard(dossier.pk)
        rounds.hurry(self, dossier, at)

    def count(self, verb: str) -> None:
        """Note that something was done."""
        self.done[verb] += 1

    def _touched_by_visitors(self) -> set[int]:
        """Dossiers on which somebody acts after this morning already: the play must not act before them."""
        every = queries.visible_to(self.staff.supervisor)
        return set(every.filter(acts__at__gte=self.at(time(0))).values_list("pk", flat=True))

    def _minutes(self, task: str, who: Actor) -> float:
        pace = dice(self.seed, "pace", who.name).uniform(0.75, 1.35)
        spread = dice(self.seed, "minutes", self.on, self._order).uniform(0.5, 1.6)
        usual: float = self.rules["minutes"][task]
        return round(usual * pace * spread * 60) / 60

    def _minute(self, minute: int) -> datetime:
        return self.at(time(0)) + timedelta(minutes=minute)

    def _officers(self) -> set[Actor]:
        return {who for seats in self.staff.seats.values() for who in seats}
