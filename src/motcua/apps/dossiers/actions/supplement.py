"""Asking the applicant to complete the dossier, and what comes of it (T11, T12, T13; before acceptance T4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.apps.dossiers import clock, slips
from motcua.apps.dossiers.actions.acting import (
    LONGEST_GROUND,
    Holding,
    act,
    ensure_leaves,
    ensure_step,
    lock,
    opened,
    tell,
)
from motcua.apps.dossiers.actions.redating import note_redating
from motcua.apps.dossiers.models import (
    Act,
    Dossier,
    Paper,
    PaperVerdict,
    Pause,
    SupplementItem,
    SupplementRequest,
)
from motcua.apps.dossiers.placing import case_officer_of, civil
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.rules.actors import Actor, Role
from motcua.rules.clock import ClockEvent, Happening
from motcua.rules.deadlines import SupplementPolicy, rule_set_named, supplement_return_by
from motcua.rules.facts import SupplementAsked, SupplementLapsed, SupplementReceived
from motcua.rules.forms import FormKind
from motcua.rules.lifecycle import State

LONGEST_NAME, LONGEST_WANTED, LONGEST_LEADER_GROUND = 1000, 500, 500
"""Characters of a wanted paper's name, of what is wanted of it, of a leader's ground, as their columns hold them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to complete. `paper` is its ordinal in the dossier, None for something not on the list."""

    name: str
    what: str
    verdict: str = PaperVerdict.MISSING
    paper: int | None = None


@transaction.atomic
def ask_supplement(
    number: str,
    *,
    reason: str,
    due_on: date,
    actor: Actor,
    at: datetime,
    more: Sequence[Wanted] = (),
    leader_ground: str = "",
    policy: str | None = None,
    seen: int | None = None,
) -> Dossier:
    """Ask for a supplement after appraisal (T11, NĐ 61/2018 Đ.19.4): one list, made of the papers judged not «đạt».

    Raises GuardNotMet while a paper is not judged, nothing is wanted, the day is past, or a second or late request
    lacks the leader's ground.
    """
    dossier = lock(number, actor=actor, verb="ask_supplement", seen=seen)
    ensure_step(dossier, "examine")
    wanted = [*_from_verdicts(dossier), *more]
    _ensure_askable(dossier, wanted, reason, due_on, leader_ground, actor, at)
    rules = rule_set_named(dossier.rule_set)
    chosen = policy or str(rules.supplement_policy)
    if chosen not in set(SupplementPolicy):
        raise GuardNotMet("Cách tính lại thời hạn sau bổ sung chỉ có thể là PAUSE hoặc RESTART.")
    used = clock.fold(dossier).used_at(civil(at), clock.calendar_of(dossier))
    dossier.paused_since, dossier.supplement_due_on = at, due_on
    dossier.supplements += 1
    holding = Holding(dossier.receiving_unit_id)
    made = act(dossier, "ask_supplement", actor=actor, at=at, ground=reason, holding=holding)
    Pause.objects.create(act=made, reason="SUPPLEMENT", used_minutes=used)
    _write_request(made, wanted, reason, due_on, chosen, leader_ground)
    slips.issue_supplement(dossier, wanted, reason=reason, due_on=due_on, actor=actor, at=at)
    tell(SupplementAsked, dossier, made, actor=actor, at=at)
    return dossier


def _from_verdicts(dossier: Dossier) -> list[Wanted]:
    papers = list(dossier.papers.all())
    undecided = [paper.name for paper in papers if not paper.verdict]
    if undecided:
        raise GuardNotMet(
            f"Còn {len(undecided)} giấy tờ chưa đánh giá Đạt/Thiếu/Sai. Hãy đánh giá hết để chỉ yêu cầu bổ sung một lần.",
            {"papers": "Hãy đánh giá mọi giấy tờ trước khi gửi yêu cầu bổ sung."},
        )
    return [
        Wanted(paper.name, paper.verdict_note, paper.verdict, paper.ordinal)
        for paper in papers
        if paper.verdict != PaperVerdict.OK
    ]


def _ensure_askable(
    dossier: Dossier,
    wanted: Sequence[Wanted],
    reason: str,
    due_on: date,
    leader_ground: str,
    actor: Actor,
    at: datetime,
) -> None:
    faults = _too_long(wanted, reason, leader_ground)
    if not wanted:
        faults["papers"] = "Chưa có giấy tờ nào Thiếu hoặc Sai. Hãy đánh giá lại, hoặc trình hồ sơ."
    if not reason.strip():
        faults["reason"] = "Hãy ghi lý do yêu cầu bổ sung."
    if due_on <= civil(at).date():
        faults["due_on"] = "Hạn bổ sung phải sau hôm nay."
    if needs_leader(dossier, at) and not (
        leader_ground.strip() and actor.has_role(Role.UNIT_HEAD, Role.SIGNATORY)
    ):
        faults["leader_ground"] = (
            "Đây là lần yêu cầu thứ hai, hoặc đã quá 3 ngày làm việc từ khi tiếp nhận: "
            "lãnh đạo phải là người gửi và ghi căn cứ."
        )
    if faults:
        raise GuardNotMet("Chưa gửi được yêu cầu bổ sung. Hãy sửa các mục báo đỏ.", faults)


def _too_long(wanted: Sequence[Wanted], reason: str, leader_ground: str = "") -> dict[str, str]:
    """Faults of texts longer than their columns."""
    faults: dict[str, str] = {}
    for item in wanted:
        if len(item.name) > LONGEST_NAME:
            faults["papers"] = f"Tên giấy tờ «{item.name[:40]}…» dài quá {LONGEST_NAME} ký tự. Hãy viết gọn."
        elif len(item.what) > LONGEST_WANTED:
            faults["papers"] = (
                f"Yêu cầu với giấy tờ «{item.name[:40]}» dài quá {LONGEST_WANTED} ký tự. Hãy viết gọn."
            )
    if len(reason.strip()) > LONGEST_GROUND:
        faults["reason"] = f"Lý do dài quá {LONGEST_GROUND} ký tự. Hãy viết gọn."
    if len(leader_ground.strip()) > LONGEST_LEADER_GROUND:
        faults["leader_ground"] = f"Căn cứ dài quá {LONGEST_LEADER_GROUND} ký tự. Hãy viết gọn."
    return faults


def needs_leader(dossier: Dossier, at: datetime) -> bool:
    """True when a supplement request needs the leader's ground: a second one, or later than the rule allows."""
    rules = rule_set_named(dossier.rule_set)
    if dossier.supplements >= rules.max_supplement_requests:
        return True
    if dossier.received_at is None:
        return False
    latest = supplement_return_by(civil(dossier.received_at), clock.calendar_of(dossier), rules)
    return latest.at is not None and civil(at) > latest.at


