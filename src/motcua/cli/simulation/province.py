"""Setting the province up from `packs/demo` through the product's own actions. Doing it twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

from motcua.apps.catalogue import actions as catalogue
from motcua.apps.catalogue import queries as catalogue_queries
from motcua.apps.catalogue.actions import Provenance
from motcua.apps.catalogue.actions.using import UseDraft, confirm_fees, put_into_use
from motcua.apps.office import queries as office
from motcua.apps.office.loading import load_office, load_working_time
from motcua.cli.simulation.pack import pack as pack
from motcua.cli.simulation.processes import draw_all
from motcua.rules.actors import SYSTEM
from motcua.rules.catalogue_files import read_catalogue
from motcua.rules.fees import Fee, FeeKind
from motcua.rules.procedure_use import LocalLimit
from motcua.rules.procedures import Channel

PROVINCE = "H99"
COMMUNE = "commune"
Tell = Callable[[str], None]


def is_empty(at: datetime) -> bool:
    """True when no agency is known yet: only then the demo may come in."""
    return not office.agencies(at.date()).exists()


def is_demo() -> bool:
    """True when the fictional province lives in this database."""
    found = office.agency_by_code(PROVINCE)
    return found is not None and found.name == pack("office.json")["agencies"][0]["name"]


def set_up(*, password: str | None, at: datetime, say: Tell, source: Path | None = None) -> None:
    """Calendar, catalogue (`source`, default the whole one), office, procedures in use. Raises what the actions raise."""
    folder = Path(settings.PACKS)
    calendars = folder / "calendars"
    load_working_time(
        json.loads((calendars / "national.json").read_text("utf-8")),
        json.loads((calendars / "hours.json").read_text("utf-8")),
        actor=SYSTEM,
        at=at,
    )
    say("Đang nạp danh mục thủ tục hành chính…")
    source = source or folder / "catalogue" / "procedures.jsonl.gz"
    reading = read_catalogue(source.read_bytes())
    came = Provenance(source=source.name, sha256=reading.sha256)
    report = catalogue.import_catalogue(reading, provenance=came, actor=SYSTEM, at=at)
    say(f"  {report.new + report.unchanged + report.amended} thủ tục.")
    load_office(pack("office.json"), password=password)
    say(f"  {put_all_into_use(at)} thủ tục được đưa vào áp dụng tại tỉnh Tân Lâm (tỉnh hư cấu).")
    say(f"  {draw_all(at)} quy trình nội bộ do các Sở tự soạn.")


def put_all_into_use(at: datetime) -> int:
    """Put the procedures of `uses.json` into use at their agencies; how many uses the pack names.

    Each is in force from the first day its published version is.
    """
    count = 0
    for row in pack("uses.json"):
        for agency_code in agencies_of(row):
            count += 1
            _put(row, agency_code, at)
    return count


def agencies_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The agencies a row of `uses.json` is for: one, or all communes of today."""
    if row["agency"] != COMMUNE:
        return (row["agency"],)
    agencies = pack("office.json")["agencies"]
    return tuple(a["code"] for a in agencies if a["level"] == "COMMUNE" and not a.get("valid_to"))


def _put(row: Mapping[str, Any], agency_code: str, at: datetime) -> None:
    agency = office.agency_by_code(agency_code)
    version = catalogue_queries.version_at(row["code"], at.date())
    if agency is None or version is None:
        raise LookupError(f"packs/demo/uses.json: không có {row['code']} hoặc {agency_code}.")
    if catalogue_queries.use_for(row["code"], agency, at.date()) is not None:
        return
    first_day = version.valid_from
    use = put_into_use(
        row["code"],
        agency,
        replace(_draft(row, agency_code, at.date()), channels=_channels(row, version)),
        valid_from=first_day,
        local_limit=_limit(row.get("limit")),
        actor=SYSTEM,
        at=at,
    )
    if fees := row.get("fees"):
        lines = [Fee(FeeKind(one["kind"]), Decimal(one["amount"]), one["note"]) for one in fees["lines"]]
        use = confirm_fees(use, lines, fees["ground"], valid_from=first_day, actor=SYSTEM, at=at)
    if lacking := catalogue_queries.missing(use, version):
        raise LookupError(f"packs/demo/uses.json: {row['code']} còn thiếu: {' '.join(lacking)}")


def _channels(row: Mapping[str, Any], version: catalogue_queries.ProcedureVersion) -> tuple[str, ...]:
    """The ways of filing that the publication has a limit for; all of them where the pack decides the limit."""
    if row.get("limit") or row.get("immediate"):
        return tuple(Channel)
    return tuple(dict.fromkeys(one.channel for one in version.terms if one.limit.is_structured))


def _draft(row: Mapping[str, Any], agency_code: str, on: date) -> UseDraft:
    is_commune = row["agency"] == COMMUNE
    unit_code = f"{agency_code}.{row['unit']}" if is_commune else row["unit"]
    centre = f"{agency_code}.TT" if is_commune else f"{PROVINCE}.TT"
    units = {unit.code: unit.pk for unit in office.units(on)}
    centers = [center.pk for center in office.centers(on) if center.unit_id == units[centre]]
    return UseDraft(
        authority=row["authority"],
        center_ids=tuple(centers),
        settling_unit_id=units[unit_code],
        process_key=row.get("process", "default"),
        fee_when="AT_FILING" if row.get("fees") else "NONE",
        committed=_limit(row.get("committed")),
        immediate=bool(row.get("immediate")),
        five_on_spot=bool(row.get("five_on_spot")),
        five_on_spot_ground=row.get("five_on_spot", ""),
    )


def _limit(row: Mapping[str, str] | None) -> LocalLimit | None:
    return LocalLimit(Decimal(row["value"]), row["unit"], row["ground"]) if row else None
