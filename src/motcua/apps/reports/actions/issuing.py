"""Issuing a statutory report: freeze its rows and dossiers; a later correction is a new version that says what moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers.models import Dossier
from motcua.apps.ledger import actions as ledger
from motcua.apps.office.models import Agency
from motcua.apps.reports import packing
from motcua.apps.reports.cells import COLUMNS, Cell
from motcua.apps.reports.models import ReportSnapshot
from motcua.apps.reports.packing import Triples
from motcua.apps.reports.queries import ii06a, scopes, snapshots
from motcua.apps.reports.queries.ii06a import Table06a
from motcua.apps.reports.questions import VIETNAM, Grouping, Question
from motcua.rules import rights
from motcua.rules.actors import Actor
from motcua.rules.facts import ReportIssued
from motcua.rules.periods import Period
from motcua.rules.rights import Standing

FORMS = {"II.06a": "Biểu II.06a/VPCP/KSTT"}
NUMBERS_SHOWN = 20
NOWHERE = Standing(receiving_unit=0, settling_agency=0)


class NotIssued(Exception):
    """The report was not issued; the sentence says why and what to do."""


class PeriodNotOver(NotIssued):
    """The period still runs."""


class NothingMoved(NotIssued):
    """The report was issued already and nothing is different."""


class ReasonNeeded(NotIssued):
    """A new version of an issued report needs the reason of the correction."""


@transaction.atomic
def issue_report(
    form: str, period: Period, unit: str, grouping: Grouping, *, actor: Actor, at: datetime, reason: str = ""
) -> ReportSnapshot:
    """Freeze Biểu II.06a of `unit` (a code) for a period that is over, and leave `ReportIssued`.

    The first time it gets a number; afterwards, when figures moved, a new version of it that needs `reason` and lists
    what moved. Raises NotAllowed, NoSuchUnit, ReportUnbalanced, PeriodNotOver, NothingMoved, ReasonNeeded, NotIssued.
    """
    rights.ensure(actor, "issue_report", NOWHERE)
    if form not in FORMS:
        raise NotIssued(f"Không có biểu «{form}». Hãy chọn: {', '.join(FORMS)}.")
    if not period.is_over(at.astimezone(VIETNAM).date()):
        raise PeriodNotOver(
            f"{period.full_name} chưa kết thúc nên chưa phát hành được. Hãy phát hành sau ngày {period.last:%d/%m/%Y}."
        )
    question = Question(period, scopes.scope_for(unit), grouping, at)
    _one_at_a_time()
    ii06a.table(question)  # raises when it does not balance
    answer, triples = snapshots.counted(question)
    report = _frozen(form, question, answer, triples, actor, at)
    _follow(report, triples, reason)
    report.sha256 = packing.digest(snapshots.head_of(report), report.lines, bytes(report.cells))
    report.save(force_insert=True)
    ledger.record(ReportIssued(snapshot_id=report.pk, form=form), actor=actor, at=at)
    return report


def _one_at_a_time() -> None:
    """Numbers and versions are given out one by one: the topmost agency's row is the queue."""
    Agency.objects.select_for_update(no_key=True).order_by("pk").first()


def _frozen(
    form: str, question: Question, answer: Table06a, triples: Triples, actor: Actor, at: datetime
) -> ReportSnapshot:
    scope, period = question.scope, question.period
    return ReportSnapshot(
        form=form,
        unit_code=scope.code,
        unit_name=scope.name,
        place=scope.place,
        period_key=period.key,
        period_name=period.title,
        first_on=period.first,
        last_on=period.last,
        grouping=question.grouping,
        as_of=at,
        lines=[
            [line.key, line.ordinal, line.name, line.heading, _numbers(line.counts)] for line in answer.lines
        ],
        cells=packing.pack(triples),
        dossiers=answer.total.received,
        officer_id=actor.officer_id,
        officer_name=actor.name,
        at=at,
    )


def _numbers(counts: object) -> list[int]:
    return [getattr(counts, name) for name in snapshots.MEASURES]


def _follow(report: ReportSnapshot, triples: Triples, reason: str) -> None:
    """Number and version: the next of the year, or the next version of the same report with what moved."""
    before = (
        ReportSnapshot.objects.filter(
            form=report.form,
            unit_code=report.unit_code,
            first_on=report.first_on,
            last_on=report.last_on,
            grouping=report.grouping,
        )
        .order_by("-version")
        .first()
    )
    if before is None:
        report.number, report.version = _next_number(report), 1
        return
    moved = list(_moves(packing.unpack(bytes(before.cells)), triples))
    if not moved:
        raise NothingMoved(
            f"Báo cáo {before} đã phát hành và số liệu không thay đổi. Hãy dùng lại bản đó, không cần phát hành lại."
        )
    if not reason.strip():
        raise ReasonNeeded(
            f"Báo cáo {before} đã phát hành, nay có {len(moved)} ô thay đổi. Hãy ghi lý do điều chỉnh để phát hành bản mới."
        )
    report.number, report.version = before.number, before.version + 1
    report.moved, report.reason = moved, reason.strip()


def _next_number(report: ReportSnapshot) -> str:
    year = report.at.astimezone(VIETNAM).year
    head = f"{report.form}/{report.unit_code}/{year}/"
    used = (
        ReportSnapshot.objects.filter(number__startswith=head)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return f"{head}{int(used.rpartition('/')[2]) + 1 if used else 1:04d}"


def _moves(old: Triples, new: Triples) -> Iterator[dict[str, object]]:
    """Per row and column that differs: both counts, and which dossiers came in or went out."""
    rows = sorted({key[0] for key in old} | {key[0] for key in new})
    for row in rows:
        for column in COLUMNS:
            cell = Cell(row, column)
            before, after = set(packing.ids_in(old, cell)), set(packing.ids_in(new, cell))
            if before != after:
                yield {
                    "row": row,
                    "column": column,
                    "before": len(before),
                    "after": len(after),
                    "entered": _named(after - before),
                    "left": _named(before - after),
                }


def _named(ids: set[int]) -> list[str]:
    """Numbers of the first dossiers; ids of those that are gone would be a fault of the database."""
    shown = sorted(ids)[:NUMBERS_SHOWN]
    return [str(dossier) for dossier in Dossier.objects.filter(pk__in=shown).order_by("pk")]
