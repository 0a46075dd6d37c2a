"""Text that PostgreSQL cannot hold is refused at the door, once for every page."""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse

from motcua.web.ui import refusals

NUL = "\x00"


class NullCharactersMiddleware:
    """Answer 400 when the path, the query, the form or a cookie holds U+0000.

    No keyboard types it and PostgreSQL's text has none (its manual §8.3): let through, it would end as a 500 in
    whichever query meets it first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or go on."""
        if any(NUL in text for text in _given(request)):
            return refusals.unreadable(request)
        return self.get_response(request)


def _given(request: HttpRequest) -> Iterator[str]:
    """Every text the browser chose. Files are not text; names of files are cleaned by Django."""
    yield request.path
    for words in (request.GET, request.POST):
        for key, values in words.lists():
            yield key
            yield from (value for value in values if isinstance(value, str))
    yield from request.COOKIES.values()
