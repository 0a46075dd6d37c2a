"""Rows for PostgreSQL's COPY, as text: one buffer per table, poured out in the order the tables need."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})
NULL = "\\N"

COLUMNS: dict[str, tuple[str, ...]] = {
    "dossiers_dossier": (
        "id", "number", "provisional", "state", "act_count", "procedure_id", "version_id", "use_id", "field_id",
        "subject", "process_key", "process_version", "step_key", "step_since", "step_due_at", "receiving_unit_id",
        "agency_id", "settling_unit_id", "holder_unit_id", "holder_id", "applicant_id", "applicant_name",
        "applicant_folded", "applicant_number", "applicant_phone", "applicant_email", "applicant_address",
        "submitter_name", "submitter_number", "submitter_phone", "submitter_authority", "channel", "sets",
        "result_way", "result_address", "on_spot", "limit_value", "limit_unit", "law_limit_value", "law_limit_unit",
        "rule_set", "calendar_edition", "submitted_at", "received_at", "start_at", "due_original_at", "due_law_at",
        "due_at", "due_on", "paused_since", "supplement_due_on", "supplements", "extended", "finished_at",
        "delivered_at", "secret_digest", "receipt_version", "timer_at", "timer_no",
    ),
    "dossiers_act": (
        "id", "dossier_id", "seq", "verb", "transition", "from_state", "to_state", "officer_id", "actor_name",
        "unit_name", "at", "ground", "step_key", "holder_unit_id", "holder_id", "due_at", "note",
    ),
    "dossiers_acceptance": (
        "act_id", "received_at", "start_at", "due_at", "due_law_at", "limit_value", "limit_unit", "rule_set",
        "calendar_edition",
    ),
    "dossiers_handover": ("act_id", "from_unit_id", "to_unit_id", "to_officer_id", "transfer_by"),
    "dossiers_result": ("act_id", "number", "summary", "issued_on", "signatory_name", "file_id"),
    "dossiers_delivery": (
        "act_id", "way", "receiver_name", "receiver_number", "shown", "authority", "waybill", "originals_returned",
    ),
    "dossiers_withdrawal": ("act_id", "reason", "asked_by"),
    "dossiers_decision": ("act_id", "kind", "reason", "legal_ground"),
    "dossiers_paper": (
        "dossier_id", "ordinal", "name", "required", "originals", "certified", "copies", "file_id", "missing_reason",
        "reused", "verdict", "verdict_note", "returned_at",
    ),
    "dossiers_participation": ("dossier_id", "unit_id", "since"),
    "ledger_recordedfact": ("name", "subject", "payload", "officer_id", "actor_name", "at"),
}  # fmt: skip
"""The columns written, per table, in the order their rows must be given; every column of the table is named."""


def text(value: str) -> str:
    """A text as COPY wants it: backslashes, tabs and line ends escaped."""
    return value.translate(_ESCAPES)


def maybe(value: object) -> str:
    """A number, a day or a moment, or SQL's NULL."""
    return NULL if value is None else str(value)


class Buffers:
    """The rows of one batch, by table."""

    def __init__(self) -> None:
        self.rows: dict[str, list[str]] = {table: [] for table in COLUMNS}

    def add(self, table: str, *values: str) -> None:
        """One row; each value is already in COPY's text."""
        self.rows[table].append("\t".join(values))

    def pour(self) -> None:
        """COPY everything into the database, inside the caller's transaction."""
        with connection.cursor() as cursor:
            for table, rows in self.rows.items():
                if not rows:
                    continue
                columns = ", ".join(COLUMNS[table])
                with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                    copy.write("\n".join(rows) + "\n")


def check_references(*, grown: bool) -> None:
    """Check the references of what was poured now, not all at commit: faults show early, memory stays that of a batch.

    `grown` says that the tables have doubled since the last time: their statistics are renewed first, because
    PostgreSQL keeps the plan of a reference check for the session, and one made over an empty table reads it whole.
    """
    with connection.cursor() as cursor:
        if grown:
            cursor.execute("ANALYZE dossiers_dossier (id), dossiers_act (id), people_person (id)")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def take_ids(table: str, count: int) -> Sequence[int]:
    """`count` fresh ids of a table's sequence."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return [row[0] for row in cursor.fetchall()]


def take_orders(wanted: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Reserve order numbers per (agency code, day); the first of each. The rows the counter itself locks."""
    keys = sorted(wanted)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO dossiers_numbercounter AS c (agency_code, "on", last) '
            "SELECT * FROM unnest(%s::text[], %s::date[], %s::int[]) "
            'ON CONFLICT (agency_code, "on") DO UPDATE SET last = c.last + EXCLUDED.last '
            'RETURNING agency_code, "on"::text, last',
            [[k[0] for k in keys], [k[1] for k in keys], [wanted[k] for k in keys]],
        )
        return {(code, on): last - wanted[code, on] + 1 for code, on, last in cursor.fetchall()}
