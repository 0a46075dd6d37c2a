"""A table of Biểu II.06a as the templates draw it: every number with the address of its dossiers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from motcua.apps.reports.cells import COLUMNS, HEADINGS, measures
from motcua.apps.reports.packs import dictionary
from motcua.apps.reports.queries.ii06a import Line, Table06a, line_for
from motcua.rules.metrics import Figure, figure

MAIN_FIGURES = ("settled_rate", "timely_of_settled", "timely_of_all", "online_rate")


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """One number; without dossiers it has no address."""

    label: str
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """One line of the table."""

    line: Line
    cells: list[DrawnCell]


def drawn(answer: Table06a, address: Callable[[str, int], str]) -> list[DrawnLine]:
    """The lines with the total last; `address` gives the page of a row and column."""
    lines = [*answer.lines, line_for(answer, "")]
    return [DrawnLine(line, _cells(line, address)) for line in lines]


def _cells(line: Line, address: Callable[[str, int], str]) -> list[DrawnCell]:
    counts = measures(line.counts)
    return [
        DrawnCell(
            f"{line.name}, cột {column} ({HEADINGS[column].lower()}): {counts[name]} hồ sơ",
            counts[name],
            address(line.key, column) if counts[name] else "",
        )
        for column, name in COLUMNS.items()
    ]


def figures(answer: Table06a) -> list[Figure]:
    """Every figure of the dictionary for the total, by the definitions in force at the period's end."""
    counts = measures(answer.total)
    return [figure(metric, counts) for metric in dictionary().all_on(answer.question.period.last)]


def main_figures(made: list[Figure]) -> list[Figure]:
    """The few shown above the table."""
    return [one for one in made if one.metric.key in MAIN_FIGURES]
