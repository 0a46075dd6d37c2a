"""The checklist of the intake sheet: lines from the published list, lines added, files kept at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from motcua.apps.dossiers.intake_data import PaperIn
from motcua.apps.dossiers.queries import counter
from motcua.apps.files import actions as files
from motcua.apps.files.checking import FileRefused
from motcua.rules.actors import Actor
from motcua.rules.folding import fold
from motcua.rules.procedures import RequiredPaper

MOST_EXTRAS = 20
COUNTS = ("originals", "certified", "copies")
# Groups of papers that bind only some applicants; the others (“phải nộp”, “phải xuất trình”) bind everybody.
CONDITIONAL = re.compile(r"truong hop|uy quyen|doi voi|luu y|neu |ho so de nghi")
# “(nếu có)” inside a long text is about a part of it; only at the end does it make the whole paper optional.
OPTIONAL = re.compile(r"\(?nếu có\)?[\s.,;:]*$", re.IGNORECASE)
REASONS = (
    "Không thuộc trường hợp phải nộp",
    "Đã có trong cơ sở dữ liệu, cơ quan tự khai thác",
    "Xuất trình bản chính để đối chiếu, không lưu",
    "Người nộp sẽ bổ sung theo giấy hẹn",
)


@dataclass(slots=True)
class PaperLine:
    """One line as it stands on the sheet. `key` begins its field names: `p3` published, `x1` added."""

    key: str
    name: str
    want_originals: int = 0
    want_copies: int = 0
    required: bool = True
    is_note: bool = False
    originals: str = ""
    certified: str = ""
    copies: str = ""
    why: str = ""
    reused: bool = False
    file_id: int | None = None
    file_name: str = ""
    error: str = ""

    @property
    def is_extra(self) -> bool:
        """True for a line the officer added."""
        return self.key.startswith("x")

    @property
    def is_in(self) -> bool:
        """True when something of the paper is there."""
        counts = (self.originals, self.certified, self.copies)
        return self.reused or self.file_id is not None or any(text.strip("0 ") for text in counts)

    @property
    def wanted(self) -> str:
        """What the catalogue asks for: `1 bản chính, 2 bản sao`."""
        parts = [f"{self.want_originals} bản chính"] * bool(self.want_originals)
        parts += [f"{self.want_copies} bản sao"] * bool(self.want_copies)
        return ", ".join(parts)

    def complete(self) -> None:
        """Enter what the catalogue asks for, unless something was entered or a reason written."""
        if self.is_in or self.why.strip() or self.is_note or self.is_extra:
            return
        self.originals = str(self.want_originals or "")
        self.copies = str(self.want_copies or "")
        if not self.is_in:
            self.originals = "1"


@dataclass(slots=True)
class PaperGroup:
    """The papers of one published case, and whether it applies to this dossier."""

    index: int
    title: str
    applies: bool
    lines: list[PaperLine] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The title without the bullets and colon it is published with."""
        return self.title.strip(" -*+•:;\n") or "Giấy tờ chung"


def groups_of(papers: Iterable[RequiredPaper], data: Mapping[str, Any]) -> list[PaperGroup]:
    """The published papers by case, with what was typed. Without a choice, the cases that bind everybody apply."""
    found: list[PaperGroup] = []
    for paper in papers:
        if not found or found[-1].title != paper.case:
            found.append(PaperGroup(len(found), paper.case, False))
        found[-1].lines.append(_published(paper, data))
    chosen = data.get("groups")
    for group in found:
        group.applies = str(group.index) in chosen if chosen else not CONDITIONAL.search(fold(group.title))
    if found and not any(group.applies for group in found):
        found[0].applies = True
    return found


def extras_of(data: Mapping[str, Any]) -> list[PaperLine]:
    """The lines the officer added, also those still empty."""
    count = _count(str(data.get("extras", "")), most=MOST_EXTRAS)
    names = {n: str(data.get(f"x{n}_name", "")).strip()[:1000] for n in range(1, count + 1)}
    return [_typed(PaperLine(f"x{n}", name), data) for n, name in names.items()]


def _published(paper: RequiredPaper, data: Mapping[str, Any]) -> PaperLine:
    line = PaperLine(
        key=f"p{paper.ordinal}",
        name=paper.name,
        want_originals=paper.originals,
        want_copies=paper.copies,
        required=not OPTIONAL.search(paper.name),
        is_note=not paper.is_paper,
    )
    return _typed(line, data)


def _typed(line: PaperLine, data: Mapping[str, Any]) -> PaperLine:
    for name in (*COUNTS, "why"):
        setattr(line, name, str(data.get(f"{line.key}_{name}", "")).strip())
    line.reused = bool(data.get(f"{line.key}_reused"))
    file_id = str(data.get(f"{line.key}_file_id", ""))
    line.file_id = int(file_id) if file_id.isdecimal() and len(file_id) < 18 else None
    return line


def keep_files(
    lines: Iterable[PaperLine], sent: Mapping[str, UploadedFile[Any]], *, actor: Actor, at: datetime
) -> None:
    """Keep what was uploaded at once, so that it survives a fault elsewhere; name the files known before."""
    lines = list(lines)
    known = counter.own_uploads({line.file_id for line in lines if line.file_id}, actor)
    for line in lines:
        if upload := sent.get(f"{line.key}_file"):
            _keep(line, upload, actor, at)
        elif line.file_id:
            mine = known.get(line.file_id)
            line.file_id, line.file_name = (mine.pk, mine.name) if mine else (None, "")


def _keep(line: PaperLine, upload: UploadedFile[Any], actor: Actor, at: datetime) -> None:
    try:
        file = files.store(upload.read(), upload.name or "tep", actor=actor, at=at)
    except FileRefused as fault:
        line.error = str(fault)
    else:
        line.file_id, line.file_name = file.pk, file.name


def papers_in(lines: Iterable[PaperLine]) -> list[PaperIn]:
    """The lines as the action takes them. A count that is no number becomes 0 with `line.error` set."""
    return [_paper(line) for line in lines]


def _paper(line: PaperLine) -> PaperIn:
    counts = {}
    if not line.name:
        line.error = "Hãy ghi tên giấy."
    for name in COUNTS:
        text = getattr(line, name)
        if text and not (text.isdecimal() and int(text) <= 999):
            line.error = "Số bản là số từ 0 đến 999."
        counts[name] = _count(text, most=999)
    return PaperIn(
        name=line.name,
        required=line.required,
        file_id=line.file_id,
        missing_reason="" if line.is_in else line.why[:300],
        reused=line.reused,
        **counts,
    )


def _count(text: str, *, most: int) -> int:
    return min(int(text), most) if text.isdecimal() and len(text) < 9 else 0
