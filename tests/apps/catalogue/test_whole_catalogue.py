"""The whole published catalogue goes in, every flag respected, and the month's changes make versions."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from motcua.apps.catalogue import queries
from motcua.apps.catalogue.actions import Provenance, import_catalogue
from motcua.apps.catalogue.models import Procedure, ProcedureVersion
from motcua.rules.actors import SYSTEM
from motcua.rules.catalogue_files import read_catalogue
from motcua.rules.fees import FeeDoubt
from tests.apps.catalogue.rows import AT, counts

PACK = Path(settings.PACKS) / "catalogue"


@cache
def read(name):
    return read_catalogue((PACK / name).read_bytes())


def load_file(name):
    reading = read(name)
    return import_catalogue(reading, provenance=Provenance(source=name), actor=SYSTEM, at=AT)


@pytest.mark.django_db
def test_all_procedures_twice_and_then_the_changes():
    assert counts(load_file("procedures.jsonl.gz")) == (4530, 0, 0, 0, 0)
    check_flags()
    assert counts(load_file("procedures.jsonl.gz")) == (0, 0, 4530, 0, 0)
    assert counts(load_file("changes_june_july_2026.jsonl")) == (0, 265, 0, 56, 0)
    assert counts(load_file("changes_june_july_2026.jsonl")) == (0, 0, 321, 0, 0)
    assert counts(load_file("procedures.jsonl.gz")) == (0, 0, 4530, 0, 0)
    check_versions()


def check_flags():
    """What the source doubts, we doubt."""
    for version in ProcedureVersion.objects.all():
        fees = [fee for terms in version.terms for fee in terms.fees]
        if "zero_fee_with_note" in version.flags:
            assert any(fee.amount == 0 and fee.doubt is FeeDoubt.TARIFF_NOTE for fee in fees), version
        if "fee_unit_suspect" in version.flags:
            assert any(fee.doubt is FeeDoubt.UNIT_SUSPECT and "đồng" not in fee.words for fee in fees), (
                version
            )
        if "no_structured_limit" in version.flags:
            assert not any(terms.limit.is_structured for terms in version.terms), version
        if "limit_differs_by_channel" in version.flags:
            assert len({(t.limit.value, t.limit.unit) for t in version.terms if t.limit.is_structured}) > 1, (
                version
            )
        assert all((t.limit.unit == "UNSTRUCTURED") == (t.limit.value is None) for t in version.terms), (
            version
        )


def check_versions():
    """The state before, the state after, and the end, each in its days."""
    before, after = date(2026, 6, 20), date(2026, 7, 20)
    assert queries.version_at("1.000352", before).terms[0].limit.words == "7 ngày làm việc"
    assert queries.version_at("1.000352", after).terms[0].limit.words == "4 ngày làm việc"
    assert queries.version_at("1.003703", before) is not None
    assert queries.version_at("1.003703", after) is None
    assert Procedure.objects.filter(is_active=True).count() == 4474
    assert ProcedureVersion.objects.count() == 4530 + 265
    assert queries.finder().search("lam khai sinh cho con")[0].code == "1.001193"
