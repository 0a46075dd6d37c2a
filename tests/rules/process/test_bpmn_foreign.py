"""Diagrams from other tools: what comes in and how, and what is refused in which words."""
# ruff: noqa: E501  # one diagram a line is easier to read across

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from motcua.rules.actors import Role
from motcua.rules.process import END, Place, TimerKind, TimerStart, lint
from motcua.rules.process.bpmn_parsing import MOST_BYTES
from motcua.rules.process.bpmn_reading import BpmnRefused, Imported, from_bpmn
from motcua.rules.process.bpmn_words import BPMN, days_of, duration, printable
from motcua.rules.process.bpmn_writing import to_bpmn

UNITS = {"P.XD": "Phòng Xây dựng", "P.TNMT": "Phòng Tài nguyên và Môi trường", "CAX": "Công an xã"}
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def flow(source: str, target: str, name: str = "", condition: str = "", key: str = "") -> str:
    inner = (
        f'<conditionExpression xsi:type="tFormalExpression">{condition}</conditionExpression>'
        if condition
        else ""
    )
    words = f' name="{name}"' if name else ""
    return f'<sequenceFlow id="{key or f"{source}-{target}"}" sourceRef="{source}" targetRef="{target}"{words}>{inner}</sequenceFlow>'


def file(*parts: str, after: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="{BPMN}" {XSI} xmlns:camunda="http://camunda.org/schema/1.0/bpmn">'
        f'<process id="p" name="Cấp phép xây dựng">{"".join(parts)}</process>{after}</definitions>'
    )


def nodes(**named: str) -> str:
    return "".join(
        f'<{text.split("|")[0]} id="{key}" name="{text.split("|")[1]}"/>' for key, text in named.items()
    )


def read(*parts: str, after: str = "") -> Imported:
    return from_bpmn(file(*parts, after=after), units=UNITS)


def refused(*parts: str, after: str = "") -> str:
    with pytest.raises(BpmnRefused) as caught:
        read(*parts, after=after)
    assert caught.value.sentences
    assert all(one.endswith((".", ").")) for one in caught.value.sentences)
    return str(caught.value)


ENDS = nodes(s="startEvent|Có hồ sơ", e="endEvent|Xong")
TAIL = nodes(
    k="userTask|Ký duyệt kết quả", d="userTask|Vào sổ, đóng dấu, phát hành", t="userTask|Trả kết quả"
) + (flow("k", "d") + flow("d", "t") + flow("t", "e"))
LINE = ENDS + TAIL + nodes(a="userTask|Thẩm định hồ sơ") + flow("s", "a")
"""A whole process but for what follows the examination `a`; `k` is the signing."""


def test_a_plain_line_is_understood_by_its_words() -> None:
    found = read(LINE, flow("a", "k"))
    assert [step.take for step in found.process.steps] == ["examine", "sign", "seal", "deliver"]
    assert [step.key for step in found.process.steps] == ["examine", "sign", "seal", "deliver"]
    assert found.process.name == "Cấp phép xây dựng"
    assert found.process.key == "cap_phep_xay_dung"
    assert found.process.steps[-1].next == END
    assert (
        "Bước «Thẩm định hồ sơ»: nhận là Thẩm định, Chuyên viên thụ lý, Đơn vị giải quyết. Hãy xem lại."
        in found.notes
    )
    assert not [fault for fault in lint(found.process) if fault.grave]


def test_lanes_tell_who() -> None:
    lanes = (
        '<laneSet id="ls"><lane id="l1" name="Bộ phận Một cửa"><flowNodeRef>x</flowNodeRef></lane>'
        '<lane id="l2" name="Lãnh đạo phòng"><flowNodeRef>a</flowNodeRef></lane></laneSet>'
    )
    found = read(
        lanes,
        LINE.replace(flow("s", "a"), ""),
        nodes(x="task|Kiểm tra hồ sơ"),
        flow("s", "x"),
        flow("x", "a"),
        flow("a", "k"),
    )
    first, second = found.process.steps[:2]
    assert (first.take, first.by, first.at) == ("transfer", Role.COUNTER, Place.CENTRE)
    assert (second.take, second.by) == ("review", Role.UNIT_HEAD)


def test_what_no_word_tells_is_said() -> None:
    found = read(LINE.replace("Thẩm định hồ sơ", "Bước hai"), flow("a", "k"))
    assert found.process.steps[0].take == "examine"
    assert "Bước «Bước hai»: chưa rõ là việc gì, tạm ghi Thẩm định" in "\n".join(found.notes)


