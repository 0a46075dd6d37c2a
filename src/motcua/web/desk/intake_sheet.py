"""One intake sheet: what was typed, the procedure it is for, and the filing it makes. Draft and posted form read alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import QueryDict

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.queries import ProcedureUse, ProcedureVersion
from motcua.apps.dossiers import queries as dossiers
from motcua.apps.dossiers.intake_data import CATALOGUE_CHANNEL, FeeIn, Intake
from motcua.apps.dossiers.queries import DuePreview
from motcua.apps.people.actions import PersonData
from motcua.rules.actors import Actor, Role
from motcua.rules.fees import FeeQuote
from motcua.rules.identity import fold_phone, looks_like_citizen_qr
from motcua.rules.procedures import ChannelTerms
from motcua.web.desk import intake_fees, intake_papers
from motcua.web.desk.intake_form import START, IntakeForm
from motcua.web.desk.intake_papers import PaperGroup, PaperLine

SEATS = (Role.COUNTER, Role.CENTRE_HEAD)
# Never kept in a draft: the form's token, the pressed button, what a scanner read or was searched for.
PASSING = {"csrfmiddlewaretoken", "do", "scan", "find", "fee_shown"}
OF_PROCEDURE = ("groups", "case", "fee_line", "fee_charge", "fee_service", "fee_how", "subject")
Data = dict[str, Any]
# The published channel whose limit and fee apply to each way of filing.
PUBLISHED = {str(way): channel for way, channel in CATALOGUE_CHANNEL.items()}


@dataclass(slots=True)
class Sheet:
    """A sheet at one moment. Everything but `token`, `unit_id` and `data` is worked out from them."""

    token: UUID
    unit_id: int
    data: Data
    form: IntakeForm
    version: ProcedureVersion | None = None
    use: ProcedureUse | None = None
    groups: list[PaperGroup] = field(default_factory=list)
    extras: list[PaperLine] = field(default_factory=list)
    cases: tuple[ChannelTerms, ...] = ()
    preview: DuePreview = field(default_factory=DuePreview)
    quote: FeeQuote | None = None

    @property
    def lines(self) -> list[PaperLine]:
        """The papers that count: of the groups that apply, then the added ones."""
        listed = [line for group in self.groups if group.applies for line in group.lines if not line.is_note]
        return [*listed, *(line for line in self.extras if line.name or line.is_in)]

    @property
    def missing(self) -> list[PaperLine]:
        """Required papers that are not there."""
        return [line for line in self.lines if line.required and not line.is_in]

    @property
    def title(self) -> str:
        """What the list of drafts shows."""
        who = str(self.data.get("applicant_name", "")).strip()
        what = self.version.name if self.version else "Chưa chọn thủ tục"
        return f"{who} – {what}"[:200] if who else what[:200]

    def value(self, name: str) -> Any:
        """A cleaned value, None when it was not understood."""
        return getattr(self.form, "cleaned_data", {}).get(name)


def flat(posted: QueryDict) -> Data:
    """A posted form as plain values, ready for a draft. A card scanned into some other box is left out."""
    data: Data = {
        name: "" if looks_like_citizen_qr(str(posted[name])) else str(posted[name]).replace("\x00", "")
        for name in posted
        if name not in PASSING and not name.endswith("_file")
    }
    if "groups" in posted:
        data["groups"] = [value for value in posted.getlist("groups") if value.isdecimal()]
    return data


def payload(posted: QueryDict) -> str:
    """What was scanned: in its own box, or in whichever box the officer stood."""
    if own := str(posted.get("scan", "")).strip():
        return own
    return next((str(posted[name]) for name in posted if looks_like_citizen_qr(str(posted[name]))), "")


def for_procedure(data: Data, code: str, agency_id: int) -> Data:
    """The same sheet for another procedure or agency: the people stay, papers and fees of the old one go."""
    if data.get("procedure") != code:
        data = {name: value for name, value in data.items() if not _of_procedure(name)}
    return data | {"procedure": code, "agency": str(agency_id)}


def _of_procedure(name: str) -> bool:
    return name in OF_PROCEDURE or (name[:1] in "px" and name[1:2].isdecimal()) or name == "extras"


def allowed_unit(data: Data, actor: Actor) -> int:
    """The centre this sheet is filed at: the one named if the officer sits there, else his first."""
    units = sorted(actor.units(*SEATS))
    named = str(data.get("unit", ""))
    return int(named) if named.isdecimal() and int(named) in units else units[0]


def read(token: UUID, data: Data, *, actor: Actor, at: datetime, preview: bool = True) -> Sheet:
    """The sheet of what was typed. Without `preview` the due date is left out: who files or keeps it needs none."""
    data = START | data
    form = IntakeForm(data)
    form.is_valid()
    sheet = Sheet(token, allowed_unit(data, actor), data, form)
    code, agency_id = str(data.get("procedure", "")), sheet.value("agency")
    if not code or agency_id is None:
        return sheet
    sheet.version = catalogue.version_at(code, at.date())
    sheet.use = catalogue.use_for(code, agency_id, at.date())
    if sheet.version is not None:
        sheet.groups = intake_papers.groups_of(sheet.version.papers, data)
        _terms(sheet)
        if preview:
            show_due(sheet, at)
    sheet.extras = intake_papers.extras_of(data)
    return sheet


def _channel(sheet: Sheet) -> str:
    return PUBLISHED.get(sheet.value("channel") or "", "DIRECT")


def show_due(sheet: Sheet, at: datetime) -> None:
    """Put the day the receipt would name if the sheet were accepted now."""
    if sheet.version is None or not sheet.value("agency"):
        return
    case = sheet.data.get("case") and sheet.value("case")
    code = sheet.version.procedure.code
    sheet.preview = dossiers.preview_due(code, sheet.value("agency"), _channel(sheet), case or None, at)


def _terms(sheet: Sheet) -> None:
    """The cases and the fee of the chosen way of filing."""
    version = sheet.version
    assert version is not None  # the caller looked
    channel = _channel(sheet)
    sheet.cases = catalogue.limit_options(version, channel)
    case = sheet.value("case")
    if case not in {one.ordinal for one in sheet.cases}:
        case = sheet.data["case"] = None
    sheet.quote = catalogue.fee_for(version, sheet.use, channel, case)
    intake_fees.suggest(sheet.data, sheet.quote, sheet.use)


def filing(sheet: Sheet) -> Intake:
    """The filing this sheet makes."""
    return Intake(
        procedure=str(sheet.data.get("procedure", "")),
        agency_id=sheet.value("agency") or 0,
        unit_id=sheet.unit_id,
        applicant=applicant(sheet),
        papers=intake_papers.papers_in(sheet.lines),
        token=sheet.token,
        channel=sheet.value("channel") or "",
        case=sheet.data.get("case") and sheet.value("case"),
        subject=sheet.value("subject") or "",
        sets=sheet.value("sets") or 0,
        submitter_name=sheet.value("submitter_name") or "",
        submitter_number=_number(sheet.value("submitter_number")),
        submitter_phone=sheet.value("submitter_phone") or "",
        submitter_authority=sheet.value("submitter_authority") or "",
        result_way=sheet.value("result_way") or "",
        result_address=sheet.value("result_address") or "",
        fee=_fee(sheet),
    )


def applicant(sheet: Sheet) -> PersonData:
    """The applicant as typed."""
    return PersonData(
        name=sheet.value("applicant_name") or "",
        personal_id=_number(sheet.value("applicant_personal_id")),
        phone=fold_phone(sheet.value("applicant_phone") or ""),
        email=sheet.value("applicant_email") or "",
        address=sheet.value("applicant_address") or "",
        kind=sheet.value("applicant_kind") or "CITIZEN",
        old_id=sheet.value("applicant_old_id") or "",
        born_on=sheet.value("applicant_born_on"),
        sex=sheet.value("applicant_sex") or "",
    )


def _number(text: str | None) -> str:
    return "".join((text or "").split()).replace(".", "")


def _fee(sheet: Sheet) -> FeeIn:
    lines: list[tuple[str, Decimal, str]] = []
    if sheet.quote is not None:
        lines = intake_fees.lines(
            sheet.quote,
            str(sheet.data.get("fee_line", "")),
            charge=sheet.value("fee_charge"),
            service=sheet.value("fee_service"),
        )
    return FeeIn(
        how=str(sheet.data.get("fee_how", "")),
        lines=lines,
        method=sheet.value("fee_method") or "CASH",
        exempt_ground=sheet.value("fee_exempt_ground") or "",
    )
