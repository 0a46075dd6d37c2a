"""Files kept with the sheet, and who may open files and slips."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.apps.dossiers.models import Dossier, IntakeDraft, Slip
from motcua.apps.files.actions import path_of
from motcua.apps.files.models import StoredFile
from motcua.apps.people.models import AccessLine
from tests.web.desk_intake.sheets import NOW, address, filled
from tests.worlds.small import PDF, SmallOffice

Enter = Callable[[str], Client]


def scan(content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile("tờ khai.pdf", content, "application/pdf")


def test_an_upload_is_kept_at_once_and_survives_a_fault_and_a_crash(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay, token = as_officer("quay"), uuid4()
    refused = quay.post(address(token), filled(office, applicant_phone="1", p1_file=scan()))
    file = StoredFile.objects.get()
    assert refused.status_code == 422
    assert f'name="p1_file_id" value="{file.pk}"' in refused.content.decode()
    assert IntakeDraft.objects.get().data["p1_file_id"] == str(file.pk)
    assert "tờ khai.pdf" in quay.get(address(token)).content.decode()
    quay.post(address(token), filled(office, p1_originals="", p1_file_id=str(file.pk)))
    assert Dossier.objects.get().papers.get(ordinal=1).file_id == file.pk


def test_a_dangerous_or_empty_file_is_refused_in_words_and_nothing_is_lost(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay = as_officer("quay")
    answer = quay.post(address(uuid4()), filled(office, p1_file=scan(b"%PDF-1.4 /JavaScript (x)")))
    assert answer.status_code == 422
    assert "chứa mã lệnh" in answer.content.decode()
    answer = quay.post(address(uuid4()), filled(office, do="enter", p1_file=scan(b"MZ\x90")))
    assert "Chỉ nhận tệp PDF" in answer.content.decode()
    assert 'value="Nguyễn Văn Dân"' in answer.content.decode()
    assert StoredFile.objects.count() == 0


def test_another_officers_file_cannot_be_put_into_a_sheet(as_officer: Enter, office: SmallOffice) -> None:
    file_id = office.result_file(NOW)
    token = uuid4()
    as_officer("quay").post(address(token), filled(office, p1_file_id=str(file_id)))
    assert Dossier.objects.get().papers.get(ordinal=1).file_id is None


def test_a_file_can_be_taken_off_again(as_officer: Enter, office: SmallOffice) -> None:
    quay, token = as_officer("quay"), uuid4()
    quay.post(address(token), filled(office, do="enter", p1_file=scan()))
    file_id = str(StoredFile.objects.get().pk)
    page = quay.post(address(token), filled(office, do="drop_file:p1", p1_file_id=file_id), follow=True)
    assert "p1_file_id" not in IntakeDraft.objects.get().data
    assert "tờ khai.pdf" not in page.content.decode()


def test_a_file_opens_for_those_who_see_its_dossier_boxed_in_and_noted(
    as_officer: Enter, office: SmallOffice
) -> None:
    quay, token = as_officer("quay"), uuid4()
    quay.post(address(token), filled(office, p1_file=scan()))
    where = f"/desk/tep/{StoredFile.objects.get().pk}"
    answer = quay.get(where)
    assert answer.content == PDF
    assert "sandbox" not in answer["Content-Security-Policy"]  # Chrome's PDF viewer would refuse to show it
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("inline; filename*=UTF-8''t%E1%BB%9D")
    assert answer["X-Content-Type-Options"] == "nosniff"
    number = Dossier.objects.get().number
    assert AccessLine.objects.filter(subject=f"dossier:{number}", officer_name="Lê Thị Quầy").exists()
    assert as_officer("quay2").get(where).status_code == 200
    assert as_officer("xa_motcua").get(where).status_code == 404
    assert Client().get(where).status_code == 302


def test_a_picture_is_shown_in_a_box_of_its_own(as_officer: Enter, office: SmallOffice) -> None:
    quay = as_officer("quay")
    picture = SimpleUploadedFile("anh.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20, "image/png")
    quay.post(address(uuid4()), filled(office, do="enter", p1_file=picture))
    answer = quay.get(f"/desk/tep/{StoredFile.objects.get().pk}")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Type"] == "image/png"


def test_a_damaged_file_says_whom_to_tell(as_officer: Enter, office: SmallOffice) -> None:
    quay = as_officer("quay")
    quay.post(address(uuid4()), filled(office, do="enter", p1_file=scan()))
    file = StoredFile.objects.get()
    path_of(file.sha256).write_bytes(b"something else")
    answer = quay.get(f"/desk/tep/{file.pk}")
    assert answer.status_code == 500
    assert "đã bị thay đổi trên đĩa" in answer.content.decode()


def test_an_upload_not_yet_filed_opens_only_for_its_officer(as_officer: Enter, office: SmallOffice) -> None:
    quay = as_officer("quay")
    quay.post(address(uuid4()), filled(office, do="enter", p1_file=scan()))
    where = f"/desk/tep/{StoredFile.objects.get().pk}"
    assert quay.get(where).status_code == 200
    assert as_officer("quay2").get(where).status_code == 404


def test_the_receipt_prints_as_pdf_for_those_who_see_the_dossier(
    as_officer: Enter, office: SmallOffice
) -> None:
    dossier = office.accepted(NOW)
    where = f"/desk/phieu/{Slip.objects.get(dossier=dossier).pk}.pdf"
    answer = as_officer("quay").get(where)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert as_officer("xa_motcua").get(where).status_code == 404
    assert as_officer("xa_motcua").get(f"/desk/tiep-nhan/xong/{dossier.number}").status_code == 404


def test_the_page_after_acceptance_gives_the_secret_to_pass_on(
    as_officer: Enter, office: SmallOffice
) -> None:
    dossier = office.accepted(NOW)
    page = as_officer("quay").get(f"/desk/tiep-nhan/xong/{dossier.number}").content.decode()
    assert "data:image/svg+xml" in page
    assert "mã tra cứu" in page
    assert 0 < page.index("In giấy hẹn") < page.index("Hồ sơ tiếp theo")
    printing = page[: page.index("In giấy hẹn")].rpartition("<a ")[2]
    assert "govuk-button--secondary" not in printing
    assert 'data-key="1"' in printing and "autofocus" in printing
