"""Why a slip cannot be printed, in a Vietnamese sentence that names what to add."""

from __future__ import annotations

from motcua.apps.dossiers.refusals import ActionRefused
from motcua.rules.forms import Missing


class SlipNotReady(ActionRefused):
    """A paper lacks something it may not be issued without; `missing` lists each thing by path and label."""

    def __init__(self, title: str, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        listed = "; ".join(thing.label for thing in missing)
        super().__init__(
            f"Chưa lập được «{title}» vì còn thiếu: {listed}. Hãy bổ sung rồi làm lại.",
            {thing.path: f"Còn thiếu: {thing.label}." for thing in missing},
        )
