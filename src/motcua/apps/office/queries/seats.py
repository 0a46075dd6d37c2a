"""Who an officer is today: his own seats and those he stands in for, and over which agency he may decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from motcua.apps.office.models import Posting, UnitKind
from motcua.apps.office.queries.structure import in_force
from motcua.rules import rights
from motcua.rules.actors import Actor, Role, Seat
from motcua.rules.rights import RIGHTS, Standing

NOT_PASSED_ON = (Role.ADMINISTRATOR, Role.TTHC_CONTROL)
"""Seats given to a person by name: nobody gets them by standing in."""

_SEATS = """
WITH me AS (SELECT id, full_name FROM office_officer WHERE id = %(me)s AND is_active),
lent AS (
  SELECT officer_id, '' AS process, last_on FROM office_leave
  WHERE substitute_id = %(me)s AND first_on <= %(on)s AND last_on >= %(on)s AND cancelled_at IS NULL
  UNION ALL
  SELECT officer_id, process_key, last_on FROM office_delegation
  WHERE delegate_id = %(me)s AND first_on <= %(on)s AND last_on >= %(on)s AND cancelled_at IS NULL
), held AS (
  SELECT 0 AS sort, p.id, p.role, p.unit_id, NULL::bigint AS giver, '' AS giver_name, '' AS process, NULL::date AS until
  FROM office_posting p WHERE p.officer_id = %(me)s
    AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
  UNION ALL
  SELECT 1, p.id, p.role, p.unit_id, giver.id, giver.full_name, lent.process, max(lent.last_on)
  FROM lent JOIN office_officer giver ON giver.id = lent.officer_id AND giver.is_active
  JOIN office_posting p ON p.officer_id = giver.id
    AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
  WHERE p.role <> ALL(%(kept)s) AND giver.id <> %(me)s
  GROUP BY p.id, p.role, p.unit_id, giver.id, giver.full_name, lent.process
)
SELECT me.full_name, held.role, held.unit_id, u.agency_id, held.giver, held.giver_name, held.process, held.until
FROM me LEFT JOIN held ON true LEFT JOIN office_unit u ON u.id = held.unit_id
ORDER BY held.sort, held.id, held.process
"""


def actor_for(officer_id: int, at: datetime) -> Actor | None:
    """The officer as an actor with the seats he holds at `at`, and those of whom he substitutes or is delegated by.

    Chains are not followed: who stands in for B does not get what B stands in for. None when unknown or not active.
    One statement.
    """
    given: dict[str, Any] = {
        "me": officer_id,
        "on": localdate(at),
        "kept": [str(role) for role in NOT_PASSED_ON],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEATS, given)
        rows = cursor.fetchall()
    if not rows:
        return None
    seats = tuple(Seat(Role(role), *rest) for _, role, *rest in rows if role is not None)
    return Actor(name=rows[0][0], officer_id=officer_id, seats=seats)


def agencies_under(agency_ids: Iterable[int]) -> tuple[int, ...]:
    """Ids of agencies and of all below them, ended ones too, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE below AS (SELECT id FROM office_agency WHERE id = ANY(%s) "
            "UNION SELECT a.id FROM office_agency a JOIN below ON a.parent_id = below.id) "
            "SELECT id FROM below ORDER BY id",
            [sorted(agency_ids)],
        )
        return tuple(row[0] for row in cursor.fetchall())


def ensure_over(actor: Actor, verb: str, agency_id: int) -> None:
    """Raise NotAllowed unless the actor may `verb` for the agency itself, or from an agency above it whose TTHC
    control or administrator he is."""
    above = actor.agencies(Role.TTHC_CONTROL, Role.ADMINISTRATOR)
    places = [Standing(receiving_unit=0, settling_agency=agency_id)]
    if above and agency_id in agencies_under(above):
        places += [Standing(receiving_unit=0, settling_agency=one) for one in sorted(above)]
    if not any(rights.may(actor, verb, place) for place in places):
        rights.ensure(actor, verb, places[0])


def roles_over(actor: Actor, agency_ids: Iterable[int]) -> frozenset[Role]:
    """The roles with which the actor stands over one of these agencies: those he holds there, and TTHC control or
    administrator of an agency above. A seat lent for one process gives no say over people.
    """
    wanted, above = frozenset(agency_ids), (Role.TTHC_CONTROL, Role.ADMINISTRATOR)
    seats = [seat for seat in actor.seats if not seat.process]
    held = {seat.role for seat in seats if seat.agency_id in wanted}
    far = [seat for seat in seats if seat.role in above and seat.role not in held]
    return frozenset(held | {seat.role for seat in far if wanted & set(agencies_under([seat.agency_id]))})


def arranged_agencies(actor: Actor) -> frozenset[int]:
    """Ids of the agencies whose people the actor may arrange (`arrange_people`), for `ensure_over` says the same."""
    own = actor.agencies(*(role for role, _ in RIGHTS["arrange_people"]))
    above = actor.agencies(Role.TTHC_CONTROL, Role.ADMINISTRATOR)
    return own | frozenset(agencies_under(above)) if above else own


def agencies_of(officer_id: int, on: date) -> frozenset[int]:
    """Ids of the agencies where the officer has a posting in force on the day."""
    seats = Posting.objects.filter(in_force(on), officer_id=officer_id)
    return frozenset(seats.values_list("unit__agency_id", flat=True))


def seated_in_leadership(officer_id: int, on: date) -> bool:
    """True when the officer signs, or sits with the leaders of his agency, on the day."""
    seats = Posting.objects.filter(in_force(on), officer_id=officer_id)
    return seats.filter(role=Role.SIGNATORY).exists() or seats.filter(unit__kind=UnitKind.LEADERSHIP).exists()
