"""Importing a catalogue: versions with their days, nothing twice, bad rows named, nothing in between."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from motcua.apps.catalogue import queries
from motcua.apps.catalogue.actions import bring_into_force
from motcua.apps.catalogue.models import Procedure, ProcedureVersion, PublicationDecision, SearchIndex
from motcua.apps.ledger.models import RecordedFact
from motcua.rules.rights import NotAllowed
from tests.apps.catalogue.rows import AT, CONTROL, COUNTER, counts, load, move, row

pytestmark = pytest.mark.django_db
JULY = date(2026, 7, 18)
EVE = date(2026, 7, 17)
JUNE = date(2026, 6, 10)
TODAY = AT.date()


def spans(code="1.000001"):
    """(valid_from, valid_to) of every version by number."""
    return list(
        ProcedureVersion.objects.filter(procedure__code=code)
        .order_by("no")
        .values_list("valid_from", "valid_to")
    )


class TestWholeRecords:
    def test_new_procedures_get_a_version_from_the_day_their_source_was_collected(self):
        assert counts(load(row(), row("1.000002"))) == (2, 0, 0, 0, 0)
        version = queries.version_at("1.000001", TODAY)
        assert (version.valid_from, version.dated_by, version.no) == (JULY, "SOURCE", 1)
        assert version.terms[0].limit.words == "5 ngày làm việc"
        assert version.decision.number == "1/QĐ-THU"

    def test_an_unknown_source_dates_from_the_import_and_says_so(self):
        load(row(sources=["khác"]))
        version = queries.version_at("1.000001", TODAY)
        assert (version.valid_from, version.dated_by) == (TODAY, "IMPORT")

    def test_a_known_effective_day_is_the_first_day(self):
        load(row(), effective_on=date(2025, 7, 1))
        assert queries.version_at("1.000001", date(2025, 6, 30)) is None
        assert queries.version_at("1.000001", date(2025, 7, 1)).dated_by == "DECISION"

    def test_the_same_file_twice_changes_nothing(self):
        load(row(), row("1.000002"))
        before = (ProcedureVersion.objects.count(), RecordedFact.objects.count(), queries.stamp())
        assert counts(load(row(), row("1.000002"), at=AT + timedelta(days=9))) == (0, 0, 2, 0, 0)
        assert (ProcedureVersion.objects.count(), RecordedFact.objects.count(), queries.stamp()) == before

    def test_other_content_makes_a_new_version_and_ends_the_old_one_the_day_before(self):
        load(row())
        assert counts(load(row(value=3, decision_no="2/QĐ-THU"))) == (0, 1, 0, 0, 0)
        assert spans() == [(JULY, TODAY - timedelta(days=1)), (TODAY, None)]
        assert queries.version_at("1.000001", TODAY - timedelta(days=1)).terms[0].limit.value == 5
        assert queries.version_at("1.000001", TODAY).terms[0].limit.value == 3
        assert queries.procedure("1.000001").current_version.no == 2

    def test_a_correction_on_the_first_day_leaves_the_old_version_never_applied(self):
        load(row(), effective_on=TODAY)
        load(row(value=3), effective_on=TODAY)
        assert spans() == [(TODAY, TODAY - timedelta(days=1)), (TODAY, None)]
        assert queries.version_at("1.000001", TODAY).no == 2

    def test_an_older_effective_day_than_the_version_in_force_is_refused(self):
        load(row(), effective_on=date(2026, 7, 1))
        report = load(row(value=3), effective_on=date(2026, 6, 1))
        assert counts(report) == (0, 0, 0, 0, 1)
        assert "01/07/2026" in report.refused[0].reason

    def test_a_future_version_waits_for_its_day(self):
        load(row())
        load(row(value=3), effective_on=date(2026, 9, 1))
        assert queries.procedure("1.000001").current_version.no == 1
        assert bring_into_force(actor=CONTROL, at=AT.replace(month=9, day=1)) == 1
        assert queries.procedure("1.000001").current_version.no == 2
        assert bring_into_force(actor=CONTROL, at=AT.replace(month=9, day=1)) == 0

    def test_one_fact_per_decision(self):
        load(row(), row("1.000002"), row("1.000003", decision_no="2/QĐ-THU"))
        facts = RecordedFact.objects.filter(name="CataloguePublished").order_by("id")
        assert sorted(fact.payload["new"] for fact in facts) == [1, 2]
        assert {fact.subject for fact in facts} == {
            f"decision:{one.pk}" for one in PublicationDecision.objects.all()
        }

    def test_lists_and_search_show_the_newest_names(self):
        load(row())
        load(row(name="Đổi tên hoàn toàn mới"))
        assert queries.browse().rows[0].name == "Đổi tên hoàn toàn mới"
        assert [hit.code for hit in queries.finder().search("doi ten hoan toan moi")] == ["1.000001"]
        assert SearchIndex.objects.count() <= 2


class TestBadRows:
    def test_good_rows_are_taken_and_every_bad_one_is_named(self):
        report = load(row(), "hỏng", row(code=""), row("1.000002"), row(), row("1.000004", value=-2))
        assert counts(report) == (2, 0, 0, 0, 4)
        assert report.applied and not report.went_well
        assert sorted({(one.line, one.field) for one in report.refused}) == [
            (2, ""),
            (3, "code"),
            (5, "code"),
            (6, "channels[0].time_value"),
            (6, "channels[1].time_value"),
        ]

    def test_all_or_nothing_writes_nothing_and_tells_what_would_have_been(self):
        report = load(row(), "hỏng", mode="all_or_nothing")
        assert not report.applied
        assert report.new == 1
        assert Procedure.objects.count() == 0
        assert load(row(), mode="all_or_nothing").went_well

    def test_only_tthc_control_may_import(self):
        with pytest.raises(NotAllowed, match="kiểm soát thủ tục"):
            load(row(), actor=COUNTER)
        assert load(row(), actor=CONTROL).new == 1


class TestChanges:
    """Rows of a table of changes: june and july of the data set."""

    def test_a_catalogue_that_holds_the_state_before_gets_the_state_after(self):
        load(row(), effective_on=date(2026, 1, 1))
        report = load(move(after={"decision_no": "9/QĐ-THU", "limits": [[3.0, "WORKING_DAY"]]}))
        assert counts(report) == (0, 1, 0, 0, 0)
        assert spans() == [(date(2026, 1, 1), EVE), (JULY, None)]
        new = queries.version_at("1.000001", JULY)
        assert (new.decision_no, new.terms[0].limit.words) == ("9/QĐ-THU", "3 ngày làm việc")
        assert "reconstructed_from_change" in new.flags

    def test_a_catalogue_that_already_holds_the_state_after_gets_the_past_it_lacked(self):
        load(row())
        pinned = queries.version_at("1.000001", TODAY)
        report = load(move(before={"decision_no": "0/QĐ-THU", "limits": [[9.0, "CALENDAR_DAY"]]}, after={}))
        assert counts(report) == (0, 1, 0, 0, 0)
        assert spans() == [(JULY, None), (JUNE, EVE)]
        assert queries.version_at("1.000001", date(2026, 6, 20)).terms[0].limit.words == "9 ngày"
        assert queries.version_at("1.000001", TODAY) == pinned

    def test_a_version_that_claimed_days_before_the_change_is_written_again_from_its_day(self):
        load(row(), effective_on=date(2026, 1, 1))
        pinned = queries.version_at("1.000001", TODAY)
        load(move(before={"name": "Tên cũ"}, after={}))
        assert spans() == [(date(2026, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), EVE), (JULY, None)]
        assert queries.version_at("1.000001", EVE).name == "Tên cũ"
        assert queries.version_at("1.000001", TODAY).source_digest == pinned.source_digest
        assert queries.version(pinned.pk).name == pinned.name

    def test_gone_means_abolished_and_a_running_dossier_keeps_its_version(self):
        load(row(sources=["khác"]), at=AT.replace(month=5))
        pinned = queries.version_at("1.000001", date(2026, 5, 20))
        assert counts(load(move(after=None))) == (0, 0, 0, 1, 0)
        gone = queries.procedure("1.000001")
        assert (gone.is_active, gone.abolished_on, str(gone.abolished_by)) == (
            False,
            JULY,
            "Chưa rõ số quyết định",
        )
        assert queries.version_at("1.000001", TODAY) is None
        assert queries.version_at("1.000001", EVE) == pinned
        assert queries.finder().search("cap giay phep") == []
        assert queries.browse().rows == []

    @pytest.mark.parametrize("after", [{"decision_no": "9/QĐ-THU"}, {}, None])
    def test_the_same_changes_twice_change_nothing(self, after):
        load(row(), effective_on=date(2026, 1, 1))
        change = move(before={"name": "Tên cũ"} if after == {} else {}, after=after)
        first = counts(load(change))
        before = ProcedureVersion.objects.count()
        assert first[4] == 0
        assert counts(load(change)) == (0, 0, 1, 0, 0)
        assert ProcedureVersion.objects.count() == before

    def test_the_old_file_again_does_not_bring_back_what_was_replaced_or_abolished(self):
        rows = [row(), row("1.000002")]
        load(*rows)
        load(move(after=None), row("1.000002", value=1))
        assert counts(load(*rows)) == (0, 0, 2, 0, 0)
        assert not queries.procedure("1.000001").is_active

    def test_limits_without_a_word_which_channel_they_belong_to_are_not_counted(self):
        load(row(), effective_on=date(2026, 1, 1))
        load(move(after={"decision_no": "9/QĐ", "limits": [[3.0, "WORKING_DAY"], [10.0, "CALENDAR_DAY"]]}))
        terms = queries.version_at("1.000001", TODAY).terms[0]
        assert terms.limit.value is None
        assert terms.limit.raw == "10 ngày; 3 ngày làm việc"

    def test_a_change_that_fits_neither_side_or_no_procedure_is_refused(self):
        load(row())
        report = load(move(before={"name": "A"}, after={"name": "B"}), move("1.000009", after={}))
        assert [one.field for one in report.refused] == ["june", "code"]


class TestImmutable:
    """The database itself guards published versions."""

    @pytest.fixture
    def version(self):
        load(row())
        return ProcedureVersion.objects.get()

    @pytest.mark.parametrize(
        "change", [{"name": "x"}, {"terms_rows": []}, {"valid_from": JUNE}, {"flags": ["x"]}, {"no": 7}]
    )
    def test_content_cannot_be_changed(self, version, change):
        with pytest.raises(DatabaseError, match="không được sửa"), transaction.atomic():
            ProcedureVersion.objects.filter(pk=version.pk).update(**change)

    def test_a_version_cannot_be_deleted(self, version):
        with (
            pytest.raises(DatabaseError, match="không được xóa"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM catalogue_procedureversion WHERE id = %s", [version.pk])

    def test_its_end_may_be_written_once(self, version):
        ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=TODAY)
        with pytest.raises(DatabaseError, match="đã ghi"), transaction.atomic():
            ProcedureVersion.objects.filter(pk=version.pk).update(valid_to=None)
