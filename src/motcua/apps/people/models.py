"""Citizens and organisations as the office knows them, and who looked at their data and why."""

from __future__ import annotations

from django.db import models


class PersonKind(models.TextChoices):
    """DVCQG LoaiDoiTuong (domain.md §9.2)."""

    CITIZEN = "CITIZEN", "Công dân"
    ENTERPRISE = "ENTERPRISE", "Doanh nghiệp, hộ kinh doanh"
    STATE_BODY = "STATE_BODY", "Cơ quan nhà nước"
    OTHER = "OTHER", "Tổ chức khác"


class Person(models.Model):
    """A citizen or an organisation. The dossier keeps its own copy of what was declared on the day of filing."""

    kind = models.CharField(max_length=10, choices=PersonKind.choices, default=PersonKind.CITIZEN)
    name = models.CharField(max_length=200)
    folded_name = models.CharField(max_length=200, db_index=True)
    personal_id = models.CharField(
        max_length=14,
        null=True,
        unique=True,
        help_text="12 hoặc 9 số; mã số thuế của tổ chức",
    )
    old_id = models.CharField(max_length=9, blank=True)
    phone = models.CharField(max_length=15, blank=True, db_index=True)
    email = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=3, blank=True)

    def __str__(self) -> str:
        return self.name


class AccessLine(models.Model):
    """One reading of personal data: who, when, what, why (Luật Bảo vệ dữ liệu cá nhân 91/2025)."""

    officer_id = models.BigIntegerField(null=True)
    officer_name = models.CharField(max_length=120)
    subject = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="access_subject")]
