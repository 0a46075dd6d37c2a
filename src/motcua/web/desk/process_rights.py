"""Who may open and do what on the pages of processes."""

from __future__ import annotations

from motcua.apps.office.queries import ensure_over
from motcua.apps.processes.queries.listing import DRAWERS
from motcua.rules.actors import Actor
from motcua.rules.rights import NotAllowed
from motcua.web.ui.access import officers

NO_PROCESS = "Không tìm thấy quy trình này. Hãy chọn lại trong danh sách quy trình."
drawers = officers(*DRAWERS)
"""The outer door of the pages that change a process; the rights of the agency are asked inside."""


def may(actor: Actor, verb: str, agency_id: int) -> bool:
    """True when the actor may `verb` (draw_process, publish_process …) for the agency."""
    try:
        ensure_over(actor, verb, agency_id)
    except NotAllowed:
        return False
    return True
