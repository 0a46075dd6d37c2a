"""Publishing: a sound draft with its decision becomes a dated version that nothing changes any more."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import Error, connection, transaction

from motcua.apps.ledger.models import RecordedFact
from motcua.apps.processes import actions, queries
from motcua.apps.processes.actions import Approval
from motcua.apps.processes.actions.publishing import digest_of
from motcua.apps.processes.models import ProcessDraft, ProcessVersion
from motcua.apps.processes.refusals import NoSuchProcess, NotPublishable, ProcessRefused
from motcua.rules.rights import NotAllowed
from tests.worlds.small import SmallOffice, build, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")
TODAY = AT.date()
APPROVED = Approval("57/QĐ-STP", date(2026, 2, 27), TODAY, "Lần đầu")


@pytest.fixture
def office() -> SmallOffice:
    return build()


@pytest.fixture
def row(office):
    return actions.create(
        "Quy trình A", agency_id=office.agency().pk, model="default", actor=office.actor("truongphong"), at=AT
    )


def publish(office: SmallOffice, row, approval: Approval = APPROVED, who: str = "giamdoc_so", **more):
    return actions.publish(row.key, approval, actor=office.actor(who), at=AT, **more)


def redraw(office: SmallOffice, row, **more):
    draft = actions.open_draft(row.key, actor=office.actor("truongphong"), at=AT)
    body = draft.body | more
    return actions.save_draft(row.key, body, saves=draft.saves, actor=office.actor("truongphong"), at=AT)


def test_a_version_keeps_body_decision_and_digest_and_the_draft_is_gone(office, row):
    made = publish(office, row)
    assert (made.no, made.decision, made.decided_on, made.valid_from, made.note) == (
        1, "57/QĐ-STP", date(2026, 2, 27), TODAY, "Lần đầu",
    )  # fmt: skip
    assert made.digest == digest_of(made.body)
    assert not ProcessDraft.objects.exists()
    assert queries.in_force(row.key, TODAY).version == 1
    fact = RecordedFact.objects.order_by("-pk").first()
    assert fact.name == "ProcessPublished"


@pytest.mark.parametrize("who", ["truongphong", "quay", "xa_chutich", "giamdoc_tt"])
def test_who_may_not_publish(office, row, who):
    with pytest.raises(NotAllowed):
        publish(office, row, who=who)


def test_control_of_the_province_may(office, row):
    assert publish(office, row, who="kstt").no == 1


@pytest.mark.parametrize(
    ("approval", "names"),
    [
        (Approval(" ", None, None), {"decision", "decided_on", "valid_from"}),
        (Approval("1/QĐ", date(2026, 3, 3), TODAY), {"decided_on"}),
        (Approval("1/QĐ", TODAY, date(2026, 3, 1)), {"valid_from"}),
    ],
)
def test_a_faulty_approval_is_refused_field_by_field(office, row, approval, names):
    with pytest.raises(ProcessRefused) as refused:
        publish(office, row, approval)
    assert set(refused.value.faults) == names
    assert ProcessDraft.objects.exists()


def test_a_later_version_may_not_begin_before_the_one_published(office, row):
    publish(office, row, Approval("1/QĐ", TODAY, date(2026, 4, 1)))
    redraw(office, row, purpose="khác")
    with pytest.raises(ProcessRefused) as refused:
        publish(office, row, Approval("2/QĐ", TODAY, date(2026, 3, 15)))
    assert "Bản 1 áp dụng từ 01/04/2026" in refused.value.faults["valid_from"]
    assert publish(office, row, Approval("2/QĐ", TODAY, date(2026, 4, 1))).no == 2


def test_an_empty_draft_is_not_publishable(office):
    empty = actions.create("Trống", agency_id=office.agency().pk, actor=office.actor("giamdoc_so"), at=AT)
    with pytest.raises(NotPublishable) as refused:
        publish(office, empty)
    assert "chưa có bước nào" in refused.value.sentence


def test_a_case_that_fails_refuses(office, row):
    redraw(office, row, cases=[{"name": "Thẳng", "expect": ["deliver"]}])
    with pytest.raises(NotPublishable) as refused:
        publish(office, row)
    assert "Thẳng" in refused.value.failed_cases[0]


def test_the_same_again_is_refused(office, row):
    publish(office, row)
    redraw(office, row)
    with pytest.raises(ProcessRefused, match="giống hệt bản 1"):
        publish(office, row)


def test_a_draft_changed_since_it_was_looked_at_is_refused(office, row):
    redraw(office, row, purpose="mới")
    with pytest.raises(ProcessRefused, match="vừa được người khác sửa"):
        publish(office, row, saves=0)
    assert publish(office, row, saves=1).no == 1


def test_without_a_draft_there_is_nothing_to_publish(office, row):
    publish(office, row)
    with pytest.raises(ProcessRefused, match="Không có bản nháp"):
        publish(office, row)
    with pytest.raises(NoSuchProcess):
        actions.publish("khong-co", APPROVED, actor=office.actor("giamdoc_so"), at=AT)


def _by_sql(pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE processes_processversion SET body = '{}' WHERE id = %s", [pk])


@pytest.mark.parametrize(
    "change",
    [
        lambda pk: ProcessVersion.objects.filter(pk=pk).update(decision="khác"),
        lambda pk: ProcessVersion.objects.filter(pk=pk).delete(),
        _by_sql,
    ],
)
def test_the_database_itself_refuses_to_change_a_version(office, row, change):
    made = publish(office, row)
    with pytest.raises(Error, match="đã ban hành"), transaction.atomic():
        change(made.pk)
    assert ProcessVersion.objects.get(pk=made.pk).decision == "57/QĐ-STP"
