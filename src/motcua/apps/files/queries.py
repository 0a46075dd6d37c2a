"""Reading files back, with a check that the bytes are still the ones that were stored."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from motcua.apps.files.models import StoredFile


class FileDamaged(Exception):
    """The bytes on disk are missing or no longer match their digest."""


def read(file: StoredFile) -> bytes:
    """The content of `file`; raises FileDamaged."""
    path = Path(settings.FILES_DIR) / file.sha256[:2] / file.sha256[2:4] / file.sha256
    if not path.exists():
        raise FileDamaged(f"Không tìm thấy tệp «{file.name}» trong kho. Hãy báo quản trị hệ thống.")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileDamaged(f"Tệp «{file.name}» đã bị thay đổi trên đĩa. Hãy báo quản trị hệ thống.")
    return content


def file_by_id(file_id: int) -> StoredFile | None:
    """The row of a file, or None."""
    return StoredFile.objects.filter(pk=file_id).first()
