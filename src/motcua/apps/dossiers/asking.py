"""The side consultations a process wants of the open step: which were sent in this opening, which are still awaited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from motcua.apps.dossiers.models import Act, Consultation, Dossier
from motcua.apps.dossiers.placing import aware, civil
from motcua.apps.dossiers.processes import Answers, asks_wanted
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.apps.office import queries as office
from motcua.apps.office.models import Unit
from motcua.apps.office.working_time import calendar_for
from motcua.rules import deadlines
from motcua.rules.deadlines import Limit
from motcua.rules.deadlines import Unit as LimitUnit
from motcua.rules.process import Step
from motcua.rules.process.definition import Ask


@dataclass(frozen=True, slots=True)
class AskNow:
    """An ask of the open step: the unit that is asked (None: it cannot be, `why` says so), and its slip when sent."""

    ask: Ask
    unit: Unit | None
    sent: Consultation | None = None
    why: str = ""

    @property
    def to_send(self) -> bool:
        """True when it still has to be sent."""
        return self.sent is None and self.unit is not None

    @property
    def awaited(self) -> bool:
        """True when it was sent and nobody answered, nor was the silence noted."""
        return self.sent is not None and self.sent.answered_id is None


def asks_now(dossier: Dossier, step: Step, at: datetime, answers: Answers | None = None) -> list[AskNow]:
    """Every ask the step wants now. Two statements when there is one. Raises GuardNotMet for a missing answer.

    A unit that has ended cannot be asked, nor is the holder asked for its own opinion: the dossier goes on without.
    """
    wanted = asks_wanted(dossier, step, answers)
    if not wanted:
        return []
    units = {unit.code: unit for unit in _units(wanted, at)}
    sent = {one.ask_key: one for one in sent_in_this_opening(dossier, step)}
    return [_now(dossier, ask, units.get(ask.unit), sent.get(ask.key)) for ask in wanted]


def _now(dossier: Dossier, ask: Ask, unit: Unit | None, sent: Consultation | None) -> AskNow:
    if sent is not None:
        return AskNow(ask, unit, sent)
    if unit is None:
        return AskNow(ask, None, why=f"Đơn vị «{ask.unit}» không còn hoạt động nên không hỏi được.")
    if unit.pk == dossier.holder_unit_id:
        return AskNow(ask, None, why=f"{unit.name} đang giữ hồ sơ nên không phải hỏi.")
    return AskNow(ask, unit)


def answer_by(one: AskNow, at: datetime, edition: int | None) -> datetime:
    """When the asked unit has to answer: the ask's working days on that unit's own calendar."""
    assert one.unit is not None
    limit = Limit.of(one.ask.limit_days, LimitUnit.WORKING_DAY)
    due = deadlines.due(civil(at), limit, calendar_for(one.unit.pk, edition))
    return aware(due.at) or at


def _units(wanted: Sequence[Ask], at: datetime) -> list[Unit]:
    codes = {ask.unit for ask in wanted}
    return list(Unit.objects.filter(office.in_force(civil(at).date()), code__in=codes))


def sent_in_this_opening(dossier: Dossier, step: Step) -> list[Consultation]:
    """The process's consultations sent since the dossier came to the step from another one.

    A reassignment, a supplement or a payment in between does not ask again; coming back after rework does.
    """
    before = Act.objects.filter(dossier=OuterRef("dossier")).exclude(step_key=step.key).order_by()
    last = Subquery(before.values("dossier").annotate(top=Max("seq")).values("top"))
    found = Consultation.objects.filter(dossier=dossier, step_key=step.key).exclude(ask_key="")
    found = found.annotate(elsewhere=Coalesce(last, 0)).filter(asked__seq__gt=F("elsewhere"))
    return list(found.select_related("unit"))


def ensure_asked(dossier: Dossier, step: Step, answers: Answers, at: datetime) -> dict[str, Any]:
    """Refuse while a unit the process asks was not asked or has not answered; what could not be asked, for the note.

    Raises GuardNotMet naming the units.
    """
    now = asks_now(dossier, step, at, answers)
    if to_send := [one.unit.name for one in now if one.to_send and one.unit]:
        raise GuardNotMet(
            f"Quy trình yêu cầu ý kiến của {', '.join(to_send)} trước khi xong bước này. "
            "Hãy gửi phiếu ở mục «Lấy ý kiến theo quy trình»."
        )
    if awaited := [one.sent.unit.name for one in now if one.awaited and one.sent]:
        raise GuardNotMet(
            f"Quy trình yêu cầu ý kiến của {', '.join(awaited)}: chưa có trả lời. "
            "Hãy chờ, hoặc ghi nhận không trả lời khi đã quá hạn."
        )
    left_out: Mapping[str, str] = {one.ask.key: one.why for one in now if one.why}
    return {"not_asked": dict(left_out)} if left_out else {}
