"""`motcua report ii06a`: the statutory table on the terminal, as JSON lines, or as a workbook."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motcua.apps.reports.queries.ii06a import Table06a
    from motcua.apps.reports.questions import Question
    from motcua.rules.metrics import Figure, Rounding

BY = {"field": "linh-vuc", "unit": "co-quan", "centre": "noi-nhan"}
NAME_WIDTH = 46


def run(argv: Sequence[str]) -> int:
    """Print Biểu II.06a; 0 only when the table was made and balances."""
    options = _parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    from motcua.apps.reports.packs import PackFaulty
    from motcua.apps.reports.queries.ii06a import ReportUnbalanced
    from motcua.apps.reports.queries.scopes import NoSuchUnit
    from motcua.rules.metrics import MetricFaulty
    from motcua.rules.periods import PeriodRefused

    try:
        return _report(options)
    except (
        NoSuchUnit,
        PeriodRefused,
        ReportUnbalanced,
        PackFaulty,
        MetricFaulty,
        OSError,
        ValueError,
    ) as fault:
        print(str(fault), file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="motcua report", description="In báo cáo thống kê.")
    parser.add_argument("form", choices=["ii06a"], help="biểu: ii06a")
    parser.add_argument("--from", dest="first", required=True, metavar="NĂM-THÁNG-NGÀY", help="từ ngày")
    parser.add_argument(
        "--to", dest="last", required=True, metavar="NĂM-THÁNG-NGÀY", help="đến ngày (tính cả ngày này)"
    )
    parser.add_argument(
        "--unit", required=True, help="mã cơ quan (gồm cả cấp dưới), nơi tiếp nhận hoặc đơn vị"
    )
    parser.add_argument(
        "--by", choices=list(BY), default="field", help="mỗi dòng là: lĩnh vực, cơ quan, nơi nhận"
    )
    parser.add_argument("--at", help="số liệu tính đến (mặc định: bây giờ), ví dụ 2026-02-20T08:00")
    parser.add_argument(
        "--rounding", choices=["HALF_UP_1", "HALF_UP_2", "TRUNCATE_1"], help="thay cách làm tròn"
    )
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="mỗi dòng của biểu là một dòng JSON")
    output.add_argument("--xlsx", type=Path, metavar="TỆP", help="ghi ra tệp XLSX")
    return parser


def _report(options: argparse.Namespace) -> int:
    from motcua.apps.reports.queries.ii06a import table
    from motcua.rules.metrics import Rounding

    rounding = Rounding(options.rounding) if options.rounding else None
    answer = table(_question(options))
    if options.json:
        _as_json(answer, rounding)
    elif options.xlsx:
        from motcua.apps.reports import sheets
        from motcua.apps.reports.packs import reading_06a

        sheets.report_06a(options.xlsx, answer, title=f"Biểu II.06a – {reading_06a().title}")
        print(f"Đã ghi {options.xlsx}.")
    else:
        print("\n".join(_as_text(answer, rounding)))
    return 0


def _question(options: argparse.Namespace) -> Question:
    from motcua.apps.reports.queries.scopes import scope_for
    from motcua.apps.reports.questions import Grouping, Question
    from motcua.rules.periods import recognised

    period = recognised(_day(options.first, "--from"), _day(options.last, "--to"))
    return Question(period, scope_for(options.unit), Grouping(BY[options.by]), _moment(options.at))


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise ValueError(f"{option}: «{text}» không phải là ngày. Hãy viết như 2026-02-14.") from fault


def _moment(text: str | None) -> datetime:
    from motcua.apps.reports.questions import VIETNAM
    from motcua.web.ui import clock

    if text is None:
        return clock.now()
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise ValueError(f"--at: «{text}» không phải là thời điểm. Hãy viết như 2026-02-20T08:00.") from fault
    if len(text) <= len("2026-02-20"):
        found = datetime.combine(found.date(), time(23, 59, 59))
    return found if found.tzinfo else found.replace(tzinfo=VIETNAM)


def _figures(answer: Table06a, rounding: Rounding | None) -> list[tuple[str, str, Figure]]:
    """The figures of each level's heading and of the total, as (row key, words, figure)."""
    from motcua.apps.reports.cells import measures
    from motcua.apps.reports.packs import dictionary
    from motcua.rules.metrics import figure

    parts = [(line.key, line.name, line.counts) for line in answer.lines if line.heading]
    parts = [*(parts if len(parts) > 1 else []), ("", "Tổng cộng", answer.total)]
    metrics = dictionary().all_on(answer.question.period.last)
    return [
        (key, name, figure(one, measures(counts), rounding)) for key, name, counts in parts for one in metrics
    ]


def _as_json(answer: Table06a, rounding: Rounding | None) -> None:
    from motcua.apps.reports.cells import measures

    question = answer.question
    head = {
        "form": "II.06a",
        "unit": question.scope.code,
        "from": question.period.first.isoformat(),
        "to": question.period.last.isoformat(),
        "period": question.period.title,
        "by": question.grouping,
        "as_of": question.at.isoformat(timespec="seconds"),
        "running": question.is_running,
    }
    print(json.dumps(head, ensure_ascii=False))
    for line in answer.lines:
        row = {"row": line.key, "ordinal": line.ordinal, "name": line.name, "heading": line.heading}
        print(json.dumps(row | measures(line.counts), ensure_ascii=False))
    print(
        json.dumps(
            {"row": "", "name": "Tổng cộng", "total": True} | measures(answer.total), ensure_ascii=False
        )
    )
    for key, _, one in _figures(answer, rounding):
        value = None if one.value is None else str(one.value)
        said = {
            "metric": one.metric.key,
            "row": key,
            "name": one.metric.name,
            "percent": value,
            "numerator": one.numerator,
        }
        print(
            json.dumps(said | {"denominator": one.denominator, "rounding": one.rounding}, ensure_ascii=False)
        )


def _as_text(answer: Table06a, rounding: Rounding | None) -> list[str]:
    from motcua.apps.reports.cells import COLUMNS, measures

    question = answer.question
    lines = [
        "Biểu II.06a/VPCP/KSTT – Tình hình, kết quả giải quyết thủ tục hành chính",
        f"{question.scope.code} {question.scope.name}; {question.period.full_name}; {question.grouping.label.lower()}",
        question.as_of_text,
        "",
        _row(
            "TT",
            "Lĩnh vực, công việc giải quyết theo cấp",
            ["Tiếp nhận", "", "", "", "Đã GQ", "", "", "", "Đang GQ"],
        ),
        _row(
            "",
            "",
            [
                "tổng",
                "tr.tuyến",
                "tr.tiếp",
                "kỳ trước",
                "tổng",
                "trước",
                "đúng",
                "quá",
                "tổng",
                "trong",
                "quá",
            ],
        ),
        _row("(1)", "(2)", [f"({column})" for column in COLUMNS]),
    ]
    lines += [_row(one.ordinal, one.name, list(measures(one.counts).values())) for one in answer.lines]
    lines += [_row("", "Tổng cộng", list(measures(answer.total).values())), ""]
    lines += [
        f"{name} – {one.metric.name}: {one.text} = {one.numerator}/{one.denominator}, {one.rounding.label}"
        for _, name, one in _figures(answer, rounding)
    ]
    return lines


def _row(ordinal: str, name: str, cells: Sequence[object]) -> str:
    short = name if len(name) <= NAME_WIDTH else name[: NAME_WIDTH - 1] + "…"
    return f"{ordinal:<5}{short:<{NAME_WIDTH}}" + "".join(f"{cell!s:>10}" for cell in cells)
