"""Which procedure, which version, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.apps.catalogue.models import (
    Procedure,
    ProcedureVersion,
    PublicationDecision,
)
from motcua.rules.procedure_changes import Difference, differences
from motcua.rules.procedures import national_code


def procedure(code: str) -> Procedure | None:
    """The procedure of a code, or of the national code behind a province's variant; None when neither is known."""
    codes = _codes(code)
    found = Procedure.objects.select_related("field", "current_version", "abolished_by").filter(
        code__in=codes
    )
    return min(found, key=lambda one: codes.index(one.code), default=None)


def version_at(code: str, on: date) -> ProcedureVersion | None:
    """The version that applies to a dossier received on `on`; None before the first or after the abolition."""
    codes = _codes(code)
    found = in_force(on).select_related("procedure", "field", "decision").filter(procedure__code__in=codes)
    return min(found, key=lambda one: (codes.index(one.procedure.code), -one.no), default=None)


def version(version_id: int) -> ProcedureVersion:
    """One version by id; raises `ProcedureVersion.DoesNotExist`."""
    return ProcedureVersion.objects.select_related("procedure", "field", "decision").get(pk=version_id)


def in_force(on: date) -> QuerySet[ProcedureVersion]:
    """Every version in force on `on`."""
    return ProcedureVersion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


def versions_of(procedure: Procedure) -> list[ProcedureVersion]:
    """All versions, newest day first; a version corrected before it applied comes after the one that corrected it."""
    found = procedure.versions.select_related("decision", "field").order_by("-valid_from", "-no")
    return list(found)


@dataclass(frozen=True, slots=True)
class Change:
    """One version beside the one before it: what became different, and by which decision."""

    version: ProcedureVersion
    before: ProcedureVersion | None
    differences: tuple[Difference, ...]


def changes(procedure: Procedure) -> list[Change]:
    """The history of a procedure, newest first, each version compared with the one in force before it."""
    found = versions_of(procedure)
    before = [*found[1:], None]
    return [
        Change(now, old, differences(_content(old), _content(now)) if old else ())
        for now, old in zip(found, before, strict=True)
    ]


def _content(version: ProcedureVersion) -> dict[str, object]:
    return {
        "name": version.name,
        "field": version.field.name,
        "decision_no": version.decision_no,
        "issuer": version.issuer,
        "level": version.level_words,
        "agencies": version.agencies,
        "applicants": version.applicants,
        "terms": version.terms,
        "papers": version.papers,
        "steps": version.steps,
        "conditions": version.conditions,
        "results": version.results,
        "legal_basis": version.legal_basis,
    }


def decisions(before_id: int | None = None, size: int = 30) -> list[PublicationDecision]:
    """Publication decisions, newest record first; `before_id` is the last id of the page before (keyset)."""
    found = PublicationDecision.objects.order_by("-id")
    return list((found.filter(pk__lt=before_id) if before_id else found)[:size])


def decision(decision_id: int) -> PublicationDecision | None:
    """One publication decision; None when there is none of that id."""
    return PublicationDecision.objects.filter(pk=decision_id).first()


def decision_rows(decision: PublicationDecision, limit: int = 300) -> list[ProcedureVersion]:
    """The versions a decision published, by code, at most `limit`, without their long texts."""
    found = decision.versions.select_related("procedure").order_by("procedure__code", "no")
    return list(
        found.only(
            "procedure",
            "decision",
            "no",
            "name",
            "level",
            "levels",
            "valid_from",
            "valid_to",
            "procedure__code",
        )[:limit]
    )


def abolished_by(decision: PublicationDecision) -> list[Procedure]:
    """The procedures a decision ended, by code."""
    return list(decision.abolished_procedures.order_by("code"))


def _codes(code: str) -> list[str]:
    return list(dict.fromkeys([code.strip(), national_code(code)]))
