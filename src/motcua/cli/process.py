"""`motcua process lint`: every fault of the published processes, the drafts and the packs, and the coverage.

Leaves with 1 when something grave is wrong with what dossiers run on, so a nightly check can watch an office: a process
that was sound when it was published may not be when people have left, units have ended, or a limit was shortened.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.apps.processes.queries.checking import Checked


@dataclass(frozen=True, slots=True)
class Line:
    """One fault as printed: of which process (`what`: a draft, a version, a pack), at which step, how grave."""

    key: str
    name: str
    what: str
    grave: bool
    step: str
    sentence: str


def run(argv: Sequence[str]) -> int:
    """Lint all processes or one; 0 only when no grave fault was found, 2 for a key that no process has."""
    parser = argparse.ArgumentParser(
        prog="motcua process", description="Kiểm tra quy trình nội bộ và độ phủ của chúng."
    )
    parser.add_argument("what", choices=["lint"], help="lint: nêu mọi lỗi của quy trình")
    parser.add_argument("--key", help="chỉ kiểm tra quy trình có khóa này")
    parser.add_argument("--json", action="store_true", help="mỗi lỗi một dòng JSON, dòng cuối là tổng kết")
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    return _lint(options.key or "", as_json=options.json)


def _lint(key: str, *, as_json: bool) -> int:
    from motcua.apps.processes.queries.checking import check_all
    from motcua.web.ui import clock

    today = clock.now().date()
    checked = list(check_all(today, key))
    if key and not checked:
        print(f"Không có quy trình nào có khóa «{key}».", file=sys.stderr)
        return 2
    lines = list(_lines(checked))
    for line in lines:
        print(json.dumps(asdict(line), ensure_ascii=False) if as_json else _sentence(line))
    _print_summary(checked, lines, today, as_json=as_json)
    return 1 if any(line.grave for line in lines) else 0


def _lines(checked: Iterable[Checked]) -> Iterator[Line]:
    for one in checked:
        for fault in one.faults:
            yield Line(one.key, one.name, one.what, fault.grave, fault.step, str(fault))
        for sentence in one.failed_cases:
            yield Line(one.key, one.name, one.what, True, "", sentence)


def _sentence(line: Line) -> str:
    return f"{'LỖI' if line.grave else 'Lưu ý'}  {line.name} ({line.what}): {line.sentence}"


def _print_summary(checked: Sequence[Checked], lines: Sequence[Line], on: date, *, as_json: bool) -> None:
    from motcua.apps.processes.queries import coverage
    from motcua.apps.processes.queries.coverage import APPROVED
    from motcua.rules.actors import SYSTEM
    from motcua.web.ui.vn_words import number_words

    found = coverage(SYSTEM, on)
    grave = sum(1 for line in lines if line.grave)
    if as_json:
        share = None if found.percent is None else str(found.percent)
        total = {"processes": len(checked), "grave": grave, "notes": len(lines) - grave}
        print(
            json.dumps(total | {"in_use": found.total, "approved": found.count(APPROVED), "percent": share})
        )
        return
    print(f"Đã kiểm tra {len(checked)} quy trình: {grave} lỗi, {len(lines) - grave} lưu ý.")
    if found.percent is not None:
        print(
            f"Độ phủ: {found.count(APPROVED)} trên {found.total} thủ tục đang áp dụng có quy trình đã phê duyệt "
            f"({number_words(found.percent, 1)} %)."
        )
