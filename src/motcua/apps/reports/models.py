"""Statutory reports as they were issued: frozen, numbered, never changed (a trigger guards the rows)."""

from __future__ import annotations

from django.db import models


class ReportSnapshot(models.Model):
    """One version of one issued report: its rows and the dossiers behind every cell, as of one moment.

    The number names the report (form, unit, period, grouping); what changed later is a new version of the same number.
    """

    form = models.CharField(max_length=20)
    number = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    unit_code = models.CharField(max_length=45)
    unit_name = models.CharField(max_length=400)
    place = models.CharField(max_length=80)
    period_key = models.CharField(max_length=40)
    period_name = models.CharField(max_length=120)
    first_on = models.DateField()
    last_on = models.DateField()
    grouping = models.CharField(max_length=10)
    as_of = models.DateTimeField(help_text="Số liệu tính đến")
    lines = models.JSONField(help_text="[[khóa, TT, tên, đề mục, 8 số đếm]]")
    cells = models.BinaryField(help_text="Hồ sơ sau từng ô, nén (apps.reports.packing)")
    dossiers = models.PositiveIntegerField()
    moved = models.JSONField(default=list, help_text="Khác bản trước ở ô nào, hồ sơ nào vào, ra")
    reason = models.CharField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64)
    officer_id = models.BigIntegerField(null=True)
    officer_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "version"], name="snapshot_version_once")]
        indexes = [
            models.Index(fields=["unit_code", "-at", "-id"], name="snapshot_of_unit"),
            models.Index(fields=["-at", "-id"], name="snapshot_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.number} (bản {self.version})"
