"""Putting things right: a mistake at intake, lost papers (T25), a wrong result called back (T27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from motcua.apps.dossiers import clock, slips
from motcua.apps.dossiers.actions.acting import act, act_beside, lock, opened, tell
from motcua.apps.dossiers.actions.redating import note_redating
from motcua.apps.dossiers.filed import KEY as FILED
from motcua.apps.dossiers.filed import filed
from motcua.apps.dossiers.models import Act, Correction, Dossier, ResultWay
from motcua.apps.dossiers.placing import aware, case_officer_of, civil
from motcua.apps.dossiers.processes import process_of
from motcua.apps.dossiers.refusals import GuardNotMet
from motcua.rules import identity
from motcua.rules.actors import Actor
from motcua.rules.clock import ClockEvent, Happening
from motcua.rules.deadlines import InvalidLimit, Limit
from motcua.rules.facts import DossierCorrected, PapersLost, ResultRecalled
from motcua.rules.folding import fold
from motcua.rules.forms import FormKind
from motcua.rules.lifecycle import FINISHED, State
from motcua.rules.process import Step

CORRECTABLE: dict[str, str] = {
    "applicant_name": "Họ tên chủ hồ sơ",
    "applicant_number": "Số định danh",
    "applicant_phone": "Số điện thoại",
    "applicant_email": "Thư điện tử",
    "applicant_address": "Địa chỉ",
    "submitter_name": "Người nộp thay",
    "submitter_phone": "Điện thoại người nộp thay",
    "subject": "Nội dung yêu cầu",
    "result_way": "Cách nhận kết quả",
    "result_address": "Địa chỉ nhận kết quả",
    "sets": "Số bộ hồ sơ",
}
"""What may be corrected after acceptance. Procedure, channel and time never: withdraw and file again."""


@transaction.atomic
def correct(
    number: str,
    changes: Mapping[str, str],
    *,
    reason: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Correct what was typed wrongly, with a reason; the receipt is issued again as a new version.

    Raises GuardNotMet: nothing changed, no reason, a field that may not change, bad values, a finished dossier.
    """
    dossier = lock(number, actor=actor, verb="correct", seen=seen)
    if dossier.stands in FINISHED - {State.READY}:
        raise GuardNotMet("Hồ sơ đã kết thúc nên không sửa thông tin tiếp nhận được.")
    wanted = {key: _tidy(key, value) for key, value in changes.items()}
    real = {
        key: value
        for key, value in wanted.items()
        if key in CORRECTABLE and str(getattr(dossier, key)) != value
    }
    faults = _faults(wanted, real, reason)
    if faults:
        raise GuardNotMet("Chưa đính chính được. Hãy sửa các mục báo đỏ.", faults)
    before = {key: str(getattr(dossier, key)) for key in real}
    for key, value in real.items():
        setattr(dossier, key, int(value) if key == "sets" else value)
    if "applicant_name" in real:
        dossier.applicant_folded = fold(real["applicant_name"])
    made = act_beside(
        dossier,
        "correct",
        actor=actor,
        at=at,
        ground=reason,
        note={"fields": sorted(real), FILED: filed(dossier)},
    )
    changed = {key: [before[key], value] for key, value in real.items()}
    Correction.objects.create(act=made, reason=reason.strip(), changes=changed)
    if dossier.number:
        slips.issue_receipt(dossier, actor=actor, at=at, why=f"Đính chính: {reason.strip()}")
    tell(DossierCorrected, dossier, made, actor=actor, at=at)
    return dossier


def _tidy(key: str, value: str) -> str:
    if key.endswith("_phone"):
        return identity.fold_phone(value)
    return " ".join(value.split()) if key.endswith("_name") else value.strip()


def _faults(wanted: Mapping[str, str], real: Mapping[str, str], reason: str) -> dict[str, str]:
    faults = {
        key: "Mục này không đính chính được. Hãy rút và nộp lại hồ sơ."
        for key in wanted
        if key not in CORRECTABLE
    }
    if not real and not faults:
        faults["reason"] = "Chưa có mục nào thay đổi."
    if not reason.strip():
        faults["reason"] = "Hãy ghi lý do đính chính."
    if "applicant_name" in real and not real["applicant_name"]:
        faults["applicant_name"] = "Họ tên không được để trống."
    if "sets" in real and not (real["sets"].isdecimal() and 1 <= int(real["sets"]) <= 99):
        faults["sets"] = "Số bộ hồ sơ từ 1 đến 99."
    if "result_way" in real and real["result_way"] not in ResultWay.values:
        faults["result_way"] = "Hãy chọn cách nhận kết quả."
    return faults | _malformed(real)


