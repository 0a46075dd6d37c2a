"""Work lists: what lies with whom, soonest due first. Keyset-paged, never counted exactly over a big list."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from motcua.apps.dossiers.models import Consultation, CounterGuidance, Dossier, IntakeDraft
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.queries.visibility import UNIT_ROLES, visible_to
from motcua.rules.actors import Actor
from motcua.rules.folding import fold
from motcua.rules.identity import fold_phone
from motcua.rules.lifecycle import OPEN, State
from motcua.rules.numbering import fold_number, looks_like_number

PAGE = 30
COUNT_CAP = 200

TRAYS: dict[str, str] = {
    "mine": "Việc của tôi",
    "unit": "Khay chung của đơn vị",
    "received": "Hồ sơ nơi tôi tiếp nhận",
    "ready": "Chờ trả kết quả",
    "waiting": "Chờ tiếp nhận",
    "supplement": "Chờ bổ sung",
    "paying": "Chờ nộp tiền",
    "late": "Quá hạn",
    "soon": "Sắp đến hạn",
    "all": "Tất cả hồ sơ tôi được xem",
}


@dataclass(frozen=True, slots=True)
class WorkFilters:
    """What a work list is narrowed to. `tray` is a key of TRAYS; `text` is a number, a phone or a name."""

    tray: str = "mine"
    state: str = ""
    procedure: str = ""
    text: str = ""
    channel: str = ""
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One page and the keys of its neighbours (empty: none)."""

    rows: list[Dossier]
    after: str
    before: str


