"""Asking other units for their opinion (T9, NĐ 61/2018 Đ.19.5): its own clock, the dossier's clock keeps running."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.actions.acting import (
    act,
    asked_units,
    current_step,
    ensure_leaves,
    lock,
    shortened,
    standing,
    tell,
    took_part,
)
from motcua.apps.dossiers.asking import AskNow, answer_by, asks_now
from motcua.apps.dossiers.models import Consultation, Dossier, Nudge, NudgeKind
from motcua.apps.dossiers.processes import answers_given, keep_answers
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.models import Unit
from motcua.rules import rights
from motcua.rules.actors import Actor
from motcua.rules.facts import ConsultationAnswered, ConsultationAsked
from motcua.rules.forms import FormKind
from motcua.rules.lifecycle import State
from motcua.rules.process import Step

LONGEST_QUESTION = 2000
"""Characters of a question, as its column holds them."""


@transaction.atomic
def consult(
    number: str,
    *,
    unit_id: int,
    question: str,
    due_at: datetime,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Consultation:
    """Ask a unit, with a question and a time to answer by. Raises GuardNotMet for an empty or double question."""
    dossier = lock(number, actor=actor, verb="consult", seen=seen)
    faults: dict[str, str] = {}
    if not question.strip():
        faults["question"] = "Hãy ghi rõ nội dung cần lấy ý kiến."
    if due_at <= at:
        faults["due_at"] = "Thời hạn trả lời phải ở tương lai."
    if unit_id == dossier.holder_unit_id:
        faults["unit_id"] = "Đơn vị này đang giữ hồ sơ. Hãy chọn đơn vị khác."
    if unit_id in asked_units(dossier):
        faults["unit_id"] = "Đơn vị này đã được hỏi và chưa trả lời. Hãy chờ hoặc đôn đốc."
    if faults:
        raise GuardNotMet("Chưa gửi được phiếu lấy ý kiến. Hãy sửa các mục báo đỏ.", faults)
    if not Unit.objects.filter(pk=unit_id).exists():
        raise GuardNotMet("Không có đơn vị này.", {"unit_id": "Hãy chọn đơn vị trong danh sách."})
    asked = Consultation(dossier=dossier, unit_id=unit_id, question=question.strip(), due_at=due_at)
    return _send(dossier, asked, actor=actor, at=at)


def _send(
    dossier: Dossier,
    asked: Consultation,
    *,
    actor: Actor,
    at: datetime,
    note: Mapping[str, Any] | None = None,
) -> Consultation:
    asked.asked = act(dossier, "consult", actor=actor, at=at, ground=shortened(asked.question), note=note)
    asked.save(force_insert=True)
    took_part(dossier, asked.unit_id, at)
    slips.issue(dossier, FormKind.CONSULTATION, actor=actor, at=at, consultation=asked)
    tell(ConsultationAsked, dossier, asked.asked, actor=actor, at=at)
    return asked


@transaction.atomic
def consult_by_process(
    number: str,
    *,
    questions: Mapping[str, str] | None = None,
    answers: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> list[Consultation]:
    """Send every consultation the open step's process wants and that was not sent in this opening, all or none.

    `questions` replaces the process's words by ask key. `answers` are those to the step's questions that the asks
    depend on, by key. Each unit answers within its own working days. Raises GuardNotMet: nothing is left to send, an
    empty question, an answer that is missing.
    """
    dossier = lock(number, actor=actor, verb="consult", seen=seen)
    ensure_leaves(dossier, "consult")
    step = current_step(dossier)
    given = answers_given(dossier, step, answers, all_of=False)
    to_send = [one for one in asks_now(dossier, step, at, given) if one.to_send]
    if not to_send:
        raise GuardNotMet(
            "Quy trình không còn đơn vị nào phải hỏi ở bước này. "
            "Muốn hỏi thêm, hãy dùng «Lấy ý kiến đơn vị khác»."
        )
    words = {one.ask.key: (questions or {}).get(one.ask.key, one.ask.question).strip() for one in to_send}
    _ensure_asking(words)
    keep_answers(dossier, given, at)
    return [
        _send(dossier, _slip(dossier, step, one, words[one.ask.key], at), actor=actor, at=at, note=given.note)
        for one in to_send
    ]


def _ensure_asking(words: Mapping[str, str]) -> None:
    faults = {
        f"question_{key}": "Hãy ghi rõ nội dung cần lấy ý kiến."
        if not text
        else f"Nội dung dài quá {LONGEST_QUESTION} ký tự. Hãy viết gọn."
        for key, text in words.items()
        if not text or len(text) > LONGEST_QUESTION
    }
    if faults:
        raise GuardNotMet("Chưa gửi được phiếu lấy ý kiến. Hãy sửa các mục báo đỏ.", faults)


def _slip(dossier: Dossier, step: Step, one: AskNow, question: str, at: datetime) -> Consultation:
    assert one.unit is not None  # `to_send` says so
    return Consultation(
        dossier=dossier,
        unit_id=one.unit.pk,
        question=question,
        due_at=answer_by(one, at, dossier.calendar_edition),
        ask_key=one.ask.key,
        step_key=step.key,
    )


@transaction.atomic
def answer_consultation(
    number: str, *, consultation_id: int, answer: str, actor: Actor, at: datetime, seen: int | None = None
) -> Consultation:
    """The asked unit answers. When it stays silent past its time, the case officer notes that (an empty answer)."""
    dossier = lock(number, actor=actor, seen=seen)
    asked = Consultation.objects.select_for_update().filter(pk=consultation_id, dossier=dossier).first()
    if asked is None or asked.answered_id is not None:
        raise GuardNotMet("Phiếu lấy ý kiến này đã được trả lời. Hãy tải lại trang.")
    is_asked = asked.unit_id in actor.units(process=dossier.process_key)
    if not is_asked and at <= asked.due_at:
        raise GuardNotMet("Chưa hết hạn trả lời. Chỉ đơn vị được hỏi mới trả lời lúc này.")
    if is_asked and not answer.strip():
        raise GuardNotMet("Hãy ghi ý kiến trả lời.", {"answer": "Hãy ghi ý kiến trả lời."})
    others = Consultation.objects.filter(dossier=dossier, answered=None).exclude(pk=asked.pk).exists()
    rights.ensure(actor, "answer_consultation", standing(dossier, asked_units=frozenset({asked.unit_id})))
    made = act(
        dossier,
        "answer_consultation",
        actor=actor,
        at=at,
        ground=shortened(answer) or "Quá hạn, đơn vị được hỏi không trả lời",
        to=State.CONSULTING if others else State.PROCESSING,
        asked=frozenset({asked.unit_id}),
    )
    asked.answered, asked.answer, asked.silent = made, answer.strip(), not is_asked
    asked.save(update_fields=["answered", "answer", "silent"])
    if asked.nudged_at is not None:
        Nudge.objects.filter(
            dossier=dossier, kind=NudgeKind.CONSULTATION, timer_no=asked.asked.seq, done_at=None
        ).update(done_at=at)
    tell(ConsultationAnswered, dossier, made, actor=actor, at=at)
    return asked
