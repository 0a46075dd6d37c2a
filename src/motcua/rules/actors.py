"""Who acts: an officer with the seats he holds on the day, the system itself, or a citizen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """The seats of domain.md §2.1; the value is stored, the label is shown."""

    COUNTER = "COUNTER"
    CASE_OFFICER = "CASE_OFFICER"
    UNIT_HEAD = "UNIT_HEAD"
    SIGNATORY = "SIGNATORY"
    CLERK = "CLERK"
    CASHIER = "CASHIER"
    CENTRE_HEAD = "CENTRE_HEAD"
    TTHC_CONTROL = "TTHC_CONTROL"
    ADMINISTRATOR = "ADMINISTRATOR"

    @property
    def label(self) -> str:
        """The Vietnamese name of the seat."""
        return ROLE_LABELS[self]


ROLE_LABELS: dict[Role, str] = {
    Role.COUNTER: "Cán bộ tiếp nhận",
    Role.CASE_OFFICER: "Chuyên viên thụ lý",
    Role.UNIT_HEAD: "Lãnh đạo phòng",
    Role.SIGNATORY: "Người có thẩm quyền ký",
    Role.CLERK: "Văn thư",
    Role.CASHIER: "Thu phí, lệ phí",
    Role.CENTRE_HEAD: "Lãnh đạo Bộ phận Một cửa",
    Role.TTHC_CONTROL: "Kiểm soát thủ tục hành chính",
    Role.ADMINISTRATOR: "Quản trị hệ thống",
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One posting in force: this role, in this unit of this agency.

    `for_officer` names whose seat it really is when the actor only stands in for him (leave, delegation) until the
    end of the day `until`; `process` limits the standing in to one internal process (empty: every process).
    """

    role: Role
    unit_id: int
    agency_id: int
    for_officer: int | None = None
    for_name: str = ""
    process: str = ""
    until: date | None = None

    def covers(self, process: str) -> bool:
        """True when the seat counts for a dossier that runs on `process`."""
        return not self.process or self.process == process


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts. `officer_id` is None for the system and for a citizen."""

    name: str
    officer_id: int | None = None
    seats: tuple[Seat, ...] = ()
    kind: str = "officer"

    def has_role(self, *roles: Role | str) -> bool:
        """True when one of the actor's seats is one of `roles`."""
        wanted = {str(role) for role in roles}
        return any(str(seat.role) in wanted for seat in self.seats)

    def units(self, *roles: Role | str, process: str = "") -> frozenset[int]:
        """Ids of the units where the actor holds one of `roles` (any role when none is named).

        Seats that somebody lent for one process count only when it is `process`.
        """
        return frozenset(seat.unit_id for seat in self._seats(roles, process))

    def agencies(self, *roles: Role | str, process: str = "") -> frozenset[int]:
        """Ids of the agencies where the actor holds one of `roles`; lent seats count as in `units`."""
        return frozenset(seat.agency_id for seat in self._seats(roles, process))

    @property
    def processes(self) -> tuple[str, ...]:
        """Keys of the processes for which somebody lent the actor his seats, for these alone."""
        return tuple(sorted({seat.process for seat in self.seats if seat.process}))

    @property
    def stands_in(self) -> tuple[Seat, ...]:
        """One seat of each officer (and process) the actor acts for today."""
        lent = {(seat.for_officer, seat.process): seat for seat in self.seats if seat.for_officer}
        return tuple(lent.values())

    def _seats(self, roles: tuple[Role | str, ...], process: str) -> list[Seat]:
        wanted = {str(role) for role in roles}
        return [s for s in self.seats if s.covers(process) and (not wanted or str(s.role) in wanted)]


SYSTEM = Actor(name="Hệ thống", kind="system")
CITIZEN = Actor(name="Người dân", kind="citizen")
