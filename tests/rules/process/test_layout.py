"""The layout: nothing overlaps, no arrow runs through a box, the same process gives the same drawing."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.rules.process import END, Ask, Clause, Outcome, Process, Step, Timer, TimerKind, read
from motcua.rules.process.layout import Box, Layout, Line, lay_out
from tests.rules.process.strategies import AT, BY, processes

PACKS = Path(__file__).parents[3] / "packs" / "processes"
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def overlaps(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.w
        and other.x < one.x + one.w
        and one.y < other.y + other.h
        and other.y < one.y + one.h
    )


def through(line: Line, box: Box) -> bool:
    """True when some piece of the line runs inside the box (touching its edge is allowed)."""
    for (x1, y1), (x2, y2) in itertools.pairwise(line.points):
        if (
            min(x1, x2) < box.x + box.w
            and max(x1, x2) > box.x
            and min(y1, y2) < box.y + box.h
            and max(y1, y2) > box.y
        ):
            return True
    return False


def check(drawn: Layout) -> None:
    for one, other in itertools.combinations(drawn.boxes, 2):
        assert not overlaps(one, other), (one, other)
    for line in drawn.lines:
        assert all(x1 == x2 or y1 == y2 for (x1, y1), (x2, y2) in itertools.pairwise(line.points)), line
        for box in drawn.boxes:
            assert not through(line, box), (line, box)
        for x, y in line.points:
            assert 0 <= x <= drawn.w and 0 <= y <= drawn.h
    for box in drawn.boxes:
        assert box.x >= 0 and box.y >= 0 and box.x + box.w <= drawn.w and box.y + box.h <= drawn.h


@pytest.mark.parametrize("path", sorted(PACKS.glob("*.json")), ids=lambda path: path.stem)
def test_shipped_processes_are_one_straight_row(path: Path) -> None:
    drawn = lay_out(read(json.loads(path.read_text("utf-8"))))
    check(drawn)
    assert len({box.middle[1] for box in drawn.boxes}) == 1


@SLOW
@given(processes())
def test_any_sound_process(process: Process) -> None:
    drawn = lay_out(process)
    check(drawn)
    assert lay_out(process) == drawn
    steps = [box for box in drawn.boxes if box.node.step and not box.node.ask]
    usual = [box for box in drawn.boxes if box.node.step in process.usual and not box.node.ask]
    assert len(steps) == len(process.steps)
    assert len({box.middle[1] for box in usual}) == 1
    assert [box.x for box in usual] == sorted(box.x for box in usual)


CLAUSE = (Clause("fee", ">=", "1"),)


@st.composite
def drafts(draw: st.DrawFn) -> Process:
    """Anything that a draft may be: circles, steps nobody reaches, ways to nowhere, doubled keys."""
    keys = draw(st.lists(st.sampled_from(["a", "b", "c", "d", "ê", "a b", "a-n1"]), max_size=6))
    ends = st.sampled_from([*keys, END, "", "nowhere"])
    steps = []
    for key in keys:
        ways = draw(
            st.lists(
                st.builds(
                    Outcome, ends, label=st.sampled_from(["", "Đạt"]), when=st.sampled_from([(), CLAUSE])
                ),
                max_size=3,
            )
        )
        asks = draw(
            st.lists(
                st.builds(
                    Ask,
                    st.just("h"),
                    st.just("P"),
                    st.just("?"),
                    st.just(Decimal(1)),
                    st.sampled_from([(), CLAUSE]),
                ),
                max_size=2,
            )
        )
        timers = (Timer(TimerKind.REMIND, Decimal(1)),) * draw(st.integers(0, 2))
        back = draw(st.sampled_from(["", *keys, "x"]))
        steps.append(
            Step(
                key,
                "Việc",
                "examine",
                BY["examine"],
                AT["examine"],
                tuple(ways),
                back,
                asks=tuple(asks),
                timers=timers,
            )
        )
    return Process("p", "P", 1, tuple(steps))


@settings(SLOW, max_examples=200)
@given(drafts())
def test_any_draft_can_be_drawn(process: Process) -> None:
    drawn = lay_out(process)
    check(drawn)
    assert len({box.node.id for box in drawn.boxes}) == len(drawn.boxes)
    assert len({line.flow.id for line in drawn.lines}) == len(drawn.lines)


def test_a_flow_back_lies_above_and_a_beside_way_below() -> None:
    base = read(json.loads((PACKS / "default.json").read_text("utf-8")))
    examine = replace(base.step("examine"), outcomes=(Outcome("sign", when=CLAUSE), Outcome("review")))
    drawn = lay_out(replace(base, steps=tuple(examine if s.key == "examine" else s for s in base.steps)))
    row = drawn.boxes[0].middle[1]
    for line in drawn.lines:
        if line.flow.back:
            assert min(y for _, y in line.points) < row
        elif line.flow.when:
            assert max(y for _, y in line.points) > row
