"""“Cho tôi xem số liệu của huyện”: offices with the seeds' own counts print the seeds' own figures, and say how rounded.

Seeds (domain.md §7.6): Đông Hưng 2019, Sông Lô Q1/2018. 94,935 dossiers are loaded once, through `file_many`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from motcua.apps.catalogue import actions as catalogue
from motcua.apps.catalogue.actions.using import UseDraft
from motcua.apps.catalogue.actions.writing import Provenance
from motcua.apps.dossiers.actions.bulk import BulkDossier, file_many
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.verifying import verify
from motcua.apps.office import actions as office
from motcua.apps.office import working_time
from motcua.apps.office.loading import load_office
from motcua.apps.office.models import Agency, ServiceCenter, Unit, WorkingWeek
from motcua.apps.people.actions import PersonData
from motcua.apps.reports.cells import Cell
from motcua.apps.reports.queries.ii06a import dossiers_of, table
from motcua.apps.reports.queries.scopes import scope_for
from motcua.apps.reports.questions import Grouping, Question
from motcua.cli import report as command
from motcua.rules import deadlines
from motcua.rules.actors import SYSTEM, Actor, Role, Seat
from motcua.rules.catalogue_files import read_catalogue
from motcua.rules.deadlines import Limit
from motcua.rules.metrics import Rounding, rate
from motcua.rules.periods import recognised
from tests.worlds.small import WEEK, record, vn

NOW = vn("2020-02-03 08:00")
FIVE_DAYS, CERTIFY, CIVIL_STATUS = "1.900001", "1.900002", "1.900003"


def control_of(place: Place) -> Actor:
    """An officer of TTHC control at the place's own agency."""
    agency = Agency.objects.get(code=place.code)
    return Actor("Kiểm soát", 1, (Seat(Role.TTHC_CONTROL, 0, agency.pk),))


PEOPLE = [PersonData(name=f"Công dân {n:04d}", personal_id=f"034{n % 100:03d}{n:06d}") for n in range(2000)]


@dataclass(frozen=True)
class Place:
    """A district of the seeds with its communes and its year."""

    code: str
    name: str
    communes: int
    first: date
    last: date


DONG_HUNG = Place("H54.21", "Ủy ban nhân dân huyện Đông Hưng", 44, date(2019, 1, 1), date(2019, 12, 31))
SONG_LO = Place("H62.29", "Ủy ban nhân dân huyện Sông Lô", 17, date(2018, 1, 1), date(2018, 3, 31))


def agencies_of(place: Place) -> Iterator[dict]:
    dated = {"place": "Huyện", "phone": "", "valid_from": "2000-01-01", "valid_to": "2025-06-30"}
    yield {"code": place.code, "name": place.name, "short_name": "UBND huyện", "level": "DISTRICT", **dated}
    for n in range(1, place.communes + 1):
        name = f"Ủy ban nhân dân xã số {n:02d}"
        code = f"{place.code}.{n:02d}"
        yield {
            "code": code, "name": name, "short_name": f"Xã {n:02d}", "level": "COMMUNE", "parent": place.code, **dated
        }  # fmt: skip


def build(place: Place) -> None:
    agencies = list(agencies_of(place))
    unit = {"kind": "CENTRE", "phone": "", "valid_from": "2000-01-01"}
    units = [
        {"agency": a["code"], "code": f"{a['code']}.MC", "name": "Bộ phận Một cửa", **unit} for a in agencies
    ]
    centers = [
        {
            "unit": u["code"], "name": "BỘ PHẬN MỘT CỬA", "superior_name": "UBND", "notation": "BPMC",
            "address": "Trụ sở", "phone": "", "agencies": [u["agency"]],
        }
        for u in units
    ]  # fmt: skip
    load_office({"agencies": agencies, "units": units, "centers": centers})


def put_into_use(place: Place, code: str, agencies: list[Agency], **draft) -> None:
    for agency in agencies:
        center = ServiceCenter.objects.get(unit__code=f"{agency.code}.MC")
        use = UseDraft(
            authority="Chủ tịch", center_ids=(center.pk,), settling_unit_id=center.unit_id, process_key="commune",
            fee_when="NONE", **draft,
        )  # fmt: skip
        catalogue.put_into_use(code, agency, use, valid_from=date(2017, 1, 1), actor=SYSTEM, at=NOW)


@dataclass
class Wanted:
    """How many dossiers of one kind an office has."""

    agencies: list[Agency]
    procedure: str
    early: int = 0
    on_time: int = 0
    pending: int = 0


