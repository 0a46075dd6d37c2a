"""Publishing a draft as a dated version that never changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from motcua.apps.ledger import actions as ledger
from motcua.apps.processes.actions.drawing import locked
from motcua.apps.processes.models import ProcessDefinition, ProcessDraft, ProcessVersion
from motcua.apps.processes.queries.office import lint_here
from motcua.apps.processes.refusals import NotPublishable, ProcessRefused
from motcua.rules.actors import Actor
from motcua.rules.facts import ProcessPublished
from motcua.rules.process import sketch, written
from motcua.rules.process.cases import failures


@dataclass(frozen=True, slots=True)
class Approval:
    """The decision that approves the process (TT 01/2018 Đ.8), and from when dossiers run on it."""

    decision: str
    decided_on: date | None
    valid_from: date | None
    note: str = ""


@transaction.atomic
def publish(
    key: str, approval: Approval, *, saves: int | None = None, actor: Actor, at: datetime
) -> ProcessVersion:
    """Make a version of the draft: linted at its agency, its own cases run, approved by a decision.

    Dossiers filed from `valid_from` run on it; those running stay on theirs. The draft is gone afterwards.
    Raises NotAllowed, NoSuchProcess, NotPublishable, ProcessRefused.
    """
    row = locked(key, actor, "publish_process")
    draft = ProcessDraft.objects.filter(definition=row).first()
    if draft is None:
        raise ProcessRefused("Không có bản nháp để ban hành. Hãy mở trang soạn và sửa trước.")
    if saves is not None and draft.saves != saves:
        raise ProcessRefused("Bản nháp vừa được người khác sửa. Hãy xem lại rồi ban hành.")
    newest = row.versions.order_by("-no").first()
    _ensure_approval(approval, newest, at)
    assert approval.valid_from is not None and approval.decided_on is not None
    body = _ensure_sound(row, draft, approval.valid_from, newest)
    made = ProcessVersion.objects.create(
        definition=row,
        no=int(body["version"]),
        body=body,
        digest=digest_of(body),
        decision=approval.decision.strip(),
        decided_on=approval.decided_on,
        valid_from=approval.valid_from,
        note=approval.note.strip(),
        published_by_id=actor.officer_id,
        published_at=at,
    )
    draft.delete()
    fact = ProcessPublished(process_key=key, version=made.no, valid_from=made.valid_from.isoformat())
    ledger.record(fact, actor=actor, at=at)
    return made


def digest_of(body: Mapping[str, Any]) -> str:
    """sha-256 of the body's canonical JSON, in hexadecimal."""
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _ensure_approval(approval: Approval, newest: ProcessVersion | None, at: datetime) -> None:
    faults: dict[str, str] = {}
    today = localdate(at)
    if not approval.decision.strip():
        faults["decision"] = "Hãy ghi số quyết định phê duyệt, ví dụ 57/QĐ-UBND."
    if approval.decided_on is None:
        faults["decided_on"] = "Hãy ghi ngày ký quyết định."
    elif approval.decided_on > today:
        faults["decided_on"] = "Ngày ký quyết định không thể ở tương lai."
    if approval.valid_from is None:
        faults["valid_from"] = "Hãy ghi ngày bắt đầu áp dụng."
    elif approval.valid_from < today:
        faults["valid_from"] = "Chỉ áp dụng được từ hôm nay trở đi; hồ sơ cũ giữ quy trình cũ."
    elif newest is not None and approval.valid_from < newest.valid_from:
        faults["valid_from"] = (
            f"Bản {newest.no} áp dụng từ {newest.valid_from:%d/%m/%Y}; bản mới không thể áp dụng sớm hơn."
        )
    if faults:
        raise ProcessRefused("Chưa ban hành được. Hãy sửa các mục báo đỏ.", faults)


def _ensure_sound(
    row: ProcessDefinition, draft: ProcessDraft, on: date, newest: ProcessVersion | None
) -> dict[str, Any]:
    drawn = sketch({**draft.body, "version": newest.no + 1 if newest else 1})
    found = [fault for fault in lint_here(drawn, row.agency_id, on, row.key) if fault.grave]
    failed = failures(drawn) if not found else []
    if found or failed:
        raise NotPublishable(found, failed)
    body = written(drawn)
    if newest is not None and _same(newest.body, body):
        raise ProcessRefused(f"Bản nháp giống hệt bản {newest.no} đang dùng nên không cần ban hành.")
    return body


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return {**one, "version": 0} == {**other, "version": 0}
