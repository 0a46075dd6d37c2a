"""The form of one step: its fields, the one action it calls, the words of its button and of its success.

A subclass is one noun of `/desk/ho-so/<number>/<slug>`. `prepare` fills what only a drawn form needs (choices,
first values), so that a successful POST costs nothing but the action.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, TypedDict, cast

from django import forms
from django.http import QueryDict

from motcua.apps.dossiers.queries import DossierPage
from motcua.rules.actors import Actor
from motcua.web.ui.form_fields import VnDateField, VnMoneyField


class Told(TypedDict):
    """Who acts, when, and the act count his page showed."""

    actor: Actor
    at: datetime
    seen: int | None


class StepForm(forms.Form):
    """One step. Conditions are the action's to check; the form only reads what was typed."""

    slug: ClassVar[str]
    verb: ClassVar[str]
    title: ClassVar[str]
    button: ClassVar[str]
    done: ClassVar[str]
    hint: ClassVar[str] = ""
    cites_law: ClassVar[bool] = False
    """The hint says what the law says: its basis stands behind it, by the rule set of the dossier."""
    kind: ClassVar[str] = "primary"
    template: ClassVar[str] = "desk/steps/_fields.html"
    has_file: ClassVar[bool] = False
    key: ClassVar[str] = "1"
    """The key that presses its button on the desk."""
    renames: ClassVar[dict[str, str]] = {}
    """Names the action gives its faults → the field that shows them."""

    is_conflict: bool = False
    """Somebody was faster: the form goes on only once the officer ticks that he has seen the dossier as it is now."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def prepare(self, page: DossierPage, *, actor: Actor, at: datetime) -> None:
        """Fill choices and first values from the page that is about to be drawn."""

    def act(self, number: str, told: Told) -> Any:
        """Call the one action. Raises its refusals."""
        raise NotImplementedError

    def blame(self, sentence: str, faults: dict[str, str]) -> None:
        """Put the faults of a refusal beside their fields; those without a field, or the sentence alone, on top."""
        for name, text in faults.items():
            field = self.renames.get(name, name)
            self.add_error(field if field in self.fields else None, text)
        if not faults:
            self.add_error(None, sentence)

    def put_back(self, name: str, value: str) -> None:
        """Replace one value of a sent form before it is drawn again."""
        data = cast(QueryDict, self.data).copy()
        data[name] = value
        self.data = data

    def suggest(self, **first: Any) -> None:
        """First values for fields that have none yet (an unbound form)."""
        for name, value in first.items():
            self.initial.setdefault(name, value)


def _looking(field: forms.Field, look: str, **more: Any) -> Any:
    """The field, with the component that draws it."""
    field.look = look  # type: ignore[attr-defined]  # a mark for the template
    for name, value in more.items():
        setattr(field, name, value)
    return field


def short(most: int) -> dict[str, str]:
    """What is said of a text longer than its column."""
    return {"max_length": f"Viết gọn trong {most} ký tự."}


def line(label: str, hint: str = "", *, optional: bool = False, width: str = "", most: int = 300) -> Any:
    """One line of text of at most `most` characters, as its column holds."""
    field = forms.CharField(
        label=label, help_text=hint, required=False, max_length=most, error_messages=short(most)
    )
    return _looking(field, "line", optional=optional, width=width)


def words(label: str, hint: str = "", *, optional: bool = False, rows: int = 3, most: int = 1000) -> Any:
    """Several lines of text of at most `most` characters, as its column holds."""
    field = forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=most,
        error_messages=short(most),
        widget=forms.Textarea,
    )
    return _looking(field, "words", optional=optional, rows=rows)


def day(label: str, hint: str = "", *, required: str = "") -> Any:
    """A day; `required` is the sentence shown when it is left out (empty: it may be)."""
    messages = {"required": required} if required else {}
    field = VnDateField(label=label, required=bool(required), error_messages=messages)
    return _looking(field, "day", hint=hint or "Ngày/tháng/năm, ví dụ 02/03/2026", optional=not required)


def clock(label: str) -> Any:
    """A time of day."""
    field = forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%Hh%M", "%Hg%M", "%H"],
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"required": "Nhập giờ, ví dụ 14:30.", "invalid": "Giờ không đúng. Nhập dạng 14:30."},
    )
    return _looking(field, "line", width="5", optional=False)


def money(label: str, required: str) -> Any:
    """An amount in đồng."""
    return _looking(
        VnMoneyField(label=label, error_messages={"required": required}), "line", width="10", optional=False
    )


def choice(label: str, required: str, options: Any = (), *, hint: str = "", look: str = "radios") -> Any:
    """One of several; the action decides whether the value is right."""
    field = forms.CharField(label=label, help_text=hint, error_messages={"required": required})
    field.choices = list(options)  # type: ignore[attr-defined]  # read by the component
    return _looking(field, look, optional=False, blank="Chọn…")


def pick(label: str, required: str, *, hint: str = "", look: str = "radios") -> Any:
    """One row by its id; `prepare` gives the choices."""
    field = forms.IntegerField(
        label=label, help_text=hint, error_messages={"required": required, "invalid": required}
    )
    field.choices = []  # type: ignore[attr-defined]  # read by the component
    return _looking(field, look, optional=False, blank="Chọn…")


def tick(label: str, hint: str = "") -> Any:
    """One box."""
    return _looking(forms.BooleanField(label=label, help_text=hint, required=False), "tick", optional=True)


class TicksField(forms.TypedMultipleChoiceField):
    """Numbers of the rows that were ticked; unknown ones are the action's to refuse."""

    def __init__(self, label: str, hint: str = "") -> None:
        super().__init__(label=label, help_text=hint, required=False, coerce=int, choices=[])
        _looking(self, "ticks", optional=False)

    def valid_value(self, value: Any) -> bool:
        """True for any number; the choices are filled only when the form is drawn."""
        return str(value).isdecimal() and len(str(value)) < 10
