"""Dossiers with money still to take: the cashier's list."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.queries.visibility import visible_to
from motcua.apps.payments.models import Bill, BillState
from motcua.rules.actors import Actor

MOST = 500


@dataclass(frozen=True, slots=True)
class Owing:
    """One open bill with its dossier."""

    dossier: Dossier
    bill: Bill


def owing(actor: Actor, limit: int = 200) -> list[Owing]:
    """Open bills of dossiers the actor may see, the oldest first. Two statements."""
    bills = list(
        Bill.objects.filter(state=BillState.UNPAID, owner__startswith="dossier:").order_by("id")[:MOST]
    )
    ids = [int(bill.owner.removeprefix("dossier:")) for bill in bills]
    seen = visible_to(actor).filter(pk__in=ids).select_related("procedure")
    found = {dossier.pk: dossier for dossier in seen}
    rows = [Owing(found[pk], bill) for pk, bill in zip(ids, bills, strict=True) if pk in found]
    return rows[:limit]
