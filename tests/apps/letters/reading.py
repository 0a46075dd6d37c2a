"""Reads a printed page back: its text, its fonts, and the QR codes on it."""

from __future__ import annotations

import io
import re
import struct
import unicodedata
import zlib
from typing import Any

from pypdf import PdfReader

FOOTER = re.compile(r"(\S+-\d+-\d+\s+)?Trang\s\d+/\d+\s*$")
Matrix = list[list[int]]


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def squeezed(text: str) -> str:
    """The text without any space, in one case: what remains equal however lines are broken."""
    text = unicodedata.normalize("NFC", text).replace("\u200b", "").replace("\u00ad", "")
    return re.sub(r"\s+", "", text).casefold()


def text_of(content: bytes) -> str:
    """The whole text of the paper, squeezed, page footers taken out."""
    return "".join(squeezed(FOOTER.sub("", page.extract_text())) for page in reader(content).pages)


def fonts_of(content: bytes) -> dict[str, bool]:
    """Font names used on any page, and whether each is embedded."""
    found: dict[str, bool] = {}
    for page in reader(content).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant: Any = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"].get_object()
            found[str(descendant["/BaseFont"])] = any(k.startswith("/FontFile") for k in descriptor)
    return found


def pixels(png: bytes) -> Matrix:
    """A PNG of typst (8 bits a channel, not interlaced) as rows of 0 (light) and 1 (dark)."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert depth == 8
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    data, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    raw, stride = zlib.decompress(data), width * channels
    rows, above = [], bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        above = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), above, channels)
        rows.append([int(value < 128) for value in above[::channels]])
    return rows


def _unfiltered(kind: int, row: bytearray, above: bytearray, channels: int) -> bytearray:
    """One row of a PNG with its filter (RFC 2083 §6) undone."""
    if kind == 0:
        return row
    if kind == 2:
        return bytearray((value + over) & 255 for value, over in zip(row, above, strict=True))
    for i in range(len(row)):
        left = row[i - channels] if i >= channels else 0
        corner = above[i - channels] if i >= channels else 0
        guess = left + above[i] - corner
        nearest = min((left, above[i], corner), key=lambda value: abs(guess - value))
        row[i] = (row[i] + (0, left, above[i], (left + above[i]) // 2, nearest)[kind]) & 255
    return row


def _finder_runs(row: list[int]) -> list[tuple[float, float]]:
    """Places in a row where dark and light run 1:1:3:1:1, the mark of a QR finder: (centre, module)."""
    edges = [0, *(x for x in range(1, len(row)) if row[x] != row[x - 1]), len(row)]
    found = []
    for i in range(len(edges) - 5):
        if row[edges[i]] != 1:
            continue
        runs = [edges[i + k + 1] - edges[i + k] for k in range(5)]
        module = sum(runs) / 7
        wanted = (1, 1, 3, 1, 1)
        if module >= 3 and all(
            abs(run - module * w) <= module * 0.55 for run, w in zip(runs, wanted, strict=True)
        ):
            found.append((edges[i] + sum(runs) / 2, module))
    return found


def _finders(page: Matrix) -> list[tuple[float, float, float]]:
    """Centres of finder patterns: those seen both along a row and along a column."""
    columns = [list(column) for column in zip(*page, strict=True)]
    seen: list[tuple[float, float, float]] = []
    for y, row in enumerate(page):
        for x, module in _finder_runs(row):
            for yy, _ in _finder_runs(columns[int(x)]):
                new = all(abs(x - a) + abs(yy - b) > 3 * module for a, b, _ in seen)
                if abs(yy - y) <= module and new:
                    seen.append((x, yy, module))
    return seen


def qr_codes(page: Matrix) -> list[Matrix]:
    """Every upright QR code on the page as its module matrix."""
    found, marks = [], _finders(page)
    for x, y, module in marks:
        right = [m for m in marks if abs(m[1] - y) < module and m[0] - x > 10 * module]
        below = [m for m in marks if abs(m[0] - x) < module and m[1] - y > 10 * module]
        for r in right:
            for b in below:
                if abs((r[0] - x) - (b[1] - y)) < module:
                    found.append(_modules(page, x, y, r[0] - x, module))
    return found


def _modules(page: Matrix, x: float, y: float, span: float, module: float) -> Matrix:
    """Samples the grid whose top-left and top-right finder centres lie `span` apart."""
    size = round(span / module) + 7
    size += (17 - size) % 4 if (size - 17) % 4 < 3 else 1  # nearest legal size, 17 + 4 × version
    step = span / (size - 7)
    return [
        [page[round(y + (row - 3) * step)][round(x + (column - 3) * step)] for column in range(size)]
        for row in range(size)
    ]
