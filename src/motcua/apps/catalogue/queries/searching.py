"""The finder of the installed catalogue, kept once per process."""

from __future__ import annotations

from threading import Lock

from motcua.apps.catalogue.finding import Finder, FinderDumpError, Record
from motcua.apps.catalogue.models import Procedure, ProcedureVersion, SearchIndex

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
            found = _read(bytes(row.data)) if row else Finder.build([])
            _kept.clear()
            _kept[newest] = found
        return _kept[newest]


def _read(dump: bytes) -> Finder:
    """The stored index; one an older release wrote is built anew in memory until the next import stores it."""
    try:
        return Finder.load(dump)
    except FinderDumpError:
        return Finder.build(records_in_force())


def records_in_force() -> list[Record]:
    """What the finder reads of every procedure in force, by code."""
    return [_record(one) for one in _in_force()]


def _in_force() -> list[ProcedureVersion]:
    found = ProcedureVersion.objects.filter(
        pk__in=Procedure.objects.filter(is_active=True).values("current_version")
    )
    return list(found.select_related("field", "procedure").order_by("procedure__code"))


def _record(version: ProcedureVersion) -> Record:
    return Record(
        code=version.procedure.code,
        name=version.name,
        field=version.field.name,
        level=version.level or None,
        keywords=version.keywords,
        results=[one["name"] for one in version.results if one["name"]],
        papers=[one["name"] for one in version.papers_rows if one["name"]],
        steps=version.steps,
        conditions=version.conditions,
        applicants=version.applicants,
        agencies=version.agencies,
        decision_no=version.decision_no,
    )
