"""Taking a process in from a file."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from motcua.web.desk.process_rights import drawers
from motcua.web.ui.requests import Request


@drawers
def import_file(request: Request, key: str) -> HttpResponse:
    """The page."""
    raise Http404("Trang nhập tệp chưa sẵn sàng.")
