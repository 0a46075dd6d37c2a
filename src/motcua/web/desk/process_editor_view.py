"""What the editor's template draws: every field of every row with its label, choices and fault. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from motcua.rules.actors import Role
from motcua.rules.process import END, TAKES, Fault, Given, GivenKind, Place, TimerKind, TimerStart
from motcua.rules.process.conditions import OPERATORS, ORDERED
from motcua.rules.process.definition import PROPOSABLE, TAKE_LABELS
from motcua.rules.rights import RIGHTS
from motcua.web.desk.process_editor_sheet import FOLLOWING, Row, Sheet

Options = Sequence[tuple[str, str]]
SIGNS = {
    "=": "là",
    "!=": "không phải là",
    ">=": "từ … trở lên (≥)",
    ">": "lớn hơn (>)",
    "<=": "đến hết (≤)",
    "<": "nhỏ hơn (<)",
}
VERBS = {"deliver": "deliver_at_counter"}
COLUMNS = {"limit_days": "days", "next": "ways-0-next"}
"""The linter's columns that have another name on the page."""
_OFFICE = [
    role for role in Role if any(role == r for take in TAKES for r, _ in RIGHTS[VERBS.get(take, take)])
]
ROLES: Options = [(str(role), role.label) for role in _OFFICE]
PLACES: Options = [(str(place), place.label) for place in Place]
TAKINGS: Options = [(take, TAKE_LABELS[take]) for take in TAKES]
KINDS: Options = [(str(kind), kind.label[0].upper() + kind.label[1:]) for kind in TimerKind]
STARTS: Options = [(str(start), start.label) for start in TimerStart]
PROPOSALS: Options = list(PROPOSABLE.items())
ANSWERS: Options = [
    (str(GivenKind.YES_NO), "Có hoặc không"),
    (str(GivenKind.CHOICE), "Chọn một trong các mục"),
    (str(GivenKind.NUMBER), "Một số"),
    (str(GivenKind.TEXT), "Chữ"),
]
YES_NO: Options = [("yes", "Có"), ("no", "Không")]


@dataclass
class Field:
    """One question on the page."""

    name: str
    label: str
    value: str
    options: Options = ()
    error: str = ""
    focus: bool = False
    hint: str = ""
    listed: str = ""
    area: bool = False
    step: str = ""

    @property
    def id(self) -> str:
        """The element's id."""
        return self.name.replace(".", "-")


@dataclass
class Part:
    """One entry of a list in a row: its fields by name, its clauses, the button that drops it."""

    fields: dict[str, Field]
    drop: str
    path: str
    clauses: list[Part] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    kind: str = ""


@dataclass
class RowView:
    """One row as drawn."""

    key: str
    number: int
    fields: dict[str, Field]
    ways: list[Part]
    asks: list[Part]
    timers: list[Part]
    questions: list[Part]
    fresh: str
    summary: str
    open: bool
    first: bool
    last: bool
    focus: str
    directions: list[str]

    @property
    def one_way(self) -> Field | None:
        """The field of where it goes on, when there is a single plain way."""
        return self.ways[0].fields["next"] if len(self.ways) == 1 and not self.ways[0].clauses else None


@dataclass
class Drawing:
    """What is the same for all rows: the faults, where the focus goes, the units of the agency."""

    sheet: Sheet
    faults: Mapping[str, str]
    focus: str
    units: Options
    names: dict[str, str] = field(default_factory=dict)
    known: dict[str, Given] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = self.sheet.givens
        self.names = {
            row["key"]: f"{number}. {_short(row['name'])}" for number, row in enumerate(self.sheet.rows, 1)
        }

    def following(self, number: int) -> str:
        """The key of the row after row `number`; END after the last."""
        rows = self.sheet.rows
        return rows[number + 1]["key"] if number + 1 < len(rows) else END

    def field(self, name: str, label: str, value: str, **more: Any) -> Field:
        """A field with its fault and the focus when they are its own."""
        return Field(name, label, value, error=self.faults.get(name, ""), focus=name == self.focus, **more)


def _short(name: str) -> str:
    name = name or "chưa đặt tên"
    return name if len(name) <= 42 else f"{name[:40].rstrip()}…"


def rows_of(
    sheet: Sheet, *, faults: Mapping[str, str], focus_row: str, focus: str, units: Options
) -> list[RowView]:
    """The rows, ready to draw. `focus` is a field of `focus_row`, whose details are open when it lies there."""
    drawing = Drawing(sheet, faults, f"s.{focus_row}.{focus}" if focus_row else "", units)
    return [_row(drawing, row, number, focus_row, focus) for number, row in enumerate(sheet.rows)]


IN_SIGHT = {"name", "by", "at", "days", "product", "up", "down"}


