"""Told what to bring (T5), sent elsewhere (T6), and dossiers that wait for acceptance (T2, T4, T6)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers.models import CounterGuidance, Dossier, IntakeDraft, Slip
from tests.web.desk_intake.sheets import NOW, address, filled
from tests.worlds.small import SmallOffice

Enter = Callable[[str], Client]


@pytest.fixture
def waiting(office: SmallOffice) -> Dossier:
    """A dossier sent by post that nobody has accepted."""
    return dossiers.submit(office.intake(channel="POST"), actor=office.actor("quay", NOW), at=NOW)


def one(dossier: Dossier) -> str:
    return f"/desk/cho-tiep-nhan/{dossier.provisional}"


def test_the_list_begins_with_the_papers_that_are_missing(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    answer = quay.post(address(token), filled(office, p2_copies="", do="instruct"), follow=True)
    page = answer.content.decode()
    assert ">Bản sao giấy tờ tùy thân</textarea>" in page
    assert ">Tờ khai theo mẫu</textarea>" not in page
    assert "Nguyễn Văn Dân" in page


def test_guidance_prints_one_list_takes_no_number_and_keeps_the_sheet(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay, token = as_officer("quay"), uuid4()
    quay.post(address(token), filled(office, p2_copies="", do="instruct"))
    sent = {
        "name": ["Bản sao giấy tờ tùy thân", ""],
        "what": ["Nộp 1 bản sao", ""],
        "reason": "Thiếu giấy",
        "do": "print",
    }
    page = quay.post(address(token, "/huong-dan"), sent, follow=True).content.decode()
    given = CounterGuidance.objects.get()
    assert (given.kind, [item["name"] for item in given.items]) == ("INSTRUCT", ["Bản sao giấy tờ tùy thân"])
    assert Dossier.objects.count() == 0
    assert IntakeDraft.objects.filter(token=token).exists()
    assert f"/desk/phieu/{given.slip_id}.pdf" in page
    assert quay.get(f"/desk/phieu/{given.slip_id}.pdf").content.startswith(b"%PDF-")


def test_guidance_without_a_list_or_reason_is_refused_and_keeps_what_was_typed(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay, token = as_officer("quay"), uuid4()
    quay.post(address(token), filled(office, do="instruct"))
    where = address(token, "/huong-dan")
    nothing = quay.post(where, {"name": [""], "what": [""], "reason": "Vì", "do": "print"})
    assert nothing.status_code == 422
    assert "Chưa có mục nào cần bổ sung." in nothing.content.decode()
    unreasoned = quay.post(where, {"name": ["Đơn"], "what": ["Ký lại"], "reason": " ", "do": "print"})
    assert "Hãy ghi lý do." in unreasoned.content.decode()
    assert 'value="Ký lại"' in unreasoned.content.decode()
    more = quay.post(where, {"name": ["Đơn"], "what": ["Ký lại"], "reason": "", "do": "more"})
    assert more.status_code == 200
    assert CounterGuidance.objects.count() == 0


def test_declining_needs_its_reason_and_uses_the_sheet_up(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    quay.post(address(token), filled(office, do="decline"))
    where = address(token, "/tu-choi")
    refused = quay.post(where, {"reason": "", "go_to": "UBND xã Đông Hòa"})
    assert refused.status_code == 422
    assert 'value="UBND xã Đông Hòa"' in refused.content.decode()
    quay.post(where, {"reason": "Không thuộc thẩm quyền", "go_to": "UBND xã Đông Hòa"})
    assert CounterGuidance.objects.get().kind == "DECLINE"
    assert not IntakeDraft.objects.exists()


def test_a_sheet_that_is_gone_says_where_to_go(as_officer: Enter) -> None:
    assert as_officer("quay").get(address(uuid4(), "/huong-dan")).status_code == 404


def test_waiting_dossiers_are_listed_and_accepted_from_now(as_officer: Enter, waiting: Dossier) -> None:
    quay = as_officer("quay")
    assert one(waiting) in quay.get("/desk/cho-tiep-nhan").content.decode()
    assert "Chờ tiếp nhận (1)" in quay.get("/desk/tiep-nhan").content.decode()
    assert "Hẹn trả 09:00 ngày 11/03/2026" in quay.get(one(waiting)).content.decode()
    answer = quay.post(one(waiting), {"do": "accept", "seen": "1"})
    assert answer["Location"] == "/desk/tiep-nhan/xong/H99.15-260302-0001"
    assert quay.get(one(waiting))["Location"] == answer["Location"]


def test_a_colleague_who_was_faster_is_said_and_nothing_typed_is_lost(
    as_officer: Enter, office: SmallOffice, waiting: Dossier
) -> None:
    dossiers.ask_before_acceptance(
        waiting.provisional,
        [dossiers.Wanted("Đơn", "Ký")],
        reason="Thiếu",
        due_on=NOW.date().replace(day=20),
        actor=office.actor("quay2", NOW),
        at=NOW,
    )
    answer = as_officer("quay").post(
        one(waiting), {"do": "decline", "seen": "1", "decline_reason": "Không đúng nơi", "go_to": "Xã"}
    )
    assert answer.status_code == 409
    assert Dossier.objects.get().state == "SUPPLEMENTING"
    assert "Không đúng nơi" in answer.content.decode()
    assert "Việc của bạn chưa được ghi. Hãy xem lại hồ sơ hiện nay" in answer.content.decode()


def test_asking_before_acceptance_names_the_ticked_papers(as_officer: Enter, waiting: Dossier) -> None:
    quay = as_officer("quay")
    sent = {
        "do": "ask",
        "seen": "1",
        "want_2": "1",
        "what_2": "Chụp rõ hơn",
        "extra_1": "Sổ hộ khẩu cũ",
        "reason": "Ảnh mờ",
        "due_on": "12/03/2026",
    }
    wrong = quay.post(one(waiting), sent | {"due_on": "99/99", "reason": ""})
    assert wrong.status_code == 422
    assert "Ngày không đúng" in wrong.content.decode()
    assert 'value="Chụp rõ hơn"' in wrong.content.decode()
    past = quay.post(one(waiting), sent | {"due_on": "01/03/2026"})
    assert "Hạn bổ sung phải sau hôm nay." in past.content.decode()
    assert quay.post(one(waiting), sent).status_code == 302
    assert Dossier.objects.get().state == "SUPPLEMENTING"
    assert Slip.objects.get().kind == "SUPPLEMENT"


def test_declining_a_waiting_dossier(as_officer: Enter, waiting: Dossier) -> None:
    quay = as_officer("quay")
    refused = quay.post(
        one(waiting), {"do": "decline", "seen": "1", "decline_reason": "", "go_to": "Nơi khác"}
    )
    assert refused.status_code == 422
    assert 'href="#id_decline_reason"' in refused.content.decode()
    assert 'value="Nơi khác"' in refused.content.decode()
    quay.post(one(waiting), {"do": "decline", "seen": "1", "decline_reason": "Không thuộc thẩm quyền"})
    assert Dossier.objects.get().state == "DECLINED"


def test_who_works_elsewhere_does_not_see_it(as_officer: Enter, waiting: Dossier) -> None:
    assert as_officer("xa_motcua").get(one(waiting)).status_code == 404
    assert one(waiting) not in as_officer("xa_motcua").get("/desk/cho-tiep-nhan").content.decode()
    assert as_officer("chuyenvien").get(one(waiting)).status_code == 403
