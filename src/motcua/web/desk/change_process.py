"""The wizard that moves running dossiers to another version: from which, to which, what becomes of each step, go."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.queries import WorkFilters
from motcua.apps.dossiers.queries import moving as queries
from motcua.apps.dossiers.queries.changes import ChangeFilters
from motcua.apps.dossiers.queries.moving import RunningOn, StepPreview
from motcua.apps.dossiers.refusals import ActionRefused
from motcua.apps.processes.queries import definition, process, versions_of
from motcua.rules.actors import Role
from motcua.rules.process.moving import Moved, Refused
from motcua.web.desk.process_rights import NO_PROCESS
from motcua.web.desk.work_list import clean
from motcua.web.ui.access import officers
from motcua.web.ui.requests import Request

MOVERS = (Role.UNIT_HEAD, Role.SIGNATORY, Role.TTHC_CONTROL)


@dataclass
class Choice:
    """What the wizard was asked: from which process and versions, to which version, narrowed how, steps mapped how."""

    source: str
    versions: list[int]
    to: int
    procedure: str = ""
    mapping: dict[str, dict[str, str]] = field(default_factory=dict)

    def filters(self, agency_id: int) -> ChangeFilters:
        """The dossiers it is about."""
        work = WorkFilters(tray="all", procedure=self.procedure)
        return ChangeFilters(
            work, agency_id=agency_id, process_key=self.source, versions=tuple(self.versions)
        )


@officers(*MOVERS)
def process_move(request: Request, key: str) -> HttpResponse:
    """Choose versions, look at what becomes of each step, map what does not map by itself; POST moves."""
    row = definition(key, request.actor)
    if row is None:
        raise Http404(NO_PROCESS)
    published = versions_of(row)
    running = queries.running_on(request.actor, row.agency_id, at=request.at)
    if not published:
        return render(request, "desk/change/process.html", {"row": row, "key": key, "published": published})
    choice = _choice(request, key, [one.no for one in published], running)
    shown = {
        "row": row,
        "key": key,
        "published": published,
        "choice": choice,
        "sources": _sources(running, choice, key),
        "from_versions": _from_versions(running, choice),
        "to_versions": [(one.no, f"Bản {one.no}, áp dụng từ {one.valid_from:%d/%m/%Y}") for one in published],
    }
    return _answer(request, row, choice, shown)


def _answer(request: Request, row: Any, choice: Choice, shown: dict[str, Any]) -> HttpResponse:
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    token = clean(request.POST.get("token", ""))[:64] or uuid.uuid4().hex
    faults: dict[str, str] = {}
    if request.method == "POST" and request.POST.get("lam") == "chuyen":
        try:
            change = _start(request, row, choice, reason, token)
        except ActionRefused as fault:
            faults = fault.faults or {"": fault.sentence}
        else:
            return redirect("desk:change", change.pk)
    target = process(row.key, choice.to)
    steps = (
        queries.preview(request.actor, choice.filters(row.agency_id), target, choice.mapping, at=request.at)
        if choice.versions
        else []
    )
    shown |= {
        "faults": faults,
        "errors": [(f"#id_{name}" if name else "", text) for name, text in faults.items()],
        "reason": reason,
        "token": token,
        "steps": [_line(one, choice) for one in steps],
        "count": sum(one.count for one in steps),
        "movable": sum(one.movable for one in steps),
        "address": reverse("desk:process_move", args=[row.key]),
    }
    return render(request, "desk/change/process.html", shown, status=422 if faults else 200)


def _start(request: Request, row: Any, choice: Choice, reason: str, token: str) -> Any:
    versions = ", ".join(map(str, sorted(choice.versions)))
    name = process(choice.source, choice.versions[0]).name if choice.versions else ""
    return actions.start_change(
        "MOVE_PROCESS",
        choice.filters(row.agency_id),
        {"process_key": row.key, "process_version": choice.to, "mapping": choice.mapping},
        token=token,
        words=f"Chuyển hồ sơ từ «{name}» bản {versions} sang «{row.name}» bản {choice.to}"
        + (f" (thủ tục {choice.procedure})" if choice.procedure else ""),
        reason=reason,
        actor=request.actor,
        at=request.at,
    )


def _choice(request: Request, key: str, published: list[int], running: list[RunningOn]) -> Choice:
    """From the address (versions, filter) and, for a POST, from the form (mapping)."""
    asked = request.GET
    known = {(one.key, one.version) for one in running}
    to = _number(asked.get("den", "")) if _number(asked.get("den", "")) in published else max(published)
    source = asked.get("tu", "") or key
    if source not in {one for one, _ in known} and source != key:
        source = key
    offered = [no for one, no in sorted(known) if one == source and (one, no) != (key, to)]
    picked = [no for no in map(_number, asked.getlist("ban")) if no in offered]
    versions = picked or offered
    mapping: dict[str, dict[str, str]] = {}
    for name, value in request.POST.items():
        if name.startswith("buoc-") and value:
            _, version, step = clean(name).split("-", 2) if name.count("-") >= 2 else ("", "", "")
            mapping.setdefault(version, {})[step] = clean(str(value))[:60]
    return Choice(source, versions, to, clean(asked.get("thu-tuc", "")), mapping)


def _sources(running: list[RunningOn], choice: Choice, key: str) -> list[tuple[str, str]]:
    names = {key: "Các bản trước của chính quy trình này"}
    names |= {one.key: f"Quy trình «{one.name}»" for one in running if one.key != key}
    return list(names.items())


def _from_versions(running: list[RunningOn], choice: Choice) -> list[dict[str, Any]]:
    return [
        {
            "value": one.version,
            "label": f"Bản {one.version}: {one.count} hồ sơ",
            "checked": one.version in choice.versions,
        }
        for one in running
        if one.key == choice.source
    ]


def _line(one: StepPreview, choice: Choice) -> dict[str, Any]:
    found = one.found
    taken = found.new.key if isinstance(found, Moved) else ""
    chosen = choice.mapping.get(str(one.version), {}).get(one.step_key, "") or taken
    return {
        "one": one,
        "field": f"buoc-{one.version}-{one.step_key}",
        "options": [(step.key, step.name) for step in one.targets],
        "chosen": chosen,
        "changes": found.changes if isinstance(found, Moved) else (),
        "sentence": found.sentence if isinstance(found, Refused) else "",
    }


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 9 else 0
