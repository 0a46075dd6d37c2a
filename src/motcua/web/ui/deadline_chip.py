"""What a deadline chip says: a tone (colour), an icon and words, from the clock of one dossier.

The statutory classes are those of domain.md §3.6: a finished dossier is compared by date, an open one by
the instant. Days are calendar days between two dates; the working days are in the trace.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .vn_words import civil, datetime_words


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
        return DeadlineChip("ok", "clock", f"hẹn {datetime_words(due_at)}", f"Hẹn trả lúc {datetime_words(due_at)}")
    return _open(due_at, now)


def due_words(due_at: dt.datetime | None, now: dt.datetime | None) -> str:
    """`còn 3 ngày`, `đến hạn hôm nay, 16:30`, `quá hạn 2 ngày`."""
    return deadline_chip(due_at, now).words


def _finished(due_at: dt.datetime | None, finished_at: dt.datetime) -> DeadlineChip:
    done = f"Có kết quả lúc {datetime_words(finished_at)}"
    if due_at is None:
        return DeadlineChip("done", "check", "xong đúng hạn", done)
    days = (civil(due_at).date() - civil(finished_at).date()).days
    title = f"{done}; hẹn trả {datetime_words(due_at)}"
    if days > 0:
        return DeadlineChip("done", "check", f"xong trước hạn {days} ngày", title)
    if days == 0:
        return DeadlineChip("done", "check", "xong đúng hạn", title)
    return DeadlineChip("late-done", "late", f"xong trễ {-days} ngày", title)


def _open(due_at: dt.datetime, now: dt.datetime) -> DeadlineChip:
    due, at = civil(due_at), civil(now)
    title = f"Hẹn trả lúc {datetime_words(due_at)}"
    days = (due.date() - at.date()).days
    if at > due:
        return DeadlineChip("late", "late", f"quá hạn {_late_span(due, at)}", title)
    if days == 0:
        return DeadlineChip("today", "bell", f"đến hạn hôm nay, {due:%H:%M}", title)
    if due - at <= dt.timedelta(hours=24) or days == 1:
        return DeadlineChip("soon", "clock", f"đến hạn ngày mai, {due:%H:%M}", title)
    return DeadlineChip("soon" if days == 2 else "ok", "clock", f"còn {days} ngày", title)


def _late_span(due: dt.datetime, at: dt.datetime) -> str:
    """`2 ngày`, or on the very day `3 giờ` / `20 phút`."""
    days = (at.date() - due.date()).days
    if days:
        return f"{days} ngày"
    minutes = int((at - due).total_seconds() // 60)
    return f"{minutes // 60} giờ" if minutes >= 60 else f"{max(minutes, 1)} phút"
