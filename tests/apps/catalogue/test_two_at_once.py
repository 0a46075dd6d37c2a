"""Two imports of the same file at the same moment: real connections, one set of versions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from motcua.apps.catalogue.models import ProcedureVersion, PublicationDecision
from tests.apps.catalogue.rows import counts, load, row

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 3


def test_the_second_import_finds_what_the_first_wrote():
    gate = Barrier(PEOPLE)

    def run(_):
        try:
            gate.wait(timeout=20)
            return counts(load(row(), row("1.000002")))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PEOPLE) as people:
        found = sorted(people.map(run, range(PEOPLE)))
    assert found == [(0, 0, 2, 0, 0)] * (PEOPLE - 1) + [(2, 0, 0, 0, 0)]
    assert ProcedureVersion.objects.count() == 2
    assert PublicationDecision.objects.count() == 1
