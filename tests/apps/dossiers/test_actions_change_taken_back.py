"""Taking a change of many dossiers back, stopping it, spreading it, moving to another version."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions.changing import UNDO_FOR
from motcua.apps.dossiers.models import Act, BulkChange, BulkLine, Dossier
from motcua.apps.dossiers.queries.changes import ChangeFilters, counts, matching, receivers
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.models import Leave, Posting
from tests.apps.dossiers.changing_world import AT, LATER, copies, differences, start, undo, work
from tests.apps.dossiers.process_bodies import LONG, RENAMED, SHORT
from tests.worlds.small import SmallOffice, vn


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
