"""How a question and a procedure's name cover each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from motcua.apps.catalogue.finding.folding import bigrams, syllables
from motcua.apps.catalogue.finding.index import MARK, Postings, idf
from motcua.apps.catalogue.finding.question import Question

# Where the part of a name that only limits it begins ("… đối với công trình cấp III").
TAIL = re.compile(
    r"\s(?:đối với|trong trường hợp|thuộc thẩm quyền|trên địa bàn|bằng dịch vụ công"
    r"|thực hiện (?:tại|bằng|theo|ở))\s|\s*\(",
    re.IGNORECASE,
)
TAIL_SHARE = 0.2
# The weight of one common syllable: when no more than that was said, the name need not answer it.
LITTLE = 2.0
EMPTY = frozenset(("thu tuc", "thu", "tuc", "viec", "va", "hoac", "cua", "cho", "cac", "la", "do", "theo"))


class Part(NamedTuple):
    """A part of a name: the weight of each term, plain and marked syllables alike, and the weight of all plain."""

    terms: dict[str, float]
    total: float

    def asked(self, wanted: dict[str, float]) -> float:
        """How much of the part is wanted, from 0 to 1 (a wanted syllable shares its weight with its marked form)."""
        if not self.total:
            return 0.0
        return min(
            1.0, sum(self.terms[t] * wanted[t] for t in self.terms.keys() & wanted.keys()) / self.total
        )


class Names:
    """The names of all procedures, as weighed terms; each worked out when first needed."""

    def __init__(self, names: Sequence[str], postings: Postings) -> None:
        self._names, self._postings = names, postings
        self._parts: list[tuple[Part, Part] | None] = [None] * len(names)

    def covered(self, at: int, wanted: dict[str, float]) -> float:
        """How much of the name was asked for, from 0 to 1; its limiting tail counts for little."""
        head, tail = self._of(at)
        main = head.asked(wanted)
        return main if not tail.total else (1 - TAIL_SHARE) * main + TAIL_SHARE * tail.asked(wanted)

    def answers(self, at: int, question: Question) -> float:
        """How much of what the question says is in the name, from 0 to 1."""
        said = question.said
        head, tail = self._of(at)
        present = (head.terms.keys() & said.keys()) | (tail.terms.keys() & said.keys())
        return sum(said[term] for term in present) / (sum(said.values()) + LITTLE) if present else 0.0

    def rarity(self, term: str) -> float:
        """How rare a term is in the catalogue."""
        return idf(self._postings.count(term), len(self._names))

    def _of(self, at: int) -> tuple[Part, Part]:
        known = self._parts[at]
        if known is None:
            name = self._names[at]
            cut = TAIL.search(name, 1)
            head, tail = (name[: cut.start()], name[cut.start() :]) if cut else (name, "")
            known = self._parts[at] = (self._weigh(head), self._weigh(tail))
        return known

    def _weigh(self, text: str) -> Part:
        spoken = syllables(text)
        parts = [part for part in spoken if part.plain not in EMPTY]
        pairs = bigrams([part.plain for part in spoken])
        plain = {term: self.rarity(term) for term in [*(p.plain for p in parts), *pairs] if term not in EMPTY}
        marked = {MARK + part.marked: plain[part.plain] for part in parts if part.has_marks}
        return Part(plain | marked, sum(plain.values()))
