"""Ordering a change of many dossiers, stopping it, and taking it back. The list is fixed when the order is given.

The work itself is done by `changing_lines`, one dossier a transaction, from a background job.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from procrastinate.contrib.django import app as jobs

from motcua.apps.dossiers.models import BulkChange, BulkKind, BulkLine, BulkState
from motcua.apps.dossiers.models.changes import LineState
from motcua.apps.dossiers.queries.changes import ChangeFilters, matching
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.models import Officer
from motcua.rules.actors import Actor

MOST = 50_000
"""Dossiers of one order, so that its list is written in a second or two."""
UNDO_FOR = timedelta(minutes=30)
"""How long an order can be taken back after its last dossier; each order keeps its own end in `undo_until`."""
TASK = "motcua.work_on_change"
STOPPED = "Đã dừng theo yêu cầu trước khi đến hồ sơ này."
VERB_OF = {BulkKind.REASSIGN: "reassign", BulkKind.MOVE_PROCESS: "move_process"}


@transaction.atomic
def start_change(
    kind: str,
    filters: ChangeFilters,
    order: Mapping[str, Any],
    *,
    token: str,
    words: str,
    reason: str,
    actor: Actor,
    at: datetime,
) -> BulkChange:
    """Fix the list of dossiers that match now and defer the work. The same `token` gives the same change.

    `order` for REASSIGN: {"officers": [ids]} (none: the unit's tray); for MOVE_PROCESS: {"process_key",
    "process_version", "mapping": {"<version>": {step: step}}}. Raises GuardNotMet without a reason, when nothing
    matches, or more than MOST do.
    """
    _one_at_a_time(token)
    mine = BulkChange.objects.filter(officer=actor.officer_id or 0, order__token=token)
    if (same := mine.first()) is not None:
        return same
    officer_id = _ensure(order, kind, reason, actor)
    change = BulkChange.objects.create(
        kind=kind,
        words=words[:500],
        filter=asdict(filters),
        order={**order, "token": token},
        reason=reason.strip(),
        total=0,
        officer_id=officer_id,
        at=at,
    )
    change.total = _fix_list(change, kind, filters, actor, at)
    if not change.total:
        raise GuardNotMet("Không còn hồ sơ nào khớp để làm. Hãy xem lại bộ lọc.")
    if change.total > MOST:
        raise GuardNotMet(
            f"Có hơn {MOST:,} hồ sơ khớp; mỗi lần làm được nhiều nhất {MOST:,}. "
            "Hãy lọc hẹp hơn, ví dụ theo thủ tục hoặc đơn vị.".replace(",", ".")
        )
    change.save(update_fields=["total"])
    defer_again(change.pk)
    return change


def defer_again(change_id: int) -> None:
    """Have a worker go on with the change; two jobs of one change never run at once."""
    jobs.configure_task(TASK, queue="changes", lock=f"change:{change_id}").defer(change_id=change_id)


_LEFT = """
SELECT c.id FROM dossiers_bulkchange c WHERE c.state = ANY(%s) AND NOT EXISTS (
  SELECT 1 FROM procrastinate_jobs j WHERE j.task_name = %s AND j.status IN ('todo', 'doing')
  AND (j.args->>'change_id')::bigint = c.id)
ORDER BY c.id
"""


def resume_changes() -> int:
    """Have a worker go on with the changes that are not over and that no job waits for (it failed too often). How many."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [[BulkState.WAITING, BulkState.RUNNING, BulkState.UNDOING], TASK])
        left = [row[0] for row in cursor.fetchall()]
    for change_id in left:
        defer_again(change_id)
    return len(left)


def _one_at_a_time(token: str) -> None:
    """A second click waits here until the first has committed, and then finds its change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"bulk:{token}"])


def _ensure(order: Mapping[str, Any], kind: str, reason: str, actor: Actor) -> int:
    """The officer who gives the order. Raises GuardNotMet."""
    if actor.officer_id is None:
        raise GuardNotMet("Chỉ cán bộ đã đăng nhập giao được việc này. Hãy đăng nhập rồi làm lại.")
    if not reason.strip():
        raise GuardNotMet("Hãy ghi lý do.", {"reason": "Hãy ghi lý do; lý do được ghi vào từng hồ sơ."})
    if len(reason.strip()) > 500:
        raise GuardNotMet("Lý do dài quá.", {"reason": "Lý do dài quá 500 ký tự. Hãy viết gọn lại."})
    chosen = order.get("officers", [])
    known = Officer.objects.filter(pk__in=chosen, is_active=True).count() if chosen else 0
    if kind == BulkKind.REASSIGN and known != len(set(chosen)):
        raise GuardNotMet(
            "Người nhận không còn làm việc.", {"officers": "Hãy chọn người nhận trong danh sách."}
        )
    return actor.officer_id


def _fix_list(change: BulkChange, kind: str, filters: ChangeFilters, actor: Actor, at: datetime) -> int:
    """Write one waiting line a dossier with a single INSERT … SELECT; how many it wrote."""
    found = matching(actor, VERB_OF[BulkKind(kind)], filters, at=at).order_by("due_at", "pk").values("pk")
    try:
        sql, params = found[: MOST + 1].query.sql_with_params()
    except EmptyResultSet:  # no seat of the actor's gives him any dossier
        return 0
    with connection.cursor() as cursor:
        into = "INSERT INTO dossiers_bulkline (change_id, dossier_id, state, sentence, before, act_count) "
        select = f"SELECT %s, found.id, %s, '', '{{}}'::jsonb, 0 FROM ({sql}) AS found (id)"  # noqa: S608  # SQL of Django's compiler, values apart
        cursor.execute(into + select, [change.pk, LineState.WAITING, *params])
        return int(cursor.rowcount)


@transaction.atomic
def stop_change(change_id: int, *, actor: Actor, at: datetime) -> int:
    """Stop a running change of the actor's: the lines not reached yet stay as they are. How many were left out.

    The dossier that a worker has at this moment is still done. Raises GuardNotMet when it is over already.
    """
    change = _own(change_id, actor)
    if change.state not in (BulkState.WAITING, BulkState.RUNNING):
        raise GuardNotMet("Việc này đã xong nên không dừng được nữa. Nếu cần, hãy hoàn tác.")
    left = BulkLine.objects.filter(change=change, state=LineState.WAITING)
    return left.update(state=LineState.REFUSED, sentence=STOPPED)


@transaction.atomic
def undo_change(change_id: int, *, actor: Actor, at: datetime) -> BulkChange:
    """Take a finished change back: every dossier nobody has worked on since returns, by a new act.

    Asking twice does no harm. Raises GuardNotMet before the end of the change and after `undo_until`.
    """
    change = _own(change_id, actor)
    if change.state in (BulkState.UNDOING, BulkState.UNDONE):
        return change
    if change.state != BulkState.DONE:
        raise GuardNotMet("Việc này chưa xong. Hãy dừng lại hoặc đợi xong rồi hoàn tác.")
    if change.undo_until is None or at > change.undo_until:
        raise GuardNotMet(
            "Đã hết thời gian hoàn tác. Hãy giao lại những hồ sơ cần đổi bằng một lần giao mới."
        )
    change.state = BulkState.UNDOING
    change.save(update_fields=["state"])
    defer_again(change.pk)
    return change


def _own(change_id: int, actor: Actor) -> BulkChange:
    mine = BulkChange.objects.select_for_update().filter(pk=change_id, officer=actor.officer_id or 0)
    change = mine.first()
    if change is None:
        raise GuardNotMet("Không có việc này, hoặc không phải do bạn giao. Hãy mở «Việc hàng loạt của tôi».")
    return change
