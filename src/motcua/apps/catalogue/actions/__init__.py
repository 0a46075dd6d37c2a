"""What others may do to the catalogue."""

from motcua.apps.catalogue.actions.importing import ImportReport, SourceDays, import_catalogue
from motcua.apps.catalogue.actions.indexing import rebuild_index
from motcua.apps.catalogue.actions.publishing import (
    DecisionDraft,
    Entry,
    PublicationRefused,
    bring_into_force,
    publish,
)
from motcua.apps.catalogue.actions.using import (
    UseDraft,
    confirm_fees,
    put_into_use,
    set_local_limit,
    set_process,
    stop_using,
)
from motcua.apps.catalogue.actions.writing import Provenance

__all__ = [
    "DecisionDraft",
    "Entry",
    "ImportReport",
    "Provenance",
    "PublicationRefused",
    "SourceDays",
    "UseDraft",
    "bring_into_force",
    "confirm_fees",
    "import_catalogue",
    "publish",
    "put_into_use",
    "rebuild_index",
    "set_local_limit",
    "set_process",
    "stop_using",
]
