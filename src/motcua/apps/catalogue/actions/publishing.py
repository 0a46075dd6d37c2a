"""Publishing by decision: procedures issued, amended, replaced or abolished on a day the decision names."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from motcua.apps.catalogue.actions.indexing import rebuild_index
from motcua.apps.catalogue.actions.plans import (
    DAY,
    Known,
    Outcome,
    Plan,
    PlannedVersion,
    known,
    never_applied,
)
from motcua.apps.catalogue.actions.writing import lock_catalogue, refresh_index, write_decision
from motcua.apps.catalogue.models import DecisionKind, ProcedureVersion, PublicationDecision
from motcua.rules.actors import Actor, Role
from motcua.rules.procedure_records import digest
from motcua.rules.procedures import Content
from motcua.rules.rights import NotAllowed

ONLY_CONTROL = (
    "Chỉ công chức kiểm soát thủ tục hành chính được sửa danh mục. Hãy chuyển việc này cho người đó."
)


class PublicationRefused(ValueError):
    """The decision cannot be published as it is; the message says what to correct."""


def ensure_control(actor: Actor) -> None:
    """Raise NotAllowed unless the actor holds TTHC_CONTROL or is the system."""
    if actor.kind != "system" and not actor.has_role(Role.TTHC_CONTROL):
        raise NotAllowed(ONLY_CONTROL)


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A publication decision as typed from the paper. All but the days of publishing must be known."""

    number: str
    kind: str
    issuer: str
    signed_on: date
    effective_on: date
    title: str
    published_on: date | None = None
    source: str = ""

    def check(self) -> None:
        """Raises PublicationRefused naming the first part that is missing or impossible."""
        for part, label in {
            "number": "số quyết định",
            "issuer": "cơ quan ban hành",
            "title": "trích yếu",
        }.items():
            if not getattr(self, part).strip():
                raise PublicationRefused(f"Nhập {label}.")
        if self.kind not in DecisionKind.values:
            raise PublicationRefused("Chọn loại quyết định: công bố mới, sửa đổi, thay thế hoặc bãi bỏ.")
        if self.published_on and self.published_on < self.signed_on:
            raise PublicationRefused("Ngày công khai không thể trước ngày ký quyết định.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One procedure of a decision: its new content, or None to abolish it."""

    code: str
    content: Content | None
    source_url: str = ""


@transaction.atomic
def publish(
    decision: DecisionDraft, entries: Sequence[Entry], *, actor: Actor, at: datetime
) -> PublicationDecision:
    """Record a decision and put its procedures' versions into their days. One fact is left.

    Raises NotAllowed, or PublicationRefused when the decision is recorded already, an entry comes twice, abolishes an
    unknown procedure, or applies before the version in force.
    """
    ensure_control(actor)
    decision.check()
    lock_catalogue()
    if PublicationDecision.objects.filter(number=decision.number, issuer=decision.issuer).exists():
        raise PublicationRefused(
            f"Quyết định {decision.number} của {decision.issuer} đã được ghi. Kiểm tra lại số."
        )
    plan = _plan(decision, entries)
    row = write_decision(plan, _row(decision, at), actor=actor, at=at)
    rebuild_index(at=at)
    return row


def _row(draft: DecisionDraft, at: datetime) -> PublicationDecision:
    return PublicationDecision(**dataclasses.asdict(draft), recorded_at=at)


def _plan(decision: DecisionDraft, entries: Sequence[Entry]) -> Plan:
    plan = Plan()
    held = known(entry.code for entry in entries)
    for entry in entries:
        if entry.code in plan.outcomes:
            raise PublicationRefused(f"Thủ tục {entry.code} có hai lần trong quyết định. Bỏ một lần.")
        if entry.content is None:
            _plan_abolition(plan, entry.code, held.get(entry.code), decision.effective_on)
        else:
            _plan_version(plan, entry, entry.content, held.get(entry.code), decision)
    if not plan.outcomes:
        raise PublicationRefused("Quyết định phải có ít nhất một thủ tục.")
    return plan


def _plan_version(
    plan: Plan, entry: Entry, content: Content, held: Known | None, decision: DecisionDraft
) -> None:
    content = dataclasses.replace(content, decision_no=decision.number, issuer=decision.issuer)
    plan.outcomes[entry.code] = Outcome.AMENDED if held and held.open else Outcome.NEW
    _end_open(plan, entry.code, held, decision.effective_on)
    seen, dated_by = digest(content), ProcedureVersion.DatedBy.DECISION
    plan.versions.append(
        PlannedVersion(entry.code, content, seen, decision.effective_on, None, dated_by, entry.source_url)
    )


def _plan_abolition(plan: Plan, code: str, held: Known | None, on: date) -> None:
    if held is None or held.open is None:
        raise PublicationRefused(f"Không có thủ tục {code} đang có hiệu lực để bãi bỏ.")
    _end_open(plan, code, held, on)
    plan.abolish[code] = on
    plan.outcomes[code] = Outcome.ABOLISHED


def _end_open(plan: Plan, code: str, held: Known | None, on: date) -> None:
    if held is None:
        return
    if held.open is None:
        if on <= held.last_day:
            raise PublicationRefused(f"Thủ tục {code} đã có bản áp dụng đến {held.last_day:%d/%m/%Y}.")
        return
    if on < held.open.valid_from:
        raise PublicationRefused(
            f"Thủ tục {code} đang có bản áp dụng từ {held.open.valid_from:%d/%m/%Y}; "
            f"ngày hiệu lực {on:%d/%m/%Y} phải từ ngày đó trở đi."
        )
    plan.close[held.open.pk] = never_applied(held.open) if on == held.open.valid_from else on - DAY


@transaction.atomic
def bring_into_force(*, actor: Actor, at: datetime) -> int:
    """Point lists and search at the versions in force today; run each morning. Returns how many procedures moved.

    Versions published for a later day start on that day without anybody's act, so no fact is left.
    """
    ensure_control(actor)
    lock_catalogue()
    moved = refresh_index(None, localdate(at))
    if moved:
        rebuild_index(at=at)
    return moved
