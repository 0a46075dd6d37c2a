"""Examining: each paper judged, the draft presented (T8), an on-site check (T10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.apps.dossiers.actions.acting import act, ensure_step, lock, opened, shortened, tell
from motcua.apps.dossiers.actions.movement import state_at
from motcua.apps.dossiers.asking import ensure_asked
from motcua.apps.dossiers.models import Dossier, Paper, PaperVerdict, SiteVerification
from motcua.apps.dossiers.processes import answers_given, keep_answers, way_on
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.rules.actors import Actor
from motcua.rules.facts import DossierMoved, SiteVerified
from motcua.rules.process import Step


@dataclass(frozen=True, slots=True)
class Judgement:
    """The case officer's verdict on one paper: OK, MISSING or WRONG, and what is wanted."""

    verdict: str
    note: str = ""


@transaction.atomic
def judge_papers(
    number: str, verdicts: Mapping[int, Judgement], *, actor: Actor, at: datetime, seen: int | None = None
) -> Dossier:
    """Write the verdict on each paper (by ordinal). Only the case officer who holds the dossier.

    Raises GuardNotMet when a verdict is unknown, or MISSING/WRONG has no note.
    """
    dossier = lock(number, actor=actor, verb="examine", seen=seen)
    ensure_step(dossier, "examine")
    papers = {paper.ordinal: paper for paper in dossier.papers.all()}
    faults = _judgement_faults(verdicts, papers)
    if faults:
        raise GuardNotMet("Còn giấy tờ chưa đánh giá được. Hãy sửa các mục báo đỏ.", faults)
    for ordinal, judged in verdicts.items():
        papers[ordinal].verdict, papers[ordinal].verdict_note = judged.verdict, judged.note.strip()
    Paper.objects.bulk_update([papers[ordinal] for ordinal in verdicts], ["verdict", "verdict_note"])
    return dossier


def _judgement_faults(verdicts: Mapping[int, Judgement], papers: Mapping[int, Paper]) -> dict[str, str]:
    faults: dict[str, str] = {}
    for ordinal, judged in verdicts.items():
        if ordinal not in papers:
            faults[f"paper_{ordinal}"] = "Hồ sơ không có giấy tờ này. Hãy tải lại trang."
        elif judged.verdict not in PaperVerdict.values:
            faults[f"paper_{ordinal}"] = "Hãy chọn Đạt, Thiếu hoặc Sai."
        elif judged.verdict != PaperVerdict.OK and not judged.note.strip():
            faults[f"paper_{ordinal}"] = "Hãy ghi rõ cần bổ sung, sửa gì."
    return faults


@transaction.atomic
def examine(
    number: str,
    *,
    opinion: str,
    outcome: str = "",
    answers: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """The dossier meets the conditions: present it to the next step (T8).

    `outcome` is the key of the way chosen where the process leaves a choice; `answers` are those to the step's
    questions, by key. Raises GuardNotMet while a paper is not judged «đạt», no opinion is written, a question or the
    choice is open, or a unit the process asks has not been asked or has not answered.
    """
    dossier = lock(number, actor=actor, verb="examine", seen=seen)
    step = ensure_step(dossier, "examine")
    not_ok = dossier.papers.exclude(verdict=PaperVerdict.OK).exclude(required=False, verdict="")
    if names := list(not_ok.values_list("name", flat=True)[:3]):
        raise GuardNotMet(
            f"Chưa đánh giá «Đạt» hết giấy tờ: {'; '.join(names)}. Hãy đánh giá hoặc yêu cầu bổ sung.",
            {"papers": "Mọi giấy tờ phải được đánh giá Đạt trước khi trình."},
        )
    if not opinion.strip():
        raise GuardNotMet("Hãy ghi ý kiến thẩm định.", {"opinion": "Hãy ghi ý kiến thẩm định, dù ngắn."})
    return _go_on(dossier, step, opinion, outcome, answers, actor=actor, at=at)


@transaction.atomic
def review(
    number: str,
    *,
    opinion: str = "",
    outcome: str = "",
    answers: Mapping[str, str] | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """The unit head agrees and presents to the authority (T8). `outcome`, `answers`, refusals: as `examine`."""
    dossier = lock(number, actor=actor, verb="review", seen=seen)
    step = ensure_step(dossier, "review")
    return _go_on(dossier, step, opinion or "Đồng ý trình ký", outcome, answers, actor=actor, at=at)


def _go_on(
    dossier: Dossier,
    step: Step,
    ground: str,
    outcome: str,
    given: Mapping[str, str] | None,
    *,
    actor: Actor,
    at: datetime,
) -> Dossier:
    answers = answers_given(dossier, step, given, all_of=True)
    asked = ensure_asked(dossier, step, answers, at)
    way = way_on(dossier, step, outcome, answers)
    if way.step is None:
        raise GuardNotMet("Quy trình không còn bước nào sau bước này.")
    keep_answers(dossier, answers, at)
    holding = opened(dossier, way.step, at=at)
    note = way.note | answers.note | asked
    to = state_at(way.step)
    made = act(dossier, step.take, actor=actor, at=at, ground=ground, holding=holding, to=to, note=note)
    tell(DossierMoved, dossier, made, actor=actor, at=at, step=dossier.step_key)
    return dossier


@transaction.atomic
def verify_on_site(
    number: str,
    *,
    took_place_at: datetime,
    place: str,
    participants: str,
    outcome: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Record the minutes of an on-site check (T10, NĐ 61/2018 Đ.19.3). The clock keeps running."""
    dossier = lock(number, actor=actor, verb="verify_on_site", seen=seen)
    given = {"place": place, "participants": participants, "outcome": outcome}
    faults = {
        field: "Hãy điền mục này của biên bản xác minh." for field, text in given.items() if not text.strip()
    }
    if took_place_at > at:
        faults["took_place_at"] = "Thời gian xác minh không thể ở tương lai."
    if faults:
        raise GuardNotMet("Biên bản xác minh chưa đủ nội dung.", faults)
    made = act(dossier, "verify_on_site", actor=actor, at=at, ground=shortened(outcome))
    SiteVerification.objects.create(act=made, took_place_at=took_place_at, **given)
    tell(SiteVerified, dossier, made, actor=actor, at=at)
    return dossier
