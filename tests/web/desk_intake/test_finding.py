"""Where an intake begins: finding the procedure, what may be filed from here and what may not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.desk_intake.sheets import CARD, NOW
from tests.worlds.small import COMMUNE, NO_LIMIT, SEVEN_DAYS, SmallOffice

Enter = Callable[[str], Client]


@pytest.mark.parametrize("typed", ["1.999001", "cấp giấy chứng nhận", "cap giay chung nhan", "999001"])
def test_a_procedure_is_found_by_code_or_words_without_marks(
    as_officer: Enter, office: SmallOffice, typed: str
) -> None:
    page = as_officer("quay").get("/desk/tiep-nhan", {"q": typed}).content.decode()
    assert f"?thu-tuc={SEVEN_DAYS}&amp;co-quan={office.agency().pk}" in page


def test_what_cannot_be_filed_says_why_and_is_no_link(as_officer: Enter) -> None:
    page = as_officer("quay").get("/desk/tiep-nhan", {"q": NO_LIMIT}).content.decode()
    assert "Thủ tục chưa có thời hạn thử nghiệm" in page
    assert "danh mục không có thời hạn" in page
    assert f"?thu-tuc={NO_LIMIT}" not in page


def test_another_agencys_procedure_is_offered_as_non_boundary(as_officer: Enter) -> None:
    page = as_officer("quay").get("/desk/tiep-nhan", {"q": COMMUNE}).content.decode()
    assert "Phi địa giới" in page
    assert "Ủy ban nhân dân xã Đông Hòa" in page
    assert (
        "Phi địa giới" not in as_officer("xa_motcua").get("/desk/tiep-nhan", {"q": COMMUNE}).content.decode()
    )


def test_what_this_officer_files_most_comes_first(as_officer: Enter, office: SmallOffice) -> None:
    for _ in range(2):
        office.accepted(NOW, "1.999003")
    page = as_officer("quay").get("/desk/tiep-nhan").content.decode()
    assert page.index("Xác nhận tại chỗ") < page.index("Cấp giấy chứng nhận")


def test_typing_gets_the_answers_only(as_officer: Enter) -> None:
    answer = as_officer("quay").get("/desk/tiep-nhan", {"q": "giay"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "thử nghiệm" in answer.content.decode()


def test_a_card_scanned_before_the_procedure_is_chosen_is_not_repeated(as_officer: Enter) -> None:
    page = as_officer("quay").get("/desk/tiep-nhan", {"q": CARD}, follow=True).content.decode()
    assert "038099012345" not in page
    assert 'role="status"><div class="mc-notice' in page.replace("\n", "")


def test_nothing_found_says_what_to_try(as_officer: Enter) -> None:
    assert "Thử ít chữ hơn" in as_officer("quay").get("/desk/tiep-nhan", {"q": "zzzzqq"}).content.decode()
