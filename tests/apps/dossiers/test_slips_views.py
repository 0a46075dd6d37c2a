"""The control slip and the batch's hand-over slip, built from the acts; and who may open a slip."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import cache

from motcua.apps.dossiers import actions, slips
from motcua.apps.dossiers.actions import Wanted
from motcua.apps.dossiers.models import Dossier, Slip
from motcua.apps.dossiers.queries.slips import control_slip_pdf, slip_pdf, slips_of
from motcua.apps.dossiers.queries.slips import slip as slip_for
from motcua.apps.dossiers.refusals import NoSuchDossier
from motcua.apps.dossiers.slips.refusals import SlipNotReady
from motcua.apps.people.actions import PersonData
from reading import squeezed, text_of
from tests.worlds.small import ON_SPOT, SmallOffice, vn

AT = vn("2026-03-02 09:00")


@pytest.fixture(autouse=True)
def no_kept_headings() -> None:
    cache.clear()


@pytest.mark.django_db
def test_the_control_slip_has_one_line_for_each_hand_over(office: SmallOffice) -> None:
    dossier = office.ready(AT, sealed_at=vn("2026-03-06 10:00"))
    slip = slips.control_slip(dossier)
    assert (slip.ordinal, slip.volume) == ("1", "2026")
    assert slip.issued_at.isoformat() == "2026-03-06T10:00:00", "the last act's moment"
    ways = [(leg.giving_unit, leg.receiving_unit, leg.giver, leg.receiver) for leg in slip.legs]
    assert ways == [
        ("Trung tâm Phục vụ hành chính công tỉnh", "Phòng Hành chính tư pháp", "Lê Thị Quầy", ""),
        ("Phòng Hành chính tư pháp", "Phòng Hành chính tư pháp", "Vũ Thị Trưởng", "Hoàng Văn Chuyên"),
        ("Phòng Hành chính tư pháp", "Phòng Hành chính tư pháp", "Hoàng Văn Chuyên", ""),
        ("Phòng Hành chính tư pháp", "Lãnh đạo Sở Tư pháp", "Vũ Thị Trưởng", ""),
        ("Lãnh đạo Sở Tư pháp", "Văn thư Sở Tư pháp", "Đặng Thị Giám", ""),
        ("Văn thư Sở Tư pháp", "Trung tâm Phục vụ hành chính công tỉnh", "Lý Văn Thư", ""),
    ]
    assert [leg.outcome for leg in slip.legs] == ["Đúng hạn", "Đúng hạn", "", "", "", "Trước hạn"]


@pytest.mark.django_db
def test_a_late_transfer_and_a_late_result_are_shown(office: SmallOffice) -> None:
    number, late = str(office.accepted(AT)), vn("2026-03-03 09:00")
    actions.transfer(number, actor=office.actor("quay", late), at=late)
    leg = slips.control_slip(Dossier.objects.get(number=number)).legs[0]
    assert leg.outcome == "Quá hạn (phải giao trước 17:00 02/03/2026)"
    overdue = office.ready(AT, sealed_at=vn("2026-03-12 08:00"))
    assert slips.control_slip(overdue).legs[-1].outcome == "Quá hạn"


@pytest.mark.django_db
def test_a_supplement_goes_to_the_counter_and_comes_back(office: SmallOffice) -> None:
    number, asked, back = str(office.examined_by(AT)), vn("2026-03-03 09:00"), vn("2026-03-05 09:00")
    clerk = office.actor("chuyenvien")
    verdicts = {1: actions.Judgement("WRONG", "Ký lại"), 2: actions.Judgement("OK")}
    actions.judge_papers(number, verdicts, actor=clerk, at=asked)
    actions.ask_supplement(number, reason="Thiếu chữ ký", due_on=date(2026, 4, 1), actor=clerk, at=asked)
    actions.receive_supplement(number, {1: True}, actor=office.actor("quay", back), at=back)
    legs = slips.control_slip(Dossier.objects.get(number=number)).legs
    assert [leg.note for leg in legs[-2:]] == ["Yêu cầu bổ sung sau thẩm định", "Nhận giấy tờ bổ sung"]
    assert legs[-1].receiver == "Hoàng Văn Chuyên"
    assert [leg.outcome for leg in legs[-2:]] == ["", ""], "the clock stood still: nobody was early or late"


@pytest.mark.django_db
def test_on_the_spot_nothing_leaves_the_desk(office: SmallOffice) -> None:
    slip = slips.control_slip(office.accepted(AT, procedure=ON_SPOT))
    assert slip.legs == () and slip.settling_unit == "Sở Tư pháp"


@pytest.mark.django_db
def test_asked_units_cooperate_and_the_slip_prints_in_the_form_of_its_day(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    actions.consult(
        number,
        unit_id=office.unit("H99.15.PC").pk,
        question="Có vướng không?",
        due_at=vn("2026-03-05 17:00"),
        actor=office.actor("chuyenvien"),
        at=AT,
    )
    text = text_of(slips.control_slip_pdf(Dossier.objects.get(number=number), blank_legs=1))
    assert squeezed("Mẫu số 06") in text and squeezed("Phòng Phổ biến pháp luật") in text
    old = office.accepted(vn("2025-06-02 09:00"))
    assert squeezed("Mẫu số 05") in text_of(control_slip_pdf(old, at=AT))


@pytest.mark.django_db
def test_a_dossier_not_accepted_has_no_control_slip(office: SmallOffice) -> None:
    waiting = actions.submit(office.intake(channel="POST"), actor=office.actor("quay"), at=AT)
    with pytest.raises(SlipNotReady, match="Thời gian nhận hồ sơ"):
        slips.control_slip(waiting)


@pytest.mark.django_db
def test_a_batch_is_handed_over_on_one_slip(office: SmallOffice) -> None:
    batch = [office.accepted(AT), office.accepted(AT)]
    units = (office.unit("H99.TT"), office.unit("H99.15.HT"))
    clerk = office.actor("quay")
    slip = slips.handover_slip(batch, *units, actor=clerk, at=AT, receiver_name="Vũ Thị Trưởng")
    assert [row.number for row in slip.rows] == [str(dossier) for dossier in batch]
    assert {row.task for row in slip.rows} == {"Chuyển hồ sơ đến đơn vị giải quyết"}
    text = text_of(slips.handover_pdf(slip))
    assert squeezed("Phòng Hành chính tư pháp") in text and squeezed(str(batch[1])) in text
    with pytest.raises(SlipNotReady, match="Hồ sơ bàn giao"):
        slips.handover_slip([], *units, actor=clerk, at=AT)


@pytest.mark.django_db
def test_a_slip_opens_only_for_those_who_see_its_dossier(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    issued = slips_of(dossier)
    assert [slip.kind for slip in issued] == ["RECEIPT"]
    assert slip_for(issued[0].pk, office.actor("quay")).data["number"] == dossier.number
    assert slip_pdf(issued[0].pk, office.actor("quay")) == slips.pdf(issued[0])
    for stranger in ("xa_motcua", "quantri", "phongkhac"):
        with pytest.raises(NoSuchDossier):
            slip_pdf(issued[0].pk, office.actor(stranger))
    with pytest.raises(NoSuchDossier):
        slip_for(issued[0].pk + 1000, office.actor("quay"))


@pytest.mark.django_db
def test_a_slip_without_a_dossier_belongs_to_its_centre(office: SmallOffice) -> None:
    actions.instruct(
        "1.999001",
        PersonData(name="Nguyễn Văn Dân", personal_id="038099012345", phone="0912345678"),
        [Wanted("Tờ khai", "Viết lại")],
        reason="Thiếu",
        unit_id=office.unit("H99.TT").pk,
        actor=office.actor("quay"),
        at=AT,
    )
    told = Slip.objects.get()
    assert slip_for(told.pk, office.actor("quay2")) == told
    for stranger in ("xa_motcua", "chuyenvien", "quantri"):
        with pytest.raises(NoSuchDossier):
            slip_for(told.pk, office.actor(stranger))
