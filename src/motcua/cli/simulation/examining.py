"""The case officer at work: papers judged, a supplement asked, others consulted, money asked for, the draft presented."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from motcua.apps.dossiers import actions as dossiers
from motcua.apps.dossiers import queries
from motcua.apps.dossiers.actions import Judgement
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.cli.simulation import fate, processes
from motcua.cli.simulation.chance import dice
from motcua.cli.simulation.province import COMMUNE, pack
from motcua.rules.actors import Actor, Role

if TYPE_CHECKING:
    from motcua.apps.dossiers.models import Dossier
    from motcua.cli.simulation.day import Day

CONSULT_DAYS = 4
PAY_DAYS = 30
OPINION = "Hồ sơ đầy đủ, hợp lệ, đủ điều kiện giải quyết theo quy định"


def examines(day: Day, dossier: Dossier, at: datetime) -> bool:
    """A case officer takes the dossier up when its time has come; a refusal is the authority's."""
    if at < _ready_at(day, dossier):
        return False
    if not dossier.on_spot and day.chance("refuse", dossier):
        signatories = day.staff.signatories.get(dossier.agency_id, ())
        return day.give(signatories, at, "refuse", partial(_refuses, day, dossier))
    officers = day.staff.at(dossier.holder_unit_id, Role.CASE_OFFICER)
    if dossier.holder_id is not None:
        officers = tuple(who for who in officers if who.officer_id == dossier.holder_id)
    task = "on_spot" if dossier.on_spot else "examine"
    slow = day.rules["slow_units"].get(dossier.settling_unit.code if dossier.settling_unit else "", 1.0)
    return day.give(officers, at, task, partial(_works, day, dossier), slow)


def _ready_at(day: Day, dossier: Dossier) -> datetime:
    lacks = not dossier.supplements and _lacks(day, dossier)
    return fate.ready_at(dossier, seed=day.seed, lacks=lacks)


def _lacks(day: Day, dossier: Dossier) -> bool:
    return fate.lacks_paper(dossier, seed=day.seed, often=day.rules["chances"]["supplement"])