def test_a_service_task_is_a_persons_work_here() -> None:
    found = read(LINE.replace('<userTask id="t"', '<serviceTask id="t"'), flow("a", "k"))
    assert "Bước «Trả kết quả» vẽ là việc tự động" in "\n".join(found.notes)


def test_named_flows_of_a_gateway_are_choices_and_the_one_that_turns_back_sends_back() -> None:
    found = read(
        LINE.replace(flow("a", "k"), ""), nodes(r="userTask|Lãnh đạo phòng xem xét", g="exclusiveGateway|Đạt?"),
        flow("a", "r"), flow("r", "g"), flow("g", "a", "Không đạt"), flow("g", "k", "Đạt"))  # fmt: skip
    review = found.process.step("review")
    assert review.back == "examine"
    assert [(one.next, one.label) for one in review.outcomes] == [("sign", "Đạt")]
    assert not [fault for fault in lint(found.process) if fault.grave]


def test_a_circle_without_such_words_is_sending_back_too() -> None:
    found = read(
        LINE, nodes(r="userTask|Lãnh đạo phòng xem xét", g="exclusiveGateway|"),
        flow("a", "r"), flow("r", "g"), flow("g", "a", "Hỏi lại"), flow("g", "k"))  # fmt: skip
    assert found.process.step("review").back == "examine"


def test_several_named_flows_are_the_officers_choice() -> None:
    found = read(
        LINE, nodes(h="userTask|Họp hội đồng thẩm định", g="exclusiveGateway|Cần họp?"),
        flow("a", "g"), flow("g", "h", "Cần họp"), flow("g", "k", "Không cần"), flow("h", "k"))  # fmt: skip
    assert [(one.key, one.label, one.next) for one in found.process.steps[0].outcomes] == [
        ("can_hop", "Cần họp", "examine_2"), ("khong_can", "Không cần", "sign")]  # fmt: skip


def test_conditions_are_read_in_names_or_vietnamese_words() -> None:
    found = read(
        LINE, nodes(h="userTask|Họp hội đồng thẩm định").replace("/>", ">", 0),
        '<exclusiveGateway id="g" default="macdinh"/>', flow("a", "g"), flow("g", "k", key="macdinh"),
        flow("g", "h", condition="Tổng phí, lệ phí &gt;= 500.000,5 đồng và applicant_kind = &quot;ENTERPRISE&quot;"), flow("h", "k"))  # fmt: skip
    examine = found.process.steps[0]
    assert [(clause.given, clause.op, clause.value) for clause in examine.outcomes[1].when or examine.outcomes[0].when] == [
        ("fee", ">=", "500000.5"), ("applicant_kind", "=", "ENTERPRISE")]  # fmt: skip
    assert examine.next == "sign"


def test_two_gateways_in_a_row_are_one_condition() -> None:
    found = read(
        LINE, nodes(h="userTask|Họp hội đồng thẩm định", g="exclusiveGateway|1", i="exclusiveGateway|2"),
        flow("a", "g"), flow("g", "k"), flow("g", "i", condition="fee &gt; 1"), flow("i", "h", condition="extended = yes"),
        flow("i", "k", key="i-k"), flow("h", "k"))  # fmt: skip
    ways = found.process.steps[0].outcomes
    assert [(one.next, len(one.when)) for one in ways] == [("sign", 0), ("examine_2", 2), ("sign", 1)]


def test_a_parallel_block_comes_in_as_consultations() -> None:
    found = read(
        LINE.replace(flow("s", "a"), ""), '<parallelGateway id="f"/><parallelGateway id="j"/>',
        '<userTask id="x" name="Lấy ý kiến Phòng Xây dựng"><documentation>Có đúng quy hoạch?</documentation></userTask>',
        '<boundaryEvent id="bx" attachedToRef="x" cancelActivity="false"><timerEventDefinition><timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>',
        nodes(y="sendTask|Xin ý kiến công an xã", z="sendTask|Hỏi cơ quan khác"), flow("s", "f"), flow("f", "a"), flow("f", "x"), flow("f", "y"),
        flow("f", "z"), flow("a", "j"), flow("x", "j"), flow("y", "j"), flow("z", "j"), flow("j", "k"))  # fmt: skip
    (first, *_) = found.process.steps
    assert first.take == "examine"
    assert [(ask.unit, ask.question, ask.limit_days) for ask in first.asks] == [
        ("P.XD", "Có đúng quy hoạch?", Decimal(3)), ("CAX", "Xin ý kiến công an xã", Decimal(0)), ("", "Hỏi cơ quan khác", Decimal(0))]  # fmt: skip
    said = "\n".join(found.notes)
    assert "«Hỏi cơ quan khác»: chưa rõ đơn vị nào" in said
    assert "«Xin ý kiến công an xã»: chưa có thời hạn trả lời" in said
    # What is not known is left for the linter to demand, never made up.
    assert {"asks"} == {fault.column for fault in lint(found.process) if fault.grave}


