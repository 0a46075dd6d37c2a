"""The fee at the counter: what is suggested, which line was chosen, what will be taken. Never a guessed amount."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from motcua.apps.catalogue.queries import ProcedureUse
from motcua.rules.fees import Fee, FeeDoubt, FeeKind, FeeQuote, FeeState


def suggest(data: dict[str, Any], quote: FeeQuote, use: ProcedureUse | None) -> None:
    """Choose beforehand only what is certain: a published or confirmed amount, or that nothing is taken.

    A doubtful or unpublished fee is left open: the officer must say what is taken.
    """
    if quote.state is FeeState.FREE:
        data.setdefault("fee_how", "NONE")
    elif quote.state is FeeState.FIXED:
        late = use is not None and use.fee_when == "AT_DELIVERY"
        data.setdefault("fee_how", "LATER" if late else "NOW")
        data.setdefault("fee_line", "0")


def options(quote: FeeQuote) -> list[tuple[str, str]]:
    """The published lines that may be taken as printed."""
    return [
        (str(place), f"{one.kind.label}: {one.line}")
        for place, one in enumerate(quote.lines)
        if _is_sure(one)
    ]


def lines(
    quote: FeeQuote, chosen: str, *, charge: int | None, service: int | None
) -> list[tuple[str, Decimal, str]]:
    """What is taken: name, amount in đồng, kind. Amounts typed by the officer win over the chosen line."""
    typed = [("Lệ phí", charge, FeeKind.CHARGE), ("Phí", service, FeeKind.SERVICE)]
    found = [(name, Decimal(amount), str(kind)) for name, amount, kind in typed if amount]
    if found:
        return found
    if chosen.isdecimal() and int(chosen) < len(quote.lines) and _is_sure(one := quote.lines[int(chosen)]):
        kind = FeeKind.SERVICE if one.kind is FeeKind.SERVICE else FeeKind.CHARGE
        return [(one.note[:200] or one.kind.label, one.amount or Decimal(0), str(kind))]
    return []


def total(taken: list[tuple[str, Decimal, str]]) -> int:
    """The sum in đồng."""
    return int(sum((amount for _, amount, _ in taken), Decimal(0)))


def _is_sure(one: Fee) -> bool:
    return one.doubt is FeeDoubt.NONE and bool(one.amount)