def _malformed(real: Mapping[str, str]) -> dict[str, str]:
    """Telephones, the personal number, and texts longer than their column."""
    faults = {
        key: f"Không được dài quá {longest} ký tự."
        for key, value in real.items()
        if (longest := getattr(Dossier._meta.get_field(key), "max_length", None)) and len(value) > longest
    }
    for key in ("applicant_phone", "submitter_phone"):
        if text := identity.phone_fault(real.get(key, "")):
            faults[key] = text
    if text := identity.id_fault(real.get("applicant_number", "")):
        faults["applicant_number"] = text
    return faults


@transaction.atomic
def report_loss(
    number: str,
    *,
    papers: Sequence[int],
    circumstances: str,
    remedy: str,
    remedy_by: date | None = None,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Papers of the dossier were lost or damaged (T25): minutes, apology, remedy at the agency's cost."""
    dossier = lock(number, actor=actor, verb="report_loss", seen=seen)
    known = set(dossier.papers.values_list("ordinal", flat=True))
    faults: dict[str, str] = {}
    if not papers or not set(papers) <= known:
        faults["papers"] = "Hãy chọn giấy tờ bị mất, hỏng."
    if not circumstances.strip():
        faults["circumstances"] = "Hãy ghi diễn biến, nguyên nhân."
    if not remedy.strip():
        faults["remedy"] = "Hãy ghi biện pháp khắc phục; cơ quan chịu chi phí."
    if faults:
        raise GuardNotMet("Chưa lập được biên bản. Hãy sửa các mục báo đỏ.", faults)
    note = {"papers": sorted(papers)}
    made = act(dossier, "report_loss", actor=actor, at=at, ground=circumstances, to=dossier.stands, note=note)
    slips.issue(
        dossier,
        FormKind.LOSS_REPORT,
        actor=actor,
        at=at,
        papers=sorted(papers),
        reason=circumstances.strip(),
        remedy=remedy.strip(),
        remedy_by=remedy_by,
    )
    tell(PapersLost, dossier, made, actor=actor, at=at)
    return dossier


@transaction.atomic
def recall(
    number: str,
    *,
    reason: str,
    legal_ground: str,
    limit: Limit,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
) -> Dossier:
    """Call back a wrong result by decision (T27): it is examined again within the new limit from now."""
    dossier = lock(number, actor=actor, verb="recall", seen=seen)
    faults: dict[str, str] = {}
    if not reason.strip():
        faults["reason"] = "Hãy ghi kết quả sai ở đâu."
    if not legal_ground.strip():
        faults["legal_ground"] = "Hãy ghi quyết định thu hồi, đính chính."
    if not limit.unit.counts_working_time and not limit.unit.has_value:
        faults["limit"] = "Hãy đặt thời hạn giải quyết lại."
    if faults:
        raise GuardNotMet("Chưa thu hồi được kết quả. Hãy sửa các mục báo đỏ.", faults)
    note = {
        "limit_value": str(limit.value),
        "limit_unit": str(limit.unit),
        "legal_ground": legal_ground.strip(),
    }
    before = dossier.due_at
    _reopen(dossier, limit, at)
    step = _examined_last(dossier)
    holding = opened(dossier, step, at=at, officer_id=case_officer_of(dossier, step, at))
    made = act(dossier, "recall", actor=actor, at=at, ground=reason, holding=holding, note=note)
    note_redating(made, "REOPEN", before, dossier)
    slips.issue(
        dossier, FormKind.RECALL, actor=actor, at=at, reason=reason.strip(), legal_ground=legal_ground.strip()
    )
    tell(
        ResultRecalled,
        dossier,
        made,
        actor=actor,
        at=at,
        due_at=dossier.due_at.isoformat() if dossier.due_at else "",
    )
    return dossier


def _examined_last(dossier: Dossier) -> Step:
    """The examining step the dossier went through last, else the process's first. Raises GuardNotMet without one."""
    order = process_of(dossier)
    keys = [step.key for step in order.steps if step.take == "examine"]
    if not keys:
        raise GuardNotMet("Quy trình của hồ sơ không có bước thẩm định nên không giải quyết lại được.")
    acts = Act.objects.filter(dossier=dossier, step_key__in=keys).order_by("-seq")
    return order.step(acts.values_list("step_key", flat=True).first() or keys[0])


def _reopen(dossier: Dossier, limit: Limit, at: datetime) -> None:
    try:
        state = clock.fold(dossier, also=[ClockEvent(Happening.RESTARTED, civil(at), limit=limit)])
    except InvalidLimit as fault:
        raise GuardNotMet(str(fault), {"limit": str(fault)}) from fault
    clock.write_due(dossier, state.due)
    dossier.finished_at = dossier.delivered_at = None
    dossier.due_at = aware(state.due.at)
