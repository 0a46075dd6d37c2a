"""The secret on the receipt that opens a dossier's page to its owner.

Ten letters of Crockford's alphabet (50 bits) derived from the number with the server's key, so a receipt can be
printed again; only a digest is stored. Peers use four plain digits (opencps.md row 31), guessable in minutes.
"""

from __future__ import annotations

import hashlib
import hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def make(key: bytes, number: str) -> str:
    """The secret of `number`: LENGTH letters, the same for the same key."""
    digest = hmac.new(key, f"tracking:{number}".encode(), hashlib.sha256).digest()
    return "".join(ALPHABET[byte & 31] for byte in digest[:LENGTH])


def fold(text: str) -> str:
    """What a person typed, forgiving case, spaces, dashes and look-alike letters (O/0, I/L/1)."""
    kept = "".join(ch for ch in text.upper() if ch.isalnum())
    return kept.translate(_READ_AS)


def digest(key: bytes, number: str, secret: str) -> str:
    """What is stored: a keyed digest, useless without the server's key."""
    return hmac.new(key, f"stored:{number}:{fold(secret)}".encode(), hashlib.sha256).hexdigest()


def matches(key: bytes, number: str, secret: str, stored: str) -> bool:
    """Constant-time comparison of a typed secret with the stored digest."""
    return hmac.compare_digest(digest(key, number, secret), stored)
