"""Timers of open steps: they remind, tell the leaders, propose; exactly once, never while paused, never deciding."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions import nudging
from motcua.apps.dossiers.models import Act, Consultation, Dossier, Nudge
from motcua.apps.dossiers.queries import nudges_for
from tests.apps.dossiers.drawn import AT, body, differences, line, stands, take, to_examine
from tests.apps.dossiers.test_process_asks import ask
from tests.worlds.small import SmallOffice, vn

pytestmark = pytest.mark.django_db
# The step lasts two working days: from Monday 08:00 to Wednesday 08:00.
REMIND = {"kind": "REMIND", "days": "0.5", "start": "BEFORE_DUE"}
ESCALATE = {"kind": "ESCALATE", "days": "1", "start": "AFTER_DUE"}
PROPOSE = {"kind": "PROPOSE", "days": "0", "start": "AFTER_DUE", "propose": "extend"}
OPENED = {"kind": "REMIND", "days": "1", "start": "OPENED"}


def timed(office: SmallOffice, *timers: dict[str, str], limit: str = "2") -> str:
    """A dossier just opened at an examining step with these timers."""
    step = line("examine", "examine", "review", back="assign", limit_days=limit, timers=list(timers))
    office.published(body(examine=step))
    return to_examine(office)


def timer_at(number: str) -> datetime | None:
    found = Dossier.objects.get(number=number).timer_at
    return found.astimezone(AT.tzinfo) if found else None


def test_the_timers_come_one_after_the_other(office: SmallOffice) -> None:
    number = timed(office, ESCALATE, PROPOSE, REMIND, OPENED)
    for due, kind in (
        ("2026-03-03 08:00", "REMIND"),
        ("2026-03-03 13:30", "REMIND"),
        ("2026-03-04 08:00", "PROPOSE"),
        ("2026-03-05 08:00", "ESCALATE"),
    ):
        assert timer_at(number) == vn(due)
        assert actions.fire_timers(at=vn(due) - timedelta(minutes=1)).nudges == 0
        assert actions.fire_timers(at=vn(due)).nudges == 1
        assert actions.fire_timers(at=vn(due)).nudges == 0
        assert Nudge.objects.latest("id").kind == kind
    assert timer_at(number) is None
    assert stands(number) == ("examine", "PROCESSING")
    assert differences() == []


def test_whom_each_timer_tells(office: SmallOffice) -> None:
    timed(office, ESCALATE, PROPOSE, REMIND)
    actions.fire_timers(at=vn("2026-03-05 09:00"))
    told = {
        row.kind: (row.officer and row.officer.username, row.unit.code, row.role)
        for row in Nudge.objects.all()
    }
    assert told == {
        "REMIND": ("chuyenvien", "H99.15.HT", "CASE_OFFICER"),
        "ESCALATE": (None, "H99.15.HT", "UNIT_HEAD"),
        "PROPOSE": (None, "H99.15.LD", "SIGNATORY"),
    }
    seen = {
        who: [row.kind for row in nudges_for(office.actor(who)).rows]
        for who in ("chuyenvien", "chuyenvien2", "truongphong", "giamdoc_so", "quay")
    }
    assert seen == {
        "chuyenvien": ["REMIND"], "chuyenvien2": [], "truongphong": ["ESCALATE"], "giamdoc_so": ["PROPOSE"], "quay": []
    }  # fmt: skip
    assert "quá hạn từ" in Nudge.objects.get(kind="REMIND").words
    assert "Bạn quyết định" in Nudge.objects.get(kind="PROPOSE").words


def test_a_tray_is_told_by_role_and_a_heads_own_delay_goes_to_the_signatory(office: SmallOffice) -> None:
    examine = line("examine", "examine", "review", back="assign")
    review = line("review", "review", "sign", back="examine", limit_days="1", timers=[ESCALATE, REMIND])
    office.published(body(examine=examine, review=review))
    take(office, to_examine(office))
    actions.fire_timers(at=vn("2026-03-05 09:00"))
    told = {row.kind: (row.officer_id, row.unit.code, row.role) for row in Nudge.objects.all()}
    assert told == {"REMIND": (None, "H99.15.HT", "UNIT_HEAD"), "ESCALATE": (None, "H99.15.LD", "SIGNATORY")}


@pytest.mark.parametrize(
    ("propose", "told"),
    [
        (
            "ask_supplement",
            {("CASE_OFFICER", "H99.15.HT"), ("UNIT_HEAD", "H99.15.HT"), ("SIGNATORY", "H99.15.LD")},
        ),
        ("refuse", {("SIGNATORY", "H99.15.LD")}),
        ("send_back", {("CASE_OFFICER", "H99.15.HT"), ("UNIT_HEAD", "H99.15.HT")}),
    ],
)
def test_a_proposal_goes_to_those_who_have_the_right(
    office: SmallOffice, propose: str, told: set[tuple[str, str]]
) -> None:
    timed(office, PROPOSE | {"propose": propose})
    actions.fire_timers(at=vn("2026-03-04 08:00"))
    assert {(row.role, row.unit.code) for row in Nudge.objects.all()} == told
    assert {row.propose for row in Nudge.objects.all()} == {propose}


def test_nothing_is_proposed_that_the_law_no_longer_allows(office: SmallOffice) -> None:
    number = timed(office, PROPOSE)
    actions.extend(
        number,
        new_due_at=vn("2026-03-20 17:00"),
        reason="Chờ xác minh",
        actor=office.actor("giamdoc_so"),
        at=vn("2026-03-02 10:00"),
    )
    assert actions.fire_timers(at=vn("2026-03-04 08:00")).nudges == 0
    assert timer_at(number) is None


def test_silence_never_decides(office: SmallOffice) -> None:
    """A year later nothing but nudges has happened: no act, no state, no holder."""
    number = timed(office, ESCALATE, PROPOSE, REMIND, OPENED, PROPOSE | {"propose": "refuse"})
    before = Dossier.objects.values("state", "act_count", "step_key", "holder_id", "due_at").get(
        number=number
    )
    acts = Act.objects.count()
    actions.fire_timers(at=vn("2027-03-02 09:00"))
    assert Nudge.objects.count() > 0
    assert Act.objects.count() == acts
    assert Dossier.objects.values(*before).get(number=number) == before


def test_a_paused_dossier_is_not_nudged_and_counts_anew_afterwards(office: SmallOffice) -> None:
    number = timed(office, REMIND)
    dossier = Dossier.objects.get(number=number)
    dossier.papers.filter(ordinal=1).update(verdict="WRONG", verdict_note="Ký lại")
    day = vn("2026-03-20 00:00").date()
    actions.ask_supplement(number, reason="Thiếu", due_on=day, actor=office.actor("chuyenvien"), at=AT)
    assert timer_at(number) is None
    assert actions.fire_timers(at=vn("2026-03-12 08:00")) == nudging.Fired()
    back = vn("2026-03-12 08:00")
    wanted = dict.fromkeys((1, 2), True)
    actions.receive_supplement(number, wanted, actor=office.actor("quay", back), at=back)
    assert timer_at(number) == vn("2026-03-13 13:30")
    assert actions.fire_timers(at=vn("2026-03-13 13:30")).nudges == 1


def test_a_step_that_ends_or_a_dossier_that_stops_rings_no_more(office: SmallOffice) -> None:
    passed, stopped = timed(office, REMIND), to_examine(office)
    take(office, passed)
    actions.withdraw(stopped, reason="Không cần nữa", asked_by="Dân", actor=office.actor("quay"), at=AT)
    assert (timer_at(passed), timer_at(stopped)) == (None, None)
    assert actions.fire_timers(at=vn("2026-04-01 08:00")).nudges == 0


def test_nudges_of_a_passed_step_leave_the_list_and_are_closed_later(office: SmallOffice) -> None:
    number = timed(office, OPENED)
    at = vn("2026-03-03 08:00")
    actions.fire_timers(at=at)
    take(office, number, at)
    assert nudges_for(office.actor("chuyenvien")).rows == []
    assert actions.close_passed(at=at) == 1
    assert actions.close_passed(at=at) == 0


def test_seen_is_seen_and_only_ones_own(office: SmallOffice) -> None:
    timed(office, OPENED)
    at = vn("2026-03-03 08:00")
    actions.fire_timers(at=at)
    key = Nudge.objects.get().pk
    assert actions.see_nudges([key], actor=office.actor("truongphong"), at=at) == 0
    assert actions.see_nudges([key], actor=office.actor("chuyenvien"), at=at) == 1
    assert nudges_for(office.actor("chuyenvien")).rows == []


def test_a_consultation_past_its_time_is_told_once_to_both(office: SmallOffice) -> None:
    office.published(
        body(examine=line("examine", "examine", "review", back="assign", asks=[ask("law", "H99.15.PC")]))
    )
    number = to_examine(office)
    actions.consult_by_process(number, actor=office.actor("chuyenvien"), at=AT)
    late = vn("2026-03-03 08:01")
    assert actions.fire_timers(at=AT) == nudging.Fired()
    assert actions.fire_timers(at=late) == nudging.Fired(consultations=1, nudges=2)
    assert actions.fire_timers(at=late) == nudging.Fired()
    assert [row.unit.code for row in nudges_for(office.actor("phongkhac")).rows] == ["H99.15.PC"]
    assert [row.officer_id for row in nudges_for(office.actor("chuyenvien")).rows] == [
        office.officer("chuyenvien").pk
    ]
    asked = Consultation.objects.get()
    actions.answer_consultation(
        number, consultation_id=asked.pk, answer="Đồng ý", actor=office.actor("phongkhac"), at=late
    )
    assert nudges_for(office.actor("phongkhac")).rows == []
    assert nudges_for(office.actor("chuyenvien")).rows == []


def test_a_sweep_that_dies_in_the_middle_loses_nothing(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second batch breaks after its nudges were written: the first stays, the second comes with the next sweep."""
    timed(office, OPENED)
    for _ in range(3):
        to_examine(office)
    monkeypatch.setattr(nudging, "BATCH", 2)
    calls: list[int] = []
    real = nudging._set_next

    def dies(found: Any) -> None:
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("mất điện")
        real(found)

    monkeypatch.setattr(nudging, "_set_next", dies)
    at = vn("2026-03-03 08:00")
    with pytest.raises(RuntimeError), transaction.atomic(savepoint=True):
        actions.fire_timers(at=at)
    monkeypatch.setattr(nudging, "_set_next", real)
    actions.fire_timers(at=at)
    actions.fire_timers(at=at)
    assert Nudge.objects.count() == 4


