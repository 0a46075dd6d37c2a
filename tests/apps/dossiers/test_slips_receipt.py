"""The receipt: what stands on it, its number, its versions, what it costs, when it is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext, override_settings

from motcua.apps.dossiers import actions, slips
from motcua.apps.dossiers.intake_data import PaperIn
from motcua.apps.dossiers.models import Dossier, Slip, SlipCounter
from motcua.apps.dossiers.secrecy import opens
from motcua.apps.dossiers.slips import heads, numbers, parts
from motcua.apps.dossiers.slips.freezing import thawed
from motcua.apps.dossiers.slips.heads import Issuer
from motcua.apps.dossiers.slips.refusals import SlipNotReady
from motcua.apps.office.models import ServiceCenter
from motcua.apps.people.actions import PersonData
from motcua.rules.forms import FormKind, Letterhead, PaperLine, Receipt
from reading import squeezed, text_of
from tests.worlds.small import IMMEDIATE, SmallOffice, vn

AT = vn("2026-03-02 09:00")


@pytest.fixture(autouse=True)
def no_kept_headings() -> None:
    cache.clear()


def receipt_of(dossier: Dossier, version: int = 1) -> Slip:
    return Slip.objects.get(dossier=dossier, kind="RECEIPT", version=version)


def content_of(dossier: Dossier, version: int = 1) -> Receipt:
    content = thawed(receipt_of(dossier, version))
    assert isinstance(content, Receipt)
    return content


@pytest.mark.django_db
def test_what_the_counter_typed_stands_on_the_receipt(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    slip, paper = receipt_of(dossier), content_of(dossier)
    assert (slip.number, slip.version, slip.on) == ("01/TTPVHCC", 1, date(2026, 3, 2))
    assert (paper.number, paper.slip_number, paper.ordinal, paper.volume) == (
        "H99.15-260302-0001",
        "01/TTPVHCC",
        "1",
        "2026",
    )
    assert paper.submitter.name == paper.owner_name == "Nguyễn Văn Dân"
    assert paper.submitter.personal_id == "038099012345"
    assert paper.papers == (
        PaperLine("Tờ khai theo mẫu", originals=1),
        PaperLine("Bản sao giấy tờ tùy thân", copies=1),
    )
    assert paper.limit_text == "7 ngày làm việc"
    assert paper.received_at.isoformat() == "2026-03-02T09:00:00"
    assert paper.due_at is not None and paper.due_at.isoformat() == "2026-03-11T09:00:00"
    assert paper.due_text == "Tính 7 ngày làm việc từ 09:00 02/03/2026, theo lịch làm việc của cơ quan"
    assert paper.head.superior == "UBND TỈNH TÂN LÂM" and paper.head.phone == "02993811111"
    assert paper.receiver.name == "Lê Thị Quầy" and paper.receiver.position == "Cán bộ tiếp nhận"
    assert paper.receiver.signed_at is None


@pytest.mark.django_db
def test_the_secret_on_the_receipt_opens_the_dossier(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    number, paper = str(dossier.number), content_of(dossier)
    assert opens(dossier.provisional, paper.tracking_secret, dossier.secret_digest)
    assert paper.tracking_url == f"{settings.PUBLIC_URL}/tra-cuu?so={number}&ma={paper.tracking_secret}"


@pytest.mark.django_db
def test_the_receipt_prints_the_same_for_ever(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    first = slips.pdf(receipt_of(dossier))
    ServiceCenter.objects.filter(unit__code="H99.TT").update(name="Tên khác", phone="0")
    Dossier.objects.filter(pk=dossier.pk).update(applicant_name="Người khác")
    assert slips.pdf(receipt_of(dossier)) == first
    text = text_of(first)
    for words in (
        "H99.15-260302-0001",
        "Nguyễn Văn Dân",
        "09 giờ 00 phút",
        "02993811111",
        "Tờ khai theo mẫu",
    ):
        assert squeezed(words) in text, words


@pytest.mark.django_db
def test_somebody_else_brings_it_and_the_result_goes_by_post(office: SmallOffice) -> None:
    dossier = office.accepted(
        AT,
        submitter_name="Trần Thị Mang",
        submitter_number="038199054321",
        submitter_phone="0987654321",
        submitter_authority="Giấy ủy quyền 01",
        result_way="POST",
        result_address="12 phố Huế",
    )
    paper = content_of(dossier)
    assert (paper.submitter.name, paper.submitter.phone) == ("Trần Thị Mang", "0987654321")
    assert paper.submitter.address == "", "nobody asked where the messenger lives"
    assert (paper.owner_name, paper.owner_address) == ("Nguyễn Văn Dân", "Thôn 1, xã Đông Hòa")
    assert paper.result_place == "Qua bưu chính, đến 12 phố Huế"


@pytest.mark.django_db
def test_only_an_online_dossier_leaves_the_submitters_place_out(office: SmallOffice) -> None:
    clerk = office.actor("quay")
    online = actions.submit(office.intake(channel="ONLINE"), actor=clerk, at=AT)
    accepted = actions.accept_waiting(online.provisional, actor=clerk, at=AT)
    assert content_of(accepted).online
    assert not content_of(office.accepted(AT, channel="POST")).online


@pytest.mark.django_db
def test_only_papers_that_came_are_listed(office: SmallOffice) -> None:
    papers = (
        PaperIn("Đơn", originals=1),
        PaperIn("Bản đồ", missing_reason="Nộp sau"),
        PaperIn("Thẻ", reused=True),
    )
    listed = content_of(office.accepted(AT, papers=papers)).papers
    assert [(paper.name, paper.note) for paper in listed] == [
        ("Đơn", ""),
        ("Thẻ", "Dùng lại giấy tờ đã số hóa"),
    ]
    nothing = content_of(office.accepted(AT, papers=())).papers
    assert nothing == (PaperLine("Không nộp giấy tờ nào"),)


@pytest.mark.django_db
def test_a_result_at_once_has_words_in_place_of_a_date(office: SmallOffice) -> None:
    done = actions.settle_at_once(
        office.intake(IMMEDIATE),
        outcome="Đã chứng thực",
        wants_receipt=True,
        actor=office.actor("quay"),
        at=AT,
    )
    paper = content_of(done)
    assert (paper.due_at, paper.due_text) == (None, "Trả kết quả ngay")


@pytest.mark.django_db
def test_an_end_of_day_is_never_printed_as_the_day_after(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    dossier.due_at, dossier.due_on = vn("2026-03-13 00:00"), date(2026, 3, 12)
    slip = slips.issue_receipt(dossier, actor=office.actor("quay"), at=AT, why="x")
    assert slip.data["due_at"] is None
    assert squeezed("Hết ngày 12 tháng 3 năm 2026") in text_of(slips.pdf(slip))


@pytest.mark.django_db
def test_a_new_version_keeps_the_number_and_says_what_it_replaces(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    later = vn("2026-03-03 10:00")
    actions.correct(
        str(dossier),
        {"applicant_name": "Nguyễn Văn Dần"},
        reason="Ghi nhầm",
        actor=office.actor("quay"),
        at=later,
    )
    old, new = content_of(dossier, 1), content_of(dossier, 2)
    assert (old.owner_name, new.owner_name) == ("Nguyễn Văn Dân", "Nguyễn Văn Dần")
    assert new.slip_number == old.slip_number and new.ordinal == old.ordinal and new.version == 2
    assert new.replaces == "Thay giấy số 01/TTPVHCC lập lúc 09:00 02/03/2026. Lý do: Đính chính: Ghi nhầm"
    assert new.notes == (), "the date did not move"
    assert new.tracking_secret == old.tracking_secret
    assert SlipCounter.objects.get(kind="RECEIPT").last == 1
    assert squeezed("Bản cấp lại lần 1") in text_of(slips.pdf(receipt_of(dossier, 2)))


@pytest.mark.django_db
def test_a_new_date_is_pointed_out_on_the_new_version(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    dossier.due_at, dossier.due_on = vn("2026-03-20 09:00"), date(2026, 3, 20)
    slip = slips.issue_receipt(dossier, actor=office.actor("quay"), at=AT, why="Sau khi bổ sung")
    assert slip.data["due_at"] == "2026-03-20T09:00:00" and slip.data["due_text"] == ""
    assert slip.data["notes"] == ["Thời gian trả kết quả ghi trên giấy trước không còn áp dụng."]
    assert Dossier.objects.get(pk=dossier.pk).receipt_version == 2


@pytest.mark.django_db
def test_a_dossier_not_accepted_gets_no_receipt_and_takes_no_number(office: SmallOffice) -> None:
    clerk = office.actor("quay")
    waiting = actions.submit(office.intake(channel="ONLINE"), actor=clerk, at=AT)
    with pytest.raises(SlipNotReady, match="Thời gian nhận hồ sơ") as caught:
        slips.issue_receipt(waiting, actor=clerk, at=AT)
    assert set(caught.value.faults) == {"received_at"}
    assert not Slip.objects.exists() and not SlipCounter.objects.exists()


@pytest.mark.django_db
def test_what_is_missing_is_named_before_a_number_is_taken(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    ServiceCenter.objects.filter(unit__code="H99.TT").update(name="")
    cache.clear()
    dossier.receipt_version, dossier.subject = 0, " "
    with pytest.raises(
        SlipNotReady, match="Tên cơ quan, đơn vị ban hành; Nội dung yêu cầu giải quyết"
    ) as caught:
        slips.issue_receipt(dossier, actor=office.actor("quay"), at=AT)
    assert set(caught.value.faults) == {"head.name", "subject"}
    assert SlipCounter.objects.get(kind="RECEIPT").last == 1


@pytest.mark.django_db
def test_numbers_run_on_within_a_year_and_begin_again(office: SmallOffice) -> None:
    first, second = office.accepted(AT), office.accepted(vn("2026-12-31 09:00"))
    next_year = office.accepted(vn("2027-01-04 09:00"))
    commune = office.accepted(AT, procedure="1.999005")
    found = [receipt_of(dossier).number for dossier in (first, second, next_year, commune)]
    assert found == ["01/TTPVHCC", "02/TTPVHCC", "01/TTPVHCC", "01/TTPVHCC"]


@pytest.mark.django_db
def test_one_statement_takes_the_number_and_one_keeps_the_slip(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    papers, clerk = list(dossier.papers.all()), office.actor("quay")
    dossier.receipt_version = 0
    with CaptureQueriesContext(
        connection,
    ) as with_papers:
        slips.issue_receipt(dossier, actor=clerk, at=AT, save=False, papers=papers, bills=())
    dossier.receipt_version = 0
    with CaptureQueriesContext(connection) as alone:
        slips.issue_receipt(dossier, actor=clerk, at=AT, save=False)
    assert len(with_papers) == 2, [query["sql"] for query in with_papers]
    assert len(alone) <= 4, [query["sql"] for query in alone]
    assert Dossier.objects.get(pk=dossier.pk).receipt_version == 1, "saving was left to the caller"


@pytest.mark.django_db(transaction=True)
def test_clerks_at_once_never_share_a_number() -> None:
    issuer = Issuer(7, 7, Letterhead("", "Trung tâm", "Tân Lâm", "TTPVHCC"), "Trung tâm")

    def several(_: int) -> list[int]:
        try:
            return [_one(issuer) for _ in range(20)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as clerks:
        taken = [order for orders in clerks.map(several, range(4)) for order in orders]
    assert sorted(taken) == list(range(1, 81))


def _one(issuer: Issuer) -> int:
    with transaction.atomic():
        return numbers.take(issuer, FormKind.SUPPLEMENT, 2026)


@pytest.mark.django_db
def test_a_person_without_a_number_still_gets_a_receipt(office: SmallOffice) -> None:
    foreigner = PersonData(name="John Smith", kind="OTHER", phone="0912345678")
    paper = content_of(office.accepted(AT, applicant=foreigner))
    assert (paper.submitter.personal_id, paper.submitter.address, paper.submitter.email) == ("", "", "")


@pytest.mark.parametrize(
    ("law", "promised", "words"),
    [
        ((10, "WORKING_DAY"), (7, "WORKING_DAY"), "10 ngày làm việc (cơ quan cam kết 7 ngày làm việc)"),
        ((7, "WORKING_DAY"), (7, "WORKING_DAY"), "7 ngày làm việc"),
        ((None, "IMMEDIATE"), (None, "IMMEDIATE"), "trả ngay"),
    ],
)
def test_the_limit_of_the_law_and_the_shorter_promise(
    law: tuple[int | None, str], promised: tuple[int | None, str], words: str
) -> None:
    dossier = Dossier(
        limit_value=promised[0], limit_unit=promised[1], law_limit_value=law[0], law_limit_unit=law[1]
    )
    assert parts.limit_text(dossier) == words


@override_settings(PUBLIC_URL="http://127.0.0.1:8000")
def test_papers_name_no_address_that_only_this_machine_knows() -> None:
    assert heads.website() == ""
    with override_settings(PUBLIC_URL="https://motcua.tanlam.gov.vn"):
        assert heads.website() == "motcua.tanlam.gov.vn"