def _write_request(
    made: Act, wanted: Sequence[Wanted], reason: str, due_on: date, policy: str, leader_ground: str
) -> None:
    request = SupplementRequest.objects.create(
        act=made, reason=reason.strip(), due_on=due_on, policy=policy, leader_ground=leader_ground.strip()
    )
    SupplementItem.objects.bulk_create(
        SupplementItem(
            request=request,
            ordinal=ordinal,
            paper_name=item.name,
            verdict=item.verdict,
            wanted=item.what,
            paper_id=item.paper,
        )
        for ordinal, item in enumerate(wanted, 1)
    )


@transaction.atomic
def ask_before_acceptance(
    number: str,
    wanted: Sequence[Wanted],
    *,
    reason: str,
    due_on: date,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Ask for a supplement of a dossier that waits for acceptance (T4); its clock has not started."""
    dossier = lock(number, actor=actor, verb="ask_before_acceptance", seen=seen)
    faults = _too_long(wanted, reason)
    if not wanted:
        faults["papers"] = "Hãy ghi ít nhất một giấy tờ cần bổ sung."
    if not reason.strip():
        faults["reason"] = "Hãy ghi lý do yêu cầu bổ sung."
    if due_on <= civil(at).date():
        faults["due_on"] = "Hạn bổ sung phải sau hôm nay."
    if dossier.supplements:
        faults["papers"] = "Hồ sơ này đã được yêu cầu bổ sung một lần. Hãy tiếp nhận hoặc từ chối tiếp nhận."
    if faults:
        raise GuardNotMet("Chưa gửi được yêu cầu bổ sung. Hãy sửa các mục báo đỏ.", faults)
    dossier.supplement_due_on = due_on
    dossier.supplements += 1
    made = act(dossier, "ask_before_acceptance", actor=actor, at=at, ground=reason)
    _write_request(made, wanted, reason, due_on, "NONE", "")
    slips.issue_supplement(dossier, wanted, reason=reason, due_on=due_on, actor=actor, at=at)
    tell(SupplementAsked, dossier, made, actor=actor, at=at)
    return dossier


@transaction.atomic
def receive_supplement(
    number: str, received: Mapping[int, bool], *, actor: Actor, at: datetime, seen: int | None = None
) -> Dossier:
    """Take in the completed papers (T12); every item of the list must be ticked. The clock restarts or resumes."""
    dossier = lock(number, actor=actor, verb="receive_supplement", seen=seen)
    ensure_leaves(dossier, "receive_supplement")
    request = last_request(dossier)
    items = list(request.items.order_by("ordinal"))
    missing = [item.paper_name for item in items if not received.get(item.ordinal)]
    if missing:
        raise GuardNotMet(
            f"Còn thiếu: {'; '.join(missing)}. Chỉ nhận khi đủ mọi mục để không yêu cầu lần nữa.",
            {"items": "Hãy đánh dấu đủ các mục đã nhận."},
        )
    dossier.paused_since = dossier.supplement_due_on = None
    request.received_at = at
    request.save(update_fields=["received_at"])
    _papers_came(dossier, items)
    if dossier.received_at is None:
        made = act(dossier, "receive_supplement", actor=actor, at=at, to=State.WAITING)
    else:
        made = _clock_goes_on(dossier, request, actor=actor, at=at)
    due_text = dossier.due_at.isoformat() if dossier.due_at else ""
    tell(SupplementReceived, dossier, made, actor=actor, at=at, due_at=due_text)
    return dossier


def _papers_came(dossier: Dossier, items: Sequence[SupplementItem]) -> None:
    ordinals = [item.paper_id for item in items if item.paper_id]
    Paper.objects.filter(dossier=dossier, ordinal__in=ordinals).update(
        verdict="", verdict_note="", missing_reason=""
    )
    Paper.objects.filter(
        dossier=dossier, ordinal__in=ordinals, originals=0, certified=0, copies=0, file=None, reused=False
    ).update(copies=1)
    last = dossier.papers.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
    extra = [item for item in items if not item.paper_id]
    Paper.objects.bulk_create(
        Paper(dossier=dossier, ordinal=last + place, name=item.paper_name, copies=1)
        for place, item in enumerate(extra, 1)
    )


def _clock_goes_on(dossier: Dossier, request: SupplementRequest, *, actor: Actor, at: datetime) -> Act:
    restarts = request.policy == "RESTART"
    event = ClockEvent(Happening.RESTARTED if restarts else Happening.RESUMED, civil(at))
    state = clock.fold(dossier, also=[event])
    before = dossier.due_at
    clock.write_due(dossier, state.due)
    step = process_of(dossier).step(dossier.step_key)
    holding = opened(dossier, step, at=at, officer_id=case_officer_of(dossier, step, at))
    made = act(dossier, "receive_supplement", actor=actor, at=at, holding=holding, to=State.PROCESSING)
    note_redating(made, "RESTART" if restarts else "RESUME", before, dossier)
    slips.issue_receipt(dossier, actor=actor, at=at, why="Ngày hẹn trả mới sau khi bổ sung hồ sơ")
    return made


@transaction.atomic
def lapse_supplement(number: str, *, actor: Actor, at: datetime, seen: int | None = None) -> Dossier:
    """The day to complete by has passed: the counter closes the dossier and returns the papers (T13)."""
    dossier = lock(number, actor=actor, verb="lapse_supplement", seen=seen)
    if dossier.supplement_due_on is None or civil(at).date() <= _last_day(dossier, dossier.supplement_due_on):
        raise GuardNotMet("Chưa hết hạn bổ sung nên chưa thể trả hồ sơ. Hãy chờ hoặc liên hệ người nộp.")
    target = State.DECLINED if dossier.received_at is None else State.STOPPED
    dossier.paused_since = None
    dossier.finished_at = at
    dossier.step_key = ""
    reason = f"Quá hạn bổ sung ngày {dossier.supplement_due_on:%d/%m/%Y}"
    made = act(dossier, "lapse_supplement", actor=actor, at=at, to=target, ground=reason)
    slips.issue(dossier, FormKind.STOP_NOTICE, actor=actor, at=at, reason=reason)
    tell(SupplementLapsed, dossier, made, actor=actor, at=at)
    return dossier


def _last_day(dossier: Dossier, due_on: date) -> date:
    """The day itself, or the next working day when it is a rest day (Điều 148 khoản 5 BLDS)."""
    return clock.calendar_of(dossier).working_day_from(due_on).on


def last_request(dossier: Dossier) -> SupplementRequest:
    """The newest supplement request of a dossier. Raises GuardNotMet when there is none open."""
    request = (
        SupplementRequest.objects.filter(act__dossier=dossier, received_at=None).order_by("-act__seq").first()
    )
    if request is None:
        raise GuardNotMet("Hồ sơ không có yêu cầu bổ sung nào đang chờ.")
    return request
