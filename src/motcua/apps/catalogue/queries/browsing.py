"""The public list of procedures: filters, and pages by key so that page 400 costs what page 1 costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, F, Func, Q, QuerySet, TextField

from motcua.apps.catalogue.models import Field, Procedure
from motcua.apps.catalogue.queries.searching import stamp
from motcua.rules.procedures import LEVEL_WORDS

PAGE = 25


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; empty means everything. `field` is a slug, the others are exact words."""

    field: str = ""
    level: str = ""
    agency: str = ""
    applicant: str = ""


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of procedures and the keys of the pages around it (empty when there is none)."""

    rows: list[Procedure]
    after: str = ""
    before: str = ""


def browse(filters: Filters = EVERYTHING, *, after: str = "", before: str = "", size: int = PAGE) -> Page:
    """Procedures in force by name, from just after (or just before) a key of an earlier page."""
    found = _narrow(Procedure.objects.filter(is_active=True, current_version__isnull=False), filters)
    found = found.select_related("field").defer("applicants")
    if before:
        rows = list(_beyond(found, before, backwards=True).order_by("-sort_key", "-id")[: size + 1])
        more, rows = len(rows) > size, rows[:size][::-1]
        return Page(
            rows,
            after=rows[-1].code if rows else "",
            before=rows[0].code if more else "",
        )
    rows = list(_beyond(found, after, backwards=False).order_by("sort_key", "id")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(
        rows,
        after=rows[-1].code if more else "",
        before=rows[0].code if after and rows else "",
    )


def _narrow(found: QuerySet[Procedure], filters: Filters) -> QuerySet[Procedure]:
    if filters.field:
        found = found.filter(field__slug=filters.field)
    if filters.level:
        found = found.filter(levels__contains=[filters.level])
    if filters.agency:
        found = found.filter(agencies__contains=[filters.agency])
    if filters.applicant:
        found = found.filter(applicants__contains=[filters.applicant])
    return found


def _beyond(found: QuerySet[Procedure], key: str, *, backwards: bool) -> QuerySet[Procedure]:
    edge = Procedure.objects.filter(code=key).values_list("sort_key", "id").first() if key else None
    if edge is None:
        return found
    sort_key, row_id = edge
    if backwards:
        return found.filter(Q(sort_key__lt=sort_key) | Q(sort_key=sort_key, id__lt=row_id))
    return found.filter(Q(sort_key__gt=sort_key) | Q(sort_key=sort_key, id__gt=row_id))


def in_order(codes: Iterable[str], filters: Filters = EVERYTHING) -> list[Procedure]:
    """The procedures of these codes in the order given (a search answer); others and unknown codes are left out."""
    wanted = list(codes)
    narrowed = _narrow(Procedure.objects.select_related("field").filter(code__in=wanted), filters)
    found = {one.code: one for one in narrowed}
    return [found[code] for code in wanted if code in found]


@dataclass(frozen=True, slots=True)
class FieldCount:
    """A field and how many procedures in force it has."""

    name: str
    slug: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What lists can be narrowed to, as it stands in one state of the catalogue."""

    fields: tuple[FieldCount, ...]
    agencies: tuple[str, ...]
    applicants: tuple[str, ...]
    total: int


def facets() -> Facets:
    """Fields, agencies and applicants of procedures in force; counted once per state of the catalogue."""
    return _facets(stamp())


@lru_cache(maxsize=2)
def _facets(_stamp: str) -> Facets:
    found = _counted_fields()
    return Facets(
        tuple(found), tuple(agency_names()), tuple(applicant_kinds()), sum(one.count for one in found)
    )


def _counted_fields() -> list[FieldCount]:
    count = Count("procedures", filter=Q(procedures__is_active=True))
    found = Field.objects.annotate(count=count).filter(count__gt=0).order_by("sort_key")
    return [FieldCount(*row) for row in found.values_list("name", "slug", "count")]


def levels() -> list[tuple[str, str]]:
    """The levels of government a list can be narrowed to, with their words."""
    return [(level, words) for level, words in LEVEL_WORDS.items() if level != "DISTRICT"]


def agency_names(limit: int = 100) -> list[str]:
    """The agencies named most often in procedures in force, as published, most frequent first."""
    return _most_named("agencies", limit)


def applicant_kinds() -> list[str]:
    """The kinds of applicant in published words, most frequent first."""
    return _most_named("applicants", 40)


def _most_named(column: str, limit: int) -> list[str]:
    word = Func(F(column), function="unnest", output_field=TextField())
    found = Procedure.objects.filter(is_active=True).annotate(word=word).values("word")
    return [row["word"] for row in found.annotate(n=Count("id")).order_by("-n", "word")[:limit]]
