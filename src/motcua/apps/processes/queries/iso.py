"""What the printed ISO 9001 sheet says of a process, alone or with one procedure that runs on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.models import ProcedureUse, ProcedureVersion
from motcua.apps.office.models import Agency
from motcua.apps.processes.flow_bands import bands
from motcua.apps.processes.models import ProcessVersion
from motcua.rules.fees import FeeState
from motcua.rules.forms import (
    ChannelLine,
    IsoProcedure,
    IsoSheet,
    IsoSigner,
    IsoStep,
    Letterhead,
    RequiredPaperLine,
)
from motcua.rules.procedure_use import CaseNeeded, UseNotReady
from motcua.rules.procedures import ChannelTerms
from motcua.rules.process import Process
from motcua.rules.process.drawing import describe
from motcua.rules.process.sheet import SheetRow, table
from motcua.rules.process.sheet_words import say_time
from motcua.rules.process.walking import longest_days

UNKNOWN = "chưa xác định"
NOBODY = Letterhead("", "Quy trình mẫu", "")
"""Head of a model process: no agency has issued it."""
BOXES = ("Soạn thảo", "Xem xét", "Phê duyệt")


def iso_sheet(
    process: Process,
    *,
    agency: Agency | None,
    units: Mapping[str, str],
    version: ProcessVersion | None,
    use: ProcedureUse | None = None,
    at: datetime,
    on: date,
) -> IsoSheet:
    """The sheet of a process: an issued `version`, or a draft (BẢN NHÁP) when there is none.

    `use`: a procedure of the agency that runs on it; its texts come from the catalogue in force `on`. `at`: when this state
    of the process was made (local time), so that the same state is always the same file.
    """
    rows = table(process, units)
    total = Decimal(str(longest_days(process)[0])).quantize(Decimal("0.0001"))
    procedure = _procedure(use, on) if use is not None else None
    return IsoSheet(
        head=Letterhead(agency.superior_name, agency.name, agency.place, phone=agency.phone) if agency else NOBODY,
        name=process.name,
        code=process.sheet_code.strip() or process.key.upper(),
        issue_no=version.no if version else 0,
        decision=_decision(version.decision) if version else "",
        decided_on=version.decided_on if version else None,
        valid_from=version.valid_from if version else None,
        issued_at=at.replace(microsecond=0),
        draft=version is None,
        purpose=process.purpose,
        scope=process.scope,
        references=process.references,
        terms=process.terms,
        procedure=procedure,
        steps=tuple(_step(row) for row in rows),
        total_text=say_time(total) if total else "",
        forms=_forms(rows, procedure),
        records=process.records,
        signers=tuple(map(IsoSigner, BOXES)),
        diagram=bands(process, units),
        diagram_words=describe(process, units=units),
    )  # fmt: skip


def _decision(number: str) -> str:
    return number if number.casefold().startswith("quyết định") else f"Quyết định số {number}"


def _step(row: SheetRow) -> IsoStep:
    back = (f"Chưa đạt: trả lại bước {row.back}.",) if row.back else ()
    name = row.name + (f" ({row.ways})" if row.ask and row.ways else "")
    return IsoStep(row.ordinal, name, row.who, row.time, row.product, (*row.onward, *back), row.ask)


def _forms(rows: tuple[SheetRow, ...], procedure: IsoProcedure | None) -> tuple[str, ...]:
    """Every form once: those the papers name, then what the steps make."""
    papers = [one.form_name for one in procedure.papers if one.form_name] if procedure else []
    made = [line.strip() for row in rows if not row.ask for line in row.product.split("\n") if line.strip()]
    return tuple(dict.fromkeys([*papers, *made]))


def _procedure(use: ProcedureUse, on: date) -> IsoProcedure | None:
    version = catalogue.version_at(use.procedure.code, on)
    if version is None:
        return None
    bases = (
        " – ".join(part for part in (one["number"], one["title"]) if part) for one in version.legal_basis
    )
    return IsoProcedure(
        code=use.procedure.code,
        name=version.name,
        legal_bases=tuple(base for base in bases if base),
        papers=tuple(_paper(paper) for paper in version.papers),
        sets_text=stated_sets(version.papers),
        channels=tuple(_channel(version, use, terms) for terms in version.terms if str(terms.channel) in use.channels),
        where="\n".join(center.unit.name for center in use.centers.all()),
        results=tuple(one["name"] for one in version.results if one["name"]),
        conditions=version.conditions.strip(),
    )  # fmt: skip


_SETS = re.compile(r"[Ss]ố lượng\s+(?:bộ\s+)?(?:hồ sơ)?\s*:?\s*(\d{1,2})\s*(?:\([^)]*\)\s*)?\(?bộ\b")


def stated_sets(papers: Iterable[catalogue.RequiredPaper]) -> str:
    """«01 bộ» when the lines between the papers state one number of sets; empty when none, or several by case."""
    found = {int(number) for paper in papers for number in _SETS.findall(paper.name)}
    return f"{found.pop():02d} bộ" if len(found) == 1 else ""


def _paper(paper: catalogue.RequiredPaper) -> RequiredPaperLine:
    counts = (str(paper.originals), str(paper.copies)) if paper.is_paper else ("", "")
    return RequiredPaperLine(
        paper.name or "(không ghi tên giấy tờ)",
        *counts,
        form_name=", ".join(paper.form_files),
        case=paper.case,
    )


def _channel(version: ProcedureVersion, use: ProcedureUse, terms: ChannelTerms) -> ChannelLine:
    """Limit and fee of one channel as this agency applies them; what nobody stated is «chưa xác định», never zero."""
    channel = str(terms.channel)
    local, promised = catalogue.local_limit(use), catalogue.commitment(use)
    limit = terms.limit.words if terms.limit.is_structured else UNKNOWN
    if local:
        limit = f"{local.words} ({local.ground})" if local.ground else local.words
    if promised:
        limit += f"\nCam kết: {promised.words}"
    return ChannelLine(terms.channel.label, limit, _fee(version, use, channel))


def _fee(version: ProcedureVersion, use: ProcedureUse, channel: str) -> str:
    try:
        quote = catalogue.fee_for(version, use, channel)
    except (CaseNeeded, UseNotReady):
        return UNKNOWN
    if quote.state is FeeState.NOT_STATED:
        return UNKNOWN
    if quote.state is FeeState.FREE:
        return quote.state.label
    lines = "\n".join(dict.fromkeys(line.line for line in quote.lines))
    return (
        f"{lines}\n({UNKNOWN}: {quote.state.label.casefold()})" if quote.state is FeeState.DOUBTFUL else lines
    )
