"""The diagram of a process as SVG from the server: for pages without JavaScript, for print, for who reads by ear.

No inline style and no script (the content policy forbids both): looks come from the classes `mc-diagram…` in
`static/ui/diagram.css`, with plain SVG attributes where a class could not do (text anchors, markers).
"""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from motcua.rules.process.bpmn_words import printable
from motcua.rules.process.charting import NO_NAMES, NodeKind
from motcua.rules.process.definition import END, Process, Step
from motcua.rules.process.layout import TIMER, TIMER_DROP, TIMER_END, Box, Line, lay_out

LINE, SMALL_LINE, LETTERS = 15, 13, 18
"""Heights of a line of words in a task and on an arrow; how many letters fit across a task (140 points at 12)."""


def svg(
    process: Process,
    current: str = "",
    walked: Collection[str] = (),
    units: Mapping[str, str] = NO_NAMES,
) -> str:
    """The diagram as one `<svg>` element; `current` is the key of the step that is open, `walked` the keys of the steps
    that a trial went through: both marked in the drawing. `units`: names of the units that are asked, by code.

    Its title and description are Vietnamese sentences that say the same as the drawing.
    """
    drawn = lay_out(process, units)
    body = [_line(line) for line in drawn.lines] + [_box(box, current, walked) for box in drawn.boxes]
    name = f"Sơ đồ quy trình: {process.name}"
    return (
        f'<svg class="mc-diagram__svg" xmlns="http://www.w3.org/2000/svg" role="img" aria-label={_attribute(name)} '
        f'width="{drawn.w}" height="{drawn.h}" viewBox="0 0 {drawn.w} {drawn.h}">'
        f"<title>{_text(name)}</title><desc>{_text(describe(process, current, units))}</desc>"
        '<defs><marker id="mc-diagram-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto"><path class="mc-diagram__head" d="M0 0 L10 5 L0 10 z"/></marker></defs>'
        f"{''.join(body)}</svg>"
    )


def describe(process: Process, current: str = "", units: Mapping[str, str] = NO_NAMES) -> str:
    """The whole process in sentences: each step, who does it, where it leads, what is asked."""
    if not process.steps:
        return "Quy trình chưa có bước nào."
    return " ".join(
        _sentence(process, number, step, current, units) for number, step in enumerate(process.steps, start=1)
    )


def _sentence(process: Process, number: int, step: Step, current: str, units: Mapping[str, str]) -> str:
    names = {one.key: one.name for one in process.steps} | {END: "kết thúc"}
    parts = [f"Bước {number}: {step.name}, {step.by.label}"]
    if step.key == current:
        parts.append("đang ở bước này")
    if step.asks:
        parts.append(
            "lấy ý kiến "
            + ", ".join(units.get(ask.unit, ask.unit) or "chưa chọn đơn vị" for ask in step.asks)
        )
    leads = list(dict.fromkeys(names.get(key, "chưa rõ") for key in step.nexts))
    parts.append("rồi tới " + " hoặc ".join(leads) if leads else "chưa có bước tiếp theo")
    if step.back:
        parts.append(f"có thể trả lại {names.get(step.back, 'chưa rõ')}")
    return "; ".join(parts) + "."


def _box(box: Box, current: str, walked: Collection[str]) -> str:
    node = box.node
    if node.kind in (NodeKind.START, NodeKind.END):
        x, y = box.middle
        shape = f'<circle class="mc-diagram__{node.kind.lower()}" cx="{x}" cy="{y}" r="{box.w // 2}"/>'
        return shape + _words(_wrap(node.name, 12, 3), x, box.y + box.h + 14)
    if node.kind in (NodeKind.STEP, NodeKind.ASK):
        return _task(box, current, walked)
    x, y, half = *box.middle, box.w // 2
    shape = f'<path class="mc-diagram__gateway" d="M{x} {y - half} L{x + half} {y} L{x} {y + half} L{x - half} {y} z"/>'
    sign = f"M{x - 11} {y} H{x + 11} M{x} {y - 11} V{y + 11}" if node.kind in (NodeKind.FORK, NodeKind.JOIN) else (
        f"M{x - 8} {y - 8} L{x + 8} {y + 8} M{x + 8} {y - 8} L{x - 8} {y + 8}"
    )  # fmt: skip
    return f'{shape}<path class="mc-diagram__sign" d="{sign}"/>'