def test_the_holder_is_known_by_the_lane_of_the_step_before() -> None:
    lanes = '<laneSet id="ls"><lane id="l" name="Phòng Xây dựng"><flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef></lane><lane id="m" name="CAX"><flowNodeRef>y</flowNodeRef></lane></laneSet>'
    found = read(
        lanes, LINE, '<parallelGateway id="f"/><parallelGateway id="j"/>', nodes(b="userTask|Kiểm tra thực địa", y="userTask|Xác minh"),
        flow("a", "f"), flow("f", "b"), flow("f", "y"), flow("b", "j"), flow("y", "j"), flow("j", "k"))  # fmt: skip
    assert [ask.unit for ask in found.process.steps[1].asks] == ["CAX"]
    assert found.process.steps[1].name == "Kiểm tra thực địa"


def test_timers_are_reminders_or_word_to_the_leader() -> None:
    timer = '<boundaryEvent id="b{0}" name="" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>{1}</timeDuration></timerEventDefinition></boundaryEvent>'
    found = read(
        LINE, flow("a", "k"), timer.format(1, "P2D"), timer.format(2, "P1W"), nodes(n="sendTask|Báo lãnh đạo phòng", ee="endEvent|"),
        flow("b2", "n"), flow("n", "ee"))  # fmt: skip
    assert [(one.kind, one.days, one.start) for one in found.process.steps[0].timers] == [
        (TimerKind.REMIND, Decimal(2), TimerStart.OPENED), (TimerKind.ESCALATE, Decimal(5), TimerStart.OPENED)]  # fmt: skip
    assert len(found.process.steps) == 4


CALLED = (
    '<process id="q" name="Phát hành">' + nodes(qs="startEvent|", qd="userTask|Vào sổ, đóng dấu", qe="endEvent|", qf="endEvent|")
    + nodes(qg="exclusiveGateway|") + flow("qs", "qd") + flow("qd", "qg") + flow("qg", "qe", "Thường") + flow("qg", "qf", "Khẩn") + "</process>"
)  # fmt: skip


def test_a_called_process_of_the_same_file_is_put_in_place() -> None:
    found = read(
        ENDS, nodes(a="userTask|Ký duyệt", t="userTask|Trả kết quả"), '<callActivity id="c" name="Phát hành" calledElement="q"/>',
        flow("s", "a"), flow("a", "c"), flow("c", "t"), flow("t", "e"), after=CALLED)  # fmt: skip
    assert [step.take for step in found.process.steps] == ["sign", "seal", "deliver"]
    assert [one.label for one in found.process.step("seal").outcomes] == ["Thường", "Khẩn"]


def test_remarks_are_left_aside() -> None:
    found = read(
        LINE, flow("a", "k"), '<textAnnotation id="n"><text>ghi chú</text></textAnnotation><association id="as" sourceRef="a" targetRef="n"/>',
        '<dataObjectReference id="do" name="Tờ khai"/>', after='<collaboration id="co"><participant id="pa" processRef="p"/></collaboration>')  # fmt: skip
    assert len(found.process.steps) == 4


