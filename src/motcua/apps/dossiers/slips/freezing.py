"""A slip's content as it is kept, and back: the frozen dataclass as JSON, so that it prints the same for ever."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from motcua.apps.dossiers.models import Slip
from motcua.apps.dossiers.secrecy import secret_of
from motcua.apps.letters.rendering import render
from motcua.rules.forms import TYPE_OF_CONTEXT, Context, FormKind, Receipt

ADDRESS_PART = "&ma="
"""Before the secret in the tracking address."""


def frozen(context: Context) -> dict[str, Any]:
    """The content as plain JSON data; moments are ISO texts in civil time of Vietnam.

    The tracking secret is not kept: `thawed` derives it again from the filing's token.
    """
    if isinstance(context, Receipt) and context.tracking_secret:
        address = context.tracking_url.replace(ADDRESS_PART + context.tracking_secret, "")
        context = replace(context, tracking_secret="", tracking_url=address)
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(context))
    return data


def thawed(slip: Slip) -> Context:
    """The content of an issued slip. Raises msgspec.ValidationError when the row was damaged."""
    context: Context = msgspec.convert(slip.data, TYPE_OF_CONTEXT[FormKind(slip.kind)])
    if isinstance(context, Receipt) and slip.dossier is not None and context.number:
        if context.tracking_secret:  # kept whole by an earlier version of the product
            return context
        secret = secret_of(slip.dossier.provisional)
        address = context.tracking_url + ADDRESS_PART + secret
        return replace(context, tracking_secret=secret, tracking_url=address)
    return context


def pdf(slip: Slip) -> bytes:
    """The slip as PDF, in the edition in force on `slip.on`.

    It was complete when it was issued; should a form demand more one day, an old slip shows a dotted line there
    and still prints.
    """
    return render(FormKind(slip.kind), thawed(slip), on=slip.on, blanks=True).content
