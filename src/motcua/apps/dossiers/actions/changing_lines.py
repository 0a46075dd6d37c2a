"""The work of a change of many dossiers: a chunk at a time, each dossier in its own transaction.

A line is claimed, its dossier changed and its outcome written in one transaction: killed at any point, the work goes on
where it was, and no dossier is changed twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, transaction

from motcua.apps.dossiers.actions.acting import lock
from motcua.apps.dossiers.actions.changing import UNDO_FOR
from motcua.apps.dossiers.actions.moving import move
from motcua.apps.dossiers.actions.reassigning import give, takers
from motcua.apps.dossiers.models import Act, BulkChange, BulkKind, BulkLine, BulkState, Dossier
from motcua.apps.dossiers.models.changes import LineState
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.queries.changes import loads, names_of, seats_of
from motcua.apps.dossiers.queries.visibility import visible_to
from motcua.apps.dossiers.refusals import ActionRefused, GuardNotMet
from motcua.apps.office import queries as office
from motcua.rules.actors import Actor
from motcua.rules.lifecycle import StepNotAllowed
from motcua.rules.rights import NotAllowed

log = logging.getLogger(__name__)
CHUNK = 25
NOT_SEEN = "Bạn không còn được xem hồ sơ này nên hồ sơ giữ nguyên."
NO_ACTOR = "Người giao việc không còn làm việc nên hồ sơ giữ nguyên."
BROKEN = "Hệ thống gặp lỗi khi làm hồ sơ này; hồ sơ giữ nguyên. Hãy báo quản trị hệ thống."
Now = Callable[[], datetime]


def work_on_chunk(change_id: int, *, now: Now, size: int = CHUNK) -> bool:
    """Deal with the next lines of a change, or of its undoing; False when nothing is left to do.

    Acts as the officer who gave the order, with his rights at this moment. `now` tells the moment of each act.
    """
    change = BulkChange.objects.filter(pk=change_id).first()
    if change is None or change.state in (BulkState.DONE, BulkState.UNDONE):
        return False
    if change.state == BulkState.WAITING:
        BulkChange.objects.filter(pk=change_id, state=BulkState.WAITING).update(state=BulkState.RUNNING)
    is_undo = change.state == BulkState.UNDOING
    wanted = LineState.DONE if is_undo else LineState.WAITING
    found = BulkLine.objects.filter(change=change, state=wanted).order_by("pk")
    ids = list(found.values_list("pk", "dossier_id")[:size])
    if not ids:
        _finish(change_id, is_undo, now())
        return False
    actor = office.actor_for(change.officer_id, now())
    seen = (
        set(visible_to(actor).filter(pk__in=[pk for _, pk in ids]).values_list("pk", flat=True))
        if actor
        else set()
    )
    worker = _Undoing(change) if is_undo else _Doing(change, now())
    for line_id, dossier_id in ids:
        refused = NO_ACTOR if actor is None else "" if dossier_id in seen else NOT_SEEN
        _one(line_id, wanted, worker, actor, refused, now)
    return True


@transaction.atomic
def _finish(change_id: int, is_undo: bool, at: datetime) -> None:
    change = BulkChange.objects.select_for_update().get(pk=change_id)
    if is_undo and change.state == BulkState.UNDOING:
        change.state = BulkState.UNDONE
    elif change.state in (BulkState.WAITING, BulkState.RUNNING):
        change.state, change.done_at = BulkState.DONE, at
        if BulkLine.objects.filter(change=change, state=LineState.DONE).exists():
            change.undo_until = at + UNDO_FOR
    change.save(update_fields=["state", "done_at", "undo_until"])


@transaction.atomic
def _one(
    line_id: int, wanted: str, worker: _Doing | _Undoing, actor: Actor | None, refused: str, now: Now
) -> None:
    claimed = BulkLine.objects.select_for_update(of=("self",)).select_related("dossier")
    line = claimed.filter(pk=line_id, state=wanted).first()
    if line is None:
        return  # stopped meanwhile, or another worker had it
    try:
        if actor is None or refused:
            raise GuardNotMet(refused)
        with transaction.atomic():
            worker.work(line, actor, now())
    except (ActionRefused, StepNotAllowed, NotAllowed) as fault:
        line.state, line.sentence = worker.refused, str(fault)[:500]
    except DatabaseError:
        raise  # the whole job is tried again
    except Exception:  # one odd dossier must not hold up the thousands behind it
        log.exception("change line %s", line_id)
        line.state, line.sentence = worker.refused, BROKEN
    line.save(update_fields=["state", "sentence", "before", "act_count"])


class _Doing:
    """Doing the order, dossier by dossier; keeps the receivers' loads of this chunk."""

    refused = LineState.REFUSED

    def __init__(self, change: BulkChange, at: datetime) -> None:
        self.change = change
        self.officers: list[int] = list(change.order.get("officers", []))
        spread = self.officers if len(self.officers) > 1 else []
        self.held = loads(spread) if spread else {}
        self.seats = seats_of(spread, civil(at).date()) if spread else set()

    def work(self, line: BulkLine, actor: Actor, at: datetime) -> None:
        """Change one dossier; the line says how it stood before."""
        verb = "reassign" if self.change.kind == BulkKind.REASSIGN else "move_process"
        dossier = lock(str(line.dossier), actor=actor, verb=verb)
        line.before = before(dossier)
        if self.change.kind == BulkKind.REASSIGN:
            self._give(dossier, actor, at)
        else:
            self._move(dossier, actor, at)
        line.state, line.sentence, line.act_count = LineState.DONE, "", dossier.act_count

    def _give(self, dossier: Dossier, actor: Actor, at: datetime) -> None:
        officer_id = self._pick(dossier)
        give(dossier, officer_id, reason=self.change.reason, actor=actor, at=at)
        if officer_id is not None:
            self.held[officer_id] = self.held.get(officer_id, 0) + 1

    def _pick(self, dossier: Dossier) -> int | None:
        """The least loaded of the chosen who may hold the step and does not hold it yet."""
        if len(self.officers) < 2:
            return self.officers[0] if self.officers else None
        roles = takers(process_of(dossier).step(dossier.step_key)) if dossier.step_key else ()
        fit = [one for one in self.officers if any(
            (one, dossier.holder_unit_id, str(role)) in self.seats for role in roles)]  # fmt: skip
        fit = fit or self.officers
        others = [one for one in fit if one != dossier.holder_id] or fit
        return min(others, key=lambda one: (self.held.get(one, 0), self.officers.index(one)))

    def _move(self, dossier: Dossier, actor: Actor, at: datetime) -> None:
        order, stood = self.change.order, dossier.step_key
        step = order.get("mapping", {}).get(str(dossier.process_version), {}).get(stood, "")
        move(
            dossier,
            order["process_key"],
            order["process_version"],
            step,
            reason=self.change.reason,
            actor=actor,
            at=at,
        )


