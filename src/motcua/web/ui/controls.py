"""What a form component needs to draw one question: taken from a Django bound field or from plain attributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer offered by a select, radio or checkbox group."""

    value: str
    label: str
    hint: str = ""
    checked: bool = False
    disabled: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """One question as drawn: identifiers tie the label, hint and error to the input."""

    id: str
    name: str
    label: str
    hint: str
    error: str
    value: str
    choices: tuple[Choice, ...] = field(default=())

    @property
    def described_by(self) -> str:
        """Value of `aria-describedby`: the ids of the hint and of the error, when there are any."""
        parts = [f"{self.id}-hint"] * bool(self.hint) + [f"{self.id}-error"] * bool(self.error)
        return " ".join(parts)


def control(
    bound: BoundField | None = None,
    *,
    name: str = "",
    label: str = "",
    hint: str = "",
    error: str = "",
    value: Any = None,
    id: str = "",
    options: Iterable[Any] | None = None,
) -> Control:
    """Merge a bound field with the attributes given in the page; the page's words win."""
    if isinstance(bound, BoundField):
        name = name or bound.html_name
        label = label or str(bound.label or "")
        hint = hint or str(bound.help_text or "")
        error = error or (str(bound.errors[0]) if bound.errors else "")
        value = bound.value() if value in (None, "") else value
        id = id or bound.id_for_label or bound.auto_id or f"id_{name}"
        options = _field_choices(bound) if options in (None, "") else options
    id = id or f"id_{name}"
    chosen = _chosen(value)
    choices = tuple(_choice(o, chosen, f"{id}_{i}") for i, o in enumerate(options or ()))
    return Control(id, name, label, hint, error, _shown(bound, value), choices)


def _field_choices(bound: BoundField) -> Iterable[Any]:
    return getattr(bound.field, "choices", ())


def _shown(bound: BoundField | None, value: Any) -> str:
    """The text to put back in the input, so that nothing typed is lost after an error."""
    if value is None or isinstance(value, bool | list | tuple):
        return ""
    if isinstance(bound, BoundField) and not isinstance(value, str):
        return str(bound.field.widget.format_value(value) or "")
    return str(value)


def _chosen(value: Any) -> frozenset[str]:
    if value is None or value == "":
        return frozenset({""})
    many = value if isinstance(value, list | tuple | set | frozenset) else (value,)
    return frozenset(str(v) for v in many)


def _choice(option: Any, chosen: frozenset[str], id: str) -> Choice:
    """An option is a `Choice`-like object, a mapping, or a pair (value, label)."""
    if isinstance(option, tuple | list):
        given: dict[str, Any] = {"value": option[0], "label": option[1]}
    elif isinstance(option, dict):
        given = option
    else:
        given = {k: getattr(option, k) for k in ("value", "label", "hint", "disabled") if hasattr(option, k)}
    value = "" if given["value"] is None else str(given["value"])
    return Choice(
        value=value,
        label=str(given["label"]),
        hint=str(given.get("hint", "")),
        checked=bool(given.get("checked", value in chosen)),
        disabled=bool(given.get("disabled", False)),
        id=id,
    )
