"""What a deadline chip says: a tone (colour), an icon and words, from the clock of one dossier.

The statutory classes are those of domain.md §3.6: a finished dossier is compared by date, an open one by
the instant. Days are calendar days between two dates; the working days are in the trace.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .vn_words import civil, date_words, datetime_words


@dataclass(frozen=True, slots=True)
class DeadlineChip:
    """Colour, icon and words of one chip; `title` is the longer sentence for assistive tools and hover."""

    tone: str
    icon: str
    words: str
    title: str


def deadline_chip(
    due_at: dt.datetime | None,
    now: dt.datetime | None,
    *,
    finished_at: dt.datetime | None = None,
    paused: bool = False,
    stopped: bool = False,
) -> DeadlineChip:
    """The chip of a dossier: `stopped` (refused, withdrawn) and `paused` win over the date."""
    if stopped:
        return DeadlineChip("quiet", "stop", "đã dừng", "Hồ sơ đã dừng, không còn tính thời hạn")
    if finished_at is not None:
        return _finished(due_at, finished_at)
    if paused:
        return DeadlineChip("paused", "pause", "tạm dừng", "Đang tạm dừng tính thời hạn giải quyết")
    if due_at is None:
        return DeadlineChip("quiet", "now", "không hẹn ngày", "Thủ tục giải quyết ngay, không hẹn ngày trả")
    if now is None:
        return DeadlineChip("ok", "clock", f"hẹn {due_moment(due_at)}", f"Hẹn trả lúc {due_moment(due_at)}")
    return _open(due_at, now)


def due_day(due_at: dt.datetime) -> dt.date:
    """The legal day of a due moment: 00:00 is kept for 24:00 of the day before (`rules.trace.Due.at`)."""
    due = civil(due_at)
    return (due - dt.timedelta(minutes=1)).date() if due.time() == dt.time(0) else due.date()


def due_clock(due_at: dt.datetime) -> str:
    """`16:30`, or `24:00` when the limit ends with the day."""
    due = civil(due_at)
    return "24:00" if due.time() == dt.time(0) else f"{due:%H:%M}"


def due_moment(due_at: dt.datetime | None) -> str:
    """`16:30, 02/03/2026`, or `24:00, 02/03/2026` when the limit ends with the day."""
    return f"{due_clock(due_at)}, {date_words(due_day(due_at))}" if due_at else ""


def due_words(due_at: dt.datetime | None, now: dt.datetime | None) -> str:
    """`còn 3 ngày`, `đến hạn hôm nay, 16:30`, `quá hạn 2 ngày`."""
    return deadline_chip(due_at, now).words


def _finished(due_at: dt.datetime | None, finished_at: dt.datetime) -> DeadlineChip:
    done = f"Có kết quả lúc {datetime_words(finished_at)}"
    if due_at is None:
        return DeadlineChip("done", "check", "xong đúng hạn", done)
    days = (due_day(due_at) - civil(finished_at).date()).days
    title = f"{done}; hẹn trả {due_moment(due_at)}"
    if days > 0:
        return DeadlineChip("done", "check", f"xong trước hạn {days} ngày", title)
    if days == 0:
        return DeadlineChip("done", "check", "xong đúng hạn", title)
    return DeadlineChip("late-done", "late", f"xong trễ {-days} ngày", title)


def _open(due_at: dt.datetime, now: dt.datetime) -> DeadlineChip:
    at, day = civil(now), due_day(due_at)
    title = f"Hẹn trả lúc {due_moment(due_at)}"
    days = (day - at.date()).days
    if at > civil(due_at):
        return DeadlineChip("late", "late", f"quá hạn {_late_span(due_at, at)}", title)
    if days == 0:
        return DeadlineChip("today", "bell", f"đến hạn hôm nay, {due_clock(due_at)}", title)
    if days == 1:
        return DeadlineChip("soon", "clock", f"đến hạn ngày mai, {due_clock(due_at)}", title)
    return DeadlineChip("soon" if days == 2 else "ok", "clock", f"còn {days} ngày", title)


def _late_span(due_at: dt.datetime, at: dt.datetime) -> str:
    """`2 ngày`, or on the very day `3 giờ` / `20 phút`."""
    days = (at.date() - due_day(due_at)).days
    if days:
        return f"{days} ngày"
    minutes = int((at - civil(due_at)).total_seconds() // 60)
    return f"{minutes // 60} giờ" if minutes >= 60 else f"{max(minutes, 1)} phút"
