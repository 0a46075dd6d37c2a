"""Filling the applicant from a card or from memory; drafts that survive and stay their officer's."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from motcua.apps.dossiers.models import IntakeDraft
from motcua.apps.people.models import AccessLine, Person
from tests.web.desk_intake.sheets import CARD, NOW, address, filled
from tests.worlds.small import SmallOffice

Enter = Callable[[str], Client]


def test_a_scanned_card_fills_the_applicant(as_officer: Enter, office: SmallOffice) -> None:
    answer = as_officer("quay").post(
        address(uuid4()), filled(office, applicant_name="", do="enter", scan=CARD), follow=True
    )
    page = answer.content.decode()
    for value in ("Nguyễn Văn Dân", "038099012345", "01/01/1999", "Thôn 1, xã Đông Hòa"):
        assert f'value="{value}"' in page
    assert answer.redirect_chain[0][1] == 302


def test_the_phone_comes_from_what_the_office_knows_and_the_reading_is_noted(
    as_officer: Enter, office: SmallOffice
) -> None:
    office.accepted(NOW)
    sent = filled(office, applicant_phone="", do="scan", scan=CARD)
    page = as_officer("quay").post(address(uuid4()), sent, follow=True).content.decode()
    assert 'value="0912345678"' in page
    assert "Đã nộp 1 hồ sơ gần đây" in page
    assert AccessLine.objects.filter(
        purpose="Điền thông tin người nộp tại quầy", officer_name="Lê Thị Quầy"
    ).exists()


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        ("https://example.vn/abc", "không phải của thẻ căn cước"),
        (CARD.replace("038099012345", "0380990"), "đúng 12 chữ số"),
        (CARD.replace("01011999", "31022000"), "ngày sinh không có trong lịch"),
    ],
)
def test_a_malformed_code_is_refused_with_its_reason_and_kept_nowhere(
    as_officer: Enter, office: SmallOffice, caplog: pytest.LogCaptureFixture, payload: str, sentence: str
) -> None:
    caplog.set_level(logging.DEBUG)
    token = uuid4()
    answer = as_officer("quay").post(
        address(token), filled(office, applicant_address="Ngõ 9", do="scan", scan=payload)
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert payload not in page
    assert 'value="Ngõ 9"' in page
    assert payload not in caplog.text


def test_a_code_is_in_no_draft_even_when_the_browser_sends_it(as_officer: Enter, office: SmallOffice) -> None:
    token = uuid4()
    as_officer("quay").post(address(token, "/nhap"), filled(office, scan=CARD, find="Nguyễn"))
    kept = IntakeDraft.objects.get(token=token).data
    assert CARD not in str(kept)
    assert {"scan", "find", "csrfmiddlewaretoken"} & set(kept) == set()


def test_a_card_scanned_into_the_box_of_the_name_is_read_all_the_same(
    as_officer: Enter, office: SmallOffice
) -> None:
    token = uuid4()
    quay = as_officer("quay")
    quay.post(address(token, "/nhap"), filled(office, applicant_name=CARD))
    assert IntakeDraft.objects.get(token=token).data["applicant_name"] == ""
    page = quay.post(
        address(token), filled(office, applicant_name=CARD, do="enter"), follow=True
    ).content.decode()
    assert 'value="Nguyễn Văn Dân"' in page
    assert CARD not in page


@pytest.mark.parametrize("text", ["038099012345", "0912 345 678", "nguyen van d"])
def test_a_person_is_found_by_number_phone_or_name_and_chosen_with_one_key(
    as_officer: Enter, office: SmallOffice, text: str
) -> None:
    office.accepted(NOW)
    quay, token, person = as_officer("quay"), uuid4(), Person.objects.get()
    empty = filled(office, applicant_name="", applicant_personal_id="", applicant_phone="", find=text)
    page = quay.post(address(token), empty | {"do": "enter"}).content.decode()
    assert f'value="person:{person.pk}" data-key="1"' in page
    assert "038••••••345" in page or "038******345" in page
    assert "038099012345</" not in page
    page = quay.post(address(token), empty | {"do": f"person:{person.pk}"}, follow=True).content.decode()
    assert 'value="038099012345"' in page
    assert 'value="0912345678"' in page


def test_nobody_is_filled_who_was_not_among_the_answers(as_officer: Enter, office: SmallOffice) -> None:
    office.accepted(NOW)
    person = Person.objects.get()
    sent = filled(office, applicant_name="", applicant_phone="", find="tran van", do=f"person:{person.pk}")
    assert "0912345678" not in as_officer("quay").post(address(uuid4()), sent, follow=True).content.decode()


def test_an_odd_number_is_warned_of_not_refused(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    odd = filled(office, applicant_born_on="01/01/1950", applicant_sex="Nữ")
    page = quay.post(address(token), odd | {"do": "enter"}, follow=True).content.decode()
    assert "Năm sinh không khớp" in page
    assert "Giới tính không khớp" in page
    assert quay.post(address(token), odd).status_code == 302


def test_a_draft_brings_everything_back(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    typed = filled(office, subject="Dở dang", p1_originals="3", extras="1", x1_name="Đơn riêng")
    answer = quay.post(address(token, "/nhap"), typed)
    assert answer.json() == {"saved_at": "09:00"}
    assert "Nguyễn Văn Dân – Cấp giấy chứng nhận thử nghiệm" in quay.get("/desk/tiep-nhan").content.decode()
    page = quay.get(address(token)).content.decode()
    for value in ("Dở dang", "3", "Đơn riêng", "0912 345 678"):
        assert f'value="{value}"' in page


def test_another_officers_draft_is_neither_shown_nor_overwritten(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay, other, token = as_officer("quay"), as_officer("quay2"), uuid4()
    quay.post(address(token, "/nhap"), filled(office, subject="Của tôi"))
    assert "Của tôi" not in other.get(address(token)).content.decode()
    refused = other.post(address(token, "/nhap"), filled(office, subject="Chen vào"))
    assert refused.status_code == 409
    assert "Bản nháp này của cán bộ khác" in refused.json()["refused"]
    shown = other.post(address(token), filled(office, do="draft"))
    assert shown.status_code == 409
    assert "Bản nháp này của cán bộ khác" in shown.content.decode()
    other.post(address(token, "/bo"))
    assert IntakeDraft.objects.get(token=token).data["subject"] == "Của tôi"
    quay.post(address(token, "/bo"))
    assert not IntakeDraft.objects.exists()


def test_changing_the_procedure_keeps_the_people_and_forgets_the_papers(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay, token = as_officer("quay"), uuid4()
    answer = quay.post(address(token), filled(office, do="change"))
    assert answer["Location"] == f"/desk/tiep-nhan?phieu={token}"
    listed = quay.get(answer["Location"]).content.decode()
    link = f"{address(token)}?thu-tuc=1.999002&amp;co-quan={office.agency().pk}"
    assert link in listed
    page = quay.get(link.replace("&amp;", "&")).content.decode()
    assert 'value="Nguyễn Văn Dân"' in page
    assert 'name="p1_originals" value=""' in page


def test_htmx_gets_the_part_it_asks_for_without_a_redirect(as_officer: Enter, office: SmallOffice) -> None:
    quay = as_officer("quay")
    answer = quay.post(address(uuid4()), filled(office, do="scan", scan=CARD), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'id="nguoi-nop"' in answer.content.decode()
    wrong = quay.post(address(uuid4()), filled(office, do="scan", scan="x|y"), headers={"HX-Request": "true"})
    assert wrong.status_code == 200
    assert "Hãy quét lại hoặc nhập tay" in wrong.content.decode()
