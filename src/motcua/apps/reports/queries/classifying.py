"""The one definition of Biểu II.06a: each dossier of a question gets one row, one way it came, one way it stood.

Tables, cells, snapshots and lists of dossiers are all made from this SQL, so they cannot disagree (domain.md §6.1).
`came` is one of online, direct, carried (columns 4–6); `stood` one of early, on_time, overdue (8–10), open_in_time,
open_overdue (12–13). Neither has an ELSE: what fits nowhere is NULL and raises `ReportUnbalanced` with its dossiers.

The state at the end of the period is read from the acts, not from today's index row: a dossier finished before the end
keeps its finish (nothing moves it but a recall, which empties it); any other one stands where its last act before the
end left it, with the due date of that act.
"""

from __future__ import annotations

import re
from typing import Any

from motcua.apps.reports.packs import reading_06a
from motcua.apps.reports.questions import Grouping, Question
from motcua.rules.lifecycle import FINISHED, OPEN

CAME = ("online", "direct", "carried")
STOOD = ("early", "on_time", "overdue", "open_in_time", "open_overdue")
FINISHING_VERBS = ("seal", "settle_at_once", "withdraw", "refuse", "lapse_supplement")
PAUSING_VERBS = ("ask_supplement", "require_payment")

_ROW = {Grouping.FIELD: "d.field_id", Grouping.AGENCY: "d.agency_id", Grouping.CENTRE: "d.receiving_unit_id"}

_AT_END = """
SELECT d.id, {row} AS row_id, {level} AS level, d.channel, d.received_at,
       CASE WHEN later THEN last.to_state ELSE d.state END AS state,
       CASE WHEN NOT later THEN d.finished_at
            WHEN last.to_state = ANY(%(finished)s) THEN closing.at END AS finished_at,
       CASE WHEN later AND last.due_at IS DISTINCT FROM d.due_at
            THEN (last.due_at AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 microsecond')::date
            ELSE d.due_on END AS due_on,
       (pause.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS paused_on,
       closing.verb AS closed_by
FROM dossiers_dossier d
JOIN office_agency ag ON ag.id = d.agency_id
CROSS JOIN LATERAL (SELECT d.finished_at IS NULL OR d.finished_at >= %(end)s AS later) moment
LEFT JOIN LATERAL (
    SELECT a.to_state, a.due_at FROM dossiers_act a
    WHERE later AND a.dossier_id = d.id AND a.at < %(end)s ORDER BY a.seq DESC LIMIT 1
) last ON TRUE
LEFT JOIN LATERAL (
    SELECT a.verb, a.at FROM dossiers_act a
    WHERE (CASE WHEN later THEN last.to_state = ANY(%(finished)s) ELSE d.state = 'STOPPED' END)
      AND a.dossier_id = d.id AND a.at < %(end)s AND a.verb = ANY(%(finishing)s) ORDER BY a.seq DESC LIMIT 1
) closing ON TRUE
LEFT JOIN LATERAL (
    SELECT a.at FROM dossiers_act a
    WHERE later AND last.to_state = ANY(%(waiting)s)
      AND a.dossier_id = d.id AND a.at < %(end)s AND a.verb = ANY(%(pausing)s) ORDER BY a.seq DESC LIMIT 1
) pause ON TRUE
WHERE {scope} AND d.received_at < %(end)s
  AND (d.finished_at IS NULL OR d.finished_at >= %(start)s OR d.received_at >= %(start)s)
"""

_CLASSIFIED = """
SELECT id, row_id, level,
       CASE WHEN received_at < %(start)s THEN 'carried'
            WHEN channel = ANY(%(online)s) THEN 'online'
            WHEN channel IS NOT NULL THEN 'direct' END AS came,
       CASE WHEN finished_at >= %(start)s AND state = ANY(%(finished)s) THEN
                CASE WHEN state = ANY(%(returned_states)s) OR closed_by = ANY(%(returned_verbs)s) THEN 'on_time'
                     WHEN due_on IS NULL OR finished_on = due_on THEN 'on_time'
                     WHEN finished_on < due_on THEN 'early' ELSE 'overdue' END
            WHEN finished_at IS NULL AND state = ANY(%(open)s) THEN
                CASE WHEN due_on IS NULL OR due_on >= COALESCE(paused_on, %(as_of)s) THEN 'open_in_time'
                     ELSE 'open_overdue' END
            END AS stood
FROM (SELECT *, (finished_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS finished_on FROM ({at_end}) s) at_end
WHERE finished_at IS NULL OR finished_at >= %(start)s OR received_at >= %(start)s
"""


def classified(question: Question) -> tuple[str, list[Any]]:
    """SQL of `(id, row_id, level, came, stood)` for a question, with its parameters in order."""
    scope, where = question.scope, "d.agency_id = ANY(%(agencies)s)"
    if scope.receiving_unit_id:
        where = "d.receiving_unit_id = %(unit)s"
    elif scope.settling_unit_id:
        where = "d.settling_unit_id = %(unit)s"
    level = "''" if question.grouping is Grouping.CENTRE else "ag.level"
    inner = _AT_END.format(row=_ROW[question.grouping], level=level, scope=where)
    return positional(_CLASSIFIED.format(at_end=inner), _values(question))


def _values(question: Question) -> dict[str, Any]:
    reading, scope = reading_06a(), question.scope
    return {
        "start": question.start,
        "end": question.end,
        "as_of": question.as_of,
        "agencies": list(scope.agency_ids),
        "unit": scope.receiving_unit_id or scope.settling_unit_id,
        "online": list(reading.online_channels),
        "returned_states": list(reading.returned_states),
        "returned_verbs": list(reading.returned_verbs),
        "waiting": list(reading.waiting_states),
        "finished": sorted(FINISHED),
        "open": sorted(OPEN),
        "finishing": list(FINISHING_VERBS),
        "pausing": list(PAUSING_VERBS),
    }


def positional(sql: str, values: dict[str, Any]) -> tuple[str, list[Any]]:
    """SQL with named parameters turned into positional ones, which can stand inside a Django query."""
    params: list[Any] = []

    def take(mark: re.Match[str]) -> str:
        params.append(values[mark[1]])
        return "%s"

    return re.sub(r"%\((\w+)\)s", take, sql), params
