"""Publishing by decision: issue, amend, abolish on a named day."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.apps.catalogue import queries
from motcua.apps.catalogue.actions import DecisionDraft, Entry, PublicationRefused, publish
from motcua.apps.catalogue.models import ProcedureVersion
from motcua.apps.ledger.models import RecordedFact
from motcua.rules.procedure_records import RecordRow, read_record
from motcua.rules.rights import NotAllowed
from tests.apps.catalogue.rows import AT, CONTROL, COUNTER, load, row

pytestmark = pytest.mark.django_db
DRAFT = DecisionDraft(
    number="15/QĐ-UBND",
    kind="MIXED",
    issuer="Ủy ban nhân dân tỉnh",
    signed_on=date(2026, 8, 1),
    effective_on=date(2026, 8, 10),
    title="Công bố thủ tục",
)


def content(**changes):
    found = read_record(1, row(**changes))
    assert isinstance(found, RecordRow)
    return found.content


def test_a_decision_issues_amends_and_abolishes_on_its_day():
    load(row(), row("1.000002"))
    entries = [Entry("1.000001", content(value=2)), Entry("1.000002", None), Entry("1.000003", content())]
    decision = publish(DRAFT, entries, actor=CONTROL, at=AT)
    eve, day = date(2026, 8, 9), date(2026, 8, 10)
    assert queries.version_at("1.000001", eve).terms[0].limit.value == 5
    assert queries.version_at("1.000001", day).terms[0].limit.value == 2
    assert queries.version_at("1.000001", day).decision == decision
    assert queries.version_at("1.000002", eve) is not None
    assert queries.version_at("1.000002", day) is None
    assert queries.version_at("1.000003", day).decision_no == "15/QĐ-UBND"
    fact = RecordedFact.objects.get(subject=f"decision:{decision.pk}")
    assert fact.payload == {"decision_id": decision.pk, "new": 1, "amended": 1, "abolished": 1}


def test_the_page_of_a_decision_lists_what_it_did():
    load(row(), row("1.000002"))
    decision = publish(
        DRAFT, [Entry("1.000001", content(value=2)), Entry("1.000002", None)], actor=CONTROL, at=AT
    )
    assert [one.procedure.code for one in queries.decision_rows(decision)] == ["1.000001"]
    assert [one.code for one in queries.abolished_by(decision)] == ["1.000002"]


@pytest.mark.parametrize(
    ("draft", "entries", "words"),
    [
        (replace(DRAFT, number=" "), [Entry("1.000001", None)], "số quyết định"),
        (replace(DRAFT, kind="X"), [Entry("1.000001", None)], "loại quyết định"),
        (replace(DRAFT, published_on=date(2026, 7, 1)), [Entry("1.000001", None)], "trước ngày ký"),
        (DRAFT, [], "ít nhất một"),
        (DRAFT, [Entry("1.000001", None), Entry("1.000001", None)], "hai lần"),
        (DRAFT, [Entry("1.999999", None)], "1.999999"),
        (replace(DRAFT, effective_on=date(2026, 1, 1)), [Entry("1.000001", None)], "18/07/2026"),
    ],
)
def test_what_cannot_be_is_refused_whole(draft, entries, words):
    load(row())
    before = ProcedureVersion.objects.count()
    with pytest.raises(PublicationRefused, match=words):
        publish(draft, entries, actor=CONTROL, at=AT)
    assert ProcedureVersion.objects.count() == before
    assert queries.version_at("1.000001", AT.date()) is not None


def test_a_decision_is_recorded_once():
    load(row())
    publish(DRAFT, [Entry("1.000001", content(value=2))], actor=CONTROL, at=AT)
    with pytest.raises(PublicationRefused, match="đã được ghi"):
        publish(DRAFT, [Entry("1.000001", content(value=3))], actor=CONTROL, at=AT)


def test_only_tthc_control_publishes():
    with pytest.raises(NotAllowed):
        publish(DRAFT, [Entry("1.000001", content())], actor=COUNTER, at=AT)


def test_the_history_tells_each_part_and_its_decision():
    load(row())
    publish(DRAFT, [Entry("1.000001", content(value=2, name="Tên mới"))], actor=CONTROL, at=AT)
    newest, first = queries.changes(queries.procedure("1.000001"))
    assert {one.part for one in newest.differences} == {"name", "decision_no", "issuer", "terms"}
    assert newest.version.decision.number == "15/QĐ-UBND"
    assert first.before is None
