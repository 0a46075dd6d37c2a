"""How this office uses a procedure: who settles it, within which limit, for which fee, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.expressions import Combinable

from motcua.apps.catalogue.models import FeeMoment, ProcedureUse, ProcedureVersion
from motcua.apps.catalogue.queries.versions import in_force
from motcua.apps.office.models import Agency, ServiceCenter
from motcua.rules.fees import Fee, FeeKind, FeeQuote, quote
from motcua.rules.limits import Limit
from motcua.rules.procedure_use import (
    LocalLimit,
    UseSettings,
    fees_of,
    limit_in_force,
    limits_of,
    missing_for_use,
)
from motcua.rules.procedures import ChannelTerms, PublishedLimit


def _centers() -> Prefetch[str, QuerySet[ServiceCenter], str]:
    """The centres with their units: a centre's own name is its letterhead, the same everywhere; the unit's tells which."""
    return Prefetch("centers", ServiceCenter.objects.select_related("unit").order_by("unit__name"))


def uses_on(on: date) -> QuerySet[ProcedureUse]:
    """Every procedure in use on `on`, with what a list shows."""
    return (
        ProcedureUse.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
        .select_related("procedure", "procedure__field", "agency", "settling_unit")
        .prefetch_related(_centers())
    )


def use_for(code: str, agency: Agency | int, on: date) -> ProcedureUse | None:
    """How `agency` uses the procedure on `on`; None when it is not in use there."""
    agency_id = agency if isinstance(agency, int) else agency.pk
    return (
        uses_on(on).filter(procedure__code=code, agency_id=agency_id).order_by("-valid_from", "-pk").first()
    )


def binding_use(code: str, agency_id: int, on: date, **also: Combinable) -> ProcedureUse | None:
    """The same as `use_for` with only what filing needs: one statement, the agency beside it.

    `also`: columns that an app above wants from the same statement, by name.
    """
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    found = ProcedureUse.objects.filter(
        in_force, valid_from__lte=on, procedure__code=code, agency_id=agency_id
    )
    return found.annotate(**also).select_related("agency").order_by("-valid_from", "-pk").first()


def use(use_id: int) -> ProcedureUse | None:
    """One dated use by id."""
    found = ProcedureUse.objects.select_related("procedure", "agency", "settling_unit")
    return found.prefetch_related(_centers()).filter(pk=use_id).first()


def uses_at_center(center_id: int, on: date) -> QuerySet[ProcedureUse]:
    """What one centre receives on `on`."""
    return uses_on(on).filter(centers=center_id)


def centers_serving(agency_id: int, on: date) -> list[ServiceCenter]:
    """The centres in force that take dossiers of an agency."""
    in_force_then = Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gte=on)
    serves = Q(serves_province=True) | Q(agencies=agency_id)
    found = ServiceCenter.objects.filter(in_force_then, serves, unit__valid_from__lte=on)
    return list(found.select_related("unit").distinct().order_by("unit__name"))


def agencies_using(code: str, on: date) -> list[ProcedureUse]:
    """Every agency that settles the procedure on `on`: whom the public page names."""
    return list(uses_on(on).filter(procedure__code=code).order_by("agency__name"))


def local_limit(use: ProcedureUse | None) -> LocalLimit | None:
    """The limit the agency decided, if any."""
    if use is None or use.local_limit_value is None:
        return None
    return LocalLimit(use.local_limit_value, use.local_limit_unit, use.local_limit_ground)


def commitment(use: ProcedureUse | None) -> LocalLimit | None:
    """The shorter time promised, if any."""
    if use is None or use.committed_value is None:
        return None
    return LocalLimit(use.committed_value, use.committed_unit, use.committed_ground)


def limit_options(version: ProcedureVersion, channel: str) -> tuple[ChannelTerms, ...]:
    """The cases with different limits of one channel; more than one means the officer must choose (`case=ordinal`)."""
    return limits_of(version.terms, channel)


def limit_for(
    version: ProcedureVersion,
    use: ProcedureUse | None,
    channel: str,
    case: int | None = None,
) -> tuple[Limit, Limit | None]:
    """The limit of the law and the shorter one the province commits to (None when it commits to none).

    Raises `rules.procedure_use.CaseNeeded` when several limits are published for the channel, no case is chosen and
    the agency decided none. A limit nobody published or decided is `UNSTRUCTURED`: no due date.
    """
    law = limit_in_force(version.terms, version.flags, local_limit(use), channel, case)
    if use is None or use.committed_value is None:
        return _limit(law), None
    return _limit(law), _limit(PublishedLimit(use.committed_value, use.committed_unit))


def fee_for(
    version: ProcedureVersion,
    use: ProcedureUse | None,
    channel: str,
    case: int | None = None,
) -> FeeQuote:
    """What may be collected: the agency's confirmed lines, else the published ones with their doubts."""
    if use is not None and use.fee_when == FeeMoment.NONE:
        return quote(
            (Fee(FeeKind.UNKNOWN, Decimal(0)),),
            confirmed=True,
            ground=use.local_fees_ground,
        )
    if use is not None and use.local_fees_ground:
        return quote(confirmed_fees(use), confirmed=True, ground=use.local_fees_ground)
    return quote(fees_of(version.terms, channel, case))


