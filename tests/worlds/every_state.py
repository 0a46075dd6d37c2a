"""The small office with one dossier in every state it can be in, made through the product's own actions.

All of it happens from Monday 02/03/2026; look at it at `LOOKED_AT`, Thursday 05/03/2026.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from motcua.apps.dossiers import actions
from motcua.apps.dossiers.actions import Judgement, Wanted
from motcua.apps.dossiers.intake_data import FeeIn
from motcua.apps.dossiers.models import Dossier
from motcua.apps.dossiers.secrecy import secret_of
from motcua.rules.deadlines import Limit
from motcua.rules.lifecycle import State
from tests.worlds.small import IMMEDIATE, ON_SPOT, SmallOffice, vn

MONDAY = vn("2026-03-02 09:00")
TUESDAY = vn("2026-03-03 09:00")
WEDNESDAY = vn("2026-03-04 09:00")
LOOKED_AT = vn("2026-03-05 10:00")
LATE_AT = vn("2026-03-20 10:00")


def fill(office: SmallOffice) -> dict[str, str]:
    """A dossier in every state, by the name of the state; some other situations by names of their own."""
    made = {
        "ACCEPTED": office.accepted(MONDAY),
        "PROCESSING": office.examined_by(MONDAY),
        "REVIEWING": _reviewing(office),
        "SIGNING": office.to_signing(MONDAY),
        "READY": office.ready(MONDAY, TUESDAY),
        "ON_SPOT": office.accepted(MONDAY, ON_SPOT),
        "CONSULTING": _consulting(office),
        "SEALING": _sealing(office),
        "SUPPLEMENTING": supplementing(office),
        "LAPSING": supplementing(office, date(2026, 3, 4)),
        "PAYING": _paying(office),
        "WITHDRAWN": _withdrawn(office),
        "STOPPED": _stopped(office),
        "POSTED": _posted(office),
        "OWING": _owing(office),
        "DELIVERED": _delivered(office),
        "EXTENDED": _extended(office),
        "RECALLED": _recalled(office),
        "AT_ONCE": actions.settle_at_once(
            office.intake(IMMEDIATE), outcome="Đã chứng thực 2 bản", actor=office.actor("quay"), at=MONDAY
        ),
        "WAITING": actions.submit(office.intake(channel="POST"), actor=office.actor("quay"), at=MONDAY),
        "DECLINED": _declined(office),
        "ASKED_EARLY": _asked_early(office),
    }
    return {name: str(dossier) for name, dossier in made.items()}


def secret(number: str) -> str:
    """The secret printed on the receipt of a dossier."""
    return secret_of(Dossier.objects.get(number=number).provisional)


def supplementing(office: SmallOffice, due_on: date = date(2026, 4, 1), **more: object) -> Dossier:
    """A dossier whose applicant was asked for his second paper, until 01/04/2026 unless said otherwise."""
    number, actor = str(office.examined_by(MONDAY)), office.actor("chuyenvien")
    verdicts = {1: Judgement("OK"), 2: Judgement("MISSING", "Nộp bản sao căn cước công dân")}
    actions.judge_papers(number, verdicts, actor=actor, at=TUESDAY)
    return actions.ask_supplement(
        number,
        reason="Thiếu giấy tờ tùy thân",
        due_on=due_on,
        actor=actor,
        at=TUESDAY,
        **more,  # type: ignore[arg-type]  # policy text
    )


def _reviewing(office: SmallOffice) -> Dossier:
    number = str(office.examined_by(MONDAY))
    office.judged_ok(number, TUESDAY)
    officer = office.actor("chuyenvien")
    return actions.examine(number, opinion="Đủ điều kiện", actor=officer, at=TUESDAY)


def _consulting(office: SmallOffice) -> Dossier:
    number = str(office.examined_by(MONDAY))
    actions.consult(
        number,
        unit_id=office.unit("H99.15.PC").pk,
        question="Có vướng quy định nào không?",
        due_at=vn("2026-03-06 17:00"),
        actor=office.actor("chuyenvien"),
        at=TUESDAY,
    )
    return Dossier.objects.get(number=number)


def _sealing(office: SmallOffice) -> Dossier:
    number = str(office.to_signing(MONDAY))
    return actions.sign(number, actor=office.actor("giamdoc_so"), at=TUESDAY)


def _paying(office: SmallOffice) -> Dossier:
    return actions.require_payment(
        str(office.examined_by(MONDAY)),
        name="Lệ phí trước bạ",
        amount=1_200_000,
        notice="TB-01",
        pay_by=date(2026, 4, 1),
        actor=office.actor("chuyenvien"),
        at=TUESDAY,
    )


def _withdrawn(office: SmallOffice) -> Dossier:
    number = str(office.examined_by(MONDAY))
    return actions.withdraw(
        number, reason="Không còn nhu cầu", asked_by="Nguyễn Văn Dân", actor=office.actor("quay"), at=TUESDAY
    )


def _stopped(office: SmallOffice) -> Dossier:
    return actions.refuse(
        str(office.to_signing(MONDAY)),
        kind="REFUSE",
        reason="Không đủ điều kiện",
        legal_ground="Điều 5 Nghị định 01/2020/NĐ-CP",
        actor=office.actor("giamdoc_so"),
        at=TUESDAY,
    )


def _posted(office: SmallOffice) -> Dossier:
    ready = office.ready(MONDAY, TUESDAY, result_way="POST", result_address="Thôn 1, xã Đông Hòa")
    return actions.post_result(
        str(ready), waybill="VN123", address="Thôn 1, xã Đông Hòa", actor=office.actor("quay"), at=WEDNESDAY
    )


def _owing(office: SmallOffice) -> Dossier:
    fee = FeeIn(how="LATER", lines=(("Lệ phí cấp giấy", Decimal(50_000), "CHARGE"),))
    return office.ready(MONDAY, TUESDAY, fee=fee)


def _delivered(office: SmallOffice) -> Dossier:
    return actions.deliver_at_counter(
        str(office.ready(MONDAY, TUESDAY)),
        receiver_name="Nguyễn Văn Dân",
        receiver_number="038099012345",
        shown="IDENTITY",
        originals_returned=True,
        actor=office.actor("quay"),
        at=WEDNESDAY,
    )


def _extended(office: SmallOffice) -> Dossier:
    return actions.extend(
        str(office.examined_by(MONDAY)),
        new_due_at=vn("2026-03-20 09:00"),
        reason="Phải xác minh thêm",
        actor=office.actor("giamdoc_so"),
        at=TUESDAY,
    )


def _recalled(office: SmallOffice) -> Dossier:
    return actions.recall(
        str(office.ready(MONDAY, TUESDAY)),
        reason="Ghi sai năm sinh",
        legal_ground="QĐ 01/QĐ-STP",
        limit=Limit.of(3, "WORKING_DAY"),
        actor=office.actor("giamdoc_so"),
        at=WEDNESDAY,
    )


def _declined(office: SmallOffice) -> Dossier:
    waiting = actions.submit(office.intake(channel="POST"), actor=office.actor("quay"), at=MONDAY)
    return actions.decline(
        waiting.provisional,
        reason="Không thuộc thẩm quyền",
        go_to="Ủy ban nhân dân xã nơi cư trú",
        actor=office.actor("quay"),
        at=TUESDAY,
    )


def _asked_early(office: SmallOffice) -> Dossier:
    waiting = actions.submit(office.intake(channel="POST"), actor=office.actor("quay"), at=MONDAY)
    return actions.ask_before_acceptance(
        waiting.provisional,
        [Wanted("Tờ khai theo mẫu", "Ký tên", "WRONG", 1)],
        reason="Tờ khai chưa ký",
        due_on=date(2026, 3, 20),
        actor=office.actor("quay"),
        at=TUESDAY,
    )


STATES_WITH_NUMBER = tuple(state.value for state in State if state not in (State.WAITING, State.DECLINED))
