"""The share of procedures in use that run on an approved process: counts, order, pages, filters, who sees what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.processes import actions, queries
from motcua.apps.processes.queries import CoverageFilters, coverage, coverage_lines, coverage_page
from motcua.apps.processes.queries.coverage import APPROVED, MODEL, NONE, share
from motcua.apps.processes.refusals import NoSuchProcess, ProcessRefused
from motcua.rules.actors import SYSTEM
from motcua.rules.process import written
from motcua.rules.rights import NotAllowed
from tests.apps.processes.test_lint_at_the_office import copies, drawn
from tests.worlds.small import COMMUNE, IMMEDIATE, NO_LIMIT, ON_SPOT, SEVEN_DAYS, SmallOffice, build, vn

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
AT = vn("2026-03-02 09:00")


@pytest.fixture
def office() -> SmallOffice:
    return build()


def steps(**more: Any) -> dict[str, Any]:
    return {"name": "Quy trình của Sở", "steps": written(drawn(**more))["steps"]}


def test_models_are_not_approved_and_an_own_process_is(office: SmallOffice) -> None:
    control = office.actor("kstt")
    assert coverage(control, ON).percent == 0
    office.published(steps())
    found = coverage(control, ON)
    assert (found.count(APPROVED), found.count(MODEL), found.count(NONE)) == (1, 4, 0)
    assert found.percent == Decimal("20.0")
    assert [(row.name, row.approved, row.total) for row in found.agencies] == [
        ("Sở Tư pháp", 1, 4),
        ("Ủy ban nhân dân xã Đông Hòa", 0, 1),
    ]


def test_a_version_that_begins_tomorrow_does_not_count_today(office: SmallOffice) -> None:
    office.published(steps(), at=AT)
    assert coverage(SYSTEM, date(2026, 3, 1)).count(APPROVED) == 0
    assert coverage(SYSTEM, ON).count(APPROVED) == 1


def test_a_process_that_does_not_exist_or_is_not_in_force_covers_nothing(office: SmallOffice) -> None:
    ProcedureUse.objects.filter(procedure__code=SEVEN_DAYS).update(process_key="qt-khong-co")
    ProcedureUse.objects.filter(procedure__code=NO_LIMIT).update(process_key="")
    assert coverage(SYSTEM, ON).count(NONE) == 2


def test_hundred_is_said_only_when_it_is_all() -> None:
    assert share(1999, 2000) == Decimal("99.9")
    assert share(2000, 2000) == 100
    assert share(0, 0) is None
    assert share(1, 3) == Decimal("33.3")


def test_what_wants_attention_comes_first_and_pages_join_without_gap(office: SmallOffice) -> None:
    office.published(steps())
    ProcedureUse.objects.filter(procedure__code=NO_LIMIT).update(process_key="")
    whole = [line.use.pk for line in coverage_lines(office.actor("kstt"), ON)]
    walked, key = [], ""
    while True:
        lines, key = coverage_page(office.actor("kstt"), ON, after=key, size=2)
        walked += lines
        if not key:
            break
    assert [line.use.pk for line in walked] == whole
    assert [line.use.procedure.code for line in walked] == [NO_LIMIT, IMMEDIATE, ON_SPOT, COMMUNE, SEVEN_DAYS]
    assert (walked[-1].process_name, walked[-1].no) == ("Quy trình của Sở", 1)
    assert walked[1].words == "Đang dùng quy trình mẫu, chưa phê duyệt"
    assert coverage_page(SYSTEM, ON, after="x~y~z~" + "9" * 30)[0]


def test_filters(office: SmallOffice) -> None:
    def codes(**more: Any) -> list[str]:
        return [one.use.procedure.code for one in coverage_lines(SYSTEM, ON, CoverageFilters(**more))]

    assert codes(agency_id=office.agency("H99.41").pk) == [COMMUNE]
    assert codes(text="hộ tịch") == [COMMUNE] and codes(text="999003") == [ON_SPOT]
    assert codes(standing=APPROVED) == [] and len(codes(standing=MODEL)) == 5
    ((field, name),) = queries.fields_in_use(SYSTEM, ON)
    assert (
        name == "Tư pháp thử nghiệm" and len(codes(field_id=field)) == 5 and codes(field_id=field + 1) == []
    )


def test_an_officer_sees_only_his_own_agency(office: SmallOffice) -> None:
    assert coverage(office.actor("truongphong"), ON).total == 4
    assert coverage(office.actor("xa_chutich"), ON).total == 1


def test_two_thousand_rows_cost_the_same_statements(office: SmallOffice) -> None:
    use = catalogue.use_for(SEVEN_DAYS, office.agency(), ON)
    assert use is not None
    copies(use, 2000)
    control = office.actor("kstt")
    with CaptureQueriesContext(connection) as counted:
        assert coverage(control, ON).total == 2005
        lines, key = coverage_page(control, ON)
    assert len(lines) == 50 and key
    assert len(counted) <= 5


def test_each_procedure_has_its_own_result(office: SmallOffice) -> None:
    made = office.published(steps(e={"limit_days": "5"}))
    key, control = made.definition.key, office.actor("kstt")
    ProcedureUse.objects.filter(procedure__code=NO_LIMIT).update(
        local_limit_value=3, local_limit_unit="WORKING_DAY", local_limit_ground="QĐ"
    )
    ids = [line.use.pk for line in coverage_lines(control, ON)]
    with CaptureQueriesContext(connection) as counted:
        done = actions.run_procedures_on(key, ids, valid_from=ON, actor=control, at=AT)
    said = {one.use.procedure.code: one.sentence for one in done}
    assert said[IMMEDIATE] == "" and "đang dùng quy trình này rồi" in said[SEVEN_DAYS]
    assert "vượt thời hạn" in said[NO_LIMIT] and "cơ quan khác" in said[COMMUNE]
    assert coverage(control, ON).count(APPROVED) == 2
    looked = [
        one for one in counted if "catalogue_procedureversion" in one["sql"] and "terms_rows" in one["sql"]
    ]
    assert len(looked) <= 2


def test_who_may_not_assign_and_which_process_may_not_be_assigned(office: SmallOffice) -> None:
    key, ids = office.published(steps()).definition.key, [one.use.pk for one in coverage_lines(SYSTEM, ON)]
    with pytest.raises(NotAllowed):
        actions.run_procedures_on(key, ids, valid_from=ON, actor=office.actor("truongphong"), at=AT)
    with pytest.raises(NoSuchProcess):
        actions.run_procedures_on("qt-khong-co", ids, valid_from=ON, actor=office.actor("kstt"), at=AT)
    actions.retire(key, last_on=date(2026, 3, 1), actor=office.actor("giamdoc_so"), at=AT)
    with pytest.raises(ProcessRefused, match="chỉ dùng đến hết ngày 01/03/2026"):
        actions.run_procedures_on(key, ids, valid_from=ON, actor=office.actor("kstt"), at=AT)
