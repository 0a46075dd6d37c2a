"""Which procedures a counter may take in, and why it may not take the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from motcua.apps.catalogue.models import Procedure, ProcedureUse, ProcedureVersion
from motcua.apps.catalogue.queries.browsing import in_order
from motcua.apps.catalogue.queries.searching import finder
from motcua.apps.catalogue.queries.uses import missing, uses_on
from motcua.apps.catalogue.queries.versions import in_force

NOT_IN_USE = "Có trong danh mục nhưng chưa cơ quan nào trong tỉnh đưa vào áp dụng."
NOT_IN_FORCE = "Không có bản công bố nào đang có hiệu lực hôm nay."


@dataclass(frozen=True, slots=True)
class Receivable:
    """One procedure as the counter sees it: at which agencies it can be filed from here, or why it cannot.

    `here` are uses received at this centre; `elsewhere` belong to other agencies of the province (phi địa giới,
    NĐ 118/2025 Đ.8). `reason` is set when there is neither.
    """

    procedure: Procedure
    here: tuple[ProcedureUse, ...] = ()
    elsewhere: tuple[ProcedureUse, ...] = ()
    reason: str = ""

    @property
    def only(self) -> ProcedureUse | None:
        """The agency to file at when there is no choice."""
        uses = (*self.here, *self.elsewhere)
        return uses[0] if len(uses) == 1 else None

    @property
    def first(self) -> ProcedureUse | None:
        """The use whose marks (immediate, five on the spot) are shown."""
        return next(iter((*self.here, *self.elsewhere)), None)


def find_receivable(text: str, unit_id: int, on: date, limit: int = 8) -> list[Receivable]:
    """Procedures for what was typed (code, words, no marks), those received at the centre `unit_id` first."""
    hits = finder().lookup(text, limit * 3) if text.strip() else []
    return receivable((hit.code for hit in hits), unit_id, on)[:limit]


def receivable(codes: Iterable[str], unit_id: int, on: date) -> list[Receivable]:
    """The procedures of `codes` in this order, but received here before elsewhere before not at all."""
    procedures = in_order(codes)
    ids = [one.pk for one in procedures]
    versions = {one.procedure_id: one for one in in_force(on).filter(procedure__in=ids)}
    uses: dict[int, list[ProcedureUse]] = {}
    for use in uses_on(on).filter(procedure__in=ids).order_by("agency__code"):
        uses.setdefault(use.procedure_id, []).append(use)
    found = [_line(one, uses.get(one.pk, []), versions.get(one.pk), unit_id) for one in procedures]
    return sorted(found, key=lambda line: 0 if line.here else 1 if line.elsewhere else 2)


def _line(
    procedure: Procedure, uses: list[ProcedureUse], version: ProcedureVersion | None, unit_id: int
) -> Receivable:
    if version is None:
        return Receivable(procedure, reason=NOT_IN_FORCE)
    if not uses:
        return Receivable(procedure, reason=NOT_IN_USE)
    ready = [use for use in uses if _can_be_filed(use, version)]
    if not ready:
        return Receivable(procedure, reason=next(iter(missing(uses[0], version)), NOT_IN_USE))
    here = tuple(use for use in ready if unit_id in {center.unit_id for center in use.centers.all()})
    return Receivable(procedure, here, tuple(use for use in ready if use not in here))


def _can_be_filed(use: ProcedureUse, version: ProcedureVersion) -> bool:
    """A fee or a case is settled with the applicant at the counter; a missing limit or settling unit cannot be."""
    if use.settling_unit_id is None or not use.process_key:
        return False
    if use.immediate or use.local_limit_value is not None:
        return True
    return any(one.limit.is_structured for one in version.terms)
