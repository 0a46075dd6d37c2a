"""The search pack: people's words, stop phrases, qualifiers and everyday fields, read from ``packs/search``.

Plain text, one rule a line, so that an officer who knows how people talk can add one. The format is told in
packs/search/README.md; a bad line is refused with its file and number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.apps.catalogue.finding.folding import Syllable, fold, fold_case, syllables

SEARCH_PACK = Path(__file__).resolve().parents[5] / "packs" / "search"
GAP = "*"
CAPITALS = re.compile(r"\b[A-ZĐ]{3,7}\b")


class SearchPackError(ValueError):
    """A line of the search pack cannot be read; the message names the file, the line and what to write."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What people say (``said``, with ``GAP`` for a few words between) and what the catalogue calls it (``means``).

    ``replaces``: the people's words carry no more meaning once understood ("đi xa" is not about distance).
    """

    said: tuple[Syllable | None, ...]
    means: tuple[str, ...]
    replaces: bool
    text: str


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A special case in a procedure's name, which counts against it unless the question asks for it.

    ``contrary``: the other way round, it counts against the name when the question mentions what excludes it.
    """

    named: tuple[str, ...]
    asked: tuple[str, ...]
    asked_marked: tuple[str, ...]
    cost: float
    contrary: bool = False


@dataclass(frozen=True, slots=True)
class SearchPack:
    """Everything about people's language that the finder uses and that is data, not code."""

    sayings: tuple[Saying, ...] = ()
    stops: tuple[tuple[Syllable, ...], ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()
    fields: dict[str, float] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path = SEARCH_PACK) -> SearchPack:
        """Read a pack from its folder. Raises ``SearchPackError`` with file and line when something is wrong."""
        paths = sorted(folder.rglob("*.txt"))
        if not paths:
            raise SearchPackError(f"Không thấy gói tìm kiếm ở {folder}. Hãy chỉ đúng thư mục packs/search.")
        return cls.of_sources({str(p.relative_to(folder)): p.read_text(encoding="utf-8") for p in paths})

    @classmethod
    def of_sources(cls, sources: dict[str, str]) -> SearchPack:
        """Build a pack from the texts of its files (this is also how a dumped finder carries its pack)."""
        return cls(
            sayings=tuple(s for name, text in _under(sources, "words/") for s in _sayings(name, text)),
            stops=tuple(s for name, text in _under(sources, "stop") for s in _stops(text)),
            qualifiers=tuple(
                q for name, text in _under(sources, "qualifiers") for q in _qualifiers(name, text)
            ),
            fields=dict(f for name, text in _under(sources, "fields") for f in _fields(name, text)),
            abbreviations=dict(
                a for name, text in _under(sources, "abbrev") for a in _abbreviations(name, text)
            ),
            sources=dict(sources),
        )

    def written_out(self, name: str) -> str:
        """A procedure's name with the office's abbreviations written out ("TNLĐ" is "tai nạn lao động")."""
        return CAPITALS.sub(lambda found: self.abbreviations.get(found[0], found[0]), name)

    def as_json(self) -> dict[str, Any]:
        """The pack as plain data: the texts it was read from."""
        return dict(self.sources)


def _under(sources: dict[str, str], prefix: str) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, text in sorted(sources.items()) if name.startswith(prefix))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split("#", 1)[0].strip()
        if line:
            yield number, line


def _sayings(name: str, text: str) -> Iterator[Saying]:
    for number, line in _lines(text):
        sign = "=>" if "=>" in line else "+>"
        said, found, means = line.partition(sign)
        targets = tuple(part.strip() for part in means.split(";") if part.strip())
        if not found or not targets or not said.strip():
            raise SearchPackError(f"{name}, dòng {number}: viết “lời dân, lời dân => tên thủ tục; tên khác”.")
        for phrase in said.split(","):
            yield Saying(_pattern(phrase), targets, sign == "=>", phrase.strip())


def _pattern(phrase: str) -> tuple[Syllable | None, ...]:
    parts: list[Syllable | None] = []
    for chunk in phrase.split():
        parts.extend([None] if chunk == GAP else syllables(chunk))
    return tuple(parts)


def _stops(text: str) -> Iterator[tuple[Syllable, ...]]:
    for _, line in _lines(text):
        for phrase in line.split(","):
            if phrase.strip():
                yield tuple(syllables(phrase))


def _qualifiers(name: str, text: str) -> Iterator[Qualifier]:
    for number, line in _lines(text):
        parts = [part.strip() for part in line.split("|")]
        if len(parts) != 3:
            raise SearchPackError(
                f"{name}, dòng {number}: viết “cụm trong tên | lời hỏi, lời hỏi | số điểm trừ”."
            )
        named, asked, cost = parts
        contrary, asked = asked.startswith("!"), asked.removeprefix("!")
        yield Qualifier(_plain(named), _plain(asked), _marked(asked), _number(name, number, cost), contrary)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in text.split(",") if phrase.strip())


def _marked(text: str) -> tuple[str, ...]:
    return tuple(fold_case(phrase) for phrase in text.split(",") if phrase.strip())


def _fields(name: str, text: str) -> Iterator[tuple[str, float]]:
    for number, line in _lines(text):
        label, found, value = line.rpartition("|")
        if not found:
            raise SearchPackError(f"{name}, dòng {number}: viết “tên lĩnh vực | điểm”.")
        yield fold(label), _number(name, number, value)


def _abbreviations(name: str, text: str) -> Iterator[tuple[str, str]]:
    for number, line in _lines(text):
        short, found, whole = line.partition("=")
        if not found or not whole.strip():
            raise SearchPackError(f"{name}, dòng {number}: viết “CHỮ TẮT = chữ đầy đủ”.")
        yield short.strip(), whole.strip()


def _number(name: str, number: int, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise SearchPackError(f"{name}, dòng {number}: “{text.strip()}” không phải là số.") from error
