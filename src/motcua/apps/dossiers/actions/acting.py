"""What every action does: lock the dossier, check the right and the step, write the act and its fact, move the token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from motcua.apps.dossiers.models import Act, Consultation, Dossier, Participation
from motcua.apps.dossiers.placing import arm_timers, civil, place_of_step, step_due
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.refusals import GuardNotMet, NoSuchDossier, SomebodyWasFaster
from motcua.apps.ledger import actions as ledger
from motcua.rules import lifecycle, rights
from motcua.rules.actors import Actor, Seat
from motcua.rules.facts import DossierFact
from motcua.rules.lifecycle import FINISHED, State
from motcua.rules.process import Step
from motcua.rules.rights import Standing

WAITING_STATES = frozenset({State.SUPPLEMENTING, State.PAYING})
"""The step stands open, but the next move is the applicant's."""

LONGEST_GROUND = 1000
"""Characters of an act's ground, as the column holds them."""
LONGEST_NAME = 120
"""Characters of an act's `actor_name`, as the column holds them."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Where the token lies after an act: the open step, the unit, the officer (None: the unit's tray)."""

    unit_id: int
    officer_id: int | None = None
    step: Step | None = None
    note: Mapping[str, Any] = field(default_factory=dict)
    """What the act has to say about the place: why the step does not lie where the process says."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand takes a step: the actor, with the seat that gave him the right. A lent seat is named in the act."""

    actor: Actor
    seat: Seat | None = None

    @property
    def name(self) -> str:
        """`Trần Thị B (thay Nguyễn Văn A)` with a lent seat; cut to what the column holds."""
        if self.seat is None or not self.seat.for_officer:
            return self.actor.name
        words = f"{self.actor.name} (thay {self.seat.for_name})"
        return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 2]}…)"

    @property
    def note(self) -> dict[str, Any]:
        """What the act's note says of the one stood in for; nothing with an own seat."""
        if self.seat is None or not self.seat.for_officer:
            return {}
        return {"for": {"officer": self.seat.for_officer, "name": self.seat.for_name}}


def lock(number: str, *, actor: Actor, verb: str = "", seen: int | None = None) -> Dossier:
    """The dossier with its row locked until the transaction ends, once `actor` has the right to `verb` on it.

    `seen` is the act count the officer's page showed. Raises NoSuchDossier, SomebodyWasFaster, NotAllowed.
    """
    dossier = Dossier.objects.select_for_update().filter(number=number).first()
    if dossier is None:
        dossier = Dossier.objects.select_for_update().filter(provisional=number).first()
    if dossier is None:
        raise NoSuchDossier(f"Không tìm thấy hồ sơ «{number}». Hãy kiểm tra lại mã hồ sơ.")
    if seen is not None and seen != dossier.act_count:
        raise SomebodyWasFaster(_faster(dossier))
    if verb:
        rights.ensure(actor, verb, standing(dossier))
    return dossier


def standing(dossier: Dossier, *, asked_units: frozenset[int] = frozenset()) -> Standing:
    """The dossier's places, as rights look at them."""
    return Standing(
        receiving_unit=dossier.receiving_unit_id,
        settling_agency=dossier.agency_id,
        settling_unit=dossier.settling_unit_id or 0,
        holder_unit=dossier.holder_unit_id,
        holder_officer=dossier.holder_id,
        asked_units=asked_units,
        process=dossier.process_key,
    )


def asked_units(dossier: Dossier) -> frozenset[int]:
    """Units with an open question about the dossier."""
    waiting = Consultation.objects.filter(dossier=dossier, answered=None)
    return frozenset(waiting.values_list("unit_id", flat=True))


def act(
    dossier: Dossier,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    to: State | None = None,
    ground: str = "",
    holding: Holding | None = None,
    note: Mapping[str, Any] | None = None,
    asked: frozenset[int] = frozenset(),
) -> Act:
    """Take the step `verb` on a locked dossier: right, state, holder, the act row and the index row.

    Index fields the caller changed before are saved with it. Raises NotAllowed, StepNotAllowed.
    """
    place = standing(dossier, asked_units=asked)
    rights.ensure(actor, verb, place)
    _ensure_short(ground)
    row, target = lifecycle.take(dossier.stands, verb, to)
    _still_timers(dossier, target, holding)
    note = {**(holding.note if holding else {}), **(note or {})}
    hand = Hand(actor, rights.seat_for(actor, verb, place))
    return _write(dossier, verb, row.id, target, hand, at, ground, holding, note)


def _still_timers(dossier: Dossier, target: State, holding: Holding | None) -> None:
    """No timer runs while the dossier waits for the applicant, nor when no step is open any more."""
    is_open = bool(dossier.step_key) or (holding is not None and holding.step is not None)
    if target in WAITING_STATES or not is_open:
        dossier.timer_at = None


def shortened(text: str) -> str:
    """A ground of a text that may be longer; the whole stands in the act's own detail row."""
    text = text.strip()
    return text if len(text) <= LONGEST_GROUND else text[: LONGEST_GROUND - 1] + "…"


def _ensure_short(ground: str) -> None:
    if len(ground.strip()) > LONGEST_GROUND:
        raise GuardNotMet(
            f"Nội dung ghi vào hồ sơ dài quá {LONGEST_GROUND} ký tự. Hãy viết gọn, phần dài để trong tệp đính kèm."
        )


