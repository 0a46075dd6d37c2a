"""A slip's content as it is kept, and back: the frozen dataclass as JSON, so that it prints the same for ever."""

from __future__ import annotations

from typing import Any

import msgspec

from motcua.apps.dossiers.models import Slip
from motcua.apps.letters.rendering import render
from motcua.rules.forms import TYPE_OF_CONTEXT, Context, FormKind


def frozen(context: Context) -> dict[str, Any]:
    """The content as plain JSON data; moments are ISO texts in civil time of Vietnam."""
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(context))
    return data


def thawed(slip: Slip) -> Context:
    """The content of an issued slip. Raises msgspec.ValidationError when the row was damaged."""
    context: Context = msgspec.convert(slip.data, TYPE_OF_CONTEXT[FormKind(slip.kind)])
    return context


def pdf(slip: Slip) -> bytes:
    """The slip as PDF, in the edition in force on `slip.on`.

    It was complete when it was issued; should a form demand more one day, an old slip shows a dotted line there
    and still prints.
    """
    return render(FormKind(slip.kind), thawed(slip), on=slip.on, blanks=True).content
