"""The few icons we draw ourselves, as SVG paths on a 24 × 24 grid (no icon font, no request)."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

PATHS: dict[str, str] = {
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 4v5l3.5 2",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l1.5 2h-15zM10 21h4",
    "late": "M12 3 2.5 20h19zM12 10v4.5M12 17.2v.3",
    "check": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm-4 9.2 2.8 2.8L16 9.5",
    "pause": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM10 9v6M14 9v6",
    "stop": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12h8",
    "now": "M13 3 5 14h6l-1 7 8-11h-6z",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5.5M12 7.6v.3",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20.5 20.5",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20.5c1-4 4-6 8-6s7 2 8 6",
    "unit": "M4 21V9l8-5 8 5v12M9 21v-6h6v6M2.5 21h19",
    "phone": "M6 3h3.5l1.5 5-2.2 1.6a12 12 0 0 0 5.6 5.6L16 13l5 1.5V18a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
    "paper": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "print": "M7 9V3h10v6M7 17H4v-8h16v8h-3M7 14h10v7H7z",
    "scan": "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M7 8v8M10.5 8v8M13.5 8v8M17 8v8",
    "plus": "M12 5v14M5 12h14",
    "arrow": "M5 12h14M13 6l6 6-6 6",
    "back": "M19 12H5M11 6l-6 6 6 6",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
    "menu": "M4 6.5h16M4 12h16M4 17.5h16",
    "open": "M6 9l6 6 6-6",
    "lock": "M6 11h12v10H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
}


def icon_svg(name: str, label: str = "") -> SafeString:
    """An icon as inline SVG; hidden from assistive tools unless it has a `label`. KeyError for an unknown name."""
    path = mark_safe(PATHS[name])  # noqa: S308 - a constant of this module
    seen = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="mc-icon" viewBox="0 0 24 24" width="24" height="24" focusable="false" {}><path d="{}"/></svg>',
        seen,
        path,
    )
