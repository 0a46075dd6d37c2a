"""Dossiers nobody will move: the holder has gone, lost his seat or is away with nobody in his place, or the tray lies
in a unit that nobody of the step sits in.

The open dossiers of the arranged units are counted in one statement by holder, unit and open step; why a group is
orphaned is then decided from the people of those units (a few hundred rows at most), so the sentence and the count
always agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Count, Q

from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.placing import civil
from motcua.apps.dossiers.processes import process
from motcua.apps.dossiers.queries.visibility import visible_to
from motcua.apps.office import queries as office
from motcua.apps.office.models import Officer, Unit
from motcua.apps.office.queries import Absence
from motcua.apps.processes.refusals import NoSuchProcess
from motcua.rules.actors import Actor, Role
from motcua.rules.lifecycle import OPEN

SOON_DAYS = 3
PAGE = 30
_COUNTERS = frozenset({Role.COUNTER, Role.CENTRE_HEAD})


class Reason(StrEnum):
    """Why nobody will move it, the worst first."""

    ENDED_UNIT = "ENDED_UNIT"
    GONE = "GONE"
    NO_SEAT = "NO_SEAT"
    AWAY = "AWAY"
    AWAY_SOON = "AWAY_SOON"
    EMPTY_TRAY = "EMPTY_TRAY"

    @property
    def label(self) -> str:
        """The heading of the group."""
        return _LABELS[self]

    @property
    def advice(self) -> str:
        """What to do about it."""
        return _ADVICE[self]


_LABELS: dict[Reason, str] = {
    Reason.ENDED_UNIT: "Đơn vị đã giải thể, sáp nhập",
    Reason.GONE: "Người giữ hồ sơ đã nghỉ việc, chuyển công tác",
    Reason.NO_SEAT: "Người giữ hồ sơ không còn ở vị trí làm bước đang mở",
    Reason.AWAY: "Người giữ hồ sơ đang nghỉ, không có người thay",
    Reason.AWAY_SOON: "Người giữ hồ sơ sắp nghỉ, chưa có người thay",
    Reason.EMPTY_TRAY: "Khay chung không có ai làm được bước đang mở",
}
_ADVICE: dict[Reason, str] = {
    Reason.ENDED_UNIT: "Giao lại hồ sơ cho đơn vị kế thừa.",
    Reason.GONE: "Giao lại hồ sơ cho người khác.",
    Reason.NO_SEAT: "Giao lại hồ sơ, hoặc bố trí lại vị trí cho người này.",
    Reason.AWAY: "Cử người thay trong những ngày nghỉ, hoặc giao lại hồ sơ.",
    Reason.AWAY_SOON: "Cử người thay trước ngày nghỉ, hoặc giao lại hồ sơ.",
    Reason.EMPTY_TRAY: "Bố trí người vào vị trí này, hoặc giao lại hồ sơ cho đơn vị khác.",
}
StepKey = tuple[str, int, str]


@dataclass(slots=True)
class OrphanGroup:
    """Orphaned dossiers of one officer (or of one tray) for one reason."""

    reason: Reason
    unit_id: int
    unit: str
    officer_id: int | None
    officer: str
    why: str
    count: int = 0
    steps: set[StepKey] = field(default_factory=set)

    @property
    def key(self) -> str:
        """The group as an address names it: `AWAY-12-5`, officer 0 for a tray."""
        return f"{self.reason}-{self.unit_id}-{self.officer_id or 0}"


@dataclass(frozen=True, slots=True)
class OrphanRows:
    """One page of the dossiers of a group; `after` 0 when it is the last."""

    rows: list[Dossier]
    after: int


@dataclass(frozen=True, slots=True)
class _Staff:
    units: Mapping[int, Unit]
    officers: Mapping[int, Officer]
    seats: frozenset[tuple[int, int, str]]
    roles: frozenset[tuple[int, str]]
    away: Mapping[int, Absence]
    today: date


def orphan_groups(actor: Actor, *, at: datetime, days: int = SOON_DAYS) -> list[OrphanGroup]:
    """Orphaned dossiers of the units whose people the actor arranges, by reason, unit and person, with counts.

    A leave counts from `days` before it begins. Five statements at most, however many dossiers.
    """
    today = civil(at).date()
    units = {unit.pk: unit for unit in _arranged_units(actor)}
    if not units:
        return []
    held = Dossier.objects.filter(holder_unit__in=list(units), state__in=sorted(OPEN)).order_by()
    rows = list(
        held.values_list("holder_unit", "holder", "process_key", "process_version", "step_key").annotate(
            n=Count("pk")
        )
    )
    staff = _staff(units, {row[1] for row in rows if row[1]}, today, days)
    groups: dict[str, OrphanGroup] = {}
    for unit_id, officer_id, *step, count in rows:
        found = _group(staff, unit_id, officer_id, (step[0], step[1], step[2]))
        if found is not None:
            group = groups.setdefault(found.key, found)
            group.count += count
            group.steps.add((step[0], step[1], step[2]))
    order = list(Reason)
    return sorted(groups.values(), key=lambda one: (order.index(one.reason), one.unit, one.officer))


def orphans_of(actor: Actor, group: OrphanGroup, *, after: int = 0, size: int = PAGE) -> OrphanRows:
    """The dossiers of a group that the actor may see, the oldest first, by key. An administrator sees none."""
    steps = Q()
    for key, version, step in sorted(group.steps):
        steps |= Q(process_key=key, process_version=version, step_key=step)
    found = visible_to(actor).filter(
        steps, holder_unit=group.unit_id, holder=group.officer_id, state__in=sorted(OPEN), pk__gt=after
    )
    rows = list(found.select_related("procedure", "holder_unit", "holder").order_by("pk")[: size + 1])
    return OrphanRows(rows[:size], rows[size - 1].pk if len(rows) > size else 0)


def open_held(officer_ids: Iterable[int]) -> dict[int, int]:
    """How many open dossiers each of these officers holds. One statement."""
    found = Dossier.objects.filter(holder__in=list(officer_ids), state__in=sorted(OPEN)).order_by()
    return dict(found.values_list("holder").annotate(n=Count("pk")))


def _arranged_units(actor: Actor) -> list[Unit]:
    """Ended ones too: what lies there is what the report is for. A unit or centre head arranges his own unit."""
    own = actor.units(Role.UNIT_HEAD, Role.CENTRE_HEAD)
    agencies = set(actor.agencies(Role.SIGNATORY))
    if above := actor.agencies(Role.TTHC_CONTROL, Role.ADMINISTRATOR):
        agencies |= set(office.agencies_under(above))
    if not own and not agencies:
        return []
    return list(Unit.objects.filter(Q(pk__in=own) | Q(agency__in=agencies)).order_by("pk"))


def _staff(units: Mapping[int, Unit], holders: set[int], today: date, days: int) -> _Staff:
    people = office.seated_in(list(units), today)
    return _Staff(
        units=units,
        officers=Officer.objects.in_bulk(holders),
        seats=frozenset(people),
        roles=frozenset((unit_id, role) for unit_id, _, role in people),
        away=office.absent_now(holders, today, today + timedelta(days=days)),
        today=today,
    )


def _group(staff: _Staff, unit_id: int, officer_id: int | None, step: StepKey) -> OrphanGroup | None:
    unit = staff.units[unit_id]
    officer = staff.officers.get(officer_id) if officer_id else None
    name = officer.full_name if officer else ""
    found = _why(staff, unit, officer, _roles(step))
    if found is None:
        return None
    return OrphanGroup(found[0], unit_id, unit.name, officer_id, name, found[1])


def _why(
    staff: _Staff, unit: Unit, officer: Officer | None, roles: frozenset[Role]
) -> tuple[Reason, str] | None:
    if unit.valid_to is not None and unit.valid_to < staff.today:
        return Reason.ENDED_UNIT, f"Đơn vị ngừng hoạt động từ sau ngày {unit.valid_to:%d/%m/%Y}"
    if officer is None:
        return None if _somebody(staff, unit.pk, roles) else (Reason.EMPTY_TRAY, f"Không có {_said(roles)}")
    if not officer.is_active:
        return Reason.GONE, "Tài khoản đã ngừng dùng"
    if not any((unit.pk, officer.pk, str(role)) in staff.seats for role in {*roles, Role.UNIT_HEAD}):
        return Reason.NO_SEAT, f"Không còn là {_said(roles)} ở đây"
    absence = staff.away.get(officer.pk)
    if absence is None or absence.substitute_id:
        return None
    reason = Reason.AWAY if absence.first_on <= staff.today else Reason.AWAY_SOON
    why = (
        f"người thay là {absence.substitute_away} cũng nghỉ"
        if absence.substitute_away
        else "chưa có người thay"
    )
    return reason, f"Nghỉ {absence.first_on:%d/%m/%Y} – {absence.last_on:%d/%m/%Y}, {why}"


def _somebody(staff: _Staff, unit_id: int, roles: frozenset[Role]) -> bool:
    return any((unit_id, str(role)) in staff.roles for role in roles)


def _said(roles: frozenset[Role]) -> str:
    return " hay ".join(sorted(role.label for role in roles))


def _roles(step: StepKey) -> frozenset[Role]:
    """Who does the open step; before a step is open the dossier waits for the counter."""
    key, version, name = step
    if not name:
        return _COUNTERS
    try:
        return frozenset({process(key, version).step(name).by})
    except (NoSuchProcess, KeyError):
        return frozenset(Role)
