"""The only clock: the top floor reads it once per request, job or command and passes `at` down.

`MOTCUA_NOW` sets the demo's time: `2026-03-02T09:00` (stands still) or `+3d`, `-36h`, `+90m` (runs, shifted).
"""

import os
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
SHIFT = re.compile(r"([+-]\d+)([dhm])")


class ClockRefused(ValueError):
    """MOTCUA_NOW cannot be understood."""


def now() -> datetime:
    """Return the present moment in Vietnam, aware. Raises ClockRefused when MOTCUA_NOW is not understood."""
    told = os.environ.get("MOTCUA_NOW", "").strip()
    present = datetime.now(VIETNAM)
    if not told:
        return present
    shifted = SHIFT.fullmatch(told)
    if shifted:
        unit = {"d": "days", "h": "hours", "m": "minutes"}[shifted[2]]
        return present + timedelta(**{unit: int(shifted[1])})
    try:
        fixed = datetime.fromisoformat(told)
    except ValueError as failure:
        raise ClockRefused(
            f"MOTCUA_NOW=“{told}” không hiểu được; viết như 2026-03-02T09:00 hoặc +3d, -36h, +90m."
        ) from failure
    return fixed.astimezone(VIETNAM) if fixed.tzinfo else fixed.replace(tzinfo=VIETNAM)
