"""Issuing: frozen, numbered, intact; a correction is a new version that says what moved."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers.models import Dossier
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.reports.actions import NothingMoved, PeriodNotOver, ReasonNeeded, issue_report
from motcua.apps.reports.actions.issuing import NotIssued
from motcua.apps.reports.cells import COLUMNS, Cell, measures
from motcua.apps.reports.models import ReportSnapshot
from motcua.apps.reports.packing import SnapshotSpoiled, pack, unpack
from motcua.apps.reports.queries import ii06a, snapshots
from motcua.apps.reports.queries.ii06a import line_for
from motcua.apps.reports.questions import Grouping
from motcua.rules.actors import Actor, Role, Seat
from motcua.rules.periods import Regime, Span, named
from motcua.rules.rights import NotAllowed
from tests.apps.reports.history import NOW
from tests.apps.reports.test_ii06a import FEBRUARY, ask, control
from tests.worlds.small import vn


def issue(period=FEBRUARY, grouping=Grouping.FIELD, at=NOW, **more):
    return issue_report("II.06a", period, "H99", grouping, actor=control(), at=at, **more)


def test_the_frozen_table_is_the_table(history):
    report = issue()
    assert (report.number, report.version) == ("II.06a/H99/2026/0001", 1)
    report = snapshots.snapshot(report.pk)
    live, frozen = ii06a.table(ask()), snapshots.frozen_table(report)
    assert frozen.lines == live.lines
    assert frozen.total == live.total
    assert snapshots.is_intact(report)
    fact = RecordedFact.objects.get(name="ReportIssued")
    assert fact.payload == {"snapshot_id": report.pk, "form": "II.06a"}


def test_every_frozen_cell_opens_into_as_many_dossiers_as_it_counts(history):
    report = issue(grouping=Grouping.AGENCY)
    answer = snapshots.frozen_table(report)
    for key in [line.key for line in answer.lines] + [""]:
        counts = measures(line_for(answer, key).counts)
        for column, name in COLUMNS.items():
            page = snapshots.frozen_dossiers(report, Cell(key, column), actor=control(), size=1000)
            assert len(page.dossiers) == page.count == counts[name], (key, column)


def test_a_second_report_has_the_next_number(history):
    issue()
    assert issue(grouping=Grouping.AGENCY).number == "II.06a/H99/2026/0002"
    assert issue(period=named(Regime.CALENDAR, Span.MONTH, 2026, 1)).number == "II.06a/H99/2026/0003"
    assert len(snapshots.issued(unit_code="H99")) == 3
    assert [r.number for r in snapshots.issued(size=1)] == ["II.06a/H99/2026/0003"]


def test_the_database_refuses_to_change_an_issued_report(history):
    report = issue()
    for change in (lambda: ReportSnapshot.objects.update(lines=[]), lambda: report.delete()):
        with pytest.raises(DatabaseError, match="không sửa, không xóa"), transaction.atomic():
            change()


def test_the_same_again_is_refused(history):
    first = issue()
    with pytest.raises(NothingMoved, match=first.number):
        issue()


def test_later_work_does_not_move_an_issued_report(history, people):
    """Work after the period changes nothing in it: the table is read as of its end."""
    issue()
    number = history["recalled"]
    dossiers.withdraw(number, reason="Thôi", asked_by="Dân", actor=people.actor("quay"), at=NOW)
    with pytest.raises(NothingMoved):
        issue()


def test_a_correction_is_a_new_version_that_says_what_moved(history):
    first = issue()
    moved = Dossier.objects.filter(received_at__gte=vn("2026-01-20 00:00"), channel="COUNTER").order_by("pk")[
        0
    ]
    Dossier.objects.filter(pk=moved.pk).update(channel="ONLINE")  # as a data correction by decision would
    with pytest.raises(ReasonNeeded, match="ô thay đổi"):
        issue()
    second = issue(reason="Ghi nhầm hình thức nộp")
    assert (second.number, second.version) == (first.number, 2)
    by_column = {move["column"]: move for move in second.moved}
    assert by_column[4]["entered"] == [str(moved)]
    assert by_column[5]["left"] == [str(moved)]
    assert set(by_column) == {4, 5}
    assert [r.version for r in snapshots.versions(first.number)] == [2, 1]
    assert snapshots.frozen_table(first).total.online + 1 == snapshots.frozen_table(second).total.online


def test_refusals(history, people):
    with pytest.raises(NotAllowed):
        issue_report("II.06a", FEBRUARY, "H99", Grouping.FIELD, actor=people.actor("chuyenvien"), at=NOW)
    with pytest.raises(PeriodNotOver, match="14/02/2026"):
        issue(at=vn("2026-02-14 23:00"))
    with pytest.raises(NotIssued, match="Không có biểu"):
        issue_report("II.99", FEBRUARY, "H99", Grouping.FIELD, actor=control(), at=NOW)
    head = Actor("Trưởng", 1, (Seat(Role.CENTRE_HEAD, 1, 1),))
    assert issue_report("II.06a", FEBRUARY, "H99.15", Grouping.FIELD, actor=head, at=NOW).version == 1
    with pytest.raises(snapshots.NoSuchReport):
        snapshots.snapshot(0)


def test_packing_keeps_every_id_and_tells_spoiled_bytes():
    triples = {("A:1", "online", "early"): [3, 4, 1000000], ("A:2", "carried", "overdue"): []}
    assert unpack(pack(triples)) == triples
    assert len(pack({("A:1", "online", "early"): list(range(1, 70000))})) < 2000
    with pytest.raises(SnapshotSpoiled):
        unpack(b"x")
