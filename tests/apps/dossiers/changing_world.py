"""Shortcuts of the tests of changing many dossiers at once."""

from __future__ import annotations

import itertools
from datetime import datetime
from typing import Any

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import BulkChange, Dossier
from motcua.apps.dossiers.queries.changes import ChangeFilters
from motcua.apps.dossiers.queries.worklists import WorkFilters
from motcua.apps.dossiers.verifying import verify
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 09:00")
LATER = vn("2026-03-03 15:00")


NEXT = itertools.count()


def copies(dossier: Dossier, n: int, **changed: Any) -> None:
    """Further dossiers that stand where this one stands (index rows only: quick)."""
    rows = []
    for _ in range(n):
        row = Dossier.objects.get(pk=dossier.pk)
        row.pk, row.number = None, f"H99.15-260302-{5000 + next(NEXT)}"
        row.provisional = f"c-{row.number}"
        for name, value in changed.items():
            setattr(row, name, value)
        rows.append(row)
    Dossier.objects.bulk_create(rows)


def start(
    office: SmallOffice, *to: str, who: str = "truongphong", token: str = "t1", **more: Any
) -> BulkChange:
    held = ChangeFilters(WorkFilters(tray="all", officer_id=office.officer("chuyenvien").pk))
    given: dict[str, Any] = {
        "filters": held,
        "reason": "Nghỉ thai sản",
        "at": LATER,
        "words": "Giao lại",
        **more,
    }
    order = {"officers": [office.officer(one).pk for one in to]}
    return actions.start_change("REASSIGN", order=order, token=token, actor=office.actor(who), **given)


def work(change: BulkChange, at: datetime = LATER) -> BulkChange:
    while actions.work_on_chunk(change.pk, now=lambda: at):
        pass
    change.refresh_from_db()
    return change


def undo(
    office: SmallOffice, change: BulkChange, at: datetime = LATER, who: str = "truongphong"
) -> BulkChange:
    actions.undo_change(change.pk, actor=office.actor(who), at=at)
    return work(change, at)


def differences() -> list[str]:
    return [one.sentence for batch in verify() for one in batch.differences]
