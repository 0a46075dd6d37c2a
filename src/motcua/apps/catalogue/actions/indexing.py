"""The search index of the catalogue in force, kept in the database so that every process loads the same one."""

from __future__ import annotations

import hashlib
from datetime import datetime

from motcua.apps.catalogue.finding import Finder
from motcua.apps.catalogue.models import Procedure, SearchIndex
from motcua.apps.catalogue.queries.searching import records_in_force

KEPT = 2


def rebuild_index(*, at: datetime) -> SearchIndex:
    """Build and store the finder when the catalogue in force differs from the newest stored one.

    Older dumps are dropped but one: a process may be loading it.
    """
    stamp = catalogue_stamp()
    newest = SearchIndex.objects.order_by("-id").only("id", "stamp", "procedures", "built_at").first()
    if newest is not None and newest.stamp == stamp:
        return newest
    records = records_in_force()
    # The same state may come back (an amendment undone): its old row must give way to a newer id.
    SearchIndex.objects.filter(stamp=stamp).delete()
    made = SearchIndex.objects.create(
        stamp=stamp, data=Finder.build(records).dump(), procedures=len(records), built_at=at
    )
    kept = SearchIndex.objects.order_by("-id").values_list("id", flat=True)[:KEPT]
    SearchIndex.objects.exclude(pk__in=list(kept)).delete()
    return made


def catalogue_stamp() -> str:
    """sha256 over the finder's recipe and the codes and digests in force: changes exactly when an answer could."""
    rows = Procedure.objects.filter(is_active=True).order_by("code")
    pairs = rows.values_list("code", "current_version__source_digest")
    lines = [Finder.recipe(), *(f"{code} {digest}" for code, digest in pairs)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
