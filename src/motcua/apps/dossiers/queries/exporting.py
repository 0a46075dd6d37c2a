"""The rows of a work list for a file: the same tray, filters and visibility as the page, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.queries.worklists import WorkFilters, narrow, tray
from motcua.rules.actors import Actor


def work_rows(actor: Actor, filters: WorkFilters, *, at: datetime, most: int = 20_000) -> Iterator[Dossier]:
    """At most `most` dossiers of the actor's list, soonest due first; one statement, rows fetched in chunks."""
    if not filters.tray:
        return iter(())
    found = narrow(tray(actor, filters.tray, at), filters)
    found = found.select_related("procedure", "holder_unit", "holder")
    rows = found.order_by(F("due_at").asc(nulls_last=True), F("id").asc())[:most]
    return rows.iterator(chunk_size=1000)
