"""Legal acts: one row each, never edited (a trigger guards `Act`); the detail rows say what the act said."""

from __future__ import annotations

from django.db import models

from motcua.apps.dossiers.models.dossier import Dossier


class Act(models.Model):
    """One step of a dossier's life: who, when, from where to where, on what ground."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="acts")
    seq = models.PositiveIntegerField()
    verb = models.CharField(max_length=24)
    transition = models.CharField(max_length=4, help_text="T1–T27; trống khi không đổi trạng thái")
    from_state = models.CharField(max_length=13, blank=True)
    to_state = models.CharField(max_length=13)
    officer_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=120)
    unit_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    ground = models.CharField(max_length=1000, blank=True)
    step_key = models.CharField(max_length=60, blank=True, help_text="Bước đang mở sau hành động này")
    holder_unit_id = models.BigIntegerField()
    holder_id = models.BigIntegerField(null=True)
    due_at = models.DateTimeField(null=True, help_text="Hạn sau hành động này")
    note = models.JSONField(default=dict, help_text="Chi tiết không cá nhân của hành động")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "seq"], name="act_seq_once")]


class Detail(models.Model):
    """What an act said beyond who and when."""

    act = models.OneToOneField(Act, on_delete=models.PROTECT, primary_key=True, related_name="%(class)s")

    class Meta:
        abstract = True


class Acceptance(Detail):
    """T2, T3, T26: the clock's starting point. Its explanation (the deadline passport) is counted again from these."""

    received_at = models.DateTimeField()
    start_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    due_law_at = models.DateTimeField(null=True)
    limit_value = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    limit_unit = models.CharField(max_length=14)
    rule_set = models.CharField(max_length=10)
    calendar_edition = models.PositiveIntegerField()


class Handover(Detail):
    """T7, T8, T24: from whom to whom."""

    from_unit = models.ForeignKey("office.Unit", on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("office.Unit", on_delete=models.PROTECT, related_name="+")
    to_officer = models.ForeignKey("office.Officer", null=True, on_delete=models.PROTECT, related_name="+")
    transfer_by = models.DateTimeField(null=True, help_text="Hạn phải chuyển (quy tắc 15 giờ)")


class SupplementRequest(Detail):
    """T4, T11: one complete list, a reason, a day to complete by."""

    reason = models.CharField(max_length=1000)
    due_on = models.DateField()
    policy = models.CharField(max_length=8, help_text="RESTART hoặc PAUSE")
    leader_ground = models.CharField(max_length=500, blank=True)
    received_at = models.DateTimeField(null=True)


class SupplementItem(models.Model):
    """One item of a supplement request."""

    request = models.ForeignKey(SupplementRequest, on_delete=models.PROTECT, related_name="items")
    ordinal = models.PositiveSmallIntegerField()
    paper_name = models.CharField(max_length=1000)
    verdict = models.CharField(max_length=7)
    wanted = models.CharField(max_length=500)
    paper_id = models.BigIntegerField(null=True)


class Pause(Detail):
    """The clock stands still from here (T11 under a pausing rule, T14)."""

    reason = models.CharField(max_length=12, help_text="SUPPLEMENT, OBLIGATION")
    used_minutes = models.PositiveIntegerField()


class Redating(Detail):
    """The due date moved: resumed, restarted, reopened, or the calendar changed. Both dates stay."""

    reason = models.CharField(max_length=12, help_text="RESUME, RESTART, REOPEN, CALENDAR")
    old_due_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    calendar_edition = models.PositiveIntegerField()


class Consultation(models.Model):
    """T9: a question to another unit with its own clock; the dossier's clock keeps running."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="consultations")
    asked = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("office.Unit", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=2000)
    due_at = models.DateTimeField()
    answered = models.ForeignKey(Act, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=4000, blank=True)
    silent = models.BooleanField(default=False)
    ask_key = models.CharField(
        max_length=60, blank=True, db_default="", help_text="Phiếu do quy trình yêu cầu"
    )
    step_key = models.CharField(max_length=60, blank=True, db_default="", help_text="Bước đang mở khi hỏi")
    nudged_at = models.DateTimeField(null=True, help_text="Đã nhắc vì quá hạn trả lời")

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=models.Q(answered=None, nudged_at=None),
                name="consultation_to_nudge",
            )
        ]


class SiteVerification(Detail):
    """T10: the minutes of an on-site check."""

    took_place_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    participants = models.CharField(max_length=1000)
    outcome = models.CharField(max_length=2000)


class Obligation(Detail):
    """T14: what has to be paid, by which notice, by when."""

    bill_id = models.BigIntegerField()
    amount = models.PositiveBigIntegerField()
    notice = models.CharField(max_length=60)
    pay_by = models.DateField()


class Extension(Detail):
    """T16: apology, reason, the one new date; the original date stays for accountability."""

    reason = models.CharField(max_length=1000)
    old_due_at = models.DateTimeField()
    due_at = models.DateTimeField()


class Decision(Detail):
    """T18: refused or stopped, with reason and legal ground."""

    kind = models.CharField(max_length=6, help_text="REFUSE hoặc STOP")
    reason = models.CharField(max_length=2000)
    legal_ground = models.CharField(max_length=500)


class Result(Detail):
    """T19: the numbered, sealed result."""

    number = models.CharField(max_length=60)
    summary = models.CharField(max_length=500)
    issued_on = models.DateField()
    signatory_name = models.CharField(max_length=120)
    file = models.ForeignKey("files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")


class Delivery(Detail):
    """T20–T22, T26: who took the result, shown by what."""

    way = models.CharField(max_length=7)
    receiver_name = models.CharField(max_length=200)
    receiver_number = models.CharField(max_length=14, blank=True)
    shown = models.CharField(max_length=12, blank=True, help_text="IDENTITY, RECEIPT, AUTHORITY")
    authority = models.CharField(max_length=200, blank=True)
    waybill = models.CharField(max_length=60, blank=True)
    originals_returned = models.BooleanField(default=False)


class Withdrawal(Detail):
    """T17: the applicant's own request."""

    reason = models.CharField(max_length=1000)
    asked_by = models.CharField(max_length=200)


class Correction(Detail):
    """A mistake at intake put right: old and new by field, and why. The receipt gets a new version."""

    reason = models.CharField(max_length=500)
    changes = models.JSONField()
