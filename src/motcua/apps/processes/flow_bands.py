"""The flow diagram for paper: the drawing of the screen with its colours inside, cut into bands that fit a page's width.

A long process is one straight row; shrunk to the width of A4 its words would be 5 points high. Cut between the boxes and
put one band below the other they stay readable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from motcua.rules.process import Process
from motcua.rules.process.charting import NO_NAMES
from motcua.rules.process.drawing import svg
from motcua.rules.process.layout import lay_out

WIDEST, LETTER = 1080, 6
"""Points of the drawing across one band of A4 lying on its side; how wide a letter of a label is."""
_STYLE = (
    "<style>"
    "text{font-family:Tinos;font-size:12.5px;fill:#1d2a44}"
    ".mc-diagram__label{font-size:11px;fill:#44546a}"
    ".mc-diagram__task{fill:#ffffff;stroke:#1d2a44;stroke-width:1.3}"
    ".mc-diagram__task--ask{fill:#f5f7fa;stroke-dasharray:5 3}"
    ".mc-diagram__start{fill:#eef2f8;stroke:#1d2a44;stroke-width:1.5}"
    ".mc-diagram__end{fill:#eef2f8;stroke:#1d2a44;stroke-width:3}"
    ".mc-diagram__gateway{fill:#fff8e6;stroke:#1d2a44;stroke-width:1.3}"
    ".mc-diagram__sign{fill:none;stroke:#1d2a44;stroke-width:2}"
    ".mc-diagram__sign--thin{stroke-width:1.1}"
    ".mc-diagram__timer{fill:#ffffff;stroke:#44546a;stroke-width:1}"
    ".mc-diagram__line{fill:none;stroke:#44546a;stroke-width:1.3}"
    ".mc-diagram__line--back{stroke-dasharray:4 3}"
    ".mc-diagram__head{fill:#44546a}"
    "</style>"
)
_OPENING = re.compile(r'width="\d+" height="\d+" viewBox="0 0 \d+ \d+"')


def bands(process: Process, units: Mapping[str, str] = NO_NAMES) -> tuple[str, ...]:
    """The diagram as SVG pictures of the same scale, from left to right; none for a process without steps."""
    if not process.steps:
        return ()
    drawn = lay_out(process, units)
    # The hidden descriptions are said once, by the page; in a picture they would only make it heavier.
    whole = re.sub(r"<title>.*?</title>|<desc>.*?</desc>", "", svg(process, units=units), flags=re.S)
    whole = whole.replace("<defs>", f"{_STYLE}<defs>", 1)
    boxes = [(box.x, box.x + box.w) for box in drawn.boxes]
    # A word is about LETTER wide a letter; a line's label ends where its words do, at the latest where its room does.
    words = [
        (line.label[0], line.label[0] + min(line.label[2], LETTER * len(line.flow.name)))
        for line in drawn.lines
    ]
    edges = _edges(
        boxes, [span for span, line in zip(words, drawn.lines, strict=True) if line.flow.name], drawn.w
    )
    return tuple(
        _OPENING.sub(
            f'width="{right - left}" height="{drawn.h}" viewBox="{left} 0 {right - left} {drawn.h}"', whole, count=1
        )
        for left, right in zip(edges, edges[1:], strict=False)
    )  # fmt: skip


def _edges(boxes: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]], width: int) -> list[int]:
    """Where to cut: as few bands as fit, of nearly equal width, in gaps between boxes and, if it can be, between words."""
    count = -(-width // WIDEST)
    edges = [0]
    for number in range(1, count):
        wanted = width * number // count
        near = [
            x
            for x in range(wanted - WIDEST // 3, wanted + WIDEST // 3, 4)
            if edges[-1] + 200 < x < width - 100
        ]
        free = [x for x in near if _outside(x, boxes)]
        if best := [x for x in free if _outside(x, words)] or free:
            edges.append(min(best, key=lambda x: abs(x - wanted)))
    return [*edges, width]


def _outside(x: int, spans: Sequence[tuple[int, int]]) -> bool:
    return all(not left - 6 <= x <= right + 6 for left, right in spans)
