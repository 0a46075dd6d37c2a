"""The request as our views get it, for annotations: `def view(request: Request) -> HttpResponse`."""

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from motcua.rules.actors import Actor


class Request(HttpRequest):
    """A request with what the middleware put on it."""

    actor: Actor
    at: datetime
    htmx: HtmxDetails
