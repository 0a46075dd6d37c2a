"""People come and go: a newcomer's account, a seat from a day on, and the day somebody leaves."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from motcua.apps.ledger import actions as ledger
from motcua.apps.office.actions.absences import ensure_arranges
from motcua.apps.office.models import Delegation, Leave, Officer, Posting, Unit
from motcua.apps.office.queries.seats import arranged_agencies, ensure_over, roles_over
from motcua.apps.office.queries.structure import in_force
from motcua.apps.office.refusals import PeopleRefused, at_field
from motcua.rules.actors import Actor, Role
from motcua.rules.facts import OfficerAdded, OfficerLeft, OfficerPosted

_USERNAME = re.compile(r"[a-z][a-z0-9._]{2,59}")
_EASY_LETTERS = "abcdefghkmnpqrstuvwxyz23456789"
_STAFF = (Role.COUNTER, Role.CASE_OFFICER, Role.CLERK, Role.CASHIER)
_HEADS = (*_STAFF, Role.UNIT_HEAD, Role.CENTRE_HEAD)
MAY_GIVE: dict[Role, tuple[Role, ...]] = {
    Role.UNIT_HEAD: _STAFF,
    Role.CENTRE_HEAD: _STAFF,
    Role.SIGNATORY: _HEADS,
    Role.TTHC_CONTROL: _HEADS,
    Role.ADMINISTRATOR: tuple(Role),
}
"""Which seats each arranging seat may give: nobody makes a seat above his own, only an administrator makes signatories."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new account and its first password, shown once and kept nowhere."""

    officer: Officer
    password: str


