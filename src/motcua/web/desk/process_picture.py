"""The diagram that the server draws: seen without scripts, and until the script has drawn its own."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe

from motcua.rules.process import Process
from motcua.rules.process.charting import NO_NAMES
from motcua.rules.process.drawing import svg


def picture(process: Process | None, units: Mapping[str, str] = NO_NAMES) -> SafeString:
    """The SVG of a process; empty while it has no step."""
    if process is None or not process.steps:
        return SafeString("")
    return mark_safe(svg(process, units=units))  # noqa: S308  # `drawing.svg` escapes every word of the process
