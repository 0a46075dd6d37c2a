"""Where each shape of a process's diagram stands: columns from left to right, the usual way in one straight row.

Pure and deterministic. Columns are the longest way from the start; beside ways and consultations lie below the usual way,
what is sent back runs above it. Own code because BPMN without coordinates is not drawn by most tools, and a server
without Node must write them (docs/decisions/0012).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from motcua.rules.process.charting import NO_NAMES, Chart, Flow, Node, NodeKind, chart
from motcua.rules.process.definition import Process

SIZES = {
    NodeKind.START: (36, 36),
    NodeKind.END: (36, 36),
    NodeKind.STEP: (140, 80),
    NodeKind.ASK: (140, 64),
}
DIAMOND = (50, 50)
GAP, LABEL_GAP, CHANNEL, TRACK, MARGIN = 50, 150, 34, 24, 20
TIMER, TIMER_END, TIMER_DROP = 30, 20, 52
"""Diameter of a timer on the lower edge of a task, of its end below, and how far below the edge that end reaches."""

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its place: the left upper corner, width and height, in points."""

    node: Node
    x: int
    y: int
    w: int
    h: int

    @property
    def middle(self) -> Point:
        """The centre."""
        return self.x + self.w // 2, self.y + self.h // 2

    def timer(self, number: int) -> Point:
        """The centre of its timer of this number, on the lower edge."""
        return self.x + 24 + number * (TIMER + 6), self.y + self.h