class _Undoing:
    """Taking the order back: each dossier nobody has worked on since returns by a new act."""

    refused = LineState.KEPT

    def __init__(self, change: BulkChange) -> None:
        self.change = change
        self.reason = f"Hoàn tác việc hàng loạt số {change.pk}: {change.reason}"

    def work(self, line: BulkLine, actor: Actor, at: datetime) -> None:
        """Return one dossier to how it stood, or raise GuardNotMet with who has worked on it meanwhile."""
        is_reassign = self.change.kind == BulkKind.REASSIGN
        dossier = lock(str(line.dossier), actor=actor, verb="reassign" if is_reassign else "move_process")
        if dossier.act_count != line.act_count:
            raise GuardNotMet(_worked(dossier))
        stood = line.before
        line.sentence = ""
        if is_reassign:
            line.sentence = self._give_back(dossier, stood["holder"], actor, at)
        else:
            since = datetime.fromisoformat(stood["since"]) if stood["since"] else None
            where = (stood["process"], stood["version"], stood["step"])
            move(
                dossier, *where, reason=self.reason, actor=actor, at=at, back_to=stood["holder"], since=since
            )
        line.state = LineState.UNDONE

    def _give_back(self, dossier: Dossier, officer_id: int | None, actor: Actor, at: datetime) -> str:
        try:
            give(dossier, officer_id, reason=self.reason, actor=actor, at=at)
        except GuardNotMet:
            if officer_id is None:
                raise
            give(dossier, None, reason=self.reason, actor=actor, at=at)
            name = names_of([officer_id]).get(officer_id, "Người giữ trước")
            return f"{name} không còn giữ vị trí của bước này, nên hồ sơ về khay chung của đơn vị."
        return ""


def before(dossier: Dossier) -> dict[str, object]:
    """How a dossier stands, for taking a change back."""
    return {
        "holder": dossier.holder_id,
        "unit": dossier.holder_unit_id,
        "step": dossier.step_key,
        "process": dossier.process_key,
        "version": dossier.process_version,
        "since": dossier.step_since.isoformat() if dossier.step_since else "",
    }


def _worked(dossier: Dossier) -> str:
    last = Act.objects.filter(dossier=dossier).order_by("-seq").values_list("actor_name", "at").first()
    if last is None:
        return "Hồ sơ đã thay đổi sau khi giao, nên giữ nguyên."
    return f"{last[0]} đã làm hồ sơ này lúc {civil(last[1]):%H:%M ngày %d/%m/%Y}, nên hồ sơ giữ nguyên."
