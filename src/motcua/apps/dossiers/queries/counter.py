"""What the counter's page needs beside the dossiers themselves: its choices, recent procedures, files one may open."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from motcua.apps.dossiers.models import Act, Dossier, Paper, Result
from motcua.apps.dossiers.queries.visibility import visible_to
from motcua.apps.files.models import StoredFile
from motcua.apps.payments.models import PaymentMethod
from motcua.apps.people.models import PersonKind
from motcua.rules.actors import Actor

PERSON_KINDS: list[tuple[str, str]] = list(PersonKind.choices)
AT_COUNTER: list[tuple[str, str]] = [row for row in PaymentMethod.choices if row[0] != PaymentMethod.ONLINE]

_FILED = ("accept", "settle_at_once", "submit", "accept_waiting")
_LOOKED_AT = 60


def recent_procedures(actor: Actor, limit: int = 8) -> list[str]:
    """Codes of the procedures this officer filed lately, the most frequent of his last acts first."""
    newest = Dossier.objects.filter(receiving_unit__in=actor.units()).order_by("-received_at", "-id")
    own = Act.objects.filter(
        dossier__in=newest.values("pk")[:500], officer_id=actor.officer_id, verb__in=_FILED
    )
    codes = own.order_by("-id").values_list("dossier__procedure__code", flat=True)[:_LOOKED_AT]
    return [code for code, _ in Counter(codes).most_common(limit)]


def filed_with(token: UUID, actor: Actor) -> Dossier | None:
    """The dossier already made from a sheet, if the actor may see it (a page reached again by «Back»)."""
    return visible_to(actor).filter(provisional=str(token)).first()


def visible_file(file_id: int, actor: Actor) -> tuple[StoredFile, str] | None:
    """A file with the number of the dossier through which the actor may see it; his own upload has no dossier yet."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None:
        return None
    of_paper = Paper.objects.filter(file=file).values("dossier")
    of_result = Result.objects.filter(file=file).values("act__dossier")
    seen = visible_to(actor)
    dossier = seen.filter(pk__in=of_paper).first() or seen.filter(pk__in=of_result).first()
    if dossier is not None:
        return file, str(dossier)
    return (file, "") if file.officer_id is not None and file.officer_id == actor.officer_id else None


def own_uploads(ids: set[int], actor: Actor) -> dict[int, StoredFile]:
    """The files among `ids` that this officer uploaded himself; others' files cannot be put into his sheet."""
    if not ids:
        return {}
    return {file.pk: file for file in StoredFile.objects.filter(pk__in=ids, officer_id=actor.officer_id)}
