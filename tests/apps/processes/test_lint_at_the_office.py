"""What only the office knows: empty seats, titles, ended units, the legal limits of the procedures that run on it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.models import Procedure, ProcedureUse, ProcedureVersion
from motcua.apps.office.models import Officer, Posting, Unit
from motcua.apps.processes.queries.office import (
    LegalTime,
    legal_time,
    legal_times,
    lint_here,
    shortest_days,
    time_faults,
)
from motcua.apps.processes.queries.seats import seats_at
from motcua.rules.limits import Limit
from motcua.rules.process import Process, sketch
from tests.worlds.small import IMMEDIATE, NO_LIMIT, SEVEN_DAYS, SmallOffice, build

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
WHO = {
    "t": ("transfer", "COUNTER", "CENTRE", "a"),
    "a": ("assign", "UNIT_HEAD", "UNIT", "e"),
    "e": ("examine", "CASE_OFFICER", "UNIT", "s"),
    "s": ("sign", "SIGNATORY", "LEADERSHIP", "b"),
    "b": ("seal", "CLERK", "CLERK_OFFICE", "d"),
    "d": ("deliver", "COUNTER", "CENTRE", "end"),
}


def drawn(**more: dict[str, Any]) -> Process:
    """A sound process of six steps; `more` changes a step by its key."""
    steps = [
        {
            "key": key,
            "name": f"Bước {key}",
            "take": take,
            "by": by,
            "at": at,
            "next": to,
            "product": "x",
            **more.get(key, {}),
        }
        for key, (take, by, at, to) in WHO.items()
    ]
    return sketch({"key": "p", "name": "P", "steps": steps})


@pytest.fixture
def office() -> SmallOffice:
    return build()


def said(office: SmallOffice, process: Process, key: str = "", agency: str = "H99.15") -> list[str]:
    return [str(fault) for fault in lint_here(process, office.agency(agency).pk, ON, key)]


def test_a_process_that_everybody_can_do_has_no_fault(office: SmallOffice) -> None:
    assert said(office, drawn()) == []


def test_a_role_nobody_holds(office: SmallOffice) -> None:
    Posting.objects.filter(role="CLERK", unit__agency=office.agency()).update(valid_to=date(2026, 3, 1))
    (fault,) = lint_here(drawn(), office.agency().pk, ON)
    assert "không có ai giữ vai trò Văn thư tại Văn thư" in str(fault) and (fault.step, fault.column) == (
        "b",
        "by",
    )


def test_a_role_held_only_in_another_tray_does_not_count(office: SmallOffice) -> None:
    """A signatory who sits in a division cannot take what lies in the leaders' tray."""
    Posting.objects.filter(role="SIGNATORY").update(unit=office.unit("H99.15.HT"))
    assert "Người có thẩm quyền ký" in said(office, drawn())[0]


def test_a_commune_without_leaders_unit_keeps_the_steps_in_its_own_tray(office: SmallOffice) -> None:
    at_commune = drawn(a={"by": "SIGNATORY"}, e={"at": "UNIT"})
    found = said(office, at_commune, agency="H99.41")
    assert not any("Ký" in one or "Bước b" in one or "Bước s" in one for one in found)


def test_retired_people_hold_nothing(office: SmallOffice) -> None:
    Officer.objects.filter(username="giamdoc_so").update(is_active=False)
    assert "Người có thẩm quyền ký" in said(office, drawn())[0]


def test_a_seat_of_tomorrow_does_not_count_today(office: SmallOffice) -> None:
    Posting.objects.filter(officer__username="giamdoc_so").update(valid_from=date(2026, 3, 3))
    assert said(office, drawn())
    assert not lint_here(drawn(), office.agency().pk, date(2026, 3, 3))


def test_a_position_nobody_has_and_one_written_without_marks(office: SmallOffice) -> None:
    assert "(Phó Giám đốc)" in said(office, drawn(s={"position": "Phó Giám đốc"}))[0]
    assert said(office, drawn(s={"position": "giam doc so"})) == []


def test_an_ended_unit_is_named_where_it_stands(office: SmallOffice) -> None:
    Unit.objects.filter(code="H99.15.PC").update(valid_to=date(2026, 3, 1))
    ask = {"key": "k", "unit": "H99.15.PC", "question": "Ý kiến?", "limit_days": "1"}
    assert said(office, drawn(e={"asks": [ask]})) == [
        "Bước «Bước e»: đơn vị «H99.15.PC» không còn hoạt động."
    ]
    found = said(office, drawn(e={"unit": "H99.15.PC"}))
    assert any("không còn hoạt động" in one for one in found) and any("không có ai" in one for one in found)


def test_the_seats_name_who_would_do_a_step(office: SmallOffice) -> None:
    process, seats = drawn(), seats_at(office.agency().pk, ON)
    assert [row.name for row in seats.holders(process.step("t"))] == [
        "Lê Thị Quầy",
        "Phạm Văn Trung",
        "Trần Văn Tiếp",
    ]
    unit = office.unit("H99.15.PC").pk
    assert [row.name for row in seats.holders(process.step("e"), unit)] == ["Bùi Văn Khác"]


