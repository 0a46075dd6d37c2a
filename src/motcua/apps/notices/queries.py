"""Reading notices."""

from __future__ import annotations

from motcua.apps.notices.models import Notice, NoticeState
from motcua.rules.actors import Actor


def notices_about(subject: str) -> list[Notice]:
    """Every notice about a subject (`dossier:12`), oldest first."""
    return list(Notice.objects.filter(subject=subject).order_by("id"))


def desk_notices(actor: Actor, limit: int = 20) -> list[Notice]:
    """Notices for the actor's units that a person must act on or know, newest first."""
    found = Notice.objects.filter(unit_id__in=actor.units(), channel="DESK")
    return list(found.order_by("-id")[:limit])


def failing() -> int:
    """How many notices wait for another try (up to 1000): the health line of the gateway."""
    return Notice.objects.filter(state=NoticeState.FAILED)[:1000].count()
