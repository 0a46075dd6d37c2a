"""The life of a dossier: the 27 transitions of domain.md §2.3 as one table. Read it top to bottom.

Source: NĐ 61/2018 Đ.15–21, NĐ 118/2025, TT 01/2018 and TT 03/2025 forms; national codes 1–10 are DVCQG's
(domain.md §2.2). The table decides which step is legal; who may take it is `rights`, when it falls due is `deadlines`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.forms import FormKind


class State(StrEnum):
    """Where a dossier stands. The national code is in `NATIONAL_CODE`, the words in `STATE_LABELS`."""

    WAITING = "WAITING"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    PROCESSING = "PROCESSING"
    CONSULTING = "CONSULTING"
    SIGNING = "SIGNING"
    SEALING = "SEALING"
    SUPPLEMENTING = "SUPPLEMENTING"
    PAYING = "PAYING"
    WITHDRAWN = "WITHDRAWN"
    STOPPED = "STOPPED"
    READY = "READY"
    DELIVERED = "DELIVERED"

    @property
    def label(self) -> str:
        """The Vietnamese words shown for the state."""
        return STATE_LABELS[self]

    @property
    def national_code(self) -> int:
        """DVCQG status 1–10 (domain.md §2.2)."""
        return NATIONAL_CODE[self]


STATE_LABELS: dict[State, str] = {
    State.WAITING: "Chờ tiếp nhận",
    State.ACCEPTED: "Đã tiếp nhận",
    State.DECLINED: "Không được tiếp nhận",
    State.PROCESSING: "Đang xử lý",
    State.CONSULTING: "Chờ ý kiến đơn vị khác",
    State.SIGNING: "Chờ ký",
    State.SEALING: "Chờ vào số, đóng dấu",
    State.SUPPLEMENTING: "Chờ bổ sung giấy tờ",
    State.PAYING: "Chờ thực hiện nghĩa vụ tài chính",
    State.WITHDRAWN: "Người nộp đã rút",
    State.STOPPED: "Dừng xử lý",
    State.READY: "Đã có kết quả",
    State.DELIVERED: "Đã trả kết quả",
}

NATIONAL_CODE: dict[State, int] = {
    State.WAITING: 1,
    State.ACCEPTED: 2,
    State.DECLINED: 3,
    State.PROCESSING: 4,
    State.CONSULTING: 4,
    State.SIGNING: 4,
    State.SEALING: 4,
    State.SUPPLEMENTING: 5,
    State.PAYING: 6,
    State.WITHDRAWN: 7,
    State.STOPPED: 8,
    State.READY: 9,
    State.DELIVERED: 10,
}

OPEN = frozenset(
    {
        State.WAITING,
        State.ACCEPTED,
        State.PROCESSING,
        State.CONSULTING,
        State.SIGNING,
        State.SEALING,
        State.SUPPLEMENTING,
        State.PAYING,
    }
)
WAITS_OUTSIDE = frozenset({State.WAITING, State.SUPPLEMENTING, State.PAYING})
IN_AGENCY = frozenset({State.PROCESSING, State.CONSULTING, State.SIGNING, State.SEALING})
FINISHED = frozenset({State.READY, State.DELIVERED, State.WITHDRAWN, State.STOPPED, State.DECLINED})


class ClockEffect(StrEnum):
    """What a transition does to the legal clock."""

    NONE = "NONE"
    START = "START"
    KEEP = "KEEP"
    UNCHANGED = "UNCHANGED"
    PAUSE = "PAUSE"
    RESUME = "RESUME"
    REOPEN = "REOPEN"
    EXTEND = "EXTEND"
    STOP = "STOP"
    CLOSE = "CLOSE"

    @property
    def label(self) -> str:
        """Vietnamese words for the diagram and the docs."""
        return CLOCK_LABELS[self]


CLOCK_LABELS: dict[ClockEffect, str] = {
    ClockEffect.NONE: "chưa chạy",
    ClockEffect.START: "bắt đầu chạy",
    ClockEffect.KEEP: "vẫn chạy",
    ClockEffect.UNCHANGED: "không đổi",
    ClockEffect.PAUSE: "tạm dừng",
    ClockEffect.RESUME: "chạy tiếp hoặc chạy lại từ đầu",
    ClockEffect.REOPEN: "chạy theo thời hạn mới",
    ClockEffect.EXTEND: "đổi ngày hẹn, giữ ngày cũ",
    ClockEffect.STOP: "dừng",
    ClockEffect.CLOSE: "đóng",
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table. `verb` is the action's name; `start` lists the states it may be taken in (empty: none yet).

    `to` lists where it may lead. A row that `stays` moves nothing: it leaves the dossier in the state it stood in.
    """

    id: str
    verb: str
    start: tuple[State, ...]
    to: tuple[State, ...]
    name: str
    who: str
    guard: str
    document: FormKind | None
    clock: ClockEffect
    source: str
    stays: bool = False

    def starts_in(self, state: State | None) -> bool:
        """True when the row may be taken in `state` (None: the dossier does not exist yet)."""
        return state in self.start if state is not None else not self.start

    def leads_to(self, state: State | None) -> tuple[State, ...]:
        """Where the row may lead from `state`: there again when it `stays`."""
        return (state,) if self.stays and state is not None else self.to


