"""The shapes and flows of a BPMN file as one flat graph: lanes known, called processes of the same file put in place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET  # only its elements; bpmn_parsing has read them

from motcua.rules.process.bpmn_parsing import NODES, TASKS, BpmnRefused, local, named, own, part
from motcua.rules.process.bpmn_words import BPMN

MOST_NODES = 400
MOST_CALLS = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """One node: its BPMN kind, its words, the lane it lies in, and its element for what else it says."""

    id: str
    tag: str
    name: str
    lane: str
    element: ET.Element

    @property
    def is_task(self) -> bool:
        """True for work."""
        return self.tag in TASKS

    @property
    def words(self) -> str:
        """What a person knows it by."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Arrow:
    """One sequence flow; `condition` is its text, None without one; `default` when its gateway says so."""

    id: str
    source: str
    target: str
    name: str
    condition: str | None
    default: bool
    element: ET.Element | None


@dataclass
class Graph:
    """Everything of the main process, in the order of the file."""

    shapes: dict[str, Shape] = field(default_factory=dict)
    arrows: list[Arrow] = field(default_factory=list)
    out: dict[str, list[Arrow]] = field(default_factory=lambda: defaultdict(list))
    into: dict[str, list[Arrow]] = field(default_factory=lambda: defaultdict(list))

    def linked(self) -> Graph:
        """Fills `out` and `into`, in the order in which the nodes themselves name their flows."""
        for arrow in self.arrows:
            self.out[arrow.source].append(arrow)
            self.into[arrow.target].append(arrow)
        for key, shape in self.shapes.items():
            order = {
                (one.text or "").strip(): place for place, one in enumerate(part(shape.element, "outgoing"))
            }
            self.out[key] = [
                arrow
                for _, arrow in sorted(
                    ((order.get(one.id.rsplit("/", 1)[-1], len(order)), one) for one in self.out[key]),
                    key=lambda row: row[0],
                )
            ]
        return self


def main_process(root: ET.Element) -> ET.Element:
    """The process that no other calls. Raises BpmnRefused when there is none or several."""
    processes = part(root, "process")
    called = {call.get("calledElement") for call in root.iter(f"{{{BPMN}}}callActivity")}
    found = [
        one for one in processes if one.get("id") not in called and any(local(node) in NODES for node in one)
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BpmnRefused(
            ["Tệp không có quy trình nào để nhận. Hãy vẽ sự kiện bắt đầu, các việc và sự kiện kết thúc."]
        )
    names = "; ".join(f"«{named(one)}»" for one in found)
    raise BpmnRefused([f"Tệp có nhiều quy trình: {names}. Hãy tách mỗi quy trình một tệp."])


def flatten(root: ET.Element) -> Graph:
    """The graph of the main process with called ones put in place. Raises BpmnRefused."""
    graph = Graph()
    processes = {one.get("id", ""): one for one in part(root, "process")}
    faults: list[str] = []
    _add(graph, main_process(root), processes, "", (), faults)
    if len(graph.shapes) > MOST_NODES:
        faults.append(f"Sơ đồ có hơn {MOST_NODES} hình. Quy trình nội bộ nhỏ hơn nhiều; hãy tách bớt.")
    for arrow in graph.arrows:
        for end in (arrow.source, arrow.target):
            if end not in graph.shapes:
                faults.append(
                    f"Mũi tên «{arrow.name or arrow.id}» nối tới hình không có («{end}»). Hãy nối lại."
                )
    if faults:
        raise BpmnRefused(faults)
    return graph.linked()


def _lanes(process: ET.Element) -> dict[str, str]:
    """The innermost lane's name of each node."""
    found: dict[str, str] = {}
    for lane in process.iter(f"{{{BPMN}}}lane"):  # outer lanes come first
        for ref in part(lane, "flowNodeRef"):
            found[(ref.text or "").strip()] = (lane.get("name") or "").strip()
    return found


def _add(
    graph: Graph,
    process: ET.Element,
    processes: dict[str, ET.Element],
    prefix: str,
    above: tuple[str, ...],
    faults: list[str],
) -> tuple[str, list[str]]:
    """Adds a process; gives its start and its ends, for the call that put it there."""
    lanes = _lanes(process)
    moved: dict[str, tuple[str, list[str]]] = {}
    shapes = [one for one in process if local(one) in NODES and one.tag.startswith(f"{{{BPMN}}}")]
    for element in shapes:
        key = prefix + element.get("id", "")
        if local(element) == "callActivity":
            moved[key] = _call(graph, element, processes, key, above, faults)
        elif key in graph.shapes or not element.get("id"):
            faults.append(f"Hình «{named(element)}» không có mã riêng hoặc trùng mã. Hãy xuất lại tệp.")
        else:
            name = (
                " ".join((element.get("name") or "").split())
                if own(element, "step") is None
                else element.get("name", "")
            )
            graph.shapes[key] = Shape(
                key, local(element), name, lanes.get(element.get("id", ""), ""), element
            )
    _add_arrows(graph, process, prefix, moved)
    starts = [prefix + one.get("id", "") for one in shapes if local(one) == "startEvent"]
    ends = [prefix + one.get("id", "") for one in shapes if local(one) == "endEvent"]
    if len(starts) != 1:
        faults.append(
            f"Quy trình «{named(process)}» phải có đúng một sự kiện bắt đầu, đang có {len(starts)}."
        )
    if not ends:
        faults.append(f"Quy trình «{named(process)}» chưa có sự kiện kết thúc. Hãy vẽ thêm.")
    return (starts or [""])[0], ends


def _add_arrows(
    graph: Graph, process: ET.Element, prefix: str, moved: dict[str, tuple[str, list[str]]]
) -> None:
    defaults = {one.get("default") for one in process if one.get("default")}
    for element in part(process, "sequenceFlow"):
        source, target = prefix + element.get("sourceRef", ""), prefix + element.get("targetRef", "")
        condition = element.find(f"{{{BPMN}}}conditionExpression")
        text = (condition.text or "").strip() if condition is not None else ""
        key = prefix + element.get("id", "")
        into = moved[target][0] if target in moved else target
        for number, start in enumerate(moved[source][1] if source in moved else [source]):
            arrow_id = key if not number else f"{key}#{number}"
            default = element.get("id") in defaults
            graph.arrows.append(
                Arrow(arrow_id, start, into, element.get("name", ""), text or None, default, element)
            )


def _call(
    graph: Graph,
    element: ET.Element,
    processes: dict[str, ET.Element],
    key: str,
    above: tuple[str, ...],
    faults: list[str],
) -> tuple[str, list[str]]:
    """The called process in place of the call: its start and ends become points to pass through."""
    called = element.get("calledElement", "")
    where = f"Việc gọi quy trình «{named(element)}»"
    if called not in processes:
        faults.append(
            f"{where}: quy trình «{called}» không có trong tệp. Việc giữa hai cơ quan là hồ sơ liên thông; hãy bỏ hình này."
        )
        return "", []
    if called in above or len(above) >= MOST_CALLS:
        faults.append(f"{where} gọi vòng quanh hoặc quá nhiều lớp. Hãy vẽ thẳng các việc ra.")
        return "", []
    start, ends = _add(graph, processes[called], processes, f"{key}/", (*above, called), faults)
    for one in (start, *ends):
        if one in graph.shapes:
            old = graph.shapes[one]
            graph.shapes[one] = Shape(one, "point", old.name, old.lane, old.element)
    return start, ends
