"""Search measured on real questions: right first, right among five, times, and cross-validation of the weights.

    .venv/bin/python bench/search.py --catalogue …/procedures.jsonl.gz --questions …/question_pairs.jsonl

Only questions with an answer (behavior "answer") are counted. Two answers of honesty beside the plain figure:
- the questions are split in halves by a checksum of their id. Errors of one half were read while the search pack was
  written; those of the other half never were;
- k-fold: the ranking weights are tuned anew on four fifths of the questions and measured on the fifth left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import statistics
import time
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.apps.catalogue.finding import WEIGHTS, Finder, Record, Traits, record_of_row
from motcua.rules.folding import fold

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
FOLDS, SHUFFLES, NOT_FOUND = 5, 3, 99
NAMES, NAMES_SEED = 300, 2026
# What tuning may try. A change must earn more than it costs: fewer than 130 questions say little.
TRIED: dict[str, tuple[float, ...]] = {
    "name": (0.2, 0.4, 0.5, 0.7, 1.0),
    "said": (0.0, 0.2, 0.4, 0.6, 0.8),
    "literal": (0.0, 0.4, 0.8, 1.2),
    "commune": (0.0, 0.05, 0.1, 0.15, 0.2),
    "central": (-0.2, -0.12, -0.08, -0.04, 0.0),
    "elsewhere": (-0.3, -0.2, -0.1, 0.0),
    "citizen": (0.0, 0.05, 0.1),
    "local": (-0.3, -0.15, -0.05, 0.0),
    "field": (0.0, 0.1, 0.2, 0.3),
    "special": (-0.4, -0.3, -0.2, -0.1, 0.0),
}
CHANGE_COST = 0.002

Question = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """One question answered: the codes given, best first, and the milliseconds it took on the wall and of the CPU."""

    question: Question
    codes: list[str]
    wall: float
    cpu: float

    def right(self, places: int, *keys: str) -> bool:
        """Whether one of the wanted codes is among the first ``places``."""
        return bool({code for key in keys for code in self.question[key]} & set(self.codes[:places]))


def read_records(path: Path) -> list[Record]:
    """The records of a published catalogue, plain or gzipped JSON lines."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [record_of_row(json.loads(line)) for line in lines if line.strip()]


def read_questions(path: Path) -> list[Question]:
    """The questions that have an answer in the catalogue."""
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [pair for pair in pairs if pair["behavior"] == "answer"]


def is_tuned_on(question: Question) -> bool:
    """Whether the question is of the half whose errors were read while the pack was written."""
    return zlib.crc32(question["id"].encode()) % 2 == 0


def ask(finder: Finder, questions: Iterable[Question]) -> list[Answer]:
    """Ask every question once."""
    answers = []
    for question in questions:
        begun, spent = time.perf_counter(), time.process_time()
        codes = [hit.code for hit in finder.search(question["question"])]
        wall, cpu = time.perf_counter() - begun, time.process_time() - spent
        answers.append(Answer(question, codes, wall * 1000, cpu * 1000))
    return answers


def line(label: str, answers: Sequence[Answer]) -> str:
    """One row of the table: count, top-1 and top-5 by ``codes``, then by ``codes`` or ``also_ok``."""
    shares = [
        sum(answer.right(places, *keys) for answer in answers) / max(1, len(answers))
        for keys in (("codes",), ("codes", "also_ok"))
        for places in (1, 5)
    ]
    return f"{label:<36}{len(answers):>4}   " + "  ".join(f"{share:6.1%}" for share in shares)


class Tuning:
    """The ranks of the right answers under any weights, worked out from traits computed once."""

    def __init__(self, finder: Finder, questions: Sequence[Question]) -> None:
        self._found = [
            [
                (code in question["codes"], traits)
                for code, traits in finder.traits(question["question"]).items()
            ]
            for question in questions
        ]
        self._known: dict[Traits, list[int]] = {}

    def ranks(self, weights: Traits) -> list[int]:
        """For each question the place of the first right answer."""
        if weights not in self._known:
            self._known[weights] = [_rank(found, weights) for found in self._found]
        return self._known[weights]

    def best(self, places: Sequence[int]) -> Traits:
        """Coordinate ascent from the shipped weights on the questions at ``places``."""
        best, worth = WEIGHTS, self._worth(WEIGHTS, places)
        for _ in range(2):
            for name, values in TRIED.items():
                for value in values:
                    tried = best._replace(**{name: value})
                    gain = self._worth(tried, places)
                    if gain > worth:
                        best, worth = tried, gain
        return best

    def crossed(self, seed: int) -> list[int]:
        """The rank of every question under weights tuned on the other folds."""
        places = list(range(len(self._found)))
        random.Random(seed).shuffle(places)
        ranks: list[int] = []
        for part in range(FOLDS):
            left_out = places[part::FOLDS]
            weights = self.best([place for place in places if place not in set(left_out)])
            ranks += [self.ranks(weights)[place] for place in left_out]
        return ranks

    def _worth(self, weights: Traits, places: Sequence[int]) -> float:
        ranks = self.ranks(weights)
        gain = sum((ranks[at] == 1) + (ranks[at] <= 5) / 2 + 1 / (2 * ranks[at]) for at in places) / len(
            places
        )
        return gain - CHANGE_COST * sum(a != b for a, b in zip(weights, WEIGHTS, strict=True))


