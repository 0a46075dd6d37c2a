"""Properties over random worlds: who sees what, numbers under random interleavings, the secret that is nowhere."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from motcua.apps.dossiers import actions, queries
from motcua.apps.dossiers.intake_data import Intake, PaperIn
from motcua.apps.dossiers.models import Dossier, NumberCounter, Participation
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.refusals import IntakeRefused
from motcua.apps.dossiers.secrecy import secret_of
from motcua.apps.ledger.models import RecordedFact
from motcua.apps.notices.models import Notice
from motcua.apps.office.models import Unit
from motcua.jobs import facts
from motcua.rules.actors import Actor, Role, Seat
from tests.worlds.small import COMMUNE, SmallOffice, vn

pytestmark = pytest.mark.django_db
AT = vn("2026-03-02 09:00")
EXAMPLES = int(os.environ.get("MOTCUA_EXAMPLES", "25"))
quick = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Lie:
    """Where one dossier lies, by places in the list of units; who else took part."""

    receiving: int
    settling: int
    holder: int
    agency: int
    took_part: tuple[int, ...]


unit_places = st.integers(0, 6)
lies = st.builds(
    Lie, unit_places, unit_places, unit_places, unit_places, st.lists(unit_places, max_size=2).map(tuple)
)
seats = st.lists(st.tuples(st.sampled_from(list(Role)), unit_places), max_size=3)
UNIT_BOUND = set(Role) - {Role.ADMINISTRATOR, Role.TTHC_CONTROL}


def _supervises(seat: Unit, *places: Unit) -> bool:
    """The province stands above everybody; any other agency of the small office only above itself."""
    return seat.agency.parent_id is None or any(place.agency_id == seat.agency_id for place in places)


def naive(lie: Lie, held: Sequence[tuple[Role, int]], units: Sequence[Unit]) -> bool:
    """The definition in its own words, over plain values."""
    for role, place in held:
        if role is Role.TTHC_CONTROL and _supervises(units[place], units[lie.agency], units[lie.receiving]):
            return True
        if role in UNIT_BOUND and place in (lie.receiving, lie.settling, lie.holder, *lie.took_part):
            return True
        if role in (Role.SIGNATORY, Role.CLERK) and units[place].agency_id == units[lie.agency].agency_id:
            return True
    return False


@quick
@given(where=st.lists(lies, min_size=3, max_size=3), held=seats)
def test_a_dossier_is_visible_exactly_when_the_definition_says(
    office_of_module: SmallOffice, where: list[Lie], held: list[tuple[Role, int]]
) -> None:
    units = list(Unit.objects.order_by("id"))
    actor = Actor("Ai đó", 1, tuple(Seat(role, units[at].pk, units[at].agency_id) for role, at in held))
    with transaction.atomic():
        expected = set()
        for lie in where:
            dossier = office_of_module.accepted(AT)
            _put(dossier, lie, units)
            if naive(lie, held, units):
                expected.add(dossier.pk)
        seen = set(queries.visible_to(actor).values_list("pk", flat=True))
        listed = {row.pk for row in queries.work_list(actor, queries.WorkFilters(tray="all"), at=AT).rows}
        known = {row.pk for row in queries.person_history("038099012345", actor)}
        pages = {d.pk for d in Dossier.objects.all() if queries.dossier_page(str(d), actor, at=AT)}
        assert seen == listed == known == pages == expected
        for tray in queries.worklists.TRAYS:
            rows = queries.work_list(actor, queries.WorkFilters(tray=tray), at=AT + timedelta(days=60)).rows
            assert {row.pk for row in rows} <= expected, tray
        transaction.set_rollback(True)


def _put(dossier: Dossier, lie: Lie, units: Sequence[Unit]) -> None:
    Dossier.objects.filter(pk=dossier.pk).update(
        receiving_unit=units[lie.receiving],
        settling_unit=units[lie.settling],
        holder_unit=units[lie.holder],
        agency=units[lie.agency].agency_id,
    )
    for place in set(lie.took_part):
        Participation.objects.create(dossier=dossier, unit=units[place], since=AT)


@quick
@given(
    filed=st.lists(
        st.tuples(st.integers(0, 5), st.sampled_from((0, 1, 40, 600, 1440))), min_size=5, max_size=14
    )
)
def test_numbers_of_a_day_have_no_gap_and_no_double(
    office_of_module: SmallOffice, filed: list[tuple[int, int]]
) -> None:
    """Filed at two counters, accepted from the waiting list, refused, pressed twice, across midnight: 0001, 0002, …"""
    at, given_out, waiting = AT, [], list[str]()
    with transaction.atomic():
        for kind, wait in filed:
            at += timedelta(minutes=wait)
            number = _file(office_of_module, kind, waiting, at)
            if number:
                given_out.append((number, f"{civil(at):%y%m%d}"))
        _assert_gapless(given_out)
        transaction.set_rollback(True)


def _file(office: SmallOffice, kind: int, waiting: list[str], at: object) -> str | None:
    """One filing of a kind; the number it took, None when it took none."""
    when = vn(str(at)[:16])
    clerk = office.actor("quay", when)
    intake: Intake = office.intake()
    if kind == 0:
        waiting.append(actions.submit(replace(intake, channel="POST"), actor=clerk, at=when).provisional)
    elif kind == 1 and waiting:
        return actions.accept_waiting(waiting.pop(0), actor=clerk, at=when).number
    elif kind == 2:
        with suppress(IntakeRefused):
            actions.accept(replace(intake, papers=(PaperIn("Tờ khai"),)), actor=clerk, at=when)
    elif kind == 3:
        first, again = (actions.accept(intake, actor=clerk, at=when) for _ in range(2))
        assert first.number == again.number, "a double click takes one number"
        return first.number
    elif kind == 4:
        return office.accepted(when, procedure=COMMUNE).number
    else:
        return office.accepted(when).number
    return None


def _assert_gapless(given_out: list[tuple[str, str]]) -> None:
    series: dict[tuple[str, str], list[int]] = {}
    for number, day in given_out:
        agency, on, order = number.rsplit("-", 2)
        assert on == day, "the number carries the day it was given"
        series.setdefault((agency, on), []).append(int(order))
    for orders in series.values():
        assert orders == list(range(1, len(orders) + 1))
    assert len({number for number, _ in given_out}) == len(given_out)
    assert sorted(NumberCounter.objects.values_list("last", flat=True)) == sorted(map(len, series.values()))


def test_the_secret_stands_in_no_table_and_no_log(
    office: SmallOffice, caplog: pytest.LogCaptureFixture
) -> None:
    """Only a keyed digest is kept: not in facts, notices, slips, acts, jobs or the access log; nor is it logged."""
    caplog.set_level(logging.DEBUG)
    number = str(office.ready(AT))
    actions.correct(number, {"sets": "2"}, reason="Nhầm", actor=office.actor("quay"), at=AT)
    for fact in RecordedFact.objects.filter(name__in=django_settings.FACT_LISTENERS):
        facts.deliver_fact(fact.pk)
    dossier = Dossier.objects.get(number=number)
    secret = secret_of(dossier.provisional)
    assert queries.track(number, secret) is not None and queries.track(number, "SAI") is not None
    assert Notice.objects.exists() and dossier.secret_digest and len(secret) >= 8
    assert tables_with(number), "the search itself finds what is there"
    assert tables_with(secret) == []
    assert secret not in caplog.text


def tables_with(text: str) -> list[str]:
    """Tables of the database in which some row contains the text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f'SELECT 1 FROM "{name}" AS r WHERE r::text LIKE %s LIMIT 1', [f"%{text}%"])
            if cursor.fetchone():
                found.append(name)
    return found
