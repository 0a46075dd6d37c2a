"""Random officers take random steps at increasing random times: whatever happens, the law's invariants hold.

`MOTCUA_WALKS=300` walks more than CI does; with `MOTCUA_SHRINK=1` hypothesis shortens a failing walk (slow).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from motcua.apps.dossiers import clock, queries
from motcua.apps.dossiers.actions.acting import asked_units, standing
from motcua.apps.dossiers.facts_left import leaves_fact
from motcua.apps.dossiers.models import Act, Consultation, Dossier
from motcua.apps.dossiers.processes import process
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.office import working_time
from motcua.rules import lifecycle, rights
from motcua.rules.actors import Actor, Role
from motcua.rules.lifecycle import FINISHED, State
from tests.apps.dossiers.stateful_world import LEAVERS, OFFICERS, REFUSALS, VERBS, Walk, seat_everybody
from tests.apps.dossiers.transition_world import assert_follows_from_acts
from tests.worlds.small import SmallOffice, vn

pytestmark = pytest.mark.django_db

WALKS = int(os.environ.get("MOTCUA_WALKS", "10"))
STARTS = ("2026-03-02 09:00", "2025-06-27 15:30", "2026-02-12 10:00", "2026-04-24 16:59")
WAITS = (0, 0, 1, 25, 90, 300, 1440, 1440, 3 * 1440, 9 * 1440)
MOST_DOSSIERS = 4
FAR = timedelta(days=900)

steps = st.lists(
    st.tuples(
        st.integers(0, MOST_DOSSIERS - 1),
        st.integers(0, 99),
        st.integers(0, 999),
        st.sampled_from(WAITS),
        st.integers(0, 999),
    ),
    min_size=25,
    max_size=50,
)


@pytest.fixture(scope="module")
def busy_office(office_of_module: SmallOffice) -> SmallOffice:
    """The module's office with more people in it, and units that keep different hours."""
    seat_everybody(office_of_module)
    return office_of_module


@settings(
    max_examples=WALKS,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate, Phase.shrink) if os.environ.get("MOTCUA_SHRINK") else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(start=st.sampled_from(STARTS), taken=steps)
def test_invariants_hold_on_every_walk(
    busy_office: SmallOffice, start: str, taken: list[tuple[int, int, int, int, int]]
) -> None:
    with transaction.atomic():
        working_time.forget()
        walk = Walk(busy_office, vn(start))
        for which, way, pick, wait, flavour in taken:
            walk.at += timedelta(minutes=wait)
            _step(walk, which, way, pick, flavour)
        for code in walk.codes:
            _finish(walk, code)
        transaction.set_rollback(True)
    working_time.forget()


def _step(walk: Walk, which: int, way: int, pick: int, flavour: int) -> None:
    """One step of the walk: file, change the world, or act on a dossier; then look at what is true."""
    if way >= 97:
        note(f"{walk.at:%d/%m/%Y %H:%M} close a unit {pick} {flavour}")
        walk.close_a_unit(
            pick % 9 - 3, ("H99.15.HT", "H99.TT", "H99.41.VP")[pick % 3], suspends=flavour % 2 == 0
        )
    elif way == 96:
        note(f"{LEAVERS[pick % len(LEAVERS)]} leaves")
        walk.leave(LEAVERS[pick % len(LEAVERS)])
    elif len(walk.codes) <= which:
        note(f"{walk.at:%d/%m/%Y %H:%M} file {pick}")
        _refused_or_done(lambda: walk.file(pick, walk.actor(("quay", "xa_motcua", "phongkhac")[flavour % 3])))
    else:
        code = walk.codes[which]
        verb, who = _choice(walk, code, way, pick)
        note(f"{walk.at:%d/%m/%Y %H:%M} dossier {which}: {verb} by {who.name}, flavour {flavour}")
        before = Dossier.objects.filter(provisional=code).values().get()
        if not _refused_or_done(lambda: walk.do(verb, code, who, flavour)):
            assert_untouched(before, code, verb)
    touched = walk.codes[which : which + 1] if way < 96 else walk.codes
    for code in touched:
        check(walk, code)


def _choice(walk: Walk, code: str, way: int, pick: int) -> tuple[str, Actor]:
    """Mostly a step the table allows, by somebody who may; else anything by anybody."""
    dossier = walk.dossier(code)
    if way < 85:
        legal = [row.verb for row in lifecycle.possible(dossier.stands) if row.verb in VERBS]
        forward = [verb for verb in legal if verb in _STRAIGHT]
        verbs = forward if forward and way < 60 else legal
        if verbs:
            verb = verbs[pick % len(verbs)]
            place = standing(dossier, asked_units=asked_units(dossier))
            may = [actor for actor in walk.actors() if rights.may(actor, verb, place)]
            if may:
                return verb, may[pick % len(may)]
    return list(VERBS)[pick % len(VERBS)], walk.actor(OFFICERS[pick % len(OFFICERS)])


_STRAIGHT = {
    "accept_waiting", "transfer", "assign", "examine", "review", "sign", "seal", "receive_supplement", "settle_obligation",
    "answer_consultation",
}  # fmt: skip


def _refused_or_done(call: Callable[[], None]) -> bool:
    """True when done; a refusal must be one of the known ones, with a sentence for a person."""
    try:
        call()
    except REFUSALS as refusal:
        sentence = str(refusal)
        assert len(sentence) > 15 and sentence.rstrip().endswith((".", ")")), sentence
        assert any(ord(letter) > 127 for letter in sentence), f"not Vietnamese: {sentence}"
        return False
    return True


