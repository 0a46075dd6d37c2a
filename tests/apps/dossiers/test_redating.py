"""A late change of the calendar reaches running dossiers (domain.md §3.8 cases 39 and 40)."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.apps.dossiers import actions, clock
from motcua.apps.dossiers.models import Dossier, Redating
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.notices.models import Notice
from motcua.apps.office.actions import CalendarChange, CalendarRefused, change_calendar
from motcua.apps.office.models import Closure
from motcua.jobs import reactions
from motcua.rules.rights import NotAllowed
from tests.worlds.small import COMMUNE, SmallOffice, vn


@pytest.mark.django_db
def test_a_holiday_switched_on_late_moves_open_dossiers_and_keeps_both_dates(office: SmallOffice) -> None:
    moved = office.accepted(vn("2026-11-20 10:00"), procedure=COMMUNE)
    done_before = office.accepted(vn("2026-11-02 10:00"), procedure=COMMUNE)
    assert moved.due_at == vn("2026-11-25 10:00")
    at = vn("2026-11-23 08:00")
    edition = change_calendar(
        CalendarChange(switch_on=["24-11"]),
        reason="Luật sửa Điều 112",
        actor=office.actor("quantri", at),
        at=at,
    )
    fact = RecordedFact.objects.get(name="CalendarChanged", payload__edition=edition.no)
    reactions.redate_running(fact, at=at)
    fresh = Dossier.objects.get(pk=moved.pk)
    assert fresh.due_at == vn("2026-11-26 10:00") and fresh.due_original_at == vn("2026-11-25 10:00")
    row = Redating.objects.get(act__dossier=fresh)
    assert (row.old_due_at, row.due_at) == (vn("2026-11-25 10:00"), vn("2026-11-26 10:00"))
    assert Dossier.objects.get(pk=done_before.pk).due_at == done_before.due_at
    told = RecordedFact.objects.get(name="DossierRedated", subject=f"dossier:{moved.pk}")
    reactions.tell_applicant(told, at=at)
    reactions.tell_holder(told, at=at)
    assert {notice.channel for notice in Notice.objects.all()} == {"SMS", "DESK"}
    assert "26/11/2026" in Notice.objects.get(channel="SMS").text
    assert clock.fold(fresh).due.at == vn("2026-11-26 10:00").replace(tzinfo=None)


@pytest.mark.django_db
def test_running_it_twice_changes_nothing_more(office: SmallOffice) -> None:
    office.accepted(vn("2026-11-20 10:00"), procedure=COMMUNE)
    at = vn("2026-11-23 08:00")
    edition = change_calendar(
        CalendarChange(switch_on=["24-11"]), reason="x", actor=office.actor("quantri", at), at=at
    )
    days = (date(2026, 11, 24), date(2026, 11, 24))
    assert actions.redate_all(edition.no, *days, actor=office.actor("quantri", at), at=at) == 1
    assert actions.redate_all(edition.no, *days, actor=office.actor("quantri", at), at=at) == 0


@pytest.mark.django_db
def test_a_closure_that_is_silent_on_clocks_moves_nothing(office: SmallOffice) -> None:
    dossier = office.accepted(vn("2026-03-11 10:00"), procedure=COMMUNE)
    at = vn("2026-03-11 11:00")
    unit = office.unit("H99.41.TT")
    day = date(2026, 3, 12)
    for suspends, moved in ((False, 0), (True, 1)):
        closure = Closure(
            unit=unit, first_on=day, last_on=day, suspends_clocks=suspends, source="TB 133/TB-UBND"
        )
        edition = change_calendar(
            CalendarChange(closures=[closure]), reason="TB 133", actor=office.actor("quantri", at), at=at
        )
        assert actions.redate_all(edition.no, day, day, actor=office.actor("quantri", at), at=at) == moved
    assert Dossier.objects.get(pk=dossier.pk).due_at == vn("2026-03-17 10:00")


@pytest.mark.django_db
def test_only_those_in_charge_change_the_calendar_and_say_why(office: SmallOffice) -> None:
    at = vn("2026-03-11 11:00")
    with pytest.raises(NotAllowed):
        change_calendar(
            CalendarChange(switch_on=["24-11"]), reason="x", actor=office.actor("quay", at), at=at
        )
    with pytest.raises(CalendarRefused, match="lý do"):
        change_calendar(
            CalendarChange(switch_on=["24-11"]), reason=" ", actor=office.actor("quantri", at), at=at
        )