def confirmed_fees(use: ProcedureUse) -> tuple[Fee, ...]:
    """The fee lines the agency confirmed, in đồng."""
    return tuple(Fee(FeeKind(row["kind"]), Decimal(row["amount"]), row["note"]) for row in use.local_fees)


def missing(use: ProcedureUse, version: ProcedureVersion | None) -> list[str]:
    """What must be decided before dossiers can be taken, in Vietnamese sentences; empty when ready."""
    if version is None:
        return ["Thủ tục không có bản công bố nào đang có hiệu lực: không thể đưa vào áp dụng."]
    settings = UseSettings(
        authority=use.authority,
        has_center=bool(use.centers.all()),
        has_settling_unit=use.settling_unit_id is not None,
        local_limit=local_limit(use),
        has_process=bool(use.process_key),
        channels=tuple(use.channels),
        collects_fee=use.fee_when != FeeMoment.NONE,
        fees_confirmed=bool(use.local_fees_ground),
        immediate=use.immediate,
        five_on_spot=use.five_on_spot,
        five_on_spot_ground=use.five_on_spot_ground,
    )
    return missing_for_use(settings, version.terms, version.flags)


@dataclass(frozen=True, slots=True)
class UseLine:
    """One procedure in use with the version in force and what is missing before dossiers can be taken."""

    use: ProcedureUse
    version: ProcedureVersion | None
    missing: tuple[str, ...]


def uses_page(
    on: date, agency_id: int | None = None, *, after: str = "", size: int = 50
) -> tuple[list[UseLine], str]:
    """Procedures in use by code, from just after the key `after` ("code:id"); the key of the next page, empty at the end."""
    found = uses_on(on).order_by("procedure__code", "pk")
    if agency_id:
        found = found.filter(agency=agency_id)
    code, _, use_id = after.rpartition(":")
    if code and use_id.isdecimal():
        found = found.filter(Q(procedure__code__gt=code) | Q(procedure__code=code, pk__gt=int(use_id)))
    rows = list(found[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    versions = {
        one.procedure_id: one for one in in_force(on).filter(procedure__in=[row.procedure_id for row in rows])
    }
    lines = [_line(row, versions.get(row.procedure_id)) for row in rows]
    return lines, f"{rows[-1].procedure.code}:{rows[-1].pk}" if more else ""


def _line(use: ProcedureUse, version: ProcedureVersion | None) -> UseLine:
    return UseLine(use, version, tuple(missing(use, version)))


# The portal's hours are office hours (56 = 7 days x 8): data README, rule H1.
_COUNTED_AS = {"HOUR": "WORKING_HOUR"}


def _limit(published: PublishedLimit) -> Limit:
    return Limit.of(published.value, _COUNTED_AS.get(published.unit, published.unit))
