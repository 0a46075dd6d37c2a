"""The posting sheet (bảng niêm yết) of a procedure as a PDF with a QR to its page (NĐ 63/2010 Điều 17)."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from motcua.apps.catalogue import queries
from motcua.apps.catalogue.queries import ProcedureUse, ProcedureVersion
from motcua.apps.letters.rendering import render
from motcua.rules.forms import ChannelLine, FormKind, Letterhead, Posting, RequiredPaperLine
from motcua.web.portal.catalogue_page import UNKNOWN
from motcua.web.ui.access import public
from motcua.web.ui.requests import Request
from motcua.web.ui.throttle import throttled

NOT_PUBLISHED = "Bản công bố không ghi"


@public
@throttled("posting", limit=60, seconds=60)
def posting_sheet(request: Request, code: str) -> HttpResponse:
    """The sheet of the version in force today, headed by the agency `?co-quan=` (or the first that uses it)."""
    today = request.at.date()
    version = queries.version_at(code.replace("\x00", ""), today)
    if version is None:
        raise Http404(UNKNOWN)
    uses = queries.agencies_using(version.procedure.code, today)
    asked = request.GET.get("co-quan", "")
    use = next((one for one in uses if str(one.agency_id) == asked), uses[0] if uses else None)
    sheet = _sheet(version, use, request)
    # The head and the place are unknown until an agency uses the procedure: the sheet leaves them to be written.
    pdf = render(FormKind.POSTING, sheet, on=today, blanks=True)
    name = quote(f"niem-yet-{version.procedure.code}.pdf")
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "public, max-age=600"}
    return HttpResponse(pdf.content, content_type="application/pdf", headers=headers)


def _sheet(version: ProcedureVersion, use: ProcedureUse | None, request: Request) -> Posting:
    page = reverse("portal:procedure", args=[version.procedure.code])
    return Posting(
        head=_head(use),
        issued_at=request.at.replace(tzinfo=None, microsecond=0),
        code=version.procedure.code,
        name=version.name,
        field_text=version.field.name,
        level_text=version.level_words,
        authority=_authority(version, use),
        where="; ".join(center.unit.name for center in use.centers.all())
        if use
        else version.reception_address,
        # One text, not a list: the source's lines are not steps and must not be numbered as such.
        steps=(version.steps.strip() or NOT_PUBLISHED,),
        channels=_channels(version, use),
        papers=tuple(_paper(paper) for paper in version.papers),
        applicants=tuple(version.applicants),
        results=tuple(one["name"] for one in version.results),
        requirements=version.conditions,
        legal_bases=tuple(
            " – ".join(p for p in (one["number"], one["title"]) if p) for one in version.legal_basis
        ),
        decision=version.decision_no or NOT_PUBLISHED,
        effective_on=version.decision.effective_on,
        version=str(version.no),
        url=settings.PUBLIC_URL.rstrip("/") + page,
    )


def _head(use: ProcedureUse | None) -> Letterhead:
    if use is None:
        return Letterhead("", "", "")
    agency = use.agency
    return Letterhead(agency.superior_name, agency.name, agency.place, phone=agency.phone)


def _authority(version: ProcedureVersion, use: ProcedureUse | None) -> str:
    if use is not None:
        return ", ".join(part for part in (use.authority, use.agency.name) if part)
    return "; ".join(version.agencies) or version.competent_agency


def _channels(version: ProcedureVersion, use: ProcedureUse | None) -> tuple[ChannelLine, ...]:
    local = queries.local_limit(use)
    lines = []
    for terms in version.terms:
        limit = terms.limit.words
        if local and not terms.limit.is_structured:
            limit = f"{local.words} ({local.ground})"
        fees = "; ".join(f"{fee.line}. {fee.doubt.label}".strip(". ") for fee in terms.fees) or NOT_PUBLISHED
        lines.append(ChannelLine(terms.channel.label, limit, fees, terms.description))
    return tuple(lines)


def _paper(paper: queries.RequiredPaper) -> RequiredPaperLine:
    counts = (str(paper.originals), str(paper.copies)) if paper.is_paper else ("", "")
    return RequiredPaperLine(
        paper.name or "(không ghi tên giấy tờ)",
        *counts,
        form_name=", ".join(paper.form_files),
        case=paper.case,
    )
