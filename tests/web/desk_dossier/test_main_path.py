"""From the counter to the applicant's hand through the pages: transfer, assign, examine, review, sign, seal, deliver."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from motcua.apps.dossiers.models import Dossier
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_dossier.desk import act, said, state, words
from tests.worlds.small import PDF, SmallOffice

pytestmark = pytest.mark.django_db


def test_a_dossier_goes_from_desk_to_desk_and_each_page_says_who_holds_it(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    counter = signed_in("quay")
    assert "Chuyển hồ sơ" in words(counter.get(f"/desk/ho-so/{number}"))
    page = said(counter, act(counter, number, "ban-giao", note="Hồ sơ gấp"))
    assert f"Đã chuyển hồ sơ. Hồ sơ {number} đang ở khay Phòng Hành chính tư pháp." in page

    head = signed_in("truongphong")
    officer_id = office.officer("chuyenvien").pk
    page = said(head, act(head, number, "phan-cong", officer_id=officer_id))
    assert "đang ở khay Phòng Hành chính tư pháp – Hoàng Văn Chuyên." in page

    officer = signed_in("chuyenvien")
    sent = {"verdict_1": "OK", "verdict_2": "OK", "opinion": "Đủ điều kiện", "do": "trinh"}
    assert "Đã trình hồ sơ." in said(officer, act(officer, number, "tham-dinh", **sent))
    assert "Đã đồng ý và trình hồ sơ." in said(head, act(head, number, "xem-xet"))
    leader = signed_in("giamdoc_so")
    assert "đang ở khay Văn thư Sở Tư pháp." in said(leader, act(leader, number, "ky"))

    clerk = signed_in("vanthu")
    pdf = SimpleUploadedFile("ket-qua.pdf", PDF)
    sent = {"result_number": "125/GCN-STP", "summary": "Giấy chứng nhận", "file": pdf}
    page = said(clerk, act(clerk, number, "phat-hanh", **sent))
    assert "chờ trả kết quả tại Trung tâm Phục vụ hành chính công tỉnh." in page

    given = {"receiver_name": "Nguyễn Văn Dân", "shown": "IDENTITY", "originals_returned": "on"}
    assert "Đã trả kết quả. Hồ sơ đã kết thúc." in said(
        counter, act(counter, number, "tra-tai-quay", **given)
    )
    assert state(number) == "DELIVERED"


def test_each_step_has_a_page_of_its_own_that_works_without_the_dossier_page(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    page = words(signed_in("quay").get(f"/desk/ho-so/{number}/ban-giao"))
    assert "Chuyển hồ sơ đến đơn vị giải quyết" in page
    assert 'name="seen" value="1"' in page


def test_only_the_case_officers_of_the_unit_are_offered_the_least_loaded_first(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    office.examined_by(now)
    number = str(office.accepted(now))
    counter = signed_in("quay")
    act(counter, number, "ban-giao")
    page = words(signed_in("truongphong").get(f"/desk/ho-so/{number}"))
    assert page.index("Đỗ Thị Viên") < page.index("Hoàng Văn Chuyên</label>")
    assert "đang giữ 1 hồ sơ" in page
    assert "Bùi Văn Khác</label>" not in page


def test_all_papers_are_judged_on_one_form_and_what_is_saved_stays(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    officer = signed_in("chuyenvien")
    answer = act(officer, number, "tham-dinh", verdict_1="OK", verdict_2="WRONG", note_2="Ảnh mờ", do="luu")
    assert "Đã lưu đánh giá giấy tờ." in said(officer, answer)
    page = words(officer.get(f"/desk/ho-so/{number}"))
    assert 'value="Ảnh mờ"' in page


def test_the_papers_left_are_marked_fine_with_one_key(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    officer = signed_in("chuyenvien")
    answer = act(officer, number, "tham-dinh", verdict_1="WRONG", note_1="Ký lại", note_2="", do="dat-het")
    assert "Đã lưu đánh giá giấy tờ." in said(officer, answer)
    papers = Dossier.objects.get(number=number).papers.values_list("verdict", "verdict_note")
    assert list(papers) == [("WRONG", "Ký lại"), ("OK", "")]


def test_a_wrong_paper_without_a_note_is_refused_and_the_rest_of_the_form_stays(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    sent = {"verdict_1": "OK", "verdict_2": "WRONG", "opinion": "Cần xem lại", "do": "luu"}
    answer = act(signed_in("chuyenvien"), number, "tham-dinh", **sent)
    page = words(answer)
    assert answer.status_code == 422
    assert "Hãy ghi rõ cần bổ sung, sửa gì." in page
    assert "Cần xem lại</textarea>" in page
    assert 'name="verdict_2" value="WRONG" checked' in page
    assert 'href="#id_note_2"' in page


def test_presenting_before_every_paper_is_fine_says_which_is_not(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    sent = {"verdict_1": "OK", "opinion": "Đạt", "do": "trinh"}
    answer = act(signed_in("chuyenvien"), number, "tham-dinh", **sent)
    assert answer.status_code == 422
    assert "Mọi giấy tờ phải được đánh giá Đạt trước khi trình." in words(answer)
    assert state(number) == "PROCESSING"


def test_the_result_file_sent_once_is_kept_through_a_correction(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.to_signing(now))
    leader, clerk = signed_in("giamdoc_so"), signed_in("vanthu")
    act(leader, number, "ky")
    pdf = SimpleUploadedFile("ket-qua.pdf", PDF)
    answer = act(clerk, number, "phat-hanh", result_number="", summary="Giấy", file=pdf)
    page = words(answer)
    assert answer.status_code == 422
    assert "Hãy ghi số, ký hiệu của kết quả." in page
    assert "Đã nhận tệp <strong>ket-qua.pdf</strong>" in page
    kept = page.split('name="kept" value="')[1].split('"')[0]
    answer = act(clerk, number, "phat-hanh", result_number="7/GCN", summary="Giấy", kept=kept)
    assert "Đã phát hành kết quả" in said(clerk, answer)


def test_another_officers_kept_file_is_not_taken(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.to_signing(now))
    act(signed_in("giamdoc_so"), number, "ky")
    answer = act(
        signed_in("vanthu"), number, "phat-hanh", result_number="7/GCN", summary="Giấy", kept="1:gia-mao"
    )
    assert answer.status_code == 422
    assert "Hãy đính kèm tệp kết quả" in words(answer)


def test_a_file_that_is_no_document_is_refused_beside_its_field(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.to_signing(now))
    act(signed_in("giamdoc_so"), number, "ky")
    sent = {"result_number": "7/GCN", "summary": "Giấy", "file": SimpleUploadedFile("a.exe", b"MZ\x90")}
    answer = act(signed_in("vanthu"), number, "phat-hanh", **sent)
    assert answer.status_code == 422
    assert "Chỉ nhận tệp PDF" in words(answer)
    assert 'value="7/GCN"' in words(answer)