INTO = flow("a", "x") + flow("x", "k")
REFUSED = [
    (nodes(x="scriptTask|Tính phí") + INTO, "Việc chạy mã «Tính phí» chưa dùng được: hãy đổi thành việc của người"),
    (nodes(x="businessRuleTask|Bảng giá") + INTO, "bảng quy tắc «Bảng giá»"),
    (nodes(x="receiveTask|Chờ") + INTO, "chờ thông điệp «Chờ»"),
    (nodes(x="complexGateway|C") + INTO, "Cổng phức hợp «C»"),
    (nodes(x="eventBasedGateway|C") + INTO, "Cổng theo sự kiện «C»"),
    (nodes(x="inclusiveGateway|C") + INTO, "Cổng bao gồm «C»"),
    (nodes(x="subProcess|Con") + INTO, "Quy trình con «Con»"),
    (nodes(x="intermediateCatchEvent|Chờ") + INTO, "Sự kiện chờ ở giữa «Chờ»"),
    (nodes(x="choreographyTask|Lạ") + INTO, "Phần tử choreographyTask «Lạ»"),
    ('<userTask id="x" name="Nhiều"><multiInstanceLoopCharacteristics/></userTask>' + INTO, "Việc làm nhiều lần «Nhiều»"),
    ('<userTask id="x" name="Lặp"><standardLoopCharacteristics/></userTask>' + INTO, "Việc lặp «Lặp»"),
    ('<endEvent id="x" name="Gửi"><messageEventDefinition/></endEvent>' + flow("a", "k"), "«Gửi» có phần messageEventDefinition"),
    ('<userTask id="x" name="X"><script>import os</script></userTask>' + INTO, "có mã hoặc lệnh gọi chương trình (script)"),
    ('<userTask id="x" name="X"><extensionElements><camunda:executionListener/></extensionElements></userTask>' + INTO, "(executionListener)"),
    ('<serviceTask id="x" name="X" camunda:class="vn.A"/>' + INTO, "«X» gọi chương trình (class)"),
    ('<userTask id="x" name="X" scriptFormat="js"/>' + INTO, "(scriptFormat)"),
    ('<boundaryEvent id="x" name="Hết giờ" attachedToRef="a"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>' + flow("a", "k"), "ngắt việc đang làm"),
    ('<boundaryEvent id="x" name="L" attachedToRef="a" cancelActivity="false"><errorEventDefinition/></boundaryEvent>' + flow("a", "k"), "phải là đồng hồ nhắc"),
    ('<boundaryEvent id="x" name="L" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></boundaryEvent>' + flow("a", "k"), "phải đếm số ngày"),
    ('<boundaryEvent id="x" name="L" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>P1M</timeDuration></timerEventDefinition></boundaryEvent>' + flow("a", "k"), "không hiểu thời gian «P1M»"),
    ('<boundaryEvent id="x" name="L" attachedToRef="s" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>' + flow("a", "k"), "không gắn trên việc nào"),
    ('<boundaryEvent id="x" name="L" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>' + flow("a", "k") + flow("x", "t"), "nối vào luồng chính ở «Trả kết quả»"),
    (nodes(x="startEvent|Hai") + flow("a", "k") + flow("x", "k"), "đúng một sự kiện bắt đầu, đang có 2"),
    (nodes(x="userTask|Lẻ") + flow("a", "k"), "«Lẻ» không nối vào luồng"),
    (flow("a", "nowhere"), "nối tới hình không có («nowhere»)"),
    ("", "«Thẩm định hồ sơ» chưa nối tới đâu"),
    (nodes(x="exclusiveGateway|C") + flow("a", "x"), "Cổng «C» chưa nối tới đâu"),
    (flow("a", "k") + flow("a", "t"), "có nhiều mũi tên đi ra"),
    (flow("a", "k", condition="fee &gt; 1"), "có điều kiện nhưng không đi từ cổng"),
    (flow("a", "s") , "trở về sự kiện bắt đầu"),
    (nodes(x="exclusiveGateway|C") + flow("a", "x") + flow("x", "k", "Lớn", "${fee &gt; 1}") + flow("x", "t"), "Mũi tên «Lớn»: Không có dữ kiện «${fee»"),
    (nodes(x="exclusiveGateway|C") + flow("a", "x") + flow("x", "k", "Lớn", "__import__('os')") + flow("x", "t"), "Mũi tên «Lớn»: Không hiểu điều kiện"),
    (nodes(x="exclusiveGateway|C") + flow("a", "x") + flow("x", "k", "Lớn", ";") + flow("x", "t"), "có điều kiện trống"),
    (nodes(x="exclusiveGateway|C") + flow("a", "x") + flow("x", "a", "Lại", "fee &gt; 1") + flow("x", "k"), "trả lại theo điều kiện"),
    (nodes(x="exclusiveGateway|C", y="exclusiveGateway|D") + flow("a", "x") + flow("x", "y", "Một") + flow("x", "k", "Hai") + flow("y", "k", "", "fee &gt; 1") + flow("y", "t"), "lẫn điều kiện với lựa chọn"),
    (nodes(x="parallelGateway|P", y="userTask|Y") + flow("a", "x") + flow("x", "y") + flow("x", "k") + flow("y", "k"), "có nhiều việc nối nhau"),
    (nodes(x="parallelGateway|P") + flow("a", "x") + flow("x", "x2") , "nối tới hình không có"),
    (nodes(x="parallelGateway|P", j="parallelGateway|J", y="userTask|Một", z="userTask|Hai") + flow("a", "x") + flow("x", "y") + flow("x", "z") + flow("y", "j") + flow("z", "j") + flow("j", "k"), "không rõ nhánh nào là của người đang giữ"),
    (nodes(x="parallelGateway|P", j="parallelGateway|J", y="userTask|Một", z="userTask|Hai", u="userTask|Ba") + flow("a", "x") + flow("x", "y") + flow("x", "z") + flow("y", "j") + flow("z", "u") + flow("u", "j") + flow("j", "k"), "có nhiều việc nối nhau"),
    ('<callActivity id="x" name="Liên thông" calledElement="khac"/>' + INTO, "quy trình «khac» không có trong tệp"),
    ('<callActivity id="x" name="Vòng" calledElement="v"/>' + INTO, "gọi vòng quanh"),
    ('<userTask name="Không mã"/>' + flow("a", "k"), "không có mã riêng"),
    (nodes(x="exclusiveGateway|C", y="exclusiveGateway|D") + flow("a", "x") + flow("x", "y") + flow("y", "x"), "nối vòng tròn"),
]  # fmt: skip
LOOP = (
    '<process id="v" name="V">' + nodes(vs="startEvent|", ve="endEvent|") + '<callActivity id="vc" calledElement="v"/>'
    + flow("vs", "vc") + flow("vc", "ve") + "</process>"
)  # fmt: skip


