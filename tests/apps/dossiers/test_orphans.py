"""The report of dossiers nobody will move: every reason, whose report it is, and that it reads by index."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.queries.orphans import OrphanGroup, Reason, open_held, orphan_groups, orphans_of
from motcua.apps.office import actions as people
from motcua.apps.office.models import Leave, Officer, Posting, Unit
from tests.worlds.small import COMMUNE, SmallOffice, vn

AT = vn("2026-03-02 09:00")
TODAY = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


def found(office: SmallOffice, who: str = "truongphong") -> list[tuple[str, str, str, int]]:
    groups = orphan_groups(office.actor(who, AT), at=AT)
    return [(str(one.reason), one.unit, one.officer, one.count) for one in groups]


HT = "Phòng Hành chính tư pháp"


def test_nothing_is_orphaned_when_everybody_is_there(office: SmallOffice) -> None:
    office.examined_by(AT)
    office.to_signing(AT)
    for who in ("truongphong", "giamdoc_so", "kstt", "quantri", "giamdoc_tt"):
        assert found(office, who) == []


def test_who_has_gone(office: SmallOffice) -> None:
    office.examined_by(AT)
    people.leave_office(
        office.officer("chuyenvien").pk, last_on=date(2026, 2, 27), actor=office.actor("truongphong"), at=AT
    )
    assert found(office) == [("GONE", HT, "Hoàng Văn Chuyên", 1)]


def test_who_lost_the_seat_of_the_step(office: SmallOffice) -> None:
    office.examined_by(AT)
    Posting.objects.filter(officer=office.officer("chuyenvien")).update(role="CLERK")
    assert found(office) == [("NO_SEAT", HT, "Hoàng Văn Chuyên", 1)]


@pytest.mark.parametrize(
    ("begins", "with_substitute", "reason"),
    [(0, False, "AWAY"), (3, False, "AWAY_SOON"), (4, False, ""), (0, True, ""), (2, True, "")],
)
def test_who_is_away(office: SmallOffice, begins: int, with_substitute: bool, reason: str) -> None:
    office.examined_by(AT)
    first = TODAY + timedelta(days=begins)
    Leave.objects.create(
        officer=office.officer("chuyenvien"),
        substitute=office.officer("chuyenvien2") if with_substitute else None,
        first_on=first,
        last_on=first + timedelta(days=4),
        reason="Nghỉ phép",
        set_at=AT,
    )
    assert found(office) == ([(reason, HT, "Hoàng Văn Chuyên", 1)] if reason else [])


def test_a_substitute_who_is_away_too_is_no_substitute(office: SmallOffice) -> None:
    office.examined_by(AT)
    for who, instead in (("chuyenvien", "chuyenvien2"), ("chuyenvien2", "")):
        Leave.objects.create(
            officer=office.officer(who),
            substitute=office.officer(instead) if instead else None,
            first_on=TODAY,
            last_on=TODAY + timedelta(days=4),
            reason="Nghỉ phép",
            set_at=AT,
        )
    groups = orphan_groups(office.actor("truongphong", AT), at=AT)
    assert [(str(one.reason), one.officer) for one in groups] == [("AWAY", "Hoàng Văn Chuyên")]
    assert "người thay là Đỗ Thị Viên cũng nghỉ" in groups[0].why


def test_a_tray_without_anybody_of_the_step(office: SmallOffice) -> None:
    dossier = office.accepted(AT)
    actions.transfer(str(dossier), actor=office.actor("quay"), at=AT)
    Officer.objects.filter(username="truongphong").update(is_active=False)
    assert found(office, "giamdoc_so") == [("EMPTY_TRAY", HT, "", 1)]


def test_a_unit_that_ended(office: SmallOffice) -> None:
    office.examined_by(AT)
    Unit.objects.filter(code="H99.15.HT").update(valid_to=date(2026, 3, 1))
    assert found(office, "kstt") == [("ENDED_UNIT", HT, "Hoàng Văn Chuyên", 1)]


def test_each_sees_the_orphans_of_his_people(office: SmallOffice) -> None:
    office.examined_by(AT)
    commune = office.accepted(AT, procedure=COMMUNE)
    Officer.objects.filter(username__in=["chuyenvien", "xa_motcua"]).update(is_active=False)
    here, there = ("GONE", HT), ("EMPTY_TRAY", "Trung tâm Phục vụ hành chính công xã Đông Hòa")
    sees = {
        who: {row[:2] for row in found(office, who)} for who in ("truongphong", "giamdoc_so", "xa_chutich")
    }
    assert sees == {"truongphong": {here}, "giamdoc_so": {here}, "xa_chutich": {there}}
    assert {row[:2] for row in found(office, "kstt")} == {here, there}
    assert {row[:2] for row in found(office, "quantri")} == {here, there}
    for who in ("chuyenvien2", "quay", "vanthu"):
        assert found(office, who) == []
    group = next(one for one in orphan_groups(office.actor("kstt", AT), at=AT) if one.reason == "EMPTY_TRAY")
    assert [row.pk for row in orphans_of(office.actor("kstt", AT), group).rows] == [commune.pk]
    assert orphans_of(office.actor("quantri", AT), group).rows == []


def test_pages_of_a_group(office: SmallOffice) -> None:
    made = [office.examined_by(AT).pk for _ in range(3)]
    Officer.objects.filter(username="chuyenvien").update(is_active=False)
    actor = office.actor("truongphong", AT)
    group = orphan_groups(actor, at=AT)[0]
    assert group.count == 3 and group.key == f"GONE-{group.unit_id}-{group.officer_id}"
    first = orphans_of(actor, group, size=2)
    assert [row.pk for row in first.rows] == made[:2] and first.after == made[1]
    assert [row.pk for row in orphans_of(actor, group, after=first.after, size=2).rows] == made[2:]
    assert open_held([group.officer_id or 0]) == {group.officer_id: 3}


def test_every_reason_says_what_to_do() -> None:
    assert all(reason.label and reason.advice for reason in Reason)


def many(office: SmallOffice, copies: int) -> OrphanGroup:
    """Thousands of dossiers elsewhere (settled, and open at the commune) beside one orphan."""
    mine, other = office.examined_by(AT), office.accepted(AT, procedure=COMMUNE)
    fields = [one.attname for one in Dossier._meta.concrete_fields if one.attname != "id"]
    rows = []
    for i in range(copies):
        values = {name: getattr(other if i % 2 else mine, name) for name in fields}
        values |= {"number": f"T-{i}", "provisional": f"t-{i}"}
        if not i % 2:
            values |= {"state": "DELIVERED", "holder_id": None}
        rows.append(Dossier(**values))
    Dossier.objects.bulk_create(rows, batch_size=1000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE dossiers_dossier")
    Officer.objects.filter(username="chuyenvien").update(is_active=False)
    return orphan_groups(office.actor("truongphong", AT), at=AT)[0]


def test_the_report_reads_by_index_in_few_statements(office: SmallOffice) -> None:
    group = many(office, 4000)
    actor = office.actor("truongphong", AT)
    with CaptureQueriesContext(connection) as captured:
        orphan_groups(actor, at=AT)
        orphans_of(actor, group)
    assert len(captured) <= 6
    for row in captured:
        if '"dossiers_dossier"' in row["sql"]:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN " + row["sql"])
                plan = "\n".join(line[0] for line in cursor.fetchall())
            assert "Seq Scan on dossiers_dossier" not in plan, plan
