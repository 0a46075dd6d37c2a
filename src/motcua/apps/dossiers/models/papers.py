"""Papers handed in, and slips handed out."""

from __future__ import annotations

from django.db import models

from motcua.apps.dossiers.models.dossier import Dossier


class PaperVerdict(models.TextChoices):
    """What the case officer found (đạt, thiếu, sai)."""

    OK = "OK", "Đạt"
    MISSING = "MISSING", "Thiếu"
    WRONG = "WRONG", "Sai"


class Paper(models.Model):
    """One paper of the dossier against the procedure's list."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=1000)
    required = models.BooleanField(default=True)
    originals = models.PositiveSmallIntegerField(default=0)
    certified = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    missing_reason = models.CharField(max_length=300, blank=True)
    reused = models.BooleanField(default=False)
    verdict = models.CharField(max_length=7, choices=PaperVerdict.choices, blank=True)
    verdict_note = models.CharField(max_length=500, blank=True)
    returned_at = models.DateTimeField(null=True, help_text="Ngày trả lại bản chính")

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["dossier", "ordinal"], name="paper_ordinal_once")]

    @property
    def is_in(self) -> bool:
        """True when the paper was handed in, on paper or as a file."""
        return bool(self.originals or self.certified or self.copies or self.file_id or self.reused)


class Slip(models.Model):
    """A printed form as issued: its data is frozen, so it prints the same for ever; a correction is a new version."""

    dossier = models.ForeignKey(Dossier, null=True, on_delete=models.PROTECT, related_name="slips")
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    on = models.DateField(help_text="Ngày quyết định bộ mẫu áp dụng (ngày tiếp nhận hồ sơ)")
    data = models.JSONField()
    unit_id = models.BigIntegerField()
    officer_id = models.BigIntegerField(null=True)
    officer_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "kind", "-version"], name="slip_of_dossier")]


class SlipCounter(models.Model):
    """The order number of a kind of slip of a unit in a year."""

    unit_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "kind", "year"], name="slip_counter_once")]
