"""Reading processes: the one a dossier is pinned to, the one in force, lists, coverage."""

from motcua.apps.processes.models import ProcessDefinition, ProcessDraft, ProcessVersion
from motcua.apps.processes.queries.coverage import (
    Coverage,
    CoverageFilters,
    CoverageLine,
    coverage,
    coverage_lines,
    coverage_page,
    fields_in_use,
)
from motcua.apps.processes.queries.listing import (
    choices_for,
    definition,
    definitions_of,
    draft_of,
    models_of_packs,
    version_row,
    versions_of,
)
from motcua.apps.processes.queries.office import lint_here, units_of
from motcua.apps.processes.queries.seats import staffed_at
from motcua.apps.processes.queries.versions import (
    current_no,
    forget,
    in_force,
    is_model,
    pack_processes,
    process,
    read_all,
)

__all__ = [
    "Coverage",
    "CoverageFilters",
    "CoverageLine",
    "ProcessDefinition",
    "ProcessDraft",
    "ProcessVersion",
    "choices_for",
    "coverage",
    "coverage_lines",
    "coverage_page",
    "current_no",
    "definition",
    "definitions_of",
    "draft_of",
    "fields_in_use",
    "forget",
    "in_force",
    "is_model",
    "lint_here",
    "models_of_packs",
    "pack_processes",
    "process",
    "read_all",
    "staffed_at",
    "units_of",
    "version_row",
    "versions_of",
]
