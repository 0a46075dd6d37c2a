"""How often the tracking page may be asked: per address against listing numbers, per number against guessing secrets.

A secret has 50 bits, so the limits only keep guessing hopeless and the noise low.
"""

from __future__ import annotations

from motcua.web.ui.requests import Request
from motcua.web.ui.throttle import Count, passed, visitor_of

WINDOW_SECONDS = 60
# Many telephones share one address of a mobile network, and so do the machines of a commune's hall.
LOOKS_OF_ADDRESS = 60
SECRETS_OF_ADDRESS_AT_NUMBER = 8
SECRETS_AT_NUMBER = 40


def too_often(request: Request, number: str, *, with_secret: bool) -> bool:
    """Count this look, whether or not anything is found; True when a limit is passed."""
    visitor = visitor_of(request)
    own = [Count("track", visitor, LOOKS_OF_ADDRESS)]
    shared = []
    if with_secret:
        own.append(Count("track_secret", f"{visitor}|{number}", SECRETS_OF_ADDRESS_AT_NUMBER))
        shared.append(Count("track_number", number, SECRETS_AT_NUMBER))
    return passed(own, shared, seconds=WINDOW_SECONDS, at=request.at)
