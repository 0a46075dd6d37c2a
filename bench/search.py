"""Search measured on real questions: top-1, top-5, times, and cross-validation of the ranking weights.

.venv/bin/python bench/search.py --catalogue …/procedures.jsonl.gz --questions …/question_pairs.jsonl
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import time
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from motcua.apps.catalogue.finding import Finder, Hit, Record, record_of_row

SHARED = Path("/work/shared/data")


@dataclass(frozen=True)
class Score:
    """Shares of questions answered right at the first place and among the first five."""

    count: int
    first: float
    five: float
    first_ok: float
    five_ok: float

    def line(self, label: str) -> str:
        return f"{label:<34}{self.count:>4}  {self.first:6.1%} {self.five:6.1%}   {self.first_ok:6.1%} {self.five_ok:6.1%}"


def read_records(path: Path) -> list[Record]:
    """The records of a published catalogue, plain or gzipped JSON lines."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [record_of_row(json.loads(line)) for line in lines if line.strip()]


def read_questions(path: Path) -> list[dict[str, Any]]:
    """The questions that have one answer (behavior "answer")."""
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [pair for pair in pairs if pair["behavior"] == "answer"]


def is_tuned_on(question: dict[str, Any]) -> bool:
    """Half of the questions, by a checksum: errors of these were read while writing the pack; the rest never."""
    return zlib.crc32(question["id"].encode()) % 2 == 0


def score(answers: list[tuple[dict[str, Any], list[str]]]) -> Score:
    """Count right answers: with ``codes`` only, and with ``also_ok`` too."""

    def share(places: int, *keys: str) -> float:
        right = sum(1 for q, codes in answers if {c for key in keys for c in q[key]} & set(codes[:places]))
        return right / max(1, len(answers))

    return Score(
        len(answers),
        share(1, "codes"),
        share(5, "codes"),
        share(1, "codes", "also_ok"),
        share(5, "codes", "also_ok"),
    )


def ask(
    finder: Finder, questions: list[dict[str, Any]]
) -> tuple[list[tuple[dict[str, Any], list[str]]], list[float]]:
    """Every question's codes, and the milliseconds each took."""
    answers, times = [], []
    for question in questions:
        begun = time.perf_counter()
        hits: list[Hit] = finder.search(question["question"])
        times.append((time.perf_counter() - begun) * 1000)
        answers.append((question, [hit.code for hit in hits]))
    return answers, times


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalogue", type=Path, default=SHARED / "catalogue/procedures.jsonl.gz")
    parser.add_argument("--questions", type=Path, default=SHARED / "search/question_pairs.jsonl")
    options = parser.parse_args()
    records, questions = read_records(options.catalogue), read_questions(options.questions)
    begun = time.perf_counter()
    finder = Finder.build(records)
    built = time.perf_counter() - begun
    data = finder.dump()
    begun = time.perf_counter()
    finder = Finder.load(data)
    loaded = time.perf_counter() - begun
    answers, times = ask(finder, questions)
    times.sort()
    print(f"{'':<34}   n   top-1  top-5    +ok-1  +ok-5")
    print(score(answers).line("all"))
    print(score([a for a in answers if is_tuned_on(a[0])]).line("half whose errors were read"))
    print(score([a for a in answers if not is_tuned_on(a[0])]).line("half never looked at"))
    for group in sorted({str(q["group"]) for q in questions}):
        print(score([a for a in answers if str(a[0]["group"]) == group]).line(f"  {group}"))
    print(
        f"ms: p50 {statistics.median(times):.1f}  p95 {times[int(len(times) * 0.95)]:.1f}  max {times[-1]:.1f}"
    )
    print(f"build {built:.2f} s  dump {len(data) / 1e6:.2f} MB  load {loaded * 1000:.0f} ms")


if __name__ == "__main__":
    main()
