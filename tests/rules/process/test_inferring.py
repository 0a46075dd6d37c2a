"""Words of other people's sheets become work, role and place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.actors import Role
from motcua.rules.process.definition import TAKES, Place
from motcua.rules.process.inferring import infer
from motcua.rules.rights import RIGHTS

C, U, L, K = Place.CENTRE, Place.UNIT, Place.LEADERSHIP, Place.CLERK_OFFICE
SHEETS = [
    ("Tiếp nhận hồ sơ, chuyển phòng chuyên môn", "Bộ phận Một cửa", "transfer", C),
    ("Tiếp nhận, kiểm tra hồ sơ; ghi giấy tiếp nhận và hẹn trả kết quả", "Công chức Bộ phận TN&TKQ", "transfer", C),
    ("Kiểm tra tính đầy đủ của hồ sơ", "Cán bộ tiếp nhận", "transfer", C),
    ("Tiếp nhận hồ sơ", "", "transfer", C),
    ("Kiểm tra hồ sơ", "Bộ phận Một cửa", "transfer", C),
    ("Kiểm tra kết quả, ký nháy", "Trưởng phòng", "review", U),
    ("Thẩm tra hồ sơ", "", "examine", U),
    ("Chuyển hồ sơ đến đơn vị giải quyết", "", "transfer", C),
    ("Phân công xử lý hồ sơ", "Lãnh đạo phòng", "assign", U),
    ("Duyệt hồ sơ, phân công thụ lý", "Trưởng phòng Đăng ký kinh doanh", "assign", U),
    ("Duyệt hồ sơ", "Trưởng phòng", "review", U),
    ("Phê duyệt dự thảo", "Lãnh đạo phòng", "review", U),
    ("Phân công thụ lý", "", "assign", U),
    ("Thẩm định hồ sơ đăng ký kinh doanh, dự thảo kết quả", "Chuyên viên", "examine", U),
    ("Xem xét, xử lý hồ sơ, trình lãnh đạo phòng", "Công chức Tư pháp - Hộ tịch", "examine", U),
    ("Kiểm tra hồ sơ", "Chuyên viên phòng Quản lý đất đai", "examine", U),
    ("Giải quyết hồ sơ", "", "examine", U),
    ("Thẩm tra định kỳ", "", "examine", U),
    ("Thẩm định tại chỗ", "", "examine", C),
    ("Xem xét, trình ký", "Lãnh đạo phòng", "review", U),
    ("Thẩm định lại nội dung, ký nháy", "Trưởng phòng", "review", U),
    ("Kiểm tra dự thảo kết quả, trình lãnh đạo Sở", "Lãnh đạo phòng chuyên môn", "review", U),
    ("Lãnh đạo phòng xem xét, trình ký", "", "review", U),
    ("Ký duyệt kết quả", "Lãnh đạo Sở", "sign", L),
    ("Xem xét, ký quyết định", "Chủ tịch UBND xã", "sign", L),
    ("Xem xét, phê duyệt kết quả", "Phó Giám đốc", "sign", L),
    ("Xem xét, phê duyệt", "", "sign", L),
    ("Phê duyệt kết quả giải quyết", "", "sign", L),
    ("Xem xét hồ sơ trình", "Giám đốc Sở", "sign", L),
    ("Quyết định tại chỗ", "", "sign", C),
    ("Vào sổ, đóng dấu, chuyển kết quả cho Bộ phận Một cửa", "Văn thư", "seal", K),
    ("Đóng dấu, phát hành", "", "seal", K),
    ("Vào số văn bản, phát hành và trả kết quả về Bộ phận tiếp nhận và trả kết quả", "Văn thư Sở", "seal", K),
    ("Đóng dấu tại chỗ", "", "seal", C),
    ("Trả kết quả giải quyết TTHC cho tổ chức, cá nhân", "Bộ phận tiếp nhận và trả kết quả", "deliver", C),
    ("Nhận kết quả, thông báo và trả kết quả cho công dân", "Trung tâm Phục vụ hành chính công", "deliver", C),
    ("Trả kết quả", "", "deliver", C),
    ("Thẩm định hồ sơ", "Chuyên viên phòng Tài nguyên, làm việc tại Bộ phận Một cửa", "examine", C),
    ("Lưu hồ sơ", "Văn thư", "seal", K),
    ("Đi kiểm tra thực địa", "Công chức địa chính", "examine", U),
]  # fmt: skip


@pytest.mark.parametrize(("name", "responsible", "take", "at"), SHEETS)
def test_sheets_are_understood(name: str, responsible: str, take: str, at: Place) -> None:
    found = infer(name, responsible)
    assert found is not None
    assert (found[0], found[2]) == (take, at)


@pytest.mark.parametrize(("name", "responsible", "take", "at"), SHEETS[::4])
def test_capitals_and_decomposed_letters_make_no_difference(
    name: str, responsible: str, take: str, at: Place
) -> None:
    found = infer(
        unicodedata.normalize("NFD", name.upper()), unicodedata.normalize("NFD", responsible.upper())
    )
    assert found is not None and (found[0], found[2]) == (take, at)


@pytest.mark.parametrize(
    ("name", "responsible"),
    [("", ""), ("Bước 3", ""), ("Lưu trữ", "Bộ phận Một cửa"), ("Ăn trưa", "Trưởng phòng")],
)
def test_what_is_not_clear_is_not_guessed(name: str, responsible: str) -> None:
    assert infer(name, responsible) is None


@given(
    st.sampled_from([row[0] for row in SHEETS]),
    st.sampled_from([row[1] for row in SHEETS]) | st.text(max_size=30),
)
def test_a_guess_is_always_one_the_linter_lets_pass(name: str, responsible: str) -> None:
    found = infer(name, responsible)
    if found is None:
        return
    take, by, at = found
    assert take in TAKES
    verb = "deliver_at_counter" if take == "deliver" else take
    assert by in {role for role, _ in RIGHTS[verb]}
    assert at is Place.CENTRE or take not in ("transfer", "deliver")
    assert isinstance(by, Role)
