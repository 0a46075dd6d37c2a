"""Every other step of the dossier page: its form, its good path, what is refused and kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pytest

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.intake_data import FeeIn
from motcua.apps.dossiers.models import Dossier
from tests.web.desk_dossier.conftest import SignedIn
from tests.web.desk_dossier.desk import act, said, state, words
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db


def test_a_supplement_is_one_list_made_of_the_verdicts(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    officer, counter = signed_in("chuyenvien"), signed_in("quay")
    sent = {"verdict_1": "OK", "verdict_2": "WRONG", "note_2": "Chụp lại", "do": "bo-sung"}
    answer = act(officer, number, "tham-dinh", **sent)
    assert answer.headers["Location"] == f"/desk/ho-so/{number}/bo-sung"
    page = words(officer.get(answer.headers["Location"]))
    assert "<strong>Bản sao giấy tờ tùy thân</strong> – Sai: Chụp lại" in page
    wanted = {"reason": "Bản sao mờ", "due_on": "12/03/2026", "name_1": "Đơn đề nghị", "what_1": "Ký tên"}
    page = said(officer, act(officer, number, "bo-sung", **wanted))
    assert "Đã gửi yêu cầu bổ sung. Hồ sơ" in page
    assert "đang ở khay Trung tâm Phục vụ hành chính công tỉnh." in page
    page = words(counter.get(f"/desk/ho-so/{number}"))
    assert "Đơn đề nghị: Ký tên" in page
    answer = act(counter, number, "nhan-bo-sung", items=["1"])
    assert answer.status_code == 422
    assert "Còn thiếu: Đơn đề nghị" in words(answer) or "đánh dấu đủ các mục" in words(answer)
    assert "Đã nhận đủ giấy tờ bổ sung" in said(
        counter, act(counter, number, "nhan-bo-sung", items=["1", "2"])
    )
    assert state(number) == "PROCESSING"


def test_a_supplement_before_all_papers_are_judged_keeps_what_was_typed(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    officer = signed_in("chuyenvien")
    answer = act(officer, number, "bo-sung", reason="Thiếu giấy", due_on="12/03/2026", name_1="Đơn")
    page = words(answer)
    assert answer.status_code == 422
    assert "Thiếu giấy</textarea>" in page
    assert 'value="12/03/2026"' in page and 'value="Đơn"' in page
    assert "đánh giá" in page


def test_a_second_supplement_needs_the_leaders_ground(
    office: SmallOffice, now: datetime, set_now: Callable[[str], datetime], signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    set_now("2026-03-09 09:00")
    officer, head = signed_in("chuyenvien"), signed_in("truongphong")
    act(officer, number, "tham-dinh", verdict_1="OK", verdict_2="MISSING", note_2="Nộp bản sao", do="luu")
    sent = {"reason": "Thiếu", "due_on": "20/03/2026"}
    answer = act(officer, number, "bo-sung", **sent)
    assert answer.status_code == 422
    assert "lãnh đạo phải là người gửi và ghi căn cứ" in words(answer)
    sent["leader_ground"] = "Ý kiến chỉ đạo ngày 09/03"
    assert "Đã gửi yêu cầu bổ sung" in said(head, act(head, number, "bo-sung", **sent))


def test_a_lapsed_supplement_is_closed_by_the_counter(
    office: SmallOffice, now: datetime, set_now: Callable[[str], datetime], signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    officer, counter = signed_in("chuyenvien"), signed_in("quay")
    act(officer, number, "tham-dinh", verdict_1="OK", verdict_2="MISSING", note_2="Nộp", do="luu")
    act(officer, number, "bo-sung", reason="Thiếu", due_on="06/03/2026")
    assert act(counter, number, "het-han-bo-sung").status_code == 422
    set_now("2026-03-09 09:00")
    assert "Dừng hồ sơ vì hết hạn bổ sung" in words(counter.get(f"/desk/ho-so/{number}"))
    assert "Hồ sơ đã dừng" in said(counter, act(counter, number, "het-han-bo-sung"))


def test_another_unit_is_asked_and_answers_from_its_own_desk(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    officer, asked = signed_in("chuyenvien"), signed_in("phongkhac")
    assert asked.get(f"/desk/ho-so/{number}").status_code == 404
    sent = {"unit_id": office.unit("H99.15.PC").pk, "question": "Có vướng không?"}
    sent |= {"due_on": "04/03/2026", "due_time": "17:00"}
    assert "Đã gửi phiếu lấy ý kiến." in said(officer, act(officer, number, "lay-y-kien", **sent))
    assert "Có vướng không?" in words(asked.get("/desk/"))
    page = words(asked.get(f"/desk/ho-so/{number}"))
    assert "Trả lời lấy ý kiến" in page
    consultation = Dossier.objects.get(number=number).consultations.get()
    answer = act(asked, number, "tra-loi-y-kien", consultation_id=consultation.pk, answer="")
    assert answer.status_code == 422
    answer = act(asked, number, "tra-loi-y-kien", consultation_id=consultation.pk, answer="Không vướng")
    assert "Đã ghi ý kiến trả lời." in said(asked, answer)
    assert state(number) == "PROCESSING"


def test_an_obligation_pauses_until_the_cashier_has_the_money(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    officer, cashier = signed_in("chuyenvien"), signed_in("thuquy")
    sent = {"name": "Lệ phí", "amount": "1.250.000", "notice": "12/TB", "pay_by": "20/03/2026"}
    assert "thời hạn tạm dừng" in said(officer, act(officer, number, "nghia-vu-tai-chinh", **sent))
    page = words(cashier.get(f"/desk/ho-so/{number}"))
    assert "1.250.000 đồng" in page and "Xác nhận đã thực hiện nghĩa vụ tài chính" in page
    answer = act(cashier, number, "da-nop-tien", method="TRANSFER", reference="FT26061")
    assert "thời hạn chạy tiếp" in said(cashier, answer)
    assert state(number) == "PROCESSING"


def test_an_amount_that_is_no_number_is_refused_with_an_example(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.examined_by(now))
    sent = {"name": "Lệ phí", "amount": "1,5 triệu", "notice": "12/TB", "pay_by": "20/03/2026"}
    answer = act(signed_in("chuyenvien"), number, "nghia-vu-tai-chinh", **sent)
    assert answer.status_code == 422
    assert "ví dụ 1.250.000" in words(answer) and 'value="1,5 triệu"' in words(answer)


def test_an_on_site_check_is_minuted(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.examined_by(now))
    officer = signed_in("chuyenvien")
    sent = {"took_place_on": "02/03/2026", "took_place_time": "08:00", "place": "Thôn 1"}
    sent |= {"participants": "Chuyên viên, trưởng thôn", "outcome": "Đúng hiện trạng"}
    answer = act(officer, number, "xac-minh", **(sent | {"took_place_time": "23:00"}))
    assert answer.status_code == 422 and "không thể ở tương lai" in words(answer)
    assert "Đã ghi biên bản xác minh." in said(officer, act(officer, number, "xac-minh", **sent))


def test_the_apology_page_says_until_when_and_the_second_one_is_not_offered(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.to_signing(now))
    leader = signed_in("giamdoc_so")
    page = words(leader.get(f"/desk/ho-so/{number}/hen-lai"))
    assert "chậm nhất lúc <strong>" in page
    answer = act(leader, number, "hen-lai", new_due_on="03/03/2026", new_due_time="09:00", reason="Chậm")
    assert answer.status_code == 422 and "Ngày hẹn mới phải sau ngày hẹn cũ" in words(answer)
    answer = act(leader, number, "hen-lai", new_due_on="16/03/2026", new_due_time="09:00", reason="Xác minh")
    page = said(leader, answer)
    assert "Đã xin lỗi và hẹn lại." in page
    assert "Các lần hẹn" in page
    assert "/hen-lai" not in page


def test_a_refusal_needs_reason_and_ground_and_ends_the_dossier(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.to_signing(now))
    leader = signed_in("giamdoc_so")
    answer = act(leader, number, "tu-choi", decision="REFUSE", reason="Không đủ điều kiện")
    page = words(answer)
    assert answer.status_code == 422
    assert "Hãy ghi căn cứ pháp lý" in page and "Không đủ điều kiện</textarea>" in page
    sent = {"decision": "REFUSE", "reason": "Không đủ điều kiện", "legal_ground": "Điều 5 Nghị định 01"}
    assert "Hồ sơ đã dừng" in said(leader, act(leader, number, "tu-choi", **sent))


def test_sending_back_needs_a_reason(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.to_signing(now))
    leader = signed_in("giamdoc_so")
    assert act(leader, number, "tra-lai", reason=" ").status_code == 422
    page = said(leader, act(leader, number, "tra-lai", reason="Sai tên"))
    assert "đang ở khay Phòng Hành chính tư pháp – Hoàng Văn Chuyên." in page


def test_the_applicant_withdraws(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.examined_by(now))
    counter = signed_in("quay")
    assert "Nguyễn Văn Dân" in words(counter.get(f"/desk/ho-so/{number}/rut-ho-so"))
    answer = act(counter, number, "rut-ho-so", asked_by="Nguyễn Văn Dân", reason="Đổi ý")
    assert "Đã ghi nhận người nộp rút hồ sơ." in said(counter, answer)
    assert state(number) == "WITHDRAWN"


def test_a_correction_gives_a_new_receipt_and_only_what_changed(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    counter = signed_in("quay")
    now_there = Dossier.objects.get(number=number)
    typed = {name: str(getattr(now_there, name)) for name in actions.CORRECTABLE}
    answer = act(counter, number, "dinh-chinh", **typed, reason="Nhầm")
    assert answer.status_code == 422 and "Chưa có mục nào thay đổi." in words(answer)
    typed["applicant_name"] = "Nguyễn Văn Dần"
    page = said(counter, act(counter, number, "dinh-chinh", **typed, reason="Gõ sai tên"))
    assert "giấy hẹn có bản mới" in page and "bản 2" in page
    assert Dossier.objects.get(number=number).applicant_folded == "nguyen van dan"


def test_lost_papers_are_minuted(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.examined_by(now))
    counter = signed_in("quay")
    sent = {"papers": ["1"], "circumstances": "Mưa ướt", "remedy": "Xin cấp lại", "remedy_by": "10/03/2026"}
    assert act(counter, number, "mat-hong-giay-to", **(sent | {"papers": []})).status_code == 422
    assert "Đã lập biên bản" in said(counter, act(counter, number, "mat-hong-giay-to", **sent))


def test_a_wrong_result_is_called_back(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.ready(now))
    leader = signed_in("giamdoc_so")
    sent = {
        "reason": "Sai năm sinh",
        "legal_ground": "QĐ 15",
        "limit_value": "hai",
        "limit_unit": "WORKING_DAY",
    }
    answer = act(leader, number, "thu-hoi", **sent)
    assert answer.status_code == 422 and 'value="hai"' in words(answer)
    assert "Đã thu hồi kết quả" in said(
        leader, act(leader, number, "thu-hoi", **(sent | {"limit_value": "2"}))
    )
    assert state(number) == "PROCESSING"


def test_a_dossier_of_another_authority_is_forwarded(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.accepted(now))
    counter = signed_in("quay")
    target = office.unit("H99.41.VP").pk
    answer = act(counter, number, "chuyen-co-quan-khac", unit_id=target, reason="Thuộc xã")
    assert "Đã chuyển hồ sơ sang cơ quan khác." in said(counter, answer)


def test_a_fee_left_for_later_is_taken_before_the_result_is_given(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    fee = FeeIn(how="LATER", lines=(("Lệ phí cấp giấy", Decimal(50_000), "CHARGE"),))
    number = str(office.ready(now, fee=fee))
    counter = signed_in("quay")
    given = {"receiver_name": "Nguyễn Văn Dân", "shown": "RECEIPT", "originals_returned": "on"}
    answer = act(counter, number, "tra-tai-quay", **given)
    assert answer.status_code == 422
    assert "Còn 50.000 đồng phí, lệ phí chưa thu" in words(answer)
    page = words(counter.get(f"/desk/ho-so/{number}/thu-phi"))
    assert "50.000 đồng – Lệ phí cấp giấy" in page
    bill = page.split('name="bill_id" type="radio" value="')[1].split('"')[0]
    answer = act(counter, number, "thu-phi", bill_id=bill, method="TRANSFER")
    assert answer.status_code == 422 and "mã giao dịch" in words(answer)
    page = said(counter, act(counter, number, "thu-phi", bill_id=bill, method="CASH"))
    assert "Đã ghi khoản thu" in page and "Biên lai thu phí, lệ phí" in page
    assert act(counter, number, "thu-phi", bill_id=bill, method="CASH").status_code == 422
    assert "Đã trả kết quả." in said(counter, act(counter, number, "tra-tai-quay", **given))


def test_a_fee_is_exempted_only_with_its_ground(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    fee = FeeIn(how="LATER", lines=(("Lệ phí", Decimal(50_000), "CHARGE"),))
    number = str(office.accepted(now, fee=fee))
    cashier = signed_in("thuquy")
    page = words(cashier.get(f"/desk/ho-so/{number}/thu-phi"))
    bill = page.split('name="bill_id" type="radio" value="')[1].split('"')[0]
    assert act(cashier, number, "thu-phi", bill_id=bill, method="EXEMPT").status_code == 422
    answer = act(cashier, number, "thu-phi", bill_id=bill, method="EXEMPT", ground="Hộ nghèo, NQ 12")
    page = said(cashier, answer)
    assert "Miễn phí" in page and "Hộ nghèo, NQ 12" in page


def test_the_result_goes_by_post_and_is_delivered_with_proof(
    office: SmallOffice, now: datetime, signed_in: SignedIn
) -> None:
    number = str(office.ready(now, result_way="POST", result_address="Thôn 1, xã Đông Hòa"))
    counter = signed_in("quay")
    page = words(counter.get(f"/desk/ho-so/{number}"))
    assert 'value="Thôn 1, xã Đông Hòa"' in page
    answer = act(counter, number, "giao-buu-chinh", waybill="EB123VN", address="Thôn 1, xã Đông Hòa")
    assert "Đã giao kết quả cho bưu chính." in said(counter, answer)
    answer = act(counter, number, "buu-chinh-da-phat", receiver_name="Nguyễn Văn Dân")
    assert "Hồ sơ đã kết thúc." in said(counter, answer)


def test_the_result_goes_online(office: SmallOffice, now: datetime, signed_in: SignedIn) -> None:
    number = str(office.ready(now, result_way="ONLINE"))
    counter = signed_in("quay")
    assert "Đã trả kết quả trực tuyến." in said(counter, act(counter, number, "tra-truc-tuyen"))
