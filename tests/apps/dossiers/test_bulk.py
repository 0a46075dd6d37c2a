"""Many dossiers at once keep what single actions keep."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions.bulk import BulkDossier, BulkRefused, file_many
from motcua.apps.dossiers.intake_data import PaperIn
from motcua.apps.dossiers.models import Act, Dossier, NumberCounter, Participation, Result
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.people.actions import PersonData
from motcua.apps.people.models import Person
from motcua.rules.actors import SYSTEM
from motcua.rules.rights import NotAllowed
from tests.worlds.small import COMMUNE, IMMEDIATE, NO_LIMIT, ON_SPOT, SEVEN_DAYS, SmallOffice, vn

NOW = vn("2026-06-01 08:00")
PAPERS = (PaperIn("Tờ khai theo mẫu", originals=1), PaperIn("Bản sao giấy tờ tùy thân", copies=1))


def row(office: SmallOffice, procedure: str = SEVEN_DAYS, **more) -> BulkDossier:
    at_commune = procedure == COMMUNE
    base = BulkDossier(
        procedure=procedure,
        agency_id=office.agency("H99.41" if at_commune else "H99.15").pk,
        unit_id=office.unit("H99.41.TT" if at_commune else "H99.TT").pk,
        applicant=PersonData(name="Trần Thị  Bảy", personal_id="038199012345", phone="0912 345 678"),
        received_at=vn("2026-03-02 09:15"),
        papers=PAPERS,
    )
    return replace(base, **more)


def finished(office: SmallOffice, procedure: str = SEVEN_DAYS, **more) -> BulkDossier:
    dates = {"finished_at": vn("2026-03-09 10:00"), "delivered_at": vn("2026-03-10 14:00")}
    return row(office, procedure, **(dates | more))


def test_a_finished_dossier_reads_like_one_made_by_hand(office):
    by_hand = office.ready(vn("2026-03-02 09:15"), vn("2026-03-09 10:00"))
    actions.deliver_at_counter(
        str(by_hand),
        receiver_name="Nguyễn Văn Dân",
        shown="RECEIPT",
        originals_returned=True,
        actor=office.actor("quay"),
        at=vn("2026-03-10 14:00"),
    )
    assert file_many([finished(office)], actor=SYSTEM, at=NOW) == 1
    one, two = Dossier.objects.order_by("pk")
    same = [
        *("state", "act_count", "process_key", "process_version", "step_key", "holder_unit_id", "holder_id"),
        *("limit_value", "limit_unit", "law_limit_value", "law_limit_unit", "rule_set", "calendar_edition"),
        *("received_at", "start_at", "due_original_at", "due_law_at", "due_at", "due_on", "submitted_at"),
        *("finished_at", "delivered_at", "settling_unit_id", "agency_id", "receiving_unit_id", "field_id"),
        *("version_id", "use_id", "subject", "step_due_at", "sets", "result_way", "channel", "on_spot"),
        *("supplements", "extended", "paused_since", "supplement_due_on"),
    ]
    assert {name: getattr(two, name) for name in same} == {name: getattr(one, name) for name in same}
    chain = ["seq", "verb", "transition", "from_state", "to_state", "step_key", "holder_unit_id", "due_at"]
    assert list(two.acts.order_by("seq").values_list(*chain)) == list(
        one.acts.order_by("seq").values_list(*chain)
    )
    facts = [
        list(
            RecordedFact.objects.filter(subject=f"dossier:{d.pk}")
            .order_by("id")
            .values_list("name", flat=True)
        )
        for d in (one, two)
    ]
    assert facts[0] == facts[1]
    units = [
        set(Participation.objects.filter(dossier=d).values_list("unit_id", flat=True)) for d in (one, two)
    ]
    assert units[0] == units[1]
    assert two.applicant_name == "Trần Thị Bảy"
    assert two.applicant_phone == "0912345678"
    papers = [
        list(d.papers.values_list("ordinal", "name", "originals", "copies", "verdict")) for d in (one, two)
    ]
    assert papers[0] == papers[1]


def test_numbers_come_from_the_counters_that_single_actions_use(office):
    first = office.accepted(vn("2026-03-02 08:00"))
    file_many([finished(office), finished(office)], actor=SYSTEM, at=NOW)
    last = office.accepted(vn("2026-03-02 16:00"))
    assert [str(d)[-4:] for d in (first, last)] == ["0001", "0004"]
    assert sorted(str(d)[-4:] for d in Dossier.objects.all()) == ["0001", "0002", "0003", "0004"]
    assert NumberCounter.objects.get(agency_code="H99.15").last == 4


@pytest.mark.parametrize(
    ("procedure", "verbs"),
    [
        (ON_SPOT, ["accept", "transfer", "examine", "sign", "seal", "deliver_at_counter"]),
        (COMMUNE, ["accept", "transfer", "examine", "sign", "seal", "deliver_at_counter"]),
        (IMMEDIATE, ["settle_at_once"]),
    ],
)
def test_each_process_takes_its_own_steps(office, procedure, verbs):
    file_many([finished(office, procedure)], actor=SYSTEM, at=NOW)
    dossier = Dossier.objects.get()
    assert list(dossier.acts.order_by("seq").values_list("verb", flat=True)) == verbs
    assert dossier.state == "DELIVERED"
    if procedure == IMMEDIATE:
        assert (dossier.due_on, dossier.finished_at) == (None, dossier.received_at)


@pytest.mark.parametrize("stage", ["transfer", "assign", "examine", "review", "sign", "seal"])
def test_an_open_dossier_can_be_worked_on(office, stage):
    file_many([row(office, stage=stage)], actor=SYSTEM, at=NOW)
    dossier = Dossier.objects.get()
    assert dossier.step_key == stage
    assert dossier.finished_at is None
    if stage == "transfer":
        actions.transfer(str(dossier), actor=office.actor("quay"), at=NOW)
    if stage == "sign":
        actions.sign(str(dossier), actor=office.actor("giamdoc_so"), at=NOW)


@pytest.mark.parametrize(("outcome", "state"), [("WITHDRAWN", "WITHDRAWN"), ("REFUSED", "STOPPED")])
def test_withdrawn_and_refused(office, outcome, state):
    ended = row(
        office,
        finished_at=vn("2026-03-05 09:00"),
        outcome=outcome,
        reason="Không đủ điều kiện",
        legal_ground="Điều 1",
    )
    file_many([ended], actor=SYSTEM, at=NOW)
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.finished_at) == (state, vn("2026-03-05 09:00"))
    assert dossier.acts.order_by("seq").last().ground == "Không đủ điều kiện"


def test_a_known_person_is_not_changed_by_old_history(office):
    office.accepted(vn("2026-03-02 08:00"))
    older = finished(office, applicant=PersonData(name="TÊN CŨ", personal_id="038099012345"))
    file_many([older, finished(office, applicant=PersonData(name="Người không số"))], actor=SYSTEM, at=NOW)
    assert Person.objects.get(personal_id="038099012345").name == "Nguyễn Văn Dân"
    assert Person.objects.filter(name="Người không số").count() == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"applicant": PersonData(name=" ")}, "họ và tên"),
        ({"applicant": PersonData(name="Lê Văn A", personal_id="12")}, "Dòng 2: "),
        ({"channel": "FAX"}, "hình thức nộp"),
        ({"outcome": "LOST"}, "cách kết thúc"),
        ({"outcome": "WITHDRAWN"}, "lý do"),
        ({"finished_at": vn("2026-03-01 08:00"), "delivered_at": None}, "theo thứ tự"),
        ({"delivered_at": NOW + timedelta(days=1)}, "ở tương lai"),
        ({"finished_at": None}, "chỉ trả kết quả khi đã có kết quả"),
        ({"procedure": "9.999999"}, "không còn hiệu lực"),
        ({"procedure": NO_LIMIT}, "chưa có thời hạn"),
        ({"stage": "cook", "finished_at": None, "delivered_at": None}, "không có bước"),
    ],
)
def test_one_bad_row_and_nothing_is_filed(office, fault, words):
    with pytest.raises(BulkRefused, match=words) as refusal:
        file_many([finished(office), replace(finished(office), **fault)], actor=SYSTEM, at=NOW)
    assert list(refusal.value.faults) == ["row_2"]
    assert not Dossier.objects.exists()
    assert not NumberCounter.objects.exists()


def test_only_the_system_or_an_administrator(office):
    with pytest.raises(NotAllowed, match="quản trị"):
        file_many([finished(office)], actor=office.actor("quay"), at=NOW)


def test_text_with_tabs_and_backslashes_arrives_whole(office):
    name = 'Hộ\\kinh doanh\n"Ba"\tLúa'
    file_many([finished(office, subject=name)], actor=SYSTEM, at=NOW)
    assert Dossier.objects.get().subject == name


def test_every_column_of_the_tables_is_written():
    """A column added to a table must be added to the loader: COPY would leave it to a default that Django keeps."""
    from motcua.apps.dossiers.bulk_rows import COLUMNS

    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            names = {c.name for c in connection.introspection.get_table_description(cursor, table)}
            assert names - {"id"} == set(columns) - {"id"}, table


test_every_column_of_the_tables_is_written = pytest.mark.django_db(test_every_column_of_the_tables_is_written)


def test_a_thousand_over_many_days(office):
    start = vn("2026-01-05 08:00")
    rows = [
        finished(
            office,
            received_at=start + timedelta(days=n % 40, minutes=n % 400),
            finished_at=start + timedelta(days=n % 40 + 3, minutes=n % 400),
            delivered_at=None,
            applicant=PersonData(name=f"Người {n}"),
        )
        for n in range(1000)
    ]
    assert file_many(rows, actor=SYSTEM, at=NOW) == 1000
    numbers = list(Dossier.objects.values_list("number", flat=True))
    assert len(set(numbers)) == 1000
    assert Act.objects.count() == 7000
    assert Result.objects.count() == 1000
    per_day = Counter(number.split("-")[1] for number in numbers)
    assert dict(per_day) == {f"{c.on:%y%m%d}": c.last for c in NumberCounter.objects.all()}
