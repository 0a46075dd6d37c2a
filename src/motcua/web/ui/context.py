"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Give templates the actor, the moment, and whether this is the demo."""
    return {
        "actor": getattr(request, "actor", None),
        "now": getattr(request, "at", None),
        "demo": settings.DEMO,
    }
