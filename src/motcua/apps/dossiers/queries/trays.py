"""How many dossiers lie in each tray, in one statement: the tabs of the work page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection

from motcua.apps.dossiers.queries.nudges import nudges_open_to
from motcua.apps.dossiers.queries.worklists import COUNT_CAP, tray
from motcua.rules.actors import Actor, Role

_OF_ROLE: dict[Role, tuple[str, ...]] = {
    Role.CASE_OFFICER: ("mine", "unit", "soon", "late", "all"),
    Role.UNIT_HEAD: ("unit", "mine", "soon", "late", "all"),
    Role.SIGNATORY: ("unit", "soon", "late", "all"),
    Role.CLERK: ("unit", "soon", "late", "all"),
    Role.COUNTER: ("unit", "waiting", "supplement", "paying", "ready", "soon", "late", "all"),
    Role.CENTRE_HEAD: ("unit", "waiting", "supplement", "paying", "ready", "soon", "late", "all"),
    Role.CASHIER: ("paying", "ready", "all"),
    Role.TTHC_CONTROL: ("late", "soon", "all"),
    Role.ADMINISTRATOR: (),
}
_ORDER = ("mine", "unit", "waiting", "supplement", "paying", "ready", "soon", "late", "received", "all")


def trays_for(actor: Actor) -> tuple[str, ...]:
    """The trays of the actor's seats, in the order shown; the first is opened by default."""
    wanted = {name for role, names in _OF_ROLE.items() if actor.has_role(role) for name in names}
    found = [name for name in _ORDER if name in wanted]
    first = next((names[0] for role, names in _OF_ROLE.items() if names and actor.has_role(role)), "")
    return tuple(sorted(found, key=lambda name: name != first))


NUDGES = "nudges"
"""Stands among the trays' counts for the nudges nobody has seen yet."""


def count_trays(actor: Actor, trays: Sequence[str], *, at: datetime) -> dict[str, str]:
    """`7`, or `200+` beyond COUNT_CAP, by tray, and of the nudges (NUDGES); one statement for all of them."""
    parts: list[str] = []
    values: list[Any] = []
    names = (*trays, NUDGES)
    for name in names:
        counted = nudges_open_to(actor) if name == NUDGES else tray(actor, name, at)
        rows = counted.order_by().values("pk")[: COUNT_CAP + 1]
        try:
            sql, given = rows.query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) AS tray)")  # noqa: S608 - SQL of Django's compiler, values apart
        values += given
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        numbers = cursor.fetchone()
    return {
        name: f"{COUNT_CAP}+" if n > COUNT_CAP else str(n) for name, n in zip(names, numbers, strict=True)
    }
