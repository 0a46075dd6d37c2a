"""`motcua due`: due dates from JSON lines, explained. Needs no Django and no database.

Formats: docs/reference/cli-due.md.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, TextIO

from motcua.cli.due_cases import BadCase, Desk, answer
from motcua.config.places import packs_root


def run(argv: list[str]) -> int:
    """Read the file named on the command line, or standard input; 0 only when every line was answered."""
    parser = argparse.ArgumentParser(
        prog="motcua due", description="Tính ngày hẹn trả từ các dòng JSON, kèm giải thích từng ngày."
    )
    parser.add_argument(
        "file", nargs="?", type=Path, help="tệp JSON lines; bỏ trống thì đọc từ bàn phím hoặc ống"
    )
    found = parser.parse_args(argv)
    if found.file is None:
        return run_due(sys.stdin, sys.stdout)
    try:
        with found.file.open(encoding="utf-8") as lines:
            return run_due(lines, sys.stdout)
    except OSError as error:
        print(f"Không đọc được tệp {found.file}: {error.strerror}.", file=sys.stderr)
        return 1


def run_due(lines: Iterable[str], out: TextIO, *, packs: Path | None = None) -> int:
    """Answer each JSON line with one JSON line, in order; blank lines are skipped.

    A line that cannot be answered gives ``{"id", "error"}`` with a Vietnamese sentence, and the result 1.
    ``packs`` is the folder of calendars; the default is the one of the project (`MOTCUA_PACKS` moves it).
    """
    desk, failed = Desk(packs or packs_root() / "calendars"), False
    for place, line in enumerate(lines, 1):
        if not line.strip():
            continue
        found = _answer(place, line, desk)
        failed = failed or "error" in found
        out.write(json.dumps(found, ensure_ascii=False) + "\n")
    return 1 if failed else 0


def _answer(place: int, line: str, desk: Desk) -> dict[str, Any]:
    case: Any = None
    try:
        case = json.loads(line, parse_float=Decimal)
        if not isinstance(case, dict):
            raise BadCase("mỗi dòng phải là một đối tượng JSON.")
        return answer(case, desk)
    except json.JSONDecodeError as error:
        return {
            "id": None,
            "line": place,
            "error": f"Dòng {place} không phải JSON hợp lệ (cột {error.colno}).",
        }
    except ValueError as error:  # every refusal of the rules is a ValueError with a Vietnamese sentence
        name = case.get("id") if isinstance(case, dict) else None
        return {"id": name, "line": place, "error": f"Dòng {place}: {error}"}
