"""How often one visitor may try: a count per window in an unlogged table, so that all server processes share it.

The visitor's address is stored only as a keyed digest. A crash of the database empties the table, which merely
forgives earlier tries.
"""

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.web.ui import refusals

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
_ONE_MORE = """
ON CONFLICT (visitor) DO UPDATE SET
  tries = CASE WHEN ui_throttle.window_start = EXCLUDED.window_start THEN ui_throttle.tries + 1 ELSE 1 END,
  window_start = EXCLUDED.window_start
"""
COUNT = """
INSERT INTO ui_throttle (visitor, window_start, tries) VALUES (%s, %s, 1) ONE_MORE RETURNING tries
""".replace("ONE_MORE", _ONE_MORE)
PASSED = """
WITH own AS (
  INSERT INTO ui_throttle (visitor, window_start, tries)
  SELECT key, %(window)s, 1 FROM unnest(%(own)s::text[]) AS asked (key) ONE_MORE RETURNING visitor, tries
), refused AS (
  SELECT 1 FROM own JOIN unnest(%(own)s::text[], %(own_limits)s::int[]) AS most (key, tries)
  ON most.key = own.visitor WHERE own.tries > most.tries
), shared AS (
  INSERT INTO ui_throttle (visitor, window_start, tries)
  SELECT key, %(window)s, 1 FROM unnest(%(shared)s::text[]) AS asked (key) WHERE NOT EXISTS (SELECT FROM refused)
  ONE_MORE RETURNING visitor, tries
)
SELECT EXISTS (SELECT FROM refused) OR EXISTS (
  SELECT FROM shared JOIN unnest(%(shared)s::text[], %(shared_limits)s::int[]) AS most (key, tries)
  ON most.key = shared.visitor WHERE shared.tries > most.tries)
""".replace("ONE_MORE", _ONE_MORE)


@dataclass(frozen=True, slots=True)
class Count:
    """One count: tries of `who` under `name`, at most `limit` in a window."""

    name: str
    who: str
    limit: int

    @property
    def key(self) -> str:
        """Under which the table keeps it: a keyed digest, so that no address is stored."""
        said = f"{self.name}|{self.who}".encode()
        return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()[:40]


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
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [Count(name, visitor, 0).key, _window(at, seconds)])
        return int(cursor.fetchone()[0])


def passed(own: Sequence[Count], shared: Sequence[Count] = (), *, seconds: int, at: datetime) -> bool:
    """Count one more try everywhere, in one statement; True when a limit is passed.

    `shared` counts (by a dossier's number, say) grow only by tries that the visitor's `own` counts let through:
    nobody can use up alone what others share.
    """
    # Sorted, so that two requests never wait for each other's rows.
    own, shared = (sorted(counts, key=lambda count: count.key) for counts in (own, shared))
    asked: dict[str, Any] = {
        "window": _window(at, seconds),
        "own": [count.key for count in own],
        "own_limits": [count.limit for count in own],
        "shared": [count.key for count in shared],
        "shared_limits": [count.limit for count in shared],
    }
    with connection.cursor() as cursor:
        cursor.execute(PASSED, asked)
        return bool(cursor.fetchone()[0])


def _window(at: datetime, seconds: int) -> int:
    return int(at.timestamp()) // seconds * seconds


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
