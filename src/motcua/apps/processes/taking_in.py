"""A file somebody made elsewhere, understood as a process: an Excel step table or a BPMN 2.0 diagram, told apart by content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from motcua.apps.processes.refusals import ProcessRefused
from motcua.apps.processes.step_tables import read_file
from motcua.rules.process import Process, written
from motcua.rules.process.bpmn_parsing import BpmnRefused
from motcua.rules.process.bpmn_reading import from_bpmn
from motcua.rules.process.reading import TEXTS

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Understood:
    """The body of a process as read, remarks for the reader, and what could not be read (then it may not be taken in)."""

    body: Mapping[str, Any]
    notes: tuple[str, ...]
    faults: tuple[object, ...]
    """Each prints as a sentence that names the line and column, or the element."""


def understand(
    data: bytes, *, key: str, name: str, units: Mapping[str, str], base: Process | None
) -> Understood:
    """What a file says. `base` is the process it would replace: what the file does not tell stays as there.

    Raises ProcessRefused for a file of another kind, or a broken one.
    """
    if not data:
        raise ProcessRefused("Tệp trống. Hãy chọn lại tệp.")
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        drawn = read_file(data, key=key, name=name, units=units, base=base)
        return Understood(drawn.process_body, drawn.notes, drawn.faults)
    if data.removeprefix(_BOM).lstrip()[:1] == b"<" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _diagram(data, key, name, units, base)
    raise ProcessRefused(
        "Tệp này không phải là bảng Excel (.xlsx) hay sơ đồ BPMN 2.0 (.bpmn). Hãy chọn đúng tệp."
    )


def _diagram(data: bytes, key: str, name: str, units: Mapping[str, str], base: Process | None) -> Understood:
    try:
        found = from_bpmn(data, units=units)
    except BpmnRefused as refused:
        return Understood({"key": key, "name": name, "steps": []}, (), refused.sentences)
    drawn, notes = found.process, list(found.notes)
    texts = {text: getattr(base, text) for text in TEXTS if base and not getattr(drawn, text)}
    keys = {step.key for step in drawn.steps}
    kept = tuple(case for case in base.cases if set(case.expect) <= keys) if base and not drawn.cases else ()
    if base and not drawn.cases and len(kept) < len(base.cases):
        notes.append(f"Bỏ {len(base.cases) - len(kept)} tình huống kiểm tra có bước không còn trong sơ đồ.")
    taken = replace(drawn, key=key, version=1, name=drawn.name.strip() or name, **texts)
    return Understood(written(replace(taken, cases=kept or drawn.cases)), tuple(notes), ())
