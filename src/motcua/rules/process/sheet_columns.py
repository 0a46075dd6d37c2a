"""Finding the step table in a sheet of cells: which row is its head, which column is what, which rows are no steps."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motcua.rules.folding import fold

HEAD_WITHIN = 60
LABELS: dict[str, str] = {
    "ordinal": "STT",
    "name": "Trình tự",
    "who": "Trách nhiệm",
    "time": "Thời gian",
    "product": "Sản phẩm / Biểu mẫu",
    "take": "Việc",
    "place": "Nơi",
    "unit": "Đơn vị",
    "position": "Chức danh",
    "ways": "Chuyển tới",
    "condition": "Điều kiện",
    "back": "Trả lại",
    "asks": "Lấy ý kiến",
    "timers": "Nhắc việc",
    "questions": "Câu hỏi",
    "key": "Khóa",
}
"""The columns by their kind, as Motcua's own file heads them."""

_HEADS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words))
    for kind, words in (
        ("ordinal", r"^(stt|tt|so tt|so thu tu|buoc so|so buoc|thu tu)$"),
        ("key", r"^khoa$"),
        ("take", r"^(viec|loai viec|viec trong motcua)$"),
        ("ways", r"^(chuyen (toi|den|tiep)|huong (di|chuyen)|buoc (tiep theo|ke tiep|sau))"),
        ("condition", r"^dieu kien"),
        ("back", r"^(tra lai|buoc tra lai|tra ve)"),
        ("asks", r"^(lay y kien|phoi hop|don vi phoi hop|co quan phoi hop)"),
        ("timers", r"^nhac"),
        ("questions", r"^cau hoi"),
        ("time", r"thoi (gian|han)"),
        (
            "who",
            r"trach nhiem|(nguoi|don vi|bo phan|co quan|chuc danh|can bo).*(thuc hien|phu trach|xu ly|giai quyet)"
            r"|^nguoi lam",
        ),
        ("position", r"^chuc (danh|vu)"),
        ("place", r"^noi( lam| thuc hien|$)"),
        ("unit", r"^(don vi|ma don vi|phong)$"),
        ("product", r"san pham|bieu mau|ket qua|^ho so$|tai lieu"),
        ("name", r"trinh tu|noi dung|cong viec|(cac|ten) buoc|^buoc|^mo ta|^dien giai"),
    )
)  # fmt: skip
_STEP_WORD = re.compile(r"^(?:cac )?buoc(?: thuc hien)?$")
_ORDINAL = re.compile(r"^(?:bước|buoc|b)?\s*[.:]?\s*0*(\d{1,3})(?:\.0)?\s*([a-zđ]?)\s*[.:)]?$", re.I)
_SUB = re.compile(r"^0*(\d{1,3})[.,]([1-9]\d?)$")
_LEADING = re.compile(r"^\s*(?:bước|buoc|b)\s*0*(\d{1,3})([a-z]?)\s*[.:–-]\s*(\S.*)$", re.I | re.S)
_TOTAL = re.compile(r"^(tong cong|tong thoi (gian|han)|tong so (ngay|gio))\b|^(tong|cong)\s*:?$")
_ROMAN = re.compile(r"^[IVX]+[.)]?$|^[A-HĐ][.)]?$")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: its number in the file, and its cells by kind. `carried` are values merged from above."""

    number: int
    cells: Mapping[str, str]
    carried: Mapping[str, str] = field(default_factory=dict)

    def get(self, kind: str) -> str:
        """The text of a column, stripped; empty when the column or the cell is."""
        return self.cells.get(kind, "").strip()

    @property
    def blank(self) -> bool:
        """True when nothing is written in any known column."""
        return not any(text.strip() for text in self.cells.values())

    @property
    def numbers_only(self) -> bool:
        """The row (1) (2) (3) … that numbers the columns."""
        filled = [text.strip() for text in self.cells.values() if text.strip()]
        return len(filled) > 1 and all(re.fullmatch(r"\(?[\dA-H]{1,2}\)?(?:\.0)?", text) for text in filled)

    @property
    def total(self) -> bool:
        """The line that adds the times up."""
        ordinal, name = fold(self.get("ordinal")), fold(self.get("name"))
        return bool(_TOTAL.match(name) and not self.get("take")) or bool(_TOTAL.match(ordinal))

    @property
    def group(self) -> bool:
        """A heading row of a group of steps: a name, at most with a roman number, and nothing else."""
        filled = {kind for kind, text in self.cells.items() if text.strip()}
        ordinal = self.get("ordinal")
        if filled == {"ordinal"}:
            return not ordinal_of(ordinal)
        return filled <= {"ordinal", "name"} and (not ordinal or bool(_ROMAN.match(ordinal)))


def ordinal_of(text: str) -> str:
    """`Bước 03`, `3.`, `3.0`, `B3` → `3`; `3A` → `3a`; `3.1` stays; empty for anything else."""
    plain = " ".join(text.split())
    if found := _ORDINAL.match(plain):
        return f"{int(found[1])}{found[2].lower()}"
    sub = _SUB.match(plain)
    return f"{int(sub[1])}.{sub[2]}" if sub else ""


def numbered_name(name: str) -> tuple[str, str]:
    """`Bước 2: Thẩm định` → (`2`, `Thẩm định`); without such a beginning (empty, the name)."""
    found = _LEADING.match(name)
    return (f"{int(found[1])}{found[2].lower()}", found[3].strip()) if found else ("", name)


def kind_of(head: str) -> str:
    """Which column a heading names; empty when none."""
    plain = re.sub(r"[^a-z0-9/ ]+", " ", fold(head))
    plain = " ".join(re.sub(r"\s*/\s*", " / ", plain).split())
    for kind, words in _HEADS:
        if words.search(plain):
            return kind
    return ""


def columns_of(row: Sequence[str]) -> dict[int, str]:
    """The known columns of a heading row: place → kind, each kind once."""
    found: dict[int, str] = {}
    steps: list[int] = []
    for place, head in enumerate(row):
        kind = kind_of(head) if head.strip() and len(head) <= 120 else ""
        if kind == "name" and _STEP_WORD.match(fold(head)):
            steps.append(place)
        elif kind and kind not in found.values():
            found[place] = kind
    for place in steps:
        missing = next((kind for kind in ("name", "ordinal") if kind not in found.values()), "")
        if missing:
            found[place] = missing
    return found


def head_of(rows: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]] | None:
    """The heading row (its index) and its columns: the row near the top that names most; None when no row names enough."""
    best: tuple[int, dict[int, str]] | None = None
    for index, row in enumerate(rows[:HEAD_WITHIN]):
        columns = columns_of(row)
        kinds = set(columns.values())
        enough = "name" in kinds and kinds & {"who", "take", "time", "product"}
        if enough and (best is None or len(columns) > len(best[1])):
            best = index, columns
    return best
