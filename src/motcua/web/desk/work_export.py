"""The list as it is filtered now, as Excel or CSV, through the same trays and visibility as the page."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from motcua.apps.dossiers.queries import work_rows
from motcua.apps.people.actions import note_access
from motcua.rules.lifecycle import State
from motcua.web.desk.work_list import filters_of
from motcua.web.ui.access import signed_in
from motcua.web.ui.deadline_chip import deadline_chip, due_moment
from motcua.web.ui.requests import Request
from motcua.web.ui.workbook import XLSX, workbook

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MOST = 20_000
HEADS = (
    "Mã hồ sơ",
    "Chủ hồ sơ",
    "Mã thủ tục",
    "Thủ tục",
    "Trạng thái",
    "Đang giữ",
    "Đơn vị giữ",
    "Tiếp nhận",
    "Hẹn trả",
    "Thời hạn",
)


@signed_in
def export(request: Request) -> HttpResponseBase:
    """The rows of the page's address, up to MOST; the export itself is noted in the access log."""
    filters = filters_of(request)
    rows = _lines(request, work_rows(request.actor, filters, at=request.at, most=MOST))
    note_access(
        f"list:{filters.tray}", actor=request.actor, at=request.at, purpose="Tải danh sách hồ sơ ra tệp"
    )
    name = f"ho-so-{filters.tray}-{request.at:%Y%m%d-%H%M}"
    if request.GET.get("dang") == "csv":
        answer: HttpResponseBase = StreamingHttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer
    return FileResponse(
        workbook("Hồ sơ", HEADS, rows, [22] * len(HEADS)),
        as_attachment=True,
        filename=f"{name}.xlsx",
        content_type=XLSX,
    )


def _lines(request: Request, rows: Iterator[Any]) -> Iterator[list[str]]:
    for row in rows:
        received = row.received_at.astimezone(VIETNAM) if row.received_at else None
        chip = deadline_chip(
            row.due_at, request.at, finished_at=row.finished_at, paused=row.paused_since is not None
        )
        yield [
            str(row),
            row.applicant_name,
            row.procedure.code,
            row.procedure.name,
            State(row.state).label,
            row.holder.full_name if row.holder else "",
            row.holder_unit.name,
            f"{received:%d/%m/%Y %H:%M}" if received else "",
            due_moment(row.due_at),
            chip.words,
        ]


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


def _csv(rows: Iterator[list[str]]) -> Iterator[str]:
    """CSV that Excel opens with Vietnamese marks; a cell never begins like a formula."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    yield writer.writerow(HEADS)
    for row in rows:
        yield writer.writerow([f"'{cell}" if cell[:1] in "=+-@\t" and cell else cell for cell in row])
