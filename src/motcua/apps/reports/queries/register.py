"""The register (sổ theo dõi hồ sơ, form 06 of TT 01/2018, 07 of TT 03/2025) of a centre: pages and a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from motcua.apps.dossiers.models import Channel, Dossier, ResultWay
from motcua.apps.dossiers.queries import visible_to
from motcua.apps.reports.questions import VIETNAM
from motcua.rules.actors import Actor
from motcua.rules.lifecycle import State
from motcua.rules.periods import Period

PAGE = 50
STREAM = 2000

_SQL = """
SELECT n.ordinal, d.id, d.number, v.name, d.sets, d.applicant_name, d.applicant_address, d.applicant_phone, a.name,
       d.received_at, d.due_at, d.finished_at, d.delivered_at, d.result_way, d.channel, d.state,
       (SELECT de.receiver_name FROM dossiers_act x JOIN dossiers_delivery de ON de.act_id = x.id
        WHERE x.dossier_id = d.id ORDER BY x.seq DESC LIMIT 1)
FROM (
    SELECT id, received_at, row_number() OVER (
        PARTITION BY extract(year FROM received_at AT TIME ZONE 'Asia/Ho_Chi_Minh') ORDER BY received_at, id
    ) AS ordinal
    FROM dossiers_dossier
    WHERE receiving_unit_id = %(unit)s AND received_at >= %(years)s AND received_at < %(end)s
) n
JOIN dossiers_dossier d ON d.id = n.id
JOIN catalogue_procedureversion v ON v.id = d.version_id
JOIN office_agency a ON a.id = d.agency_id
WHERE n.received_at >= %(start)s AND (n.received_at, n.id) > (%(after_at)s, %(after_id)s)
ORDER BY n.received_at, n.id
"""


class RegisterClosed(PermissionError):
    """The actor may not read this centre's register."""


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One dossier in the register; its ordinal is that of the year (TT 01/2018 Đ.9–10)."""

    ordinal: int
    dossier_id: int
    number: str
    procedure_name: str
    sets: int
    owner_name: str
    contact: str
    agency_name: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    delivered_at: datetime | None
    way_text: str
    channel_text: str
    state_text: str
    receiver_name: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Some rows, and the mark of the last one when more follow."""

    rows: list[RegisterRow]
    next_after: str


def page(unit_id: int, period: Period, *, actor: Actor, after: str = "", size: int = PAGE) -> RegisterPage:
    """A page of the register, in the order of reception; `after` is the mark of the page before.

    Raises RegisterClosed when the actor may not see what the centre received, ValueError on a mark that is not ours.
    """
    ensure_open(unit_id, period, actor)
    with connection.cursor() as cursor:
        cursor.execute(_SQL + " LIMIT %(limit)s", _values(unit_id, period, after) | {"limit": size + 1})
        rows = [_row(values) for values in cursor.fetchall()]
    more = len(rows) > size
    return RegisterPage(rows[:size], mark(rows[size - 1]) if more else "")


def stream(unit_id: int, period: Period, *, actor: Actor) -> Iterator[RegisterRow]:
    """Every row of the period through a server-side cursor: memory does not grow with the register."""
    ensure_open(unit_id, period, actor)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_SQL, _values(unit_id, period, ""))
        while rows := cursor.fetchmany(STREAM):
            yield from (_row(values) for values in rows)


def ensure_open(unit_id: int, period: Period, actor: Actor) -> None:
    """Raise RegisterClosed unless the actor sees every dossier the centre received in the period."""
    received = {
        "receiving_unit_id": unit_id,
        "received_at__gte": _midnight(period),
        "received_at__lt": _midnight(period, after=True),
    }
    hidden = Dossier.objects.filter(**received).exclude(
        pk__in=visible_to(actor).filter(**received).values("pk")
    )
    if hidden.exists():
        raise RegisterClosed(
            "Bạn chỉ xem được sổ theo dõi của nơi mình làm việc. Hãy chọn nơi tiếp nhận khác hoặc nhờ lãnh đạo nơi đó."
        )


def mark(row: RegisterRow) -> str:
    """Where a page ends: `2026-03-02T09:15:00+07:00_17`."""
    return f"{row.received_at.isoformat()}_{row.dossier_id}"


def _values(unit_id: int, period: Period, after: str) -> dict[str, Any]:
    start = _midnight(period)
    after_at, _, after_id = after.partition("_")
    return {
        "unit": unit_id,
        "years": start.replace(month=1, day=1),
        "start": start,
        "end": _midnight(period, after=True),
        "after_at": datetime.fromisoformat(after_at) if after_at else start,
        "after_id": int(after_id) if after_id else 0,
    }


def _midnight(period: Period, *, after: bool = False) -> datetime:
    day = period.last + timedelta(days=1) if after else period.first
    return datetime.combine(day, time(), VIETNAM)


def _row(values: tuple[Any, ...]) -> RegisterRow:
    ordinal, pk, number, procedure, sets, owner, address, phone, agency, *dates = values
    received, due, finished, delivered, way, channel, state, receiver = dates
    return RegisterRow(
        ordinal=ordinal,
        dossier_id=pk,
        number=number or "",
        procedure_name=procedure,
        sets=sets,
        owner_name=owner,
        contact=", ".join(part for part in (address, phone) if part),
        agency_name=agency,
        received_at=received,
        due_at=due,
        finished_at=finished,
        delivered_at=delivered,
        way_text=str(ResultWay(way).label),
        channel_text=str(Channel(channel).label),
        state_text=State(state).label,
        receiver_name=receiver or "",
    )
