"""Who may take which step of which dossier. One table: verb → role and the place where the role must be held.

Source: domain.md §2.1 (NĐ 61/2018 Đ.6, Đ.10–12, Đ.17–21). Where the actor stands towards the dossier is a plain
value (`Standing`), so the rules can be tested without a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from motcua.rules.actors import Actor, Role, Seat


class NotAllowed(Exception):
    """The actor may not take this step; the message names who may."""


class Where(StrEnum):
    """Where the role must be held for the step."""

    RECEIVING = "RECEIVING"
    SETTLING_UNIT = "SETTLING_UNIT"
    SETTLING_AGENCY = "SETTLING_AGENCY"
    HOLDER = "HOLDER"
    ASKED_UNIT = "ASKED_UNIT"
    ANYWHERE = "ANYWHERE"


@dataclass(frozen=True, slots=True)
class Standing:
    """The places of one dossier that rights look at. Ids are office ids; 0 means none.

    `process` is the key of its internal process: a seat lent for one process counts only there.
    """

    receiving_unit: int
    settling_agency: int
    settling_unit: int = 0
    holder_unit: int = 0
    holder_officer: int | None = None
    asked_units: frozenset[int] = frozenset()
    process: str = ""


R, W = Role, Where
_COUNTER = ((R.COUNTER, W.RECEIVING), (R.CENTRE_HEAD, W.RECEIVING))

RIGHTS: dict[str, tuple[tuple[Role, Where], ...]] = {
    "submit": ((R.COUNTER, W.ANYWHERE), (R.CENTRE_HEAD, W.ANYWHERE)),
    "accept_waiting": _COUNTER,
    "accept": _COUNTER,
    "ask_before_acceptance": _COUNTER,
    "instruct": _COUNTER,
    "decline": _COUNTER,
    "transfer": _COUNTER,
    "forward": (*_COUNTER, (R.UNIT_HEAD, W.HOLDER)),
    "assign": ((R.UNIT_HEAD, W.HOLDER),),
    "examine": ((R.CASE_OFFICER, W.HOLDER),),
    "review": ((R.UNIT_HEAD, W.HOLDER),),
    "send_back": (
        (R.CASE_OFFICER, W.HOLDER),
        (R.UNIT_HEAD, W.HOLDER),
        (R.SIGNATORY, W.HOLDER),
        (R.CLERK, W.HOLDER),
    ),
    "consult": ((R.CASE_OFFICER, W.HOLDER), (R.UNIT_HEAD, W.HOLDER)),
    "answer_consultation": (
        (R.CASE_OFFICER, W.ASKED_UNIT),
        (R.UNIT_HEAD, W.ASKED_UNIT),
        (R.CASE_OFFICER, W.HOLDER),
        (R.UNIT_HEAD, W.HOLDER),
    ),
    "verify_on_site": ((R.CASE_OFFICER, W.HOLDER),),
    "ask_supplement": (
        (R.CASE_OFFICER, W.HOLDER),
        (R.UNIT_HEAD, W.HOLDER),
        (R.SIGNATORY, W.SETTLING_AGENCY),
    ),
    "receive_supplement": _COUNTER,
    "lapse_supplement": _COUNTER,
    "require_payment": ((R.CASE_OFFICER, W.HOLDER),),
    "settle_obligation": ((R.CASHIER, W.RECEIVING), (R.CASHIER, W.SETTLING_AGENCY)),
    "extend": ((R.SIGNATORY, W.SETTLING_AGENCY),),
    "withdraw": _COUNTER,
    "refuse": ((R.SIGNATORY, W.SETTLING_AGENCY),),
    "sign": ((R.SIGNATORY, W.HOLDER),),
    "seal": ((R.CLERK, W.HOLDER),),
    "deliver_at_counter": _COUNTER,
    "post_result": _COUNTER,
    "deliver_by_post": _COUNTER,
    "deliver_online": _COUNTER,
    "tell_early": _COUNTER,
    "report_loss": _COUNTER,
    "settle_at_once": _COUNTER,
    "recall": ((R.SIGNATORY, W.SETTLING_AGENCY),),
    "correct": _COUNTER,
    "redate": ((R.ADMINISTRATOR, W.ANYWHERE), (R.TTHC_CONTROL, W.ANYWHERE)),
    "collect_fee": (
        (R.CASHIER, W.RECEIVING),
        (R.COUNTER, W.RECEIVING),
        (R.CASHIER, W.SETTLING_AGENCY),
    ),
    "attach": (*_COUNTER, (R.CASE_OFFICER, W.HOLDER), (R.CLERK, W.HOLDER)),
    "publish": ((R.TTHC_CONTROL, W.ANYWHERE),),
    "draw_process": (
        (R.UNIT_HEAD, W.SETTLING_AGENCY),
        (R.CENTRE_HEAD, W.SETTLING_AGENCY),
        (R.SIGNATORY, W.SETTLING_AGENCY),
        (R.TTHC_CONTROL, W.SETTLING_AGENCY),
    ),
    "publish_process": ((R.SIGNATORY, W.SETTLING_AGENCY), (R.TTHC_CONTROL, W.SETTLING_AGENCY)),
    "move_process": (
        (R.UNIT_HEAD, W.SETTLING_AGENCY),
        (R.SIGNATORY, W.SETTLING_AGENCY),
        (R.TTHC_CONTROL, W.SETTLING_AGENCY),
    ),
    "reassign": (
        (R.UNIT_HEAD, W.HOLDER),
        (R.UNIT_HEAD, W.SETTLING_AGENCY),
        (R.CENTRE_HEAD, W.SETTLING_AGENCY),
        (R.SIGNATORY, W.SETTLING_AGENCY),
        (R.TTHC_CONTROL, W.SETTLING_AGENCY),
    ),
    "arrange_people": (
        (R.UNIT_HEAD, W.SETTLING_AGENCY),
        (R.CENTRE_HEAD, W.SETTLING_AGENCY),
        (R.SIGNATORY, W.SETTLING_AGENCY),
        (R.TTHC_CONTROL, W.SETTLING_AGENCY),
        (R.ADMINISTRATOR, W.SETTLING_AGENCY),
    ),
    "change_calendar": ((R.ADMINISTRATOR, W.ANYWHERE), (R.TTHC_CONTROL, W.ANYWHERE)),
    "issue_report": ((R.CENTRE_HEAD, W.ANYWHERE), (R.TTHC_CONTROL, W.ANYWHERE)),
}

VERB_NAMES_BESIDE_LIFECYCLE: dict[str, str] = {
    "correct": "đính chính thông tin tiếp nhận",
    "redate": "tính lại ngày hẹn trả",
    "collect_fee": "thu phí, lệ phí",
    "attach": "đính kèm tệp",
    "publish": "công bố thủ tục",
    "draw_process": "soạn quy trình nội bộ",
    "publish_process": "ban hành quy trình nội bộ",
    "move_process": "chuyển hồ sơ sang bản quy trình mới",
    "reassign": "giao lại bước đang làm",
    "arrange_people": "sắp xếp người thay, ủy quyền, giao lại hồ sơ",
    "change_calendar": "sửa lịch làm việc",
    "issue_report": "phát hành báo cáo",
}

SYSTEM_MAY = frozenset(
    {
        "deliver_online",
        "tell_early",
        "settle_obligation",
        "redate",
        "publish",
        "submit",
        "change_calendar",
    }
)


def may(actor: Actor, verb: str, standing: Standing) -> bool:
    """True when one of the actor's seats gives the right to `verb` on a dossier with this `standing`."""
    if actor.kind == "system":
        return verb in SYSTEM_MAY
    return seat_for(actor, verb, standing) is not None


