"""After acceptance: the receipt's page, slips as PDF, files of dossiers. Each only for those who may see the dossier."""

from __future__ import annotations

from urllib.parse import quote

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from motcua.apps.dossiers import queries
from motcua.apps.dossiers import slips as papers
from motcua.apps.dossiers.queries import counter, slips
from motcua.apps.dossiers.refusals import NoSuchDossier
from motcua.apps.dossiers.secrecy import secret_of
from motcua.apps.files import queries as files
from motcua.apps.payments import queries as payments
from motcua.apps.people.actions import note_access
from motcua.web.desk.intake_sheet import SEATS
from motcua.web.ui.access import officers, signed_in
from motcua.web.ui.requests import Request

UNKNOWN = "Không tìm thấy hồ sơ này trong các hồ sơ bạn được xem. Hãy kiểm tra lại mã hồ sơ."
INLINE = {"application/pdf", "image/png", "image/jpeg"}
# A stored picture is shown alone, in a box of its own: nothing of it can touch our pages.
PICTURE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
# Chrome's PDF viewer is blocked by `sandbox` and undressed by `default-src 'none'` (crbug 271452). It runs apart from
# our pages; a PDF with scripts or other files inside is refused at the door (apps/files/checking).
PDF_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@officers(*SEATS)
def done(request: Request, number: str) -> HttpResponse:
    """What was just accepted: the number, the day, the receipt to print, the code for the citizen's telephone."""
    dossier = queries.find_dossier(number, request.actor)
    if dossier is None or not dossier.number:
        raise Http404(UNKNOWN)
    if (
        dossier.on_spot
        and not dossier.finished_at
        and "phieu" not in request.GET
        and (page := dossier_page(number))
    ):
        return redirect(page)
    secret = secret_of(dossier.provisional)
    address = f"{settings.PUBLIC_URL}/tra-cuu?so={dossier.number}&ma={secret}"
    issued = slips.slips_of(dossier)
    receipt = next((one for one in issued if one.kind == "RECEIPT"), None)
    context = {
        "dossier": dossier,
        "receipt": receipt,
        "fee_receipts": [one for one in issued if one.kind == "FEE_RECEIPT"],
        "other_slips": [one for one in issued if one.kind != "FEE_RECEIPT" and one is not receipt],
        "bills": payments.bills_of(f"dossier:{dossier.pk}"),
        "secret": f"{secret[:5]} {secret[5:]}",
        "address": address,
        "qr": segno.make(address, error="m").svg_data_uri(scale=4, border=2),
        "page_href": dossier_page(dossier.number),
        "desk_unit": dossier.receiving_unit.name,
    }
    return render(request, "desk/intake/done.html", context)


def dossier_page(number: str) -> str:
    """The address of the dossier's page; empty while no such page is installed."""
    try:
        return reverse("desk:dossier", args=[number])
    except NoReverseMatch:
        return ""


@signed_in
def slip_pdf(request: Request, slip_id: int) -> HttpResponse:
    """An issued slip, as it was issued."""
    try:
        slip = slips.slip(slip_id, request.actor)
    except NoSuchDossier as refusal:
        raise Http404(refusal.sentence) from refusal
    _note(request, f"dossier:{slip.dossier_id}" if slip.dossier_id else f"slip:{slip.pk}", "Mở phiếu để in")
    return _inline(
        papers.pdf(slip), "application/pdf", f"{slip.kind.lower()}-{slip.number}.pdf".replace("/", "-")
    )


@signed_in
def file(request: Request, file_id: int) -> HttpResponse:
    """A file of a dossier one may see, or one's own upload of a sheet not yet filed."""
    found = counter.visible_file(file_id, request.actor)
    if found is None:
        raise Http404("Không tìm thấy tệp này trong các hồ sơ bạn được xem.")
    kept, number = found
    try:
        content = files.read(kept)
    except files.FileDamaged as damage:
        page = {"title": "Không mở được tệp", "advice": str(damage), "status": 500}
        return render(request, "ui/refusal.html", page, status=500)
    if number:
        _note(request, f"dossier:{number}", f"Mở tệp {kept.name}"[:200])
    return _inline(content, kept.media_type, kept.name)


def _note(request: Request, subject: str, purpose: str) -> None:
    note_access(subject[:60], actor=request.actor, at=request.at, purpose=purpose)


def _inline(content: bytes, kind: str, name: str) -> HttpResponse:
    how = "inline" if kind in INLINE else "attachment"
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name)}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = PDF_POLICY if kind == "application/pdf" else PICTURE_POLICY
    return answer
