"""What others may ask about dossiers. Everything an officer sees goes through `visible_to`."""

from motcua.apps.dossiers.queries.assigning import Assignment, assignment_of
from motcua.apps.dossiers.queries.exporting import work_rows
from motcua.apps.dossiers.queries.handovers import Batch, batches, handover_pdf, to_hand_over
from motcua.apps.dossiers.queries.nudges import NudgePage, nudges_for
from motcua.apps.dossiers.queries.pages import (
    AskPanel,
    DossierPage,
    Passport,
    dossier_page,
    find_dossier,
    passport,
    person_history,
)
from motcua.apps.dossiers.queries.previews import DuePreview, preview_due
from motcua.apps.dossiers.queries.tracking import Tracking, degree_of_completion, track
from motcua.apps.dossiers.queries.trays import count_trays, trays_for
from motcua.apps.dossiers.queries.visibility import may_see, visible_to
from motcua.apps.dossiers.queries.waiting import latest_apology, wanted_items
from motcua.apps.dossiers.queries.worklists import (
    TRAYS,
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
    "TRAYS",
    "AskPanel",
    "Assignment",
    "Batch",
    "DossierPage",
    "DuePreview",
    "NudgePage",
    "Passport",
    "Tracking",
    "WorkFilters",
    "WorkPage",
    "assignment_of",
    "batches",
    "consultations_for",
    "count_trays",
    "degree_of_completion",
    "dossier_page",
    "draft",
    "drafts_of",
    "find_dossier",
    "guidance_at",
    "handover_pdf",
    "latest_apology",
    "may_see",
    "nudges_for",
    "passport",
    "person_history",
    "preview_due",
    "to_hand_over",
    "track",
    "tray_counts",
    "trays_for",
    "visible_to",
    "wanted_items",
    "work_list",
    "work_rows",
]