def assert_untouched(before: dict[str, object], code: str, verb: str) -> None:
    """A refused step leaves no trace (verdicts on papers, written before, are no step)."""
    assert Dossier.objects.filter(provisional=code).values().get() == before, verb


def check(walk: Walk, code: str) -> None:
    """The invariants of one dossier."""
    dossier = walk.dossier(code)
    acts = list(Act.objects.filter(dossier=dossier).order_by("seq"))
    assert [act.seq for act in acts] == list(range(1, dossier.act_count + 1))
    assert_follows_from_acts(dossier)
    _check_clock(walk, dossier)
    _check_step(dossier)
    _check_facts(dossier, acts)
    _check_who_sees(walk, dossier, acts)
    assert (dossier.number is not None) == (dossier.received_at is not None)
    if dossier.number:
        assert Dossier.objects.filter(number=dossier.number).count() == 1


def _check_clock(walk: Walk, dossier: Dossier) -> None:
    paused = dossier.stands in (State.SUPPLEMENTING, State.PAYING) and dossier.received_at is not None
    assert (dossier.paused_since is not None) == paused
    late = queries.work_list(
        walk.actor("kstt"), queries.WorkFilters(tray="late"), at=walk.at + FAR, size=50
    ).rows
    if paused or dossier.stands in FINISHED:
        assert dossier.pk not in {row.pk for row in late}, "a dossier that waits is never overdue"
    if dossier.received_at is None:
        assert dossier.due_at is None
        return
    state = clock.fold(dossier)
    assert (dossier.due_on, dossier.due_at) == (state.due.on, clock.aware(state.due.at))
    assert state.running == (dossier.stands not in FINISHED and not paused) or dossier.due_at is None


def _check_step(dossier: Dossier) -> None:
    keys = [step.key for step in process(dossier.process_key).steps]
    assert keys.count(dossier.step_key) == (1 if dossier.step_key else 0)
    closed = dossier.stands in FINISHED - {State.READY} or dossier.received_at is None
    assert (dossier.step_key == "") == closed
    assert dossier.holder_unit_id is not None


def _check_facts(dossier: Dossier, acts: list[Act]) -> None:
    told = RecordedFact.objects.filter(subject=f"dossier:{dossier.pk}").values_list("name", "payload")
    left = Counter((int(payload["act"]), name) for name, payload in told)
    wanted: Counter[tuple[int, str]] = Counter()
    for act in acts:
        at_own_desk = act.verb == "transfer" and act.ground == "Giải quyết tại chỗ"
        if name := leaves_fact(act.verb, at_own_desk=at_own_desk):
            wanted[act.seq, name] += 1
        if act.verb == "settle_at_once":
            wanted[act.seq, "DossierAccepted"] += 1
    assert left == wanted


def _check_who_sees(walk: Walk, dossier: Dossier, acts: list[Act]) -> None:
    """The definition of visibility once more, naively, against the one function and the query for one dossier."""
    asked = Consultation.objects.filter(dossier=dossier).values_list("unit_id", flat=True)
    places = {
        dossier.receiving_unit_id,
        dossier.settling_unit_id,
        *(act.holder_unit_id for act in acts),
        *asked,
    }
    for actor in walk.actors():
        by_unit = any(s.unit_id in places and s.role not in _BLIND for s in actor.seats)
        by_agency = any(s.agency_id == dossier.agency_id and s.role in _AGENCY_WIDE for s in actor.seats)
        sees = actor.has_role(Role.TTHC_CONTROL) or by_unit or by_agency
        assert queries.may_see(actor, dossier) == sees, actor.name


_BLIND = (Role.ADMINISTRATOR, Role.TTHC_CONTROL)
_AGENCY_WIDE = (Role.SIGNATORY, Role.CLERK)
_NEXT = {
    State.WAITING: "accept_waiting",
    State.SUPPLEMENTING: "receive_supplement",
    State.PAYING: "settle_obligation",
    State.CONSULTING: "answer_consultation",
    State.ACCEPTED: "transfer",
    State.SIGNING: "sign",
    State.SEALING: "seal",
    State.READY: "deliver_at_counter",
}
_FLAVOURS = range(1, 12)


def _finish(walk: Walk, code: str) -> None:
    """No dead end: from wherever the walk left it, the people in their seats can bring the dossier to its end."""
    for _ in range(25):
        dossier = walk.dossier(code)
        if dossier.stands in FINISHED - {State.READY}:
            return
        step = process(dossier.process_key).step(dossier.step_key).take if dossier.step_key else ""
        verb = _NEXT.get(dossier.stands, step)
        walk.at += timedelta(days=8)
        assert _somebody_does(walk, verb, code), f"dead end: {dossier.state}, step {step or '–'}, verb {verb}"
        check(walk, code)
    raise AssertionError(f"{code} does not come to its end")


def _somebody_does(walk: Walk, verb: str, code: str) -> bool:
    for wanted in (verb, "assign"):
        dossier = walk.dossier(code)
        place = standing(dossier, asked_units=asked_units(dossier))
        may = [actor for actor in walk.actors() if rights.may(actor, wanted, place)]
        tries = (partial(walk.do, wanted, code, who, flavour) for who in may for flavour in _FLAVOURS)
        if any(_refused_or_done(call) for call in tries):
            return True
    return False
