"""Biểu II.06a: the table, its balances, its cells, the state at the end of a past period."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.reports.cells import COLUMNS, Cell, NoSuchCell, measures
from motcua.apps.reports.queries.ii06a import dossiers_of, line_for, table
from motcua.apps.reports.queries.scopes import scope_for
from motcua.apps.reports.questions import Grouping, Question
from motcua.rules.actors import Actor
from motcua.rules.metrics import imbalances
from motcua.rules.periods import Period, Regime, Span, between, named
from tests.apps.reports.history import NOW, naive, tally
from tests.worlds.small import SmallOffice

FEBRUARY = named(Regime.REPORTING, Span.MONTH, 2026, 2)
PERIODS = [
    FEBRUARY,
    named(Regime.CALENDAR, Span.MONTH, 2026, 1),
    named(Regime.REPORTING, Span.QUARTER, 2026, 1),
    named(Regime.CALENDAR, Span.YEAR, 2025),
    between(date(2026, 2, 2), date(2026, 2, 2)),
    between(date(2026, 6, 1), date(2026, 6, 30)),
]


def control() -> Actor:
    """The officer of the province who supervises everything."""
    return SmallOffice().actor("kstt", NOW)


def ask(
    code: str = "H99", period: Period = FEBRUARY, grouping: Grouping = Grouping.FIELD, at=NOW
) -> Question:
    return Question(period, scope_for(code), grouping, at)


def test_every_period_agrees_with_a_naive_reading_of_the_acts(history):
    for period in PERIODS:
        question = ask(period=period)
        expected = naive(period.first, min(period.last, NOW.date()), question.scope.agency_ids)
        counts = tally(expected)
        got = table(question).total
        assert {name: getattr(got, name) for name in counts} == dict(counts), period.name
        assert got.received == len(expected)
        assert got.balanced
    assert table(ask(period=FEBRUARY)).total.received > 50


@pytest.mark.parametrize("grouping", list(Grouping))
def test_every_cell_opens_into_as_many_dossiers_as_it_counts(history, grouping):
    question = ask(grouping=grouping)
    answer = table(question)
    rows = [line.key for line in answer.lines] + [""]
    assert len(rows) > 2
    for key in rows:
        counts = measures(line_for(answer, key).counts)
        assert imbalances(counts) == ()
        for column, name in COLUMNS.items():
            page = dossiers_of(question, Cell(key, column), actor=control(), size=1000)
            assert len(page.dossiers) == page.count == counts[name], (key, column)
            assert page.hidden == 0


def test_rows_under_a_heading_add_up_and_so_do_headings(history):
    answer = table(ask(grouping=Grouping.AGENCY))
    headings = [line for line in answer.lines if line.heading]
    assert [line.name for line in headings] == ["Cấp tỉnh giải quyết", "Cấp xã giải quyết"]
    assert sum(line.counts.received for line in headings) == answer.total.received
    assert sum(line.counts.received for line in answer.lines if not line.heading) == answer.total.received


def test_groupings_and_scopes_agree_on_the_total(history):
    totals = {table(ask(grouping=grouping)).total for grouping in Grouping}
    assert len(totals) == 1
    parts = [table(ask(code)).total.received for code in ("H99.15", "H99.41")]
    assert sum(parts) == totals.pop().received
    by_centre = [table(ask(code)).total.received for code in ("H99.TT", "H99.41.TT")]
    assert sum(by_centre) == sum(parts)


def where(number: str, period: Period) -> str | None:
    """The column, among 8–10 and 12–13, in which a dossier stands."""
    question = ask(period=period)
    for column in (8, 9, 10, 12, 13):
        numbers = [
            str(d) for d in dossiers_of(question, Cell("", column), actor=control(), size=1000).dossiers
        ]
        if number in numbers:
            return COLUMNS[column]
    return None


def test_the_state_at_the_end_of_a_past_period_is_read_from_the_acts(history):
    """Today all five stand elsewhere; in the reports of February they stand where they stood then."""
    february, march = FEBRUARY, named(Regime.REPORTING, Span.MONTH, 2026, 3)
    assert where(history["waiting"], february) == "open_in_time"
    assert where(history["waiting"], march) == "open_in_time"
    assert where(history["returned"], february) == "open_in_time"
    assert where(history["lapsed"], february) == "open_in_time"
    assert where(history["lapsed"], march) == "on_time"
    assert where(history["recalled"], february) == "early"
    assert where(history["recalled"], march) == "open_overdue"
    assert where(history["extended"], february) == "open_in_time"


def test_one_statement_for_the_table(history):
    question = ask()
    with CaptureQueriesContext(connection) as seen:
        table(question)
    assert len(seen) == 2  # the grouped count, and the names of the rows


def test_pages_of_a_cell_follow_each_other(history):
    question, cell = ask(), Cell("", 3)
    whole = dossiers_of(question, cell, actor=control(), size=1000).dossiers
    pages, after = [], 0
    while True:
        page = dossiers_of(question, cell, actor=control(), after=after, size=20)
        pages += page.dossiers
        if page.next_after is None:
            break
        after = page.next_after
    assert [d.pk for d in pages] == [d.pk for d in whole]


def test_what_the_actor_may_not_see_is_counted_but_not_shown(people):
    question = ask(grouping=Grouping.AGENCY)
    commune = people.actor("xa_motcua")
    page = dossiers_of(question, Cell("", 3), actor=commune, size=1000)
    assert page.count == table(question).total.received
    assert 0 < len(page.dossiers) < page.count
    assert page.hidden == page.count - len(page.dossiers)
    assert {d.agency.code for d in page.dossiers} == {"H99.41"}


@pytest.mark.parametrize(("row", "column"), [("", 2), ("", 14), ("x;y", 3), ("COMMUNE:1 OR 1", 3)])
def test_a_cell_that_does_not_exist(row, column):
    with pytest.raises(NoSuchCell):
        Cell(row, column)