def _works(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    """One sitting: what the dossier needs first."""
    row = _pack_row(dossier)
    past = set(dossier.acts.values_list("verb", flat=True))
    if _needs_supplement(day, dossier, at):
        _asks_supplement(day, dossier, who, at)
    elif not dossier.on_spot and _asks_by_process(day, dossier, who, at):
        pass
    elif not dossier.on_spot and "consult" not in past and _asked_unit(day, dossier, row):
        _consults(day, dossier, row, who, at)
    elif "require_payment" not in past and row.get("obligation") and day.chance("obligation", dossier):
        _requires_payment(day, dossier, row, who, at)
    else:
        _presents(day, dossier, past, who, at)
    day.finished(dossier, at)


def _needs_supplement(day: Day, dossier: Dossier, at: datetime) -> bool:
    has_papers = dossier.papers.exists()
    return (
        has_papers
        and not dossier.supplements
        and _lacks(day, dossier)
        and not dossiers.needs_leader(dossier, at)
    )


def _judge(day: Day, dossier: Dossier, wrong: Collection[int], who: Actor, at: datetime) -> None:
    note = dice(day.seed, "note", dossier).choice(
        ["Bản chụp mờ, không đọc được", "Thiếu chữ ký của người khai", "Giấy tờ đã hết giá trị sử dụng"]
    )
    verdicts = {
        ordinal: Judgement("WRONG", note) if ordinal in wrong else Judgement("OK")
        for ordinal in dossier.papers.values_list("ordinal", flat=True)
    }
    if verdicts:
        dossiers.judge_papers(str(dossier), verdicts, actor=who, at=at)


def _asks_supplement(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    random = dice(day.seed, "wrong", dossier)
    ordinals = sorted(dossier.papers.values_list("ordinal", flat=True))
    _judge(day, dossier, {random.choice(ordinals)}, who, at)
    due_on = day.on + timedelta(days=random.randint(10, 20))
    reason = "Hồ sơ chưa hợp lệ, cần bổ sung theo danh mục kèm theo"
    dossiers.ask_supplement(str(dossier), reason=reason, due_on=due_on, actor=who, at=at)
    day.count("ask_supplement")


def _asked_unit(day: Day, dossier: Dossier, row: Any) -> int | None:
    codes = row.get("consults", ())
    if not codes or processes.step_of(dossier).asks or not day.chance("consult", dossier):
        return None
    return day.staff.unit_ids[codes[0]]


def _consults(day: Day, dossier: Dossier, row: Any, who: Actor, at: datetime) -> None:
    unit_id = _asked_unit(day, dossier, row)
    dossiers.consult(
        str(dossier),
        unit_id=unit_id or 0,
        question="Đề nghị cho ý kiến về sự phù hợp của hồ sơ với quy hoạch và yêu cầu quản lý của ngành",
        due_at=day.at("17:00") + timedelta(days=CONSULT_DAYS),
        actor=who,
        at=at,
    )
    day.count("consult")


def _asks_by_process(day: Day, dossier: Dossier, who: Actor, at: datetime) -> bool:
    """True when the process wants opinions at this step that were not asked for yet, and they are asked for now."""
    step = processes.step_of(dossier)
    if not step.asks:
        return False
    answers = processes.said_at(dossier, step, day.seed).get("answers")
    try:
        sent = dossiers.consult_by_process(str(dossier), answers=answers, actor=who, at=at)
    except GuardNotMet:
        return False  # all were asked when the step was opened
    for _ in sent:
        day.count("consult")
    return True


def _requires_payment(day: Day, dossier: Dossier, row: Any, who: Actor, at: datetime) -> None:
    random = dice(day.seed, "amount", dossier)
    dossiers.require_payment(
        str(dossier),
        name=row["obligation"],
        amount=random.randint(30, 900) * 10_000,
        notice=f"TB-{day.on:%y%m%d}-{random.randint(1, 999):03d}",
        pay_by=day.on + timedelta(days=PAY_DAYS),
        actor=who,
        at=at,
    )
    day.count("require_payment")


def _presents(day: Day, dossier: Dossier, past: set[str], who: Actor, at: datetime) -> None:
    is_building = "xây dựng" in dossier.procedure.name.lower()
    if is_building and "verify_on_site" not in past and day.chance("verify", dossier):
        dossiers.verify_on_site(
            str(dossier),
            took_place_at=at - timedelta(minutes=50),
            place=dossier.applicant_address or "Địa điểm xây dựng",
            participants=f"{who.name}; {dossier.applicant_name}",
            outcome="Hiện trạng phù hợp với hồ sơ",
            actor=who,
            at=at,
        )
        day.count("verify_on_site")
    _judge(day, dossier, (), who, at)
    said = processes.said_at(dossier, processes.step_of(dossier), day.seed)
    dossiers.examine(str(dossier), opinion=OPINION, **said, actor=who, at=at)
    day.count("examine")


def _refuses(day: Day, dossier: Dossier, who: Actor, at: datetime) -> None:
    dossiers.refuse(
        str(dossier),
        kind="REFUSE",
        reason="Nội dung đề nghị không đủ điều kiện theo quy định của pháp luật chuyên ngành.",
        legal_ground="Điều kiện tại bản công bố thủ tục hành chính",
        actor=who,
        at=at,
    )
    day.count("refuse")
    day.finished(dossier, at)


def questions(day: Day, at: datetime) -> None:
    """Offices answer what others asked; when they stay silent past the time, the asking officer notes it."""
    for unit_id in _asked_units(day):
        officers = day.staff.at(unit_id, Role.CASE_OFFICER)
        for asked in queries.consultations_for(officers[0]):
            if asked.dossier_id not in day.busy:
                _answer(day, asked, officers, at)


def _answer(day: Day, asked: Any, officers: tuple[Actor, ...], at: datetime) -> None:
    random = dice(day.seed, "answers", asked.dossier)
    answers_on = asked.asked.at + timedelta(days=random.choice([0, 1, 1, 2, 3, 9]))
    holders = day.staff.at(asked.dossier.holder_unit_id, Role.CASE_OFFICER)
    if at > asked.due_at:
        mine = tuple(who for who in holders if who.officer_id == asked.dossier.holder_id)
        taken = day.give(mine, at, "consult", partial(_answers, day, asked, ""))
    else:
        taken = at >= answers_on and day.give(
            officers, at, "answer", partial(_answers, day, asked, "Thống nhất, không có ý kiến khác")
        )
    if taken:
        day.busy.add(asked.dossier_id)


def _answers(day: Day, asked: Any, answer: str, who: Actor, at: datetime) -> None:
    if not answer or at <= asked.due_at:
        dossiers.answer_consultation(
            str(asked.dossier), consultation_id=asked.pk, answer=answer, actor=who, at=at
        )
        day.count("answer_consultation")
    day.finished(asked.dossier, at)


def _asked_units(day: Day) -> list[int]:
    codes = {code for row in pack("uses.json") for code in row.get("consults", ())} | processes.asked_units()
    return sorted(day.staff.unit_ids[code] for code in codes)


def _pack_row(dossier: Dossier) -> Any:
    level = {True: COMMUNE}.get(dossier.process_key in ("commune", "five_on_spot"))
    rows = [row for row in pack("uses.json") if row["code"] == dossier.procedure.code]
    matching = [row for row in rows if (row["agency"] == COMMUNE) == (level == COMMUNE)]
    return (matching or rows or [{}])[0]
