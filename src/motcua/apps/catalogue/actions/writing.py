"""Writing a plan: a few bulk statements however many procedures it holds. Callers hold the catalogue's lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import Max, OuterRef, Subquery
from django.utils.timezone import localdate

from motcua.apps.catalogue.actions.plans import Outcome, Plan, PlannedVersion
from motcua.apps.catalogue.models import (
    DecisionKind,
    Field,
    Procedure,
    ProcedureVersion,
    PublicationDecision,
)
from motcua.apps.ledger import actions as ledger
from motcua.rules.actors import Actor
from motcua.rules.facts import CataloguePublished
from motcua.rules.folding import sort_key
from motcua.rules.procedures import Content, slug

BATCH = 500
# One import or decision at a time: two at once would plan from the same state.
LOCK_KEY = 0x6D6F7463_0001


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a plan's rows come from; goes onto the decisions they name. Unknown days stay None."""

    source: str = ""
    sha256: str = ""
    title: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    published_on: date | None = None


@dataclass(slots=True)
class Written:
    """What was written, by decision, for the facts."""

    decisions: dict[tuple[str, str], PublicationDecision] = field(default_factory=dict)
    ended_by: PublicationDecision | None = None


def lock_catalogue() -> None:
    """Wait for other publications to finish; released at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])


def write(plan: Plan, provenance: Provenance, *, actor: Actor, at: datetime) -> None:
    """Write everything in `plan` under the decisions its rows name, and leave one fact per decision."""
    written = Written(_decisions(plan, provenance, at), _ending_decision(plan, provenance, at))
    _write(plan, written, actor, at)


def write_decision(
    plan: Plan, row: PublicationDecision, *, actor: Actor, at: datetime
) -> PublicationDecision:
    """Write everything in `plan` under the one decision `row` (not saved yet), and leave its fact."""
    row.save()
    _write(plan, Written({(row.number, row.issuer): row}, row), actor, at)
    return row


def _write(plan: Plan, written: Written, actor: Actor, at: datetime) -> None:
    fields = _fields(one.content.field for one in plan.versions)
    procedures = _procedures(plan, fields)
    _close(plan)
    _versions(plan, procedures, fields, written, at)
    _abolish(plan, written)
    refresh_index(set(plan.outcomes), localdate(at))
    _facts(plan, written, actor, at)


def _decisions(
    plan: Plan, provenance: Provenance, at: datetime
) -> dict[tuple[str, str], PublicationDecision]:
    kinds: dict[tuple[str, str], set[Outcome]] = defaultdict(set)
    for one in plan.versions:
        kinds[_decision_key(one.content)].add(plan.outcomes[one.code])
    held = {(one.number, one.issuer): one for one in PublicationDecision.objects.exclude(number="")}
    fresh = [
        _decision(number, issuer, kind, provenance, at)
        for (number, issuer), kind in kinds.items()
        if (number, issuer) not in held
    ]
    PublicationDecision.objects.bulk_create(fresh, batch_size=BATCH)
    return {
        key: one for key, one in (held | {(d.number, d.issuer): d for d in fresh}).items() if key in kinds
    }


def _decision_key(content: Content) -> tuple[str, str]:
    return content.decision_no, content.issuer


def _decision(
    number: str, issuer: str, outcomes: set[Outcome], provenance: Provenance, at: datetime
) -> PublicationDecision:
    # The source does not say what a decision did before we first saw it: only amendments are certain.
    kind = DecisionKind.AMENDED if outcomes == {Outcome.AMENDED} else DecisionKind.MIXED
    return PublicationDecision(
        number=number,
        issuer=issuer,
        kind=kind,
        signed_on=provenance.signed_on,
        effective_on=provenance.effective_on,
        published_on=provenance.published_on,
        title=provenance.title,
        source=provenance.source,
        imported_from=provenance.sha256,
        recorded_at=at,
    )


def _ending_decision(plan: Plan, provenance: Provenance, at: datetime) -> PublicationDecision | None:
    if not plan.abolish:
        return None
    return PublicationDecision.objects.create(
        number="",
        kind=DecisionKind.ABOLISHED,
        title=provenance.title or "Thủ tục không còn trên Cổng công bố; chưa rõ quyết định bãi bỏ",
        source=provenance.source,
        imported_from=provenance.sha256,
        recorded_at=at,
    )


def _fields(names: Iterable[str]) -> dict[str, Field]:
    wanted = dict.fromkeys(names)
    held = {one.name: one for one in Field.objects.filter(name__in=wanted)}
    slugs = set(Field.objects.values_list("slug", flat=True))
    fresh = []
    for name in wanted:
        if name not in held:
            word = _free_slug(slug(name) or "linh-vuc", slugs)
            fresh.append(Field(name=name, slug=word, sort_key=name_key(name)))
    Field.objects.bulk_create(fresh)
    return held | {one.name: one for one in fresh}


def _free_slug(word: str, taken: set[str]) -> str:
    number, free = 1, word
    while free in taken:
        number += 1
        free = f"{word[:190]}-{number}"
    taken.add(free)
    return free


def _procedures(plan: Plan, fields: dict[str, Field]) -> dict[str, Procedure]:
    codes = [one.code for one in plan.versions]
    held = {one.code: one for one in Procedure.objects.filter(code__in=codes)}
    newest = {one.code: one for one in plan.versions}
    fresh = [_index_row(Procedure(code=c), one, fields) for c, one in newest.items() if c not in held]
    Procedure.objects.bulk_create(fresh, batch_size=BATCH)
    return held | {one.code: one for one in fresh}


def _index_row(row: Procedure, planned: PlannedVersion, fields: dict[str, Field]) -> Procedure:
    content = planned.content
    row.name, row.sort_key = content.name, name_key(content.name)
    row.field, row.level, row.levels = fields[content.field], content.level or "", list(content.levels)
    row.agencies, row.applicants = list(content.agencies), list(content.applicants)
    return row


def _close(plan: Plan) -> None:
    days: dict[date, list[int]] = defaultdict(list)
    for version_id, last_day in plan.close.items():
        days[last_day].append(version_id)
    for last_day, ids in days.items():
        ProcedureVersion.objects.filter(pk__in=ids).update(valid_to=last_day)


def _versions(
    plan: Plan, procedures: dict[str, Procedure], fields: dict[str, Field], written: Written, at: datetime
) -> None:
    ids = [one.pk for one in procedures.values()]
    last_no: dict[int, int] = dict(
        ProcedureVersion.objects.filter(procedure__in=ids).values_list("procedure").annotate(Max("no"))
    )
    rows = []
    for one in plan.versions:
        procedure = procedures[one.code]
        last_no[procedure.pk] = no = last_no.get(procedure.pk, 0) + 1
        decision = written.decisions[_decision_key(one.content)]
        rows.append(_version_row(one, procedure, no, fields[one.content.field], decision, at))
    ProcedureVersion.objects.bulk_create(rows, batch_size=BATCH)


def _version_row(
    one: PlannedVersion,
    procedure: Procedure,
    no: int,
    field: Field,
    decision: PublicationDecision,
    at: datetime,
) -> ProcedureVersion:
    content = one.content
    return ProcedureVersion(
        procedure=procedure,
        no=no,
        decision=decision,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        dated_by=one.dated_by,
        name=content.name,
        field=field,
        level=content.level or "",
        levels=list(content.levels),
        decision_no=content.decision_no,
        issuer=content.issuer,
        kind=content.kind,
        agencies=list(content.agencies),
        competent_agency=content.competent_agency,
        delegated_agency=content.delegated_agency,
        cooperating_agency=content.cooperating_agency,
        reception_address=content.reception_address,
        applicants=list(content.applicants),
        steps=content.steps,
        conditions=content.conditions,
        keywords=content.keywords,
        online_offered=content.online_offered,
        terms_rows=list(content.channels),
        papers_rows=list(content.papers),
        legal_basis=list(content.legal_basis),
        results=list(content.results),
        flags=list(content.flags),
        source_url=one.source_url,
        source_digest=one.digest,
        published_at=at,
    )


def _abolish(plan: Plan, written: Written) -> None:
    days: dict[date, list[str]] = defaultdict(list)
    for code, gone_on in plan.abolish.items():
        days[gone_on].append(code)
    for gone_on, codes in days.items():
        found = Procedure.objects.filter(code__in=codes)
        found.update(abolished_by=written.ended_by, abolished_on=gone_on)


def refresh_index(codes: set[str] | None, on: date) -> int:
    """Point procedures at the version in force on `on` and copy what lists show of it. Returns how many changed.

    A procedure whose only versions lie in the future or the past points at the nearest one, and is active unless
    it was abolished. `codes` None means every procedure.
    """
    in_force = ProcedureVersion.objects.filter(procedure=OuterRef("pk"), valid_from__lte=on).exclude(
        valid_to__lt=on
    )
    newest = ProcedureVersion.objects.filter(procedure=OuterRef("pk"))
    found = Procedure.objects.annotate(
        should_be=Subquery(in_force.order_by("-valid_from", "-no").values("pk")[:1]),
        nearest=Subquery(newest.order_by("-valid_from", "-no").values("pk")[:1]),
    )
    if codes is not None:
        found = found.filter(code__in=codes)
    moved = []
    for one in found:
        wanted, active = one.should_be or one.nearest, one.should_be is not None
        if one.current_version_id != wanted or one.is_active != active:
            one.current_version_id, one.is_active = wanted, active
            moved.append(one)
    _copy_parts(moved)
    return len(moved)


def _copy_parts(moved: Sequence[Procedure]) -> None:
    """One statement copies the listed parts from the versions; the sort key alone is worked out here."""
    ids = [one.pk for one in moved]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE catalogue_procedure p
            SET current_version_id = v.id, is_active = m.active, name = v.name, field_id = v.field_id,
                level = v.level, levels = v.levels, agencies = v.agencies, applicants = v.applicants
            FROM unnest(%s::bigint[], %s::bigint[], %s::boolean[]) AS m (id, version_id, active)
            JOIN catalogue_procedureversion v ON v.id = m.version_id
            WHERE p.id = m.id
            """,
            [ids, [one.current_version_id for one in moved], [one.is_active for one in moved]],
        )
    changed = []
    for one in Procedure.objects.filter(pk__in=ids).only("id", "name", "sort_key"):
        if one.sort_key != name_key(one.name):
            one.sort_key = name_key(one.name)
            changed.append(one)
    Procedure.objects.bulk_update(changed, ["sort_key"], batch_size=BATCH)


@lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """What lists are sorted by: names equal in their first hundred letters are told apart by id."""
    return sort_key(name[:100])[:210]


def _facts(plan: Plan, written: Written, actor: Actor, at: datetime) -> None:
    counts: dict[int, dict[Outcome, int]] = defaultdict(lambda: defaultdict(int))
    for one in {one.code: one for one in plan.versions}.values():
        counts[written.decisions[_decision_key(one.content)].pk][plan.outcomes[one.code]] += 1
    if written.ended_by is not None and plan.abolish:
        counts[written.ended_by.pk][Outcome.ABOLISHED] = len(plan.abolish)
    for decision_id, by in counts.items():
        fact = CataloguePublished(decision_id, by[Outcome.NEW], by[Outcome.AMENDED], by[Outcome.ABOLISHED])
        ledger.record(fact, actor=actor, at=at)
