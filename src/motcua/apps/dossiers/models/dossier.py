"""The dossier's index row: where it stands now. Written only by actions; `verify` replays the acts against it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from motcua.rules.lifecycle import State


class Channel(models.TextChoices):
    """How the dossier came (DVCQG KenhThucHien: 1 direct, 2 online, 3 post); entered on behalf counts as online."""

    COUNTER = "COUNTER", "Trực tiếp tại quầy"
    ONLINE = "ONLINE", "Trực tuyến"
    ASSISTED = "ASSISTED", "Trực tuyến, cán bộ nhập thay"
    POST = "POST", "Bưu chính công ích"
    MOBILE = "MOBILE", "Tiếp nhận lưu động"


class ResultWay(models.TextChoices):
    """How the applicant wants the result."""

    COUNTER = "COUNTER", "Tại quầy"
    POST = "POST", "Qua bưu chính"
    ONLINE = "ONLINE", "Trực tuyến (bản điện tử)"


class Dossier(models.Model):
    """One request of one applicant for one procedure: one number, one holder, one deadline."""

    number = models.CharField(max_length=60, unique=True, null=True, help_text="Cấp khi tiếp nhận")
    provisional = models.CharField(
        max_length=36, unique=True, help_text="Mã tạm; cũng là khóa chống nộp hai lần"
    )
    state = models.CharField(max_length=13, choices=[(s.value, s.label) for s in State])
    act_count = models.PositiveIntegerField(
        default=0, help_text="Số bước đã ghi; dùng phát hiện hai người cùng làm"
    )

    procedure = models.ForeignKey("catalogue.Procedure", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey("catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    use = models.ForeignKey("catalogue.ProcedureUse", null=True, on_delete=models.PROTECT, related_name="+")
    field_id = models.BigIntegerField(help_text="Lĩnh vực, chép để thống kê")
    subject = models.CharField(max_length=1000, help_text="Trích yếu nội dung yêu cầu")
    process_key = models.CharField(max_length=60)
    process_version = models.PositiveIntegerField(default=1)
    step_key = models.CharField(max_length=60, blank=True)
    step_since = models.DateTimeField(null=True)
    step_due_at = models.DateTimeField(null=True)
    timer_at = models.DateTimeField(null=True, help_text="Lúc nhắc việc kế tiếp của bước đang mở")
    timer_no = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="Số nhắc việc của bước đã nhắc"
    )

    receiving_unit = models.ForeignKey("office.Unit", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        "office.Agency",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Cơ quan giải quyết",
    )
    settling_unit = models.ForeignKey("office.Unit", null=True, on_delete=models.PROTECT, related_name="+")
    holder_unit = models.ForeignKey("office.Unit", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("office.Officer", null=True, on_delete=models.PROTECT, related_name="+")

    applicant = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    applicant_name = models.CharField(max_length=200)
    applicant_folded = models.CharField(max_length=200)
    applicant_number = models.CharField(max_length=14, blank=True)
    applicant_phone = models.CharField(max_length=15, blank=True)
    applicant_email = models.CharField(max_length=120, blank=True)
    applicant_address = models.CharField(max_length=300, blank=True)
    submitter_name = models.CharField(
        max_length=200, blank=True, help_text="Khi người nộp không phải chủ hồ sơ"
    )
    submitter_number = models.CharField(max_length=14, blank=True)
    submitter_phone = models.CharField(max_length=15, blank=True)
    submitter_authority = models.CharField(max_length=200, blank=True, help_text="Giấy ủy quyền, giới thiệu")

    channel = models.CharField(max_length=8, choices=Channel.choices)
    sets = models.PositiveSmallIntegerField(default=1)
    result_way = models.CharField(max_length=7, choices=ResultWay.choices, default=ResultWay.COUNTER)
    result_address = models.CharField(max_length=300, blank=True)
    on_spot = models.BooleanField(default=False, help_text="Giải quyết «5 tại chỗ»")

    limit_value = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    limit_unit = models.CharField(max_length=14)
    law_limit_value = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    law_limit_unit = models.CharField(max_length=14)
    rule_set = models.CharField(max_length=10, blank=True)
    calendar_edition = models.PositiveIntegerField(null=True)
    submitted_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    start_at = models.DateTimeField(null=True)
    due_original_at = models.DateTimeField(null=True)
    due_law_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_on = models.DateField(
        null=True,
        help_text="Ngày pháp lý của hạn; so sánh sớm, đúng, quá hạn theo ngày",
    )
    paused_since = models.DateTimeField(null=True)
    supplement_due_on = models.DateField(null=True)
    supplements = models.PositiveSmallIntegerField(default=0)
    extended = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    secret_digest = models.CharField(max_length=64, blank=True)
    receipt_version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["holder_unit", "state", "due_at", "id"], name="dossier_tray"),
            models.Index(fields=["holder", "state", "due_at", "id"], name="dossier_mine"),
            models.Index(
                fields=["receiving_unit", "state", "due_at", "id"],
                name="dossier_receiving",
            ),
            models.Index(
                fields=["receiving_unit", "-received_at", "-id"],
                name="dossier_received",
            ),
            models.Index(fields=["agency", "state", "due_at", "id"], name="dossier_agency"),
            models.Index(fields=["agency", "received_at"], name="dossier_agency_received"),
            models.Index(fields=["agency", "finished_at"], name="dossier_agency_finished"),
            models.Index(fields=["applicant_number", "id"], name="dossier_applicant"),
            models.Index(
                fields=["timer_at", "id"], condition=Q(timer_at__isnull=False), name="dossier_timer_due"
            ),
            models.Index(fields=["process_key", "process_version", "state", "id"], name="dossier_process"),
            models.Index(fields=["applicant_phone", "id"], name="dossier_phone"),
            models.Index(
                fields=["applicant_folded", "id"],
                name="dossier_name",
                opclasses=["text_pattern_ops", "int8_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.provisional

    @property
    def stands(self) -> State:
        """The state as the rules know it."""
        return State(self.state)


class Participation(models.Model):
    """A unit that has held or been asked about a dossier; it may still see it."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="participations")
    unit = models.ForeignKey("office.Unit", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "unit"], name="participation_once")]
        indexes = [models.Index(fields=["unit", "dossier"], name="participation_unit")]


class NumberCounter(models.Model):
    """The last order number of an agency on a day; locked last in the accepting transaction."""

    agency_code = models.CharField(max_length=35)
    on = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency_code", "on"], name="number_counter_once")]
