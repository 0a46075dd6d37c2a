"""Views built fresh from the acts: the control slip of a dossier, the hand-over slip of a batch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from motcua.apps.dossiers import clock
from motcua.apps.dossiers.models import Act, Consultation, Dossier, Slip
from motcua.apps.dossiers.placing import civil, step_due
from motcua.apps.dossiers.processes import process_of, step_name
from motcua.apps.dossiers.slips import heads, parts
from motcua.apps.dossiers.slips.refusals import SlipNotReady
from motcua.apps.letters.rendering import render
from motcua.apps.office.models import Officer, Unit
from motcua.rules.actors import Actor
from motcua.rules.forms import ControlLeg, ControlSlip, FormKind, HandoverRow, HandoverSlip, Missing
from motcua.rules.lifecycle import rows_for
from motcua.rules.rights import VERB_NAMES_BESIDE_LIFECYCLE
from motcua.rules.timeliness import Timeliness
from motcua.rules.words import short_moment

CONTROL_TITLE = "Phiếu kiểm soát quá trình giải quyết hồ sơ"


def control_slip(dossier: Dossier, *, at: datetime | None = None, blank_legs: int = 0) -> ControlSlip:
    """The control slip as the acts tell it; `at` is the moment printed (the last act's when not given).

    Raises SlipNotReady for a dossier not accepted yet.
    """
    acts = list(Act.objects.filter(dossier=dossier).select_related("handover").order_by("seq"))
    received_at = parts.received(dossier, CONTROL_TITLE)
    book = _book(dossier)
    asked = Consultation.objects.filter(dossier=dossier).order_by("pk")
    return ControlSlip(
        head=heads.centre(dossier.receiving_unit_id).head,
        issued_at=civil(at or acts[-1].at),
        owner_name=dossier.applicant_name,
        number=dossier.number or "",
        subject=dossier.subject,
        received_at=received_at,
        due_at=parts.shown(dossier.due_at),
        settling_unit=heads.agency(dossier).name,
        cooperating_units=tuple(dict.fromkeys(asked.values_list("unit__name", flat=True))),
        volume=book[0],
        ordinal=book[1],
        legs=_legs(dossier, acts),
        blank_legs=blank_legs,
    )


def _book(dossier: Dossier) -> tuple[str, str]:
    """Volume and ordinal of the register, as the receipt says them."""
    data = (
        Slip.objects.filter(dossier=dossier, kind=FormKind.RECEIPT)
        .order_by("-version")
        .values_list("data", flat=True)
        .first()
    )
    return (data["volume"], data["ordinal"]) if data else ("", "")


def _legs(dossier: Dossier, acts: Sequence[Act]) -> tuple[ControlLeg, ...]:
    """One leg for each act that opened another step or moved the dossier to another unit or officer."""
    in_process = [act for act in acts if act.step_key]
    pairs: list[tuple[Act, Act]] = []
    for act in in_process:
        held = pairs[-1][1] if pairs else in_process[0]
        if _place(act) != _place(held):
            pairs.append((held, act))
    units = _unit_names({act.holder_unit_id for pair in pairs for act in pair})
    officers = _officer_names({after.holder_id for _, after in pairs if after.holder_id})
    return tuple(_leg(dossier, held, act, units, officers) for held, act in pairs)


def _place(act: Act) -> tuple[int, int | None, str]:
    return act.holder_unit_id, act.holder_id, act.step_key


def _unit_names(ids: set[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))


def _officer_names(ids: set[int]) -> dict[int, str]:
    return dict(Officer.objects.filter(pk__in=ids).values_list("pk", "full_name"))


def _leg(
    dossier: Dossier, before: Act, after: Act, units: dict[int, str], officers: dict[int, str]
) -> ControlLeg:
    return ControlLeg(
        giving_unit=units.get(before.holder_unit_id, ""),
        receiving_unit=units.get(after.holder_unit_id, ""),
        at=civil(after.at),
        giver=after.actor_name,
        receiver=officers.get(after.holder_id or 0, ""),
        outcome=_outcome(dossier, before, after),
        note=_verb_words(after.verb),
    )


def _verb_words(verb: str) -> str:
    return _capital(VERB_NAMES_BESIDE_LIFECYCLE.get(verb) or rows_for(verb)[0].name)


def _outcome(dossier: Dossier, before: Act, after: Act) -> str:
    """How the giver stood: against the 15:00 rule for a transfer, the step's own limit, the appointment at the end."""
    if after.verb == "seal":
        whole = clock.finish_class(dossier)
        return _capital(whole.label) if whole else ""
    due = _step_due(dossier, before, after)
    if due is None:
        return ""
    if after.at > due:
        return f"Quá hạn (phải giao trước {short_moment(civil(due))})"
    is_early = civil(after.at).date() < civil(due).date()
    return _capital((Timeliness.EARLY if is_early else Timeliness.ON_TIME).label)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _step_due(dossier: Dossier, before: Act, after: Act) -> datetime | None:
    handover = getattr(after, "handover", None)
    if handover is not None and handover.transfer_by is not None:
        found: datetime = handover.transfer_by
        return found
    order = process_of(dossier)
    if not order.has(before.step_key):  # done on another version, before the dossier was moved
        return None
    step = order.step(before.step_key)
    return step_due(dossier, step, before.at, before.holder_unit_id) if step.take == after.verb else None


def control_slip_pdf(dossier: Dossier, *, at: datetime | None = None, blank_legs: int = 0) -> bytes:
    """The control slip as PDF: form 05 of TT 01/2018, form 06 of TT 03/2025."""
    slip = control_slip(dossier, at=at, blank_legs=blank_legs)
    return render(FormKind.CONTROL_SLIP, slip, on=slip.received_at.date()).content


def handover_slip(
    dossiers: Iterable[Dossier],
    from_unit: Unit,
    to_unit: Unit,
    *,
    actor: Actor,
    at: datetime,
    receiver_name: str = "",
) -> HandoverSlip:
    """Giấy bàn giao of a batch between two units (NĐ 61/2018 Đ.18). Raises SlipNotReady for an empty batch."""
    rows = tuple(handover_row(dossier) for dossier in dossiers)
    if not rows:
        raise SlipNotReady("Giấy bàn giao hồ sơ", (Missing("rows", "Hồ sơ bàn giao"),))
    return HandoverSlip(
        head=heads.centre(from_unit.pk).head,
        issued_at=civil(at),
        giving_unit=from_unit.name,
        receiving_unit=to_unit.name,
        rows=rows,
        giver_name=actor.name,
        receiver_name=receiver_name.strip(),
    )


def handover_row(dossier: Dossier) -> HandoverRow:
    """One dossier of a batch, with the task that waits for it."""
    return HandoverRow(
        number=str(dossier),
        subject=dossier.subject,
        owner_name=dossier.applicant_name,
        sets=dossier.sets,
        received_at=civil(dossier.received_at) if dossier.received_at else None,
        due_at=parts.shown(dossier.due_at),
        task=step_name(dossier),
        task_due_at=parts.shown(dossier.step_due_at),
    )


def handover_pdf(slip: HandoverSlip) -> bytes:
    """A batch's hand-over slip as PDF, in the edition of its own day."""
    return render(FormKind.HANDOVER, slip, on=slip.issued_at.date()).content