def rows(place: Place, wanted: Wanted) -> Iterator[BulkDossier]:
    """Spread over the offices and the days of the period; early ends a day after receipt, on time on the due day."""
    units = {agency.pk: Unit.objects.get(code=f"{agency.code}.MC").pk for agency in wanted.agencies}
    calendar = working_time.calendar_for(None)
    days = [
        place.first + timedelta(days=n)
        for n in range((place.last - place.first).days - 15)  # the last ones leave time to settle
        if calendar.is_working(place.first + timedelta(days=n))
    ]
    limit = Limit.of({FIVE_DAYS: 5, CIVIL_STATUS: 3}.get(wanted.procedure, 1), "WORKING_DAY")
    fates = ["early"] * wanted.early + ["on_time"] * wanted.on_time + ["pending"] * wanted.pending
    for n, fate in enumerate(fates):
        agency = wanted.agencies[n % len(wanted.agencies)]
        received = datetime.combine(days[n % len(days)], datetime.min.time()) + timedelta(
            hours=8, minutes=n % 180
        )
        finished = None
        if fate == "early":
            finished = received + timedelta(hours=5)
        elif fate == "on_time" and wanted.procedure != CERTIFY:
            due = deadlines.due(received, limit, calendar)
            finished = datetime.combine(due.on, datetime.min.time()) + timedelta(hours=16)
        yield BulkDossier(
            procedure=wanted.procedure,
            agency_id=agency.pk,
            unit_id=units[agency.pk],
            applicant=PEOPLE[n % len(PEOPLE)],
            received_at=received.replace(tzinfo=NOW.tzinfo),
            finished_at=finished.replace(tzinfo=NOW.tzinfo) if finished else None,
            channel="ONLINE" if n % 10 == 0 else "COUNTER",
        )


def load(place: Place, *kinds: Wanted) -> int:
    return sum(file_many(rows(place, wanted), actor=SYSTEM, at=NOW) for wanted in kinds)


