"""The table of T1–T27 (domain.md §2.3): complete, connected, and its document in docs/ is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.rules import lifecycle, rights
from motcua.rules.lifecycle import FINISHED, OPEN, TABLE, ClockEffect, State, StepNotAllowed, take
from motcua.rules.lifecycle_document import document

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "lifecycle.md"


def test_all_27_transitions_are_there() -> None:
    assert {row.id for row in TABLE} == {f"T{number}" for number in range(1, 28)}


def test_every_state_can_be_reached_and_every_open_one_left() -> None:
    reached = {state for row in TABLE for state in row.to}
    assert reached == set(State)
    assert OPEN <= {state for row in TABLE for state in row.start}
    assert OPEN | FINISHED == set(State) and not OPEN & FINISHED


def test_national_codes_are_those_of_the_portal() -> None:
    assert {state.national_code for state in State} == set(range(1, 11))
    assert State.SUPPLEMENTING.national_code == 5
    assert State.READY.national_code == 9 and State.DELIVERED.national_code == 10


def test_every_verb_has_its_rights() -> None:
    assert lifecycle.VERBS <= set(rights.RIGHTS)


@pytest.mark.parametrize(
    ("state", "verb", "to"),
    [
        (None, "accept", State.ACCEPTED),
        (None, "submit", State.WAITING),
        (None, "settle_at_once", State.DELIVERED),
        (State.WAITING, "accept_waiting", State.ACCEPTED),
        (State.WAITING, "ask_before_acceptance", State.SUPPLEMENTING),
        (State.WAITING, "decline", State.DECLINED),
        (State.ACCEPTED, "transfer", State.PROCESSING),
        (State.PROCESSING, "assign", State.PROCESSING),
        (State.PROCESSING, "examine", State.PROCESSING),
        (State.PROCESSING, "consult", State.CONSULTING),
        (State.PROCESSING, "ask_supplement", State.SUPPLEMENTING),
        (State.PROCESSING, "require_payment", State.PAYING),
        (State.PAYING, "settle_obligation", State.PROCESSING),
        (State.CONSULTING, "extend", State.CONSULTING),
        (State.PAYING, "withdraw", State.WITHDRAWN),
        (State.SIGNING, "refuse", State.STOPPED),
        (State.SIGNING, "sign", State.SEALING),
        (State.SEALING, "seal", State.READY),
        (State.READY, "deliver_at_counter", State.DELIVERED),
        (State.READY, "tell_early", State.READY),
        (State.DELIVERED, "recall", State.PROCESSING),
    ],
)
def test_steps_that_are_legal(state: State | None, verb: str, to: State) -> None:
    assert take(state, verb)[1] is to


@pytest.mark.parametrize(
    ("state", "verb", "to"),
    [
        (State.SUPPLEMENTING, "receive_supplement", State.PROCESSING),
        (State.SUPPLEMENTING, "receive_supplement", State.WAITING),
        (State.SUPPLEMENTING, "lapse_supplement", State.DECLINED),
        (State.SUPPLEMENTING, "lapse_supplement", State.STOPPED),
        (State.PROCESSING, "examine", State.SIGNING),
        (State.CONSULTING, "answer_consultation", State.PROCESSING),
    ],
)
def test_where_a_row_leads_to_several_the_caller_chooses(state: State, verb: str, to: State) -> None:
    assert take(state, verb, to)[1] is to


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        (State.DELIVERED, "withdraw"),
        (State.READY, "withdraw"),
        (State.WAITING, "transfer"),
        (State.DECLINED, "accept_waiting"),
        (State.SUPPLEMENTING, "extend"),
        (State.PAYING, "sign"),
        (State.ACCEPTED, "accept"),
        (None, "transfer"),
        (State.SUPPLEMENTING, "receive_supplement"),
    ],
)
def test_steps_that_are_refused_say_what_can_be_done(state: State | None, verb: str) -> None:
    with pytest.raises(StepNotAllowed) as caught:
        take(state, verb)
    sentence = str(caught.value)
    assert "không thể" in sentence.lower()
    assert ("Việc làm được lúc này" in sentence) == (state is not None)


def test_the_clock_starts_once_pauses_twice_and_stops_four_ways() -> None:
    effects = {row.verb: row.clock for row in TABLE}
    assert [v for v, e in effects.items() if e is ClockEffect.START] == ["accept_waiting", "accept"]
    assert {v for v, e in effects.items() if e is ClockEffect.PAUSE} == {"ask_supplement", "require_payment"}
    assert {v for v, e in effects.items() if e is ClockEffect.STOP} == {
        "lapse_supplement",
        "withdraw",
        "refuse",
        "seal",
    }


def test_an_unknown_verb_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        take(State.READY, "teleport")


def test_the_document_is_the_table() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "Chạy: python -m motcua.rules.lifecycle_document"
