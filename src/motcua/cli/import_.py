"""`motcua import catalogue FILE`: takes a catalogue file in and tells every row it had to refuse.

With `--json` one JSON object with the counts and the refused rows is printed. The exit code is 0 only when every row was taken.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from motcua.cli.preparing import migrate

if TYPE_CHECKING:
    from motcua.apps.catalogue.actions import ImportReport
    from motcua.rules.record_reader import Problem


def run(argv: Sequence[str]) -> int:
    """Import one file; 0 when every row was taken, 1 when some were refused or the file cannot be read."""
    options = _options(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    migrate()
    try:
        data = options.file.read_bytes()
    except OSError:
        print(
            f"Không đọc được tệp {options.file}: không có tệp hoặc không được quyền đọc. Kiểm tra đường dẫn.",
            file=sys.stderr,
        )
        return 1
    report = _import(data, options)
    print(json.dumps(as_json(report), ensure_ascii=False) if options.json else in_words(report))
    return 0 if report.went_well else 1


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="motcua import", description="Nhập danh mục thủ tục hành chính.")
    parser.add_argument("what", choices=["catalogue"], help="catalogue: danh mục thủ tục")
    parser.add_argument("file", type=Path, help="tệp .jsonl, .jsonl.gz hoặc .json (một danh sách)")
    parser.add_argument(
        "--all-or-nothing",
        action="store_true",
        help="không nhập gì nếu có dòng lỗi (mặc định: nhập các dòng đúng)",
    )
    parser.add_argument(
        "--effective",
        type=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="ngày bắt đầu áp dụng của mọi dòng (mặc định: ngày thu thập của nguồn, hoặc hôm nay)",
    )
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
    return parser.parse_args(argv)


def _import(data: bytes, options: argparse.Namespace) -> ImportReport:
    from motcua.apps.catalogue.actions import Provenance, import_catalogue
    from motcua.rules.actors import SYSTEM
    from motcua.rules.catalogue_files import read_catalogue
    from motcua.web.ui import clock

    reading = read_catalogue(data)
    return import_catalogue(
        reading,
        provenance=Provenance(
            source=options.file.name, sha256=reading.sha256, effective_on=options.effective
        ),
        mode="all_or_nothing" if options.all_or_nothing else "good",
        actor=SYSTEM,
        at=clock.now(),
    )


def as_json(report: ImportReport) -> dict[str, object]:
    """The report for machines."""
    return {
        "applied": report.applied,
        "lines": report.lines,
        "new": report.new,
        "amended": report.amended,
        "unchanged": report.unchanged,
        "abolished": report.abolished,
        "refused": report.refused_lines,
        "problems": [_told(one) for one in report.refused],
        "notes": [_told(one) for one in report.notes],
        "sha256": report.sha256,
    }


def _told(one: Problem) -> dict[str, object]:
    return {"line": one.line, "code": one.code, "field": one.field, "reason": one.reason}


def in_words(report: ImportReport) -> str:
    """The report for people."""
    head = "Đã nhập" if report.applied else "Không nhập gì (có dòng lỗi); nếu nhập thì sẽ là"
    counts = (
        f"{head}: {report.new} thủ tục mới, {report.amended} thủ tục sửa đổi, {report.unchanged} không đổi, "
        f"{report.abolished} bãi bỏ; {report.refused_lines} dòng bị từ chối trên {report.lines} dòng."
    )
    lines = [counts, *(f"  {one.words}" for one in report.refused)]
    if report.notes:
        lines += [
            f"Đã nhận nhưng cần xem lại {len(report.notes)} chỗ:",
            *(f"  {one.words}" for one in report.notes),
        ]
    return "\n".join(lines)