def test_fired_twice_for_one_opening_is_written_once(office: SmallOffice) -> None:
    """As if a sweep had written its nudges and died before it set the next timer."""
    number = timed(office, OPENED)
    at = vn("2026-03-03 08:00")
    actions.fire_timers(at=at)
    Dossier.objects.filter(number=number).update(timer_at=at, timer_no=0)
    actions.fire_timers(at=at)
    assert Nudge.objects.count() == 1


def test_a_dossier_nobody_can_place_does_not_hold_up_the_others(office: SmallOffice) -> None:
    broken, fine = timed(office, OPENED), to_examine(office)
    Dossier.objects.filter(number=broken).update(step_key="gone")
    assert actions.fire_timers(at=vn("2026-03-03 08:00")).nudges == 1
    assert (timer_at(broken), timer_at(fine)) == (None, None)


def test_the_sweep_reads_by_its_index(office: SmallOffice) -> None:
    """With many dossiers and few due, the plan walks the partial index and sorts nothing."""
    timed(office, OPENED)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # a handful of rows would be read whole,
        cursor.execute("SET LOCAL enable_bitmapscan = off")  # or by a bitmap
        sql, values = nudging.due_now(AT, 1000).query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql} FOR NO KEY UPDATE SKIP LOCKED", values)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "dossier_timer_due" in plan
    assert "Seq Scan" not in plan
    assert "Sort" not in plan
