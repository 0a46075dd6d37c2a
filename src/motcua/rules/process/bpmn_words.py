"""The names BPMN 2.0 and our extension use, shared by the writer and the reader of diagrams.

Source: OMG BPMN 2.0.2 (formal/13-12-09). Our own attributes live in `https://motcua.vn/bpmn/1`: what the ISO sheet says
and a diagram does not (work, role, place, unit, title, product, limit, questions, test cases).
"""

from __future__ import annotations

import re
from decimal import Decimal

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DDI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
OURS = "https://motcua.vn/bpmn/1"
PREFIXES = {"bpmn": BPMN, "bpmndi": DI, "dc": DC, "di": DDI, "xsi": XSI, "motcua": OURS}

CHOICE = "outcome"
"""The name that an officer's choice has in conditions: `outcome = "key"`."""

_DURATION = re.compile(
    r"^P(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4}(?:\.\d{1,4})?)D)?(?:T(?:(?P<hours>\d{1,4})H)?(?:(?P<minutes>\d{1,4})M)?)?$"
)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Without the letters that XML 1.0 does not know (control characters, halves of pairs)."""
    return _UNPRINTABLE.sub("", text)


def plain(number: Decimal) -> str:
    """A number as stored: `1.5`, `10`."""
    return f"{number.normalize():f}"


def duration(days: Decimal) -> str:
    """ISO 8601 for other tools: `P2D`, `PT36H`-like parts of a day as hours of the calendar. Ours are working days."""
    whole, part = int(days), days - int(days)
    minutes = int(part * 24 * 60)
    clock = (f"T{minutes // 60}H" if minutes >= 60 else "T") + (f"{minutes % 60}M" if minutes % 60 else "")
    return f"P{whole}D" + (clock if minutes else "")


def days_of(text: str) -> Decimal:
    """The days of an ISO 8601 duration; a week is five working days. Raises ValueError for months, dates, repeats."""
    found = _DURATION.match(text.strip())
    if not found or not any(found.groups()):
        raise ValueError(text)
    part = {name: Decimal(value or 0) for name, value in found.groupdict().items()}
    return part["weeks"] * 5 + part["days"] + part["hours"] / 24 + part["minutes"] / (24 * 60)
