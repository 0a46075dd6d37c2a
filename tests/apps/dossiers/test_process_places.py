"""Where a step of a drawn process opens: a unit by code, the desk of an officer by title, else the tray with a remark."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Act, Dossier
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.models import Leave, Officer, Unit
from tests.apps.dossiers.drawn import AT, body, differences, line, stands, take, to_examine
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db
TITLE = "Chuyên viên chính"


def transferred(office: SmallOffice) -> str:
    """A dossier in the unit head's tray."""
    number = str(office.accepted(AT))
    actions.transfer(number, actor=office.actor("quay"), at=AT)
    return number


def assigned(office: SmallOffice, number: str, officer_id: int | None = None) -> Dossier:
    """Assigned by the head."""
    return actions.assign(number, officer_id=officer_id, actor=office.actor("truongphong"), at=AT)


def last_note(number: str) -> dict[str, str]:
    """The note of the newest act."""
    return Act.objects.filter(dossier__number=number).order_by("-seq")[0].note


@pytest.fixture
def by_title(office: SmallOffice) -> SmallOffice:
    """A process whose examining step names a title two officers have."""
    Officer.objects.filter(username__in=("chuyenvien", "chuyenvien2")).update(title="chuyên viên CHÍNH")
    office.published(body(examine=line("examine", "examine", "review", back="assign", position=TITLE)))
    return office


def test_the_least_loaded_officer_of_the_title(by_title: SmallOffice) -> None:
    went = [assigned(by_title, transferred(by_title)).holder for _ in range(4)]
    assert sorted(one.username for one in went if one) == ["chuyenvien"] * 2 + ["chuyenvien2"] * 2
    assert differences() == []


def test_who_is_away_without_a_substitute_is_passed_over(by_title: SmallOffice) -> None:
    Leave.objects.create(
        officer=by_title.officer("chuyenvien"),
        first_on=AT.date(),
        last_on=AT.date(),
        reason="Nghỉ phép",
        set_at=AT,
    )
    went = [assigned(by_title, transferred(by_title)).holder for _ in range(2)]
    assert [one.username for one in went if one] == ["chuyenvien2"] * 2


def test_nobody_with_the_title_leaves_it_in_the_tray(by_title: SmallOffice) -> None:
    number = transferred(by_title)
    Officer.objects.filter(username__startswith="chuyenvien").update(title="Chuyên viên")
    with pytest.raises(GuardNotMet) as refused:
        assigned(by_title, number)
    assert "officer_id" in refused.value.faults
    chosen = by_title.officer("chuyenvien").pk
    assert assigned(by_title, number, chosen).holder_id == chosen


def test_a_review_by_title_without_anybody_opens_in_the_tray_and_says_so(office: SmallOffice) -> None:
    Officer.objects.filter(username="truongphong").update(title="Phó phòng")
    office.published(body(review=line("review", "review", "sign", back="examine", position="Phó phòng")))
    with_deputy = to_examine(office)
    assert take(office, with_deputy).holder_id == office.officer("truongphong").pk
    Officer.objects.filter(username="truongphong").update(title="Trưởng phòng")
    without = to_examine(office)
    assert take(office, without).holder_id is None
    assert "Phó phòng" in last_note(without)["placed"]


def test_examine_goes_on_in_another_unit(office: SmallOffice) -> None:
    second = line("second", "examine", "review", back="examine", unit="H99.15.PC")
    office.published(body(examine=line("examine", "examine", "second", back="assign"), second=second))
    number = to_examine(office)
    moved = take(office, number)
    assert (moved.holder_unit.code, moved.holder_id, moved.step_key) == ("H99.15.PC", None, "second")
    done = actions.examine(number, opinion="Phù hợp", actor=office.actor("phongkhac"), at=AT)
    assert done.holder_unit.code == "H99.15.HT"
    actions.send_back(number, reason="Xem lại", actor=office.actor("truongphong"), at=AT)
    assert stands(number)[0] == "examine"
    assert differences() == []


def test_an_assignment_that_leads_to_another_unit(office: SmallOffice) -> None:
    examine = line("examine", "examine", "review", back="assign", unit="H99.15.PC")
    office.published(body(examine=examine))
    first, second = transferred(office), transferred(office)
    tray = assigned(office, first)
    assert (tray.holder_unit.code, tray.holder_id) == ("H99.15.PC", None)
    with pytest.raises(GuardNotMet):
        assigned(office, second, office.officer("chuyenvien").pk)
    assert (
        assigned(office, second, office.officer("phongkhac").pk).holder_id == office.officer("phongkhac").pk
    )
    assert differences() == []


def test_a_unit_that_ended_falls_back_to_the_place(office: SmallOffice) -> None:
    second = line("second", "examine", "review", back="examine", unit="H99.15.PC")
    office.published(body(examine=line("examine", "examine", "second", back="assign"), second=second))
    number = to_examine(office)
    Unit.objects.filter(code="H99.15.PC").update(valid_to="2026-01-01")
    moved = take(office, number)
    assert moved.holder_unit.code == "H99.15.HT"
    assert "H99.15.PC" in last_note(number)["placed"]
    assert differences() == []
