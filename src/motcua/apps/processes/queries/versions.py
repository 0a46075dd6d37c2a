"""The body of a process version. Published versions never change, so each is read once per server process."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import OuterRef, Subquery

from motcua.apps.processes.models import ProcessVersion
from motcua.apps.processes.refusals import NoSuchProcess
from motcua.rules.process import Process, read, sketch

DEFAULT = "default"


@lru_cache(maxsize=1)
def _pack_versions() -> dict[tuple[str, int], Process]:
    """Every version of every model process in `packs/processes`. Raises ValueError naming the file of a faulty one."""
    found: dict[tuple[str, int], Process] = {}
    for path in sorted((Path(settings.PACKS) / "processes").glob("*.json")):
        try:
            one = read(json.loads(path.read_text(encoding="utf-8")))
        except ValueError as fault:
            raise ValueError(f"{path.name}: {fault}") from fault
        found[one.key, one.version] = one
    return found


@lru_cache(maxsize=1)
def pack_processes() -> dict[str, Process]:
    """The newest version of each model process of `packs/processes`, by key."""
    return {one.key: one for _, one in sorted(_pack_versions().items())}


def is_model(key: str) -> bool:
    """True for a model process of a pack: usable from the first day, but approved by nobody in the office."""
    return (key or DEFAULT) in pack_processes()


def _model(key: str, no: int) -> Process:
    try:
        return _pack_versions()[key, no]
    except KeyError:
        raise NoSuchProcess(
            f"Gói quy trình không còn bản {no} của «{key}». Hãy để lại tệp của bản cũ trong packs/processes."
        ) from None


KEPT = 2000
"""Published versions one server process keeps in memory."""
_read: dict[tuple[str, int], Process] = {}


def _published(key: str, no: int) -> Process:
    read_all([(key, no)])
    try:
        return _read[key, no]
    except KeyError:
        raise NoSuchProcess(f"Không có bản số {no} của quy trình «{key}».") from None


def read_all(versions: Iterable[tuple[str, int]]) -> None:
    """Read the published versions a page is about to ask for, in one statement; none for those kept already."""
    wanted = {one for one in versions if one not in _read and one[0] and one[0] not in pack_processes()}
    if not wanted:
        return
    if len(_read) + len(wanted) > KEPT:
        _read.clear()
    rows = ProcessVersion.objects.filter(
        definition__key__in={key for key, _ in wanted}, no__in={no for _, no in wanted}
    ).values_list("definition__key", "no", "body")
    _read.update({(key, no): sketch(body) for key, no, body in rows if (key, no) in wanted})


def process(key: str, no: int = 0) -> Process:
    """Version `no` of the process named `key` (the default model when the key is empty). Raises NoSuchProcess.

    No statement for a model process, nor for a version this server process has read before.
    """
    key = key or DEFAULT
    if key in pack_processes():
        return _model(key, no) if no else pack_processes()[key]
    return _published(key, no)


def in_force(key: str, on: date) -> Process:
    """The version that a dossier filed on `on` runs on. Raises NoSuchProcess when none is in force yet."""
    if is_model(key):
        return process(key)
    rows = ProcessVersion.objects.filter(definition__key=key, valid_from__lte=on).order_by(
        "-valid_from", "-no"
    )
    no = rows.values_list("no", flat=True).first()
    if no is None:
        raise NoSuchProcess(
            f"Quy trình «{key}» chưa có bản ban hành có hiệu lực ngày {on:%d/%m/%Y}. "
            "Hãy báo người quản lý quy trình ban hành trước."
        )
    return process(key, no)


def current_no(on: date, key_column: str = "process_key") -> Subquery:
    """The number of the version in force on `on` as a column beside rows that name a process in `key_column`."""
    rows = ProcessVersion.objects.filter(definition__key=OuterRef(key_column), valid_from__lte=on)
    return Subquery(rows.order_by("-valid_from", "-no").values("no")[:1])


def forget() -> None:
    """Drop what was read: for tests, whose databases come and go."""
    _read.clear()
