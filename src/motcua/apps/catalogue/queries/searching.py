"""The finder of the installed catalogue, kept once per process."""

from __future__ import annotations

from threading import Lock

from motcua.apps.catalogue.finding import Finder
from motcua.apps.catalogue.models import SearchIndex

_lock = Lock()
_kept: dict[str, Finder] = {}


def stamp() -> str:
    """The state of the catalogue the stored index was built for; empty when nothing was published yet."""
    return SearchIndex.objects.order_by("-id").values_list("stamp", flat=True).first() or ""


def finder() -> Finder:
    """The finder of the newest stored index. One small query tells whether the kept one is still right."""
    newest = stamp()
    found = _kept.get(newest)
    return found if found is not None else _load(newest)


def _load(newest: str) -> Finder:
    with _lock:
        if newest not in _kept:
            row = SearchIndex.objects.filter(stamp=newest).first()
            found = Finder.load(bytes(row.data)) if row else Finder.build([])
            _kept.clear()
            _kept[newest] = found
        return _kept[newest]