@dataclass(frozen=True, slots=True)
class Line:
    """A flow with its way points; `label` says where its words stand: left end, the height they stand on, width."""

    flow: Flow
    points: tuple[Point, ...]
    label: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole drawing, from (0, 0) to (`w`, `h`)."""

    chart: Chart
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    w: int
    h: int


def lay_out(process: Process, units: Mapping[str, str] = NO_NAMES) -> Layout:
    """The drawing of a process, sound or not; `units` as in `chart`."""
    drawn = chart(process, units)
    grid = _Grid(drawn)
    grid.set_columns()
    grid.set_rows()
    return _Pen(grid).draw()


@dataclass
class _Grid:
    """Columns and rows of the nodes, and of the long flows that need a free row to run in."""

    chart: Chart
    column: dict[str, int] = field(default_factory=dict)
    row: dict[str, int] = field(default_factory=dict)
    track: dict[str, int] = field(default_factory=dict)
    backward: set[str] = field(default_factory=set)
    taken: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def set_columns(self) -> None:
        """The longest way from the start, over the flows that lead forward."""
        self.backward = _backward(self.chart)
        ahead = [flow for flow in self.chart.flows if flow.id not in self.backward]
        waits: dict[str, int] = defaultdict(int)
        for flow in ahead:
            waits[flow.target] += 1
        self.column = {node.id: 0 if node.kind is NodeKind.START else 1 for node in self.chart.nodes}
        ready = [node.id for node in self.chart.nodes if not waits[node.id]]
        leaving: dict[str, list[str]] = defaultdict(list)
        for flow in ahead:
            leaving[flow.source].append(flow.target)
        while ready:
            here = ready.pop()
            for target in leaving[here]:
                self.column[target] = max(self.column[target], self.column[here] + 1)
                waits[target] -= 1
                if not waits[target]:
                    ready.append(target)
        self.column["end"] = 1 + max(at for key, at in self.column.items() if key != "end")

    def set_rows(self) -> None:
        """Row 0 is the usual way; every other block, consultation and long flow takes the next free row below."""
        spine = set(self.chart.spine)
        for node in self.chart.nodes:
            if node.block in spine and not self._beside(node) or node.block < 0:
                self._place([node.id], 0)
        blocks: dict[int, list[Node]] = defaultdict(list)
        for node in self.chart.nodes:
            if node.block >= 0:
                blocks[node.block].append(node)
        for number, block in sorted(blocks.items(), key=lambda row: min(self.column[n.id] for n in row[1])):
            if number not in spine:
                own = [node.id for node in block if not self._beside(node)]
                self._place(own, self._free_row(own, 1))
            self._place_asks(block)
        for flow in self.chart.flows:
            self._place_track(flow)

    @staticmethod
    def _beside(node: Node) -> bool:
        return node.ask is not None or node.id.startswith(("if_", "fi_"))

    def _place_asks(self, block: list[Node]) -> None:
        beside = [node for node in block if self._beside(node)]
        above = max((self.row[node.id] for node in block if not self._beside(node)), default=0)
        for ask in (node for node in beside if node.ask):
            suffix = ask.id.removeprefix("ask_")
            own = [node.id for node in beside if node.id.split("_", 1)[1] == suffix]
            self._place(own, self._free_row(own, above + 1))

    def _span(self, ids: Iterable[str]) -> range:
        columns = [self.column[one] for one in ids]
        return range(min(columns), max(columns) + 1)

    def _free_row(self, ids: list[str], lowest: int) -> int:
        return self._free(self._span(ids), lowest)

    def _free(self, columns: range, lowest: int) -> int:
        row = lowest
        while self.taken[row].intersection(columns):
            row += 1
        return row

    def _place(self, ids: list[str], row: int) -> None:
        self.row |= dict.fromkeys(ids, row)
        self.taken[row].update(self._span(ids) if row else [self.column[one] for one in ids])

    def _place_track(self, flow: Flow) -> None:
        """A flow over more than one column needs a row of its own between, unless its own row is free there."""
        first, last = self.column[flow.source], self.column[flow.target]
        between = range(first + 1, last)
        if flow.id in self.backward or not between:
            return
        here, there = self.row[flow.source], self.row[flow.target]
        inside = flow.id.startswith(
            ("held_", "hold_", "out_", "in_")
        )  # the block's own row is kept free for it
        if here == there and (inside or flow.usual or not self.taken[here].intersection(between)):
            self.taken[here].update(between)
            return
        own = [row for row in (here, there) if row and not self.taken[row].intersection(between)]
        self.track[flow.id] = own[0] if own else self._free(between, max(1, min(here, there)))
        self.taken[self.track[flow.id]].update(between)


def _backward(drawn: Chart) -> set[str]:
    """The flows that send back, and those that close a circle in a faulty draft; the usual way is walked first."""
    found = {flow.id for flow in drawn.flows if flow.back}
    leaving: dict[str, list[Flow]] = defaultdict(list)
    for flow in sorted(drawn.flows, key=lambda one: not one.usual):
        if not flow.back:
            leaving[flow.source].append(flow)
    done: set[str] = set()
    for root in drawn.nodes:
        way = [(root.id, iter(leaving[root.id]))]
        open_nodes = {root.id}
        while way:
            here, left = way[-1]
            following = None if here in done else next(left, None)
            if following is None:
                done.add(here)
                open_nodes.discard(here)
                way.pop()
            elif following.target in open_nodes:
                found.add(following.id)
            elif following.target not in done:
                open_nodes.add(following.target)
                way.append((following.target, iter(leaving[following.target])))
    return found


class _Pen:
    """Turns columns and rows into points."""

    def __init__(self, grid: _Grid) -> None:
        self.grid, self.chart = grid, grid.chart
        self.above = self._tracks_above()
        self.left, self.width, self.gap = self._columns()
        self.top, self.height = self._rows()
        self.boxes = {node.id: self._box(node) for node in self.chart.nodes}
        self.used: dict[int, int] = defaultdict(int)
        self.arrived: dict[str, int] = defaultdict(int)

    def draw(self) -> Layout:
        lines = tuple(self._line(flow) for flow in self.chart.flows)
        last = max(self.left)
        lowest = max(self.top)
        w = self.left[last] + self.width[last] + MARGIN
        return Layout(
            self.chart, tuple(self.boxes.values()), lines, w, self.top[lowest] + self.height[lowest] + MARGIN
        )

    def _columns(self) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
        last = max(self.grid.column.values())
        width = dict.fromkeys(range(last + 1), 0)
        gap = dict.fromkeys(range(-1, last + 1), GAP)
        for node in self.chart.nodes:
            column = self.grid.column[node.id]
            width[column] = max(width[column], _size(node)[0])
        for flow in self.chart.flows:
            if flow.name and flow.id not in self.grid.backward:
                gap[self.grid.column[flow.source]] = LABEL_GAP
        left, x = {}, MARGIN + GAP
        for column in range(last + 1):
            left[column] = x
            x += width[column] + gap[column]
        return left, width, gap

    def _rows(self) -> tuple[dict[int, int], dict[int, int]]:
        lowest = max([*self.grid.row.values(), *self.grid.track.values()])
        height = dict.fromkeys(range(lowest + 1), TRACK)
        for node in self.chart.nodes:
            row = self.grid.row[node.id]
            timers = TIMER_DROP if node.kind is NodeKind.STEP and node.step and node.step.timers else 0
            words = 20 if node.kind in (NodeKind.START, NodeKind.END) else 0
            height[row] = max(height[row], _size(node)[1] + 2 * max(timers, words))
        top, y = {}, MARGIN + TRACK * (1 + max(self.above.values(), default=-1)) + 12
        for row in range(lowest + 1):
            top[row] = y
            y += height[row] + CHANNEL
        return top, height

    def _tracks_above(self) -> dict[str, int]:
        """For each flow back, the number of its track above the usual way; short ones lie lowest."""
        column = self.grid.column

        def span(flow: Flow) -> range:
            ends = sorted((column[flow.source], column[flow.target]))
            return range(ends[0] - 1, ends[1] + 1)

        found: dict[str, int] = {}
        rows: dict[int, set[int]] = defaultdict(set)
        backs = [flow for flow in self.chart.flows if flow.id in self.grid.backward]
        for flow in sorted(backs, key=lambda one: (len(span(one)), one.id)):
            track = 0
            while rows[track].intersection(span(flow)):
                track += 1
            rows[track].update(span(flow))
            found[flow.id] = track
        return found

    def _box(self, node: Node) -> Box:
        w, h = _size(node)
        column, row = self.grid.column[node.id], self.grid.row[node.id]
        x = self.left[column] + (self.width[column] - w) // 2
        return Box(node, x, self._line_of(row) - h // 2, w, h)

    def _line_of(self, row: int) -> int:
        return self.top[row] + self.height[row] // 2

    def _in_gap(self, column: int) -> int:
        """A free upright line right of the column."""
        number = self.used[column]
        self.used[column] += 1
        right = self.left[column] + self.width[column] if column >= 0 else MARGIN
        return right + 8 + (number % 6) * 6

    def _line(self, flow: Flow) -> Line:
        if flow.id in self.grid.backward:
            return self._line_back(flow)
        source, target = self.boxes[flow.source], self.boxes[flow.target]
        begin, end = (source.x + source.w, source.middle[1]), (target.x, target.middle[1])
        from_column, to_column = self.grid.column[flow.source], self.grid.column[flow.target]
        if flow.id in self.grid.track:
            y = self._line_of(self.grid.track[flow.id])
            first, second = self._in_gap(from_column), self._in_gap(to_column - 1)
            points = [begin, (first, begin[1]), (first, y), (second, y), (second, end[1]), end]
            label = (first + 4, y - 4, max(second - first - 8, 60))
        elif begin[1] == end[1]:
            points = [begin, end]
            label = (begin[0] + 4, begin[1] - 4, max(self.gap[from_column] - 14, 40))
        else:
            x = self._in_gap(from_column)  # the next column: any longer flow has a track
            points = [begin, (x, begin[1]), (x, end[1]), end]
            label = (x + 4, end[1] - 4, max(self.left[from_column + 1] - x - 10, 40))
        return Line(flow, _tidy(points), label)

    def _line_back(self, flow: Flow) -> Line:
        source, target = self.boxes[flow.source], self.boxes[flow.target]
        y = self.top[0] - 12 - TRACK * self.above[flow.id] - TRACK // 2
        begin, end = (source.middle[0], source.y), (target.middle[0], target.y)
        if target.node.kind is NodeKind.STEP:
            end = (end[0] - 20 + 14 * (self.arrived[flow.target] % 4), end[1])
            self.arrived[flow.target] += 1
        up, down = self._climb(flow.source, begin, y), self._climb(flow.target, end, y)
        # Beside where it leaves: over the middle the ways back of later steps come down through its words.
        left = up[-1][0] - 58 if down[-1][0] < up[-1][0] else up[-1][0] + 8
        return Line(flow, _tidy([*up, *reversed(down)]), (left, y - 3, 50))

    def _climb(self, node_id: str, port: Point, y: int) -> list[Point]:
        """From the upper side of a node to the height `y`: straight from the top row, else through the gap at its left."""
        row = self.grid.row[node_id]
        if row == 0:
            return [port, (port[0], y)]
        channel = self.top[row] - CHANNEL // 2
        x = self._in_gap(self.grid.column[node_id] - 1)
        return [port, (port[0], channel), (x, channel), (x, y)]


def _size(node: Node) -> tuple[int, int]:
    return SIZES.get(node.kind, DIAMOND)


def _tidy(points: Iterable[Point]) -> tuple[Point, ...]:
    """Without points that say nothing: doubled ones, and those in the middle of a straight line."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        kept.append(point)
    return tuple(kept)