def _rank(found: Sequence[tuple[bool, Traits]], weights: Traits) -> int:
    scores = [(traits.score(weights), right) for right, traits in found]
    best = max((score for score, right in scores if right), default=None)
    return NOT_FOUND if best is None else 1 + sum(score >= best for score, right in scores if not right)


def print_quality(answers: Sequence[Answer], tuning: Tuning) -> None:
    """The table of shares."""
    print(f"{'':<36}   n    top-1   top-5   +ok-1   +ok-5")
    print(line("all", answers))
    print(line("half whose errors were read", [a for a in answers if is_tuned_on(a.question)]))
    print(line("half never looked at", [a for a in answers if not is_tuned_on(a.question)]))
    for seed in range(SHUFFLES):
        ranks = tuning.crossed(seed)
        first, five = (sum(rank <= most for rank in ranks) / len(ranks) for most in (1, 5))
        print(
            f"{f'{FOLDS}-fold, weights tuned, shuffle {seed}':<36}{len(ranks):>4}   {first:6.1%}  {five:6.1%}"
        )
    for group in sorted({str(answer.question["group"]) for answer in answers}):
        print(line(f"  {group}", [a for a in answers if str(a.question["group"]) == group]))


def print_names(finder: Finder, records: Sequence[Record]) -> None:
    """Whether procedures are found again by their own names: as written, folded, and asked for with a slip of a key.

    One procedure in ten shares its name with another (flag `name_not_unique`): a namesake counts as found.
    """
    name_of = {one["code"]: fold(one["name"]) for one in records}
    chance = random.Random(NAMES_SEED)
    chosen = chance.sample(list(records), min(NAMES, len(records)))
    asked = {
        "own name": [one["name"] for one in chosen],
        "own name, no diacritics": [fold(one["name"]) for one in chosen],
        "asked for, one letter wrong": [f"tôi muốn {_slipped(one['name'], chance)}" for one in chosen],
    }
    for label, names in asked.items():
        found = [[name_of[hit.code] for hit in finder.search(name)] for name in names]
        shares = (
            sum(fold(one["name"]) in got[:most] for one, got in zip(chosen, found, strict=True)) / len(chosen)
            for most in (1, 5)
        )
        print(f"{label:<36}{len(chosen):>4}   " + "  ".join(f"{share:6.1%}" for share in shares))


def _slipped(name: str, chance: random.Random) -> str:
    """The name with one letter, not the first of its word, replaced by a common one."""
    places = [at for at in range(1, len(name)) if name[at].isalpha() and name[at - 1].isalpha()]
    if not places:
        return name
    at = chance.choice(places)
    return name[:at] + chance.choice("aeionthu") + name[at + 1 :]


def times_line(label: str, times: Sequence[float]) -> str:
    """Median, 95th percentile and worst of some milliseconds."""
    ranked = sorted(times)
    at_95 = ranked[int(len(ranked) * 0.95)]
    return f"ms {label:<5} p50 {statistics.median(ranked):.1f}  p95 {at_95:.1f}  max {ranked[-1]:.1f}"


def main() -> None:
    """Build, dump, load, ask; print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--catalogue", type=Path, default=SHARED / "catalogue/procedures.jsonl.gz")
    parser.add_argument("--questions", type=Path, default=SHARED / "search/question_pairs.jsonl")
    options = parser.parse_args()
    records, questions = read_records(options.catalogue), read_questions(options.questions)
    begun = time.perf_counter()
    finder = Finder.build(records)
    built = time.perf_counter()
    data = finder.dump()
    dumped = time.perf_counter()
    finder = Finder.load(data)
    loaded = time.perf_counter()
    ask(finder, questions[:5])  # the first questions fill the caches that a worker keeps
    answers = ask(finder, questions)
    print_quality(answers, Tuning(finder, questions))
    print_names(finder, records)
    print(times_line("wall", [answer.wall for answer in answers]))
    print(times_line("CPU", [answer.cpu for answer in answers]))
    print(f"load of the machine (1, 5, 15 minutes): {', '.join(f'{load:.1f}' for load in os.getloadavg())}")
    print(
        f"build {built - begun:.2f} s  dump {len(data) / 1e6:.2f} MB  load {(loaded - dumped) * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
