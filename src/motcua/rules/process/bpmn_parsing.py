"""Somebody else's BPMN file made safe to read: size, encoding, no DOCTYPE, no depth, no program, only shapes we know.

Nothing in the file is ever run or fetched. Whatever is refused is named by its name or id, with what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET  # after the DOCTYPE is refused, entities cannot be declared

from motcua.rules.process.bpmn_words import BPMN, OURS

MOST_BYTES = 1_000_000
MOST_DEPTH = 60
TASKS = frozenset({"task", "userTask", "manualTask", "serviceTask", "sendTask"})
NODES = TASKS | {
    "startEvent", "endEvent", "exclusiveGateway", "parallelGateway", "boundaryEvent", "callActivity"}  # fmt: skip
REMARKS = frozenset({
    "documentation", "extensionElements", "textAnnotation", "association", "group", "dataObject", "dataObjectReference",
    "dataStoreReference", "laneSet", "ioSpecification", "property", "auditing", "monitoring", "dataInputAssociation",
    "dataOutputAssociation", "resourceRole", "performer", "humanPerformer", "potentialOwner", "supportedInterfaceRef",
    "incoming", "outgoing", "ioBinding", "correlationSubscription", "supports"})  # fmt: skip
"""What does no work in a process: left aside."""
ADVICE: dict[str, tuple[str, str]] = {
    "scriptTask": ("Việc chạy mã", "đổi thành việc của người (user task); hệ thống không chạy mã trong tệp"),
    "businessRuleTask": ("Việc theo bảng quy tắc", "viết quy tắc thành điều kiện ở cổng loại trừ"),
    "receiveTask": ("Việc chờ thông điệp", "đổi thành việc của người (user task)"),
    "complexGateway": ("Cổng phức hợp", "đổi thành cổng loại trừ hoặc cổng song song"),
    "eventBasedGateway": ("Cổng theo sự kiện", "đổi thành cổng loại trừ do người làm chọn"),
    "inclusiveGateway": ("Cổng bao gồm", "đổi thành cổng song song có điều kiện ở từng nhánh lấy ý kiến"),
    "subProcess": ("Quy trình con", "đưa các việc bên trong ra ngoài"),
    "adHocSubProcess": ("Quy trình con tự do", "đưa các việc bên trong ra ngoài, nối theo thứ tự"),
    "transaction": ("Giao dịch", "đưa các việc bên trong ra ngoài"),
    "intermediateCatchEvent": ("Sự kiện chờ ở giữa", "bỏ đi, hoặc đặt đồng hồ trên việc đang chờ"),
    "intermediateThrowEvent": ("Sự kiện gửi ở giữa", "bỏ đi; thông báo do hệ thống tự gửi"),
    "multiInstanceLoopCharacteristics": ("Việc làm nhiều lần", "vẽ từng việc riêng"),
    "standardLoopCharacteristics": ("Việc lặp", "dùng luồng trả lại bước trước"),
    "messageFlow": ("Luồng thông điệp giữa hai cơ quan", "vẽ mỗi cơ quan một quy trình riêng"),
}
_PROGRAMS = frozenset({
    "script", "executionListener", "taskListener", "connector", "taskDefinition", "inputOutput", "calledDecision",
    "failedJobRetryTimeCycle"})  # fmt: skip
_PROGRAM_WORDS = frozenset({
    "class", "expression", "delegateExpression", "topic", "decisionRef", "scriptFormat", "resource"})  # fmt: skip
_DECLARED = re.compile(r"<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.I)


class BpmnRefused(ValueError):
    """A file that is not taken; `sentences` say in Vietnamese what is wrong where, and what to do."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self.sentences = tuple(dict.fromkeys(sentences))
        super().__init__("\n".join(self.sentences))


class _Shallow(ET.TreeBuilder):
    """Builds the tree, but not deeper than MOST_DEPTH."""

    depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> ET.Element:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise BpmnRefused(
                ["Tệp lồng quá nhiều lớp, không phải sơ đồ quy trình. Hãy xuất lại từ phần mềm vẽ."]
            )
        return super().start(tag, attrs)

    def end(self, tag: str) -> ET.Element:
        self.depth -= 1
        return super().end(tag)


