"""Putting a procedure into use: who, where, within what; each change is another dated row."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from motcua.apps.catalogue import queries
from motcua.apps.catalogue.actions import UseDraft, confirm_fees, put_into_use, set_local_limit, stop_using
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.office.models import Agency, ServiceCenter, Unit, UnitKind
from motcua.rules.fees import Fee, FeeKind, FeeState
from motcua.rules.limits import Limit
from motcua.rules.procedure_use import CaseNeeded, LocalLimit, UseNotReady
from motcua.rules.rights import NotAllowed
from tests.apps.catalogue.rows import AT, CONTROL, COUNTER, load, row

pytestmark = pytest.mark.django_db
TODAY = AT.date()
SINCE = date(2020, 1, 1)


class Place:
    """One agency with a unit and a centre."""

    def __init__(self, code):
        self.agency = Agency.objects.create(
            code=code,
            name=f"UBND xã {code}",
            short_name=code,
            level="COMMUNE",
            place="Đông Hòa",
            valid_from=SINCE,
        )
        self.unit = self._unit(code + ".P", UnitKind.DIVISION)
        self.center = ServiceCenter.objects.create(
            unit=self._unit(code + ".TT", UnitKind.CENTRE),
            name=f"Trung tâm {code}",
            superior_name="",
            notation="TT",
        )
        self.center.agencies.add(self.agency)

    def _unit(self, code, kind):
        return Unit.objects.create(agency=self.agency, code=code, name=code, kind=kind, valid_from=SINCE)

    def draft(self, **changes):
        base = UseDraft(authority="Chủ tịch", center_ids=(self.center.pk,), settling_unit_id=self.unit.pk)
        return replace(base, **changes)


@pytest.fixture
def place():
    load(
        row(),
        row("1.000002", value=None, unit="UNSTRUCTURED"),
        row("1.000003", channels=row()["channels"] + row(value=9)["channels"]),
        row("1.000004", value=56, unit="HOUR"),
    )
    return Place("H99.1")


def use(place, code="1.000001", **changes):
    return put_into_use(code, place.agency, place.draft(**changes), actor=CONTROL, at=AT)


def test_a_use_in_order_lacks_nothing_and_leaves_a_fact(place):
    made = use(place)
    assert queries.use_for("1.000001", place.agency, TODAY) == made
    assert queries.missing(made, queries.version_at("1.000001", TODAY)) == []
    fact = RecordedFact.objects.get(name="ProcedureUseSet")
    assert (fact.subject, fact.payload["code"]) == (f"use:{made.pk}", "1.000001")


def test_what_is_missing_is_listed(place):
    made = put_into_use("1.000002", place.agency, UseDraft(), actor=CONTROL, at=AT)
    words = " ".join(queries.missing(made, queries.version_at("1.000002", TODAY)))
    for part in ("thẩm quyền", "Bộ phận Một cửa", "đơn vị thụ lý", "không có thời hạn"):
        assert part in words


def test_a_change_closes_the_row_and_opens_another(place):
    first = put_into_use(
        "1.000001", place.agency, place.draft(), valid_from=date(2026, 7, 20), actor=CONTROL, at=AT
    )
    second = use(place, authority="Phó Chủ tịch")
    eve = TODAY - timedelta(days=1)
    assert queries.use_for("1.000001", place.agency, eve) == first
    assert queries.use_for("1.000001", place.agency, eve).authority == "Chủ tịch"
    assert queries.use_for("1.000001", place.agency, TODAY) == second
    assert queries.use_for("1.000001", place.agency, date(2026, 7, 19)) is None


def test_the_limit_of_the_law_and_the_promise_stand_side_by_side(place):
    made = use(place, committed=LocalLimit(Decimal(3), "WORKING_DAY", "QĐ 7/QĐ-UBND"))
    version = queries.version_at("1.000001", TODAY)
    assert queries.limit_for(version, made, "DIRECT") == (
        Limit.of(5, "WORKING_DAY"),
        Limit.of(3, "WORKING_DAY"),
    )
    assert queries.limit_for(version, None, "DIRECT") == (Limit.of(5, "WORKING_DAY"), None)


def test_a_promise_longer_than_the_law_is_refused(place):
    with pytest.raises(UseNotReady, match="dài hơn"):
        use(place, committed=LocalLimit(Decimal(6), "WORKING_DAY", "QĐ 7"))


def test_no_limit_stays_no_limit_until_the_agency_decides(place):
    made = use(place, "1.000002")
    version = queries.version_at("1.000002", TODAY)
    assert queries.limit_for(version, made, "DIRECT")[0] == Limit.of(None, "UNSTRUCTURED")
    decided = set_local_limit(made, LocalLimit(Decimal(10), "WORKING_DAY", "QĐ 8"), actor=CONTROL, at=AT)
    assert queries.limit_for(version, decided, "DIRECT")[0] == Limit.of(10, "WORKING_DAY")
    assert queries.missing(decided, version) == []
    assert list(decided.centers.all()) == [place.center]


def test_a_clear_limit_is_not_overridden(place):
    with pytest.raises(UseNotReady, match="cam kết"):
        set_local_limit(use(place), LocalLimit(Decimal(1), "WORKING_DAY", "QĐ"), actor=CONTROL, at=AT)


def test_several_cases_must_be_chosen_from(place):
    made, version = use(place, "1.000003"), queries.version_at("1.000003", TODAY)
    with pytest.raises(CaseNeeded):
        queries.limit_for(version, made, "DIRECT")
    options = queries.limit_options(version, "DIRECT")
    assert [one.limit.value for one in options] == [5, 9]
    assert queries.limit_for(version, made, "DIRECT", options[1].ordinal)[0] == Limit.of(9, "WORKING_DAY")


def test_the_portal_s_hours_are_office_hours(place):
    assert queries.limit_for(queries.version_at("1.000004", TODAY), None, "DIRECT")[0] == Limit.of(
        56, "WORKING_HOUR"
    )


def test_confirmed_fees_replace_the_published_ones(place):
    load(
        row(
            "1.000009", channels=[row()["channels"][0] | {"fees": [{"amount": 0, "note": "theo nghị quyết"}]}]
        )
    )
    made, version = use(place, "1.000009"), queries.version_at("1.000009", TODAY)
    assert queries.fee_for(version, made, "DIRECT").state is FeeState.DOUBTFUL
    line = Fee(FeeKind.CHARGE, Decimal(15000), "mỗi bản")
    confirmed = confirm_fees(made, [line], "NQ 3/NQ-HĐND", actor=CONTROL, at=AT)
    found = queries.fee_for(version, confirmed, "DIRECT")
    assert (found.state, found.amount, found.confirmed, found.ground) == (
        FeeState.FIXED,
        Decimal(15000),
        True,
        "NQ 3/NQ-HĐND",
    )
    assert queries.missing(confirmed, version) == []


@pytest.mark.parametrize(
    ("lines", "ground", "words"),
    [
        ([], "NQ", "ít nhất một"),
        ([Fee(FeeKind.CHARGE, Decimal(1000))], " ", "văn bản"),
        ([Fee(FeeKind.CHARGE, None)], "NQ", "số tiền"),
        ([Fee(FeeKind.CHARGE, Decimal(-1))], "NQ", "số tiền"),
    ],
)
def test_fees_need_lines_and_a_document(place, lines, ground, words):
    with pytest.raises(UseNotReady, match=words):
        confirm_fees(use(place), lines, ground, actor=CONTROL, at=AT)


def test_units_and_centres_must_belong(place):
    other = Place("H99.2")
    with pytest.raises(UseNotReady, match="Đơn vị thụ lý"):
        use(place, settling_unit_id=other.unit.pk)
    with pytest.raises(UseNotReady, match="không có quầy"):
        use(place, center_ids=(other.center.pk,))


def test_stopping_ends_new_dossiers_and_keeps_the_past(place):
    made = use(place)
    stop_using(made, last_on=TODAY, actor=CONTROL, at=AT)
    assert queries.use_for("1.000001", place.agency, TODAY) == made
    assert queries.use_for("1.000001", place.agency, TODAY + timedelta(days=1)) is None
    with pytest.raises(UseNotReady, match="đã được thay"):
        stop_using(made, last_on=TODAY, actor=CONTROL, at=AT)


def test_an_unknown_or_abolished_procedure_cannot_be_used(place):
    with pytest.raises(UseNotReady, match=r"1\.777777"):
        use(place, "1.777777")


def test_only_tthc_control_sets_uses(place):
    with pytest.raises(NotAllowed):
        put_into_use("1.000001", place.agency, place.draft(), actor=COUNTER, at=AT)


def test_the_list_of_uses_costs_the_same_however_long(place, django_assert_num_queries):
    for code in ("1.000001", "1.000002", "1.000003"):
        use(place, code)
    with django_assert_num_queries(3):
        lines, key = queries.uses_page(TODAY, size=2)
    assert [line.use.procedure.code for line in lines] == ["1.000001", "1.000002"]
    rest, end = queries.uses_page(TODAY, after=key, size=2)
    assert [line.use.procedure.code for line in rest] == ["1.000003"]
    assert end == ""
