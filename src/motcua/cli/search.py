"""``motcua search``: questions in, procedure codes out, one JSON object a line.

Reads ``{"id", "question"}`` from standard input, writes ``{"id", "codes"}`` best first. A line that cannot be read is
told on standard error and makes the exit code 1; the other lines are answered all the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from motcua.apps.catalogue.finding import Finder, record_of_row

PLACES = 10


def run(argv: Sequence[str]) -> int:
    """Answer the questions on standard input; returns 0 only when every line was answered."""
    parser = argparse.ArgumentParser(prog="motcua search", description="Tìm thủ tục theo lời người dân.")
    parser.add_argument(
        "--catalogue", type=Path, help="tệp danh mục .jsonl hoặc .jsonl.gz (mặc định: danh mục đã nhập)"
    )
    options = parser.parse_args(argv)
    try:
        finder = _finder(options.catalogue)
    except (OSError, ValueError, KeyError) as error:
        print(f"Không đọc được danh mục: {error}. Hãy kiểm tra tệp rồi chạy lại.", file=sys.stderr)
        return 1
    failed = 0
    for number, line in enumerate(sys.stdin, 1):
        if line.strip():
            failed += not _answer(finder, number, line)
    return 1 if failed else 0


def _answer(finder: Finder, number: int, line: str) -> bool:
    try:
        asked = json.loads(line)
        codes = [hit.code for hit in finder.search(asked["question"], PLACES)]
    except (ValueError, KeyError, TypeError, AttributeError):
        print(f'Dòng {number}: cần một đối tượng JSON có "id" và "question".', file=sys.stderr)
        return False
    print(json.dumps({"id": asked.get("id"), "codes": codes}, ensure_ascii=False))
    return True


def _finder(catalogue: Path | None) -> Finder:
    if catalogue is None:
        from motcua.apps.catalogue import queries  # needs Django set up; only without --catalogue

        return queries.finder()
    opener = gzip.open if catalogue.suffix == ".gz" else open
    with opener(catalogue, "rt", encoding="utf-8") as lines:
        return Finder.build(record_of_row(json.loads(line)) for line in lines if line.strip())
