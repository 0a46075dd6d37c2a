"""Biểu II.06a on single dossiers: the edges of time, what does not count, faulty data, scopes."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Dossier
from motcua.apps.reports.actions import issue_report
from motcua.apps.reports.queries import snapshots
from motcua.apps.reports.queries.ii06a import ReportUnbalanced, table
from motcua.apps.reports.queries.scopes import NoSuchUnit, choices, scope_for
from motcua.apps.reports.questions import Grouping
from motcua.rules.actors import Actor, Role, Seat
from motcua.rules.limits import Limit
from motcua.rules.periods import Regime, Span, named
from tests.apps.reports.history import NOW
from tests.apps.reports.test_ii06a import FEBRUARY, ask, control, where
from tests.worlds.small import vn


def test_a_dossier_already_late_when_it_was_paused_stays_late(office):
    number = str(office.examined_by(vn("2026-01-05 09:00")))
    verdicts = {1: actions.Judgement("OK"), 2: actions.Judgement("WRONG", "mờ")}
    late = vn("2026-02-02 09:00")
    actions.judge_papers(number, verdicts, actor=office.actor("chuyenvien"), at=late)
    actions.ask_supplement(
        number,
        reason="Ảnh mờ",
        due_on=date(2026, 3, 27),
        leader_ground="Cho phép",
        actor=_leader(office),
        at=late,
    )
    assert where(number, FEBRUARY) == "open_overdue"


def _leader(office) -> Actor:
    """The case officer who also leads the unit."""
    officer = office.actor("chuyenvien")
    seats = tuple(Seat(Role.UNIT_HEAD, seat.unit_id, seat.agency_id) for seat in officer.seats)
    return Actor(officer.name, officer.officer_id, officer.seats + seats)


def test_a_period_that_still_runs_is_read_as_of_now(office):
    office.accepted(vn("2026-02-02 09:00"))  # due on 11/02
    for at, open_in_time in ((vn("2026-02-11 17:00"), 1), (vn("2026-02-12 08:00"), 0)):
        total = table(ask(at=at)).total
        assert (total.open_in_time, total.open_overdue) == (open_in_time, 1 - open_in_time)
    assert table(ask(at=vn("2026-02-01 09:00"))).total.received == 0


def test_midnights_belong_to_the_day_that_begins(office):
    office.accepted(vn("2026-01-15 00:00"))
    office.accepted(vn("2026-02-14 23:59"))
    office.accepted(vn("2026-02-15 00:00"))
    total = table(ask()).total
    assert (total.direct, total.carried) == (2, 0)
    march = table(ask(period=named(Regime.REPORTING, Span.MONTH, 2026, 3))).total
    assert (march.direct, march.carried) == (1, 2)


def test_not_accepted_is_not_counted(office):
    waiting = actions.submit(
        office.intake(channel="ONLINE"), actor=office.actor("quay"), at=vn("2026-02-02 09:00")
    )
    assert table(ask()).total.received == 0
    actions.decline(
        str(waiting),
        reason="Sai thẩm quyền",
        go_to="UBND xã",
        actor=office.actor("quay"),
        at=vn("2026-02-03 09:00"),
    )
    assert table(ask()).total.received == 0


@pytest.mark.parametrize(
    "fault",
    [
        {"finished_at": vn("2026-01-03 09:00")},  # finished before it was received
        {"state": "DECLINED"},
        {"finished_at": None},
    ],
)
def test_data_that_cannot_be_is_named_not_hidden(office, fault):
    dossier = office.ready(vn("2026-02-02 09:00"), vn("2026-02-05 10:00"))
    changed = {"finished_at": dossier.finished_at, "state": "READY"} | fault
    if fault == {"state": "DECLINED"}:
        changed = {"state": "PROCESSING"}
    if fault == {"finished_at": None}:
        changed = {"received_at": vn("2026-02-01 09:00"), "finished_at": vn("2026-01-03 09:00")}
    Dossier.objects.filter(pk=dossier.pk).update(**changed)
    with pytest.raises(ReportUnbalanced, match="Biểu không cân") as refusal:
        table(ask())
    assert refusal.value.numbers == (str(dossier),)


def test_scopes(office):
    assert set(scope_for("H99").agency_ids) >= {office.agency("H99.15").pk, office.agency("H99.41").pk}
    assert scope_for("H99.15").agency_ids == (office.agency("H99.15").pk,)
    assert scope_for("H99.15.HT").settling_unit_id == office.unit("H99.15.HT").pk
    assert "H99.TT" in dict(choices(date(2026, 3, 1)))
    with pytest.raises(NoSuchUnit, match="H60"):
        scope_for("H60")


def test_recalled_after_issue_does_not_empty_the_old_report(office):
    number = str(office.ready(vn("2026-02-02 09:00"), vn("2026-02-05 10:00")))
    report = issue_report("II.06a", FEBRUARY, "H99", Grouping.FIELD, actor=control(), at=NOW)
    actions.recall(
        number, reason="Sai", legal_ground="QĐ 5", limit=Limit.of(3, "WORKING_DAY"),
        actor=office.actor("giamdoc_so"), at=NOW,
    )  # fmt: skip
    assert table(ask()).total.settled == 1
    assert snapshots.frozen_table(report).total.settled == 1
