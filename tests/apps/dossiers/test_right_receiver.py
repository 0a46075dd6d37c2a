"""The result goes into the right hands (T20, T22): applicant, submitter, or somebody with an authority on record."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.actions import post_officer
from motcua.rules.actors import Role
from tests.worlds.small import COMMUNE, SmallOffice, vn

AT = vn("2026-03-02 09:00")
STRANGER = {"receiver_name": "Kẻ Lạ", "receiver_number": "001099000001"}


def _give(office: SmallOffice, number: str, **told: str) -> object:
    actor = office.actor("quay")
    return actions.deliver_at_counter(number, originals_returned=True, actor=actor, at=AT, **told)  # type: ignore[arg-type]  # flags are given


@pytest.mark.django_db
def test_a_stranger_does_not_get_it_on_somebodys_identity(office: SmallOffice) -> None:
    number = str(office.ready(AT))
    with pytest.raises(GuardNotMet) as caught:
        _give(office, number, shown="IDENTITY", **STRANGER)
    assert "Giấy ủy quyền" in caught.value.faults["receiver_name"]
    with pytest.raises(GuardNotMet) as caught:
        _give(
            office, number, shown="IDENTITY", receiver_name="Nguyễn Văn Dân", receiver_number="001099000001"
        )
    assert set(caught.value.faults) == {"receiver_name"}
    with pytest.raises(GuardNotMet) as caught:
        _give(office, number, shown="RECEIPT", receiver_name="Kẻ Lạ")
    assert set(caught.value.faults) == {"receiver_number"}
    assert _give(office, number, shown="AUTHORITY", authority="GUQ 12 ngày 01/3/2026", **STRANGER)


@pytest.mark.django_db
def test_the_submitter_may_collect(office: SmallOffice) -> None:
    told = {
        "submitter_name": "Trần Thị Nộp",
        "submitter_number": "001199000002",
        "submitter_authority": "GUQ 5",
    }
    number = str(office.ready(AT, **told))
    assert _give(
        office, number, shown="IDENTITY", receiver_name="trần thị nộp", receiver_number="001199000002"
    )


@pytest.mark.django_db
def test_online_only_for_who_asked_for_it(office: SmallOffice) -> None:
    number = str(office.ready(AT))
    with pytest.raises(GuardNotMet, match="chưa chọn nhận kết quả trực tuyến"):
        actions.deliver_online(number, actor=office.actor("quay"), at=AT)
    actions.correct(
        number, {"result_way": "ONLINE"}, reason="Người nộp đề nghị", actor=office.actor("quay"), at=AT
    )
    assert actions.deliver_online(number, actor=office.actor("quay"), at=AT).delivered_at == AT


@pytest.mark.django_db
def test_a_controller_of_a_commune_sees_his_commune_only(office: SmallOffice) -> None:
    centre, commune = office.accepted(AT), office.accepted(AT, procedure=COMMUNE)
    unit = office.unit("H99.41.TT")
    post_officer(office.officer("xa_chutich"), unit, Role.TTHC_CONTROL, valid_from=AT.date())
    local, provincial = office.actor("xa_chutich"), office.actor("kstt")
    assert set(queries.visible_to(local)) == {commune}
    assert set(queries.visible_to(provincial)) == {centre, commune}


@pytest.mark.django_db
def test_a_new_date_years_away_is_a_mistyped_year(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    with pytest.raises(GuardNotMet) as caught:
        actions.extend(
            number,
            new_due_at=vn("2037-11-19 09:00"),
            reason="Xác minh",
            actor=office.actor("giamdoc_so"),
            at=AT,
        )
    assert "kiểm tra lại năm" in caught.value.faults["new_due_at"]
