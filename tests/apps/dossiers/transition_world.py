"""One small office for a whole module, and what every taken step must have left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from motcua.apps.dossiers import clock
from motcua.apps.dossiers.models import Act, Dossier, Participation, Slip
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.dossiers.verifying import differences
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.letters.queries import edition_on
from motcua.rules.actors import Actor
from motcua.rules.forms import FormKind
from motcua.rules.lifecycle import State
from motcua.rules.rights import NotAllowed
from tests.worlds.small import SmallOffice, vn

ONE_STOP_FORMS = {"RECEIPT", "SUPPLEMENT", "DECLINE", "REFUSE", "APOLOGY", "STOP_NOTICE"}
"""Numbered forms of the circulars; the other papers have no form of their own and change with no circular."""


@dataclass(frozen=True)
class Regime:
    """A Monday under one set of rules, the decree's key and the circular whose forms are printed."""

    monday: str
    decree: str
    circular: str

    def at(self, day: int, hour: str) -> datetime:
        """`day` 0 is the Monday; `hour` as "09:00"."""
        return vn(f"{self.monday} {hour}") + timedelta(days=day)

    def on(self, day: int) -> date:
        """The date `day` days after the Monday."""
        return self.at(day, "00:00").date()


OLD = Regime("2025-03-03", "ND61", "TT01_2018")
NEW = Regime("2026-03-02", "ND118", "TT03_2025")


@dataclass(frozen=True)
class Taken:
    """What a step must have done: the row of the table, the states, the codes, the fact, the paper, the clock."""

    row: str
    verb: str
    states: tuple[State | None, State]
    code: int
    fact: str = ""
    paper: FormKind | None = None
    due: datetime | None = None
    paused: bool = False
    finished: bool = False


@dataclass(frozen=True)
class World:
    """The office on the days of one regime."""

    office: SmallOffice
    regime: Regime

    def at(self, day: int = 0, hour: str = "09:00") -> datetime:
        """A moment of the regime's weeks."""
        return self.regime.at(day, hour)

    def by(self, username: str) -> Actor:
        """An officer with his seats of the regime's Monday."""
        return self.office.actor(username, self.at())

    def due(self, day: int = 9, hour: str = "09:00") -> datetime:
        """Seven working days from Monday 09:00 end on Wednesday of the week after, 09:00."""
        return self.at(day, hour)

    def check(self, code: str, wanted: Taken) -> Act:
        """Everything the newest act of the dossier must have left; returns the act."""
        dossier = found(code)
        act = Act.objects.filter(dossier=dossier).order_by("-seq")[0]
        before, after = wanted.states
        assert (act.transition, act.verb) == (wanted.row, wanted.verb)
        assert (act.from_state, act.to_state, dossier.state) == (before or "", after, after)
        assert dossier.stands.national_code == wanted.code
        assert (act.seq, act.officer_id is not None, bool(act.actor_name)) == (dossier.act_count, True, True)
        assert (dossier.due_at, act.due_at) == (wanted.due, wanted.due)
        assert (dossier.paused_since is not None, dossier.finished_at is not None) == (
            wanted.paused,
            wanted.finished,
        )
        if dossier.received_at is not None:
            assert dossier.rule_set == self.regime.decree
            state = clock.fold(dossier)
            ended = after in (State.READY, State.DELIVERED, State.STOPPED, State.WITHDRAWN)
            assert state.running == (not wanted.paused and not (ended and wanted.verb != "settle_at_once"))
        self._check_fact(dossier, act, wanted.fact)
        if wanted.paper is not None:
            self.check_paper(dossier, wanted.paper, act.at)
        assert_follows_from_acts(dossier)
        return act

    def _check_fact(self, dossier: Dossier, act: Act, name: str) -> None:
        left = RecordedFact.objects.filter(subject=f"dossier:{dossier.pk}", payload__act=act.seq)
        assert list(left.values_list("name", flat=True)) == ([name] if name else [])

    def check_paper(self, dossier: Dossier | None, kind: FormKind, at: datetime) -> Slip:
        """The newest paper is of `kind`, of that moment, and under the regulation of the regime."""
        slip = Slip.objects.filter(dossier=dossier).order_by("-id")[0]
        assert (slip.kind, slip.at, bool(slip.number)) == (kind, at, True)
        regulation = edition_on(kind, slip.on).regulation
        assert regulation == (self.regime.circular if kind in ONE_STOP_FORMS else regulation)
        return slip


def found(code: str) -> Dossier:
    """The dossier by number or provisional code, fresh from the database."""
    numbered = Dossier.objects.filter(number=code).first()
    return numbered or Dossier.objects.get(provisional=code)


def assert_follows_from_acts(dossier: Dossier) -> None:
    """`verify` finds nothing: index, clock and ledger follow from the acts."""
    acts = clock.acts_of(dossier)
    facts = RecordedFact.objects.filter(subject=f"dossier:{dossier.pk}").values_list("name", "payload")
    names = {(name, int(payload.get("act", 0))) for name, payload in facts}
    units = set(Participation.objects.filter(dossier=dossier).values_list("unit_id", flat=True))
    found = [difference.sentence for difference in differences(dossier, acts, names, units)]
    assert not found, found


def refused_by_right(call: Callable[[], object]) -> None:
    """A wrong seat is refused with a sentence that says who may."""
    with pytest.raises(NotAllowed, match="Người làm được"):
        call()


def refused_by_guard(call: Callable[[], object], *fields: str) -> None:
    """The guard is refused, naming the fields at fault when there are any."""
    with pytest.raises(GuardNotMet) as caught:
        call()
    assert set(fields) <= set(caught.value.faults)
    assert str(caught.value).endswith((".", "!"))
