"""Budgets of design §6 on a process the office drew, with conditions, asks, questions and timers."""

from __future__ import annotations

import pytest

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.queries import WorkFilters
from motcua.apps.dossiers.queries.choices import step_names
from motcua.apps.processes import queries as processes
from tests.apps.dossiers.drawn import AT, body, line, to_examine, way
from tests.apps.dossiers.test_process_asks import ask
from tests.apps.dossiers.test_statement_counts import statements
from tests.worlds.small import SmallOffice

pytestmark = pytest.mark.django_db
TIMERS = [
    {"kind": "REMIND", "days": "0.25", "start": "BEFORE_DUE"},
    {"kind": "PROPOSE", "days": "1", "start": "AFTER_DUE", "propose": "extend"},
]
STEPS = {
    key: line(key, key, *ways, limit_days="1", timers=TIMERS, **more)
    for key, ways, more in (
        ("assign", ("examine",), {}),
        ("examine", (way("review", channel="= POST"), way("review")), {"back": "assign"}),
        ("review", (way("sign", sets="> 3"), way("sign")), {"back": "examine"}),
        ("sign", ("seal",), {"back": "examine"}),
    )
}


def test_accepting_and_every_step(office: SmallOffice) -> None:
    office.published(body(**STEPS))
    office.accepted(AT)  # the first dossier of a server process reads the version, once
    intake, clerk = office.intake(), office.actor("quay")
    assert len(statements(lambda: actions.accept(intake, actor=clerk, at=AT))) <= 14
    number = str(office.accepted(AT))
    head, officer_id = office.actor("truongphong"), office.officer("chuyenvien").pk
    case, boss = office.actor("chuyenvien"), office.actor("giamdoc_so")
    assert len(statements(lambda: actions.transfer(number, actor=clerk, at=AT))) <= 10
    assert len(statements(lambda: actions.assign(number, officer_id=officer_id, actor=head, at=AT))) <= 10
    office.judged_ok(number, AT)
    assert len(statements(lambda: actions.examine(number, opinion="x", actor=case, at=AT))) <= 10
    assert len(statements(lambda: actions.review(number, actor=head, at=AT))) <= 10
    assert len(statements(lambda: actions.sign(number, actor=boss, at=AT))) <= 10


def test_a_step_with_everything(office: SmallOffice) -> None:
    """A question, an ask already answered, a condition on the answer, a named unit: what a step may cost at most."""
    examine = line(
        "examine",
        "examine",
        way("review", answer_area="> 5"),
        way("review", "b"),
        back="assign",
        asks=[ask("law", "H99.15.PC")],
        questions=[{"key": "area", "label": "Diện tích", "kind": "NUMBER"}],
    )
    office.published(body(examine=examine))
    number = to_examine(office)
    case = office.actor("chuyenvien")
    sent = actions.consult_by_process(number, actor=case, at=AT)[0]
    actions.answer_consultation(
        number, consultation_id=sent.pk, answer="Được", actor=office.actor("phongkhac"), at=AT
    )
    done = statements(lambda: actions.examine(number, opinion="x", answers={"area": "6"}, actor=case, at=AT))
    assert len(done) <= 13, "\n".join(done)


def test_a_list_over_many_processes_reads_them_at_once(office: SmallOffice) -> None:
    made = office.published(body())
    for place in range(2, 7):
        office.accepted(AT)
        office.published(body() | {"purpose": f"Bản {place}"}, key=made.definition.key)
    processes.forget()
    officer = office.actor("quay")

    def page() -> None:
        rows = queries.work_list(officer, WorkFilters(tray="unit"), at=AT).rows
        assert len(step_names(rows)) == 5

    assert len(statements(page)) <= 2
    assert len(statements(page)) <= 1


def test_opening_a_dossier(office: SmallOffice) -> None:
    office.published(body(**STEPS))
    number = to_examine(office)
    case = office.actor("chuyenvien")
    assert len(statements(lambda: queries.dossier_page(number, case, at=AT))) <= 8
