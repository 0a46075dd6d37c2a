"""Issued reports: found, listed, read back, their cells opened."""

from __future__ import annotations

from datetime import UTC

from django.db import connection

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.queries import visible_to
from motcua.apps.reports import packing
from motcua.apps.reports.cells import Cell, added, counts_of, row_key
from motcua.apps.reports.models import ReportSnapshot
from motcua.apps.reports.packing import Triples
from motcua.apps.reports.queries.classifying import classified
from motcua.apps.reports.queries.ii06a import PAGE, CellPage, Line, Table06a, arranged
from motcua.apps.reports.questions import Grouping, Question, Scope
from motcua.rules.actors import Actor
from motcua.rules.forms.tables import Counts06a
from motcua.rules.periods import parse

__all__ = [
    "NoSuchReport",
    "ReportSnapshot",
    "counted",
    "frozen_dossiers",
    "frozen_table",
    "head_of",
    "is_intact",
    "issued",
    "snapshot",
    "versions",
]
MEASURES = ("online", "direct", "carried", "early", "on_time", "overdue", "open_in_time", "open_overdue")


class NoSuchReport(LookupError):
    """No issued report has that number or id."""


def counted(question: Question) -> tuple[Table06a, Triples]:
    """The table and the dossiers behind it, from one statement: they cannot disagree.

    The caller has asked `ii06a.table` before (in the same transaction), which raises when the table does not balance.
    """
    inner, params = classified(question)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT level, row_id, came, stood, array_agg(id ORDER BY id) "  # noqa: S608  # own constants only
            f"FROM ({inner}) c GROUP BY level, row_id, came, stood",
            params,
        )
        rows = cursor.fetchall()
    triples = {(row_key(level, row_id), came, stood): ids for level, row_id, came, stood, ids in rows}
    found: dict[tuple[str, int], dict[str, int]] = {}
    for level, row_id, came, stood, ids in rows:
        counts = found.setdefault((level, row_id), dict.fromkeys(MEASURES, 0))
        counts[came] += len(ids)
        counts[stood] += len(ids)
    return arranged(question, {key: counts_of(counts) for key, counts in found.items()}), triples


def snapshot(snapshot_id: int) -> ReportSnapshot:
    """An issued report by id. Raises NoSuchReport."""
    found = ReportSnapshot.objects.filter(pk=snapshot_id).first()
    if found is None:
        raise NoSuchReport("Không có bản báo cáo này. Hãy chọn trong danh sách báo cáo đã phát hành.")
    return found


def issued(*, unit_code: str = "", after: int = 0, size: int = 30) -> list[ReportSnapshot]:
    """Issued reports, newest first, without their cells; `after` is the last id of the page before."""
    found = ReportSnapshot.objects.defer("cells", "lines", "moved").order_by("-pk")
    if unit_code:
        found = found.filter(unit_code=unit_code)
    if after:
        found = found.filter(pk__lt=after)
    return list(found[:size])


def versions(number: str) -> list[ReportSnapshot]:
    """All versions of a report, newest first."""
    return list(ReportSnapshot.objects.defer("cells", "lines").filter(number=number).order_by("-version"))


def frozen_table(report: ReportSnapshot) -> Table06a:
    """The table as it was issued."""
    lines = [
        Line(key, ordinal, name, Counts06a(*counts), heading)
        for key, ordinal, name, heading, counts in report.lines
    ]
    scope = Scope(report.unit_code, report.unit_name, report.place)
    question = Question(parse(report.period_key), scope, Grouping(report.grouping), report.as_of)
    rows = [line.counts for line in lines if not line.heading]
    return Table06a(question, tuple(lines), added(rows))


def frozen_dossiers(
    report: ReportSnapshot, cell: Cell, *, actor: Actor, after: int = 0, size: int = PAGE
) -> CellPage:
    """The dossiers behind a cell on the day it was issued, those the actor may see."""
    ids = packing.ids_in(packing.unpack(bytes(report.cells)), cell)
    seen = visible_to(actor).filter(pk__in=ids)
    visible = seen.count()
    rows: list[Dossier] = list(
        seen.filter(pk__gt=after)
        .select_related("procedure", "agency", "receiving_unit", "holder_unit")
        .order_by("pk")[: size + 1]
    )
    more = len(rows) > size
    return CellPage(rows[:size], len(ids), len(ids) - visible, rows[size - 1].pk if more else None)


def is_intact(report: ReportSnapshot) -> bool:
    """True when the stored rows still have the checksum they were issued with."""
    return packing.digest(head_of(report), report.lines, bytes(report.cells)) == report.sha256


def head_of(report: ReportSnapshot) -> dict[str, str]:
    """What the checksum covers besides rows and dossiers."""
    return {
        "form": report.form,
        "number": report.number,
        "version": str(report.version),
        "unit": report.unit_code,
        "period": report.period_key,
        "grouping": report.grouping,
        "as_of": report.as_of.astimezone(UTC).isoformat(timespec="seconds"),
    }
