"""How often one visitor may try: a count per window in an unlogged table, so that all server processes share it.

The visitor's address is stored only as a keyed digest. A crash of the database empties the table, which merely
forgives earlier tries.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.web.ui import refusals

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
COUNT = """
INSERT INTO ui_throttle (visitor, window_start, tries) VALUES (%s, %s, 1)
ON CONFLICT (visitor) DO UPDATE SET
  tries = CASE WHEN ui_throttle.window_start = EXCLUDED.window_start THEN ui_throttle.tries + 1 ELSE 1 END,
  window_start = EXCLUDED.window_start
RETURNING tries
"""


def throttled(
    name: str, *, limit: int, seconds: int, methods: frozenset[str] = frozenset({"GET", "POST"})
) -> Callable[[View], View]:
    """Let one visitor call a view at most `limit` times in each window of `seconds`; then answer 429.

    `name` groups views that share a count; only requests by `methods` count. Needs `request.at` (AccessMiddleware).
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in methods:
                at: datetime = request.at  # type: ignore[attr-defined]  # set by AccessMiddleware
                if tries(name, visitor_of(request), seconds=seconds, at=at) > limit:
                    return refusals.too_many(request, seconds=seconds)
            return view(request, *args, **kwargs)

        return cast(View, guarded)

    return wrap


def tries(name: str, visitor: str, *, seconds: int, at: datetime) -> int:
    """Count one more try of `visitor` under `name` and return how many there were in the window of `at`."""
    window = int(at.timestamp()) // seconds * seconds
    key = hmac.new(settings.SECRET_KEY.encode(), f"{name}|{visitor}".encode(), hashlib.sha256).hexdigest()[
        :40
    ]
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [key, window])
        return int(cursor.fetchone()[0])


def visitor_of(request: HttpRequest) -> str:
    """Return the visitor's address; behind our own proxies (MOTCUA_PROXIES of them) the one they report."""
    hops: int = settings.TRUSTED_PROXIES
    said = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    forwarded = [part.strip() for part in said.split(",") if part.strip()]
    if hops and len(forwarded) >= hops:
        return forwarded[-hops]
    return str(request.META.get("REMOTE_ADDR", ""))


def forget_old(*, older_than: timedelta = timedelta(days=2)) -> int:
    """Delete the counts of windows long past; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM ui_throttle WHERE window_start < extract(epoch FROM now()) - %s",
            [older_than.total_seconds()],
        )
        return int(cursor.rowcount)