def work_list(
    actor: Actor, filters: WorkFilters, *, at: datetime, after: str = "", before: str = "", size: int = PAGE
) -> WorkPage:
    """The actor's dossiers under `filters`, soonest due first; those without a due date come last."""
    found = narrow(tray(actor, filters.tray, at), filters)
    found = found.select_related("procedure", "holder_unit", "holder", "agency")
    order = (F("due_at").asc(nulls_last=True), F("id").asc())
    back = (F("due_at").desc(nulls_first=True), F("id").desc())
    if before:
        rows = list(_beyond(found, before, backwards=True).order_by(*back)[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return WorkPage(rows, _key(rows[-1]) if rows else "", _key(rows[0]) if more else "")
    rows = list(_beyond(found, after).order_by(*order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return WorkPage(rows, _key(rows[-1]) if more else "", _key(rows[0]) if after and rows else "")


def tray_counts(actor: Actor, trays: Iterable[str], *, at: datetime) -> dict[str, int]:
    """How many lie in each tray, counted only up to COUNT_CAP (the page shows «200+»)."""
    return {name: len(tray(actor, name, at).order_by().values("pk")[: COUNT_CAP + 1]) for name in trays}


def tray(actor: Actor, name: str, at: datetime) -> QuerySet[Dossier]:
    """The dossiers of one tray; every tray holds only what the actor may see (an administrator's are empty)."""
    open_states = sorted(OPEN)
    if name == "mine":
        return Dossier.objects.filter(_on_desks(actor), state__in=open_states)
    if name == "unit":
        return Dossier.objects.filter(_in_units(actor, "holder_unit"), holder=None, state__in=open_states)
    if name == "received":
        return Dossier.objects.filter(_in_units(actor, "receiving_unit"))
    waiting = {
        "ready": State.READY,
        "waiting": State.WAITING,
        "supplement": State.SUPPLEMENTING,
        "paying": State.PAYING,
    }
    if name in waiting:
        return Dossier.objects.filter(_in_units(actor, "receiving_unit"), state=waiting[name])
    seen = visible_to(actor)
    if name == "late":
        return seen.filter(state__in=open_states, paused_since=None, due_on__lt=civil(at).date())
    if name == "soon":
        today, limit = civil(at).date(), at + timedelta(hours=24)
        return seen.filter(state__in=open_states, paused_since=None, due_on__gte=today, due_at__lte=limit)
    return seen


def _on_desks(actor: Actor) -> Q:
    """On the actor's own desk, and on the desks of those he stands in for (of the process they lent him, if any)."""
    desks: dict[tuple[int, str], set[int]] = {}
    for seat in actor.seats:
        if seat.role in UNIT_ROLES:
            desks.setdefault((seat.for_officer or actor.officer_id or 0, seat.process), set()).add(
                seat.unit_id
            )
    found = Q(pk__in=[])
    for (officer_id, process), units in desks.items():
        desk = Q(holder=officer_id, holder_unit__in=units)
        found |= desk & Q(process_key=process) if process else desk
    return found


def _in_units(actor: Actor, column: str) -> Q:
    """In the units of the actor's seats; in those of seats lent for one process, the dossiers of that process."""
    found = Q(**{f"{column}__in": _units(actor, "")})
    for process in actor.processes:
        found |= Q(**{f"{column}__in": _units(actor, process)}, process_key=process)
    return found


def _units(actor: Actor, process: str) -> set[int]:
    return {seat.unit_id for seat in actor.seats if seat.process == process and seat.role in UNIT_ROLES}


def narrow(found: QuerySet[Dossier], filters: WorkFilters) -> QuerySet[Dossier]:
    """The rows of a tray under the filters of the page, also those of an export."""
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.procedure:
        found = found.filter(procedure__code=filters.procedure)
    if filters.channel:
        found = found.filter(channel=filters.channel)
    if filters.officer_id:
        found = found.filter(holder=filters.officer_id)
    return found.filter(_words(filters.text)) if filters.text.strip() else found


def _words(text: str) -> Q:
    """A dossier number, a personal number, a phone, or the beginning of a name without marks."""
    if looks_like_number(text):
        return Q(number=fold_number(text))
    digits = fold_phone(text)
    if digits.isdigit() and len(digits) >= 9:
        return Q(applicant_number=digits) | Q(applicant_phone=digits)
    return Q(applicant_folded__startswith=fold(text)) | Q(number__startswith=fold_number(text))


def _key(row: Dossier) -> str:
    due = row.due_at.isoformat() if row.due_at else ""
    return base64.urlsafe_b64encode(json.dumps([due, row.pk]).encode()).decode()


def _beyond(found: QuerySet[Dossier], key: str, *, backwards: bool = False) -> QuerySet[Dossier]:
    if not key:
        return found
    try:
        due_text, pk = json.loads(base64.urlsafe_b64decode(key))
        due = datetime.fromisoformat(due_text) if due_text else None
        pk = int(pk)
    except (ValueError, TypeError):
        return found
    if due is None:
        same = Q(due_at=None, pk__lt=pk) if backwards else Q(due_at=None, pk__gt=pk)
        return found.filter(same | Q(due_at__isnull=False)) if backwards else found.filter(same)
    if backwards:
        return found.filter(Q(due_at__lt=due) | Q(due_at=due, pk__lt=pk))
    return found.filter(Q(due_at__gt=due) | Q(due_at=due, pk__gt=pk) | Q(due_at=None))


def consultations_for(actor: Actor) -> list[Consultation]:
    """Open questions put to the actor's units, soonest due first."""
    found = Consultation.objects.filter(
        unit__in=actor.units(*UNIT_ROLES), answered=None, dossier__state=State.CONSULTING
    )
    return list(found.select_related("dossier__procedure", "unit", "asked").order_by("due_at")[:100])


def drafts_of(actor: Actor, limit: int = 10) -> list[IntakeDraft]:
    """The officer's unfinished intakes, newest first."""
    return list(IntakeDraft.objects.filter(officer_id=actor.officer_id or 0).order_by("-updated_at")[:limit])


def draft(token: str, actor: Actor) -> IntakeDraft | None:
    """One of the officer's own drafts."""
    return IntakeDraft.objects.filter(token=token, officer_id=actor.officer_id or 0).first()


def guidance_at(actor: Actor, limit: int = 50) -> list[CounterGuidance]:
    """Guidance given and receptions declined at the actor's centres, newest first."""
    found = CounterGuidance.objects.filter(unit_id__in=actor.units()).select_related("version", "slip")
    return list(found.order_by("-at")[:limit])