@pytest.mark.parametrize(("parts", "words"), REFUSED, ids=[words[:40] for _, words in REFUSED])
def test_what_is_not_in_the_subset_is_refused_by_name(parts: str, words: str) -> None:
    assert words.casefold() in refused(LINE, parts, after=LOOP if "Vòng" in parts else "").casefold()


PARALLEL = nodes(
    f="parallelGateway|F",
    j="parallelGateway|J",
    x="userTask|Lấy ý kiến Phòng Xây dựng",
    b="userTask|Kiểm tra",
)
TORN = [
    (flow("f", "b") + flow("f", "x") + flow("b", "j") + flow("x", "e"), "không cùng về một cổng gộp"),
    (flow("f", "b") + flow("f", "x") + flow("b", "j") + flow("x", "j") + flow("j", "k") + flow("j", "t"), "phải có đúng một mũi tên"),
    (flow("f", "b") + flow("f", "x") + flow("f", "e") + flow("b", "j") + flow("x", "j") + flow("j", "k"), "chỉ được có một việc"),
    (flow("f", "b") + flow("f", "x") + flow("b", "j") + flow("x", "j") + flow("x", "k") + flow("j", "k"), "trong nhánh song song phải có đúng một mũi tên"),
    (flow("f", "b") + flow("f", "x") + flow("b", "j") + flow("x", "j") + flow("j", "k") + flow("d", "f", key="again"), "vừa gộp vừa tách"),
    (nodes(g="exclusiveGateway|G") + flow("f", "b") + flow("f", "g") + flow("g", "x", "A") + flow("g", "j", "B") + flow("b", "j") + flow("x", "j") + flow("j", "k"), "phải có một hướng có điều kiện"),
    (nodes(g="exclusiveGateway|G") + flow("f", "b") + flow("f", "g") + flow("g", "x", "", "fee &gt; 1") + flow("g", "e") + flow("b", "j") + flow("x", "j") + flow("j", "k"), "không về cùng một cổng gộp"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "words"), TORN, ids=[words for _, words in TORN])
def test_unbalanced_parallel_gateways_are_refused(parts: str, words: str) -> None:
    assert words in refused(LINE, PARALLEL, flow("a", "f"), parts)


