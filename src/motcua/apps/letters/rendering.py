"""From a paper's content to a PDF: the form in force, the pack's template, archive and accessible output."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import typst

from motcua.apps.letters.queries import edition_on, pack_folder
from motcua.apps.letters.typesetting import VIETNAM, plain, qr_svg
from motcua.rules import words
from motcua.rules.forms import TYPE_OF_CONTEXT, Context, FormEdition, FormKind, Missing, missing

PDF_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""Archive (ISO 19005-2, level A) and accessible (ISO 14289-1) in one file."""


class FormIncomplete(ValueError):
    """The paper lacks something it may not be issued without; `missing` lists each thing."""

    def __init__(self, edition: FormEdition, lacking: tuple[Missing, ...]) -> None:
        self.edition, self.missing = edition, lacking
        listed = "; ".join(thing.label for thing in lacking)
        super().__init__(f"Chưa in được “{edition.title}” vì còn thiếu: {listed}. Hãy bổ sung rồi in lại.")


MOST_ROWS = 1000
"""Rows of one table paper: 1,000 take about 1 s and 300 MB, 3,000 take 840 MB (measured, typst 0.15)."""


class PaperTooLong(ValueError):
    """A table with more rows than one file may hold; a shorter period or another volume must be printed."""

    def __init__(self, edition: FormEdition, rows: int) -> None:
        self.edition, self.rows = edition, rows
        super().__init__(
            f"“{edition.title}” có {words.grouped(rows)} dòng, mỗi tệp in được nhiều nhất "
            f"{words.grouped(MOST_ROWS)} dòng. Hãy chọn kỳ ngắn hơn, in theo quyển, hoặc xuất tệp bảng tính."
        )


class WrongContext(TypeError):
    """A form was asked for with the content of another one: a mistake of the caller."""

    def __init__(self, kind: FormKind, context: object) -> None:
        super().__init__(
            f"Biểu mẫu {kind} cần {TYPE_OF_CONTEXT[kind].__name__}, nhận {type(context).__name__}."
        )


@dataclass(frozen=True)
class Pdf:
    """A finished paper. The same content and template always give the same bytes, so `sha256` names them."""

    content: bytes
    sha256: str
    template_key: str
    title: str


_press = threading.local()


def _compiler() -> typst.Compiler:
    """One compiler per thread, kept: fonts are read once, templates are recompiled only when they change."""
    if not hasattr(_press, "compiler"):
        folder = pack_folder()
        _press.compiler = typst.Compiler(root=folder, font_paths=[folder / "fonts"], ignore_system_fonts=True)
    compiler: typst.Compiler = _press.compiler
    return compiler


def _codes(context: Any) -> dict[str, str]:
    """QR codes of a paper: the dossier's number for scanners, the page for the citizen's telephone."""
    address = getattr(context, "tracking_url", "") or getattr(context, "url", "")
    number = getattr(context, "number", "")
    return {name: qr_svg(text) for name, text in (("number", number), ("address", address)) if text}


def _data(edition: FormEdition, context: Any) -> str:
    """What the template reads, as JSON."""
    return json.dumps(
        {"form": plain(edition), "it": plain(context), "qr": _codes(context)}, ensure_ascii=False
    )


def _timestamp(context: Any, on: date) -> datetime:
    """The paper's own moment, in whole seconds (a PDF date holds no smaller part); not the moment of printing."""
    at: datetime = getattr(context, "issued_at", None) or datetime.combine(on, time.min, tzinfo=VIETNAM)
    return (at if at.tzinfo else at.replace(tzinfo=VIETNAM)).astimezone(UTC).replace(microsecond=0)


def render(kind: FormKind, context: Context, *, on: date, blanks: bool = False) -> Pdf:
    """Set a paper in type.

    `on` is the day the dossier was received (for papers before reception, the day of issue): it chooses the
    regulation. With `blanks` the required but unknown things are left as dotted lines, to be filled by hand.
    Raises NoSuchForm (no edition that day), FormIncomplete (something required is missing), PaperTooLong
    (over MOST_ROWS rows), WrongContext.
    """
    edition = _checked(kind, context, on, blanks)
    content = _compiler().compile(
        input=pack_folder() / edition.template,
        format="pdf",
        sys_inputs={"data": _data(edition, context)},
        pdf_standards=PDF_STANDARDS,
        timestamp=_timestamp(context, on),
    )
    if not isinstance(content, bytes):
        raise TypeError("typst không trả về một tệp PDF duy nhất.")
    return Pdf(content, hashlib.sha256(content).hexdigest(), edition.key, edition.title)


def preview(
    kind: FormKind, context: Context, *, on: date, blanks: bool = False, dpi: int = 110
) -> tuple[bytes, ...]:
    """The pages of the same paper as PNG pictures, to be looked at before printing; raises as `render`."""
    edition = _checked(kind, context, on, blanks)
    pages = _compiler().compile(
        input=pack_folder() / edition.template,
        format="png",
        sys_inputs={"data": _data(edition, context)},
        ppi=dpi,
    )
    return (pages,) if isinstance(pages, bytes) else tuple(pages or ())


def _checked(kind: FormKind, context: Context, on: date, blanks: bool) -> FormEdition:
    edition = edition_on(kind, on)
    if not isinstance(context, TYPE_OF_CONTEXT[kind]):
        raise WrongContext(kind, context)
    rows = len(getattr(context, "rows", ()))
    if rows > MOST_ROWS:
        raise PaperTooLong(edition, rows)
    lacking = missing(context)
    if lacking and not blanks:
        raise FormIncomplete(edition, lacking)
    return edition
