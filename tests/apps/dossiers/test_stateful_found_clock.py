"""What random walks found about dates: each a law that a sequence of legal steps broke."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.apps.dossiers import actions, clock
from motcua.apps.office.actions import CalendarChange, change_calendar
from motcua.apps.office.models import Closure
from motcua.rules.actors import SYSTEM
from tests.apps.dossiers.stateful_world import Walk, seat_everybody
from tests.apps.dossiers.transition_world import assert_follows_from_acts, found
from tests.worlds.small import ON_SPOT, SmallOffice, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")


def test_a_forwarded_dossier_keeps_its_date_where_hours_differ(office: SmallOffice) -> None:
    seat_everybody(office)
    number = str(office.accepted(AT))
    promised = found(number).due_at
    unit = office.unit("H99.41.VP").pk
    actions.forward(number, unit_id=unit, reason="Thuộc xã", actor=office.actor("quay"), at=AT)
    assert clock.aware(clock.fold(found(number)).due.at) == promised == found(number).due_at
    assert_follows_from_acts(found(number))


def test_a_dossier_settled_on_the_spot_is_folded_with_the_hours_it_was_promised_with(
    office: SmallOffice,
) -> None:
    seat_everybody(office)
    dossier = office.accepted(vn("2026-03-02 11:45"), procedure=ON_SPOT)
    assert_follows_from_acts(found(str(dossier)))


def test_a_new_appointment_at_24_00_belongs_to_the_day_that_ends(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    midnight = vn("2026-03-20 00:00")
    dossier = actions.extend(
        number, new_due_at=midnight, reason="Xác minh", actor=office.actor("giamdoc_so"), at=AT
    )
    assert (dossier.due_at, dossier.due_on) == (midnight, date(2026, 3, 19))
    assert_follows_from_acts(found(number))


def test_a_late_holiday_after_an_apology_leaves_the_first_promise(office: SmallOffice) -> None:
    """The date moved by the apology stays, the first one is what the receipt says, and `verify` agrees."""
    number = str(office.examined_by(AT))
    boss = office.actor("giamdoc_so")
    actions.extend(number, new_due_at=vn("2026-03-20 09:00"), reason="Xác minh", actor=boss, at=AT)
    walk = Walk(office, AT + timedelta(days=1))
    closure = Closure(
        unit=office.unit("H99.15.HT"),
        first_on=walk.day(1),
        last_on=walk.day(1),
        suspends_clocks=True,
        source="TB",
    )
    edition = change_calendar(CalendarChange(closures=[closure]), reason="TB 133", actor=SYSTEM, at=walk.at)
    actions.redate_all(edition.no, walk.day(1), walk.day(1), actor=office.actor("quantri"), at=walk.at)
    dossier = found(number)
    assert (dossier.due_at, dossier.due_original_at) == (vn("2026-03-20 09:00"), vn("2026-03-11 09:00"))
    assert dossier.calendar_edition == edition.no
    assert_follows_from_acts(dossier)
