"""Changing many dossiers at once: the fixed list, each line's outcome, a kill in the middle, undoing, stopping."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions import changing, changing_lines
from motcua.apps.dossiers.actions.changing import UNDO_FOR
from motcua.apps.dossiers.models import Act, BulkChange, BulkLine, Dossier
from motcua.apps.dossiers.queries.changes import ChangeFilters, counts, matching, receivers
from motcua.apps.dossiers.queries.worklists import WorkFilters
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.dossiers.verifying import verify
from motcua.apps.office.models import Leave, Officer, Posting
from motcua.jobs.changes import work_on_change
from tests.apps.dossiers.process_bodies import LONG, RENAMED, SHORT
from tests.worlds.small import SmallOffice, build, vn

AT = vn("2026-03-02 09:00")
LATER = vn("2026-03-03 15:00")


NEXT = itertools.count()


def copies(dossier: Dossier, n: int, **changed: Any) -> None:
    """Further dossiers that stand where this one stands (index rows only: quick)."""
    rows = []
    for _ in range(n):
        row = Dossier.objects.get(pk=dossier.pk)
        row.pk, row.number = None, f"H99.15-260302-{5000 + next(NEXT)}"
        row.provisional = f"c-{row.number}"
        for name, value in changed.items():
            setattr(row, name, value)
        rows.append(row)
    Dossier.objects.bulk_create(rows)


def start(
    office: SmallOffice, *to: str, who: str = "truongphong", token: str = "t1", **more: Any
) -> BulkChange:
    held = ChangeFilters(WorkFilters(tray="all", officer_id=office.officer("chuyenvien").pk))
    given: dict[str, Any] = {
        "filters": held,
        "reason": "Nghỉ thai sản",
        "at": LATER,
        "words": "Giao lại",
        **more,
    }
    order = {"officers": [office.officer(one).pk for one in to]}
    return actions.start_change("REASSIGN", order=order, token=token, actor=office.actor(who), **given)


def work(change: BulkChange, at: datetime = LATER) -> BulkChange:
    while actions.work_on_chunk(change.pk, now=lambda: at):
        pass
    change.refresh_from_db()
    return change


def undo(
    office: SmallOffice, change: BulkChange, at: datetime = LATER, who: str = "truongphong"
) -> BulkChange:
    actions.undo_change(change.pk, actor=office.actor(who), at=at)
    return work(change, at)


def differences() -> list[str]:
    return [one.sentence for batch in verify() for one in batch.differences]


def test_all_of_an_officers_dossiers_go_to_another_and_come_back(office: SmallOffice) -> None:
    numbers = [str(office.examined_by(AT)) for _ in range(3)]
    change = work(start(office, "chuyenvien2"))
    assert (change.state, change.total, counts(change).done) == ("DONE", 3, 3)
    assert change.undo_until == LATER + UNDO_FOR
    assert {one.holder for one in Dossier.objects.filter(number__in=numbers)} == {
        office.officer("chuyenvien2")
    }
    assert Act.objects.filter(verb="assign", ground="Nghỉ thai sản").count() == 3
    undo(office, change)
    assert (change.state, counts(change).undone) == ("UNDONE", 3)
    assert {one.holder for one in Dossier.objects.filter(number__in=numbers)} == {
        office.officer("chuyenvien")
    }
    assert Act.objects.filter(ground__startswith="Hoàn tác việc hàng loạt").count() == 3
    assert differences() == []


def test_three_hundred_with_mixed_refusals(office: SmallOffice) -> None:
    first = office.examined_by(AT)
    copies(first, 249)
    waiting = office.examined_by(AT)
    copies(waiting, 49, state="SUPPLEMENTING", holder_unit=office.unit("H99.15.HT"))
    change = start(office, "chuyenvien2")
    assert change.total == 300
    work(change)
    found = counts(change)
    assert (found.done, found.refused, found.waiting) == (251, 49, 0)
    refused = BulkLine.objects.filter(change=change, state="REFUSED")
    assert set(refused.values_list("dossier__state", flat=True)) == {"SUPPLEMENTING"}
    assert "không ai giữ trong đơn vị" in refused[0].sentence
    assert Dossier.objects.filter(holder=office.officer("chuyenvien2")).count() == 251


def test_starting_costs_the_same_however_many(office: SmallOffice) -> None:
    first = office.examined_by(AT)
    with CaptureQueriesContext(
        connection,
    ) as few:
        start(office, "chuyenvien2", token="few")
    copies(first, 200)
    with CaptureQueriesContext(connection) as many:
        start(office, "chuyenvien2", token="many")
    assert len(many) == len(few) <= 14


def test_twelve_statements_a_dossier_at_most(office: SmallOffice) -> None:
    first = office.examined_by(AT)
    copies(first, 49)
    change = start(office, "chuyenvien2")
    actions.work_on_chunk(change.pk, now=lambda: LATER, size=10)
    with CaptureQueriesContext(connection) as twenty:
        actions.work_on_chunk(change.pk, now=lambda: LATER, size=20)
    beside = [one["sql"] for one in twenty if "SAVEPOINT" not in one["sql"]]
    assert counts(change).done == 30
    assert len(beside) / 20 <= 12
    assert len(twenty) / 20 <= 14


def test_the_list_is_fixed_when_the_order_is_given(office: SmallOffice) -> None:
    office.examined_by(AT)
    change = start(office, "chuyenvien2")
    later = office.examined_by(AT)
    work(change)
    assert Dossier.objects.get(pk=later.pk).holder == office.officer("chuyenvien")


def test_a_double_click_is_one_change(office: SmallOffice) -> None:
    office.examined_by(AT)
    one, two = start(office, "chuyenvien2"), start(office, "chuyenvien2")
    assert one == two
    assert ProcrastinateJob.objects.filter(task_name=changing.TASK).count() == 1
    assert start(office, "chuyenvien2", token="t2") != one


def test_killed_in_the_middle_it_goes_on_and_none_is_done_twice(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies(office.examined_by(AT), 59)
    change = start(office, "chuyenvien2")
    real, calls = changing_lines.give, []

    def dies(*args: Any, **more: Any) -> Dossier:
        calls.append(1)
        done = real(*args, **more)
        if len(calls) == 31:
            raise KeyboardInterrupt  # after the dossier was written, before its line was
        return done

    monkeypatch.setattr(changing_lines, "give", dies)
    with pytest.raises(KeyboardInterrupt):
        work(change)
    assert (counts(change).done, counts(change).waiting) == (30, 30)
    work(change)
    assert counts(change).done == 60
    acts = Act.objects.filter(ground="Nghỉ thai sản")
    assert acts.count() == 60
    assert acts.values("dossier").distinct().count() == 60


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_no_dossier_twice(transactional_db: None) -> None:
    office = build()
    copies(office.examined_by(AT), 39)
    change = start(office, "chuyenvien2")

    def worker() -> None:
        try:
            while actions.work_on_chunk(change.pk, now=lambda: LATER, size=7):
                pass
        finally:
            connection.close()

    both = [Thread(target=worker) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    change.refresh_from_db()
    assert (change.state, counts(change).done) == ("DONE", 40)
    acts = Act.objects.filter(ground="Nghỉ thai sản")
    assert acts.count() == acts.values("dossier").distinct().count() == 40


def test_one_odd_dossier_does_not_hold_up_the_rest(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = office.examined_by(AT)
    office.examined_by(AT)
    real = changing_lines.give

    def breaks(dossier: Dossier, *args: Any, **more: Any) -> Dossier:
        if dossier.pk == odd.pk:
            raise ZeroDivisionError
        return real(dossier, *args, **more)

    monkeypatch.setattr(changing_lines, "give", breaks)
    change = work(start(office, "chuyenvien2"))
    assert (counts(change).done, counts(change).refused) == (1, 1)
    assert "báo quản trị" in BulkLine.objects.get(change=change, state="REFUSED").sentence


def test_undo_keeps_what_somebody_worked_on(office: SmallOffice) -> None:
    worked, left = str(office.examined_by(AT)), str(office.examined_by(AT))
    change = work(start(office, "chuyenvien2"))
    papers = Dossier.objects.get(number=worked).papers.values_list("ordinal", flat=True)
    by, then = office.actor("chuyenvien2"), LATER + timedelta(minutes=5)
    actions.judge_papers(worked, {o: actions.Judgement("OK") for o in papers}, actor=by, at=then)
    actions.examine(worked, opinion="Đủ", actor=by, at=then)
    undo(office, change, then + timedelta(minutes=1))
    kept = BulkLine.objects.get(change=change, state="KEPT")
    assert str(kept.dossier) == worked
    assert kept.sentence == "Đỗ Thị Viên đã làm hồ sơ này lúc 15:05 ngày 03/03/2026, nên hồ sơ giữ nguyên."
    assert Dossier.objects.get(number=worked).step_key == "review"
    assert Dossier.objects.get(number=left).holder == office.officer("chuyenvien")
    assert differences() == []


def test_undo_gives_to_the_tray_what_its_former_holder_may_not_hold_any_more(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    change = work(start(office, "chuyenvien2"))
    Posting.objects.filter(officer__username="chuyenvien").update(valid_to=AT.date())
    undo(office, change)
    line = BulkLine.objects.get(change=change)
    assert (line.state, Dossier.objects.get(number=number).holder_id) == ("UNDONE", None)
    assert line.sentence.startswith("Hoàng Văn Chuyên không còn giữ vị trí")


def test_undo_in_time_only_and_twice_does_no_harm(office: SmallOffice) -> None:
    office.examined_by(AT)
    change = start(office, "chuyenvien2")
    with pytest.raises(GuardNotMet, match="chưa xong"):
        undo(office, change)
    work(change)
    with pytest.raises(GuardNotMet, match="hết thời gian hoàn tác"):
        undo(office, change, LATER + UNDO_FOR + timedelta(seconds=1))
    undo(office, change, LATER + UNDO_FOR)
    undo(office, change)
    assert Act.objects.filter(ground__startswith="Hoàn tác").count() == 1


def test_only_who_ordered_may_stop_or_undo(office: SmallOffice) -> None:
    office.examined_by(AT)
    change = start(office, "chuyenvien2")
    with pytest.raises(GuardNotMet, match="không phải do bạn giao"):
        actions.stop_change(change.pk, actor=office.actor("giamdoc_so"), at=LATER)
    work(change)
    with pytest.raises(GuardNotMet, match="không phải do bạn giao"):
        actions.undo_change(change.pk, actor=office.actor("giamdoc_so"), at=LATER)


def test_stopping_leaves_the_rest_as_they_are(office: SmallOffice) -> None:
    copies(office.examined_by(AT), 29)
    change = start(office, "chuyenvien2")
    actions.work_on_chunk(change.pk, now=lambda: LATER, size=10)
    assert actions.stop_change(change.pk, actor=office.actor("truongphong"), at=LATER) == 20
    work(change)
    assert (counts(change).done, counts(change).refused, change.state) == (10, 20, "DONE")
    assert Dossier.objects.filter(holder=office.officer("chuyenvien")).count() == 20
    with pytest.raises(GuardNotMet, match="đã xong"):
        actions.stop_change(change.pk, actor=office.actor("truongphong"), at=LATER)


def test_spread_over_several_by_least_load(office: SmallOffice) -> None:
    Posting.objects.create(
        officer=office.officer("phongkhac"),
        unit=office.unit("H99.15.HT"),
        role="CASE_OFFICER",
        valid_from=AT.date(),
    )
    copies(office.examined_by(AT), 8, holder=office.officer("chuyenvien"))
    first = Dossier.objects.filter(holder=office.officer("chuyenvien"))[0]
    copies(first, 3, holder=office.officer("chuyenvien2"), process_version=1)
    work(start(office, "chuyenvien2", "phongkhac"))
    held = {
        one: Dossier.objects.filter(holder=office.officer(one)).count()
        for one in ("chuyenvien2", "phongkhac")
    }
    assert held == {"chuyenvien2": 6, "phongkhac": 6}


def test_back_to_the_tray(office: SmallOffice) -> None:
    office.examined_by(AT)
    change = work(start(office))
    assert Dossier.objects.get().holder_id is None
    undo(office, change)
    assert Dossier.objects.get().holder == office.officer("chuyenvien")


@pytest.mark.parametrize(("more", "field"), [({"reason": " "}, "reason"), ({"reason": "x" * 501}, "reason")])
def test_orders_that_are_not_taken(office: SmallOffice, more: dict[str, str], field: str) -> None:
    office.examined_by(AT)
    with pytest.raises(GuardNotMet) as fault:
        start(office, "chuyenvien2", **more)
    assert field in fault.value.faults


def test_a_receiver_who_left_and_an_empty_list_are_refused(office: SmallOffice) -> None:
    with pytest.raises(GuardNotMet, match="Không còn hồ sơ nào khớp"):
        start(office, "chuyenvien2")
    office.examined_by(AT)
    Officer.objects.filter(username="chuyenvien2").update(is_active=False)
    with pytest.raises(GuardNotMet, match="không còn làm việc"):
        start(office, "chuyenvien2")
    assert not BulkChange.objects.exists()


def test_too_many_are_refused_with_what_to_do(office: SmallOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "MOST", 5)
    copies(office.examined_by(AT), 5)
    with pytest.raises(GuardNotMet, match="Hãy lọc hẹp hơn"):
        start(office, "chuyenvien2")
    assert not BulkLine.objects.exists()


@pytest.mark.parametrize("who", ["chuyenvien", "phongkhac", "quay", "quantri", "xa_chutich"])
def test_nobody_changes_what_he_may_not(office: SmallOffice, who: str) -> None:
    office.examined_by(AT)
    office.ready(AT)
    assert not matching(office.actor(who), "reassign", ChangeFilters(), at=LATER).exists()
    with pytest.raises(GuardNotMet, match="Không còn hồ sơ nào khớp"):
        start(office, "chuyenvien2", who=who, filters=ChangeFilters())


def test_rights_are_those_of_the_moment_of_the_work(office: SmallOffice) -> None:
    office.examined_by(AT)
    change = start(office, "chuyenvien2")
    Posting.objects.filter(officer__username="truongphong").update(valid_to=AT.date())
    work(change)
    assert "không còn được xem" in BulkLine.objects.get(change=change).sentence
    assert Dossier.objects.get().holder == office.officer("chuyenvien")


def test_an_officer_who_was_switched_off_orders_nothing_more(office: SmallOffice) -> None:
    office.examined_by(AT)
    change = start(office, "chuyenvien2")
    Officer.objects.filter(username="truongphong").update(is_active=False)
    work(change)
    assert BulkLine.objects.get(change=change).state == "REFUSED"
    assert change.undo_until is None


def test_the_job_works_and_a_long_one_goes_on_in_another_job(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies(office.examined_by(AT), 29)
    change = start(office, "chuyenvien2")
    monkeypatch.setenv("MOTCUA_NOW", "2026-03-03T15:00")
    monkeypatch.setattr("motcua.jobs.changes.TURN", 0.0)
    work_on_change(change.pk)
    assert counts(change).done == 25
    assert (
        ProcrastinateJob.objects.filter(task_name=changing.TASK, args={"change_id": change.pk}).count() == 2
    )
    work_on_change(change.pk)
    work_on_change(change.pk)
    change.refresh_from_db()
    assert (counts(change).done, change.state) == (30, "DONE")


def test_moving_many_to_a_new_version_and_back(office: SmallOffice) -> None:
    key = office.published(LONG).definition.key
    office.published(SHORT, key=key, at=vn("2026-03-03 10:00"))
    office.published(RENAMED, key=key, at=vn("2026-03-03 11:00"))
    examined, signing = str(office.examined_by(AT)), str(office.to_signing(AT))
    reviewed = office.examined_by(AT)
    office.judged_ok(str(reviewed), AT)
    actions.examine(str(reviewed), opinion="Đủ", actor=office.actor("chuyenvien"), at=AT)

    def move(version: int, token: str, mapping: dict[str, dict[str, str]]) -> BulkChange:
        order = {"process_key": key, "process_version": version, "mapping": mapping}
        filters = ChangeFilters(process_key=key, versions=(1,))
        return actions.start_change(
            "MOVE_PROCESS", filters, order, token=token, words="Chuyển", reason="QĐ mới",
            actor=office.actor("truongphong"), at=LATER,
        )  # fmt: skip

    change = work(move(2, "one", {}))
    assert (counts(change).done, counts(change).refused) == (2, 1)
    refused = BulkLine.objects.get(change=change, state="REFUSED")
    assert (refused.dossier, "không có bước «Bước review»" in refused.sentence) == (reviewed, True)
    undo(office, change)
    assert set(Dossier.objects.values_list("process_version", flat=True)) == {1}
    assert Dossier.objects.get(number=examined).holder == office.officer("chuyenvien")

    change = work(move(3, "two", {"1": {"examine": "check"}}))
    assert counts(change).done == 3
    assert Dossier.objects.get(number=examined).step_key == "check"
    assert Dossier.objects.get(number=signing).step_key == "sign"
    undo(office, change)
    again = Dossier.objects.get(number=examined)
    assert (again.step_key, again.process_version, again.holder) == (
        "examine",
        1,
        office.officer("chuyenvien"),
    )
    assert differences() == []


def test_receivers_with_load_and_leave(office: SmallOffice) -> None:
    office.examined_by(AT)
    chosen = office.officer("chuyenvien2")
    Leave.objects.create(
        officer=chosen, first_on=AT.date(), last_on=LATER.date(), reason="Nghỉ phép", set_at=AT
    )
    found = receivers(
        matching(office.actor("truongphong"), "reassign", ChangeFilters(), at=LATER), on=LATER.date()
    )
    assert [(one.name, one.held, one.away_until) for one in found] == [
        ("Vũ Thị Trưởng", 0, None),
        ("Hoàng Văn Chuyên", 1, None),
        ("Đỗ Thị Viên", 0, LATER.date()),
    ]
