"""Every state of a dossier is told in plain words to whoever holds the receipt."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.models import Dossier
from motcua.rules.lifecycle import State
from motcua.web.portal.tracking_page import sheet
from motcua.web.portal.tracking_words import ACT_TITLES, STORIES
from tests.web.portal_tracking.reading import words
from tests.worlds.every_state import LATE_AT, STATES_WITH_NUMBER, WEDNESDAY, secret, supplementing
from tests.worlds.small import SmallOffice

Numbers = dict[str, str]

SAID: dict[str, tuple[str, ...]] = {
    "ACCEPTED": (
        "Hồ sơ đã được tiếp nhận",
        "còn 6 ngày",
        "Trung tâm Phục vụ hành chính công tỉnh",
        "Các bước giải quyết Tiếp nhận hồ sơ (đã xong) Xong lúc 09:00, 02/03/2026",
    ),
    "PROCESSING": ("Người giữ: Hoàng Văn Chuyên", "Điện thoại: 02993815001", "Phân công thụ lý (đã xong)"),
    "CONSULTING": ("đang lấy ý kiến đơn vị khác", "Thời hạn giải quyết vẫn tính bình thường"),
    "SIGNING": ("đang chờ lãnh đạo ký", "Ký duyệt kết quả (đang làm)", "Lãnh đạo Sở Tư pháp"),
    "SEALING": ("đang vào sổ và đóng dấu", "Ký duyệt kết quả (đã xong)"),
    "SUPPLEMENTING": (
        "Bạn cần bổ sung giấy tờ",
        "Cần mang đến trước hết ngày 01/04/2026",
        "Bản sao giấy tờ tùy thân : Nộp bản sao căn cước công dân",
        "Lý do: Thiếu giấy tờ tùy thân",
        "Số 1 đường Hùng Vương",
        "tạm dừng",
    ),
    "PAYING": ("Cần nộp 1.200.000 đồng trước hết ngày 01/04/2026", "thông báo số TB-01", "tạm dừng"),
    "WITHDRAWN": ("đã được rút theo yêu cầu của người nộp", "Không còn nhu cầu", "đã dừng"),
    "STOPPED": (
        "Không đủ điều kiện",
        "Căn cứ: Điều 5 Nghị định 01/2020/NĐ-CP",
        "đã dừng",
        "Tiếp nhận hồ sơ (đã xong)",
        "Hồ sơ đã dừng giải quyết (đã xong)",
    ),
    "READY": (
        "Đã có kết quả",
        "ngày 03/03/2026: Giấy chứng nhận",
        "mang theo giấy tiếp nhận và giấy tờ tùy thân",
        "xong trước hạn 8 ngày",
    ),
    "POSTED": ("Đã có kết quả", "Kết quả đã giao cho bưu chính, số vận đơn VN123"),
    "OWING": ("Còn phải nộp 50.000 đồng phí, lệ phí trước khi nhận",),
    "DELIVERED": ("Đã trả lúc 09:00, 04/03/2026", "Trả kết quả (đã xong)"),
    "EXTENDED": ("Ngày hẹn đổi lúc 09:00, 03/03/2026 thành 09:00 ngày 20/03/2026: Phải xác minh thêm",),
    "RECALLED": ("Kết quả đã bị thu hồi để giải quyết lại", "Ghi sai năm sinh", "09:00, 09/03/2026"),
    "AT_ONCE": ("Trả kết quả ngay, không hẹn ngày", "Đã chứng thực 2 bản"),
}


def opened(client: Client, number: str) -> str:
    """The text of a dossier's page, opened by the receipt's link."""
    answer = client.get("/tra-cuu", {"so": number, "ma": secret(number)})
    assert answer.status_code == 200
    return words(answer)


def test_every_state_is_told(client: Client, numbers: Numbers) -> None:
    for name, expected in SAID.items():
        page = opened(client, numbers[name])
        for sentence in expected:
            assert sentence in page, (name, sentence, page)


def test_the_table_above_covers_every_state() -> None:
    assert set(STATES_WITH_NUMBER) <= set(SAID)
    assert set(STORIES) == set(State)


def test_every_page_explains_the_date_and_says_how_to_complain(client: Client, numbers: Numbers) -> None:
    for name in set(STATES_WITH_NUMBER):
        page = opened(client, numbers[name])
        assert "Vì sao hẹn ngày này?" in page
        assert "Thứ Hai, 02/03/2026 mốc tiếp nhận lúc 09:00" in page
        assert "khoản 2 Điều 147 Bộ luật Dân sự 2015" in page
        assert "03/03/2026 – 06/03/2026 4 ngày làm việc" in page
        assert "Khiếu nại" in page and "90 ngày" in page


def test_internal_opinions_and_identity_numbers_stay_inside(client: Client, numbers: Numbers) -> None:
    for name in SAID:
        page = opened(client, numbers[name])
        assert "Đủ điều kiện" not in page, "the case officer's opinion"
        assert "Có vướng quy định nào không" not in page
        assert "038099012345" not in page and "0912345678" not in page


def test_a_late_dossier_says_so(client: Client, numbers: Numbers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_NOW", LATE_AT.isoformat())
    assert "Hồ sơ đã quá ngày hẹn" in opened(client, numbers["PROCESSING"])
    assert "quá hạn 9 ngày" in opened(client, numbers["PROCESSING"])
    for name in ("SUPPLEMENTING", "PAYING", "READY", "WITHDRAWN"):
        assert "quá hạn" not in opened(client, numbers[name]), name


def test_a_restarting_supplement_says_that_the_count_starts_anew(client: Client, office: SmallOffice) -> None:
    asked = supplementing(office, policy="RESTART")
    assert "thời hạn được tính lại từ đầu" in opened(client, str(asked))
    kept = supplementing(office, policy="PAUSE")
    assert "thời hạn được tính lại từ đầu" not in opened(client, str(kept))


def test_after_the_supplement_the_new_date_is_told_with_its_cause(
    client: Client, office: SmallOffice
) -> None:
    number = str(supplementing(office, policy="PAUSE"))
    actions.receive_supplement(number, {1: True}, actor=office.actor("quay"), at=WEDNESDAY)
    page = opened(client, number)
    assert "Ngày hẹn đổi lúc 09:00, 04/03/2026 thành" in page
    assert "đã nhận đủ giấy tờ" in page
    assert "Cần mang đến" not in page


def test_no_state_costs_more_than_four_statements(client: Client, numbers: Numbers) -> None:
    for name in SAID:
        link = {"so": numbers[name], "ma": secret(numbers[name])}
        client.get("/tra-cuu", link)
        with CaptureQueriesContext(connection) as captured:
            client.get("/tra-cuu", link)
        said = [row["sql"] for row in captured if "SAVEPOINT" not in row["sql"]]
        assert len(said) <= 4, (name, said)


def test_every_verb_of_the_lifecycle_has_words_or_stays_inside() -> None:
    from motcua.rules.lifecycle import VERBS

    assert VERBS - set(ACT_TITLES) == {"instruct", "send_back"}


def test_a_sheet_is_only_made_of_an_opened_dossier(numbers: Numbers) -> None:
    closed = queries.track(numbers["READY"])
    assert closed is not None
    with pytest.raises(ValueError, match="secret"):
        sheet(closed, datetime.fromisoformat("2026-03-05T09:00+07:00"))


def test_the_number_typed_by_hand_is_forgiven(client: Client, numbers: Numbers) -> None:
    number = numbers["READY"]
    assert Dossier.objects.filter(number=number).exists()
    typed = f" {number.lower().replace('-', '–')} "
    code = secret(number).lower()
    answer = client.post("/tra-cuu", {"so": typed, "ma": f"{code[:5]} {code[5:]}"})
    assert "Đã có kết quả" in words(answer)
