"""The catalogue's tables. A version is a published text: a database trigger refuses to change or delete it.

Terms (limit and fees per channel) and papers are JSON columns of the version, not tables: they are written once with
the version, always read with it, and 4,530 procedures would otherwise need 50,000 more rows. `version.terms` and
`version.papers` give them typed.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from motcua.apps.office.models import Agency, ServiceCenter, Unit
from motcua.rules.procedures import (
    KIND_WORDS,
    LEVEL_WORDS,
    ChannelTerms,
    RequiredPaper,
    papers_of,
    terms_of,
)


class Field(models.Model):
    """A field of State management (lĩnh vực). The national code is blank until an official list is loaded."""

    code = models.CharField(max_length=20, blank=True)
    name = models.CharField(max_length=200, unique=True)
    slug = models.CharField(max_length=200, unique=True)
    sort_key = models.CharField(max_length=210)

    class Meta:
        ordering: ClassVar[list[str]] = ["sort_key"]

    def __str__(self) -> str:
        return self.name


class DecisionKind(models.TextChoices):
    """What a publication decision does to the catalogue (NĐ 63/2010 Đ.15)."""

    NEW = "NEW", "Công bố mới"
    AMENDED = "AMENDED", "Sửa đổi, bổ sung"
    REPLACED = "REPLACED", "Thay thế"
    ABOLISHED = "ABOLISHED", "Bãi bỏ"
    MIXED = "MIXED", "Nhiều loại"


class PublicationDecision(models.Model):
    """The decision that publishes, amends or abolishes procedures. Dates the source does not give stay empty.

    An empty number is a change seen at the source whose decision is not known; the page says so.
    """

    number = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    issuer = models.CharField(max_length=200, blank=True)
    signed_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    title = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300, blank=True)
    imported_from = models.CharField(max_length=64, blank=True, help_text="sha256 của tệp đã nạp")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-recorded_at", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["number", "issuer"],
                condition=~Q(number=""),
                name="decision_number_once_per_issuer",
            )
        ]

    def __str__(self) -> str:
        return self.number or "Chưa rõ số quyết định"


class Procedure(models.Model):
    """An administrative procedure (TTHC): its code, and an index of its newest version for lists."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=2000)
    sort_key = models.CharField(max_length=210)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    level = models.CharField(max_length=10, blank=True)
    levels = ArrayField(models.CharField(max_length=10), default=list)
    agencies = ArrayField(models.TextField(), default=list)
    applicants = ArrayField(models.TextField(), default=list)
    is_active = models.BooleanField(default=True)
    current_version = models.ForeignKey(
        "ProcedureVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    abolished_by = models.ForeignKey(
        PublicationDecision,
        null=True,
        on_delete=models.PROTECT,
        related_name="abolished_procedures",
    )
    abolished_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["is_active", "sort_key", "id"], name="procedure_browse"),
            models.Index(
                fields=["field", "is_active", "sort_key", "id"],
                name="procedure_by_field",
            ),
            GinIndex(fields=["levels"], name="procedure_levels"),
            GinIndex(fields=["agencies"], name="procedure_agencies"),
            GinIndex(fields=["applicants"], name="procedure_applicants"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def level_words(self) -> str:
        """The level in Vietnamese; every level when the source names several."""
        return ", ".join(LEVEL_WORDS[level] for level in self.levels or [self.level] if level)


class ProcedureVersion(models.Model):
    """What the procedure says from one day to another. Only `valid_to` may be written later, once.

    `valid_to` is the last day in force. A day before `valid_from` means the version was corrected before it applied
    to anybody. `dated_by` says where `valid_from` comes from.
    """

    class DatedBy(models.TextChoices):
        """What the first day in force rests on."""

        DECISION = "DECISION", "Theo ngày hiệu lực của quyết định"
        SOURCE = "SOURCE", "Ngày thấy trong nguồn (nguồn không ghi ngày hiệu lực)"
        IMPORT = "IMPORT", "Ngày nạp vào hệ thống (nguồn không ghi ngày hiệu lực)"

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    decision = models.ForeignKey(PublicationDecision, on_delete=models.PROTECT, related_name="versions")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    dated_by = models.CharField(max_length=8, choices=DatedBy.choices)
    name = models.CharField(max_length=2000)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, blank=True)
    levels = ArrayField(models.CharField(max_length=10), default=list)
    decision_no = models.CharField(max_length=60, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    agencies = ArrayField(models.TextField(), default=list)
    competent_agency = models.TextField(blank=True)
    delegated_agency = models.TextField(blank=True)
    cooperating_agency = models.TextField(blank=True)
    reception_address = models.TextField(blank=True)
    applicants = ArrayField(models.TextField(), default=list)
    steps = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    online_offered = models.BooleanField(null=True)
    terms_rows = models.JSONField(default=list)
    papers_rows = models.JSONField(default=list)
    legal_basis = models.JSONField(default=list)
    results = models.JSONField(default=list)
    flags = ArrayField(models.CharField(max_length=40), default=list)
    source_url = models.CharField(max_length=300, blank=True)
    source_digest = models.CharField(max_length=64, help_text="sha256 của nội dung chuẩn hóa")
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["procedure", "no"], name="version_no_once"),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=Q(valid_to__isnull=True),
                name="one_open_version",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["procedure", "valid_from"], name="version_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.name} (bản {self.no})"

    @cached_property
    def terms(self) -> tuple[ChannelTerms, ...]:
        """Limit and fees of each published way of filing."""
        return terms_of(self.terms_rows, self.flags)

    @cached_property
    def papers(self) -> tuple[RequiredPaper, ...]:
        """The papers of the dossier, by case, in published order."""
        return papers_of(self.papers_rows)

    @property
    def level_words(self) -> str:
        """The level in Vietnamese; every level when the source names several."""
        return ", ".join(LEVEL_WORDS[level] for level in self.levels or [self.level] if level)

    @property
    def kind_words(self) -> str:
        """The kind of procedure in Vietnamese."""
        return KIND_WORDS.get(self.kind, "")

    def is_in_force(self, on: date) -> bool:
        """True when the version applies to a dossier received on `on`."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


class FeeMoment(models.TextChoices):
    """When the fee is collected."""

    AT_FILING = "AT_FILING", "Khi nộp hồ sơ"
    AT_DELIVERY = "AT_DELIVERY", "Khi trả kết quả"
    NONE = "NONE", "Không thu"


class ProcedureUse(models.Model):
    """A procedure put into use at an agency (thủ tục đưa vào áp dụng): who settles it, where, within what.

    Dated like a version: a change closes the row and opens another, so a dossier's row still says what applied to it.
    Limits: `local_limit_*` is decided where the catalogue has none or contradicts itself; `committed_*` is the shorter
    time the province promises.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="uses")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="procedure_uses")
    authority = models.CharField(
        max_length=200, blank=True, help_text="Chức danh người có thẩm quyền quyết định"
    )
    centers = models.ManyToManyField(ServiceCenter, related_name="procedure_uses")
    settling_unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="procedure_uses"
    )
    local_limit_value = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    local_limit_unit = models.CharField(max_length=12, blank=True)
    local_limit_ground = models.CharField(max_length=300, blank=True)
    committed_value = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    committed_unit = models.CharField(max_length=12, blank=True)
    committed_ground = models.CharField(max_length=300, blank=True)
    five_on_spot = models.BooleanField(default=False)
    five_on_spot_ground = models.CharField(max_length=300, blank=True)
    immediate = models.BooleanField(default=False)
    channels = ArrayField(models.CharField(max_length=8), default=list)
    process_key = models.CharField(max_length=60, blank=True)
    fee_when = models.CharField(max_length=12, choices=FeeMoment.choices, default=FeeMoment.AT_FILING)
    local_fees = models.JSONField(default=list, help_text="[{kind, amount, note}] do cơ quan xác nhận")
    local_fees_ground = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["procedure", "agency"],
                condition=Q(valid_to__isnull=True),
                name="one_open_use",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "procedure", "valid_from"], name="use_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} tại {self.agency_id}"


class SearchIndex(models.Model):
    """The finder's dump for one state of the catalogue; `stamp` is the digest of that state."""

    stamp = models.CharField(max_length=64, unique=True)
    data = models.BinaryField()
    procedures = models.PositiveIntegerField()
    built_at = models.DateTimeField()