S, C, F = State, ClockEffect, FormKind
_AGENCY = (S.PROCESSING, S.CONSULTING)
_HOLDS_PAPERS = tuple(s for s in State if s not in (S.WAITING, S.DECLINED, S.DELIVERED))

# fmt: off
TABLE: tuple[Transition, ...] = (
    Transition("T1", "submit", (), (S.WAITING,), "Nộp hồ sơ trực tuyến, bưu chính hoặc nộp thay", "người nộp, cán bộ tiếp nhận", "tờ khai hợp lệ, đủ tệp bắt buộc", None, C.NONE, "TH"),
    Transition("T2", "accept_waiting", (S.WAITING,), (S.ACCEPTED,), "Tiếp nhận hồ sơ đã nộp", "cán bộ tiếp nhận", "đầy đủ, đúng thẩm quyền", F.RECEIPT, C.START, "NĐ 61/2018 Đ.17.2"),
    Transition("T3", "accept", (), (S.ACCEPTED,), "Tiếp nhận tại quầy, bưu chính", "cán bộ tiếp nhận", "đã kiểm tra, số hóa, vào hệ thống", F.RECEIPT, C.START, "NĐ 61/2018 Đ.17.1"),
    Transition("T4", "ask_before_acceptance", (S.WAITING,), (S.SUPPLEMENTING,), "Yêu cầu bổ sung trước khi tiếp nhận", "cán bộ tiếp nhận", "một danh sách đầy đủ, một lần, có thời hạn", F.SUPPLEMENT, C.NONE, "NĐ 61/2018 Đ.17.2a"),
    Transition("T5", "instruct", (), (), "Hướng dẫn hoàn thiện tại quầy", "cán bộ tiếp nhận", "một danh sách đầy đủ; chưa cấp mã hồ sơ, lưu việc hướng dẫn", F.SUPPLEMENT, C.NONE, "NĐ 61/2018 Đ.15.3"),
    Transition("T6", "decline", (S.WAITING,), (S.DECLINED,), "Từ chối tiếp nhận", "cán bộ tiếp nhận", "nêu lý do và nơi nộp đúng", F.DECLINE, C.NONE, "NĐ 61/2018 Đ.17.1b"),
    Transition("T7", "transfer", (S.ACCEPTED,), (S.PROCESSING,), "Chuyển hồ sơ đến đơn vị giải quyết", "cán bộ tiếp nhận", "trong ngày; sau 15 giờ thì đầu ngày làm việc kế tiếp", F.CONTROL_SLIP, C.KEEP, "NĐ 61/2018 Đ.18"),
    Transition("T8", "assign", (S.PROCESSING,), (), "Phân công, giao lại", "lãnh đạo phòng", "người nhận thuộc đơn vị đang giữ", F.CONTROL_SLIP, C.KEEP, "NĐ 61/2018 Đ.19.1", stays=True),
    Transition("T8", "examine", (S.PROCESSING,), (S.PROCESSING, S.SIGNING), "Thẩm định xong, trình", "chuyên viên thụ lý", "mọi giấy tờ được đánh giá đạt", F.CONTROL_SLIP, C.KEEP, "NĐ 61/2018 Đ.19.2"),
    Transition("T8", "review", (S.PROCESSING,), (S.PROCESSING, S.SIGNING), "Lãnh đạo phòng đồng ý, trình ký", "lãnh đạo phòng", "–", F.CONTROL_SLIP, C.KEEP, "NĐ 61/2018 Đ.19.2"),
    Transition("T8", "send_back", (S.PROCESSING, S.SIGNING, S.SEALING), (S.PROCESSING, S.SIGNING), "Trả lại để làm lại", "người đang giữ", "nêu lý do", F.CONTROL_SLIP, C.KEEP, "NĐ 61/2018 Đ.19.1"),
    Transition("T9", "consult", _AGENCY, (S.CONSULTING,), "Lấy ý kiến đơn vị khác", "chuyên viên thụ lý", "có nội dung và thời hạn trả lời", F.CONSULTATION, C.KEEP, "NĐ 61/2018 Đ.19.5"),
    Transition("T9", "answer_consultation", (S.CONSULTING,), (S.CONSULTING, S.PROCESSING), "Trả lời ý kiến (hoặc ghi nhận không trả lời)", "đơn vị được hỏi; chuyên viên thụ lý khi quá hạn", "–", F.CONSULTATION, C.KEEP, "NĐ 61/2018 Đ.19.5"),
    Transition("T10", "verify_on_site", _AGENCY, (), "Xác minh, kiểm tra thực địa", "chuyên viên thụ lý", "ghi thời gian, địa điểm, người tham gia, kết quả", None, C.KEEP, "NĐ 61/2018 Đ.19.3", stays=True),
    Transition("T11", "ask_supplement", (S.PROCESSING,), (S.SUPPLEMENTING,), "Yêu cầu bổ sung sau thẩm định", "chuyên viên soạn, lãnh đạo duyệt khi quá 3 ngày hoặc lần hai", "mọi giấy tờ được đánh giá; trong 3 ngày làm việc; lần hai cần căn cứ của lãnh đạo", F.SUPPLEMENT, C.PAUSE, "NĐ 61/2018 Đ.19.4"),
    Transition("T12", "receive_supplement", (S.SUPPLEMENTING,), (S.PROCESSING, S.WAITING), "Nhận giấy tờ bổ sung", "cán bộ tiếp nhận", "mọi mục được bổ sung", F.RECEIPT, C.RESUME, "NĐ 61/2018 Đ.19.4"),
    Transition("T13", "lapse_supplement", (S.SUPPLEMENTING,), (S.DECLINED, S.STOPPED), "Quá hạn bổ sung", "hệ thống đề xuất, cán bộ tiếp nhận quyết định", "đã qua thời hạn bổ sung", F.STOP_NOTICE, C.STOP, "TH"),
    Transition("T14", "require_payment", (S.PROCESSING,), (S.PAYING,), "Yêu cầu nghĩa vụ tài chính", "chuyên viên thụ lý", "có số tiền, số thông báo, hạn nộp", F.PAYMENT_NOTICE, C.PAUSE, "TH"),
    Transition("T15", "settle_obligation", (S.PAYING,), (S.PROCESSING,), "Đã thực hiện nghĩa vụ tài chính", "thu phí hoặc cổng thanh toán", "đúng số tiền", F.FEE_RECEIPT, C.RESUME, "TH"),
    Transition("T16", "extend", (S.PROCESSING, S.CONSULTING, S.SIGNING, S.SEALING), (), "Xin lỗi và hẹn lại", "người có thẩm quyền", "trước hạn ít nhất 1 ngày; chưa gia hạn lần nào", F.APOLOGY, C.EXTEND, "NĐ 61/2018 Đ.19.9", stays=True),
    Transition("T17", "withdraw", (S.WAITING, S.ACCEPTED, S.PROCESSING, S.CONSULTING, S.SIGNING, S.SUPPLEMENTING, S.PAYING), (S.WITHDRAWN,), "Rút hồ sơ", "người nộp; cán bộ tiếp nhận xác nhận", "chưa có quyết định kết quả", F.STOP_NOTICE, C.STOP, "TH; NĐ 118/2025"),
    Transition("T18", "refuse", (S.PROCESSING, S.CONSULTING, S.SIGNING), (S.STOPPED,), "Từ chối giải quyết, dừng giải quyết", "người có thẩm quyền", "nêu lý do, căn cứ; trong thời hạn", F.REFUSE, C.STOP, "NĐ 61/2018 Đ.19.8"),
    Transition("T19", "sign", (S.SIGNING,), (S.SEALING,), "Ký duyệt kết quả", "người có thẩm quyền", "–", None, C.KEEP, "TH"),
    Transition("T19", "seal", (S.SEALING,), (S.READY,), "Vào số, đóng dấu, phát hành kết quả", "văn thư", "có số, ký hiệu và tệp kết quả", None, C.STOP, "NĐ 61/2018 Đ.19"),
    Transition("T20", "deliver_at_counter", (S.READY,), (S.DELIVERED,), "Trả kết quả tại quầy", "cán bộ tiếp nhận", "đúng người, giấy hẹn hoặc ủy quyền; đã nộp phí; trả bản chính", F.RESULT_DELIVERY, C.CLOSE, "NĐ 61/2018 Đ.6, Đ.20"),
    Transition("T21", "post_result", (S.READY,), (), "Giao kết quả cho bưu chính", "cán bộ tiếp nhận", "có địa chỉ, số vận đơn", F.RESULT_HANDOVER, C.UNCHANGED, "TH", stays=True),
    Transition("T21", "deliver_by_post", (S.READY,), (S.DELIVERED,), "Bưu chính đã phát kết quả", "cán bộ tiếp nhận, bưu chính", "đã giao bưu chính, có xác nhận phát", None, C.CLOSE, "TH"),
    Transition("T22", "deliver_online", (S.READY,), (S.DELIVERED,), "Trả kết quả trực tuyến", "hệ thống", "có tệp kết quả, đã báo người nộp", None, C.CLOSE, "NĐ 224/2026"),
    Transition("T23", "tell_early", (S.READY,), (), "Báo có kết quả sớm", "hệ thống", "xong trước ngày hẹn", None, C.UNCHANGED, "NĐ 61/2018 Đ.20", stays=True),
    Transition("T24", "forward", (S.ACCEPTED, S.PROCESSING), (S.ACCEPTED,), "Chuyển hồ sơ thuộc thẩm quyền cơ quan khác", "cán bộ tiếp nhận", "như chuyển hồ sơ, trước 15 giờ", F.HANDOVER, C.KEEP, "NĐ 61/2018 Đ.18.3"),
    Transition("T25", "report_loss", _HOLDS_PAPERS, (), "Mất, hỏng giấy tờ", "Bộ phận Một cửa", "xin lỗi, cơ quan chịu chi phí khắc phục", F.LOSS_REPORT, C.UNCHANGED, "NĐ 61/2018 Đ.21", stays=True),
    Transition("T26", "settle_at_once", (), (S.DELIVERED,), "Thủ tục trả kết quả ngay", "cán bộ tiếp nhận", "giải quyết trong một lần đến; chỉ in giấy hẹn khi được yêu cầu", None, C.CLOSE, "NĐ 61/2018 Đ.17.4"),
    Transition("T27", "recall", (S.READY, S.DELIVERED), (S.PROCESSING,), "Thu hồi, đính chính kết quả sai", "người có thẩm quyền", "có quyết định, thời hạn mới", F.RECALL, C.REOPEN, "TH"),
)
# fmt: on

