"""Biểu II.06a for any period, scope and grouping; each cell opens into its dossiers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from motcua.apps.catalogue.models import Field
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.queries import visible_to
from motcua.apps.office.models import Agency, Level, Unit
from motcua.apps.reports.cells import COLUMNS, CONDITIONS, Cell, NoSuchCell, added, counts_of, row_key
from motcua.apps.reports.queries.classifying import classified
from motcua.apps.reports.questions import Grouping, Question
from motcua.rules.actors import Actor
from motcua.rules.forms.tables import Counts06a
from motcua.rules.metrics import imbalances

LEVEL_ORDER = {level: place for place, level in enumerate(Level.values)}
LEVEL_WORDS = {
    "CENTRAL": "Cơ quan trung ương giải quyết",
    "PROVINCE": "Cấp tỉnh giải quyết",
    "DISTRICT": "Cấp huyện giải quyết",
    "COMMUNE": "Cấp xã giải quyết",
}
ROMAN = ("I", "II", "III", "IV")
PAGE = 50


class ReportUnbalanced(Exception):
    """A balance of the table does not hold; `numbers` are the dossiers at fault (at most 50)."""

    def __init__(self, faults: tuple[str, ...], numbers: tuple[str, ...]) -> None:
        self.faults, self.numbers = faults, numbers
        super().__init__(
            f"Biểu không cân: {'; '.join(faults)}. Hồ sơ có dữ liệu sai: {', '.join(numbers) or 'không xác định'}. "
            "Hãy chạy «motcua verify» và báo quản trị hệ thống trước khi dùng số liệu."
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; a heading sums the lines of its level."""

    key: str
    ordinal: str
    name: str
    counts: Counts06a
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Table06a:
    """The answer to a question."""

    question: Question
    lines: tuple[Line, ...]
    total: Counts06a


@dataclass(frozen=True, slots=True)
class CellPage:
    """Some dossiers of a cell. `count` is what the cell prints; `hidden` of them the actor may not see."""

    dossiers: list[Dossier]
    count: int
    hidden: int
    next_after: int | None


def table(question: Question) -> Table06a:
    """The table, in one grouped statement. Raises ReportUnbalanced with the dossiers at fault."""
    inner, params = classified(question)
    columns = ", ".join(f"count(*) FILTER (WHERE {CONDITIONS[no]})" for no in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT level, row_id, {columns} FROM ({inner}) c GROUP BY level, row_id", params)  # noqa: S608  # own constants only
        found = {
            (level, row_id): dict(zip(COLUMNS.values(), numbers, strict=True))
            for level, row_id, *numbers in cursor.fetchall()
        }
    faults = tuple(fault for numbers in found.values() for fault in imbalances(numbers))
    if faults:
        raise ReportUnbalanced(faults, _at_fault(question))
    return arranged(question, {key: counts_of(numbers) for key, numbers in found.items()})


def arranged(question: Question, found: dict[tuple[str, int], Counts06a]) -> Table06a:
    """Rows with names, in order, under a heading per level of government when there are levels."""
    names = _names(question.grouping, [row_id for _, row_id in found])
    lines: list[Line] = []
    levels = sorted({level for level, _ in found}, key=lambda level: LEVEL_ORDER.get(level, 99))
    for place, level in enumerate(levels):
        rows = sorted((row_id for at, row_id in found if at == level), key=lambda row_id: names[row_id])
        if level:
            counts = added([found[level, row_id] for row_id in rows])
            lines.append(Line(level, ROMAN[place], LEVEL_WORDS[level], counts, heading=True))
        lines += [
            Line(row_key(level, row_id), str(no), names[row_id][1], found[level, row_id])
            for no, row_id in enumerate(rows, 1)
        ]
    return Table06a(question, tuple(lines), added(list(found.values())))


def _names(grouping: Grouping, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Sort key and name by id; an id that has no row any more is shown as such, never left out."""
    if grouping is Grouping.FIELD:
        known = {f.pk: (f.sort_key, f.name) for f in Field.objects.filter(pk__in=ids)}
    elif grouping is Grouping.AGENCY:
        known = {a.pk: (a.code, a.name) for a in Agency.objects.filter(pk__in=ids)}
    else:
        units = Unit.objects.filter(pk__in=ids).select_related("agency")
        known = {u.pk: (u.code, f"{u.name}, {u.agency.short_name}") for u in units}
    return {row_id: known.get(row_id, ("~", f"Chưa rõ (mã {row_id})")) for row_id in ids}


def _at_fault(question: Question) -> tuple[str, ...]:
    inner, params = classified(question)
    ids = RawSQL(f"SELECT id FROM ({inner}) c WHERE came IS NULL OR stood IS NULL", params)  # noqa: S608, S611  # own constants only
    rows = Dossier.objects.filter(pk__in=ids).order_by("pk")[:50]
    return tuple(str(dossier) for dossier in rows)


def ids_of(question: Question, cell: Cell) -> RawSQL:
    """The ids of a cell's dossiers, as a sub-query: the table's own conditions, nothing else."""
    inner, params = classified(question)
    where = CONDITIONS[cell.column]
    if cell.row_id is not None:
        where, params = f"{where} AND level = %s AND row_id = %s", [*params, cell.level, cell.row_id]
    elif cell.level:
        where, params = f"{where} AND level = %s", [*params, cell.level]
    return RawSQL(f"SELECT id FROM ({inner}) c WHERE {where}", params)  # noqa: S608, S611  # own constants only


def dossiers_of(
    question: Question, cell: Cell, *, actor: Actor, after: int = 0, size: int = PAGE
) -> CellPage:
    """One page of the dossiers behind a cell that the actor may see, oldest id first, after id `after`.

    The cell's number stays the same for everybody; how many of them are hidden from the actor is said.
    """
    inside: QuerySet[Dossier] = Dossier.objects.filter(pk__in=ids_of(question, cell))
    seen = visible_to(actor).filter(pk__in=ids_of(question, cell))
    count, visible = inside.count(), seen.count()
    rows = list(
        seen.filter(pk__gt=after)
        .select_related("procedure", "agency", "receiving_unit", "holder_unit")
        .order_by("pk")[: size + 1]
    )
    more = len(rows) > size
    return CellPage(rows[:size], count, count - visible, rows[size - 1].pk if more else None)


def line_for(answer: Table06a, row: str) -> Line:
    """The line with this key; an empty key is the total. Raises NoSuchCell."""
    if not row:
        return Line("", "", "Tổng cộng", answer.total, heading=True)
    for line in answer.lines:
        if line.key == row:
            return line
    raise NoSuchCell("Biểu không có dòng này trong kỳ đã chọn. Hãy mở lại biểu rồi chọn ô.")
