"""Asking other units for their opinion (T9, NĐ 61/2018 Đ.19.5): its own clock, the dossier's clock keeps running."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers import slips
from motcua.apps.dossiers.actions.acting import act, asked_units, lock, shortened, standing, tell, took_part
from motcua.apps.dossiers.models import Consultation
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office.models import Unit
from motcua.rules import rights
from motcua.rules.actors import Actor
from motcua.rules.facts import ConsultationAnswered, ConsultationAsked
from motcua.rules.forms import FormKind
from motcua.rules.lifecycle import State


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
    made = act(dossier, "consult", actor=actor, at=at, ground=shortened(question))
    asked = Consultation.objects.create(
        dossier=dossier, asked=made, unit_id=unit_id, question=question.strip(), due_at=due_at
    )
    took_part(dossier, unit_id, at)
    slips.issue(dossier, FormKind.CONSULTATION, actor=actor, at=at, consultation=asked)
    tell(ConsultationAsked, dossier, made, actor=actor, at=at)
    return asked


@transaction.atomic
def answer_consultation(
    number: str, *, consultation_id: int, answer: str, actor: Actor, at: datetime, seen: int | None = None
) -> Consultation:
    """The asked unit answers. When it stays silent past its time, the case officer notes that (an empty answer)."""
    dossier = lock(number, actor=actor, seen=seen)
    asked = Consultation.objects.select_for_update().filter(pk=consultation_id, dossier=dossier).first()
    if asked is None or asked.answered_id is not None:
        raise GuardNotMet("Phiếu lấy ý kiến này đã được trả lời. Hãy tải lại trang.")
    is_asked = asked.unit_id in actor.units()
    if not is_asked and at <= asked.due_at:
        raise GuardNotMet("Chưa hết hạn trả lời. Chỉ đơn vị được hỏi mới trả lời lúc này.")
    if is_asked and not answer.strip():
        raise GuardNotMet("Hãy ghi ý kiến trả lời.", {"answer": "Hãy ghi ý kiến trả lời."})
    others = asked_units(dossier) - {asked.unit_id}
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
    tell(ConsultationAnswered, dossier, made, actor=actor, at=at)
    return asked
