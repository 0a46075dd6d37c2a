"""A late change of the calendar reaches running dossiers: both dates stay, a fact tells (cases 39–40)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from motcua.apps.dossiers import clock
from motcua.apps.dossiers.actions.acting import act_beside, tell
from motcua.apps.dossiers.models import Act, Dossier, Redating
from motcua.apps.dossiers.placing import aware
from motcua.apps.dossiers.touching import RUNNING, touched_by
from motcua.rules.actors import Actor
from motcua.rules.clock import ClockOutOfOrder
from motcua.rules.facts import DossierRedated
from motcua.rules.pauses import ExtensionNotAllowed


@transaction.atomic
def redate(dossier_id: int, edition: int, *, actor: Actor, at: datetime) -> bool:
    """Count one running dossier again with a newer edition; True when its date moved.

    The edition is taken over even when the date stays, so that later pauses count with the calendar in force.
    """
    dossier = Dossier.objects.select_for_update().get(pk=dossier_id)
    if (
        dossier.calendar_edition is None
        or dossier.calendar_edition >= edition
        or dossier.stands not in RUNNING
    ):
        return False
    try:
        state = clock.fold(dossier, edition=edition)
    except (ExtensionNotAllowed, ClockOutOfOrder):
        # The apology was in time by the calendar it was sent under; the promised new date stands.
        return False
    before, after = dossier.due_at, aware(state.due.at)
    dossier.calendar_edition = edition
    if before == after:
        dossier.save(update_fields=["calendar_edition"])
        return False
    clock.write_due(dossier, state.due)
    reason = f"Lịch làm việc thay đổi (lịch số {edition})"
    made = act_beside(dossier, "redate", actor=actor, at=at, ground=reason)
    note_redating(made, "CALENDAR", before, dossier)
    texts = {"old_due_at": before.isoformat() if before else "", "due_at": after.isoformat() if after else ""}
    tell(DossierRedated, dossier, made, actor=actor, at=at, **texts)
    return True


def note_redating(made: Act, reason: str, before: datetime | None, dossier: Dossier) -> None:
    """The detail of an act that moved the due date: the old one, and the one the index row has now."""
    Redating.objects.create(
        act=made,
        reason=reason,
        old_due_at=before,
        due_at=dossier.due_at,
        calendar_edition=dossier.calendar_edition or 0,
    )


def redate_all(edition: int, first: date, last: date, *, actor: Actor, at: datetime) -> int:
    """Count every touched running dossier again; the number of dates that moved. Safe to run twice."""
    found = Dossier.objects.filter(touched_by(first, last), calendar_edition__lt=edition)
    ids = found.order_by("pk").values_list("pk", flat=True)
    return sum(redate(pk, edition, actor=actor, at=at) for pk in ids.iterator(chunk_size=2000))
