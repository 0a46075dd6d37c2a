"""Stored files, addressed by their content."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """One upload. Equal content is kept once on disk; each upload keeps its own name and author."""

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    officer_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    checked = models.CharField(max_length=120, help_text="Ai kiểm tra tệp, kết quả")

    def __str__(self) -> str:
        return self.name