def act_beside(
    dossier: Dossier,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    ground: str = "",
    note: Mapping[str, Any] | None = None,
) -> Act:
    """An act that moves no state (a correction, a redating): right checked, row written."""
    place = standing(dossier)
    rights.ensure(actor, verb, place)
    _ensure_short(ground)
    hand = Hand(actor, rights.seat_for(actor, verb, place))
    return _write(dossier, verb, "", dossier.stands, hand, at, ground, None, note)


def tell(
    fact: type[DossierFact], dossier: Dossier, made: Act, *, actor: Actor, at: datetime, **more: str
) -> None:
    """Leave the fact of an act in the ledger, in the same transaction."""
    ledger.record(
        fact(dossier_id=dossier.pk, number=str(dossier), act=made.seq, **more),
        actor=actor,
        at=at,
    )


def opened(dossier: Dossier, step: Step, *, at: datetime, officer_id: int | None = None) -> Holding:
    """The holding that opens `step`; the index row's step clock and timers start.

    Without `officer_id` it opens on the desk of the officer with the title the step names, else in the unit's tray.
    """
    placed = place_of_step(dossier, step, at, officer_id)
    dossier.step_since = at
    dossier.step_due_at = step_due(dossier, step, at, placed.unit_id)
    arm_timers(dossier, step, placed.unit_id, at)
    return Holding(
        placed.unit_id, placed.officer_id, step, {"placed": placed.remark} if placed.remark else {}
    )


def current_step(dossier: Dossier) -> Step:
    """The open step of the dossier's process. Raises GuardNotMet when none is open."""
    if not dossier.step_key and dossier.stands in FINISHED:
        raise GuardNotMet(f"Hồ sơ đã kết thúc («{dossier.stands.label}») nên không còn bước nào để làm.")
    if not dossier.step_key:
        raise GuardNotMet("Hồ sơ chưa vào quy trình giải quyết. Hãy tiếp nhận và chuyển hồ sơ trước.")
    return process_of(dossier).step(dossier.step_key)


def ensure_leaves(dossier: Dossier, verb: str) -> None:
    """For actions that work before they take the step: the state must be one that `verb` may leave.

    Raises StepNotAllowed.
    """
    if not any(dossier.stands in row.start for row in lifecycle.rows_for(verb)):
        lifecycle.take(dossier.stands, verb)


def ensure_step(dossier: Dossier, take: str) -> Step:
    """The open step, which must be one that does `take`. Raises GuardNotMet naming the step that is open."""
    step = current_step(dossier)
    if step.take != take:
        raise GuardNotMet(f"Hồ sơ đang ở bước «{step.name}» ({step.by.label}). Hãy làm xong bước này trước.")
    return step


def _write(
    dossier: Dossier,
    verb: str,
    transition: str,
    target: State,
    hand: Hand,
    at: datetime,
    ground: str,
    holding: Holding | None,
    note: Mapping[str, Any] | None,
) -> Act:
    before = dossier.state
    if holding is not None:
        _move(dossier, holding, at)
    dossier.state = target
    dossier.act_count += 1
    dossier.save()
    return Act.objects.create(
        dossier=dossier,
        seq=dossier.act_count,
        verb=verb,
        transition=transition,
        from_state=before,
        to_state=target,
        officer_id=hand.actor.officer_id,
        actor_name=hand.name,
        at=at,
        ground=ground.strip(),
        step_key=dossier.step_key,
        holder_unit_id=dossier.holder_unit_id,
        holder_id=dossier.holder_id,
        due_at=dossier.due_at,
        note={**(note or {}), **hand.note},
    )


def _move(dossier: Dossier, holding: Holding, at: datetime) -> None:
    if holding.unit_id not in (dossier.holder_unit_id, dossier.receiving_unit_id):
        took_part(dossier, holding.unit_id, at)
    dossier.holder_unit_id = holding.unit_id
    dossier.holder_id = holding.officer_id
    if holding.step is not None:
        dossier.step_key = holding.step.key


def took_part(dossier: Dossier, unit_id: int, at: datetime) -> None:
    """Note once that a unit has held or been asked about the dossier, in one statement."""
    row = Participation(dossier=dossier, unit_id=unit_id, since=at)
    Participation.objects.bulk_create([row], ignore_conflicts=True)


def _faster(dossier: Dossier) -> str:
    """Who did what when, and what differs now: the state and whose desk or tray the dossier lies in."""
    last = Act.objects.filter(dossier=dossier).order_by("-seq").first()
    if last is None:
        return "Hồ sơ vừa được thay đổi. Hãy tải lại trang rồi làm tiếp."
    what = next((row.name for row in lifecycle.TABLE if row.verb == last.verb), "")
    what = what or rights.VERB_NAMES_BESIDE_LIFECYCLE.get(last.verb, "cập nhật")
    who = (
        f"{dossier.holder.full_name}, {dossier.holder_unit.name}"
        if dossier.holder
        else dossier.holder_unit.name
    )
    return (
        f"{last.actor_name} vừa làm bước «{what}» lúc {civil(last.at):%H:%M ngày %d/%m/%Y}. "
        f"Hồ sơ bây giờ: «{dossier.stands.label}», đang ở {who}. "
        "Việc của bạn chưa được ghi. Hãy xem lại hồ sơ hiện nay rồi làm tiếp."
    )
