"""The lifecycle table as a page: a Mermaid diagram and the rows. Run as a module to write docs/reference/lifecycle.md."""

from __future__ import annotations

import sys

from motcua.rules.lifecycle import FINISHED, STATE_LABELS, TABLE, State, Transition

HEAD = """# Vòng đời hồ sơ: 27 bước chuyển

Trang này sinh ra từ bảng `motcua.rules.lifecycle.TABLE` (domain.md §2.3); không sửa tay. Sinh lại bằng:
`python -m motcua.rules.lifecycle_document > docs/reference/lifecycle.md`. Kiểm tra: `tests/rules/test_lifecycle.py`.
"""


def document() -> str:
    """The whole page."""
    return "\n".join(
        [HEAD, "## Sơ đồ\n", diagram(), "\n## Trạng thái\n", _states(), "\n## Bảng\n", _rows(), ""]
    )


def diagram() -> str:
    """A Mermaid state diagram: one arrow per pair of different states, named by its transitions.

    The rows that stay where they are stand in one note, not as arrows.
    """
    arrows: dict[tuple[str, str], list[str]] = {}
    for row in TABLE:
        for start in [state.value for state in row.start] or ["[*]"]:
            for to in row.to:
                if start != to.value:
                    ids = arrows.setdefault((start, to.value), [])
                    ids += [row.id] if row.id not in ids else []
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"    {state.value}: {STATE_LABELS[state]} ({state.national_code})" for state in State]
    lines += [f"    {start} --> {to}: {', '.join(ids)}" for (start, to), ids in arrows.items()]
    lines += [f"    {state.value} --> [*]" for state in State if state in FINISHED - {State.READY}]
    return "\n".join([*lines, *_note(), "```"])


def _note() -> list[str]:
    """The rows that change no state, each with the states it may be taken in."""
    staying = [f"{row.id} {row.name} ({_starts(row)})" for row in TABLE if row.stays]
    inside = ["Hồ sơ giữ nguyên trạng thái khi:", *staying]
    return ["    note right of PROCESSING", *(f"        {line}" for line in inside), "    end note"]


def _states() -> str:
    rows = [f"| {s.value} | {STATE_LABELS[s]} | {s.national_code} |" for s in State]
    return "\n".join(["| Trong mã | Tên | Mã DVCQG |", "|---|---|---|", *rows])


def _rows() -> str:
    head = [
        "| Mã | Việc (hàm) | Từ | Đến | Ai | Điều kiện | Văn bản | Đồng hồ | Nguồn |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *map(_row, TABLE)])


def _starts(row: Transition) -> str:
    if len(row.start) > 8:
        return "mọi trạng thái khi cơ quan còn giữ giấy tờ"
    return ", ".join(state.label for state in row.start) or "–"


def _row(row: Transition) -> str:
    to = "giữ nguyên" if row.stays else ", ".join(s.label for s in row.to) or "–"
    cells = [
        row.id,
        f"{row.name} (`{row.verb}`)",
        _starts(row),
        to,
        row.who,
        row.guard,
        row.document or "–",
        row.clock.label,
    ]
    return "| " + " | ".join([*map(str, cells), row.source]) + " |"


if __name__ == "__main__":
    sys.stdout.write(document())
