"""Uploads: known by their bytes, kept once, refused when they lie, found out when they were changed on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from motcua.apps.files import actions, queries
from motcua.apps.files.checking import MAX_BYTES, FileRefused, check
from motcua.apps.files.models import StoredFile
from motcua.rules.actors import Actor
from tests.worlds.small import PDF, vn

AT = vn("2026-03-02 09:00")
CLERK = Actor("Lê Thị Quầy", 7)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (PDF, "don.pdf", "application/pdf"),
        (PDF, "anh.png", "application/pdf"),
        (PNG, "anh.pdf", "image/png"),
        (b"\xff\xd8\xff\xe0 jpeg", "a.jpg", "image/jpeg"),
    ],
)
def test_the_bytes_decide_not_the_name(content: bytes, name: str, kind: str) -> None:
    assert check(content, name) == kind


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"MZ\x90\x00 a program", "Chỉ nhận tệp PDF"),
        (b"<script>alert(1)</script>", "Chỉ nhận tệp PDF"),
        (b"PK\x03\x04 just a zip", "Chỉ nhận tệp PDF"),
        (PDF + b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>", "mã lệnh"),
        (PDF + b"/Launch", "mã lệnh"),
        (PDF + b" " * MAX_BYTES, "20 MB"),
    ],
    ids=["empty", "program", "page", "zip", "script", "launch", "large"],
)
def test_what_lies_or_acts_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        check(content, "giay-to.pdf")


@pytest.mark.django_db
def test_equal_content_is_kept_once_and_changes_on_disk_are_found(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    one = actions.store(PDF, "../../etc/a.pdf", actor=CLERK, at=AT)
    two = actions.store(PDF, "b.pdf", actor=CLERK, at=AT)
    assert (one.name, two.name) == ("a.pdf", "b.pdf") and one.sha256 == two.sha256
    [kept] = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert queries.read(one) == PDF
    kept.write_bytes(PDF + b"changed")
    with pytest.raises(queries.FileDamaged, match="đã bị thay đổi"):
        queries.read(two)
    kept.unlink()
    with pytest.raises(queries.FileDamaged, match="Không tìm thấy"):
        queries.read(two)


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path
    with pytest.raises(FileRefused):
        actions.store(b"MZ", "a.pdf", actor=CLERK, at=AT)
    assert not StoredFile.objects.exists() and not list(tmp_path.iterdir())
