"""The counter's drafts: saved while typing, kept when the browser dies, used up by acceptance."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.apps.dossiers.models import Dossier, IntakeDraft
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.rules.actors import Actor


@transaction.atomic
def save_draft(
    token: UUID, data: dict[str, Any], *, unit_id: int, title: str = "", actor: Actor, at: datetime
) -> IntakeDraft:
    """Keep what was typed under `token`. Raises GuardNotMet for another officer's draft or one already filed."""
    draft = IntakeDraft.objects.select_for_update().filter(token=token).first()
    if draft is None:
        if Dossier.objects.filter(provisional=str(token)).exists():
            raise GuardNotMet("Hồ sơ này đã được tiếp nhận, bản nháp không còn dùng. Hãy mở hồ sơ mới.")
        draft = IntakeDraft(token=token, officer_id=actor.officer_id or 0, unit_id=unit_id)
    elif draft.officer_id != actor.officer_id:
        raise GuardNotMet("Bản nháp này của cán bộ khác. Hãy mở bản nháp của bạn.")
    draft.data, draft.title, draft.updated_at = data, title[:200], at
    draft.save()
    return draft


def drop_draft(token: UUID, *, actor: Actor) -> None:
    """Throw the officer's own draft away."""
    IntakeDraft.objects.filter(token=token, officer_id=actor.officer_id or 0).delete()
