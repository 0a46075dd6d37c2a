"""Which procedures in use run on an approved process (Quảng Trị: 100 %), and which do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.apps.catalogue.models import ProcedureUse
from motcua.apps.catalogue.queries import uses_on
from motcua.apps.office.queries import agencies_under
from motcua.apps.processes.models import ProcessDefinition
from motcua.apps.processes.queries.versions import current_no, is_model, pack_processes
from motcua.rules.actors import Actor, Role

APPROVED, MODEL, NONE = "APPROVED", "MODEL", "NONE"
WORDS = {
    APPROVED: "Có quy trình đã phê duyệt",
    MODEL: "Đang dùng quy trình mẫu, chưa phê duyệt",
    NONE: "Chưa có quy trình có hiệu lực",
}


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One procedure in use at one agency, and what it runs on."""

    use: ProcedureUse
    standing: str
    process_name: str
    no: int | None

    @property
    def words(self) -> str:
        """The standing in Vietnamese."""
        return WORDS[self.standing]


@dataclass(frozen=True, slots=True)
class Coverage:
    """All lines an actor supervises on a day, with the share that is approved."""

    lines: tuple[CoverageLine, ...]

    def count(self, standing: str) -> int:
        """How many stand so."""
        return sum(1 for line in self.lines if line.standing == standing)

    @property
    def percent(self) -> float | None:
        """Approved in a hundred; None when nothing is in use."""
        return 100 * self.count(APPROVED) / len(self.lines) if self.lines else None


def coverage(actor: Actor, on: date) -> Coverage:
    """Every procedure in use at the actor's agencies (for TTHC control: and below) with its process. Two statements
    beside those for the agencies."""
    agencies = set(actor.agencies())
    if supervised := actor.agencies(Role.TTHC_CONTROL):
        agencies |= set(agencies_under(supervised))
    uses = list(uses_on(on).filter(agency__in=agencies).annotate(process_no=current_no(on)))
    names = _names({use.process_key for use in uses})
    return Coverage(tuple(_line(use, names) for use in uses))


def _names(keys: Iterable[str]) -> dict[str, str]:
    own = ProcessDefinition.objects.filter(key__in=keys).values_list("key", "name")
    return {key: one.name for key, one in pack_processes().items()} | dict(own)


def _line(use: ProcedureUse, names: dict[str, str]) -> CoverageLine:
    no: int | None = getattr(use, "process_no", None)
    unapproved = MODEL if use.process_key and is_model(use.process_key) else NONE
    return CoverageLine(use, APPROVED if no else unapproved, names.get(use.process_key, ""), no)
