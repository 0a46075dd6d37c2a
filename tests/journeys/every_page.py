"""The world in which every page of the site can be opened, and every address the site has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.dossiers import actions
from motcua.apps.dossiers.models import Result, Slip
from motcua.apps.dossiers.queries import batches
from motcua.apps.reports.actions import issue_report
from motcua.apps.reports.questions import Grouping
from motcua.rules.periods import parse
from tests.worlds.every_state import LOOKED_AT, MONDAY, fill
from tests.worlds.small import COMMUNE, SEVEN_DAYS, SmallOffice, vn

FEBRUARY = "15-14.thang-2026-2"
OFFICERS = (
    "quay", "thuquy", "giamdoc_tt", "truongphong", "chuyenvien", "phongkhac", "giamdoc_so", "vanthu", "kstt",
    "quantri",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one person opens it; without an officer it is a citizen."""

    path: str
    officer: str = ""
    status: int = 200


@dataclass
class World:
    """The small office with a dossier in every state, a draft, a guidance slip and an issued report."""

    office: SmallOffice
    numbers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def made(cls, office: SmallOffice) -> World:
        """Fill the office."""
        for day in ("2026-02-02 09:00", "2026-02-03 09:00"):
            office.accepted(vn(day))
        office.ready(vn("2026-02-03 10:00"), vn("2026-02-05 10:00"))
        office.accepted(vn("2026-02-04 09:00"), COMMUNE)
        return cls(office, fill(office))

    @cached_property
    def draft(self) -> UUID:
        """A sheet half filled in by the counter."""
        token, clerk = uuid4(), self.office.actor("quay")
        data = {
            "procedure": SEVEN_DAYS,
            "agency": str(self.office.agency().pk),
            "applicant_name": "Trần Thị Còn Dở",
            "p1_originals": "1",
        }
        unit_id = self.office.unit("H99.TT").pk
        actions.save_draft(token, data, unit_id=unit_id, title="Trần Thị Còn Dở", actor=clerk, at=MONDAY)
        return token

    @cached_property
    def use_id(self) -> int:
        """How the department uses a procedure."""
        use = catalogue.use_for(SEVEN_DAYS, self.office.agency(), LOOKED_AT.date())
        assert use is not None
        return int(use.pk)

    @cached_property
    def decision_id(self) -> int:
        """The decision that published the five procedures."""
        return int(catalogue.decisions(None, 1)[0].pk)

    @cached_property
    def snapshot_id(self) -> int:
        """An issued report."""
        head = self.office.actor("kstt")
        made = issue_report(
            "II.06a", parse(FEBRUARY), "H99", Grouping.FIELD, actor=head, at=LOOKED_AT, reason=""
        )
        return int(made.pk)

    @cached_property
    def result_file_id(self) -> int:
        """The sealed result of a dossier."""
        file_id = Result.objects.get(act__dossier__number=self.numbers["READY"]).file_id
        assert file_id is not None
        return int(file_id)

    @cached_property
    def handover_id(self) -> int:
        """A hand-over of the counter."""
        return batches(self.office.actor("quay", LOOKED_AT))[0].key

    def slip_id(self, kind: str) -> int:
        """A slip of the accepted dossier."""
        return int(Slip.objects.get(dossier__number=self.numbers["ACCEPTED"], kind=kind).pk)


def addresses() -> dict[str, URLPattern]:
    """Every address of the site by its name."""
    return dict(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name or one.pattern}", one


def at(name: str, *args: object, **query: object) -> str:
    """The path of a named address."""
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(name, args=args) + (f"?{asked}" if asked else "")