@pytest.fixture(scope="module")
def seeds(django_db_setup: None, django_db_blocker) -> Iterator[float]:
    """Both districts loaded; the rate in dossiers a second. One transaction, rolled back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        working_time.forget()
        for place in (DONG_HUNG, SONG_LO):
            build(place)
        calendar = json.loads((Path(settings.PACKS) / "calendars" / "national.json").read_text("utf-8"))
        week = [WorkingWeek(name="Giờ hành chính", week=WEEK, source="Nội quy")]
        office.load_calendar(calendar, week, actor=SYSTEM, at=vn("2017-01-01 08:00"))
        contents = [
            record(FIVE_DAYS, "Thủ tục cấp huyện thử nghiệm", 5, level="DISTRICT"),
            record(CERTIFY, "Chứng thực bản sao thử nghiệm", 1, level="COMMUNE"),
            record(CIVIL_STATUS, "Hộ tịch thử nghiệm", 3, level="COMMUNE"),
        ]
        content = "\n".join(json.dumps(row, ensure_ascii=False) for row in contents).encode()
        source = Provenance(effective_on=date(2017, 1, 1))
        catalogue.import_catalogue(read_catalogue(content), provenance=source, actor=SYSTEM, at=NOW)
        communes = {}
        for place in (DONG_HUNG, SONG_LO):
            communes[place] = list(Agency.objects.filter(parent__code=place.code).order_by("code"))
            put_into_use(place, FIVE_DAYS, [Agency.objects.get(code=place.code)])
            put_into_use(place, CERTIFY, communes[place], immediate=True)
            put_into_use(place, CIVIL_STATUS, communes[place])
        began, count = time.perf_counter(), 0
        for place, district, lower in (
            (
                DONG_HUNG,
                {"early": 12000, "on_time": 3800, "pending": 200},
                # most of what a commune receives is certification, settled at once
                ({"on_time": 60000}, {"early": 7000, "on_time": 2134, "pending": 111}),
            ),
            (
                SONG_LO,
                {"early": 672, "on_time": 252, "pending": 32},
                ({"on_time": 7000}, {"early": 1200, "on_time": 469, "pending": 65}),
            ),
        ):
            count += load(
                place,
                Wanted([Agency.objects.get(code=place.code)], FIVE_DAYS, **district),
                Wanted(communes[place], CERTIFY, **lower[0]),
                Wanted(communes[place], CIVIL_STATUS, **lower[1]),
            )
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # every reference is checked, once
            speed = count / (time.perf_counter() - began)
            cursor.execute("ANALYZE")
        print(f"\nĐã nạp {count} hồ sơ, {speed:.0f} hồ sơ/giây.")
        assert count == 94_935
        yield speed
        transaction.set_rollback(True)


def printed(place: Place, capsys, *more: str) -> str:
    """What an officer sees on the terminal."""
    arguments = [
        "ii06a",
        "--from",
        f"{place.first}",
        "--to",
        f"{place.last}",
        "--unit",
        place.code,
        "--by",
        "unit",
    ]
    assert command.run([*arguments, "--at", NOW.isoformat(), *more]) == 0
    said = capsys.readouterr().out
    print(said)
    return said


HALF_UP = "làm tròn đến 1 chữ số thập phân (5 làm tròn lên)"
CUT = "cắt bớt, giữ 1 chữ số thập phân"


@pytest.mark.django_db
def test_dong_hung_2019(seeds, capsys):
    """98,8 % and 99,8 %: rounded half up (98.75 and 99.84)."""
    said = printed(DONG_HUNG, capsys)
    assert f"Cấp huyện giải quyết – Tỷ lệ giải quyết: 98,8 % = 15800/16000, {HALF_UP}" in said
    assert f"Cấp xã giải quyết – Tỷ lệ giải quyết: 99,8 % = 69134/69245, {HALF_UP}" in said
    assert "Năm 2019" in said


@pytest.mark.django_db
def test_song_lo_first_quarter_2018(seeds, capsys):
    """96,6 % and 99,2 % are cut, not rounded (96.65 and 99.26); so is 26,3 % (26.36). Only 70,3 % (70.29) is rounded."""
    cut = printed(SONG_LO, capsys, "--rounding", "TRUNCATE_1")
    assert f"Cấp huyện giải quyết – Tỷ lệ giải quyết: 96,6 % = 924/956, {CUT}" in cut
    assert f"Cấp huyện giải quyết – Đúng hạn trên tổng tiếp nhận: 26,3 % = 252/956, {CUT}" in cut
    assert f"Cấp xã giải quyết – Tỷ lệ giải quyết: 99,2 % = 8669/8734, {CUT}" in cut
    rounded = printed(SONG_LO, capsys)
    assert f"Cấp huyện giải quyết – Trước hạn trên tổng tiếp nhận: 70,3 % = 672/956, {HALF_UP}" in rounded
    assert f"Cấp huyện giải quyết – Tỷ lệ giải quyết: 96,7 % = 924/956, {HALF_UP}" in rounded
    assert "Quý I/2018" in rounded


def test_no_single_rounding_gives_both_of_song_los_parts():
    """70,3 % early and 26,3 % on time of 956 cannot both come from 924 under one rule: the source mixed two."""
    for rule in (Rounding.HALF_UP_1, Rounding.TRUNCATE_1):
        both = [
            early
            for early in range(925)
            if str(rate(early, 956, rule)) == "70.3" and str(rate(924 - early, 956, rule)) == "26.3"
        ]
        assert both == []
    mixed = (rate(672, 956, Rounding.HALF_UP_1), rate(252, 956, Rounding.TRUNCATE_1))
    assert [str(part) for part in mixed] == ["70.3", "26.3"]


@pytest.mark.django_db
def test_each_figure_opens_into_its_dossiers(seeds):
    period = recognised(SONG_LO.first, SONG_LO.last)
    question = Question(period, scope_for(SONG_LO.code), Grouping.AGENCY, NOW)
    for column, count in ((3, 956), (7, 924), (8, 672), (9, 252), (11, 32)):
        page = dossiers_of(question, Cell("DISTRICT", column), actor=control_of(SONG_LO), size=1000)
        assert len(page.dossiers) == count
    assert {d.rule_set for d in page.dossiers} == {"ND61"}  # received before 21/06/2018: the oldest set known


@pytest.mark.django_db
def test_a_year_of_a_district_is_counted_in_a_moment(seeds):
    began = time.perf_counter()
    question = Question(
        recognised(DONG_HUNG.first, DONG_HUNG.last), scope_for(DONG_HUNG.code), Grouping.FIELD, NOW
    )
    assert table(question).total.received == 85_245
    took = time.perf_counter() - began
    print(f"\nBiểu II.06a của 85.245 hồ sơ: {took * 1000:.0f} ms")
    assert took < 5


@pytest.mark.django_db
def test_acts_and_index_agree(seeds):
    differences = [difference for batch in verify(sample=2000) for difference in batch.differences]
    assert differences == []
    assert Dossier.objects.count() == 94_935
