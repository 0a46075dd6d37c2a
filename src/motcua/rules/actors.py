"""Who acts: an officer with the seats he holds on the day, the system itself, or a citizen."""

from __future__ import annotations

from dataclasses import dataclass
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
    """One posting in force: this role, in this unit of this agency."""

    role: Role
    unit_id: int
    agency_id: int


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

    def units(self, *roles: Role | str) -> frozenset[int]:
        """Ids of the units where the actor holds one of `roles` (any role when none is named)."""
        wanted = {str(role) for role in roles}
        return frozenset(s.unit_id for s in self.seats if not wanted or str(s.role) in wanted)

    def agencies(self, *roles: Role | str) -> frozenset[int]:
        """Ids of the agencies where the actor holds one of `roles` (any role when none is named)."""
        wanted = {str(role) for role in roles}
        return frozenset(s.agency_id for s in self.seats if not wanted or str(s.role) in wanted)


SYSTEM = Actor(name="Hệ thống", kind="system")
CITIZEN = Actor(name="Người dân", kind="citizen")
