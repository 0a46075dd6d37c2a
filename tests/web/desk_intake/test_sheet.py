"""The intake sheet: from the procedure to the number, and what comes back when something is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers.models import Dossier, IntakeDraft
from motcua.apps.office.models import Posting
from motcua.apps.payments.models import Bill, Payment
from tests.web.desk_intake.sheets import address, filled
from tests.worlds.small import COMMUNE, IMMEDIATE, NO_LIMIT, ON_SPOT, SEVEN_DAYS, SmallOffice, set_limit

Enter = Callable[[str], Client]
ACTION = 14  # design §6: accepting costs at most this many statements beyond session and officer
READING = 1  # the centres of the use; the version and the use the sheet reads are handed on
AROUND = {
    "django_session",
    "office_officer",
    "office_posting",
}  # and «WITH me AS…», the officer with his seats


def test_the_sheet_shows_the_papers_and_the_day_with_its_reason(
    as_officer: Enter, office: SmallOffice
) -> None:
    answer = as_officer("quay").get(address(uuid4()), {"thu-tuc": SEVEN_DAYS, "co-quan": office.agency().pk})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "09:00 ngày 11/03/2026" in page
    assert "7 ngày làm việc" in page
    assert "Tờ khai theo mẫu" in page
    assert "Từng ngày được tính vào thời hạn" in page
    assert "Không thu phí, lệ phí" in page


def test_accepting_gives_a_number_a_receipt_and_uses_the_draft_up(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay, token = as_officer("quay"), uuid4()
    quay.post(address(token, "/nhap"), filled(office))
    assert IntakeDraft.objects.filter(token=token).exists()
    answer = quay.post(address(token), filled(office))
    dossier = Dossier.objects.get(provisional=str(token))
    assert answer.status_code == 302
    assert answer["Location"] == f"/desk/tiep-nhan/xong/{dossier.number}"
    assert dossier.number == "H99.15-260302-0001"
    assert dossier.applicant_phone == "0912345678"
    assert not IntakeDraft.objects.filter(token=token).exists()
    page = quay.get(answer["Location"]).content.decode()
    assert "H99.15-260302-0001" in page
    assert "09:00, 11/03/2026" in page
    assert "In giấy hẹn" in page


def test_pressing_twice_files_one_dossier(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    first, second = (quay.post(address(token), filled(office)) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1
    assert quay.get(address(token))["Location"] == first["Location"]


def test_faults_come_back_beside_their_fields_and_nothing_typed_is_lost(
    as_officer: Enter, office: SmallOffice
) -> None:
    typed = filled(
        office,
        applicant_phone="123",
        applicant_address="Thôn «lạ» 9",
        p2_copies="",
        result_way="POST",
        subject="Việc riêng",
        x1_name="Đơn viết tay",
        x1_copies="2",
        extras="1",
    )
    answer = as_officer("quay").post(address(uuid4()), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert Dossier.objects.count() == 0
    for sentence in (
        "Số điện thoại phải có 10 chữ số",
        "Hãy ghi địa chỉ nhận kết quả qua bưu chính.",
        "Bản sao giấy tờ tùy thân: Chưa nhận giấy này",
    ):
        assert sentence in page
    for kept in (
        'value="123"',
        'value="Thôn «lạ» 9"',
        'value="Việc riêng"',
        'value="Đơn viết tay"',
        'value="2"',
    ):
        assert kept in page
    assert 'href="#id_applicant_phone"' in page
    assert 'href="#id_p2_originals"' in page


def test_a_paper_that_is_not_there_needs_its_reason_and_an_added_one_its_name(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay = as_officer("quay")
    unnamed = quay.post(address(uuid4()), filled(office, extras="1", x1_copies="1"))
    assert "Hãy ghi tên giấy." in unnamed.content.decode()
    token = uuid4()
    quay.post(
        address(token),
        filled(
            office,
            p2_copies="",
            p2_why="Không thuộc trường hợp phải nộp",
            extras="1",
            x1_name="Đơn",
            x1_originals="1",
        ),
    )
    papers = list(
        Dossier.objects.get(provisional=str(token)).papers.values_list("name", "originals", "missing_reason")
    )
    assert papers == [
        ("Tờ khai theo mẫu", 1, ""),
        ("Bản sao giấy tờ tùy thân", 0, "Không thuộc trường hợp phải nộp"),
        ("Đơn", 1, ""),
    ]


def test_a_count_that_is_no_number_is_said(as_officer: Enter, office: SmallOffice) -> None:
    answer = as_officer("quay").post(address(uuid4()), filled(office, p1_originals="hai", p1_copies="1"))
    assert answer.status_code == 422
    assert "Số bản là số từ 0 đến 999." in answer.content.decode()
    assert 'value="hai"' in answer.content.decode()


def test_a_date_and_sets_that_are_not_understood_are_said(as_officer: Enter, office: SmallOffice) -> None:
    answer = as_officer("quay").post(
        address(uuid4()), filled(office, applicant_born_on="32/13/2000", sets="nhiều")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ngày không đúng." in page
    assert "Số bộ hồ sơ" in page
    assert 'value="32/13/2000"' in page


def test_all_papers_in_one_key_without_a_script(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    typed = filled(
        office, p1_originals="", p2_copies="", p2_why="Không thuộc trường hợp phải nộp", do="all_papers"
    )
    answer = quay.post(address(token), typed, follow=True)
    page = answer.content.decode()
    assert 'name="p1_originals" value="1"' in page
    assert 'name="p2_copies" value=""' in page  # a reason was written: nothing is entered over it


def test_someone_else_submits_only_with_authority(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    answer = quay.post(address(token), filled(office, submitter_name="Trần Thị Nộp"))
    assert answer.status_code == 422
    assert "Người nộp thay phải có giấy ủy quyền" in answer.content.decode()
    quay.post(
        address(token),
        filled(office, submitter_name="Trần Thị Nộp", submitter_authority="GUQ 12, 01/03/2026"),
    )
    assert Dossier.objects.get().submitter_name == "Trần Thị Nộp"


def test_an_immediate_procedure_is_settled_in_one_visit(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    page = quay.get(address(token), {"thu-tuc": IMMEDIATE, "co-quan": office.agency().pk}).content.decode()
    assert "Trả kết quả ngay" in page
    assert 'value="accept"' not in page
    refused = quay.post(address(token), filled(office, IMMEDIATE, do="settle"))
    assert "Hãy ghi kết quả đã trả cho người dân." in refused.content.decode()
    quay.post(address(token), filled(office, IMMEDIATE, do="settle", outcome="Đã chứng thực 2 bản"))
    assert Dossier.objects.get().state == "DELIVERED"


def test_five_on_the_spot_opens_the_dossier_to_go_on(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    page = quay.get(address(token), {"thu-tuc": ON_SPOT, "co-quan": office.agency().pk}).content.decode()
    assert "5 tại chỗ" in page
    assert "QĐ 10/QĐ-UBND" in page
    quay.post(address(token), filled(office, ON_SPOT))
    assert Dossier.objects.get().on_spot


def test_a_procedure_without_a_limit_says_so_and_takes_nothing(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay, token = as_officer("quay"), uuid4()
    page = quay.get(address(token), {"thu-tuc": NO_LIMIT, "co-quan": office.agency().pk}).content.decode()
    assert "chưa có thời hạn giải quyết" in page
    assert quay.post(address(token), filled(office, NO_LIMIT)).status_code == 422
    assert Dossier.objects.count() == 0
    set_limit(office, NO_LIMIT, "3")
    assert quay.post(address(token), filled(office, NO_LIMIT)).status_code == 302


def test_another_communes_procedure_is_marked_and_goes_to_its_agency(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay, token = as_officer("quay"), uuid4()
    there = {"thu-tuc": COMMUNE, "co-quan": office.agency("H99.41").pk}
    assert "Tiếp nhận phi địa giới" in quay.get(address(token), there).content.decode()
    quay.post(address(token), filled(office, COMMUNE))
    assert Dossier.objects.get().agency.code == "H99.41"
    assert Dossier.objects.get().receiving_unit.code == "H99.TT"


def test_for_a_later_look_the_dossier_waits_without_a_number(as_officer: Enter, office: SmallOffice) -> None:
    quay = as_officer("quay")
    answer = quay.post(address(uuid4()), filled(office, channel="POST", do="submit"), follow=True)
    assert "Đã ghi nhận hồ sơ" in answer.content.decode()
    assert (Dossier.objects.get().number, Dossier.objects.get().state) == (None, "WAITING")


def test_money_taken_now_is_booked_with_its_receipt(as_officer: Enter, office: SmallOffice) -> None:
    typed = filled(office, fee_how="NOW", fee_charge="50.000", fee_service="120.000", fee_method="TRANSFER")
    answer = as_officer("quay").post(address(uuid4()), typed, follow=True)
    assert [(line["kind"], line["amount"]) for line in Bill.objects.get().lines] == [
        ("CHARGE", 50000),
        ("SERVICE", 120000),
    ]
    assert Payment.objects.get().method == "TRANSFER"
    assert "170.000 đồng" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"fee_how": "NOW"}, "Hãy ghi số tiền phải thu, hoặc chọn không thu."),
        ({"fee_how": "NOW", "fee_charge": "năm mươi"}, "Số tiền không đúng."),
        ({"fee_how": "EXEMPT", "fee_charge": "50000"}, "Hãy ghi căn cứ miễn phí, lệ phí."),
        ({"fee_how": "BỚT"}, "Hãy chọn cách thu phí, lệ phí."),
    ],
)
def test_a_fee_that_cannot_be_booked_is_refused(
    as_officer: Enter, office: SmallOffice, typed: dict[str, str], sentence: str
) -> None:
    answer = as_officer("quay").post(address(uuid4()), filled(office, **typed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_officer_of_two_centres_says_where_he_sits_and_only_there(
    as_officer: Enter, office: SmallOffice
) -> None:
    commune = office.unit("H99.41.TT")
    Posting.objects.create(
        officer=office.officer("quay"), unit=commune, role="COUNTER", valid_from=date(2020, 1, 1)
    )
    quay = as_officer("quay")
    there = {"thu-tuc": SEVEN_DAYS, "co-quan": office.agency().pk}
    assert "Nơi tiếp nhận" in quay.get(address(uuid4()), there).content.decode()
    quay.post(address(uuid4()), filled(office, unit=str(commune.pk)))
    assert Dossier.objects.get().receiving_unit == commune
    quay.post(address(uuid4()), filled(office, unit=str(office.unit("H99.15.HT").pk)))
    assert Dossier.objects.order_by("id").last().receiving_unit.code == "H99.TT"


@pytest.mark.parametrize("who", ["chuyenvien", "giamdoc_so", "vanthu", "thuquy"])
def test_only_the_counter_takes_dossiers_in(as_officer: Enter, office: SmallOffice, who: str) -> None:
    client = as_officer(who)
    assert client.get("/desk/tiep-nhan").status_code == 403
    assert client.post(address(uuid4()), filled(office)).status_code == 403
    assert Dossier.objects.count() == 0


def test_accepting_stays_within_its_budget(as_officer: Enter, office: SmallOffice) -> None:
    quay, typed = as_officer("quay"), filled(office)
    quay.post(address(uuid4()), typed)  # caches of the process are warm, as at any hour but the first
    with CaptureQueriesContext(connection) as seen:
        assert quay.post(address(uuid4()), typed).status_code == 302
    counted = [q["sql"] for q in seen.captured_queries if not any(f'"{name}"' in q["sql"] for name in AROUND)]
    counted = [sql for sql in counted if not sql.strip().startswith(("SAVEPOINT", "RELEASE", "WITH me AS"))]
    assert len(counted) <= ACTION + READING, "\n".join(sql[:160] for sql in counted)
