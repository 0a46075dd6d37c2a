"""Which running dossiers a change of the calendar may touch."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from motcua.rules.lifecycle import OPEN, State

RUNNING = OPEN - {State.WAITING}


def touched_by(first: date, last: date) -> Q:
    """Running dossiers whose counted days may include a changed one.

    A due date can only move when the change lies between receipt and the due day; a paused one has no end yet.
    """
    until_due = Q(due_on__gte=first) | Q(paused_since__isnull=False)
    return (
        Q(
            state__in=RUNNING,
            received_at__isnull=False,
            received_at__date__lte=last,
            limit_value__isnull=False,
        )
        & until_due
    )
