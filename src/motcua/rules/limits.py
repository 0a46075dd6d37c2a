"""Time limits (thời hạn giải quyết): a value and a unit, never a bare number (domain.md §3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

LONGEST_DAYS = 36_600
"""A limit longer than a century is a typing mistake."""


class InvalidLimit(ValueError):
    """The value or the unit of a time limit cannot be used."""


class Unit(StrEnum):
    """Units of domain.md §3.1. HOUR is the plain hour of the Civil Code: it runs through nights and rest days."""

    WORKING_DAY = "WORKING_DAY"
    CALENDAR_DAY = "CALENDAR_DAY"
    WORKING_HOUR = "WORKING_HOUR"
    HOUR = "HOUR"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"
    SAME_DAY = "SAME_DAY"
    IMMEDIATE = "IMMEDIATE"
    UNSTRUCTURED = "UNSTRUCTURED"

    @property
    def label(self) -> str:
        """The unit in Vietnamese, as a slip prints it."""
        return _LABELS[self]

    @property
    def counts_working_time(self) -> bool:
        """True for units counted inside the office calendar."""
        return self in (Unit.WORKING_DAY, Unit.WORKING_HOUR, Unit.SAME_DAY)

    @property
    def has_value(self) -> bool:
        """False for SAME_DAY, IMMEDIATE and UNSTRUCTURED, whose value means nothing."""
        return self not in (Unit.SAME_DAY, Unit.IMMEDIATE, Unit.UNSTRUCTURED)


_LABELS = {
    Unit.WORKING_DAY: "ngày làm việc",
    Unit.CALENDAR_DAY: "ngày",
    Unit.WORKING_HOUR: "giờ làm việc",
    Unit.HOUR: "giờ",
    Unit.WEEK: "tuần",
    Unit.MONTH: "tháng",
    Unit.YEAR: "năm",
    Unit.SAME_DAY: "trong ngày",
    Unit.IMMEDIATE: "trả ngay",
    Unit.UNSTRUCTURED: "chưa xác định",
}

_DAYS_AT_MOST: dict[Unit, Decimal] = {
    Unit.WORKING_DAY: Decimal(2),
    Unit.CALENDAR_DAY: Decimal(1),
    Unit.WORKING_HOUR: Decimal(1) / 4,
    Unit.HOUR: Decimal(1) / 24,
    Unit.WEEK: Decimal(7),
    Unit.MONTH: Decimal(31),
    Unit.YEAR: Decimal(366),
}


class HourReading(StrEnum):
    """How a catalogue's bare HOUR is meant.

    The portal writes days × 8 as HOUR (56, 176), so WORKING is the default (shared/data/README.md, rule H1);
    CIVIL is the plain hour of Điều 147 khoản 1 Bộ luật Dân sự 2015.
    """

    WORKING = "working"
    CIVIL = "civil"


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit. Raises InvalidLimit when the value is negative, not a number, or beyond a century."""

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        if not self.unit.has_value:
            return
        if not self.value.is_finite() or self.value < 0:
            raise InvalidLimit(
                f"Thời hạn “{self.value} {self.unit.label}” không hợp lệ: phải là số không âm."
            )
        if self.value * _DAYS_AT_MOST[self.unit] > LONGEST_DAYS:
            raise InvalidLimit(
                f"Thời hạn “{self.value} {self.unit.label}” dài hơn một trăm năm: hãy kiểm tra lại."
            )

    @classmethod
    def of(cls, value: Decimal | int | float | str | None, unit: Unit | str) -> Limit:
        """A limit in the words of this module: ``Limit.of(5, "WORKING_DAY")``, ``Limit.of("3,5", Unit.WORKING_DAY)``.

        Raises InvalidLimit for an unknown unit or a value that is not a number.
        """
        try:
            known = Unit(unit)
        except ValueError:
            names = ", ".join(Unit)
            raise InvalidLimit(f"Không có đơn vị thời hạn “{unit}”: dùng một trong {names}.") from None
        if not known.has_value:
            return cls(Decimal(0), known)
        try:
            return cls(Decimal(str(value).strip().replace(",", ".")), known)
        except InvalidOperation:
            raise InvalidLimit(f"Thời hạn “{value}” không phải là số: hãy ghi ví dụ 5 hoặc 3.5.") from None

    @classmethod
    def from_catalogue(
        cls,
        value: Decimal | int | float | str | None,
        unit: str,
        hour_reading: HourReading = HourReading.WORKING,
    ) -> Limit:
        """A limit in the catalogue's words, where HOUR is read as ``hour_reading`` says."""
        if unit == Unit.HOUR and hour_reading is HourReading.WORKING:
            unit = Unit.WORKING_HOUR
        return cls.of(value, unit)

    @property
    def text(self) -> str:
        """The limit as a slip prints it: ``3,5 ngày làm việc``."""
        if not self.unit.has_value:
            return self.unit.label
        number = format(self.value.normalize(), "f").replace(".", ",")
        return f"{number} {self.unit.label}"
