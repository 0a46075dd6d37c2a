"""What a report asks: which dossiers (scope), in which period, put in rows by what, as of when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from motcua.rules.periods import Period

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)


class Grouping(StrEnum):
    """What one row of the table is."""

    FIELD = "linh-vuc"
    AGENCY = "co-quan"
    CENTRE = "noi-nhan"

    @property
    def label(self) -> str:
        """The grouping in Vietnamese."""
        return {
            "linh-vuc": "Theo lĩnh vực",
            "co-quan": "Theo cơ quan giải quyết",
            "noi-nhan": "Theo nơi tiếp nhận",
        }[self]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose dossiers: those settled by some agencies, or those of one unit (received by a centre, settled by a unit)."""

    code: str
    name: str
    place: str
    agency_ids: tuple[int, ...] = ()
    receiving_unit_id: int = 0
    settling_unit_id: int = 0


def as_of_text(period: Period, at: datetime) -> str:
    """As of when figures or lists of `period` are, in words; that it still runs is said first."""
    local = at.astimezone(VIETNAM)
    moment = f"{local:%H:%M ngày %d/%m/%Y}"
    over = period.is_over(local.date())
    return f"Số liệu tính đến {moment}" if over else f"Kỳ chưa kết thúc: số liệu tính đến {moment}"


@dataclass(frozen=True, slots=True)
class Question:
    """One question to Biểu II.06a. The same question, with the same `at`, always has the same answer.

    Raises PeriodRefused when the whole period lies after `at`.
    """

    period: Period
    scope: Scope
    grouping: Grouping
    at: datetime

    def __post_init__(self) -> None:
        self.period.ensure_begun(self.at.astimezone(VIETNAM).date())

    @property
    def is_running(self) -> bool:
        """True while the period has not ended: its figures will still change."""
        return not self.period.is_over(self.at.astimezone(VIETNAM).date())

    @property
    def as_of_text(self) -> str:
        """As of when, in words; a period that still runs is said to."""
        return as_of_text(self.period, self.at)

    @property
    def start(self) -> datetime:
        """The first moment of the period."""
        return datetime.combine(self.period.first, time(), VIETNAM)

    @property
    def end(self) -> datetime:
        """The first moment that does not belong to it any more: midnight after its last day, or `at` when earlier."""
        return min(datetime.combine(self.period.last + ONE_DAY, time(), VIETNAM), self.at)

    @property
    def as_of(self) -> date:
        """The day on which open dossiers are looked at: the last of the period, or today while it runs."""
        return min(self.period.last, self.at.astimezone(VIETNAM).date())