def parsed(text: str | bytes) -> ET.Element:
    """The root of the file, which is BPMN 2.0 and small. Raises BpmnRefused."""
    if len(text if isinstance(text, bytes) else text.encode("utf-8", "replace")) > MOST_BYTES:
        raise BpmnRefused(["Tệp lớn hơn 1 MB. Sơ đồ quy trình nhỏ hơn nhiều; hãy kiểm tra lại tệp đã chọn."])
    words = _decoded(text) if isinstance(text, bytes) else text.lstrip("\ufeff")
    if _DECLARED.search(words):
        raise BpmnRefused(
            ["Tệp có khai báo DOCTYPE hoặc ENTITY nên không được nhận. Hãy xuất lại từ phần mềm vẽ BPMN."]
        )
    words = re.sub(
        r"^\s*<\?xml[^>]*\?>", "", words, count=1
    )  # it is text already, whatever encoding it names
    try:
        parser = ET.XMLParser(target=_Shallow())  # noqa: S314  # no DOCTYPE, bounded size and depth
        parser.feed(words)
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError) as wrong:
        if isinstance(wrong, BpmnRefused):
            raise
        raise BpmnRefused(
            ["Tệp không đọc được như XML: có thể bị hỏng hoặc không phải tệp BPMN. Hãy xuất lại."]
        ) from None
    if root.tag != f"{{{BPMN}}}definitions":
        raise BpmnRefused(["Đây không phải tệp BPMN 2.0. Hãy chọn tệp .bpmn xuất từ phần mềm vẽ quy trình."])
    return root


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            break
    raise BpmnRefused(["Tệp không phải mã UTF-8 nên chữ Việt sẽ sai. Hãy xuất lại với mã UTF-8."])


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rsplit("}", 1)[-1]


def named(element: ET.Element) -> str:
    """What a person knows an element by: its name, else its id."""
    return " ".join((element.get("name") or element.get("id") or "không tên").split())


def own(element: ET.Element, tag: str) -> ET.Element | None:
    """Our extension of an element."""
    return element.find(f"{{{BPMN}}}extensionElements/{{{OURS}}}{tag}")


def part(element: ET.Element, tag: str) -> list[ET.Element]:
    """Its BPMN children of this name."""
    return element.findall(f"{{{BPMN}}}{tag}")


def unfit(root: ET.Element) -> list[str]:
    """The sentences about everything in the file that our subset does not have; empty when all of it is known."""
    found: list[str] = []
    for top in root:
        if top.tag == f"{{{BPMN}}}process":
            for element in top:
                found += _unfit_element(element)
        elif top.tag == f"{{{BPMN}}}collaboration":
            found += [_refuse(flow) for flow in part(top, "messageFlow")]
    found += list(_programs(root))
    return found


def _refuse(element: ET.Element) -> str:
    kind, advice = ADVICE.get(
        local(element),
        (f"Phần tử {local(element)}", "bỏ đi hoặc vẽ lại bằng việc của người và cổng loại trừ"),
    )
    return f"{kind} «{named(element)}» chưa dùng được: hãy {advice}."


def _unfit_element(element: ET.Element) -> Iterator[str]:
    tag = local(element)
    if not element.tag.startswith(f"{{{BPMN}}}"):
        return
    if tag == "sequenceFlow" or tag in REMARKS:
        return
    if tag not in NODES:
        yield _refuse(element)
        return
    for child in element:
        yield from _unfit_child(element, tag, child)
    if tag == "boundaryEvent":
        yield from _unfit_timer(element)


def _unfit_child(element: ET.Element, tag: str, child: ET.Element) -> Iterator[str]:
    kind = local(child)
    if kind in REMARKS or not child.tag.startswith(f"{{{BPMN}}}"):
        return
    if kind.endswith("LoopCharacteristics"):
        what, advice = ADVICE[kind]
        yield f"{what} «{named(element)}» chưa dùng được: hãy {advice}."
    elif kind == "timerEventDefinition" and tag == "boundaryEvent":
        if [local(one) for one in child if local(one) not in REMARKS] != ["timeDuration"]:
            yield f"Đồng hồ «{named(element)}» phải đếm số ngày (timeDuration, ví dụ P2D)."
    elif not (kind == "terminateEventDefinition" and tag == "endEvent"):
        yield f"«{named(element)}» có phần {kind} chưa dùng được: hãy bỏ phần ấy, chỉ dùng sự kiện thường."


def _unfit_timer(element: ET.Element) -> Iterator[str]:
    if not part(element, "timerEventDefinition"):
        yield f"Sự kiện «{named(element)}» gắn trên việc phải là đồng hồ nhắc. Hãy bỏ đi hoặc đổi thành đồng hồ."
    if element.get("cancelActivity", "true") != "false":
        yield (
            f"Đồng hồ «{named(element)}» ngắt việc đang làm. Hệ thống không tự quyết khi hết giờ: hãy đổi thành "
            "đồng hồ không ngắt (non-interrupting) để nhắc việc."
        )


def _programs(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        for child in element:
            if local(child) in _PROGRAMS:
                yield f"«{named(element)}» có mã hoặc lệnh gọi chương trình ({local(child)}). Hãy bỏ đi: hệ thống không chạy mã."
        # The plain attribute `resource` or `class` has a meaning only in a vendor's namespace.
        for name in element.attrib:
            word = name.rsplit("}", 1)[-1]
            if word == "scriptFormat" or (
                word in _PROGRAM_WORDS and name.startswith("{") and BPMN not in name
            ):
                yield f"«{named(element)}» gọi chương trình ({word}). Hãy bỏ đi: hệ thống không chạy mã trong tệp."
