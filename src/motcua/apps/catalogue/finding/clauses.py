"""What was typed, as syllables: slips mended, and clauses that deny something set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.apps.catalogue.finding.folding import Syllable, syllables
from motcua.apps.catalogue.finding.spelling import Speller

CLAUSE = re.compile(r"[,.;:?!\n]+(?=\s|$)")
NOT = frozenset(("khong", "ko", "chang"))
LONGEST_QUESTION = 120
MARKED_SHARE = 0.25
SHORTEST_DENIAL = 3


@dataclass(frozen=True, slots=True)
class Heard:
    """The syllables of a question, whether marks were typed, and the places of what is said NOT to be so."""

    parts: tuple[Syllable, ...]
    marked: bool
    denied: frozenset[int]

    def plain(self) -> str:
        """The folded text without what is denied."""
        return " ".join(part.plain for at, part in enumerate(self.parts) if at not in self.denied)

    def with_marks(self) -> str:
        """The text in marked form without what is denied."""
        return " ".join(part.marked for at, part in enumerate(self.parts) if at not in self.denied)


def hear(text: str, speller: Speller) -> Heard:
    """Read the syllables. "…, không có yếu tố nước ngoài" says what the matter is not: only after another clause."""
    parts: list[Syllable] = []
    denied: set[int] = set()
    for clause in CLAUSE.split(text):
        spoken = syllables(clause)
        if parts and len(spoken) >= SHORTEST_DENIAL and spoken[0].plain in NOT:
            denied.update(range(len(parts), len(parts) + len(spoken)))
        parts.extend(spoken)
    parts = parts[:LONGEST_QUESTION]
    marked = sum(part.has_marks for part in parts) > MARKED_SHARE * len(parts)
    return Heard(
        tuple(speller.mend(parts, marked=marked)), marked, frozenset(at for at in denied if at < len(parts))
    )
