"""Bodies of processes for tests that move dossiers: what an office might draw."""

from __future__ import annotations

from typing import Any


def row(key: str, take: str, by: str, at: str, following: str, **more: Any) -> dict[str, Any]:
    """One step as the JSON body has it."""
    return {"key": key, "name": f"Bước {key}", "take": take, "by": by, "at": at, "product": "Phiếu",
            "outcomes": [{"next": following}], **more}  # fmt: skip


TRANSFER = row("transfer", "transfer", "COUNTER", "CENTRE", "assign")
ASSIGN = row("assign", "assign", "UNIT_HEAD", "UNIT", "examine", limit_days="0.5")
EXAMINE = row("examine", "examine", "CASE_OFFICER", "UNIT", "review", back="assign", limit_days="2")
REVIEW = row("review", "review", "UNIT_HEAD", "UNIT", "sign", back="examine", limit_days="1")
SIGN = row("sign", "sign", "SIGNATORY", "LEADERSHIP", "seal", back="examine", limit_days="1")
SEAL = row("seal", "seal", "CLERK", "CLERK_OFFICE", "deliver", back="sign", limit_days="0.5")
DELIVER = row("deliver", "deliver", "COUNTER", "CENTRE", "end")

LONG = {"name": "Quy trình đủ bước", "steps": [TRANSFER, ASSIGN, EXAMINE, REVIEW, SIGN, SEAL, DELIVER]}
SHORT = {
    "name": "Quy trình rút gọn",
    "steps": [
        TRANSFER,
        ASSIGN,
        {**EXAMINE, "limit_days": "1", "outcomes": [{"next": "sign"}]},
        SIGN,
        SEAL,
        DELIVER,
    ],
}
RENAMED = {
    "name": "Quy trình đặt lại tên bước",
    "steps": [
        TRANSFER,
        {**ASSIGN, "outcomes": [{"next": "check"}]},
        {**EXAMINE, "key": "check", "name": "Thẩm tra"},
        {**REVIEW, "back": "check"},
        {**SIGN, "back": "check"},
        SEAL,
        DELIVER,
    ],
}
