"""Keeping a file: checked, content-addressed, on disk before its row is committed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings

from motcua.apps.files.checking import check
from motcua.apps.files.models import StoredFile
from motcua.rules.actors import Actor


def store(content: bytes, name: str, *, actor: Actor, at: datetime) -> StoredFile:
    """Check and keep `content`; returns its row. Raises FileRefused. Written and synced before the row exists."""
    kind = check(content, name)
    sha256 = hashlib.sha256(content).hexdigest()
    _keep(content, path_of(sha256))
    return StoredFile.objects.create(
        sha256=sha256,
        size=len(content),
        media_type=kind,
        name=Path(name).name[:200],
        officer_id=actor.officer_id,
        at=at,
        checked="Kiểm tra nội dung: đạt",
    )


def path_of(sha256: str) -> Path:
    """Where the content with this digest lies."""
    return Path(settings.FILES_DIR) / sha256[:2] / sha256[2:4] / sha256


def _keep(content: bytes, path: Path) -> None:
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as half:
        half.write(content)
        half.flush()
        os.fsync(half.fileno())
    os.replace(half.name, path)
