"""Every paper an action issues: whose heading, which number, what stands on it; each one really prints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import cache

from motcua.apps.dossiers import actions, slips
from motcua.apps.dossiers.actions import Wanted
from motcua.apps.dossiers.intake_data import FeeIn
from motcua.apps.dossiers.models import Decision, Dossier, Slip, SlipCounter
from motcua.apps.dossiers.slips.freezing import thawed
from motcua.apps.dossiers.slips.refusals import SlipNotReady
from motcua.apps.office.models import Officer
from motcua.apps.payments.models import Bill
from motcua.apps.people.actions import PersonData
from motcua.rules.deadlines import Limit
from motcua.rules.forms import FormKind, missing
from reading import squeezed, text_of
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 09:00")
LATER = vn("2026-03-03 09:00")
OLD = vn("2025-06-02 09:00")
"""Under NĐ 61/2018 and TT 01/2018."""


@pytest.fixture(autouse=True)
def no_kept_headings() -> None:
    cache.clear()


def newest(dossier: Dossier | str) -> Slip:
    number = str(dossier)
    found = Slip.objects.filter(dossier__number=number).order_by("-pk").first()
    assert found is not None
    return found


def asked(office: SmallOffice) -> Slip:
    number = str(office.examined_by(AT))
    clerk = office.actor("chuyenvien")
    actions.judge_papers(
        number,
        {1: actions.Judgement("WRONG", "Ký lại"), 2: actions.Judgement("OK")},
        actor=clerk,
        at=LATER,
    )
    actions.ask_supplement(number, reason="Thiếu chữ ký", due_on=date(2026, 4, 1), actor=clerk, at=LATER)
    return newest(number)


def declined(office: SmallOffice) -> Slip:
    waiting = actions.submit(office.intake(channel="ONLINE"), actor=office.actor("quay"), at=AT)
    actions.decline(
        waiting.provisional,
        reason="Sai nơi nộp",
        go_to="UBND xã Đông Hòa",
        actor=office.actor("quay"),
        at=LATER,
    )
    return Slip.objects.get(dossier=waiting)


def withdrawn(office: SmallOffice) -> Slip:
    number = str(office.examined_by(AT))
    actions.withdraw(number, reason="Đổi ý", asked_by="Nguyễn Văn Dân", actor=office.actor("quay"), at=LATER)
    return newest(number)


def withdrawn_under_nd61(office: SmallOffice) -> Slip:
    number = str(office.examined_by(OLD))
    later = vn("2025-06-03 09:00")
    actions.withdraw(
        number, reason="Đổi ý", asked_by="Trần Thị Mang", actor=office.actor("quay", later), at=later
    )
    return newest(number)


def withdrawn_before_acceptance(office: SmallOffice) -> Slip:
    waiting = actions.submit(office.intake(channel="POST"), actor=office.actor("quay"), at=AT)
    actions.withdraw(
        waiting.provisional, reason="Đổi ý", asked_by="Nguyễn Văn Dân", actor=office.actor("quay"), at=LATER
    )
    return Slip.objects.get(dossier=waiting)


def lapsed(office: SmallOffice) -> Slip:
    number = str(asked(office).dossier)
    late = vn("2026-04-02 08:00")
    actions.lapse_supplement(number, actor=office.actor("quay", late), at=late)
    return newest(number)


def refused(office: SmallOffice, kind: str = "REFUSE") -> Slip:
    number = str(office.to_signing(AT))
    boss = office.actor("giamdoc_so")
    actions.refuse(
        number, kind=kind, reason="Không đủ điều kiện", legal_ground="Điều 5 Luật X", actor=boss, at=LATER
    )
    return newest(number)


def stopped(office: SmallOffice) -> Slip:
    return refused(office, "STOP")


def extended(office: SmallOffice) -> Slip:
    number = str(office.examined_by(AT))
    boss = office.actor("giamdoc_so")
    actions.extend(number, new_due_at=vn("2026-03-20 09:00"), reason="Chờ xác minh", actor=boss, at=LATER)
    return newest(number)


def consulted(office: SmallOffice) -> Slip:
    number = str(office.examined_by(AT))
    actions.consult(
        number,
        unit_id=office.unit("H99.41.VP").pk,
        question="Có tranh chấp không?\nCó nợ thuế không?",
        due_at=vn("2026-03-05 17:00"),
        actor=office.actor("chuyenvien"),
        at=LATER,
    )
    return newest(number)


def billed(office: SmallOffice) -> Slip:
    number = str(office.examined_by(AT))
    actions.require_payment(
        number,
        name="Tiền sử dụng đất",
        amount=1_200_000,
        notice="15/TB-THUE",
        pay_by=date(2026, 4, 1),
        actor=office.actor("chuyenvien"),
        at=LATER,
    )
    return newest(number)


def settled(office: SmallOffice) -> Slip:
    number = str(billed(office).dossier)
    actions.settle_obligation(
        number, method="TRANSFER", actor=office.actor("thuquy"), at=vn("2026-03-05 09:00")
    )
    return newest(number)


def delivered(office: SmallOffice) -> Slip:
    number = str(office.ready(AT))
    actions.deliver_at_counter(
        number,
        receiver_name="Nguyễn Văn Dân",
        shown="IDENTITY",
        originals_returned=True,
        actor=office.actor("quay"),
        at=LATER,
    )
    return newest(number)


def posted(office: SmallOffice) -> Slip:
    number = str(office.ready(AT))
    actions.post_result(number, waybill="VN123", address="12 phố Huế", actor=office.actor("quay"), at=LATER)
    return newest(number)


def lost(office: SmallOffice) -> Slip:
    number = str(office.examined_by(AT))
    actions.report_loss(
        number,
        papers=[2],
        circumstances="Mưa ướt",
        remedy="Xin cấp lại",
        remedy_by=date(2026, 3, 10),
        actor=office.actor("quay"),
        at=LATER,
    )
    return newest(number)


def recalled(office: SmallOffice) -> Slip:
    number = str(office.ready(AT))
    actions.recall(
        number,
        reason="Sai năm sinh",
        legal_ground="QĐ 9/QĐ-STP",
        limit=Limit.of(2, "WORKING_DAY"),
        actor=office.actor("giamdoc_so"),
        at=LATER,
    )
    return newest(number)


CENTRE, AGENCY = "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "Sở Tư pháp"
PAPERS: dict[Callable[[SmallOffice], Slip], tuple[str, str, str, tuple[str, ...]]] = {
    asked: (
        "SUPPLEMENT",
        "01/PBS-TTPVHCC",
        CENTRE,
        ("Tờ khai theo mẫu", "Ký lại", "Thiếu chữ ký", "02993815001"),
    ),
    declined: ("DECLINE", "01/PTC-TTPVHCC", CENTRE, ("Sai nơi nộp", "UBND xã Đông Hòa")),
    withdrawn: ("STOP_NOTICE", "01/TB", AGENCY, ("Đổi ý", "Đang xử lý", "Tờ khai theo mẫu")),
    withdrawn_under_nd61: ("PAPERS_RETURN", "01/PTL-TTPVHCC", CENTRE, ("Đổi ý", "Trần Thị Mang")),
    withdrawn_before_acceptance: ("PAPERS_RETURN", "01/PTL-TTPVHCC", CENTRE, ("Đổi ý", "Tờ khai theo mẫu")),
    lapsed: ("PAPERS_RETURN", "01/PTL-TTPVHCC", CENTRE, ("Quá hạn bổ sung ngày 01/04/2026",)),
    refused: ("REFUSE", "01/PTC", AGENCY, ("Không đủ điều kiện", "Điều 5 Luật X", "Giám đốc Sở")),
    stopped: ("REFUSE", "01/PTC", AGENCY, ("Dừng giải quyết hồ sơ. Không đủ điều kiện", "Điều 5 Luật X")),
    extended: (
        "APOLOGY",
        "01/PXL",
        AGENCY,
        ("ngày 20 tháng 3 năm 2026", "ngày 11 tháng 3", "Tư pháp thử nghiệm"),
    ),
    consulted: ("CONSULTATION", "01/PLYK", AGENCY, ("Có nợ thuế không?", "Ủy ban nhân dân xã Đông Hòa")),
    billed: ("PAYMENT_NOTICE", "01/TB", AGENCY, ("1.200.000", "15/TB-THUE", "Số 1 đường Hùng Vương")),
    settled: ("FEE_RECEIPT", "", "", ("1.200.000", "Ngô Thị Thu", "Chuyển khoản")),
    delivered: ("RESULT_DELIVERY", "01/BNKQ-TTPVHCC", CENTRE, ("Giấy chứng nhận", "Chủ hồ sơ", "Tại quầy")),
    posted: ("RESULT_HANDOVER", "01/BGKQ-TTPVHCC", CENTRE, ("VN123", "12 phố Huế")),
    lost: ("LOSS_REPORT", "01/BB-TTPVHCC", CENTRE, ("Mưa ướt", "Bản sao giấy tờ tùy thân", "10 tháng 3")),
    recalled: ("RECALL", "01/TB", AGENCY, ("Sai năm sinh", "QĐ 9/QĐ-STP", "ngày 05 tháng 3 năm 2026")),
}


@pytest.mark.django_db
@pytest.mark.parametrize("made", PAPERS, ids=lambda made: made.__name__)
def test_each_paper_is_complete_numbered_and_prints(
    made: Callable[[SmallOffice], Slip], office: SmallOffice
) -> None:
    kind, number, heading, words = PAPERS[made]
    slip = made(office)
    content = thawed(slip)
    assert slip.kind == kind
    assert missing(content) == ()
    if number:
        assert slip.number == number
        assert slip.data["head"]["name"] == heading
    else:
        assert slip.number == slip.data["receipt_number"] != ""
    text = text_of(slips.pdf(slip))
    for expected in (*words, "Nguyễn Văn Dân"):
        assert squeezed(expected) in text, expected


@pytest.mark.django_db
def test_notices_of_an_agency_share_one_series(office: SmallOffice) -> None:
    """Two notices of one agency may not both be 01/TB, whatever they are about."""
    assert [made(office).number for made in (withdrawn, billed, recalled)] == ["01/TB", "02/TB", "03/TB"]


@pytest.mark.django_db
def test_what_a_supplement_does_to_the_clock_is_said(office: SmallOffice) -> None:
    assert "tính lại từ khi nhận đủ" in asked(office).data["clock_text"]
    waiting = actions.submit(office.intake(channel="POST"), actor=office.actor("quay"), at=AT)
    actions.ask_before_acceptance(
        waiting.provisional,
        [Wanted("Tờ khai", "Ký tên", "WRONG", 1)],
        reason="Chưa ký",
        due_on=date(2026, 3, 20),
        actor=office.actor("quay"),
        at=LATER,
    )
    before = Slip.objects.get(dossier=waiting)
    assert "từ khi hồ sơ được tiếp nhận" in before.data["clock_text"]
    assert before.data["items"] == [{"name": "Tờ khai", "defect": "Sai", "request": "Ký tên"}]


@pytest.mark.django_db
def test_a_second_request_carries_the_leaders_ground(office: SmallOffice) -> None:
    number = str(asked(office).dossier)
    back = vn("2026-03-04 09:00")
    actions.receive_supplement(number, {1: True}, actor=office.actor("quay", back), at=back)
    actions.judge_papers(
        number,
        {1: actions.Judgement("WRONG", "Vẫn sai"), 2: actions.Judgement("OK")},
        actor=office.actor("chuyenvien"),
        at=back,
    )
    actions.ask_supplement(
        number,
        reason="Vẫn sai",
        due_on=date(2026, 4, 1),
        leader_ground="Ý kiến Trưởng phòng",
        actor=office.actor("truongphong"),
        at=vn("2026-03-05 10:00"),
    )
    slip = newest(number)
    assert (slip.data["request_ordinal"], slip.data["repeat_ground"]) == (2, "Ý kiến Trưởng phòng")
    assert slip.number == "02/PBS-TTPVHCC"


@pytest.mark.django_db
@pytest.mark.parametrize(("shown", "says"), [("RECEIPT", "giấy tiếp nhận"), ("AUTHORITY", "UQ 5")])
def test_a_receipt_of_delivery_says_by_what_right(office: SmallOffice, shown: str, says: str) -> None:
    number = str(office.ready(AT))
    actions.deliver_at_counter(
        number,
        receiver_name="Trần Thị Mang",
        receiver_number="001199000002",
        shown=shown,
        authority="UQ 5",
        originals_returned=True,
        actor=office.actor("quay"),
        at=LATER,
    )
    data = newest(number).data
    assert says in data["recipient_capacity"]
    assert data["recipient"] == {"name": "Trần Thị Mang", "phone": ""}, "her telephone is not known"
    assert [paper["name"] for paper in data["returned_papers"]] == ["Tờ khai theo mẫu"]


@pytest.mark.django_db
def test_a_signatory_without_a_title_signs_nothing(office: SmallOffice) -> None:
    number = str(office.to_signing(AT))
    Officer.objects.filter(username="giamdoc_so").update(title="")
    with pytest.raises(SlipNotReady, match="Chức vụ người ký"):
        actions.refuse(
            number, kind="REFUSE", reason="x", legal_ground="y", actor=office.actor("giamdoc_so"), at=LATER
        )
    assert not Decision.objects.exists(), "the decision went back with its paper"
    assert not SlipCounter.objects.filter(kind="REFUSE").exists()


@pytest.mark.django_db
def test_a_case_officer_without_a_title_signs_as_what_he_is(office: SmallOffice) -> None:
    Officer.objects.filter(username="chuyenvien").update(title="")
    assert consulted(office).data["signatory"]["position"] == "Chuyên viên thụ lý"


@pytest.mark.django_db
def test_guidance_before_a_dossier_exists(office: SmallOffice) -> None:
    person = PersonData(name=" Nguyễn  Văn Dân ", personal_id="038099012345", phone="0912345678")
    where = {"unit_id": office.unit("H99.TT").pk, "actor": office.actor("quay"), "at": AT}
    told = actions.instruct("1.999001", person, [Wanted("Tờ khai", "Viết lại")], reason="Thiếu", **where).slip
    sent = actions.decline_at_counter("1.999001", person, reason="Sai nơi", go_to="Sở Y tế", **where).slip
    assert (told.kind, told.number, told.dossier) == ("SUPPLEMENT", "01/PBS-TTPVHCC", None)
    assert (sent.kind, sent.number) == ("DECLINE", "01/PTC-TTPVHCC")
    assert told.data["applicant"]["name"] == "Nguyễn Văn Dân" and told.data["number"] == ""
    assert squeezed("Viết lại") in text_of(slips.pdf(told))
    assert squeezed("Sở Y tế") in text_of(slips.pdf(sent))


@pytest.mark.django_db
def test_a_paper_is_refused_when_its_matter_is_not_there(office: SmallOffice) -> None:
    dossier, clerk = office.accepted(AT), office.actor("quay")
    for kind, lacks in {
        FormKind.CONSULTATION: "Nội dung lấy ý kiến",
        FormKind.PAYMENT_NOTICE: "Khoản phải nộp",
        FormKind.FEE_RECEIPT: "Khoản tiền đã thu",
        FormKind.RESULT_DELIVERY: "Người nhận kết quả",
        FormKind.RECALL: "Kết quả bị thu hồi",
        FormKind.APOLOGY: "Thời gian hẹn trả kết quả",
    }.items():
        with pytest.raises(SlipNotReady, match=lacks):
            slips.issue(dossier, kind, actor=clerk, at=LATER)
    assert Slip.objects.filter(dossier=dossier).count() == 1, "only the receipt"


@pytest.mark.django_db
def test_money_already_paid_is_said_when_the_dossier_stops(office: SmallOffice) -> None:
    fee = FeeIn("NOW", (("Lệ phí cấp giấy", Decimal(50_000), "CHARGE"),))
    dossier = office.accepted(AT, fee=fee)
    paper = slips.issue(
        dossier, FormKind.PAPERS_RETURN, actor=office.actor("quay"), at=LATER, reason="Nộp nhầm"
    )
    assert paper.data["fees_text"] == "50.000\u00a0đồng, đã nộp"
    actions.withdraw(str(dossier), reason="Đổi ý", asked_by="Dân", actor=office.actor("quay"), at=LATER)
    notice = newest(dossier)
    assert (notice.data["fees_paid"], notice.data["fees_refunded"]) == (50_000, 0)
    assert withdrawn(office).data["fees_paid"] is None, "nothing was billed: nothing is said"


@pytest.mark.django_db
def test_a_fee_taken_at_the_counter_has_its_receipt(office: SmallOffice) -> None:
    fee = FeeIn(
        "NOW", (("Lệ phí cấp giấy", Decimal(50_000), "CHARGE"), ("Phí thẩm định", Decimal(7_000), "SERVICE"))
    )
    dossier = office.accepted(AT, fee=fee)
    bill = Bill.objects.get()
    slip = slips.issue(dossier, FormKind.FEE_RECEIPT, actor=office.actor("thuquy"), at=AT, bill=bill)
    assert [line["charge"] for line in slip.data["lines"]] == [True, False]
    assert slip.number == bill.payments.get().receipt_number
    assert squeezed("Năm mươi bảy nghìn đồng") in text_of(slips.pdf(slip))
    receipt = Slip.objects.get(dossier=dossier, kind="RECEIPT")
    assert receipt.data["fee_text"] == "57.000\u00a0đồng, đã nộp"
