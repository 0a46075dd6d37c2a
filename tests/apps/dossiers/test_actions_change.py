"""Changing many dossiers at once: the fixed list, each line's outcome, a kill in the middle, undoing, stopping."""

from __future__ import annotations

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
from motcua.apps.dossiers.queries.changes import ChangeFilters, counts, matching
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.models import Officer, Posting
from motcua.jobs.changes import work_on_change
from tests.apps.dossiers.changing_world import AT, LATER, copies, differences, start, undo, work
from tests.worlds.small import SmallOffice, build


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
    copies(waiting, 49, channel="POST")
    change = start(office, "chuyenvien2")
    assert change.total == 300
    Dossier.objects.filter(channel="POST").update(state="SUPPLEMENTING")  # after the list was fixed
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


def test_a_change_whose_job_was_given_up_is_taken_up_again(office: SmallOffice) -> None:
    office.examined_by(AT)
    change = start(office, "chuyenvien2")
    assert changing.resume_changes() == 0, "its job still waits"
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name = %s", [changing.TASK]
        )
    assert (changing.resume_changes(), changing.resume_changes()) == (1, 0)
    work(change)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'failed' WHERE task_name = %s", [changing.TASK]
        )
    assert changing.resume_changes() == 0, "it is over"
