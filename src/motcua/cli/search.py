"""`motcua search`: questions in, procedure codes out, one JSON object a line.

Reads ``{"id", "question"}`` from a file or standard input, writes ``{"id", "codes"}``, best first. A line that cannot
be read is told on standard error and makes the exit code 1; the other lines are answered all the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from motcua.apps.catalogue.finding import Finder, record_of_row

PLACES = 10


def run(argv: Sequence[str]) -> int:
    """Answer the questions; returns 0 only when every line was answered."""
    options = _options(argv)
    try:
        finder = _of_file(options.catalogue) if options.catalogue else _installed()
        questions = options.file.open(encoding="utf-8") if options.file else sys.stdin
    except (OSError, EOFError) as error:
        print(f"Không đọc được tệp: {error}. Kiểm tra đường dẫn và quyền đọc.", file=sys.stderr)
        return 1
    except (ValueError, KeyError, TypeError) as error:
        print(f"Danh mục sai dạng ({error}). Cần mỗi dòng một thủ tục JSON có code và name.", file=sys.stderr)
        return 1
    if not len(finder):
        print("Danh mục chưa có thủ tục nào. Chạy: motcua import catalogue TỆP", file=sys.stderr)
        return 1
    with questions:
        return run_search(finder, questions, sys.stdout)


def run_search(finder: Finder, lines: Iterable[str], out: TextIO) -> int:
    """Answer lines with a finder; 0 only when every line was answered."""
    failed = 0
    for number, line in enumerate(lines, 1):
        if line.strip():
            answer = _answer(finder, number, line)
            failed += answer is None
            if answer is not None:
                print(answer, file=out)
    return 1 if failed else 0


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua search", description="Tìm thủ tục bằng lời của người dân.")
    parser.add_argument(
        "file", type=Path, nargs="?", help="tệp câu hỏi, mỗi dòng một JSON (mặc định: đầu vào chuẩn)"
    )
    parser.add_argument(
        "--catalogue",
        type=Path,
        metavar="TỆP",
        help="tìm trong tệp .jsonl hoặc .jsonl.gz này thay cho danh mục đã nhập",
    )
    return parser.parse_args(argv)


def _answer(finder: Finder, number: int, line: str) -> str | None:
    try:
        asked = json.loads(line)
        question = asked["question"]
    except (ValueError, KeyError, TypeError):
        question = None
    if not isinstance(question, str):
        print(f'Dòng {number}: cần một đối tượng JSON có "id" và "question" là chữ.', file=sys.stderr)
        return None
    codes = [hit.code for hit in finder.search(question, PLACES)]
    return json.dumps({"id": asked.get("id"), "codes": codes}, ensure_ascii=False)


def _of_file(catalogue: Path) -> Finder:
    opener = gzip.open if catalogue.suffix == ".gz" else open
    with opener(catalogue, "rt", encoding="utf-8") as lines:
        return Finder.build(record_of_row(json.loads(line)) for line in lines if line.strip())


def _installed() -> Finder:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    from motcua.cli.preparing import migrate

    django.setup()
    migrate()
    from motcua.apps.catalogue import queries

    return queries.finder()
