"""`motcua search`: questions in, procedure codes out, one JSON object a line.

Reads ``{"id", "question"}`` from a file or standard input, writes ``{"id", "codes"}``, best first. A line that cannot
be answered gives ``{"id", "line", "error"}`` in its place, as `motcua due` does, and makes the exit code 1; the others are
answered all the same. Formats: docs/reference/cli.md.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

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
    """Answer each JSON line with one JSON line, in order; blank lines are skipped. 0 only when every line was answered."""
    failed = False
    for place, line in enumerate(lines, 1):
        if line.strip():
            found = _answer(finder, place, line)
            failed = failed or "error" in found
            print(json.dumps(found, ensure_ascii=False), file=out)
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


def _answer(finder: Finder, place: int, line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as error:
        where = f" (cột {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        return _refusal(None, place, f"Dòng {place} không phải JSON hợp lệ{where}.")
    if not isinstance(asked, dict):
        return _refusal(None, place, f"Dòng {place}: mỗi dòng phải là một đối tượng JSON.")
    question = asked.get("question")
    if not isinstance(question, str):
        return _refusal(asked.get("id"), place, f"Dòng {place}: thiếu question; ghi câu hỏi bằng chữ.")
    return {"id": asked.get("id"), "codes": [hit.code for hit in finder.search(question, PLACES)]}


def _refusal(name: object, place: int, error: str) -> dict[str, Any]:
    return {"id": name, "line": place, "error": error}


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