def _row(drawing: Drawing, row: Row, number: int, focus_row: str, focus: str) -> RowView:
    key, last = row["key"], number == len(drawing.sheet.rows) - 1
    say = f"Bước {number + 1}"
    ways = [
        _way(drawing, row, place, _aims(drawing, row, number, one), say)
        for place, one in enumerate(row["ways"])
    ]
    here = key == focus_row
    one_way = len(ways) == 1 and not ways[0].clauses
    within = here and focus not in IN_SIGHT and not (one_way and focus.startswith("ways.0"))
    faulty = any(
        name.startswith(f"s.{key}.") and name.split(".")[2] not in IN_SIGHT for name in drawing.faults
    )
    return RowView(
        key,
        number + 1,
        _fields(drawing, row, say),
        ways,
        [_ask(drawing, row, place, say) for place in range(len(row["asks"]))],
        [_timer(drawing, row, place, say) for place in range(len(row["timers"]))],
        [_question(drawing, row, place, say) for place in range(len(row["questions"]))],
        row["fresh"],
        _summary(drawing, row),
        bool(focus) and within or faulty,
        number == 0,
        last,
        focus if here else "",
        _directions(drawing, row, number),
    )


def _fields(drawing: Drawing, row: Row, say: str) -> dict[str, Field]:
    at = f"s.{row['key']}"
    rows = [(key, name) for key, name in drawing.names.items() if key != row["key"]]
    units = [("", "Theo nơi làm"), *drawing.units]
    if row["unit"] and row["unit"] not in dict(units):
        units.append((row["unit"], f"{row['unit']} (không còn hoạt động)"))
    made = [
        drawing.field(f"{at}.name", "Trình tự, việc phải làm", row["name"], area=True, step=say),
        drawing.field(f"{at}.by", "Trách nhiệm", row["by"], step=say, options=_with(ROLES, row["by"])),
        drawing.field(f"{at}.at", "Nơi làm", row["at"], step=say, options=PLACES),
        drawing.field(f"{at}.days", "Thời gian (ngày làm việc)", row["days"], step=say),
        drawing.field(f"{at}.product", "Sản phẩm", row["product"], area=True, step=say),
        drawing.field(f"{at}.take", "Việc của bước", row["take"], options=TAKINGS),
        drawing.field(f"{at}.unit", "Đơn vị", row["unit"], options=units),
        drawing.field(
            f"{at}.position", "Chức danh", row["position"], hint="Để trống: ai giữ vai trò đều làm được"
        ),
        drawing.field(f"{at}.back", "Được trả lại bước", row["back"], options=[("", "Không trả lại"), *rows]),
    ]
    return {one.name.rsplit(".", 1)[1]: one for one in made}


def _with(options: Options, value: str) -> Options:
    if value in dict(options) or value not in list(Role):
        return options
    return [*options, (value, Role(value).label)]


def _aims(drawing: Drawing, row: Row, number: int, one: Row) -> Options:
    """The rows a way may lead to. «+», the row right after, is offered where the way follows the order of the rows."""
    following = drawing.following(number)
    ordinary = one["next"] == FOLLOWING
    lost = [("", "Chưa chọn")] if one["next"] == "" else []
    others = [
        (
            FOLLOWING if ordinary and key == following else key,
            f"Bước {name}" if key != following else f"Bước {number + 2}",
        )
        for key, name in drawing.names.items()
        if key != row["key"]
    ]
    others.sort(key=lambda pair: pair[0] not in (FOLLOWING, following))
    end = (FOLLOWING if ordinary and following == END else END, "Kết thúc")
    return [*lost, end, *others] if following == END else [*lost, *others, end]


def _directions(drawing: Drawing, row: Row, number: int) -> list[str]:
    """Where it goes on, in words, for a step with several ways."""
    found = []
    for one in row["ways"]:
        aim = one["next"]
        aim = drawing.following(number) if aim == FOLLOWING else aim
        words = "Kết thúc" if aim == END else f"bước {drawing.names.get(aim, '?').split('.')[0]}"
        why = "nếu đúng điều kiện" if one["when"] else one["label"]
        found.append(f"{why}: {words}" if why else words)
    return found


def _way(drawing: Drawing, row: Row, place: int, aims: Options, say: str) -> Part:
    one, at = row["ways"][place], f"s.{row['key']}.ways.{place}"
    label = "Thì chuyển tới" if one["when"] else "Sau đó, chuyển tới"
    fields = {
        "next": drawing.field(f"{at}.next", label, one["next"], options=aims, step=say),
        "label": drawing.field(f"{at}.label", "Tên hướng", one["label"], hint="Ví dụ: Đạt; Cần họp hội đồng"),
    }
    several = len([way for way in row["ways"] if not way["when"]]) > 1
    kind = "if" if one["when"] else ("pick" if several else "else" if len(row["ways"]) > 1 else "only")
    path = f"{row['key']}:ways:{place}"
    return Part(
        fields, f"drop:{path}", path, _clauses(drawing, one, at, path), [(f"{at}.key", one["key"])], kind
    )


def _clauses(drawing: Drawing, one: Row, at: str, path: str) -> list[Part]:
    return [
        _clause(drawing, clause, f"{at}.when.{n}", f"{path}:when:{n}") for n, clause in enumerate(one["when"])
    ]