def test_a_conditional_consultation_from_another_tool() -> None:
    found = read(
        LINE, PARALLEL, nodes(g="exclusiveGateway|", m="exclusiveGateway|"), flow("a", "f"), flow("f", "b"), flow("f", "g"),
        flow("g", "x", "", "fee &gt;= 1"), flow("g", "m"), flow("x", "m"), flow("m", "j"), flow("b", "j"), flow("j", "k"))  # fmt: skip
    (ask,) = found.process.steps[1].asks
    assert ask.unit == "P.XD" and ask.when[0].given == "fee"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (file(LINE).replace("?>", f"?>{BOMB}", 1), "DOCTYPE"),
        (file(LINE).replace("?>", f"?>{BOMB}", 1).encode("utf-16"), "DOCTYPE"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("Tệp".encode("utf-16-be"), "UTF-8"),
        (b"\x80abc", "UTF-8"),
        ("<a>", "không đọc được như XML"),
        ("", "không đọc được như XML"),
        ("\x00", "không đọc được như XML"),
        ("<a/>", "không phải tệp BPMN"),
        (f'<definitions xmlns="{BPMN}"/>', "không có quy trình nào"),
        ("x" * (MOST_BYTES + 1), "lớn hơn 1 MB"),
        ("<a>" * 100 + "</a>" * 100, "quá nhiều lớp"),
        (file(LINE, flow("a", "k"), after='<process id="z"><startEvent id="zs"/></process>'), "nhiều quy trình"),
        (file(LINE, flow("a", "k"), after='<collaboration id="c"><messageFlow id="m" name="Gửi" sourceRef="a" targetRef="k"/></collaboration>'), "Luồng thông điệp"),
        (file(nodes(s="startEvent|", e="endEvent|"), flow("s", "e")), "phải là một việc"),
        (file(nodes(s="startEvent|", a="userTask|Ký"), flow("s", "a")), "chưa có sự kiện kết thúc"),
        (file(nodes(s="startEvent|", e="endEvent|", a="userTask|Ký")), "chưa nối tới đâu"),
        (file(nodes(s="startEvent|", e="endEvent|"), "".join(f'<userTask id="u{n}"/>' for n in range(500))), "hơn 400 hình"),
        (file(nodes(s="startEvent|", e="endEvent|"), "".join(f'<userTask id="u{n}"/>' + flow(f"u{n}", f"u{n + 1}") for n in range(150)),
              '<userTask id="u150"/>', flow("s", "u0"), flow("u150", "e")), "hơn 100 bước"),
    ],
    ids=lambda one: one if isinstance(one, str) and len(one) < 30 else "file",
)  # fmt: skip
def test_files_that_are_none(text: str | bytes, words: str) -> None:
    with pytest.raises(BpmnRefused, match=re.escape(words)):
        from_bpmn(text, units=UNITS)


def test_utf16_and_byte_order_marks_are_read() -> None:
    text = file(LINE, flow("a", "k"))
    assert (
        from_bpmn(text.encode("utf-16"), units=UNITS).process
        == from_bpmn("\ufeff" + text, units=UNITS).process
    )
    assert from_bpmn(text.encode("utf-8-sig"), units=UNITS).process.steps[0].name == "Thẩm định hồ sơ"


def test_a_change_made_in_another_tool_counts() -> None:
    ours = to_bpmn(read(LINE, nodes(g="exclusiveGateway|", h="userTask|Họp"), flow("a", "g"), flow("g", "h", "", "fee &gt;= 500"),
                        flow("g", "k"), flow("h", "k")).process)  # fmt: skip
    changed = ours.replace('fee &gt;= "500"', 'fee &gt;= "900"').replace(
        'name="Ký duyệt kết quả"', 'name="Ký"'
    )
    assert changed != ours
    process = from_bpmn(changed, units=UNITS).process
    assert [clause.value for one in process.first.outcomes for clause in one.when] == ["900"]
    assert process.step("sign").name == "Ký"


@pytest.mark.parametrize(("old", "new"), [('by="CASE_OFFICER"', 'by="HACKER"'), ('at="UNIT"', 'at=""')])
def test_our_extension_is_not_trusted_blindly(old: str, new: str) -> None:
    ours = to_bpmn(read(LINE, flow("a", "k")).process)
    assert old in ours
    with pytest.raises(BpmnRefused, match="thiếu hoặc sai mục"):
        from_bpmn(ours.replace(old, new), units=UNITS)


def test_a_version_that_is_no_number_is_the_first() -> None:
    ours = to_bpmn(read(LINE, flow("a", "k")).process)
    assert from_bpmn(ours.replace('version="1"', 'version="x"'), units=UNITS).process.version == 1


@pytest.mark.parametrize(
    ("days", "text"),
    [("0", "P0D"), ("2", "P2D"), ("1.5", "P1DT12H"), ("0.25", "P0DT6H"), ("0.01", "P0DT14M")],
)
def test_durations(days: str, text: str) -> None:
    assert duration(Decimal(days)) == text
    if days != "0.01":
        assert days_of(text) == Decimal(days)


def test_letters_that_xml_does_not_know_are_left_out() -> None:
    assert printable("a\x00\x1f\ud800b\n") == "ab\n"
