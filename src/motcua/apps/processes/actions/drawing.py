"""Drawing a process: a new one, its draft, saving it without losing another's work."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from motcua.apps.ledger import actions as ledger
from motcua.apps.office.queries import ensure_over
from motcua.apps.processes.models import ProcessDefinition, ProcessDraft, ProcessVersion
from motcua.apps.processes.queries.versions import pack_processes
from motcua.apps.processes.refusals import DraftMoved, NoSuchProcess, ProcessRefused
from motcua.rules.actors import Actor
from motcua.rules.facts import ProcessDrawn
from motcua.rules.process import sketch, written

LONGEST_NAME = 300


@transaction.atomic
def create(
    name: str, *, agency_id: int, model: str = "", copy_of: str = "", actor: Actor, at: datetime
) -> ProcessDefinition:
    """Begin a process of the agency with a draft: empty, or like the pack's `model`, or like the newest state of
    another process (`copy_of`). Raises NotAllowed, ProcessRefused, NoSuchProcess."""
    ensure_over(actor, "draw_process", agency_id)
    key = f"qt-{secrets.token_hex(5)}"
    body = _start(model, copy_of) | {"key": key, "name": _checked(name), "version": 1}
    row = ProcessDefinition.objects.create(
        key=key, name=body["name"], agency_id=agency_id, created_by_id=actor.officer_id, created_at=at
    )
    ProcessDraft.objects.create(definition=row, body=body, saved_by_id=actor.officer_id, saved_at=at)
    ledger.record(ProcessDrawn(process_key=key, agency_id=agency_id), actor=actor, at=at)
    return row


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ProcessRefused("Chưa đặt tên quy trình.", {"name": "Hãy ghi tên quy trình."})
    if len(name) > LONGEST_NAME:
        raise ProcessRefused("Tên quy trình quá dài.", {"name": f"Tên dài nhất {LONGEST_NAME} ký tự."})
    return name


def _start(model: str, copy_of: str) -> dict[str, Any]:
    if model:
        if model not in pack_processes():
            raise NoSuchProcess("Không có quy trình mẫu này. Hãy chọn trong danh sách.")
        return written(pack_processes()[model])
    if not copy_of:
        return {"steps": []}
    draft = ProcessDraft.objects.filter(definition__key=copy_of).first()
    newest = ProcessVersion.objects.filter(definition__key=copy_of).order_by("-no").first()
    source = draft or newest
    if source is None:
        raise NoSuchProcess("Không tìm thấy quy trình để chép. Hãy chọn trong danh sách.")
    return dict(source.body)


def locked(key: str, actor: Actor, verb: str) -> ProcessDefinition:
    """The definition, its row locked, once the actor may `verb`. Raises NoSuchProcess, NotAllowed."""
    row = ProcessDefinition.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise NoSuchProcess("Không tìm thấy quy trình này. Hãy chọn lại trong danh sách.")
    ensure_over(actor, verb, row.agency_id)
    return row


@transaction.atomic
def open_draft(key: str, *, actor: Actor, at: datetime) -> ProcessDraft:
    """The draft of a process; when there is none, one that starts as the newest published version."""
    row = locked(key, actor, "draw_process")
    draft = ProcessDraft.objects.filter(definition=row).first()
    if draft is not None:
        return draft
    newest = row.versions.order_by("-no").first()
    body = dict(newest.body) if newest else {"key": key, "name": row.name, "version": 1, "steps": []}
    return ProcessDraft.objects.create(
        definition=row,
        body=body,
        base_no=newest.no if newest else 0,
        saved_by_id=actor.officer_id,
        saved_at=at,
    )


@transaction.atomic
def save_draft(key: str, body: Mapping[str, Any], *, saves: int, actor: Actor, at: datetime) -> ProcessDraft:
    """Save the draft as drawn now; faults of the drawing are the linter's, only its shape is checked.

    `saves` is the count the page was made from: raises DraftMoved, naming who, when somebody saved meanwhile.
    Raises also NotAllowed, NoSuchProcess, ProcessFaulty (a body of another shape).
    """
    row = locked(key, actor, "draw_process")
    draft = (
        ProcessDraft.objects.select_for_update(of=("self",)).select_related("saved_by").get(definition=row)
    )
    if draft.saves != saves:
        who = draft.saved_by.full_name if draft.saved_by else "Hệ thống"
        raise DraftMoved(
            f"{who} vừa lưu quy trình này lúc {draft.saved_at.astimezone(at.tzinfo):%H:%M}. "
            "Những gì bạn nhập vẫn còn trên trang. Hãy mở trang ở thẻ khác để so, rồi bấm «Lưu đè» hoặc chép phần của bạn sang."
        )
    drawn = sketch({**body, "key": key, "version": (draft.base_no or 0) + 1})
    draft.body, draft.saves = written(drawn), draft.saves + 1
    draft.saved_by_id, draft.saved_at = actor.officer_id, at
    draft.save()
    if drawn.name.strip() and drawn.name != row.name:
        row.name = _checked(drawn.name)
        row.save(update_fields=["name"])
    return draft


@transaction.atomic
def rename(key: str, name: str, *, actor: Actor, at: datetime) -> ProcessDefinition:
    """Give a process another name; published versions keep theirs."""
    row = locked(key, actor, "draw_process")
    row.name = _checked(name)
    row.save(update_fields=["name"])
    return row


@transaction.atomic
def discard_draft(key: str, *, actor: Actor, at: datetime) -> None:
    """Throw the draft away. A process never published goes with it."""
    row = locked(key, actor, "draw_process")
    ProcessDraft.objects.filter(definition=row).delete()
    if not row.versions.exists():
        row.delete()


@transaction.atomic
def retire(key: str, *, last_on: date, actor: Actor, at: datetime) -> ProcessDefinition:
    """No procedure may be put on this process after `last_on`; running dossiers keep it."""
    row = locked(key, actor, "publish_process")
    row.retired_on = last_on
    row.save(update_fields=["retired_on"])
    return row
