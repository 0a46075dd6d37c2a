"""A process an office has drawn: its name, the one draft being worked on, and its published, dated versions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from motcua.apps.office.models import Agency, Officer


class ProcessDefinition(models.Model):
    """A process by its key, owned by an agency. What a `ProcedureUse` names in `process_key`."""

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="processes")
    created_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    retired_on = models.DateField(null=True, help_text="Không còn chọn được cho thủ tục từ ngày này")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "name"], name="process_by_name")
        ]

    def __str__(self) -> str:
        return self.name


class ProcessDraft(models.Model):
    """The draft of a process: what the editor saves. At most one; publishing makes a version of it."""

    definition = models.OneToOneField(ProcessDefinition, on_delete=models.CASCADE, related_name="draft")
    body = models.JSONField(help_text="Như rules.process.written; có thể còn lỗi")
    saves = models.PositiveIntegerField(default=0, help_text="Số lần lưu; phát hiện hai người cùng sửa")
    base_no = models.PositiveIntegerField(default=0, help_text="Bản đã ban hành mà bản nháp bắt đầu từ đó")
    saved_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()


class ProcessVersion(models.Model):
    """A published version. It never changes (a trigger guards it): dossiers are pinned to it."""

    definition = models.ForeignKey(ProcessDefinition, on_delete=models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    decision = models.CharField(max_length=100, help_text="Số quyết định phê duyệt quy trình nội bộ")
    decided_on = models.DateField()
    valid_from = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["definition", "no"], name="process_version_once"),
            models.CheckConstraint(condition=models.Q(no__gte=1), name="process_version_from_one"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["definition", "valid_from", "no"], name="process_in_force"),
        ]

    def __str__(self) -> str:
        return f"{self.definition_id} bản {self.no}"
