"""The linter on the whole catalogue: every procedure with its own limit against every model process and a long one.

    .venv/bin/python bench/processes.py --catalogue …/procedures.jsonl.gz

Each procedure is linted with the shortest limit in working days that its channels publish (none: without limit), as an
office would on the day it puts all of them into use. No database: what the office adds (seats, units) is measured by the
statement counts of the tests.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from motcua.rules.process import Process, lint, read, sketch

HERE = Path(__file__).resolve()
SHARED = HERE.parents[2] / "shared" / "data"
MODELS = HERE.parents[1] / "packs" / "processes"
DAYS = {
    "WORKING_DAY": Decimal(1),
    "HOUR": Decimal(1) / 8,
    "WORKING_HOUR": Decimal(1) / 8,
    "SAME_DAY": Decimal(1),
}
LONG_STEPS = 12


def limits(path: Path) -> Iterator[Decimal | None]:
    """The shortest published limit of each procedure in working days; None where none is published in them."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield shortest(json.loads(line)["channels"])


def shortest(channels: Sequence[dict[str, Any]]) -> Decimal | None:
    """The shortest limit of the channels, hours as eighths of a day."""
    found = [
        Decimal(str(one["time_value"])) * DAYS[one["time_unit"]]
        for one in channels
        if one["time_value"] and one["time_unit"] in DAYS
    ]
    return min(found, default=None)


def long_process() -> Process:
    """Twelve steps: transfer, assign, eight examinations that may be skipped by fee or kind, sign, seal, deliver."""
    middle = [f"e{number}" for number in range(1, LONG_STEPS - 4)]
    rows = [
        row("t", "transfer", "COUNTER", "CENTRE", ["a"]),
        row("a", "assign", "UNIT_HEAD", "UNIT", [middle[0]], "0.5"),
    ]
    for number, key in enumerate(middle):
        following = [*middle[number + 1 :], "s"]
        rows.append(row(key, "examine", "CASE_OFFICER", "UNIT", following[:2], "1"))
    rows += [
        row("s", "sign", "SIGNATORY", "LEADERSHIP", ["b"], "1"),
        row("b", "seal", "CLERK", "CLERK_OFFICE", ["d"], "0.5"),
        row("d", "deliver", "COUNTER", "CENTRE", ["end"]),
    ]
    assert len(rows) == LONG_STEPS
    return read({"key": "long", "name": "Quy trình 12 bước", "version": 1, "steps": rows})


def row(key: str, take: str, by: str, at: str, to: Sequence[str], days: str = "") -> dict[str, Any]:
    """One step as data: the last of `to` without condition, those before it for dear or for enterprises' dossiers."""
    rich = [
        {"given": "fee", "op": ">=", "value": "500000"},
        {"given": "applicant_kind", "op": "=", "value": "ENTERPRISE"},
    ]
    ways: list[dict[str, Any]] = [{"next": one, "when": rich} for one in to[:-1]] + [{"next": to[-1]}]
    return {
        "key": key, "name": f"Bước {key}", "take": take, "by": by, "at": at, "outcomes": ways, "product": "Giấy",
        "limit_days": days or None,
    }  # fmt: skip


def measure(process: Process, found: Sequence[Decimal | None]) -> tuple[float, int]:
    """Seconds to lint the process once for each limit, and how many limits it is too slow for."""
    begun = time.perf_counter()
    over = sum(1 for limit in found if any(fault.column == "limit_days" for fault in lint(process, limit)))
    return time.perf_counter() - begun, over


def main() -> None:
    """Lint everything; print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--catalogue", type=Path, default=SHARED / "catalogue/procedures.jsonl.gz")
    options = parser.parse_args()
    found = list(limits(options.catalogue))
    compared = sum(1 for limit in found if limit is not None)
    print(f"{len(found)} procedures, {compared} with a limit in working days or hours")
    models = [sketch(json.loads(path.read_text("utf-8"))) for path in sorted(MODELS.glob("*.json"))]
    print(f"{'process':<28}{'steps':>6}{'seconds':>10}{'µs each':>10}{'too slow for':>14}")
    for process in [*models, long_process()]:
        seconds, over = measure(process, found)
        each = seconds / len(found) * 1e6
        print(f"{process.key:<28}{len(process.steps):>6}{seconds:>10.3f}{each:>10.1f}{over:>14}")
    print(f"load of the machine (1, 5, 15 minutes): {', '.join(f'{load:.1f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    main()
