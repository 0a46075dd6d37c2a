"""Early, on time, overdue (domain.md §3.6). The same question has one answer everywhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from motcua.rules.counting import civil_minute
from motcua.rules.trace import Due

DUE_SOON_WITHIN = timedelta(hours=24)


class Timeliness(StrEnum):
    """Class of a finished dossier, in report II.06a."""

    EARLY = "EARLY"
    ON_TIME = "ON_TIME"
    OVERDUE = "OVERDUE"

    @property
    def label(self) -> str:
        """The class in Vietnamese."""
        return {"EARLY": "trước hạn", "ON_TIME": "đúng hạn", "OVERDUE": "quá hạn"}[self]


class OpenTimeliness(StrEnum):
    """Class of a dossier still being processed."""

    WITHIN = "WITHIN"
    DUE_SOON = "DUE_SOON"
    OVERDUE = "OVERDUE"

    @property
    def label(self) -> str:
        """The class in Vietnamese."""
        return {"WITHIN": "trong hạn", "DUE_SOON": "sắp đến hạn", "OVERDUE": "quá hạn"}[self]


class Precision(StrEnum):
    """II.06a compares dates; the formula of QĐ 766 compares moments (trap of domain.md §3.6)."""

    DATE = "DATE"
    MOMENT = "MOMENT"


def classify(finished_at: datetime, due: Due, precision: Precision = Precision.DATE) -> Timeliness:
    """Class of a dossier whose result was ready at ``finished_at`` (not when it was collected).

    No due date counts on time. By MOMENT a result on the due day, but after the due clock time, is OVERDUE.
    """
    finished = civil_minute(finished_at)
    if precision is Precision.MOMENT and due.at is not None and finished > due.at:
        return Timeliness.OVERDUE
    return by_dates(finished.date(), due.on)


def by_dates(finished_on: date, due_on: date | None) -> Timeliness:
    """The class from the two legal days alone, as an index row keeps them; no due day counts on time."""
    if due_on is None or finished_on == due_on:
        return Timeliness.ON_TIME
    return Timeliness.EARLY if finished_on < due_on else Timeliness.OVERDUE


def due_soon(now: datetime, due: Due) -> bool:
    """True when the due moment is at most 24 hours ahead, or passed today already (still on time by date)."""
    if due.on is None or due.at is None:
        return False
    at = civil_minute(now)
    return at.date() <= due.on and due.at - at <= DUE_SOON_WITHIN


def open_class(now: datetime, due: Due, precision: Precision = Precision.DATE) -> OpenTimeliness:
    """Class of a dossier not finished at ``now``; by dates, so that it agrees with ``classify`` all day long."""
    if due.on is not None and classify(now, due, precision) is Timeliness.OVERDUE:
        return OpenTimeliness.OVERDUE
    return OpenTimeliness.DUE_SOON if due_soon(now, due) else OpenTimeliness.WITHIN
