"""The office: agencies, their units, the one-stop centres and counters, the people who sit there, and working time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from motcua.rules.actors import Role


class Level(models.TextChoices):
    """Level of government. DISTRICT ended on 30/06/2025 but older dossiers and reports keep it."""

    CENTRAL = "CENTRAL", "Cấp trung ương"
    PROVINCE = "PROVINCE", "Cấp tỉnh"
    DISTRICT = "DISTRICT", "Cấp huyện"
    COMMUNE = "COMMUNE", "Cấp xã"


class Agency(models.Model):
    """A body that settles procedures: a people's committee, a department. Dated; a successor takes over."""

    code = models.CharField(max_length=35, unique=True, help_text="QĐ 20/2020: H60.15")
    old_code = models.CharField(max_length=35, blank=True, help_text="QCVN 102:2016: 000.00.15.H60")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    superior_name = models.CharField(
        max_length=200, blank=True, help_text="Dòng trên cùng bên trái của văn bản"
    )
    place = models.CharField(max_length=80, help_text="Địa danh ghi trên văn bản")
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """What a unit is inside its agency."""

    DIVISION = "DIVISION", "Phòng, bộ phận chuyên môn"
    LEADERSHIP = "LEADERSHIP", "Lãnh đạo cơ quan"
    CLERK_OFFICE = "CLERK_OFFICE", "Văn thư"
    CENTRE = "CENTRE", "Bộ phận Một cửa"


class Unit(models.Model):
    """A part of an agency with its own tray."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="units")
    code = models.CharField(max_length=45, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=UnitKind.choices)
    phone = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class ServiceCenter(models.Model):
    """A one-stop centre (Bộ phận Một cửa, Trung tâm Phục vụ hành chính công): a unit of kind CENTRE with its heading."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="center")
    name = models.CharField(max_length=200)
    superior_name = models.CharField(max_length=200)
    notation = models.CharField(max_length=20, help_text="Ký hiệu trên phiếu: TTPVHCC, BPTNTKQ")
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=20)
    email = models.CharField(max_length=80, blank=True)
    serves_province = models.BooleanField(default=False, help_text="Nhận hồ sơ của mọi cơ quan trong tỉnh")
    agencies = models.ManyToManyField(Agency, related_name="centers", help_text="Cơ quan có quầy tại đây")

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """A desk of a centre."""

    center = models.ForeignKey(ServiceCenter, on_delete=models.CASCADE, related_name="counters")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["center", "number"], name="counter_number_once")]

    def __str__(self) -> str:
        return f"Quầy {self.number} – {self.name}"


class OfficerRegister(BaseUserManager["Officer"]):
    """How officers are created and found by Django's sign-in."""

    def create_officer(self, username: str, password: str | None = None, **fields: Any) -> Officer:
        """Create an officer; without a password the account cannot sign in."""
        officer = self.model(username=username, **fields)
        officer.set_password(password)
        officer.save(using=self._db)
        return officer


class Officer(AbstractBaseUser):
    """A person who works here. What he may do comes from his postings, never from flags on this row."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    title = models.CharField(max_length=120, blank=True, help_text="Chức danh in trên phiếu")
    email = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    objects: ClassVar[OfficerRegister] = OfficerRegister()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    def __str__(self) -> str:
        return self.full_name


class Posting(models.Model):
    """An officer holds a role in a unit for a time; seconded staff simply have a second posting."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=14, choices=[(r.value, r.label) for r in Role])
    counter = models.ForeignKey(Counter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["officer", "unit", "role", "valid_from"], name="posting_once"),
        ]


class Leave(models.Model):
    """An officer is away on these days (nghỉ phép, công tác); a substitute, when named, acts in his seats meanwhile."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="leaves")
    first_on = models.DateField()
    last_on = models.DateField()
    reason = models.CharField(max_length=200)
    substitute = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="substitutions")
    set_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="leave_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["substitute", "first_on"], name="leave_by_substitute"),
            models.Index(fields=["officer", "first_on"], name="leave_by_officer"),
        ]


class Delegation(models.Model):
    """An officer lets another act in his seats for some days, for all processes or for one (ủy quyền)."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="delegations")
    delegate = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="delegated")
    process_key = models.CharField(max_length=60, blank=True, help_text="Trống: mọi quy trình")
    first_on = models.DateField()
    last_on = models.DateField()
    basis = models.CharField(max_length=300, help_text="Văn bản ủy quyền, phân công")
    set_by = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")), name="delegation_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["delegate", "first_on"], name="delegation_by_delegate"),
            models.Index(fields=["officer", "first_on"], name="delegation_by_officer"),
        ]


class CalendarEdition(models.Model):
    """One published state of all calendar rows. A dossier's dates name the edition they were counted with."""

    no = models.PositiveIntegerField(primary_key=True)
    reason = models.CharField(max_length=300)
    officer = models.ForeignKey(Officer, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class EditionedRow(models.Model):
    """A calendar row in force from one edition until (not including) another; rows are closed, never edited."""

    added_in = models.ForeignKey(CalendarEdition, on_delete=models.PROTECT, related_name="+")
    dropped_in = models.ForeignKey(CalendarEdition, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Trống: mọi đơn vị",
    )
    source = models.CharField(max_length=300)

    class Meta:
        abstract = True


class CalendarDay(EditionedRow):
    """A day that differs from the week: holiday, compensatory, swapped off, made up (rules.workdays.DayRow)."""

    on = models.DateField()
    kind = models.CharField(max_length=14)
    name = models.CharField(max_length=200)
    scope = models.PositiveSmallIntegerField(default=1, help_text="1 cả nước, 2 tỉnh, 3 đơn vị")
    basis = models.CharField(max_length=300, blank=True)
    expected = models.BooleanField(default=False, help_text="Chưa có thông báo chính thức")
    switch = models.CharField(
        max_length=40,
        blank=True,
        help_text="Công tắc phải bật thì ngày này mới áp dụng",
    )


class WorkingWeek(EditionedRow):
    """The office hours of a unit (or of all units) for some dates or one season of every year."""

    name = models.CharField(max_length=200)
    week = models.JSONField(help_text='{"weekdays": "07:30-11:30, 13:00-17:00", "sat": "07:30-11:30 intake"}')
    season = models.JSONField(null=True, help_text="[[tháng, ngày], [tháng, ngày]]")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)


class Closure(EditionedRow):
    """A unit is closed by notice; running clocks stop only when the notice says so (domain.md §3.2)."""

    first_on = models.DateField()
    last_on = models.DateField()
    suspends_clocks = models.BooleanField(default=False)


class CalendarSwitch(models.Model):
    """A dated switch of the calendar (24/11), off unless an administrator turned it on in some edition."""

    name = models.CharField(max_length=40)
    on_from = models.ForeignKey(CalendarEdition, on_delete=models.PROTECT, related_name="+")
    off_from = models.ForeignKey(CalendarEdition, null=True, on_delete=models.PROTECT, related_name="+")