def seat_for(actor: Actor, verb: str, standing: Standing) -> Seat | None:
    """The seat that gives the right to `verb`: one of the actor's own when there is one, else one he stands in."""
    for seat in sorted(actor.seats, key=lambda seat: seat.for_officer is not None):
        if any(_gives(seat, actor, role, where, standing) for role, where in RIGHTS[verb]):
            return seat
    return None


def ensure(actor: Actor, verb: str, standing: Standing) -> None:
    """Raise NotAllowed, naming who may, unless `may`."""
    if not may(actor, verb, standing):
        raise NotAllowed(_sentence(verb))


def _gives(seat: Seat, actor: Actor, role: Role, where: Where, standing: Standing) -> bool:
    if seat.role != role or not seat.covers(standing.process):
        return False
    if where is Where.ANYWHERE:
        return True
    if where is Where.RECEIVING:
        return standing.receiving_unit == seat.unit_id
    if where is Where.SETTLING_UNIT:
        return standing.settling_unit == seat.unit_id
    if where is Where.SETTLING_AGENCY:
        return standing.settling_agency == seat.agency_id
    if where is Where.ASKED_UNIT:
        return seat.unit_id in standing.asked_units
    return _is_holder(seat, actor, standing)


def _is_holder(seat: Seat, actor: Actor, standing: Standing) -> bool:
    """The holder himself, or who stands in for him; a tray (no officer yet) is open to its unit; a unit head stands
    above his officers."""
    if standing.holder_unit != seat.unit_id:
        return False
    sits = seat.for_officer or actor.officer_id
    return seat.role is Role.UNIT_HEAD or standing.holder_officer in (None, sits)


_PLACES: dict[Where, str] = {
    Where.RECEIVING: "tại nơi tiếp nhận hồ sơ",
    Where.SETTLING_UNIT: "của đơn vị giải quyết",
    Where.SETTLING_AGENCY: "của cơ quan giải quyết",
    Where.HOLDER: "đang giữ hồ sơ",
    Where.ASKED_UNIT: "của đơn vị được hỏi ý kiến",
    Where.ANYWHERE: "được phân công",
}


def _sentence(verb: str) -> str:
    who = list(dict.fromkeys(f"{role.label} {_PLACES[where]}" for role, where in RIGHTS[verb]))
    return f"Bạn không có quyền làm bước này. Người làm được: {'; '.join(who)}. Hãy chuyển việc cho người đó."
