"""Processes an office might draw, with everything a process can have, and walks of dossiers through them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.apps.dossiers import actions, verifying
from motcua.apps.dossiers.models import Dossier
from tests.worlds.small import SmallOffice, vn

AT = vn("2026-03-02 08:00")
"""A Monday morning."""

WHO = {
    "transfer": "quay",
    "assign": "truongphong",
    "examine": "chuyenvien",
    "review": "truongphong",
    "sign": "giamdoc_so",
    "seal": "vanthu",
    "deliver": "quay",
}
_PLACES = {
    "transfer": ("COUNTER", "CENTRE"),
    "assign": ("UNIT_HEAD", "UNIT"),
    "examine": ("CASE_OFFICER", "UNIT"),
    "review": ("UNIT_HEAD", "UNIT"),
    "sign": ("SIGNATORY", "LEADERSHIP"),
    "seal": ("CLERK", "CLERK_OFFICE"),
    "deliver": ("COUNTER", "CENTRE"),
}


def line(key: str, take: str, *following: Any, **more: Any) -> dict[str, Any]:
    """A step of the body; `following` are keys of next steps or whole outcomes."""
    by, at = _PLACES[take]
    ways = [one if isinstance(one, dict) else {"next": one} for one in following]
    return {"key": key, "name": f"Bước {key}", "take": take, "by": by, "at": at, "outcomes": ways, **more}


def way(following: str, key: str = "", label: str = "", **when: str) -> dict[str, Any]:
    """An outcome; `when` as `fee=">= 500000"` (an answer as `answer_area`)."""
    row: dict[str, Any] = {"next": following, "key": key, "label": label}
    clauses = []
    for name, text in when.items():
        op, value = text.split(" ", 1)
        clauses.append({"given": name.replace("answer_", "answer."), "op": op, "value": value})
    return row | ({"when": clauses} if clauses else {})


def body(**changed: dict[str, Any]) -> dict[str, Any]:
    """transfer → assign → examine → review → sign → seal → deliver, with steps replaced or added by key."""
    steps = {
        "transfer": line("transfer", "transfer", "assign"),
        "assign": line("assign", "assign", "examine"),
        "examine": line("examine", "examine", "review", back="assign"),
        "review": line("review", "review", "sign", back="examine"),
        "sign": line("sign", "sign", "seal", back="examine"),
        "seal": line("seal", "seal", "deliver", back="sign"),
        "deliver": line("deliver", "deliver", "end"),
    }
    return {"name": "Quy trình vẽ riêng", "steps": list((steps | changed).values())}


def to_examine(office: SmallOffice, at: datetime = AT, **more: Any) -> str:
    """A dossier on the desk of `chuyenvien`, every paper judged «đạt»."""
    number = str(office.examined_by(at, **more))
    office.judged_ok(number, at)
    return number


def take(office: SmallOffice, number: str, at: datetime = AT, **given: Any) -> Dossier:
    """Do the open step by whoever usually does it."""
    dossier = Dossier.objects.get(number=number)
    kind = step_of(dossier).take
    actor = office.actor(WHO[kind], at)
    if kind == "transfer":
        return actions.transfer(number, actor=actor, at=at)
    if kind == "assign":
        return actions.assign(number, officer_id=office.officer("chuyenvien").pk, actor=actor, at=at)
    if kind == "examine":
        return actions.examine(number, opinion="Đủ điều kiện", actor=actor, at=at, **given)
    if kind == "review":
        return actions.review(number, actor=actor, at=at, **given)
    if kind == "sign":
        return actions.sign(number, actor=actor, at=at)
    if kind == "seal":
        return actions.seal(
            number,
            result_number=f"{number[-4:]}/GCN",
            summary="Giấy chứng nhận",
            file_id=office.result_file(at),
            actor=actor,
            at=at,
        )
    return actions.deliver_at_counter(
        number, receiver_name="Nguyễn Văn Dân", shown="RECEIPT", originals_returned=True, actor=actor, at=at
    )


def step_of(dossier: Dossier) -> Any:
    """The open step of the dossier's process."""
    from motcua.apps.dossiers.processes import process_of

    return process_of(dossier).step(dossier.step_key)


def stands(number: str) -> tuple[str, str]:
    """(open step, state)."""
    dossier = Dossier.objects.get(number=number)
    return dossier.step_key, str(dossier.state)


def differences() -> list[str]:
    """What `motcua verify` finds."""
    return [str(one.sentence) for batch in verifying.verify() for one in batch.differences]