def _clause(drawing: Drawing, one: Row, at: str, path: str) -> Part:
    given = drawing.known.get(one["given"])
    facts = [(name, known.label) for name, known in drawing.known.items()]
    if given is None:
        facts.append((one["given"], "Dữ kiện không còn"))
    numeric = given is not None and given.kind is GivenKind.NUMBER
    signs = [(op, SIGNS[op]) for op in OPERATORS if numeric or op not in ORDERED or op == one["op"]]
    values: Options = ()
    if given is not None and given.kind is GivenKind.CHOICE:
        values = list(given.choices)
    elif given is not None and given.kind is GivenKind.YES_NO:
        values = YES_NO
    if values and one["value"] not in dict(values):
        values = [(one["value"], f"{one['value'] or 'Chưa chọn'}"), *values]
    unit = given.unit if given is not None else ""
    value = drawing.field(
        f"{at}.value", f"Giá trị{f' ({unit})' if unit else ''}", one["value"], options=values
    )
    fields = {
        "given": drawing.field(f"{at}.given", "Dữ kiện", one["given"], options=facts),
        "op": drawing.field(f"{at}.op", "So sánh", one["op"], options=signs),
        "value": value,
    }
    return Part(fields, f"drop:{path}", path, hidden=[(f"{at}.was", one["given"])])


def _ask(drawing: Drawing, row: Row, place: int, say: str) -> Part:
    one, at = row["asks"][place], f"s.{row['key']}.asks.{place}"
    fields = {
        "unit": drawing.field(f"{at}.unit", "Đơn vị được hỏi", one["unit"], listed="don-vi"),
        "question": drawing.field(f"{at}.question", "Nội dung lấy ý kiến", one["question"], area=True),
        "days": drawing.field(f"{at}.days", "Trả lời trong (ngày làm việc)", one["days"]),
    }
    path = f"{row['key']}:asks:{place}"
    return Part(fields, f"drop:{path}", path, _clauses(drawing, one, at, path), [(f"{at}.key", one["key"])])


def _timer(drawing: Drawing, row: Row, place: int, say: str) -> Part:
    one, at = row["timers"][place], f"s.{row['key']}.timers.{place}"
    fields = {
        "kind": drawing.field(f"{at}.kind", "Việc", one["kind"], options=KINDS),
        "days": drawing.field(f"{at}.days", "Số ngày làm việc", one["days"]),
        "start": drawing.field(f"{at}.start", "Tính từ", one["start"], options=STARTS),
        "propose": drawing.field(
            f"{at}.propose", "Đề xuất (khi chọn đề xuất)", one["propose"], options=[("", "–"), *PROPOSALS]
        ),
    }
    path = f"{row['key']}:timers:{place}"
    return Part(fields, f"drop:{path}", path)


def _question(drawing: Drawing, row: Row, place: int, say: str) -> Part:
    one, at = row["questions"][place], f"s.{row['key']}.questions.{place}"
    fields = {
        "label": drawing.field(f"{at}.label", "Câu hỏi", one["label"]),
        "kind": drawing.field(f"{at}.kind", "Trả lời bằng", one["kind"], options=ANSWERS),
        "choices": drawing.field(
            f"{at}.choices", "Các mục để chọn, mỗi dòng một mục", one["choices"], area=True
        ),
        "unit": drawing.field(f"{at}.unit", "Đơn vị tính (nếu là số)", one["unit"]),
    }
    path = f"{row['key']}:questions:{place}"
    hidden = [(f"{at}.key", one["key"]), (f"{at}.values", one["values"])]
    return Part(fields, f"drop:{path}", path, hidden=hidden)


def _summary(drawing: Drawing, row: Row) -> str:
    """What lies folded, in one line."""
    parts: list[str] = [TAKE_LABELS.get(row["take"], str(row["take"]))]
    if row["unit"]:
        parts.append(dict(drawing.units).get(row["unit"], str(row["unit"])))
    if row["position"]:
        parts.append(row["position"])
    if row["back"]:
        parts.append(f"trả lại được bước {drawing.names.get(row['back'], '?').split('.')[0]}")
    for name, words in (
        ("asks", "nơi lấy ý kiến"),
        ("timers", "nhắc việc"),
        ("questions", "câu hỏi dữ kiện"),
    ):
        if row[name]:
            parts.append(f"{len(row[name])} {words}")
    if len(row["ways"]) > 1:
        parts.append(f"{len(row['ways'])} hướng đi")
    return " · ".join(parts)


@dataclass(frozen=True)
class Found:
    """One fault of the linter with the link to its field."""

    href: str
    sentence: str
    grave: bool
    row: str


def found_of(faults: Iterable[Fault], link: Callable[[str], str] = lambda anchor: anchor) -> list[Found]:
    """Grave faults first, each with the anchor of its row and field."""
    listed = [Found(link(_anchor(fault)), fault.sentence, fault.grave, fault.step) for fault in faults]
    return sorted(listed, key=lambda one: not one.grave)


def _anchor(fault: Fault) -> str:
    if not fault.step:
        return "#bang"
    return f"#s-{fault.step}-{COLUMNS.get(fault.column, fault.column or 'name')}"
