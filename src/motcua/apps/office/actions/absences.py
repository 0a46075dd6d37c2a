"""Leaves with substitutes and delegations: set and ended by the officer himself or by who arranges his agency's people."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate, localtime

from motcua.apps.ledger import actions as ledger
from motcua.apps.office.models import Delegation, Leave, Officer
from motcua.apps.office.queries.seats import agencies_of, ensure_over, roles_over, seated_in_leadership
from motcua.apps.office.refusals import AlreadyEnded, PeopleRefused, at_field
from motcua.rules.absences import Span, first_meeting, span_faults
from motcua.rules.actors import Actor, Role
from motcua.rules.facts import DelegationEnded, DelegationGiven, LeaveCancelled, LeaveSet
from motcua.rules.rights import NotAllowed

_OVER_LEADERS = frozenset({Role.SIGNATORY, Role.TTHC_CONTROL, Role.ADMINISTRATOR})


@transaction.atomic
def set_leave(
    officer_id: int,
    *,
    first_on: date,
    last_on: date,
    reason: str,
    substitute_id: int | None = None,
    actor: Actor,
    at: datetime,
) -> Leave:
    """An officer is away on these days; the substitute, when named, acts in his seats meanwhile.

    Raises NotAllowed, PeopleRefused (days that passed or are too many, overlapping leave, a substitute who is himself,
    sits elsewhere or is away too).
    """
    officer, span = _locked(officer_id, substitute_id), Span(first_on, last_on)
    ensure_arranges(officer, actor=actor, on=localdate(at))
    _ensure_days(span, localdate(at))
    if not reason.strip():
        raise at_field("reason", "Hãy ghi lý do nghỉ, ví dụ «Nghỉ phép năm», «Đi công tác».")
    taken = first_meeting(span, _spans(Leave, officer_id, span))
    if taken:
        raise at_field(
            "first_on", f"{officer.full_name} đã có đợt nghỉ {taken}. Hãy hủy đợt đó hoặc đổi ngày."
        )
    if substitute_id is not None:
        _ensure_substitute(officer, substitute_id, span, "substitute_id", actor, localdate(at))
    made = Leave.objects.create(
        officer=officer,
        first_on=first_on,
        last_on=last_on,
        reason=reason.strip()[:200],
        substitute_id=substitute_id,
        set_by_id=actor.officer_id,
        set_at=at,
    )
    days = (first_on.isoformat(), last_on.isoformat())
    ledger.record(LeaveSet(officer_id, made.pk, *days, substitute_id or 0), actor=actor, at=at)
    return made


@transaction.atomic
def cancel_leave(leave_id: int, *, actor: Actor, at: datetime) -> Leave:
    """End a leave before its time: the substitute stops acting at once. Raises NotAllowed, PeopleRefused."""
    leave = (
        Leave.objects.select_for_update(of=("self",)).select_related("officer").filter(pk=leave_id).first()
    )
    if leave is None:
        raise PeopleRefused("Không tìm thấy đợt nghỉ này. Hãy tải lại trang.")
    ensure_arranges(leave.officer, actor=actor, on=localdate(at))
    if leave.cancelled_at is not None:
        raise AlreadyEnded(
            f"Đợt nghỉ này đã được hủy lúc {_when(leave.cancelled_at)}. Không cần làm gì thêm."
        )
    if leave.last_on < localdate(at):
        raise PeopleRefused("Đợt nghỉ này đã qua, không hủy được nữa.")
    leave.cancelled_at = at
    leave.save(update_fields=["cancelled_at"])
    ledger.record(LeaveCancelled(leave.officer_id, leave.pk), actor=actor, at=at)
    return leave


@transaction.atomic
def delegate(
    officer_id: int,
    *,
    delegate_id: int,
    process_key: str = "",
    first_on: date,
    last_on: date,
    basis: str,
    actor: Actor,
    at: datetime,
) -> Delegation:
    """An officer lets another act in his seats, for one process or (empty) for all. Raises NotAllowed, PeopleRefused."""
    officer, span = _locked(officer_id, delegate_id), Span(first_on, last_on)
    today = localdate(at)
    ensure_arranges(officer, actor=actor, on=today)
    _ensure_days(span, today)
    if not basis.strip():
        raise at_field("basis", _no_basis(officer, today))
    _ensure_substitute(officer, delegate_id, span, "delegate_id", actor, today)
    same = Delegation.objects.filter(officer=officer, delegate=delegate_id, process_key__in=["", process_key])
    spans = [Span(*days) for days in same.filter(cancelled_at=None).values_list("first_on", "last_on")]
    if taken := first_meeting(span, spans):
        raise at_field(
            "first_on", f"Đã có ủy quyền cho người này trong {taken}. Hãy kết thúc ủy quyền đó hoặc đổi ngày."
        )
    made = Delegation.objects.create(
        officer=officer,
        delegate_id=delegate_id,
        process_key=process_key,
        first_on=first_on,
        last_on=last_on,
        basis=basis.strip()[:300],
        set_by_id=actor.officer_id,
        set_at=at,
    )
    days = (first_on.isoformat(), last_on.isoformat())
    ledger.record(DelegationGiven(officer_id, made.pk, delegate_id, process_key, *days), actor=actor, at=at)
    return made


@transaction.atomic
def end_delegation(delegation_id: int, *, actor: Actor, at: datetime) -> Delegation:
    """End a delegation at once. Its delegate may give it back himself. Raises NotAllowed, PeopleRefused."""
    rows = Delegation.objects.select_for_update(of=("self",)).select_related("officer")
    given = rows.filter(pk=delegation_id).first()
    if given is None:
        raise PeopleRefused("Không tìm thấy ủy quyền này. Hãy tải lại trang.")
    if actor.officer_id != given.delegate_id:
        ensure_arranges(given.officer, actor=actor, on=localdate(at))
    if given.cancelled_at is not None:
        raise AlreadyEnded(
            f"Ủy quyền này đã kết thúc lúc {_when(given.cancelled_at)}. Không cần làm gì thêm."
        )
    if given.last_on < localdate(at):
        raise PeopleRefused("Ủy quyền này đã hết hạn, không cần kết thúc nữa.")
    given.cancelled_at = at
    given.save(update_fields=["cancelled_at"])
    ledger.record(DelegationEnded(given.officer_id, given.pk), actor=actor, at=at)
    return given


def ensure_arranges(officer: Officer, *, actor: Actor, on: date) -> None:
    """Raise NotAllowed unless the actor is the officer himself, or arranges the people of one of his agencies.

    Leaders are arranged by themselves, by another signatory, by TTHC control or an administrator only: else a unit head
    could make anybody a signatory for a day.
    """
    if actor.officer_id == officer.pk:
        return
    agencies = agencies_of(officer.pk, on)
    if not agencies:
        raise PeopleRefused(f"{officer.full_name} chưa có vị trí công tác nào. Hãy bố trí vị trí trước.")
    refused: NotAllowed | None = None
    for agency_id in sorted(agencies):
        try:
            ensure_over(actor, "arrange_people", agency_id)
        except NotAllowed as fault:
            refused = fault
        else:
            break
    else:
        raise refused or NotAllowed("Bạn không có quyền làm việc này.")
    if not roles_over(actor, agencies) & _OVER_LEADERS and seated_in_leadership(officer.pk, on):
        raise NotAllowed(
            f"{officer.full_name} là lãnh đạo cơ quan. Chỉ người đó, người có thẩm quyền ký, kiểm soát thủ tục hành chính "
            "hoặc quản trị hệ thống đặt được. Hãy chuyển việc cho người đó."
        )


def _locked(officer_id: int, other_id: int | None) -> Officer:
    """The officer, his row (and the other's) locked in the order of ids: two entries of the same person wait."""
    ids = [officer_id] if other_id is None else [officer_id, other_id]
    rows = {row.pk: row for row in Officer.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    if officer_id not in rows or not rows[officer_id].is_active:
        raise PeopleRefused(
            "Không tìm thấy cán bộ này trong số người đang làm việc. Hãy chọn lại trong danh sách."
        )
    return rows[officer_id]


def _ensure_days(span: Span, today: date) -> None:
    faults = span_faults(span, today)
    if faults:
        raise PeopleRefused(next(iter(faults.values())), faults)


def _ensure_substitute(
    officer: Officer, other_id: int, span: Span, field: str, actor: Actor, today: date
) -> None:
    other = Officer.objects.filter(pk=other_id, is_active=True).first()
    if other is None:
        raise at_field(
            field, "Không tìm thấy người này trong số người đang làm việc. Hãy chọn lại trong danh sách."
        )
    if other_id == officer.pk:
        raise at_field(field, "Không tự thay cho mình được. Hãy chọn một người khác trong cơ quan.")
    if other_id == actor.officer_id:
        raise at_field(
            field,
            f"Bạn không tự đặt mình làm người thay cho {officer.full_name} được. "
            "Hãy để chính người đó hoặc lãnh đạo khác đặt.",
        )
    on = max(span.first, today)
    if not agencies_of(officer.pk, on) & agencies_of(other_id, on):
        raise at_field(
            field,
            f"{other.full_name} không làm cùng cơ quan với {officer.full_name}. Hãy chọn người cùng cơ quan.",
        )
    if away := first_meeting(span, _spans(Leave, other_id, span)):
        raise at_field(field, f"{other.full_name} cũng nghỉ {away}. Hãy chọn người khác hoặc đổi ngày.")


def _spans(model: type[Leave], officer_id: int, span: Span) -> list[Span]:
    rows = model.objects.filter(officer=officer_id, cancelled_at=None, last_on__gte=span.first)
    return [Span(*days) for days in rows.order_by("first_on").values_list("first_on", "last_on")]


def _no_basis(officer: Officer, today: date) -> str:
    if seated_in_leadership(officer.pk, today):
        return "Ủy quyền ký phải có văn bản. Hãy ghi số, ngày của văn bản ủy quyền, ví dụ «QĐ 15/QĐ-STP ngày 02/03/2026»."
    return "Hãy ghi văn bản hoặc ý kiến phân công làm căn cứ, ví dụ «Thông báo phân công số 03/TB-STP»."


def _when(at: datetime) -> str:
    return f"{localtime(at):%H:%M ngày %d/%m/%Y}"
