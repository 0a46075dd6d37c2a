"""Reports as files to download."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from django.http import FileResponse, HttpResponse

from motcua.apps.letters.rendering import Pdf
from motcua.web.ui.workbook import XLSX


def workbook(write: Callable[[Path], object], name: str) -> FileResponse:
    """An XLSX written to a temporary file, sent from there; the file goes when the answer is sent."""
    kept = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115  # FileResponse closes it
    write(Path(kept.name))
    kept.seek(0)
    return FileResponse(kept, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def pdf(paper: Pdf, name: str) -> HttpResponse:
    """A PDF shown in the browser, with its name for saving."""
    answer = HttpResponse(paper.content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
