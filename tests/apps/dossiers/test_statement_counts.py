"""Budgets of design §6, without what a request adds (session, officer): accept ≤ 14, a step ≤ 10, open ≤ 8, lists ≤ 4."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.queries import WorkFilters
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 09:00")


def statements(call: Callable[[], object]) -> list[str]:
    """The statements `call` sends; savepoints are the test's own transaction showing through."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return [row["sql"] for row in captured if "SAVEPOINT" not in row["sql"]]


@pytest.mark.django_db
def test_accepting(office: SmallOffice) -> None:
    office.accepted(AT)
    intake, clerk = office.intake(), office.actor("quay")
    assert len(statements(lambda: actions.accept(intake, actor=clerk, at=AT))) <= 14


@pytest.mark.django_db
def test_every_step_of_the_default_process(office: SmallOffice) -> None:
    number = str(office.accepted(AT))
    head, officer_id = office.actor("truongphong"), office.officer("chuyenvien").pk
    clerk, case = office.actor("quay"), office.actor("chuyenvien")
    assert len(statements(lambda: actions.transfer(number, actor=clerk, at=AT))) <= 10
    assert len(statements(lambda: actions.assign(number, officer_id=officer_id, actor=head, at=AT))) <= 10
    office.judged_ok(number, AT)
    assert len(statements(lambda: actions.examine(number, opinion="x", actor=case, at=AT))) <= 10
    assert len(statements(lambda: actions.review(number, actor=head, at=AT))) <= 10
    boss = office.actor("giamdoc_so")
    assert len(statements(lambda: actions.sign(number, actor=boss, at=AT))) <= 10


@pytest.mark.django_db
def test_reading(office: SmallOffice) -> None:
    number = str(office.examined_by(AT))
    officer = office.actor("chuyenvien")
    assert len(statements(lambda: queries.dossier_page(number, officer, at=AT))) <= 8
    assert len(statements(lambda: queries.work_list(officer, WorkFilters(), at=AT))) <= 4
    assert len(statements(lambda: queries.track(number))) <= 4
    from motcua.apps.dossiers.models import Dossier
    from motcua.apps.dossiers.secrecy import secret_of

    secret = secret_of(Dossier.objects.get(number=number).provisional)
    assert len(statements(lambda: queries.track(number, secret))) <= 4
