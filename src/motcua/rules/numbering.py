"""The dossier number and other order numbers.

Format of TT 01/2018 Đ.19 with the agency code of QĐ 20/2020 (domain.md §4.2–4.3): `H60.15-261122-0001`.
The order restarts each day at each agency; numbers are opaque to everybody who reads them.
"""

from __future__ import annotations

import re
from datetime import date

NUMBER = re.compile(r"^[A-Z0-9]{3}(?:\.[A-Z0-9]{1,7})*-\d{6}-\d{4,7}$")
_ACCEPTED_SHAPES = (
    NUMBER,
    re.compile(r"^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}-\d{6}-\d{4,7}$"),
    re.compile(r"^[A-Z]\d{2}(?:\.[A-Z0-9]+)*-\d{8}-\d{4,8}$"),
)


def dossier_number(agency_code: str, on: date, order: int) -> str:
    """The number of the `order`-th dossier (from 1) of the day at the agency. Raises ValueError on an order below 1."""
    if order < 1:
        raise ValueError("Số thứ tự hồ sơ trong ngày phải từ 1.")
    return f"{agency_code}-{on:%y%m%d}-{order:04d}"


def looks_like_number(text: str) -> bool:
    """True when `text` has one of the shapes of a dossier number seen in the country (old, new, 8-digit day)."""
    folded = text.strip().upper()
    return any(shape.match(folded) for shape in _ACCEPTED_SHAPES)


def fold_number(text: str) -> str:
    """What a person typed or a scanner read, as it is stored: trimmed, upper case, inner spaces dropped."""
    return re.sub(r"\s+", "", text).upper()


def slip_number(order: int, notation: str, kind_mark: str = "") -> str:
    """`12/PBS-TTPVHCC`: the order of the year, the mark of the slip, the centre's notation."""
    tail = f"{kind_mark}-{notation}" if kind_mark else notation
    return f"{order:02d}/{tail}"
