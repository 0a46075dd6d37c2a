"""How many dossiers run on each version of a process. One statement, by the index dossier_process."""

from __future__ import annotations

from django.db.models import Count

from motcua.apps.dossiers.models import Dossier
from motcua.rules.lifecycle import OPEN


def open_on_versions(process_key: str) -> dict[int, int]:
    """The number of dossiers not yet finished by the version they are pinned to; versions without any are left out."""
    found = (
        Dossier.objects.filter(process_key=process_key, state__in=sorted(OPEN))
        .values_list("process_version")
        .annotate(count=Count("pk"))
        .order_by()
    )
    return dict(found)