def _task(box: Box, current: str, walked: Collection[str]) -> str:
    node, step = box.node, box.node.step
    here = step is not None and node.kind is NodeKind.STEP and bool(current) and step.key == current
    passed = step is not None and node.kind is NodeKind.STEP and step.key in walked
    mark = " mc-diagram__task--current" if here else " mc-diagram__task--ask" if node.ask else ""
    mark = " mc-diagram__task--walked" if passed and not here else mark
    full = f"{node.name}: {node.ask.question}" if node.ask else node.name
    full = f"{full} (đang ở bước này)" if here else f"{full} (có đi qua)" if passed else full
    shape = f'<rect class="mc-diagram__task{mark}" x="{box.x}" y="{box.y}" width="{box.w}" height="{box.h}" rx="8"/>'
    lines = _wrap(node.name, LETTERS, 4 if node.kind is NodeKind.STEP else 3)
    first = box.middle[1] - (len(lines) - 1) * LINE // 2 + 4
    words = _words(lines, box.middle[0], first)
    timers = (
        _timer(*box.timer(number)) for number in range(len(step.timers) if step and not node.ask else 0)
    )
    return f"<g><title>{_text(full)}</title>{shape}{words}{''.join(timers)}</g>"


def _timer(x: int, y: int) -> str:
    r = TIMER // 2
    end = y + TIMER_DROP - TIMER_END // 2
    return (
        f'<circle class="mc-diagram__timer" cx="{x}" cy="{y}" r="{r}"/>'
        f'<circle class="mc-diagram__timer" cx="{x}" cy="{y}" r="{r - 3}"/>'
        f'<path class="mc-diagram__sign mc-diagram__sign--thin" d="M{x} {y - 7} V{y} H{x + 6}"/>'
        f'<path class="mc-diagram__line" d="M{x} {y + r} V{end - TIMER_END // 2}"/>'
        f'<circle class="mc-diagram__end" cx="{x}" cy="{end}" r="{TIMER_END // 2}"/>'
    )


def _line(line: Line) -> str:
    path = "M" + " L".join(f"{x} {y}" for x, y in line.points)
    kind = " mc-diagram__line--back" if line.flow.back else ""
    drawn = (
        f'<path class="mc-diagram__line{kind}" d="{path}" fill="none" marker-end="url(#mc-diagram-arrow)"/>'
    )
    if not line.flow.name:
        return drawn
    x, y, w = line.label
    lines = _wrap(line.flow.name, max(w // 6, 8), 2)
    words = _words(lines, x, y - 3 - (len(lines) - 1) * SMALL_LINE, small=True)
    return f"<g><title>{_text(line.flow.name)}</title>{drawn}{words}</g>"


def _words(lines: Iterable[str], x: int, y: int, *, small: bool = False) -> str:
    kind, anchor, height = (
        ("mc-diagram__label", "start", SMALL_LINE) if small else ("mc-diagram__words", "middle", LINE)
    )
    spans = "".join(
        f'<tspan x="{x}" y="{y + number * height}">{_text(line)}</tspan>' for number, line in enumerate(lines)
    )
    return f'<text class="{kind}" text-anchor="{anchor}">{spans}</text>'


def _wrap(text: str, letters: int, most: int) -> list[str]:
    return textwrap.wrap(text, letters, max_lines=most, placeholder=" …")


def _text(text: str) -> str:
    return escape(printable(text))


def _attribute(text: str) -> str:
    return quoteattr(printable(text))
