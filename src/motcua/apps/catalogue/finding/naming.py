"""How a question and a procedure's name cover each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
EMPTY = frozenset(("thu tuc", "thu", "tuc", "viec", "va", "hoac", "cua", "cho", "cac", "la", "do", "theo"))

Terms = list[tuple[str, str, float]]


class Names:
    """The names of all procedures, as weighed terms; each worked out when first needed."""

    def __init__(self, names: Sequence[str], postings: Postings) -> None:
        self._names, self._postings = names, postings
        self._parts: list[tuple[Terms, Terms] | None] = [None] * len(names)

    def covered(self, at: int, question: Question) -> float:
        """How much of the name was asked for, from 0 to 1; its limiting tail counts for little."""
        head, tail = self._of(at)
        main = _asked_share(head, question.terms)
        return main if not tail else (1 - TAIL_SHARE) * main + TAIL_SHARE * _asked_share(tail, question.terms)

    def answers(self, at: int, question: Question) -> float:
        """How much of what the question says is in the name, from 0 to 1."""
        total = sum(question.said.values())
        if not total:
            return 0.0
        head, tail = self._of(at)
        present = {plain for plain, _, _ in head} | {plain for plain, _, _ in tail}
        present |= {marked for _, marked, _ in head} | {marked for _, marked, _ in tail}
        return sum(weight for term, weight in question.said.items() if term in present) / total

    def rarity(self, term: str) -> float:
        """How rare a term is in the catalogue."""
        return idf(self._postings.count(term), len(self._names))

    def _of(self, at: int) -> tuple[Terms, Terms]:
        known = self._parts[at]
        if known is None:
            name = self._names[at]
            cut = TAIL.search(name, 1)
            head, tail = (name[: cut.start()], name[cut.start() :]) if cut else (name, "")
            known = self._parts[at] = (self._weigh(head), self._weigh(tail))
        return known

    def _weigh(self, text: str) -> Terms:
        parts = syllables(text)
        terms = {part.plain: (part.plain, MARK + part.marked, self.rarity(part.plain)) for part in parts}
        terms |= {pair: (pair, "", self.rarity(pair)) for pair in bigrams([part.plain for part in parts])}
        return [term for key, term in terms.items() if key not in EMPTY]


def _asked_share(terms: Terms, asked: dict[str, float]) -> float:
    total, covered = 0.0, 0.0
    for plain, marked, weight in terms:
        total += weight
        have = asked.get(plain, 0.0) + (asked.get(marked, 0.0) if marked else 0.0)
        covered += weight * min(1.0, have)
    return covered / total if total else 0.0
