"""A simulated walk: the way, the reasons, the working calendar, the timers, and where it stops for want of a fact."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from motcua.rules.deadlines import Calendar
from motcua.rules.process import Process, sketch
from motcua.rules.process.simulating import Simulation, next_working_morning, simulate

CALENDAR = Calendar(version="thử")  # Monday to Friday, 07:30–11:30 and 13:30–17:30, no holidays
MONDAY = datetime(2026, 3, 2, 7, 30)


def row(key: str, take: str, by: str, to: Any, **more: Any) -> dict[str, Any]:
    outcomes = [{"next": to}] if isinstance(to, str) else to
    return {
        "key": key,
        "name": f"Bước {key}",
        "take": take,
        "by": by,
        "at": "CENTRE",
        "outcomes": outcomes,
        **more,
    }


RICH = [{"given": "fee", "op": ">=", "value": "500000"}]


def drawn(**examine: Any) -> Process:
    """Transfer, examine (one or three ways), review that may send back, seal, deliver."""
    return sketch(
        {
            "key": "p",
            "name": "P",
            "steps": [
                row("t", "transfer", "COUNTER", "e"),
                row("e", "examine", "CASE_OFFICER", [{"next": "r", "when": RICH}, {"next": "s"}], **examine),
                row("r", "review", "UNIT_HEAD", "s", limit_days="1", back="e"),
                row("s", "seal", "CLERK", "d", limit_days="0.5"),
                row("d", "deliver", "COUNTER", "end"),
            ],
        }
    )


def walked(process: Process, fee: int | None = 0, at: datetime = MONDAY, **choices: list[str]) -> Simulation:
    facts = {} if fee is None else {"fee": Decimal(fee)}
    return simulate(process, facts, choices, at, lambda step: CALENDAR)


def test_the_condition_decides_the_way_and_says_why() -> None:
    dear, cheap = walked(drawn(), 500_000), walked(drawn(), 499_999)
    assert dear.way == ("t", "e", "r", "s", "d") and dear.finished
    assert cheap.way == ("t", "e", "s", "d")
    assert dear.stops[1].why == "vì Tổng phí, lệ phí ≥ 500.000 đồng"
    assert cheap.stops[1].why == "vì không điều kiện nào khác đúng"
    assert dear.stops[0].why == ""


def test_a_missing_fact_stops_the_walk_where_it_is_needed_and_names_it() -> None:
    stopped = walked(drawn(), None)
    assert stopped.way == ("t", "e") and not stopped.finished
    assert stopped.missing is not None and stopped.missing.name == "fee"
    assert "Tổng phí" in stopped.blocked


def test_days_add_up_and_dates_skip_the_weekend() -> None:
    friday = datetime(2026, 3, 6, 7, 30)
    found = walked(drawn(limit_days="2"), 500_000, friday)
    days = {stop.step.key: stop.days for stop in found.stops}
    assert days == {"t": 0, "e": 2, "r": 3, "s": Decimal("3.5"), "d": Decimal("3.5")}
    due = {stop.step.key: stop.due_at for stop in found.stops}
    assert (
        due["t"] == datetime(2026, 3, 6, 17, 0) or due["t"] is not None and due["t"].date() == friday.date()
    )
    assert due["e"] is not None and due["e"].date() == datetime(2026, 3, 10).date()
    assert due["d"] is None and found.ends_at == due["s"]


def test_received_after_three_it_is_transferred_the_next_morning() -> None:
    found = walked(drawn(), 0, datetime(2026, 3, 6, 15, 1))
    assert found.stops[0].due_at == next_working_morning(datetime(2026, 3, 6), CALENDAR)
    assert next_working_morning(datetime(2026, 3, 6, 9), CALENDAR).date() == datetime(2026, 3, 9).date()


def test_a_choice_is_asked_then_taken_and_sending_back_goes_round_once() -> None:
    fork = [
        {"next": "r", "key": "doubt", "label": "Cần xem lại"},
        {"next": "s", "key": "fine", "label": "Đạt"},
    ]
    process = drawn(outcomes=fork)
    asked = walked(process)
    assert [one.key for one in asked.choices] == ["doubt", "fine"] and asked.way == ("t", "e")
    assert walked(process, e=["fine"]).way == ("t", "e", "s", "d")
    round_once = walked(process, e=["doubt", "fine"], r=["back"])
    assert round_once.way == ("t", "e", "r", "e", "s", "d")
    assert [stop.visit for stop in round_once.stops] == [1, 1, 1, 2, 1, 1]
    assert round_once.stops[2].sent_back and round_once.stops[2].why == "trả lại để làm lại"
    assert round_once.stops[1].why == "người làm chọn «Cần xem lại»"
    assert walked(process, e=["no such way"]).choices


def test_endless_sending_back_ends_with_a_sentence() -> None:
    found = walked(drawn(), 500_000, r=["back"] * 500)
    assert "quá nhiều bước" in found.blocked


def test_timers_fire_on_working_time() -> None:
    timers = [
        {"kind": "REMIND", "days": "1", "start": "BEFORE_DUE"},
        {"kind": "ESCALATE", "days": "0.5", "start": "AFTER_DUE"},
        {"kind": "REMIND", "days": "1", "start": "OPENED"},
    ]
    found = walked(drawn(limit_days="3", timers=timers), 0, datetime(2026, 3, 5, 7, 30))
    examine = found.stops[1]
    assert examine.due_at is not None
    opened, before, after = examine.alarms
    assert CALENDAR.minutes_between(before.at, examine.due_at) == CALENDAR.day_minutes
    assert CALENDAR.minutes_between(examine.due_at, after.at) == CALENDAR.day_minutes // 2
    assert CALENDAR.minutes_between(examine.opens_at, opened.at) == CALENDAR.day_minutes
    assert (before.late_only, after.late_only, opened.late_only) == (False, True, False)


def test_asks_have_their_own_clock_and_condition() -> None:
    asks = [
        {"key": "a", "unit": "PC", "question": "Ý kiến?", "limit_days": "1", "when": RICH},
        {"key": "b", "unit": "LD", "question": "Ý kiến?", "limit_days": "2"},
    ]
    process = drawn(limit_days="3", asks=asks)
    assert [sent.ask.key for sent in walked(process, 0).stops[1].asks] == ["b"]
    both = walked(process, 900_000).stops[1].asks
    assert [sent.ask.key for sent in both] == ["a", "b"]
    assert both[0].due_at < both[1].due_at


def test_a_drawing_with_faults_says_where_it_breaks() -> None:
    assert (
        "chưa có bước nào"
        in simulate(
            sketch({"key": "p", "name": "P", "steps": []}), {}, {}, MONDAY, lambda s: CALENDAR
        ).blocked
    )
    nowhere = sketch({"key": "p", "name": "P", "steps": [row("t", "transfer", "COUNTER", "x")]})
    assert "«x»" in simulate(nowhere, {}, {}, MONDAY, lambda s: CALENDAR).blocked
    stuck = sketch({"key": "p", "name": "P", "steps": [row("t", "transfer", "COUNTER", [])]})
    assert "không có hướng đi tiếp" in simulate(stuck, {}, {}, MONDAY, lambda s: CALENDAR).blocked
