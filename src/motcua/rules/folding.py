"""Vietnamese text without marks and case, and the order of the Vietnamese alphabet (PostgreSQL here has no ICU)."""

from __future__ import annotations

import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_KEEP = {"\u0306", "\u0302", "\u031b"}


def fold(text: str) -> str:
    """Lower case, no marks, đ→d, runs of white space as one: `Đăng ký  KẾT HÔN` → `dang ky ket hon`."""
    flat = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(ch for ch in flat if not unicodedata.combining(ch)).split())


def sort_key(text: str) -> str:
    """A string whose plain byte order is the Vietnamese dictionary order (letters first, then tones)."""
    letters: list[str] = []
    tones: list[str] = []
    for ch in unicodedata.normalize("NFC", text.casefold()):
        base, tone = _split(ch)
        place = _LETTERS.find(base)
        letters.append(chr(0x61 + place) if place >= 0 else (" " if base.isspace() else base))
        tones.append(str(tone))
    return "".join(letters) + "\x01" + "".join(tones)


def _split(ch: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", ch)
    tone = next((_TONES[p] for p in parts if p in _TONES), 0)
    base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
    return base, tone
