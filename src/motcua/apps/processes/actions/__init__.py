"""Drawing and publishing processes."""

from motcua.apps.processes.actions.drawing import (
    create,
    discard_draft,
    open_draft,
    rename,
    retire,
    save_draft,
)
from motcua.apps.processes.actions.publishing import Approval, publish
from motcua.apps.processes.actions.using import Assigned, run_procedures_on

__all__ = [
    "Approval",
    "Assigned",
    "create",
    "discard_draft",
    "open_draft",
    "publish",
    "rename",
    "retire",
    "run_procedures_on",
    "save_draft",
]
