"""Tags behind the components of `templates/cotton`; pages use the components, rarely these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from motcua.rules.basis import basis_of
from motcua.web.ui import charts, controls, deadline_chip, icons, navigation, passport, states

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline SVG icon of `icons.PATHS`."""
    return icons.icon_svg(name, label)


@register.simple_tag
def control(bound: BoundField | None = None, **given: Any) -> controls.Control:
    """The question a form component draws; see `controls.control`."""
    return controls.control(bound or None, **given)


@register.simple_tag(takes_context=True)
def chip(context: Context, due_at: Any, now: Any, finished_at: Any, paused: Any, stopped: Any) -> Any:
    """The deadline chip; `now` is the time of the request when the page gives none."""
    now = now or getattr(context.get("request"), "at", None)
    return deadline_chip.deadline_chip(
        due_at or None,
        now or None,
        finished_at=finished_at or None,
        paused=bool(paused),
        stopped=bool(stopped),
    )


@register.simple_tag(takes_context=True)
def legal_basis(context: Context, verb: str, rule_set: str) -> str:
    """The law a step taken now rests on, for a dossier received under `rule_set`; see `rules.basis`."""
    return basis_of(verb, rule_set, localdate(context["request"].at))


@register.simple_tag
def chart(rows: Iterable[Any], decimals: int | str = 0) -> list[charts.Bar]:
    """The bars of a bar chart; see `charts.bar_chart`."""
    return charts.bar_chart(rows or (), int(decimals or 0))


@register.simple_tag(takes_context=True)
def nav(context: Context, which: str) -> navigation.Menu:
    """The menu `desk` or `citizen` as the present actor sees it."""
    request = context.get("request")
    items = navigation.DESK if which == "desk" else navigation.CITIZEN
    path = getattr(request, "path", "")
    return navigation.menu(items, path, getattr(request, "actor", None) if which == "desk" else None)


@register.simple_tag(takes_context=True)
def officer(context: Context) -> Any:
    """The signed-in officer's `Actor`, or None on a public page."""
    actor = getattr(context.get("request"), "actor", None)
    return actor if getattr(actor, "kind", "") == "officer" else None


@register.simple_tag
def site_name() -> str:
    """The name of the authority as configured (`MOTCUA_AUTHORITY_NAME`)."""
    return str(getattr(settings, "MOTCUA_AUTHORITY_NAME", "") or "Bộ phận Tiếp nhận và Trả kết quả")


@register.simple_tag
def form_errors(form: BaseForm | None) -> list[tuple[str, str]]:
    """(address of the question, sentence) for every error of a form, for the summary at the top."""
    if not isinstance(form, BaseForm):
        return []
    found = [("", str(message)) for message in form.non_field_errors()]
    for bound in form:
        target = bound.id_for_label or bound.auto_id or f"id_{bound.html_name}"
        found += [(f"#{target}", str(message)) for message in bound.errors]
    return found


@register.simple_tag
def state_chip(state: Any = "", code: Any = "") -> states.StateChip:
    """Words and colour of a state of `rules.lifecycle`, or the colour of a national code."""
    return states.state_chip(state, code)


@register.simple_tag
def trace_rows(due: Any = None, lines: Any = None) -> list[passport.Row]:
    """The rows of a deadline passport; see `passport.rows`."""
    return passport.rows(due or None, lines or None)
