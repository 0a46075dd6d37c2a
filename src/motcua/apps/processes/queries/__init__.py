"""Reading processes: the one a dossier is pinned to, the one in force, lists, coverage."""

from motcua.apps.processes.queries.coverage import Coverage, CoverageLine, coverage
from motcua.apps.processes.queries.listing import (
    choices_for,
    definition,
    definitions_of,
    draft_of,
    models_of_packs,
    version_row,
    versions_of,
)
from motcua.apps.processes.queries.office import lint_here, staffed_at, units_of
from motcua.apps.processes.queries.versions import (
    current_no,
    forget,
    in_force,
    is_model,
    pack_processes,
    process,
)

__all__ = [
    "Coverage",
    "CoverageLine",
    "choices_for",
    "coverage",
    "current_no",
    "definition",
    "definitions_of",
    "draft_of",
    "forget",
    "in_force",
    "is_model",
    "lint_here",
    "models_of_packs",
    "pack_processes",
    "process",
    "staffed_at",
    "units_of",
    "version_row",
    "versions_of",
]
