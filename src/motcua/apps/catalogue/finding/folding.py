"""Vietnamese syllables as they are compared: case, tone marks and spelling habits folded away.

Two forms of every syllable are used. ``plain`` has no marks at all ("đăng ký" is "dang ki"), so that people who
type without marks are understood. ``marked`` keeps the letters and the tone but not the place of the tone mark
("hoà" equals "hòa", "kỹ" equals "kĩ"), so that people who type marks are understood better.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

WORD = re.compile(r"\w+")
TONES = {"\u0300": "2", "\u0301": "1", "\u0303": "4", "\u0309": "3", "\u0323": "5"}
# Both spellings of final i/y are in official use (Quyết định 240/QĐ, 1984): "kỹ" and "kĩ", "quy" and "qui".
FINAL_Y = re.compile(r"^((?:[hklmstv]|qu)[\u0300-\u0323]?)y$")


class Syllable(NamedTuple):
    """One written syllable: ``plain`` without marks, ``marked`` with letters and tone, tone last."""

    plain: str
    marked: str

    @property
    def has_marks(self) -> bool:
        """True when the writer typed at least one mark (or đ) in this syllable."""
        return self.plain != self.marked


@lru_cache(maxsize=65536)
def syllable(word: str) -> Syllable:
    """The two comparable forms of one lower-case word."""
    letters, tone = [], ""
    for char in unicodedata.normalize("NFD", word):
        if char in TONES:
            tone = TONES[char]
        else:
            letters.append(char)
    marked = FINAL_Y.sub(r"\1i", unicodedata.normalize("NFC", "".join(letters)))
    plain = "".join(c for c in unicodedata.normalize("NFD", marked) if not unicodedata.combining(c))
    return Syllable(plain.replace("đ", "d"), marked + tone)


def syllables(text: str) -> list[Syllable]:
    """The syllables of a text in order, punctuation dropped."""
    return [syllable(word) for word in words(text)]


def words(text: str) -> list[str]:
    """The words of a text, NFC and lower case, as written otherwise."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def fold(text: str) -> str:
    """A text without case, marks and punctuation: what two spellings of the same words share."""
    return " ".join(part.plain for part in syllables(text))


def fold_case(text: str) -> str:
    """A text without case and punctuation, its marks kept in comparable form."""
    return " ".join(part.marked for part in syllables(text))


def bigrams(parts: list[str]) -> list[str]:
    """Neighbouring pairs: most Vietnamese words are two syllables long."""
    return [f"{left} {right}" for left, right in zip(parts, parts[1:], strict=False)]
