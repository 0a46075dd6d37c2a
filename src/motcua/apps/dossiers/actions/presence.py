"""A page says it is open. No act and no fact: it is a courtesy between officers, worth nothing a minute later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from motcua.apps.dossiers.queries.presence import Present, present, since
from motcua.rules.actors import Actor

LONGEST_DOING = 60
_QUIET = timedelta(seconds=10)
"""A page that beats more often is heard but not written: the row is touched at most this often."""
_BEAT = """
WITH mine AS (
  INSERT INTO dossiers_presence AS p (dossier_id, officer_id, doing, seen_at)
  VALUES (%(dossier)s, %(me)s, %(doing)s, %(at)s)
  ON CONFLICT (dossier_id, officer_id) DO UPDATE SET doing = EXCLUDED.doing, seen_at = EXCLUDED.seen_at
  WHERE p.doing <> EXCLUDED.doing OR p.seen_at < %(quiet)s
)
SELECT o.full_name, p.doing, p.seen_at FROM dossiers_presence p JOIN office_officer o ON o.id = p.officer_id
WHERE p.dossier_id = %(dossier)s AND p.officer_id <> %(me)s AND p.seen_at > %(since)s
ORDER BY o.full_name
"""


def be_present(dossier_id: int, *, doing: str = "", actor: Actor, at: datetime) -> list[Present]:
    """Note that the actor has the dossier's page open and tell who else has. One statement.

    The caller has made sure that the actor may see the dossier.
    """
    if actor.officer_id is None:
        return []
    given: dict[str, Any] = {
        "dossier": dossier_id,
        "me": actor.officer_id,
        "doing": doing[:LONGEST_DOING],
        "at": at,
        "quiet": at - _QUIET,
        "since": since(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEAT, given)
        return present(cursor.fetchall())
