"""A process as files to take away: the diagram (BPMN 2.0), the step table (Excel), an empty table, the ISO sheet (PDF)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.timezone import localtime

from motcua.apps.catalogue import queries as catalogue
from motcua.apps.catalogue.queries import ProcedureUse
from motcua.apps.letters.rendering import render
from motcua.apps.processes import queries, step_tables
from motcua.apps.processes.queries.iso import iso_sheet
from motcua.apps.processes.queries.versions import DEFAULT
from motcua.rules.folding import fold
from motcua.rules.forms import FormKind
from motcua.rules.process import Process, sketch
from motcua.rules.process.bpmn_writing import to_bpmn
from motcua.web.desk.process_rights import NO_PROCESS
from motcua.web.ui.access import signed_in
from motcua.web.ui.requests import Request
from motcua.web.ui.workbook import XLSX

if TYPE_CHECKING:
    from motcua.apps.processes.models import ProcessDefinition, ProcessVersion

BPMN = "application/xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Source:
    """What a file is made of: the process, of which agency (None: a model of the packs), which state of it."""

    process: Process
    row: ProcessDefinition | None
    version: ProcessVersion | None
    saved_at: datetime

    @property
    def draft(self) -> bool:
        """True for what nobody has approved: a draft, or a model."""
        return self.version is None

    @property
    def mark(self) -> str:
        """The end of a file's name: the number of the version, or that it is a draft."""
        if self.version is not None:
            return f"ban-{self.version.no}"
        return "ban-nhap" if self.row is not None else "mau"


def source(request: Request, key: str, *, draft_first: bool = False) -> Source:
    """The state asked for by `?ban=` (a number, or «nhap»); without it the newest version, else the draft.

    `draft_first`: without it the draft, else the newest version. A model of the packs has one state.
    """
    if queries.is_model(key):
        return Source(queries.process(key), None, None, request.at)
    row = queries.definition(key, request.actor)
    if row is None:
        raise Http404(NO_PROCESS)
    asked = request.GET.get("ban", "")
    draft = queries.draft_of(row) if asked in ("", "nhap") else None
    versions = queries.versions_of(row) if asked != "nhap" else []
    found = next((one for one in versions if asked in ("", str(one.no))), None)
    if draft is not None and (draft_first or found is None):
        return Source(sketch(draft.body), row, None, draft.saved_at)
    if found is None:
        raise Http404("Quy trình này không có bản ấy. Hãy chọn trong danh sách các bản.")
    return Source(sketch(found.body), row, found, found.published_at)


def units(one: Source, on: date) -> dict[str, str]:
    """The units a process may name, by code."""
    return queries.units_of(one.row.agency_id, on) if one.row is not None else {}


def file_name(one: Source, kind: str, ending: str) -> str:
    """A name without marks: `bang-buoc-cap-phep-xay-dung-ban-2.xlsx`."""
    words = "-".join("".join(ch if ch.isalnum() else " " for ch in fold(one.process.name)).split())
    return f"{kind}-{words[:60].strip('-') or 'quy-trinh'}-{one.mark}.{ending}"


def download(content: bytes | str, kind: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file to save, or to look at in the browser."""
    how = "inline" if inline else "attachment"
    headers = {"Content-Disposition": f'{how}; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=kind, headers=headers)


@signed_in
def xlsx(request: Request, key: str) -> HttpResponse:
    """The step table as an Excel file that may be changed and taken in again."""
    one = source(request, key)
    content = step_tables.workbook(
        one.process, units(one, request.at.date()), heading=one.process.name, at=one.saved_at
    )
    return download(content, XLSX, file_name(one, "bang-buoc", "xlsx"))


@signed_in
def template(request: Request) -> HttpResponse:
    """An empty step table with instructions and drop-downs."""
    agencies = sorted(request.actor.agencies())
    known = queries.units_of(agencies[0], request.at.date()) if agencies else {}
    content = step_tables.template(known, heading="Bảng các bước của quy trình nội bộ", at=request.at)
    return download(content, XLSX, "mau-bang-buoc.xlsx")


@signed_in
def bpmn(request: Request, key: str) -> HttpResponse:
    """The process as BPMN 2.0 with its drawing; without `?ban=` the draft's, which the editor's diagram reads."""
    one = source(request, key, draft_first=True)
    return download(
        to_bpmn(one.process, units(one, request.at.date())), BPMN, file_name(one, "so-do", "bpmn")
    )


@signed_in
def iso(request: Request, key: str) -> HttpResponse:
    """The printed sheet: of the process alone, or with one procedure in use (`?thu-tuc=` the id of the use)."""
    one = source(request, key)
    if not one.process.steps:
        raise Http404("Quy trình chưa có bước nào nên chưa in được. Hãy soạn các bước trước.")
    use = _use(request, key, one)
    on = one.version.decided_on if one.version is not None else one.saved_at.date()
    sheet = iso_sheet(
        one.process,
        agency=one.row.agency if one.row is not None else use.agency if use is not None else None,
        units=units(one, request.at.date()),
        version=one.version,
        use=use,
        at=localtime(one.saved_at),
        on=request.at.date(),
    )
    pdf = render(FormKind.ISO_SHEET, sheet, on=on, blanks=True)
    name = file_name(one, f"quy-trinh-iso-{use.procedure.code}" if use else "quy-trinh-iso", "pdf")
    return download(pdf.content, "application/pdf", name, inline=True)


def _use(request: Request, key: str, one: Source) -> ProcedureUse | None:
    """The procedure asked for; 404 when it does not run on this process, or at an agency the actor does not see."""
    asked = request.GET.get("thu-tuc", "")
    if not asked:
        return None
    found = catalogue.use(int(asked)) if asked.isdecimal() and len(asked) < 18 else None
    seen = request.actor.agencies() | ({one.row.agency_id} if one.row is not None else frozenset())
    if found is None or (found.process_key or DEFAULT) != key or found.agency_id not in seen:
        raise Http404(
            "Thủ tục này không chạy quy trình đang xem. Hãy chọn trong danh sách thủ tục của quy trình."
        )
    return found
