"""Catalogue rows and files for tests, in the shape of the national portal's crawl."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from motcua.apps.catalogue.actions import ImportReport, Provenance, SourceDays, import_catalogue
from motcua.rules.actors import SYSTEM, Actor, Role, Seat
from motcua.rules.catalogue_files import read_catalogue

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
AT = datetime(2026, 8, 3, 9, 0, tzinfo=VIETNAM)
SOURCE = "nguon@1"
DAYS = SourceDays({SOURCE: date(2026, 7, 18)}, before=date(2026, 6, 10), after=date(2026, 7, 18))
CONTROL = Actor(name="Cao Thị Soát", seats=(Seat(Role.TTHC_CONTROL, 1, 1),))
COUNTER = Actor(name="Lê Văn Quầy", seats=(Seat(Role.COUNTER, 1, 1),))


def row(
    code: str = "1.000001", value: float | None = 5, unit: str = "WORKING_DAY", **changes: Any
) -> dict[str, Any]:
    """One whole procedure."""
    good = {
        "code": code,
        "name": f"Cấp giấy phép {code}",
        "field": "Thử nghiệm",
        "level": "COMMUNE",
        "decision_no": "1/QĐ-THU",
        "issuer": "Bộ Thử",
        "agencies": ["Ủy ban nhân dân cấp xã"],
        "applicants": ["Công dân Việt Nam"],
        "steps": "Bước 1: nộp hồ sơ",
        "channels": [
            {
                "channel": channel,
                "time_value": value,
                "time_unit": unit,
                "fees": [{"amount": 0, "note": None}],
            }
            for channel in ("DIRECT", "ONLINE")
        ],
        "dossier": [
            {"case": None, "items": [{"name": "Tờ khai", "originals": 1, "copies": 0, "kind": "DOCUMENT"}]}
        ],
        "results": [{"name": "Giấy phép", "code": None}],
        "legal_basis": [{"number": "1/2020/NĐ-CP", "title": "Nghị định thử"}],
        "flags": [],
        "sources": [SOURCE],
    }
    return good | changes


def move(
    code: str = "1.000001", *, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> Any:
    """One row of a table of changes over `row(code)`; `after` None means gone."""
    base = {"name": f"Cấp giấy phép {code}", "field": "Thử nghiệm", "decision_no": "1/QĐ-THU"}
    base |= {"limits": [[5.0, "WORKING_DAY"]]}
    july = None if after is None else base | after
    return {"code": code, "change": ["x"], "june": base | (before or {}), "july": july}


def load(*rows: Any, at: datetime = AT, effective_on: date | None = None, **more: Any) -> ImportReport:
    """Import these rows as a file."""
    data = "\n".join(
        one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in rows
    ).encode()
    provenance = Provenance(source="thu.jsonl", effective_on=effective_on)
    options = {"actor": SYSTEM, "source_days": DAYS, "provenance": provenance} | more
    return import_catalogue(read_catalogue(data), at=at, **options)


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    """(new, amended, unchanged, abolished, refused lines)."""
    return report.new, report.amended, report.unchanged, report.abolished, report.refused_lines
