"""Whom a timer tells, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from motcua.apps.dossiers.models import Consultation, Dossier, Nudge, NudgeKind
from motcua.apps.dossiers.placing import civil
from motcua.apps.office import queries as office
from motcua.apps.office.models import Posting
from motcua.rules import lifecycle
from motcua.rules.actors import Role
from motcua.rules.deadlines import rule_set_named
from motcua.rules.process import Step, Timer, TimerKind
from motcua.rules.process.definition import PROPOSABLE
from motcua.rules.rights import RIGHTS, Where
from motcua.rules.words import short_moment

HEADS = (Role.UNIT_HEAD, Role.CENTRE_HEAD)
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Target:
    """Who is told: an officer, or (officer None) everybody who holds the role in the unit."""

    unit_id: int
    role: Role
    officer_id: int | None = None


@dataclass(slots=True)
class Desks:
    """The heads of units and the signatories of agencies on a day, read once for a batch."""

    heads: dict[int, dict[int, Role]] = field(default_factory=dict)
    signing_unit: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, dossiers: Iterable[Dossier], at: datetime) -> Desks:
        """Those of the units and agencies of these dossiers, in one statement."""
        units = {one.holder_unit_id for one in dossiers}
        agencies = {one.agency_id for one in dossiers}
        sits = Q(unit__in=units, role__in=[str(role) for role in HEADS])
        signs = Q(unit__agency__in=agencies, role=str(Role.SIGNATORY))
        rows = Posting.objects.filter(
            office.in_force(civil(at).date()), sits | signs, officer__is_active=True
        ).order_by("unit_id", "id")
        found = cls()
        for unit_id, agency_id, role, officer_id in rows.values_list(
            "unit_id", "unit__agency_id", "role", "officer_id"
        ):
            if role == Role.SIGNATORY:
                found.signing_unit.setdefault(agency_id, unit_id)
            else:
                found.heads.setdefault(unit_id, {})[officer_id] = Role(role)
        return found

    def head_role(self, unit_id: int) -> Role | None:
        """The role that heads the unit; None when nobody does."""
        return next(iter(self.heads.get(unit_id, {}).values()), None)


def nudges_of(
    dossier: Dossier, step: Step, fired: Iterable[tuple[datetime, int]], desks: Desks, at: datetime
) -> Iterator[Nudge]:
    """The rows of the timers that have come, as (moment, place in `step.timers`)."""
    assert dossier.step_since is not None  # a step with timers is open
    for _, place in fired:
        timer = step.timers[place]
        if timer.kind is TimerKind.PROPOSE and not is_possible(dossier, step, timer.propose, at):
            continue
        for target in _targets(dossier, step, timer, desks):
            yield Nudge(
                dossier=dossier,
                kind=NudgeKind(str(timer.kind)),
                step_key=step.key,
                timer_no=place + 1,
                step_since=dossier.step_since,
                unit_id=target.unit_id,
                role=str(target.role),
                officer_id=target.officer_id,
                words=_words(dossier, step, timer, at)[:LONGEST_WORDS],
                propose=timer.propose,
                at=at,
            )


def is_possible(dossier: Dossier, step: Step, verb: str, at: datetime) -> bool:
    """True when a person could take the proposed act now: legal in the state, and what it needs is there."""
    if verb not in {row.verb for row in lifecycle.possible(dossier.stands)}:
        return False
    if verb == "extend":
        notice = timedelta(days=rule_set_named(dossier.rule_set).extension_notice_days)
        return not dossier.extended and dossier.due_at is not None and at <= dossier.due_at - notice
    if verb == "ask_supplement":
        return step.take == "examine"
    return verb != "send_back" or bool(step.back)


def _targets(dossier: Dossier, step: Step, timer: Timer, desks: Desks) -> list[Target]:
    if timer.kind is TimerKind.REMIND:
        return [Target(dossier.holder_unit_id, step.by, dossier.holder_id)]
    if timer.kind is TimerKind.ESCALATE:
        return [_above(dossier, step, desks)]
    found = [
        _proposed_to(dossier, step, timer.propose, role, where, desks)
        for role, where in RIGHTS[timer.propose]
    ]
    return list(dict.fromkeys(target for target in found if target is not None))


def _above(dossier: Dossier, step: Step, desks: Desks) -> Target:
    """The head of the holding unit; the agency's signatory when the head himself holds it, or there is none."""
    heads = desks.heads.get(dossier.holder_unit_id, {})
    role = desks.head_role(dossier.holder_unit_id)
    holds_himself = dossier.holder_id in heads if dossier.holder_id else step.by in (*HEADS, Role.SIGNATORY)
    signing = desks.signing_unit.get(dossier.agency_id)
    if signing is not None and (role is None or holds_himself):
        return Target(signing, Role.SIGNATORY)
    return Target(dossier.holder_unit_id, role or Role.UNIT_HEAD)


def _proposed_to(
    dossier: Dossier, step: Step, verb: str, role: Role, where: Where, desks: Desks
) -> Target | None:
    if where is Where.SETTLING_AGENCY:
        signing = desks.signing_unit.get(dossier.agency_id)
        return Target(signing, role) if signing is not None and role is Role.SIGNATORY else None
    if where is not Where.HOLDER:
        return None
    if role is step.by:
        return Target(dossier.holder_unit_id, role, dossier.holder_id)
    is_head = role is Role.UNIT_HEAD and desks.head_role(dossier.holder_unit_id) is Role.UNIT_HEAD
    return Target(dossier.holder_unit_id, role) if is_head else None


def _words(dossier: Dossier, step: Step, timer: Timer, at: datetime) -> str:
    how = _how_late(dossier, step, at)
    if timer.kind is TimerKind.PROPOSE:
        return f"Đề xuất {PROPOSABLE[timer.propose]}: {how}. Bạn quyết định; hệ thống không tự làm."
    if timer.kind is TimerKind.ESCALATE:
        return f"Báo lãnh đạo: {how}. Hãy đôn đốc hoặc giao lại."
    return f"{how[:1].upper()}{how[1:]}."


def _how_late(dossier: Dossier, step: Step, at: datetime) -> str:
    since, due = dossier.step_since, dossier.step_due_at
    if due is not None and at > due:
        return f"bước «{step.name}» quá hạn từ {short_moment(civil(due))}"
    if due is not None:
        return f"bước «{step.name}» phải xong trước {short_moment(civil(due))}"
    return (
        f"bước «{step.name}» mở từ {short_moment(civil(since))} chưa xong" if since else f"bước «{step.name}»"
    )


def consultation_nudges(asked: Consultation, at: datetime) -> list[Nudge]:
    """To the asked unit (everybody there) and to the officer who waits for the answer."""
    dossier = asked.dossier
    assert dossier.step_since is not None  # it was asked at an open step
    when = short_moment(civil(asked.due_at))
    to_asked = f"Quá hạn cho ý kiến từ {when}: {asked.question}"
    to_holder = (
        f"{asked.unit.name} chưa trả lời lấy ý kiến, quá hạn từ {when}. Có thể ghi nhận không trả lời."
    )
    both = (
        (asked.unit_id, "", None, to_asked),
        (dossier.holder_unit_id, str(Role.CASE_OFFICER), dossier.holder_id, to_holder),
    )
    return [
        Nudge(
            dossier=dossier,
            kind=NudgeKind.CONSULTATION,
            step_key=dossier.step_key,
            timer_no=asked.asked.seq,
            step_since=dossier.step_since,
            unit_id=unit_id,
            role=role,
            officer_id=officer_id,
            words=words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…",
            at=at,
        )
        for unit_id, role, officer_id, words in both
    ]
