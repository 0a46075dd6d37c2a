"""The secret printed on the receipt: derived from the filing's own token, so that it can be printed again; only its
digest is stored."""

from __future__ import annotations

from django.conf import settings

from motcua.rules import tracking


def secret_of(token: str) -> str:
    """The secret of the dossier filed under `token` (its `provisional` code)."""
    return tracking.make(settings.TRACKING_KEY, token)


def digest_of(token: str) -> str:
    """What the dossier's row keeps."""
    return tracking.digest(settings.TRACKING_KEY, token, secret_of(token))


def opens(token: str, typed: str, stored: str) -> bool:
    """True when what a person typed is the secret."""
    return bool(stored) and tracking.matches(settings.TRACKING_KEY, token, typed, stored)
