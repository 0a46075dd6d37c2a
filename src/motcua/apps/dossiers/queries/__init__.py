"""What others may ask about dossiers. Everything an officer sees goes through `visible_to`."""

from motcua.apps.dossiers.queries.pages import (
    DossierPage,
    Passport,
    dossier_page,
    find_dossier,
    passport,
    person_history,
)
from motcua.apps.dossiers.queries.previews import DuePreview, preview_due
from motcua.apps.dossiers.queries.tracking import Tracking, degree_of_completion, track
from motcua.apps.dossiers.queries.visibility import may_see, visible_to
from motcua.apps.dossiers.queries.worklists import (
    WorkFilters,
    WorkPage,
    consultations_for,
    draft,
    drafts_of,
    guidance_at,
    tray_counts,
    work_list,
)

__all__ = [
    "DossierPage",
    "DuePreview",
    "Passport",
    "Tracking",
    "WorkFilters",
    "WorkPage",
    "consultations_for",
    "degree_of_completion",
    "dossier_page",
    "draft",
    "drafts_of",
    "find_dossier",
    "guidance_at",
    "may_see",
    "passport",
    "person_history",
    "preview_due",
    "track",
    "tray_counts",
    "visible_to",
    "work_list",
]
