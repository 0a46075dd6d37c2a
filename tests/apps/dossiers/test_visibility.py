"""Who sees which dossier, through the one function, and that lists, search, pages and exports all obey it."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.queries import WorkFilters
from tests.worlds.small import COMMUNE, SmallOffice, vn

AT = vn("2026-03-02 09:00")

SEES = {
    "quay": {"centre"},
    "thuquy": {"centre"},
    "giamdoc_tt": {"centre"},
    "truongphong": {"centre"},
    "chuyenvien": {"centre"},
    "phongkhac": set(),
    "giamdoc_so": {"centre"},
    "vanthu": {"centre"},
    "kstt": {"centre", "commune"},
    "quantri": set(),
    "xa_motcua": {"commune"},
    "xa_chutich": {"commune"},
}


@pytest.mark.django_db
def test_each_seat_sees_its_own(office: SmallOffice) -> None:
    centre, commune = office.examined_by(AT), office.accepted(AT, procedure=COMMUNE)
    names = {centre.pk: "centre", commune.pk: "commune"}
    for username, expected in SEES.items():
        actor = office.actor(username)
        seen = {names[pk] for pk in queries.visible_to(actor).values_list("pk", flat=True)}
        assert seen == expected, username
        listed = queries.work_list(actor, WorkFilters(tray="all"), at=AT).rows
        assert {names[row.pk] for row in listed} == expected, username
        found = queries.work_list(actor, WorkFilters(tray="all", text="nguyen van dan"), at=AT).rows
        assert {names[row.pk] for row in found} == expected, username
        for dossier, name in ((centre, "centre"), (commune, "commune")):
            page = queries.dossier_page(str(dossier), actor, at=AT)
            assert (page is not None) == (name in expected), (username, name)
            assert queries.may_see(actor, dossier) == (name in expected)
        history = queries.person_history("038099012345", actor)
        assert {names[row.pk] for row in history} == expected, username


@pytest.mark.django_db
def test_a_unit_that_was_asked_may_see(office: SmallOffice) -> None:
    dossier = office.examined_by(AT)
    actions.consult(
        str(dossier),
        unit_id=office.unit("H99.15.PC").pk,
        question="?",
        due_at=vn("2026-03-04 17:00"),
        actor=office.actor("chuyenvien"),
        at=AT,
    )
    assert queries.may_see(office.actor("phongkhac"), dossier)


@pytest.mark.django_db
def test_trays_hold_what_their_name_says(office: SmallOffice) -> None:
    mine = office.examined_by(AT)
    in_tray = office.accepted(AT)
    actions.transfer(str(in_tray), actor=office.actor("quay"), at=AT)
    head, officer = office.actor("truongphong"), office.actor("chuyenvien")
    assert [d.pk for d in queries.work_list(officer, WorkFilters(tray="mine"), at=AT).rows] == [mine.pk]
    assert [d.pk for d in queries.work_list(head, WorkFilters(tray="unit"), at=AT).rows] == [in_tray.pk]
    late = vn("2026-03-12 08:00")
    assert len(queries.work_list(officer, WorkFilters(tray="late"), at=late).rows) == 2
    assert queries.tray_counts(officer, ["mine", "late"], at=late) == {"mine": 1, "late": 2}


@pytest.mark.django_db
def test_pages_by_key_walk_there_and_back(office: SmallOffice) -> None:
    made = [office.accepted(vn(f"2026-03-02 09:{minute:02d}")) for minute in range(7)]
    actor = office.actor("quay")
    first = queries.work_list(actor, WorkFilters(tray="received"), at=AT, size=3)
    second = queries.work_list(actor, WorkFilters(tray="received"), at=AT, size=3, after=first.after)
    third = queries.work_list(actor, WorkFilters(tray="received"), at=AT, size=3, after=second.after)
    walked = [row.pk for page in (first, second, third) for row in page.rows]
    assert walked == [dossier.pk for dossier in made]
    assert third.after == "" and first.before == ""
    back = queries.work_list(actor, WorkFilters(tray="received"), at=AT, size=3, before=third.before)
    assert [row.pk for row in back.rows] == [row.pk for row in second.rows]


@pytest.mark.django_db
def test_what_one_may_do_is_told_by_state_right_and_step(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    page = queries.dossier_page(str(dossier), office.actor("quay"), at=AT)
    assert page is not None and {"transfer", "withdraw", "forward", "correct"} <= page.may
    assert "examine" not in page.may
    other = queries.dossier_page(str(office.examined_by(AT)), office.actor("chuyenvien"), at=AT)
    assert other is not None and {"examine", "consult", "require_payment", "ask_supplement"} <= other.may
    assert not {"assign", "sign", "transfer"} & other.may
