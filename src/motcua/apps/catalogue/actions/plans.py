"""What an import or a decision will do to each procedure, worked out before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from motcua.apps.catalogue.models import Procedure, ProcedureVersion
from motcua.rules.procedures import Content

DAY = timedelta(days=1)


class Outcome(StrEnum):
    """What happens to one row."""

    NEW = "new"
    AMENDED = "amended"
    UNCHANGED = "unchanged"
    ABOLISHED = "abolished"


class RowRefused(ValueError):
    """This row cannot be taken; `part` names the field, the message says why and what to do."""

    def __init__(self, part: str, message: str) -> None:
        self.part = part
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class PlannedVersion:
    """A version to be written. Its decision is found by (number, issuer) when the plan is written."""

    code: str
    content: Content
    digest: str
    valid_from: date
    valid_to: date | None
    dated_by: str
    source_url: str = ""


@dataclass(slots=True)
class Plan:
    """Everything to be written in one go, in codes and version ids; nothing in it has touched the database."""

    versions: list[PlannedVersion] = field(default_factory=list)
    close: dict[int, date] = field(default_factory=dict)
    abolish: dict[str, date] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> int:
        """How many rows come out this way."""
        return sum(1 for one in self.outcomes.values() if one is outcome)


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue holds of one code: its versions by first day, and the open one if it is in force."""

    procedure: Procedure
    versions: list[ProcedureVersion]

    @property
    def open(self) -> ProcedureVersion | None:
        """The version without an end, None when the procedure was abolished."""
        return next((one for one in self.versions if one.valid_to is None), None)

    @property
    def last_day(self) -> date:
        """The last day any version was in force (only asked of an abolished procedure)."""
        return max(one.valid_to for one in self.versions if one.valid_to is not None)

    def digests(self) -> set[str]:
        """Digests of all its versions."""
        return {one.source_digest for one in self.versions}


def known(codes: Iterable[str], *, whole: bool = False) -> dict[str, Known]:
    """What the catalogue holds of these codes; `whole` reads the texts too (only changes need them)."""
    procedures = {one.code: one for one in Procedure.objects.filter(code__in=list(codes))}
    found = ProcedureVersion.objects.filter(procedure__code__in=list(procedures)).order_by("valid_from", "no")
    if not whole:
        found = found.only("id", "procedure_id", "no", "valid_from", "valid_to", "source_digest")
    versions: dict[int, list[ProcedureVersion]] = defaultdict(list)
    for version in found.select_related("field") if whole else found:
        versions[version.procedure_id].append(version)
    return {code: Known(one, versions[one.pk]) for code, one in procedures.items()}


def never_applied(version: ProcedureVersion) -> date:
    """The end of a version corrected before it applied to anybody: the day before its first."""
    return version.valid_from - DAY
