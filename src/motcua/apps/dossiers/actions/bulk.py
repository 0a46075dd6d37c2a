"""Filing many dossiers at once, finished or open: history from an older system, seeds, benches.

The same rules as the single actions decide (lifecycle, process, limits, clock, numbers); only the writing differs:
rows go through COPY in batches. `motcua verify` finds no difference afterwards (tests/apps/dossiers/test_bulk.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from uuid import uuid4

from django.db import transaction

from motcua.apps.dossiers.bulk_data import BulkDossier
from motcua.apps.dossiers.bulk_paths import PathNotPossible
from motcua.apps.dossiers.bulk_planning import Planned, Planner
from motcua.apps.dossiers.bulk_rows import Buffers, check_references, take_ids, take_orders
from motcua.apps.dossiers.bulk_writing import Writer
from motcua.apps.dossiers.models import Channel
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.apps.people.actions import PersonData
from motcua.apps.people.models import Person
from motcua.rules.actors import Actor, Role
from motcua.rules.deadlines import InvalidLimit
from motcua.rules.folding import fold
from motcua.rules.identity import fold_phone
from motcua.rules.rights import NotAllowed

BATCH = 2000
OUTCOMES = ("RESULT", "WITHDRAWN", "REFUSED")
FAULTS_SHOWN = 20


class BulkRefused(ActionRefused):
    """Some rows cannot be filed; nothing was. `faults` names each row (from 1) and why."""


@transaction.atomic
def file_many(rows: Iterable[BulkDossier], *, actor: Actor, at: datetime) -> int:
    """File every row, or none; the number of dossiers filed.

    Acts carry the dates of the rows and the name of `actor`; the first act's note says when it was loaded. Facts are
    recorded but not delivered (nobody is told today of what happened years ago), and no slips are issued.
    Only the system or an administrator. Raises NotAllowed, BulkRefused (rows and reasons), and IntakeRefused's
    sentences inside BulkRefused.
    """
    if actor.kind != "system" and not actor.has_role(Role.ADMINISTRATOR):
        raise NotAllowed("Chỉ quản trị hệ thống được nạp hồ sơ hàng loạt. Hãy nhờ quản trị nạp tệp này.")
    planner, filed = Planner(), 0
    for place, batch in enumerate(_batches(iter(rows)), 1):
        planned = _plan(batch, filed, planner, at)
        _write(planned, batch, actor, at)
        check_references(grown=place & (place - 1) == 0)  # the 1st, 2nd, 4th, 8th… batch
        filed += len(batch)
    return filed


def _batches(rows: Iterator[BulkDossier]) -> Iterator[list[BulkDossier]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _plan(batch: list[BulkDossier], before: int, planner: Planner, at: datetime) -> list[Planned]:
    planned: list[Planned] = []
    faults: dict[str, str] = {}
    for place, row in enumerate(batch, before + 1):
        fault = row_fault(row, at)
        if not fault:
            try:
                planned.append(planner.plan(row))
                continue
            except (ActionRefused, PathNotPossible, InvalidLimit) as refusal:
                fault = " ".join([str(refusal), *getattr(refusal, "faults", {}).values()])
        faults[f"row_{place}"] = f"Dòng {place}: {fault}"
    if faults:
        shown = list(faults.values())[:FAULTS_SHOWN]
        raise BulkRefused(f"Chưa nạp hồ sơ nào. {len(faults)} dòng sai: {' '.join(shown)}", faults)
    return planned


def row_fault(row: BulkDossier, at: datetime) -> str:
    """What is wrong with a row, in Vietnamese; empty when nothing is."""
    if faults := row.applicant.faults():
        return " ".join(faults.values())
    if row.channel not in Channel.values:
        return f"không có hình thức nộp «{row.channel}»."
    if row.outcome not in OUTCOMES:
        return f"không có cách kết thúc «{row.outcome}» (chọn {', '.join(OUTCOMES)})."
    if row.outcome != "RESULT" and not (row.finished_at and row.reason.strip()):
        return "hồ sơ rút hoặc từ chối phải có ngày kết thúc và lý do."
    if row.delivered_at and (row.finished_at is None or row.outcome != "RESULT"):
        return "chỉ trả kết quả khi đã có kết quả."
    moments = [m for m in (row.received_at, row.finished_at, row.delivered_at, at) if m is not None]
    if any(moment.tzinfo is None for moment in moments):
        return "thời điểm phải kèm múi giờ."
    if moments != sorted(moments):
        return "ngày tiếp nhận, có kết quả, trả kết quả phải theo thứ tự và không ở tương lai."
    return ""


def _write(planned: list[Planned], batch: list[BulkDossier], actor: Actor, at: datetime) -> None:
    people = _people([row.applicant for row in batch])
    ids = take_ids("dossiers_dossier", len(planned))
    act_ids = iter(take_ids("dossiers_act", sum(len(plan.path) for plan in planned)))
    wanted: dict[tuple[str, str], int] = {}
    for plan in planned:
        wanted[plan.counter] = wanted.get(plan.counter, 0) + 1
    orders = take_orders(wanted)
    buffers = Buffers()
    writer = Writer(buffers, actor, at)
    for plan, row, pk, person in zip(planned, batch, ids, people, strict=True):
        order, orders[plan.counter] = orders[plan.counter], orders[plan.counter] + 1
        writer.write(plan, row, pk, person, order, str(row.token or uuid4()), act_ids)
    buffers.pour()


def _people(applicants: list[PersonData]) -> list[int]:
    """Ids of the persons, in order. Somebody already known stays as he is: what is loaded is older than the book."""
    keyed = {person.personal_id: person for person in applicants if person.personal_id}
    known = _known(keyed)
    fresh = [_person(data) for number, data in keyed.items() if number not in known]
    if fresh:
        Person.objects.bulk_create(fresh, ignore_conflicts=True)
        known |= _known([person.personal_id for person in fresh])
    nameless = Person.objects.bulk_create([_person(data) for data in applicants if not data.personal_id])
    rest = iter(nameless)
    return [known[data.personal_id] if data.personal_id else next(rest).pk for data in applicants]


def _known(numbers: Iterable[str | None]) -> dict[str, int]:
    found = Person.objects.filter(personal_id__in=list(numbers)).values_list("personal_id", "pk")
    return {str(number): pk for number, pk in found}


def _person(data: PersonData) -> Person:
    return Person(
        kind=data.kind,
        name=" ".join(data.name.split()),
        folded_name=fold(data.name),
        personal_id=data.personal_id or None,
        old_id=data.old_id,
        phone=fold_phone(data.phone),
        email=data.email.strip(),
        address=data.address.strip(),
        born_on=data.born_on,
        sex=data.sex,
    )
