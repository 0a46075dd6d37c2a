"""`motcua calendar load [FILE]`: brings the days and office hours of a pack into the calendar as a new edition.

Running dossiers whose days changed are counted again by the worker of background jobs (fact `CalendarChanged`).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from motcua.cli.preparing import migrate

NATIONAL, HOURS = "national.json", "hours.json"


def run(argv: Sequence[str]) -> int:
    """Load a calendar; 0 when all went well, 1 when a file cannot be used."""
    options = _options(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    migrate()
    try:
        print(load(options.file, options.hours))
    except (OSError, ValueError, KeyError) as fault:
        print(f"Chưa nạp được lịch: {fault}. Hãy kiểm tra tệp rồi chạy lại.", file=sys.stderr)
        return 1
    return 0


def load(days: Path | None = None, hours: Path | None = None) -> str:
    """Load the named files (default: the packs') and say what came of it. Raises OSError, ValueError, KeyError."""
    from django.conf import settings

    from motcua.apps.office.loading import load_working_time
    from motcua.rules.actors import SYSTEM
    from motcua.web.ui import clock

    folder = Path(settings.PACKS) / "calendars"
    edition = load_working_time(
        _read(days or folder / NATIONAL), _read(hours or folder / HOURS), actor=SYSTEM, at=clock.now()
    )
    if edition is None:
        return "Lịch làm việc đã đúng như tệp, không có gì thay đổi."
    return f"Đã phát hành lịch số {edition.no}: {edition.reason}."


def _read(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua calendar", description="Nạp lịch làm việc.")
    parser.add_argument("what", choices=["load"], help="load: nạp lịch thành một lần phát hành mới")
    parser.add_argument(
        "file", nargs="?", type=Path, help=f"tệp ngày nghỉ (mặc định packs/calendars/{NATIONAL})"
    )
    parser.add_argument("--hours", type=Path, help=f"tệp giờ làm việc (mặc định packs/calendars/{HOURS})")
    return parser.parse_args(argv)
