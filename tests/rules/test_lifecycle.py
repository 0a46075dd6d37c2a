"""The table of T1–T27 (domain.md §2.3): complete, connected, and its document in docs/ is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.rules import lifecycle, rights
from motcua.rules.lifecycle import FINISHED, OPEN, TABLE, ClockEffect, State, StepNotAllowed, Transition, take
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


STAYING = [(row, state) for row in TABLE if row.stays for state in row.start]


def test_the_rows_that_change_no_state_are_these() -> None:
    staying = {row.verb for row, _ in STAYING}
    assert staying == {"assign", "verify_on_site", "extend", "post_result", "tell_early", "report_loss"}
    assert not any(row.to for row, _ in STAYING)
    assert not [row.verb for row in TABLE if len(row.start) > 1 and set(row.to) >= set(row.start)]


@pytest.mark.parametrize(("row", "state"), STAYING, ids=[f"{row.verb}-{state}" for row, state in STAYING])
def test_a_row_that_stays_never_changes_the_state(row: Transition, state: State) -> None:
    assert take(state, row.verb) == (row, state) == take(state, row.verb, state)
    for other in set(State) - {state}:
        with pytest.raises(StepNotAllowed, match=f"không đưa hồ sơ sang «{other.label}»"):
            take(state, row.verb, other)


def test_a_wrong_target_is_refused_and_the_right_ones_are_named() -> None:
    with pytest.raises(StepNotAllowed) as caught:
        take(State.SUPPLEMENTING, "lapse_supplement", State.READY)
    assert str(caught.value).endswith("Sau việc này hồ sơ ở «Không được tiếp nhận» hoặc «Dừng xử lý».")


def test_the_clock_is_not_said_to_run_where_it_has_stopped() -> None:
    stopped = FINISHED | {State.SUPPLEMENTING, State.PAYING, State.WAITING}
    running = [row for row in TABLE if row.clock is ClockEffect.KEEP]
    assert not [row.verb for row in running if stopped & set(row.start)]
    assert {row.verb for row in TABLE if row.clock.label == "không đổi"} == {
        "post_result",
        "tell_early",
        "report_loss",
    }


def test_the_diagram_draws_what_stays_as_one_note() -> None:
    drawn = document()
    assert drawn.count("note right of") == 1 and "T25 Mất, hỏng giấy tờ" in drawn
    arrows = [line for line in drawn.splitlines() if " --> " in line]
    assert len(arrows) < 50 and not any("T25" in line or "T16" in line for line in arrows)


def test_an_unknown_verb_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        take(State.READY, "teleport")


def test_the_document_is_the_table() -> None:
    assert DOCUMENT.read_text("utf-8") == document(), "Chạy: python -m motcua.rules.lifecycle_document"