VERBS: frozenset[str] = frozenset(row.verb for row in TABLE)


class StepNotAllowed(Exception):
    """The step is not legal in this state; the message says so in Vietnamese and what is possible."""


def rows_for(verb: str) -> tuple[Transition, ...]:
    """The rows of one verb; raises KeyError for an unknown verb."""
    rows = tuple(row for row in TABLE if row.verb == verb)
    if not rows:
        raise KeyError(verb)
    return rows


def possible(state: State) -> tuple[Transition, ...]:
    """The transitions that may leave `state`, in the order of the table."""
    return tuple(row for row in TABLE if state in row.start)


def take(state: State | None, verb: str, to: State | None = None) -> tuple[Transition, State]:
    """The transition for `verb` taken in `state` (None: the dossier does not exist yet) and the state it leads to.

    `to` chooses where the row offers several; a row whose choices contain `state` stays there by default.
    Raises StepNotAllowed, also for a `to` the row does not lead to.
    """
    rows = [row for row in rows_for(verb) if row.starts_in(state)]
    for row in rows:
        target = to or _default_target(row, state)
        if target in row.leads_to(state):
            return row, target
    if rows and to is not None:
        raise StepNotAllowed(_misled(rows[0], state, to))
    raise StepNotAllowed(_sentence(state, verb))


def _default_target(row: Transition, state: State | None) -> State | None:
    choices = row.leads_to(state)
    if len(choices) == 1:
        return choices[0]
    return state if state in choices else None


def _misled(row: Transition, state: State | None, to: State) -> str:
    choices = " hoặc ".join(f"«{choice.label}»" for choice in row.leads_to(state)) or "không trạng thái nào"
    return f"Việc «{row.name}» không đưa hồ sơ sang «{to.label}». Sau việc này hồ sơ ở {choices}."


def _sentence(state: State | None, verb: str) -> str:
    wanted = rows_for(verb)[0].name
    if state is None:
        return f"Không thể «{wanted}» khi hồ sơ chưa được nộp. Hãy lập hồ sơ trước."
    names = list(dict.fromkeys(row.name for row in possible(state)))
    can = "; ".join(names) if names else "không còn bước nào"
    return f"Hồ sơ đang ở trạng thái «{state.label}» nên không thể «{wanted}». Việc làm được lúc này: {can}."