def put_on(office: SmallOffice, code: str, key: str, **more: Any) -> ProcedureUse:
    ProcedureUse.objects.filter(procedure__code=code).update(process_key=key, **more)
    use = catalogue.use_for(code, office.agency(), ON)
    assert use is not None
    return use


def test_steps_longer_than_the_law_are_refused_for_each_procedure(office: SmallOffice) -> None:
    put_on(office, SEVEN_DAYS, "p")
    slow = drawn(e={"limit_days": "6"}, s={"limit_days": "1.5"})
    (fault,) = lint_here(slow, office.agency().pk, ON, "p")
    assert fault.grave and fault.column == "limit_days"
    assert f"Thủ tục {SEVEN_DAYS}: Tổng thời hạn các bước là 7.5 ngày" in str(fault)
    assert said(office, drawn(e={"limit_days": "6"}, s={"limit_days": "1"}), "p") == []


def test_a_promise_of_the_province_binds_and_hours_are_eighths_of_a_day(office: SmallOffice) -> None:
    use = put_on(
        office,
        SEVEN_DAYS,
        "p",
        committed_value=Decimal(12),
        committed_unit="WORKING_HOUR",
        committed_ground="QĐ",
    )
    assert shortest_days(use, ON) == Decimal("1.5")
    assert "vượt thời hạn theo quy định (1.5 ngày)" in said(office, drawn(e={"limit_days": "2"}), "p")[0]


def test_same_day_is_one_day_and_settled_at_once_has_no_limit(office: SmallOffice) -> None:
    same = put_on(
        office, NO_LIMIT, "p", local_limit_value=1, local_limit_unit="SAME_DAY", local_limit_ground="QĐ"
    )
    assert shortest_days(same, ON) == 1
    assert legal_times([put_on(office, IMMEDIATE, "p")], ON).popitem()[1] == LegalTime()


def test_calendar_days_are_not_ignored(office: SmallOffice) -> None:
    put_on(
        office, NO_LIMIT, "p", local_limit_value=10, local_limit_unit="CALENDAR_DAY", local_limit_ground="QĐ"
    )
    (warning,) = lint_here(drawn(e={"limit_days": "8"}), office.agency().pk, ON, "p")
    assert not warning.grave and "không so trực tiếp được" in str(warning) and "10 ngày" in str(warning)
    (surely,) = lint_here(drawn(e={"limit_days": "11"}), office.agency().pk, ON, "p")
    assert surely.grave and "chắc chắn vượt" in str(surely)
    assert said(office, drawn(), "p") == []


def test_of_several_calendar_limits_the_shortest_counts() -> None:
    spans = (Limit.of(1, "WEEK"), Limit.of(1, "MONTH"))
    assert "1 tuần" in str(time_faults(drawn(e={"limit_days": "8"}), LegalTime(None, spans))[0])


def test_each_case_of_a_channel_counts(office: SmallOffice) -> None:
    use = put_on(office, SEVEN_DAYS, "p", channels=["DIRECT"])
    (version,) = catalogue.in_force(ON).filter(procedure=use.procedure_id)
    seven = next(row for row in version.terms_rows if row["channel"] == "DIRECT")
    three = {**seven, "limit_value": "3"}
    assert legal_time(ProcedureVersion(terms_rows=[seven, three], flags=[]), use).days == 3


def test_two_hundred_procedures_cost_no_more_statements_than_one(office: SmallOffice) -> None:
    first = put_on(office, SEVEN_DAYS, "p")
    process = drawn(e={"limit_days": "9"})
    with CaptureQueriesContext(connection) as one:
        lint_here(process, office.agency().pk, ON, "p")
    copies(first, 200)
    with CaptureQueriesContext(connection) as many:
        found = lint_here(process, office.agency().pk, ON, "p")
    assert len(many) == len(one) <= 7
    assert len(found) == 201


def copies(use: ProcedureUse, count: int) -> None:
    """More procedures like the one of `use`, each with its own published version, at the same agency."""
    procedure = use.procedure
    version = ProcedureVersion.objects.get(procedure=procedure)
    rows = [
        Procedure(code=f"2.{n:06}", name=f"Thủ tục {n}", sort_key=f"{n}", field_id=procedure.field_id)
        for n in range(count)
    ]
    made = Procedure.objects.bulk_create(rows)
    kept = {
        f.attname: getattr(version, f.attname)
        for f in ProcedureVersion._meta.concrete_fields
        if not f.primary_key
    }
    ProcedureVersion.objects.bulk_create(ProcedureVersion(**kept | {"procedure_id": one.pk}) for one in made)
    held = {
        f.attname: getattr(use, f.attname) for f in ProcedureUse._meta.concrete_fields if not f.primary_key
    }
    ProcedureUse.objects.bulk_create(ProcedureUse(**held | {"procedure_id": one.pk}) for one in made)
