"""Reports as papers: Biểu II.06a and the register, from rows to the letters app's PDF."""

from __future__ import annotations

from datetime import datetime

from motcua.apps.letters.rendering import Pdf, render
from motcua.apps.office.models import ServiceCenter
from motcua.apps.reports.cells import measures
from motcua.apps.reports.models import ReportSnapshot
from motcua.apps.reports.packs import dictionary, reading_06a
from motcua.apps.reports.queries.ii06a import Table06a
from motcua.apps.reports.queries.register import RegisterRow
from motcua.apps.reports.questions import VIETNAM, as_of_text
from motcua.rules.forms import FormKind
from motcua.rules.forms.parts import Letterhead
from motcua.rules.forms.tables import Logbook, LogbookRow, Report06a, Row06a
from motcua.rules.metrics import figure
from motcua.rules.periods import Period

REGISTER_ROWS_AT_MOST = 2000


class TooLongToPrint(ValueError):
    """The register of the period has too many lines for one PDF."""


def report_06a(
    answer: Table06a, *, at: datetime, prepared_by: str = "", snapshot: ReportSnapshot | None = None
) -> Pdf:
    """Biểu II.06a as a PDF. With `snapshot` it names the frozen version and its checksum."""
    question, reading = answer.question, reading_06a()
    scope, period = question.scope, question.period
    context = Report06a(
        unit_name=scope.name,
        recipient_name=reading.recipient,
        period_name=period.name,
        period_from=period.first,
        period_to=period.last,
        place=scope.place,
        issued_at=_civil(snapshot.at if snapshot else at),
        rows=tuple(Row06a(line.ordinal, line.name, line.counts, line.heading) for line in answer.lines),
        total=answer.total,
        as_of=_civil(question.at),
        running=question.is_running,
        snapshot=f"{snapshot} – sha256 {snapshot.sha256[:16]}…" if snapshot else "",
        prepared_by=prepared_by,
        notes=figure_notes(answer),
    )
    return render(FormKind.REPORT_06A, context, on=period.last)


def figure_notes(answer: Table06a) -> tuple[str, ...]:
    """One line per figure of the dictionary: its value, what it was made of, how it was shortened."""
    counts = measures(answer.total)
    made = [figure(metric, counts) for metric in dictionary().all_on(answer.question.period.last)]
    return tuple(
        f"{one.metric.name}: {one.text} ({one.numerator}/{one.denominator}; {one.rounding.label})"
        for one in made
    )


def logbook(center: ServiceCenter, period: Period, rows: list[RegisterRow], *, at: datetime) -> Pdf:
    """The register of a centre as a PDF, in the form in force on the period's last day. Raises TooLongToPrint."""
    if len(rows) > REGISTER_ROWS_AT_MOST:
        raise TooLongToPrint(
            f"Sổ của kỳ này có hơn {REGISTER_ROWS_AT_MOST} dòng. Hãy chọn kỳ ngắn hơn, hoặc tải tệp XLSX."
        )
    head = Letterhead(
        superior=center.superior_name,
        name=center.name,
        place=center.unit.agency.place,
        abbreviation=center.notation,
        phone=center.phone,
    )
    context = Logbook(
        head=head,
        period_text=_with_running(period, at),
        issued_at=_civil(at),
        rows=tuple(_line(row) for row in rows),
    )
    return render(FormKind.LOGBOOK, context, on=period.last)


def _with_running(period: Period, at: datetime) -> str:
    """The period of a register; that it still runs is said."""
    if period.is_over(at.astimezone(VIETNAM).date()):
        return period.full_name
    return f"{period.full_name}. {as_of_text(period, at)}"


def _line(row: RegisterRow) -> LogbookRow:
    return LogbookRow(
        ordinal=row.ordinal,
        number=row.number,
        procedure_name=row.procedure_name,
        sets=row.sets,
        owner_name=row.owner_name,
        contact=row.contact,
        settling_unit=row.agency_name,
        received_at=_civil(row.received_at),
        due_at=_civil(row.due_at) if row.due_at else None,
        delivered_at=_civil(row.delivered_at) if row.delivered_at else None,
        way_text=row.way_text,
        signed_by=row.receiver_name,
        note=row.state_text,
    )


def _civil(at: datetime) -> datetime:
    return at.astimezone(VIETNAM).replace(tzinfo=None)
