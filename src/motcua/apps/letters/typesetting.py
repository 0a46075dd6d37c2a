"""A paper's dataclass as the plain data a typst template reads; nothing is ever built into markup."""

from __future__ import annotations

import io
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import segno

from motcua.rules import words

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local(moment: datetime) -> datetime:
    """The civil time of Vietnam of an aware moment; a naive one is taken as already local."""
    return moment.astimezone(VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment


def _moment(moment: datetime) -> dict[str, str]:
    moment = local(moment)
    return {
        "full": words.moment_text(moment),
        "date": words.date_text(moment.date()),
        "hour": words.hour_text(moment),
        "short": words.short_moment(moment),
        "day": words.short_date(moment.date()),
        "clock": f"{moment.hour:02d}:{moment.minute:02d}",
    }


def _day(day: date) -> dict[str, str]:
    return {"full": words.date_text(day), "date": words.date_text(day), "day": words.short_date(day)}


def plain(value: Any) -> Any:
    """Dataclasses become dictionaries, tuples lists, dates and datetimes their several written forms.

    Computed properties of a dataclass (totals) come along, so that templates never add up.
    """
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return _day(value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [item.name for item in fields(value)]
        names += [name for name, member in vars(type(value)).items() if isinstance(member, property)]
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value


def qr_svg(text: str) -> str:
    """The text as a QR code in SVG (error correction M, with the four light modules around it that ISO 18004 asks)."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=4, omitsize=True, xmldecl=False, svgclass=None, lineclass=None, nl=False
    )
    return out.getvalue().decode()