@transaction.atomic
def add_officer(
    username: str,
    *,
    full_name: str,
    title: str = "",
    unit_id: int,
    role: str,
    first_on: date,
    last_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Newcomer:
    """An account for a newcomer with his first seat. Raises NotAllowed, PeopleRefused (name taken or not well formed)."""
    username, full_name = username.strip().lower(), " ".join(full_name.split())
    if not _USERNAME.fullmatch(username):
        raise at_field(
            "username",
            "Tên đăng nhập gồm chữ thường không dấu, số, dấu chấm, từ 3 đến 60 ký tự, ví dụ «tranthib».",
        )
    if not full_name:
        raise at_field("full_name", "Hãy nhập họ và tên.")
    password = "-".join("".join(secrets.choice(_EASY_LETTERS) for _ in range(4)) for _ in range(4))
    if Officer.objects.filter(username=username).exists():
        raise at_field("username", f"Tên đăng nhập «{username}» đã có người dùng. Hãy chọn tên khác.")
    officer = Officer.objects.create_officer(username, password, full_name=full_name, title=title.strip())
    ledger.record(OfficerAdded(officer.pk), actor=actor, at=at)
    post(officer.pk, unit_id=unit_id, role=role, first_on=first_on, last_on=last_on, actor=actor, at=at)
    return Newcomer(officer, password)


@transaction.atomic
def post(
    officer_id: int,
    *,
    unit_id: int,
    role: str,
    first_on: date,
    last_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Posting:
    """Give an officer a seat in a unit from a day on. Raises NotAllowed, PeopleRefused."""
    officer = Officer.objects.select_for_update().filter(pk=officer_id, is_active=True).first()
    unit = Unit.objects.filter(in_force(first_on), pk=unit_id).first()
    if officer is None:
        raise PeopleRefused("Không tìm thấy cán bộ này trong số người đang làm việc. Hãy chọn lại.")
    if unit is None:
        raise at_field("unit_id", "Đơn vị này không hoạt động vào ngày đã chọn. Hãy chọn đơn vị khác.")
    ensure_over(actor, "arrange_people", unit.agency_id)
    seat = _given(role, officer, unit.agency_id, actor)
    if last_on is not None and last_on < first_on:
        raise at_field("last_on", "Ngày cuối đứng trước ngày đầu. Hãy nhập ngày cuối bằng hoặc sau ngày đầu.")
    same = Posting.objects.filter(officer=officer, unit=unit, role=seat)
    if same.filter(Q(valid_to=None) | Q(valid_to__gte=first_on)).exists():
        raise at_field("role", f"{officer.full_name} đang giữ đúng vị trí này. Không cần bố trí thêm.")
    made = post_officer(officer, unit, seat, valid_from=first_on, valid_to=last_on)
    ledger.record(
        OfficerPosted(officer_id, made.pk, unit_id, str(seat), first_on.isoformat()), actor=actor, at=at
    )
    return made


@transaction.atomic
def leave_office(officer_id: int, *, last_on: date, actor: Actor, at: datetime) -> int:
    """The officer leaves after a day (moves away, retires): his seats end, leaves and delegations after it too.

    Only the seats in agencies whose people the actor arranges: who is seconded elsewhere keeps that seat until it is
    ended there. His dossiers stay where they lie: the report of dossiers without an owner shows them. Returns how many
    seats ended.
    Raises NotAllowed, PeopleRefused.
    """
    today = localdate(at)
    officer = Officer.objects.select_for_update().filter(pk=officer_id).first()
    if officer is None:
        raise PeopleRefused("Không tìm thấy cán bộ này. Hãy chọn lại trong danh sách.")
    if officer_id == actor.officer_id:
        raise PeopleRefused(
            "Bạn không tự kết thúc công tác của mình được. Hãy nhờ lãnh đạo hoặc quản trị hệ thống."
        )
    all_seats = Posting.objects.filter(Q(valid_to=None) | Q(valid_to__gt=last_on), officer=officer)
    arranged = arranged_agencies(actor)
    open_seats = all_seats.filter(unit__agency__in=arranged)
    if not officer.is_active or not all_seats.exists():
        raise PeopleRefused(f"{officer.full_name} không còn vị trí nào sau ngày này. Không cần làm gì thêm.")
    ensure_arranges(officer, actor=actor, on=today)
    if not open_seats.exists():
        raise PeopleRefused(
            f"{officer.full_name} chỉ còn vị trí ở cơ quan khác. Hãy đề nghị cơ quan đó kết thúc vị trí này."
        )
    started = open_seats.filter(valid_from__lte=last_on)
    ended = started.count()
    future = open_seats.filter(valid_from__gt=last_on)
    ended += future.count()
    future.delete()
    started.update(valid_to=last_on)
    if not all_seats.exists():
        _end_absences(officer, last_on, at)
    if last_on < today and not all_seats.exists():
        officer.is_active = False
        officer.save(update_fields=["is_active"])
    ledger.record(OfficerLeft(officer_id, last_on.isoformat()), actor=actor, at=at)
    return ended


def post_officer(
    officer: Officer,
    unit: Unit,
    role: Role,
    *,
    valid_from: date,
    valid_to: date | None = None,
    counter_id: int | None = None,
) -> Posting:
    """Give an officer a seat in a unit from a day on, without asking who may (loading; `post` asks)."""
    return Posting.objects.create(
        officer=officer, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to, counter_id=counter_id
    )


def may_give(actor: Actor, agency_id: int) -> tuple[Role, ...]:
    """The seats the actor may give to others in the agency, in the order of `Role`."""
    held = roles_over(actor, [agency_id])
    return tuple(role for role in Role if any(role in MAY_GIVE.get(one, ()) for one in held))


def _given(role: str, officer: Officer, agency_id: int, actor: Actor) -> Role:
    try:
        seat = Role(role)
    except ValueError:
        raise at_field("role", "Hãy chọn vai trò trong danh sách.") from None
    if officer.pk == actor.officer_id:
        raise PeopleRefused(
            "Bạn không tự bố trí vị trí cho mình được. Hãy nhờ lãnh đạo hoặc quản trị hệ thống."
        )
    if seat not in may_give(actor, agency_id):
        raise at_field(
            "role",
            f"Vai trò «{seat.label}» do quản trị hệ thống hoặc lãnh đạo cấp trên bố trí. Hãy nhờ người đó.",
        )
    return seat


def _end_absences(officer: Officer, last_on: date, at: datetime) -> None:
    """What begins after the last day is cancelled: he neither gives nor takes over seats any more."""
    mine = Q(officer=officer)
    Leave.objects.filter(mine | Q(substitute=officer), cancelled_at=None, first_on__gt=last_on).update(
        cancelled_at=at
    )
    given = Delegation.objects.filter(mine | Q(delegate=officer), cancelled_at=None, last_on__gt=last_on)
    given.filter(first_on__gt=last_on).update(cancelled_at=at)
    given.filter(first_on__lte=last_on).update(last_on=last_on)
